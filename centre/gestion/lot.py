"""One gesture on several members: what it would do to each, then the same operations as on one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from centre.espaces.enums import Public
from centre.groupes import operations as groupes
from centre.groupes.models import Groupe
from centre.journal.operations import consigner
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import ROLES, donner_role, retablir, suspendre
from centre.tableur import telecharger


class LotForm(forms.Form):
    """Who, and what."""

    membres = forms.ModelMultipleChoiceField(
        Membre.objects.par_nom(), error_messages={"required": "Cochez au moins un membre.", "invalid_choice": "Un membre n’existe plus."}
    )  # fmt: skip
    geste = forms.ChoiceField(label="Pour les membres cochés")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ouverts = [(g.espace.slug, g.espace.nom) for g in Groupe.objects.pour_la_liste() if not g.ferme]
        self.fields["geste"].choices = [  # type: ignore[attr-defined]
            ("exporter", "Télécharger la liste (CSV)"),
            ("suspendre", "Suspendre"),
            ("retablir", "Rétablir"),
            *((f"groupe:{slug}", f"Ajouter au groupe « {nom} »") for slug, nom in ouverts),
            *((f"hors:{slug}", f"Retirer du groupe « {nom} »") for slug, nom in ouverts),
            *((f"role:{role.value}", f"Donner le rôle « {role.label} »") for role in ROLES),
        ]

    @property
    def libelle(self) -> str:
        """The gesture, in words."""
        return dict(self.fields["geste"].choices)[self.cleaned_data["geste"]]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Effet:
    """What the gesture does to one member; ``change`` False: nothing, and why."""

    membre: Membre
    mots: str
    change: bool


@dataclass(frozen=True)
class Geste:
    """``juger(membre, quoi, par) -> (change, words)``; ``faire(membre, quoi, par)``."""

    juger: Callable[[Membre, str, Any], tuple[bool, str]]
    faire: Callable[[Membre, str, Any], object]

    def apercu(self, choisis: Iterable[Membre], quoi: str, par: Any) -> list[Effet]:
        """What would happen to each."""
        return [Effet(membre, mots, change) for membre in choisis for change, mots in [self.juger(membre, quoi, par)]]

    def appliquer(self, choisis: Iterable[Membre], quoi: str, par: Any) -> int:
        """Do it to those it changes, each in its own transaction; one that is refused leaves the others. Returns how many."""
        faits = 0
        for effet in self.apercu(choisis, quoi, par):
            if effet.change:
                try:
                    with transaction.atomic():
                        self.faire(effet.membre, quoi, par)
                        faits += 1
                except (ValidationError, PermissionDenied):
                    continue
        return faits


def _suspension(membre: Membre, quoi: str, par: Any) -> tuple[bool, str]:
    if membre.pk == par.pk:
        return False, "votre propre compte : rien ne change"
    if membre.etat != Etat.ACTIF:
        return False, f"déjà « {membre.get_etat_display()} » : rien ne change"
    return True, "sera déconnecté·e partout et suspendu·e"


def _retablissement(membre: Membre, quoi: str, par: Any) -> tuple[bool, str]:
    if membre.etat == Etat.ACTIF:
        return False, "déjà actif : rien ne change"
    if membre.fusionne_dans_id:
        return False, "compte fusionné avec un autre : reste fermé"
    return True, "pourra se connecter de nouveau"


def _nomme(membre: Membre, nom: str) -> bool:
    return any(groupe.name == nom for groupe in membre.groups.all())


def _adhesion(membre: Membre, quoi: str, par: Any) -> tuple[bool, str]:
    if _nomme(membre, f"groupe-{quoi}"):
        return False, "déjà dans ce groupe : rien ne change"
    if membre.etat != Etat.ACTIF:
        return False, "compte fermé : rien ne change"
    return True, "lira et écrira dans ce groupe ; un courriel le lui dit"


def _retrait(membre: Membre, quoi: str, par: Any) -> tuple[bool, str]:
    if not _nomme(membre, f"groupe-{quoi}"):
        return False, "n’est pas dans ce groupe : rien ne change"
    return True, "ne lira plus ce groupe ; ce qu’elle ou il y a écrit reste"


def _role(membre: Membre, quoi: str, par: Any) -> tuple[bool, str]:
    if _nomme(membre, quoi):
        return False, "a déjà ce rôle : rien ne change"
    if membre.etat != Etat.ACTIF:
        return False, "compte fermé : rien ne change"
    return True, f"recevra le rôle « {Public(quoi).label} »"


def _groupe(slug: str) -> Groupe:
    return Groupe.objects.select_related("espace").get(espace__slug=slug)


GESTES = {
    "suspendre": Geste(_suspension, lambda membre, quoi, par: suspendre(membre=membre, par=par)),
    "retablir": Geste(_retablissement, lambda membre, quoi, par: retablir(membre=membre, par=par)),
    "groupe": Geste(_adhesion, lambda membre, quoi, par: groupes.ajouter(groupe=_groupe(quoi), membre=membre, par=par)),
    "hors": Geste(_retrait, lambda membre, quoi, par: groupes.exclure(groupe=_groupe(quoi), membre=membre, par=par)),
    "role": Geste(_role, lambda membre, quoi, par: donner_role(membre=membre, role=Public(quoi), par=par)),
}


def exporter(choisis: Iterable[Membre], *, par: Any) -> HttpResponse:
    """The list as a spreadsheet; who took it is in the journal."""
    choisis = list(choisis)
    entetes = ["Nom", "Prénom", "Adresse électronique", "Fonction", "Structure", "Catégorie", "Territoires", "État"]
    reponse = telecharger(f"membres-{timezone.localdate():%Y-%m-%d}.csv", entetes, map(_ligne, choisis))
    consigner(acteur=par, verbe="membre.exporter_la_liste", details={"membres": len(choisis)})
    return reponse


def _ligne(membre: Membre) -> list[str]:
    poste, suite = membre.poste, [""] * 4
    if poste:
        territoires = ", ".join(map(str, poste.territoires.all()))
        suite = [poste.fonction, str(poste.structure or ""), poste.get_categorie_display(), territoires]
    return [membre.nom, membre.prenom, membre.email, *suite, membre.get_etat_display()]
