"""Publication (abstract): the common life of what is written here; its files, comments and requests for relecture."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from centre.espaces.models import Espace

from ..enums import EtatDeLecture, EtatDeSoumission, Statut
from .requetes import (
    PUBLIE,
    CommentaireQuerySet,
    FichierQuerySet,
    PublicationQuerySet,
    SoumissionQuerySet,
    SurQuerySet,
    VisiblesQuerySet,
)

ANCIEN_MEMBRE = "Ancien membre"

__all__ = [
    "ANCIEN_MEMBRE",
    "PUBLIE",
    "Commentaire",
    "Fichier",
    "Publication",
    "PublicationQuerySet",
    "Soumission",
    "SurQuerySet",
    "SurUnePublication",
    "TexteDeFichier",
    "VisiblesQuerySet",
]


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
        """Take another espace, unsaved; returns the fields that changed: a type with a second depth may take it along."""
        self.espace = espace
        return ["espace"]

    def suites_du_demenagement(self) -> str:
        """What ``demenager`` left of the second depth, in a sentence told once it is done; nothing for one depth."""
        return ""

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
        return Statut.A_RELIRE if Soumission.objects.en_attente().sur(self).exists() else Statut.BROUILLON

    def erreurs_de_publication(self) -> dict[str, str]:
        """What is missing before readers see it: field name to sentence. A draft may lack anything."""
        return {} if self.titre.strip() else {"titre": "Donnez un titre : c’est lui qui sera lu dans les listes."}

    def version_a_modifier(self) -> "Publication":
        """The latest draft, or the live row when nothing is pending."""
        return self.get_latest_revision_as_object()


class SurUnePublication(models.Model):
    """A row about one publication of any type."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    publication = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


def chemin_du_fichier(fichier: "Fichier", nom: str) -> str:
    """A random ASCII name: what is on the disk says nothing of what it holds."""
    cle = uuid.uuid4().hex
    return f"{cle[:2]}/{cle}"


def stockage_prive() -> Any:
    """The private storage (a callable: migrations do not freeze a folder)."""
    return storages["prive"]


class Fichier(SurUnePublication):
    """A file of a publication: an ordinary row outside revisions, with the espace and state that decide who opens it."""

    cle = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    espace = models.ForeignKey(Espace, models.PROTECT, related_name="+")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    publie = models.BooleanField(default=False)
    date_publication = models.DateTimeField(null=True, blank=True)
    retire_le = models.DateTimeField(null=True, blank=True)
    nom = models.CharField(max_length=200)
    description = models.CharField(max_length=250, blank=True)
    type_mime = models.CharField(max_length=120)
    taille = models.PositiveBigIntegerField()
    empreinte = models.CharField("SHA-256", max_length=64)
    contenu = models.FileField(upload_to=chemin_du_fichier, storage=stockage_prive)
    vignette = models.FileField(upload_to=chemin_du_fichier, storage=stockage_prive, blank=True)
    largeur = models.PositiveIntegerField(null=True, blank=True)
    hauteur = models.PositiveIntegerField(null=True, blank=True)
    depose_le = models.DateTimeField(auto_now_add=True)

    objects = FichierQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"
        ordering = ["depose_le", "cle"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """The one view every file is served by."""
        return f"/fichiers/{self.cle}/"

    @property
    def format(self) -> str:
        """Its extension, as a person says it: « PDF », « ODT »."""
        return self.nom.rpartition(".")[2].upper()[:5]

    @property
    def est_publie(self) -> bool:
        """Published, its date reached, not withdrawn, by this machine's clock: for the answer's headers; the rule is in the QuerySet."""
        return self.publie and not self.retire_le and (self.date_publication is None or self.date_publication <= timezone.now())


class TexteDeFichier(models.Model):
    """The text of a file, page by page, as a job read it; never shown but through its file's own rights."""

    fichier = models.OneToOneField(Fichier, models.CASCADE, primary_key=True, related_name="lecture")
    etat = models.CharField(max_length=12, choices=EtatDeLecture.choices)
    pages = ArrayField(models.TextField(), default=list)
    lu_le = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "texte de fichier"

    def __str__(self) -> str:
        return f"{self.fichier_id} ({self.etat})"


class Commentaire(SurUnePublication):
    """A member's answer below a publication. Plain text."""

    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    #: Their name, when they left the réseau and chose to stay named.
    signature_nom = models.CharField(max_length=170, blank=True, editable=False)
    texte = models.TextField(max_length=4000)
    cree_le = models.DateTimeField(default=timezone.now)
    modifie_le = models.DateTimeField(null=True, blank=True)
    retire_le = models.DateTimeField(null=True, blank=True)

    objects = CommentaireQuerySet.as_manager()

    class Meta:
        verbose_name = "commentaire"
        ordering = ["cree_le", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"commentaire {self.pk}"

    @property
    def signataire(self) -> str:
        """Who answers, by name."""
        return (self.auteur.nom_complet if self.auteur else self.signature_nom) or ANCIEN_MEMBRE


class Soumission(SurUnePublication):
    """An author asks the team to read before publication; the team publishes, or gives it back with remarks."""

    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    demandee_le = models.DateTimeField(auto_now_add=True)
    etat = models.CharField(max_length=12, choices=EtatDeSoumission.choices, default=EtatDeSoumission.EN_ATTENTE)
    remarques = models.TextField(blank=True)
    traitee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    traitee_le = models.DateTimeField(null=True, blank=True)

    objects = SoumissionQuerySet.as_manager()

    class Meta:
        verbose_name = "soumission"
        ordering = ["-demandee_le"]
        constraints = [
            models.UniqueConstraint(
                "content_type", "object_id", condition=Q(etat="en_attente"), name="une_soumission_en_attente_par_publication"
            )
        ]

    def __str__(self) -> str:
        return f"soumission {self.pk} ({self.get_etat_display()})"
