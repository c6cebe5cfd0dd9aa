"""Who comes to a Jeudi."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone

from centre.espaces.enums import Public
from centre.membres.models import Poste
from centre.territoires.models import Territoire

from ..enums import EtatInscription
from .jeudi import Jeudi


@dataclass(frozen=True)
class Participant:
    """Who a registration names, with the post held on the day of the Jeudi (today's while it is to come).

    ``categorie`` is a value of ``Public``, "" when unknown; ``membre_id`` is None for who came without an account.
    """

    nom: str
    prenom: str = ""
    courriel: str = ""
    fonction: str = ""
    structure: str = ""
    categorie: str = ""
    territoires: tuple[Territoire, ...] = ()
    membre_id: int | None = None

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}".strip()

    @property
    def categorie_lisible(self) -> str:
        """The catégorie in words, "" when unknown."""
        return str(Public(self.categorie).label) if self.categorie else ""

    @property
    def lieux(self) -> str:
        """The territoires, in words."""
        return ", ".join(str(territoire) for territoire in self.territoires)

    @property
    def cle_de_tri(self) -> tuple[str, str]:
        """The French order of a list of people: family name then first name, accents and case aside (É with E)."""
        plat = (
            unicodedata.normalize("NFKD", mot).encode("ascii", "ignore").decode().casefold() for mot in (self.nom, self.prenom)
        )
        nom, prenom = plat
        return nom, prenom


class InscriptionQuerySet(models.QuerySet["Inscription"]):
    """Reads on registrations: those of a member, and of the team (DESIGN §2, « À moi »)."""

    def de(self, membre: Any) -> "InscriptionQuerySet":
        """Those of a member."""
        return self.filter(membre_id=membre.pk)

    def inscrits(self) -> "InscriptionQuerySet":
        """With a seat, in order."""
        return self.filter(etat=EtatInscription.INSCRIT).order_by("rang", "pk")

    def en_attente(self) -> "InscriptionQuerySet":
        """Waiting, first come first."""
        return self.filter(etat=EtatInscription.EN_ATTENTE).order_by("rang", "pk")

    def en_cours(self) -> "InscriptionQuerySet":
        """With a seat, then waiting."""
        return self.filter(etat__in=[EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE]).order_by("-etat", "rang")

    def tenant_une_place(self) -> "InscriptionQuerySet":
        """Given, offered, or held until an address is confirmed: what counts against the number of seats, by the database's clock."""
        offerte = Q(etat=EtatInscription.EN_ATTENTE, offerte_jusqu_au__gt=Now())
        tenue = Q(etat=EtatInscription.A_CONFIRMER, tenue_jusqu_au__gt=Now())
        return self.filter(Q(etat=EtatInscription.INSCRIT) | offerte | tenue)

    def a_prevenir(self) -> "InscriptionQuerySet":
        """With a seat or waiting, whom the mails of the whole Jeudi go to: an open account, or an address without account."""
        return self.en_cours().filter(Q(membre__is_active=True) | ~Q(courriel="")).select_related("membre")

    def sans_compte(self, adresse: str) -> "InscriptionQuerySet":
        """Those of an address without account, whatever its case."""
        return self.filter(membre__isnull=True, courriel__iexact=adresse).exclude(courriel="")

    def avec_participant(self) -> "InscriptionQuerySet":
        """With what ``participant`` reads, in a constant number of queries."""
        postes = Poste.objects.select_related("structure").prefetch_related("territoires")
        return self.select_related("jeudi", "membre").prefetch_related(
            "territoires", models.Prefetch("membre__postes", postes, to_attr="postes_de_toujours")
        )


class Inscription(models.Model):
    """One person and one Jeudi: one row, whatever happens; ``rang`` is the order in which they asked."""

    jeudi = models.ForeignKey(Jeudi, models.PROTECT, related_name="inscriptions")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="inscriptions")
    etat = models.CharField(max_length=12, choices=EtatInscription.choices)
    rang = models.PositiveIntegerField()
    demandee_le = models.DateTimeField(default=timezone.now)
    changee_le = models.DateTimeField(default=timezone.now)
    promue = models.BooleanField("venue de la liste d’attente", default=False)
    #: Number of changes: names the mail of each one.
    version = models.PositiveIntegerField(default=1)
    #: Who comes without an account; empty for a member, whose own record says it.
    prenom = models.CharField("prénom", max_length=80, blank=True)
    nom = models.CharField(max_length=80, blank=True)
    courriel = models.EmailField("adresse électronique", max_length=254, blank=True)
    fonction = models.CharField(max_length=160, blank=True)
    structure = models.CharField(max_length=200, blank=True)
    categorie = models.CharField("catégorie", max_length=20, choices=Poste.CATEGORIES, blank=True)
    territoires = models.ManyToManyField(Territoire, blank=True, related_name="+")
    #: Why they do not come, in their words.
    motif = models.CharField("pourquoi", max_length=300, blank=True)
    #: Their name may be read by the others who are registered (RGP-3).
    visible = models.BooleanField("sur la liste des participant·es", default=False)
    #: Waiting, and a seat is theirs until then if they say yes.
    offerte_jusqu_au = models.DateTimeField(null=True, blank=True)
    #: Address to confirm: until when a seat is held meanwhile (None: none was free).
    tenue_jusqu_au = models.DateTimeField(null=True, blank=True)

    objects = InscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        ordering = ["rang", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["jeudi", "membre"], name="une_inscription_par_personne_et_jeudi"),
            models.UniqueConstraint(fields=["jeudi", "rang"], name="un_rang_par_inscription"),
            models.UniqueConstraint(
                "jeudi", Lower("courriel"), condition=~Q(courriel=""), name="une_inscription_par_adresse_et_jeudi"
            ),
        ]

    def __str__(self) -> str:
        return f"inscription {self.pk} ({self.get_etat_display()})"

    @property
    def offre_en_cours(self) -> bool:
        """A seat waits for their answer, by this machine's clock: for the screens."""
        limite = self.offerte_jusqu_au
        return self.etat == EtatInscription.EN_ATTENTE and limite is not None and timezone.now() < limite

    @property
    def participant(self) -> Participant:
        """Who comes (rows read with ``avec_participant``); an erased account leaves « Ancien membre »."""
        if self.membre is None:
            return self._sans_compte()
        poste = self._poste_le(min(self.jeudi.premier_jour or dt.date.max, timezone.localdate()))
        return Participant(
            nom=self.membre.nom,
            prenom=self.membre.prenom,
            courriel=self.membre.email,
            fonction=poste.fonction if poste else "",
            structure=str(poste.structure or "") if poste else "",
            categorie=poste.categorie if poste else "",
            territoires=tuple(poste.territoires.all()) if poste else (),
            membre_id=self.membre.pk,
        )

    def _sans_compte(self) -> Participant:
        return Participant(
            nom=self.nom or "Ancien membre",
            prenom=self.prenom,
            courriel=self.courriel,
            fonction=self.fonction,
            structure=self.structure,
            categorie=self.categorie,
            territoires=tuple(self.territoires.all()),
        )

    def _poste_le(self, jour: dt.date) -> Poste | None:
        """The post held on a day, else the first one held after it."""
        membre: Any = self.membre
        postes = sorted(membre.postes_de_toujours, key=lambda poste: (poste.depuis, poste.pk))
        tenus = [p for p in postes if p.depuis <= jour and (p.jusqu_a is None or p.jusqu_a >= jour)]
        return tenus[-1] if tenus else next((p for p in postes if p.depuis > jour), None)
