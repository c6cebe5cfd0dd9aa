"""What surrounds a publication: its files and their text, the comments below it, the requests for relecture."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from centre.espaces.models import Espace

from .. import accessibilite
from ..enums import EtatDeLecture, EtatDeSoumission
from .publication import ANCIEN_MEMBRE, P, VisiblesQuerySet


class SurUnePublication(models.Model):
    """A row about one publication of any type."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    publication = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


class SurQuerySet(models.QuerySet[P]):
    """Reads on rows about one publication."""

    def sur(self, publication: models.Model) -> Self:
        """The rows about ``publication``."""
        return self.filter(content_type=ContentType.objects.get_for_model(publication), object_id=publication.pk)


class FichierQuerySet(VisiblesQuerySet["Fichier"], SurQuerySet["Fichier"]):  # type: ignore[override]
    """Reads on files: the one rule, on the file's own row."""

    PUBLIE = Q(publie=True, retire_le__isnull=True) & (Q(date_publication__isnull=True) | Q(date_publication__lte=Now()))

    def dernieres(self) -> "FichierQuerySet":
        """Without the versions a newer one replaced."""
        return self.filter(remplace_le__isnull=True)

    def pour_la_liste(self) -> "FichierQuerySet":
        """With what a list prints: the state of the reading, the number of pages, the pictures; never the text."""
        lues = self.select_related("lecture").defer("lecture__pages").prefetch_related("apercus")
        return lues.annotate(nombre_de_pages=F("lecture__pages__len"))

    def _imagine(self, modele: str, cle: int) -> Q:
        """The files of the draft imagined published."""
        return Q(content_type=ContentType.objects.get_for_model(apps.get_model(modele)), object_id=cle)


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
    #: Versions of one file share ``lignee`` (the key of the first; None: never replaced); the latest has no ``remplace_le``.
    lignee = models.UUIDField(null=True, blank=True, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    remplace_le = models.DateTimeField(null=True, blank=True)

    objects = FichierQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"
        ordering = ["depose_le", "cle"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        constraints = [models.UniqueConstraint(fields=["lignee", "version"], name="une_fois_chaque_version")]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        """The one view every file is served by."""
        return f"/fichiers/{self.cle}/"

    def adresse_de_page(self, numero: int) -> str:
        """One of its pages, read in the site."""
        return f"{self.get_absolute_url()}page/{numero}/"

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
    #: What the file says of itself: ``titre``, ``auteurs``, ``date``, ``langue``, ``en_tete`` (words written largest on its first page).
    metadonnees = models.JSONField(default=dict, blank=True)
    #: Of a PDF: ``balise``, ``texte``, ``titre`` (yes or no) and ``langue``; empty for the others.
    accessibilite = models.JSONField(default=dict, blank=True)
    lu_le = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "texte de fichier"

    def __str__(self) -> str:
        return f"{self.fichier_id} ({self.etat})"

    @property
    def est_un_scan(self) -> bool:
        """Pictures of text, recognised or not."""
        return self.etat in (EtatDeLecture.NUMERISE, EtatDeLecture.RECONNU)

    @property
    def se_feuillette(self) -> bool:
        """Has pages to read in the site."""
        return self.etat == EtatDeLecture.LU or self.est_un_scan

    @property
    def phrase(self) -> str:
        """What its readers are told of its accessibility."""
        return accessibilite.phrase(self.accessibilite)

    @property
    def signes(self) -> list[tuple[bool, str]]:
        """What its depositor is told of it: there or not, in words."""
        return accessibilite.signes(self.accessibilite)


class Apercu(models.Model):
    """The picture of one of a file's first pages, drawn by the job that read it; served through its file's own rights."""

    fichier = models.ForeignKey(Fichier, models.CASCADE, related_name="apercus")
    numero = models.PositiveSmallIntegerField()
    image = models.FileField(upload_to=chemin_du_fichier, storage=stockage_prive)
    largeur = models.PositiveIntegerField()
    hauteur = models.PositiveIntegerField()

    class Meta:
        verbose_name = "aperçu"
        verbose_name_plural = "aperçus"
        ordering = ["numero"]
        constraints = [models.UniqueConstraint(fields=["fichier", "numero"], name="un_apercu_par_page")]

    def __str__(self) -> str:
        return f"{self.fichier_id} p. {self.numero}"


class CommentaireQuerySet(SurQuerySet["Commentaire"]):
    """Reads on comments; who reads a comment is who reads its publication."""

    def presents(self) -> "CommentaireQuerySet":
        """Not withdrawn, in order."""
        return self.filter(retire_le__isnull=True).select_related("auteur").order_by("cree_le", "pk")


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


class SoumissionQuerySet(SurQuerySet["Soumission"]):
    """Reads on requests for relecture."""

    def en_attente(self) -> "SoumissionQuerySet":
        """Not answered yet."""
        return self.filter(etat=EtatDeSoumission.EN_ATTENTE)


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
