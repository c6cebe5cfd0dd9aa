"""Proof that the catalogue and the index say what the objects say: 0 drift, or the list of what differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from centre.catalogue.models import Entree
from centre.catalogue.operations import orphelines, valeurs_de
from centre.catalogue.types import objets_du_type
from centre.registre import TypeCatalogue, annoncer, catalogue

from .models import Texte
from .operations import recalculer, texte_de
from .vecteurs import DERIVES


def ecarts() -> Iterator[tuple[str, Any]]:
    """Each difference found, in words, with the object it is about (None: a row whose object is gone). Reads only."""
    for genre in catalogue.values():
        for objet in objets_du_type(genre):
            for ecart in _ecarts_de(genre, objet):
                yield f"{genre.nom} {objet.pk} : {ecart}", objet
    for entree in orphelines():
        yield f"entrée {entree.pk} : son objet n’existe plus", None
    for pk in _vecteurs_derives():
        yield f"entrée {pk} : ses vecteurs ne sont pas ceux de ses mots", None


def _ecarts_de(genre: TypeCatalogue, objet: Any) -> Iterator[str]:
    projections = genre.projeter(objet)
    attendues = valeurs_de(genre, projections)
    entrees = Entree.objects.de_l_objet(objet).select_related("texte").prefetch_related("themes", "territoires")
    lignes = {entree.profondeur: entree for entree in entrees}
    for profondeur, entree in lignes.items():
        if profondeur not in attendues and (entree.lisible or hasattr(entree, "texte")):
            yield f"la ligne « {profondeur} » devrait être retirée"
    for vue in projections:
        if vue.profondeur not in lignes:
            yield f"la ligne « {vue.profondeur} » manque"
            continue
        entree = lignes[vue.profondeur]
        differents = [champ for champ, valeur in attendues[vue.profondeur].items() if getattr(entree, champ) != valeur]
        differents += [c for c in ("themes", "territoires") if {x.pk for x in getattr(entree, c).all()} != set(getattr(vue, c))]
        if differents:
            yield f"la ligne « {vue.profondeur} » diffère ({', '.join(differents)})"
        if (entree.texte.texte if hasattr(entree, "texte") else None) != (texte_de(vue) if entree.lisible else None):
            yield f"le texte cherché de la ligne « {vue.profondeur} » diffère"


def _vecteurs_derives() -> list[int]:
    with connection.cursor() as curseur:
        curseur.execute(DERIVES)
        return [pk for (pk,) in curseur.fetchall()]


def reparer() -> None:
    """Announce again every object that differs, withdraw the rows whose object is gone, compute the wrong vectors again."""
    for objet in {(type(o), o.pk): o for _, o in ecarts() if o is not None}.values():
        annoncer(objet)
    for entree in orphelines():
        entree.etat = "retire"
        entree.save(update_fields=["etat", "modifie_le"])
        Texte.objects.filter(entree=entree).delete()
    recalculer(_vecteurs_derives())
