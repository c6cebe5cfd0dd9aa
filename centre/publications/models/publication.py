"""Publication (abstract): the common life of what is written here."""

from __future__ import annotations

import uuid
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from centre.espaces.acces import Audience, Lecteur, visibles
from centre.espaces.models import Espace

from ..enums import Statut

P = TypeVar("P", bound=models.Model)
ANCIEN_MEMBRE = "Ancien membre"

#: A publication anyone in its espace may read.
PUBLIE = Q(live=True, retire_le__isnull=True, date_publication__lte=Now())


class VisiblesQuerySet(models.QuerySet[P]):
    """The one rule, for every table with ``espace`` and ``auteur``. ``PUBLIE`` says when a row is published."""

    PUBLIE: Q = PUBLIE

    def visibles_pour(self, lecteur: Lecteur) -> Self:
        """What ``lecteur`` (member, anonymous user or Audience) may read."""
        return self.filter(visibles(lecteur, publie=self.publie_pour(lecteur)))

    def publie_pour(self, lecteur: Lecteur) -> Q:
        """When a row counts as published; for an Audience, the draft it imagines published does too."""
        if isinstance(lecteur, Audience) and lecteur.apercu:
            return self.PUBLIE | self._imagine(*lecteur.apercu)
        return self.PUBLIE

    def _imagine(self, modele: str, cle: int) -> Q:
        return Q(pk=cle) if self.model._meta.label == modele else Q(pk__in=[])

    def publies(self) -> Self:
        """What is published, whoever asks: only ever combined with ``visibles_pour``."""
        return self.filter(self.PUBLIE)

    def de(self, membre: Any) -> Self:
        """What ``membre`` wrote."""
        return self.filter(auteur_id=membre.pk)


class PublicationQuerySet(VisiblesQuerySet[P]):
    """Reads shared by every type of publication."""

    def courants(self) -> Self:
        """For lists: published and not archived."""
        return self.publies().filter(archive_le__isnull=True)

    def brouillons(self) -> Self:
        """Never published, not withdrawn."""
        return self.filter(live=False, first_published_at__isnull=True, retire_le__isnull=True)


class Publication(DraftStateMixin, RevisionMixin, PreviewableMixin, LockableMixin, ClusterableModel):
    """A text with an author, living in one espace, drafted, published, moved, withdrawn; its old versions kept.

    Writes go through ``operations`` only. Rights never travel in a revision: see ``with_content_json``.
    """

    titre = models.CharField("titre", max_length=200, blank=True)
    slug = models.SlugField(max_length=120, unique=True, editable=False)
    #: Given by the form: the same form sent twice makes one row.
    jeton = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+", editable=False)
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)
    #: The author's name and post on the day of publication: posts change, people leave, what was signed stays signed.
    signature_nom = models.CharField(max_length=170, blank=True, editable=False)
    signature_poste = models.CharField(max_length=380, blank=True, editable=False)
    cree_le = models.DateTimeField(default=timezone.now, editable=False)
    date_publication = models.DateTimeField(null=True, blank=True, editable=False)
    archive_le = models.DateTimeField(null=True, blank=True, editable=False)
    retire_le = models.DateTimeField(null=True, blank=True, editable=False)
    exemple = models.BooleanField("contenu d’exemple", default=False, editable=False)
    themes = ParentalManyToManyField("themes.Theme", blank=True, related_name="+", verbose_name="thèmes")
    territoires = ParentalManyToManyField("territoires.Territoire", blank=True, related_name="+")

    #: What a signed link for relecture opens.
    GABARIT_DE_RELECTURE: str
    #: The field the word of its address is looked up in.
    CHAMP_D_ADRESSE = "slug"
    #: Words of the type's own addresses that no title may take.
    ADRESSES_PRISES = frozenset({"ecrire", "page", "flux"})
    #: What changing its readers does besides, told on that screen (a type with a second depth).
    AVIS_DE_DEMENAGEMENT = ""
    #: Taken from the live row whatever an old version says: moving a text is immediate and no restoring undoes it.
    CHAMPS_VIVANTS: tuple[str, ...] = (
        "slug",
        "jeton",
        "espace",
        "auteur",
        "signature_nom",
        "signature_poste",
        "cree_le",
        "date_publication",
        "archive_le",
        "retire_le",
        "exemple",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.titre or "Sans titre"

    def with_content_json(self, content: dict[str, Any]) -> "Publication":
        """The object a revision describes, with identity and rights of the live row."""
        vivants = {nom: self.serializable_data()[nom] for nom in self.CHAMPS_VIVANTS}
        objet = super().with_content_json({**content, **vivants})
        for nom in self.CHAMPS_VIVANTS:
            attribut = self._meta.get_field(nom).attname
            setattr(objet, attribut, getattr(self, attribut))
        return objet

    @property
    def espace_des_fichiers(self) -> int:
        """The espace (its key) whose readers open the files: the publication's own, unless its type says otherwise."""
        return self.espace_id

    def demenager(self, espace: Espace) -> list[str]:
        """Take another espace, unsaved; returns the fields that changed: a type with a second depth may take it along.

        A type may raise ValidationError (field « espace ») for a move that has conditions.
        """
        self.espace = espace
        return ["espace"]

    def suites_du_demenagement(self) -> str:
        """What ``demenager`` left of the second depth, in a sentence told once it is done; nothing for one depth."""
        return ""

    def avant_de_retirer(self) -> tuple[str, str, str] | None:
        """What should be known before taking it back: a sentence, then the address and the words of a better gesture; or None."""
        return None

    @property
    def est_publie(self) -> bool:
        """Published and not withdrawn, by this machine's clock: for the screens; the rule itself is in the QuerySet."""
        return bool(self.live and not self.retire_le and self.date_publication and self.date_publication <= timezone.now())

    @property
    def signataire(self) -> str:
        """Who signs, by name: as on the day of publication; « Ancien membre » when the person is gone without leaving it."""
        return self.signature_nom or (self.auteur.nom_complet if self.auteur else "") or ANCIEN_MEMBRE

    @property
    def statut(self) -> Statut:
        """Where the publication stands."""
        if self.retire_le:
            return Statut.RETIRE
        if self.archive_le:
            return Statut.ARCHIVE
        if self.live:
            return Statut.PUBLIE
        from .autour import Soumission

        return Statut.A_RELIRE if Soumission.objects.en_attente().sur(self).exists() else Statut.BROUILLON

    def erreurs_de_publication(self) -> dict[str, str]:
        """What is missing before readers see it: field name to sentence. A draft may lack anything."""
        return {} if self.titre.strip() else {"titre": "Donnez un titre : c’est lui qui sera lu dans les listes."}

    def version_a_modifier(self) -> "Publication":
        """The latest draft, or the live row when nothing is pending."""
        return self.get_latest_revision_as_object()
