"""Those who ask to come in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone

from ..enums import EtatDemande
from .poste import Poste

#: The states of a request that somebody still has to answer.
EN_COURS = (EtatDemande.A_TRAITER, EtatDemande.PRECISIONS)


class Candidature(models.Model):
    """What is said of a person before they have an account: who they are, for whom they work, where."""

    email = models.EmailField("adresse électronique")
    prenom = models.CharField("prénom", max_length=80, blank=True)
    nom = models.CharField("nom", max_length=80, blank=True)
    categorie = models.CharField("catégorie", max_length=20, choices=Poste.CATEGORIES)
    structure_nom = models.CharField("structure", max_length=200, blank=True)
    fonction = models.CharField("fonction", max_length=160, blank=True)
    territoires = models.ManyToManyField("territoires.Territoire", blank=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nom_complet or self.email

    @property
    def nom_complet(self) -> str:
        """First name then family name."""
        return f"{self.prenom} {self.nom}".strip()


class DemandeAccesQuerySet(models.QuerySet["DemandeAcces"]):
    """Reads on access requests. The team's screens only."""

    def a_traiter(self) -> "DemandeAccesQuerySet":
        """Those that wait for the team."""
        return self.filter(etat=EtatDemande.A_TRAITER)

    def en_cours(self) -> "DemandeAccesQuerySet":
        """Those that wait for somebody."""
        return self.filter(etat__in=EN_COURS)

    def confirmees(self) -> "DemandeAccesQuerySet":
        """Those whose address is proved: the only ones shown."""
        return self.exclude(etat=EtatDemande.A_CONFIRMER)

    def a_l_adresse(self, email: str) -> "DemandeAccesQuerySet":
        """Those made from this address, whatever its case."""
        return self.filter(email__iexact=email)

    def de(self, membre: Any) -> "DemandeAccesQuerySet":
        """Those of a member, under this account or from the same address."""
        return self.filter(Q(membre=membre) | Q(email__iexact=membre.email))

    def cherchant(self, texte: str) -> "DemandeAccesQuerySet":
        """Those whose name, address or structure holds every word of ``texte``, accents and case aside."""
        lues = self
        for mot in texte.replace("\x00", " ")[:200].split():
            champs = [(f"{champ}__unaccent__icontains", mot) for champ in ("prenom", "nom", "email", "structure_nom")]
            lues = lues.filter(Q(*champs, _connector=Q.OR))
        return lues


class DemandeAcces(Candidature):
    """Somebody asks for an account. One at a time is open for an address, once that address is confirmed."""

    message = models.TextField("message", max_length=2000, blank=True)
    #: Where the person was going when they were asked to sign in: a path of this portal.
    suite = models.CharField(max_length=500, blank=True)
    charte_le = models.DateTimeField("charte acceptée le", default=timezone.now)
    etat = models.CharField("état", max_length=12, choices=EtatDemande.choices, default=EtatDemande.A_CONFIRMER)
    cree_le = models.DateTimeField("reçue le", db_default=Now())
    confirmee_le = models.DateTimeField("adresse confirmée le", null=True, blank=True)
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True)
    traitee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Why it was refused, or what is still asked: sent to the person.
    motif = models.TextField("motif", max_length=2000, blank=True)
    #: Private to the team.
    note = models.TextField("note de l’équipe", max_length=2000, blank=True)
    #: The account it gave.
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")

    objects = DemandeAccesQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’accès"
        verbose_name_plural = "demandes d’accès"
        ordering = ["-cree_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(etat__in=["a_traiter", "precisions"]), name="une_demande_en_cours_par_adresse"
            ),
        ]

    @property
    def en_cours(self) -> bool:
        """True while the team may still answer."""
        return self.etat in EN_COURS
