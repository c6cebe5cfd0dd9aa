"""Who shares a car to a Jeudi (JEU-17)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from centre.territoires.models import Territoire

from ..enums import Covoiturage, EtatInscription
from .inscription import Inscription


class TrajetQuerySet(models.QuerySet["Trajet"]):
    """Reads on shared rides."""

    def du_meme_coin(self, trajet: "Trajet") -> "TrajetQuerySet":
        """The others who come to the same Jeudi from the same territoire and asked to share, those who offer seats first.

        With or without an account: who cannot be written to is not shown."""
        memes = self.filter(inscription__jeudi=trajet.inscription.jeudi_id, territoire=trajet.territoire_id)
        joignable = Q(inscription__membre__is_active=True) | Q(inscription__membre=None) & ~Q(inscription__courriel="")
        memes = memes.filter(joignable, inscription__etat=EtatInscription.INSCRIT)
        return memes.exclude(pk=trajet.pk).select_related("inscription__membre").order_by("-genre", "inscription__rang")


class Trajet(models.Model):
    """That somebody registered wants to share a ride, from where. Erased after the Jeudi."""

    inscription = models.OneToOneField(Inscription, models.CASCADE, related_name="trajet")
    genre = models.CharField(max_length=8, choices=Covoiturage.choices)
    places = models.PositiveSmallIntegerField("places dans la voiture", null=True, blank=True)
    territoire = models.ForeignKey(Territoire, models.PROTECT, related_name="+")
    depart = models.CharField("commune ou lieu de départ", max_length=120, blank=True)

    objects = TrajetQuerySet.as_manager()

    class Meta:
        verbose_name = "covoiturage"

    def __str__(self) -> str:
        return f"{self.get_genre_display()} : {self.depart}"

    @property
    def qui(self) -> str:
        """Whose it is, as the others read it."""
        qui = self.inscription
        return qui.membre.nom_complet if qui.membre is not None else f"{qui.prenom} {qui.nom}".strip()  # type: ignore[attr-defined]

    @property
    def en_mots(self) -> str:
        """What is asked or offered, from where."""
        offre = f"{self.places} place{'s' if self.places > 1 else ''}" if self.places else "des places"
        quoi = f"propose {offre}" if self.genre == Covoiturage.PROPOSE else "cherche une place"
        return f"{quoi}, au départ de {self.depart}" if self.depart else quoi
