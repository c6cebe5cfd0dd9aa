"""Writes on comptes rendus: begin one, choose who reads its public edition."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer

from ..models import CompteRendu, Jeudi
from ..models.modele_de_texte import texte_de_depart


@transaction.atomic
def commencer_compte_rendu(
    *, jeudi: Jeudi, espace: Espace, espace_publique: Espace | None, par: Any, exemple: bool = False
) -> CompteRendu:
    """The draft of a Jeudi's compte rendu, on the template of its forme; the one already begun is returned."""
    vivant = ecriture.verrouiller(jeudi)
    exiger(peut_modifier(vivant, par))
    deja = CompteRendu.objects.filter(jeudi=vivant).first()
    if deja is not None:
        return deja
    if not vivant.est_publie:
        raise ValidationError("Publiez d’abord le Jeudi.")
    compte_rendu = CompteRendu(jeudi=vivant, titre=vivant.titre, espace_publique=espace_publique, texte=texte_de_depart(vivant))
    compte_rendu.themes, compte_rendu.territoires = list(vivant.themes.all()), list(vivant.territoires.all())
    return ecriture.creer(publication=compte_rendu, espace=espace, par=par, exemple=exemple)


@transaction.atomic
def editer_pour(*, compte_rendu: CompteRendu, espace_publique: Espace | None, par: Any) -> CompteRendu:
    """Change who reads the public edition (None: nobody but those of the complete one), at once."""
    vivant = ecriture.verrouiller(compte_rendu)
    exiger(peut_modifier(vivant, par))
    if espace_publique is not None:
        exiger(peut(par, Niveau.CONTRIBUER, espace_publique.pk))
    vivant.espace_publique = espace_publique
    vivant.save(update_fields=["espace_publique"])
    annoncer(vivant)
    consigner(
        acteur=par, verbe="compte_rendu.editer_pour", objet=vivant, details={"espace": espace_publique and espace_publique.pk}
    )
    return vivant
