"""The life of an account: a departure, a change of post asked for, the yearly question, an export, a closing."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from centre.temps import PARIS

from ..enums import EtatDeChangement, EtatDeDepart
from .poste import Poste

#: Today in Paris, by the database's clock.
AUJOURD_HUI = TruncDate(Now(), tzinfo=PARIS)


class DepartQuerySet(models.QuerySet["Depart"]):
    """Reads on departures."""

    def prevus(self) -> "DepartQuerySet":
        """Not done, not cancelled."""
        return self.filter(etat=EtatDeDepart.PREVU)

    def echus(self) -> "DepartQuerySet":
        """To be done: the last day is over, in Paris."""
        return self.prevus().filter(dernier_jour__lt=AUJOURD_HUI)


class Depart(models.Model):
    """A member leaves their post on a day, and somebody may take it over."""

    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    dernier_jour = models.DateField("dernier jour au poste")
    successeur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    etat = models.CharField("état", max_length=8, choices=EtatDeDepart.choices, default=EtatDeDepart.PREVU)
    prevu_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    prevu_le = models.DateTimeField(db_default=Now())

    objects = DepartQuerySet.as_manager()

    class Meta:
        verbose_name = "départ"
        ordering = ["-dernier_jour", "-pk"]
        constraints = [models.UniqueConstraint("membre", condition=Q(etat="prevu"), name="un_depart_prevu_par_membre")]

    def __str__(self) -> str:
        return f"départ {self.pk} ({self.get_etat_display()})"


class ChangementQuerySet(models.QuerySet["ChangementDePoste"]):
    """Reads on the changes of post members ask for."""

    def en_attente(self) -> "ChangementQuerySet":
        """Not answered, oldest first."""
        return self.filter(etat=EtatDeChangement.EN_ATTENTE).order_by("demande_le", "pk")


class ChangementDePoste(models.Model):
    """« J’ai changé de poste »: what a member says of their new post, until the team writes it in."""

    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fonction = models.CharField(max_length=160)
    structure = models.CharField("structure", max_length=200, blank=True)
    categorie = models.CharField("catégorie", max_length=20, choices=Poste.CATEGORIES)
    territoires = models.ManyToManyField("territoires.Territoire", blank=True, related_name="+")
    depuis = models.DateField("depuis le")
    demande_le = models.DateTimeField(db_default=Now())
    etat = models.CharField("état", max_length=10, choices=EtatDeChangement.choices, default=EtatDeChangement.EN_ATTENTE)
    traite_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    traite_le = models.DateTimeField(null=True)
    motif = models.TextField(max_length=600, blank=True)

    objects = ChangementQuerySet.as_manager()

    class Meta:
        verbose_name = "changement de poste demandé"
        verbose_name_plural = "changements de poste demandés"
        ordering = ["-demande_le", "-pk"]
        constraints = [
            models.UniqueConstraint("membre", condition=Q(etat="en_attente"), name="un_changement_en_attente_par_membre")
        ]

    def __str__(self) -> str:
        return f"changement {self.pk} ({self.get_etat_display()})"


class Presence(models.Model):
    """« Toujours en poste ? »: when it was last asked and answered, and since when a silent account sleeps."""

    membre = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="presence")
    #: Number of the question: names its mails.
    tour = models.PositiveIntegerField(default=0)
    confirmee_le = models.DateTimeField(null=True)
    demandee_le = models.DateTimeField(null=True)
    rappelee_le = models.DateTimeField(null=True)
    endormie_le = models.DateTimeField(null=True, db_index=True)
    prevenue_le = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "présence"

    def __str__(self) -> str:
        return f"présence de {self.membre}"


def stockage_prive() -> Any:
    """The private storage (a callable: migrations do not freeze a folder)."""
    return storages["prive"]


def chemin_de_l_export(export: "Export", nom: str) -> str:
    """A random name: what is on the disk says nothing of whose it is."""
    return f"exports/{uuid.uuid4().hex}"


class ExportQuerySet(models.QuerySet["Export"]):
    """Reads on exports: those of a member (DESIGN §2, « À moi »)."""

    def de(self, membre: Any) -> "ExportQuerySet":
        """Those of a member, not expired by the database's clock."""
        return self.filter(membre_id=membre.pk).filter(Q(expire_le__isnull=True) | Q(expire_le__gt=Now()))


class Export(models.Model):
    """Everything known of a member, in one archive they asked for; gone after a week."""

    cle = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    demande_le = models.DateTimeField(db_default=Now())
    pret_le = models.DateTimeField(null=True)
    expire_le = models.DateTimeField(null=True)
    taille = models.PositiveBigIntegerField(default=0)
    fichier = models.FileField(upload_to=chemin_de_l_export, storage=stockage_prive, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "export de données"
        verbose_name_plural = "exports de données"
        ordering = ["-demande_le"]
        constraints = [models.UniqueConstraint("membre", condition=Q(pret_le__isnull=True), name="un_export_en_cours_par_membre")]

    def __str__(self) -> str:
        return f"export {self.cle}"


class FermetureQuerySet(models.QuerySet["Fermeture"]):
    """Reads on closings."""

    def echues(self) -> "FermetureQuerySet":
        """Whose day has come, by the database's clock."""
        return self.filter(effacer_le__lte=Now())


class Fermeture(models.Model):
    """A member, or the team for them, asked that the account be erased; until that instant it can be taken back."""

    membre = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="fermeture")
    demandee_le = models.DateTimeField(db_default=Now())
    effacer_le = models.DateTimeField()
    #: What was read keeps the name, as text; else « ancien membre ».
    signee = models.BooleanField(default=False)
    demandee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = FermetureQuerySet.as_manager()

    class Meta:
        verbose_name = "fermeture de compte"
        verbose_name_plural = "fermetures de comptes"

    def __str__(self) -> str:
        return f"fermeture {self.pk}"
