"""Several access requests accepted at once: what would happen to each, then the same operation as for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..enums import Etat, EtatDemande
from ..lecture_des_listes import plier
from ..models import DemandeAcces, Membre
from ..rapprochements import membres_nommes, structures_nommees
from .demandes import DejaMembre, DejaTraitee, accepter


@dataclass(frozen=True)
class Effet:
    """What accepting does to one request. ``empechement``: why it does nothing; ``ressemble``: members who may be this person."""

    demande: DemandeAcces
    structure_neuve: bool
    empechement: str = ""
    ressemble: list[Membre] = field(default_factory=list)


def examiner(cles: Iterable[int]) -> list[Effet]:
    """What would happen to each, the oldest first: as many queries for one as for many."""
    confirmees = DemandeAcces.objects.confirmees().filter(pk__in=cles).order_by("confirmee_le", "pk")
    demandes = list(confirmees.select_related("traitee_par").prefetch_related("territoires"))
    adresses = {demande.email for demande in demandes}
    comptes = set(Membre.objects.filter(email__in=adresses).exclude(etat=Etat.EN_ATTENTE).values_list("email", flat=True))
    connues = {plier(structure.nom) for structure in structures_nommees(demande.structure_nom for demande in demandes)}
    homonymes = [membre for membre in membres_nommes(demande.nom for demande in demandes) if membre.email not in adresses]
    return [
        Effet(
            demande,
            bool(demande.structure_nom) and plier(demande.structure_nom) not in connues,
            _empechement(demande, comptes),
            [membre for membre in homonymes if plier(membre.nom_complet) == plier(demande.nom_complet)],
        )
        for demande in demandes
    ]


def _empechement(demande: DemandeAcces, comptes: set[str]) -> str:
    if not demande.en_cours:
        par = f" par {demande.traitee_par}" if demande.traitee_par else ""
        return f"déjà traitée{par} : rien ne change"
    if demande.etat == EtatDemande.PRECISIONS:
        return "attend la réponse de la personne à votre question : laissée de côté"
    if demande.email in comptes:
        return "un compte existe déjà à cette adresse : ouvrez la demande pour le lui dire"
    if not (demande.nom and demande.fonction):
        return "il manque son nom ou sa fonction : ouvrez la demande pour compléter"
    return ""


@dataclass(frozen=True)
class Bilan:
    """The accounts that were opened, and the requests left with why."""

    ouverts: list[Membre]
    laisses: list[tuple[DemandeAcces, str]]


def accepter_plusieurs(*, cles: Iterable[int], par: Any) -> Bilan:
    """Accept those that can be, each in its own transaction, under its own lock, with its one mail.

    Asked twice, or by two people at once, each account is opened once; what a colleague did meanwhile is told.
    """
    ouverts, laisses = [], []
    for effet in examiner(cles):
        raison = effet.empechement
        if not raison:
            try:
                ouverts.append(accepter(demande=effet.demande, par=par))
            except DejaTraitee as deja:
                raison = f"déjà traitée par {deja}" if str(deja) else "déjà traitée"
            except DejaMembre:
                raison = "un compte existe déjà à cette adresse"
        if raison:
            laisses.append((effet.demande, raison))
    return Bilan(ouverts, laisses)
