"""Writes around a compte rendu: its relevé de décisions, the series of its Jeudi, the template of a forme."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier

from ..enums import EtatDecision
from ..models import CompteRendu, Decision, Jeudi, Maillon, ModeleDeCompteRendu, Serie
from ..models.modele_de_texte import MAISON


@transaction.atomic
def decider(
    *, compte_rendu: CompteRendu, jeton: uuid.UUID, quoi: str, par: Any, responsable: Any = None, qui: str = "",
    pour_le: dt.date | None = None, reservee: bool = False,
) -> Decision:  # fmt: skip
    """Add a line to the relevé; the same form sent twice makes one. Raises PermissionDenied."""
    vivant = ecriture.verrouiller(compte_rendu)
    exiger(peut_modifier(vivant, par))
    faits = {"quoi": quoi, "responsable": responsable, "qui": qui, "pour_le": pour_le, "reservee": reservee}
    faits |= {"compte_rendu": vivant, "ordre": vivant.decisions.count()}
    decision, neuve = Decision.objects.get_or_create(jeton=jeton, defaults=faits)
    if neuve:
        consigner(acteur=par, verbe="decision.creer", objet=vivant, details={"decision": decision.pk})
    return decision


@transaction.atomic
def tenir_la_decision(*, decision: Decision, par: Any, **champs: Any) -> Decision:
    """Change a line (``quoi``, ``responsable``, ``qui``, ``pour_le``, ``reservee``, ``etat``). Raises PermissionDenied.

    The team changes everything; the member who answers for it, its state.
    """
    vivant = ecriture.verrouiller(decision.compte_rendu)
    ligne = Decision.objects.select_for_update().get(pk=decision.pk)
    sienne = ligne.responsable_id == par.pk and set(champs) == {"etat"}
    sienne = sienne and Decision.objects.publiees().visibles_pour(par).filter(pk=ligne.pk).exists()
    exiger(sienne or peut_modifier(vivant, par))
    for nom, valeur in champs.items():
        setattr(ligne, nom, valeur)
    if "etat" in champs:
        ligne.close_le = None if ligne.etat == EtatDecision.A_FAIRE else ligne.close_le or timezone.now()
    ligne.save()
    consigner(acteur=par, verbe="decision.tenir", objet=vivant, details={"decision": ligne.pk, "etat": ligne.etat})
    return ligne


@transaction.atomic
def retirer_la_decision(*, decision: Decision, par: Any) -> None:
    """Take a line out for good. Raises PermissionDenied."""
    vivant = ecriture.verrouiller(decision.compte_rendu)
    exiger(peut_modifier(vivant, par))
    Decision.objects.filter(pk=decision.pk).delete()
    consigner(acteur=par, verbe="decision.retirer", objet=vivant, details={"decision": decision.pk})


@transaction.atomic
def ranger_dans_la_serie(*, jeudi: Jeudi, serie: str, par: Any) -> None:
    """Put a Jeudi in the series of that name, made when it is new; "" takes it out. Raises PermissionDenied."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    ancienne = Serie.objects.filter(maillons__jeudi=vivant).first()
    if serie:
        choisie, _ = Serie.objects.get_or_create(nom=serie)
        Maillon.objects.update_or_create(jeudi=vivant, defaults={"serie": choisie})
    else:
        Maillon.objects.filter(jeudi=vivant).delete()
    if ancienne and not ancienne.maillons.exists():
        ancienne.delete()
    consigner(acteur=par, verbe="jeudi.ranger", objet=vivant, details={"serie": serie})


@transaction.atomic
def ecrire_le_modele(*, forme: str, texte: str, par: Any) -> None:
    """The team's template of a forme; the house's own again when ``texte`` is empty. Raises PermissionDenied."""
    exiger(bool(getattr(par, "est_de_l_equipe", False)))
    if texte and texte != MAISON[forme]:
        ModeleDeCompteRendu.objects.update_or_create(forme=forme, defaults={"texte": texte})
    else:
        ModeleDeCompteRendu.objects.filter(forme=forme).delete()
    consigner(acteur=par, verbe="modele.ecrire", objet=None, details={"forme": forme})
