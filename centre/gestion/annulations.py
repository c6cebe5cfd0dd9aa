"""What a line of the journal can be undone by: the opposite operation, with its own rights and its own line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.groupes import operations as groupes
from centre.journal.models import Ligne
from centre.membres import operations as membres
from centre.membres.models import Membre
from centre.publications import operations as publications


@dataclass(frozen=True)
class Annulation:
    """``phrase`` says what will happen; ``faire(ligne, par)`` does it, or raises ValidationError when things have moved since."""

    phrase: str
    faire: Callable[[Ligne, Any], object]


def _remettre_en_place(ligne: Ligne, par: Any) -> None:
    publication: Any = ligne.objet
    if publication.espace_id != ligne.details["vers"]:
        raise ValidationError("Ce contenu a encore changé d’espace depuis.")
    espace = Espace.objects.filter(pk=ligne.details["de"]).first()
    if espace is None:
        raise ValidationError("L’espace d’origine n’existe plus.")
    publications.deplacer(publication=publication, espace=espace, par=par)


def _reprendre_la_place(ligne: Ligne, par: Any) -> None:
    groupe: Any = ligne.objet
    membre = Membre.objects.filter(pk=ligne.details["membre"]).first()
    if membre is None or not groupes.est_dedans(groupe, membre):
        raise ValidationError("Cette personne n’est plus dans le groupe.")
    groupes.exclure(groupe=groupe, membre=membre, par=par)


ANNULATIONS = {
    "groupe.ajouter": Annulation("La personne n’est plus dans le groupe ; ce qu’elle y a écrit reste.", _reprendre_la_place),
    "membre.suspendre": Annulation("Le compte est rétabli.", lambda ligne, par: membres.retablir(membre=_objet(ligne), par=par)),
    "membre.retablir": Annulation("Le compte est de nouveau suspendu.", lambda ligne, par: _suspendre(_objet(ligne), par)),
    "membre.donner_role": Annulation(
        "Le rôle est repris.",
        lambda ligne, par: membres.retirer_role(membre=_objet(ligne), role=Public(ligne.details["role"]), par=par),
    ),
    "membre.retirer_role": Annulation(
        "Le rôle est rendu.",
        lambda ligne, par: membres.donner_role(membre=_objet(ligne), role=Public(ligne.details["role"]), par=par),
    ),
    "publication.deplacer": Annulation("Le contenu retourne dans l’espace où il était.", _remettre_en_place),
    "publication.retirer": Annulation(
        "Le contenu est rétabli, comme avant.", lambda ligne, par: publications.retablir(publication=_objet(ligne), par=par)
    ),
    "publication.retablir": Annulation(
        "Le contenu est de nouveau retiré.", lambda ligne, par: publications.retirer(publication=_objet(ligne), par=par)
    ),
}


def _objet(ligne: Ligne) -> Any:
    return ligne.objet


def _suspendre(membre: Any, par: Any) -> None:
    if membre.pk == par.pk:
        raise ValidationError("On ne suspend pas son propre compte.")
    membres.suspendre(membre=membre, par=par)


def annulable(ligne: Ligne) -> str:
    """What undoing that line would do, in words; "" when it cannot be undone."""
    if ligne.verbe not in ANNULATIONS or ligne.object_id is None or ligne.content_type is None:
        return ""
    return ANNULATIONS[ligne.verbe].phrase


@transaction.atomic
def annuler(*, ligne: Ligne, par: Any) -> None:
    """Undo a line. Raises ValidationError when things have moved since, PermissionDenied without the right, KeyError for another."""
    ANNULATIONS[ligne.verbe].faire(ligne, par)
