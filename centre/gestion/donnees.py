"""What Wagtail keeps of whoever works in its back-office. Pages are the Centre's: they stay, without the name."""

from django.apps import apps

from centre.registre import DonneesDeMembre, donnees_de_membre

#: Model: (keys whose rows go with the member, keys emptied, columns exported).
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "wagtailcore.Page": ((), ("owner", "locked_by"), ("title", "url_path", "first_published_at")),
    "wagtailcore.Revision": ((), ("user",), ("object_str", "created_at", "content")),
    "wagtailcore.PageLogEntry": ((), ("user",), ("label", "action", "timestamp")),
    "wagtailcore.ModelLogEntry": ((), ("user",), ("label", "action", "timestamp")),
    "wagtailcore.UploadedFile": ((), ("uploaded_by_user",), ("file",)),
    "wagtailcore.WorkflowState": ((), ("requested_by",), ("created_at", "status")),
    "wagtailcore.TaskState": ((), ("finished_by",), ("finished_at", "status", "comment")),
    "wagtailcore.Comment": (("user",), ("resolved_by",), ("text", "created_at")),
    "wagtailcore.CommentReply": (("user",), (), ("text", "created_at")),
    "wagtailcore.PageSubscription": (("user",), (), ("page__title",)),
    "wagtailimages.Image": ((), ("uploaded_by_user",), ("title", "created_at")),
    "wagtaildocs.Document": ((), ("uploaded_by_user",), ("title", "created_at")),
    "wagtailadmin.EditingSession": (("user",), (), ("last_seen_at",)),
    "wagtailadmin.FormState": (("user",), (), ("data", "last_updated_at")),
    "wagtailusers.UserProfile": (("user",), (), ("preferred_language", "theme", "contrast", "density")),
}


def inscrire_les_tables() -> None:
    """Register them, once the models are loaded."""
    for nom, (siennes, nommees, montrer) in TABLES.items():
        donnees = DonneesDeMembre.par_cles(apps.get_model(nom), siennes=siennes, nommees=nommees, montrer=montrer)
        donnees_de_membre.ajouter(nom, donnees)
