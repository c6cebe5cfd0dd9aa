"""What every reading page of a publication shows: files, comments, and the gestures the reader really has."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from centre.espaces.acces import Audience, est_membre, peut
from centre.espaces.enums import Niveau
from centre.middleware import vers_la_connexion
from centre.presentation import adresse
from centre.registre import origines, suites

from ..acces import peut_commenter, peut_modifier, peut_retirer
from ..forms import CommentaireForm
from ..models import Commentaire, Fichier, Publication

P = TypeVar("P", bound=Publication)


def trouver(modele: type[P], request: HttpRequest, slug: str) -> P:
    """The publication of that address, or Http404: absent and forbidden are one answer."""
    lisibles = modele._default_manager.visibles_pour(request.user).select_related("espace", "auteur", "latest_revision")
    return get_object_or_404(lisibles, **{modele.CHAMP_D_ADRESSE: slug})


def publique(vue: Callable[..., HttpResponseBase]) -> Any:
    """A view of the open space whose objects may be reserved.

    A visitor is sent to the login for what they may not read as for what does not exist (mail links work logged out); a member
    gets the same 404 for both.
    """

    @wraps(vue)
    def ouverte(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return vue(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return vers_la_connexion(request)

    return login_not_required(ouverte)


def contexte_de_lecture(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """Files and comments of a publication the reader may read, and which buttons to draw."""
    membre = request.user
    imaginer(publication, membre)
    return {
        "publication": publication,
        "photos": Fichier.objects.visibles_pour(membre).sur(publication),
        "commentaires": commentaires_de(publication),
        # Its author may have left the espace: they still read the text, not the names of those who read it.
        "lit_l_espace": peut(membre, Niveau.CONSULTER, publication.espace_id),
        "peut_commenter": peut_commenter(publication, membre),
        "peut_modifier": peut_modifier(publication, membre),
        "peut_retirer": peut_retirer(publication, membre),
        "commentaire_form": CommentaireForm(),
        "adresses": adresses(publication),
        **origine_et_suites(publication, membre),
    }


def imaginer(publication: Publication, lecteur: Any) -> None:
    """For a reader who imagines that draft published, give it in memory the state, the day and the signature it would have."""
    if not isinstance(lecteur, Audience) or lecteur.apercu != (publication._meta.label, publication.pk):
        return
    publication.live, publication.date_publication = True, publication.date_publication or timezone.now()
    if publication.auteur is not None and not publication.signature_nom:
        jour = timezone.localdate(publication.date_publication)
        publication.signature_nom, publication.signature_poste = publication.auteur.signature(jour)


def origine_et_suites(publication: Publication, membre: Any) -> dict[str, Any]:
    """Where the text comes from, as far as the reader may follow it, and what they may write from it (title, address)."""
    offertes = [
        (suite.titre, adresse(suite.url_name))
        for suite in suites.values()
        if publication._meta.label not in suite.sauf and est_membre(membre) and suite.peut(membre)
    ]
    contexte: dict[str, Any] = {"origine": None, "suites": []}
    for liens in origines.values():
        contexte["origine"] = liens.montrer(publication, membre)
        numero = liens.numero(publication, membre) if offertes and publication.est_publie else None
        contexte["suites"] = [(titre, f"{url}?depuis={numero}") for titre, url in offertes if url and numero]
    return contexte


def commentaires_de(publication: Publication) -> list[Commentaire]:
    """The comments, each knowing the publication it is about: who may take one back is then asked without a query."""
    commentaires = list(Commentaire.objects.sur(publication).presents())
    for commentaire in commentaires:
        commentaire.publication = publication
    return commentaires


def adresses(publication: Publication) -> dict[str, str]:
    """Addresses of a publication's own gestures, by name (mounted by ``urls_communes``)."""
    base = publication.get_absolute_url()
    gestes = ("modifier", "photos", "commenter", "historique", "lecteurs", "retirer", "retablir", "relecture", "soumettre")
    return {"page": base} | {geste: f"{base}{geste}/" for geste in gestes}
