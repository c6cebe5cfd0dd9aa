"""A table brought in: what was read, what would happen, what was made of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ..enums import Constat, Decision, EtatImport
from .vie import stockage_prive

#: While a job writes the lines, or takes back what they made.
EN_TRAVAIL = (EtatImport.EN_COURS, EtatImport.RETRAIT)
#: The lines that applying would write.
A_ECRIRE = Q(constat__in=(Constat.CREER, Constat.COMPLETER)) | (Q(constat=Constat.A_DECIDER) & ~Q(decision=Decision.RIEN))


def chemin_de_l_archive(importation: Import, nom: str) -> str:
    """A random name: what is on the disk says nothing of what it holds."""
    return f"imports/{uuid.uuid4().hex}"


class Import(models.Model):
    """One table, of one kind (``centre.registre.imports``). Nothing is written from it before it is applied, once."""

    genre = models.CharField(max_length=40)
    fichier = models.CharField("nom du fichier", max_length=200)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cree_le = models.DateTimeField("lu le", db_default=Now())
    etat = models.CharField("état", max_length=12, choices=EtatImport.choices, default=EtatImport.A_VERIFIER)
    entetes = models.JSONField("en-têtes", default=list)
    #: What the reading noticed: encoding, repairs.
    avis = models.JSONField(default=list)
    #: Key of the kind's column → rank of the file's column.
    correspondance = models.JSONField(default=dict)
    #: What the kind asks for the whole table (a catégorie by default).
    options = models.JSONField(default=dict)
    #: The file itself, while lines still have to be written from what it holds.
    archive = models.FileField(upload_to=chemin_de_l_archive, storage=stockage_prive, blank=True)
    #: What the archive holds, by path: what its kind noted of each piece.
    pieces = models.JSONField("pièces", default=dict)
    #: Lines the job under way was given.
    a_faire = models.PositiveIntegerField("lignes à faire", default=0)
    exemple = models.BooleanField("contenu d’exemple", default=False)
    applique_le = models.DateTimeField("appliqué le", null=True, blank=True)
    defait_le = models.DateTimeField("défait le", null=True, blank=True)

    class Meta:
        verbose_name = "import"
        ordering = ["-cree_le", "-pk"]

    def __str__(self) -> str:
        return self.fichier

    @property
    def a_verifier(self) -> bool:
        """True while it may be settled and applied."""
        return self.etat == EtatImport.A_VERIFIER

    @property
    def en_travail(self) -> bool:
        """True while a job writes it, or takes it back."""
        return self.etat in EN_TRAVAIL

    @property
    def restantes(self) -> "LigneImportQuerySet":
        """The lines the job under way has not done yet, in its order."""
        if self.etat == EtatImport.RETRAIT:
            return self.lignes.ecrites().filter(refus="").order_by("-numero")
        return self.lignes.a_ecrire().filter(ecrite=False)


class LigneImportQuerySet(models.QuerySet["LigneImport"]):
    """Reads on the lines of an import."""

    def par_constat(self) -> dict[str, int]:
        """How many lines of each finding."""
        return dict(self.order_by().values_list("constat").annotate(n=models.Count("pk")))

    def a_ecrire(self) -> "LigneImportQuerySet":
        """Those that applying would write; agrees with ``LigneImport.a_ecrire``."""
        return self.filter(A_ECRIRE)

    def creees(self) -> "LigneImportQuerySet":
        """The lines that made something which is still there."""
        return self.filter(creee=True, defaite=False)

    def ecrites(self) -> "LigneImportQuerySet":
        """The lines that made or completed something, not undone."""
        return self.filter(object_id__isnull=False, ecrite=True, defaite=False)


class LigneImport(models.Model):
    """One line of the table, its finding, and what it made."""

    importation = models.ForeignKey(Import, models.CASCADE, related_name="lignes")
    #: As a spreadsheet numbers it: the headers' line counts.
    numero = models.PositiveIntegerField("ligne")
    cellules = models.JSONField(default=list)
    constat = models.CharField(max_length=10, choices=Constat.choices, blank=True)
    #: Why, column by column: [{"colonne": …, "message": …}].
    remarques = models.JSONField(default=list)
    decision = models.CharField("décision", max_length=10, choices=Decision.choices, blank=True)
    #: What it resembles or made.
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True, related_name="+")
    object_id = models.BigIntegerField(null=True, blank=True)
    objet = GenericForeignKey("content_type", "object_id")
    ecrite = models.BooleanField("a écrit", default=False)
    creee = models.BooleanField("a créé", default=False)
    #: What it changed, to be able to put it back.
    trace = models.JSONField(default=dict)
    defaite = models.BooleanField("défaite", default=False)
    #: Why it could not be undone.
    refus = models.CharField(max_length=200, blank=True)

    objects = LigneImportQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’import"
        verbose_name_plural = "lignes d’import"
        ordering = ["numero", "pk"]
        constraints = [models.UniqueConstraint("importation", "numero", name="une_ligne_par_numero")]

    def __str__(self) -> str:
        return f"ligne {self.numero}"

    @property
    def a_ecrire(self) -> bool:
        """Whether applying would write this line."""
        return self.constat in (Constat.CREER, Constat.COMPLETER) or (self.constat == Constat.A_DECIDER and bool(self.decision))

    def remarquer(self, colonne: str, message: str) -> None:
        """Add a remark about a column."""
        self.remarques.append({"colonne": colonne, "message": message})

    def designer(self, objet: Any) -> None:
        """Say what this line is about; None: nothing."""
        self.content_type = ContentType.objects.get_for_model(objet) if objet is not None else None
        self.object_id = objet.pk if objet is not None else None
