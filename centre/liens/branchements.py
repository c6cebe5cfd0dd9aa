"""What signed links bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.registre import DonneesDeMembre, donnees_de_membre

from .models import LienQuerySet, LienSigne


def _lister(membre: Any) -> LienQuerySet:
    return LienSigne.objects.filter(titulaire=membre) | LienSigne.objects.filter(cree_par=membre)


def _exporter(membre: Any) -> list[dict[str, Any]]:
    return [dict(ligne) for ligne in _lister(membre).values("action", "cree_le", "expire_le", "revoque_le", "usages", "adresse")]


def _effacer(membre: Any) -> int:
    """Their own links end; those they gave to others go on without their name."""
    LienSigne.objects.filter(cree_par=membre).update(cree_par=None)
    return LienSigne.objects.filter(titulaire=membre).delete()[0]


donnees_de_membre.ajouter(
    "liens.LienSigne",
    DonneesDeMembre(modele=LienSigne, lister=_lister, exporter=_exporter, effacer=_effacer, champs=("titulaire", "cree_par")),
)
