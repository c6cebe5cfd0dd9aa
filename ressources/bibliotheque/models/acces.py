"""DemandeDeFichier: somebody asks to open the reserved files of a notice they see; the team answers with a link that ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from centre.espaces.models import Espace
from centre.liens.models import LienSigne

from ..enums import EtatDeDemande
from .ressource import Ressource


class DemandeQuerySet(models.QuerySet["DemandeDeFichier"]):
    """Reads on requests: one's own, and the team's queue."""

    def de(self, membre: Any) -> "DemandeQuerySet":
        """Those of a member."""
        return self.filter(membre_id=membre.pk)

    def en_attente(self) -> "DemandeQuerySet":
        """Those the team has to answer, the oldest first; what is asked of a withdrawn notice waits with it."""
        attend = self.filter(etat=EtatDeDemande.EN_ATTENTE, ressource__live=True, ressource__retire_le__isnull=True)
        return attend.order_by("demandee_le", "pk")

    def en_cours(self) -> "DemandeQuerySet":
        """Accesses given and not over, by the database's clock."""
        return self.filter(etat=EtatDeDemande.ACCORDEE, jusqu_au__gt=Now(), revoquee_le__isnull=True)

    def pour_la_file(self) -> "DemandeQuerySet":
        """With what a line prints."""
        return self.select_related("ressource__espace", "ressource__espace_fichiers", "espace", "membre", "repondue_par")


class DemandeDeFichier(models.Model):
    """A request, its answer, and what became of the access given. ``membre``, or ``nom`` and ``adresse`` without an account."""

    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="demandes")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    nom = models.CharField("nom", max_length=160, blank=True)
    adresse = models.EmailField("adresse électronique", blank=True)
    motif = models.TextField("pourquoi", max_length=1000)
    etat = models.CharField("état", max_length=12, choices=EtatDeDemande.choices)
    demandee_le = models.DateTimeField("demandée le", default=timezone.now)
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    repondue_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reponse = models.TextField("réponse", max_length=1000, blank=True)
    #: Who opened the files when access was given: closed further since, the link opens nothing.
    espace = models.ForeignKey(Espace, models.PROTECT, null=True, blank=True, related_name="+")
    jusqu_au = models.DateTimeField("jusqu’au", null=True, blank=True)
    revoquee_le = models.DateTimeField("révoquée le", null=True, blank=True)
    ouvertures = models.PositiveIntegerField("ouvertures", default=0)

    objects = DemandeQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de fichier"
        verbose_name_plural = "demandes de fichiers"
        ordering = ["-demandee_le", "-pk"]
        indexes = [models.Index(fields=["etat", "demandee_le"])]
        constraints = [
            models.UniqueConstraint(
                "ressource", "membre", condition=Q(etat="en_attente", membre__isnull=False), name="une_demande_par_membre"
            ),
            models.UniqueConstraint(
                "ressource", "adresse", condition=Q(etat__in=["a_confirmer", "en_attente"], membre__isnull=True),
                name="une_demande_par_adresse",
            ),
            models.CheckConstraint(
                condition=~Q(etat="accordee") | Q(jusqu_au__isnull=False, espace__isnull=False), name="un_acces_accorde_a_une_fin"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.demandeur} : {self.ressource}"

    @property
    def demandeur(self) -> str:
        """Who asks, by name."""
        return self.membre.nom_complet if self.membre else self.nom

    @property
    def courriel(self) -> str:
        """Where they are written to."""
        return self.membre.email if self.membre else self.adresse

    @property
    def retire_le(self) -> dt.datetime | None:
        """The link dies with the notice (``centre.liens``)."""
        notice = self.ressource
        return notice.retire_le or (None if notice.est_publie else self.demandee_le)

    @property
    def tient_encore(self) -> bool:
        """An access given opens while the files are no more closed than on the day it was given."""
        donne = self.etat == EtatDeDemande.ACCORDEE and self.espace is not None and self.revoquee_le is None
        return donne and (self.ressource.espace_fichiers.contient(self.espace))  # type: ignore[arg-type]

    @property
    def est_en_cours(self) -> bool:
        """Given, not over, not revoked, by this machine's clock: for the screens."""
        return bool(self.tient_encore and self.jusqu_au and self.jusqu_au > timezone.now())

    def liens(self) -> Any:
        """The signed links made for it."""
        return LienSigne.objects.sur(self)


def compter_l_ouverture(demande: DemandeDeFichier) -> None:
    """One more file opened."""
    DemandeDeFichier.objects.filter(pk=demande.pk).update(ouvertures=F("ouvertures") + 1)
