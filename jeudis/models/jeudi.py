"""Jeudi and its séances."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from django.utils import timezone

from centre.espaces.models import Espace
from centre.publications.matiere import Matiere
from centre.publications.models import Publication, PublicationQuerySet
from centre.publications.texte_riche import ChampDeTexteRiche
from centre.temps import PARIS

from ..enums import DemiJournee, EtatInscription, Forme

#: Today in Paris, by the database's clock.
AUJOURD_HUI = TruncDate(Now(), tzinfo=PARIS)


class JeudiQuerySet(PublicationQuerySet["Jeudi"]):
    """Reads on Jeudis. À venir and passés are exact complements: a Jeudi is past from the day after its last one, in Paris."""

    def a_venir(self) -> "JeudiQuerySet":
        """Not past, soonest first; those without a date come last."""
        return self.filter(Q(dernier_jour__isnull=True) | Q(dernier_jour__gte=AUJOURD_HUI)).order_by(
            models.F("premier_jour").asc(nulls_last=True), "pk"
        )

    def passes(self) -> "JeudiQuerySet":
        """Past, latest first."""
        return self.filter(dernier_jour__lt=AUJOURD_HUI).order_by("-dernier_jour", "-pk")

    def pour_la_liste(self) -> "JeudiQuerySet":
        """With what a list prints, in a constant number of queries."""
        return (
            self.select_related("espace", "espace_inscription", "compte_rendu__espace", "compte_rendu__espace_publique")
            .prefetch_related("seances", "themes")
            .avec_compte()
        )

    def avec_compte(self) -> "JeudiQuerySet":
        """``n_inscrits`` and ``n_attente`` on each row."""
        inscrits = Q(inscriptions__etat=EtatInscription.INSCRIT)
        attente = Q(inscriptions__etat=EtatInscription.EN_ATTENTE)
        return self.annotate(
            n_inscrits=models.Count("inscriptions", filter=inscrits, distinct=True),
            n_attente=models.Count("inscriptions", filter=attente, distinct=True),
        )

    def sans_compte_rendu(self) -> "JeudiQuerySet":
        """Past, held, whose compte rendu is not published."""
        return self.passes().publies().filter(annule_le__isnull=True).exclude(compte_rendu__live=True)


class Jeudi(Publication):
    """A meeting of the Centre. ``espace`` says who sees the page, ``espace_inscription`` who may register."""

    CHAMPS_VIVANTS = (
        *Publication.CHAMPS_VIVANTS,
        *("espace_inscription", "premier_jour", "dernier_jour", "annule_le", "motif_annulation", "sequence", "places"),
        "lieu_annonce",
    )
    GABARIT_DE_RELECTURE = "jeudis/relecture.html"
    ADRESSES_PRISES = Publication.ADRESSES_PRISES | {
        *("passes", "creer", "agenda", "comptes-rendus-a-publier", "comptes-rendus", "delais-des-comptes-rendus"),
        *("decisions", "modeles"),
    }

    forme = models.CharField(max_length=10, choices=Forme.choices, default=Forme.SEANCE)
    chapo = models.TextField("en deux phrases", max_length=500, blank=True)
    objectif = models.TextField("ce que vous repartirez avec", max_length=1500, blank=True)
    programme = ChampDeTexteRiche("programme", blank=True)
    lieu = models.CharField("lieu", max_length=160, blank=True)
    adresse = models.CharField("adresse", max_length=240, blank=True)
    places = models.PositiveIntegerField("nombre de places", null=True, blank=True)
    cloture = models.DateTimeField("inscriptions jusqu’au", null=True, blank=True)
    compte_rendu_attendu_le = models.DateField("compte rendu attendu le", null=True, blank=True)
    espace_inscription = models.ForeignKey(Espace, models.PROTECT, related_name="+", null=True, editable=False)
    premier_jour = models.DateField(null=True, editable=False)
    dernier_jour = models.DateField(null=True, editable=False)
    annule_le = models.DateTimeField(null=True, editable=False)
    motif_annulation = models.TextField(blank=True, editable=False)
    #: Grows with each change of date or place, for calendars (RFC 5545 SEQUENCE).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    #: Where readers were last told it takes place (None: never told).
    lieu_annonce = models.CharField(max_length=410, null=True, editable=False)

    objects = JeudiQuerySet.as_manager()

    n_inscrits: int  # annotated by ``avec_compte``
    n_attente: int

    class Meta:
        verbose_name = "Jeudi"
        verbose_name_plural = "Jeudis"
        indexes = [models.Index(fields=["dernier_jour"])]

    def get_absolute_url(self) -> str:
        """Permanent once published."""
        return reverse("jeudis:detail", args=[self.slug])

    @property
    def icone_forme(self) -> str:
        """The sign of its forme."""
        return Forme(self.forme).icone

    @property
    def ou(self) -> str:
        """Its place and the address of that place."""
        return ", ".join(filter(None, [self.lieu, self.adresse]))

    @property
    def places_libres(self) -> int:
        """Seats left, on a row read with ``avec_compte``."""
        return max((self.places or 0) - self.n_inscrits, 0)

    @property
    def est_complet(self) -> bool:
        """No seat is left, or people wait for one (a row read with ``avec_compte``)."""
        return self.places is not None and (self.places_libres == 0 or self.n_attente > 0)

    @property
    def est_passe(self) -> bool:
        """Past from the day after its last one, by this machine's clock: for the screens."""
        return self.dernier_jour is not None and self.dernier_jour < timezone.now().astimezone(PARIS).date()

    @property
    def inscriptions_ouvertes(self) -> bool:
        """Published, not cancelled, not past, before its closing time (none: until the first séance begins)."""
        if not self.est_publie or self.annule_le or self.est_passe:
            return False
        debut = min((s.debut for s in self.seances.all()), default=None)
        limite = self.cloture or debut
        return limite is None or timezone.now() < limite

    def erreurs_de_publication(self) -> dict[str, str]:
        """A title, and at least one séance."""
        erreurs = super().erreurs_de_publication()
        if not self.seances.exists():
            erreurs["__all__"] = "Donnez au moins une date : c’est elle qui met le Jeudi dans l’agenda."
        return erreurs

    def matiere(self) -> Matiere:
        """What a compte rendu or a duplicate starts from."""
        return Matiere(self.titre, self.programme, tuple(self.themes.all()), tuple(self.territoires.all()))


class Seance(models.Model):
    """A dated part of a Jeudi. Ordinary rows: attendance will hang on them."""

    jeudi = models.ForeignKey(Jeudi, models.CASCADE, related_name="seances")
    titre = models.CharField(max_length=160, blank=True)
    debut = models.DateTimeField("début")
    fin = models.DateTimeField()
    lieu = models.CharField(max_length=160, blank=True, help_text="Si différent de celui du Jeudi.")

    class Meta:
        verbose_name = "séance"
        ordering = ["debut", "pk"]
        constraints = [models.CheckConstraint(condition=Q(fin__gt=models.F("debut")), name="une_seance_finit_apres_son_debut")]

    def __str__(self) -> str:
        return f"{self.debut:%d/%m/%Y %H:%M}"

    @property
    def jour(self) -> dt.date:
        """Its day in Paris."""
        return self.debut.astimezone(PARIS).date()

    @property
    def demi_journees(self) -> list[DemiJournee]:
        """The half-days it touches (PRODUCT.md): before 13 h, after 13 h, or the evening alone from 18 h."""
        debut, fin = self.debut.astimezone(PARIS).time(), self.fin.astimezone(PARIS)
        if debut >= dt.time(18):
            return [DemiJournee.SOIR]
        finit_apres = fin.date() > self.jour or fin.time() > dt.time(13)
        touchees = [(debut < dt.time(13), DemiJournee.MATIN), (finit_apres, DemiJournee.APRES_MIDI)]
        return [demi for touche, demi in touchees if touche]
