"""The results counted by nature, thème, territoire, milieu and year: of what this reader may read, and of nothing else.

Everything is counted from the rows already found for the reader: no facet asks the question anew, so none can answer more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from centre.catalogue.models import Entree
from centre.registre import catalogue
from centre.territoires.enums import Monde
from centre.territoires.models import Territoire
from centre.themes.models import Theme

#: Parameter of the address and title of each facet, in the order of the screen.
GROUPES = {"type": "Nature", "theme": "Thème", "territoire": "Territoire", "milieu": "Milieu", "annee": "Année"}
#: A facet shows that many values and those that are ticked, then that many more behind a click.
AU_PLUS, ENSUITE = 8, 40
LES_DEUX = "les deux"


@dataclass(frozen=True)
class Valeur:
    """One box to tick: how many results it would leave."""

    cle: str
    libelle: str
    nb: int
    choisie: bool


@dataclass(frozen=True)
class Groupe:
    """One facet: the values in sight, then those behind a click."""

    nom: str
    titre: str
    valeurs: list[Valeur]
    autres: list[Valeur]


@dataclass
class Trouvees:
    """The rows found for a reader, in order, each with the values it has in each facet."""

    pks: list[int]
    valeurs: dict[str, dict[int, set[str]]]
    libelles: dict[str, dict[str, str]] = field(default_factory=dict)

    def retenues(self, choix: Mapping[str, set[str]], *, sauf: str = "") -> list[int]:
        """The rows that have, in each facet ticked (but ``sauf``), one of the values ticked."""
        actifs = [(self.valeurs[nom], cles) for nom, cles in choix.items() if cles and nom != sauf]
        return [pk for pk in self.pks if all(valeurs.get(pk, set()) & cles for valeurs, cles in actifs)]

    def groupes(self, choix: Mapping[str, set[str]]) -> list[Groupe]:
        """The facets that have something to say. Each counts what the others leave: two values of one facet add up."""
        groupes = (self._groupe(nom, titre, choix) for nom, titre in GROUPES.items())
        return [groupe for groupe in groupes if groupe.valeurs]

    def _groupe(self, nom: str, titre: str, choix: Mapping[str, set[str]]) -> Groupe:
        compte = Counter(cle for pk in self.retenues(choix, sauf=nom) for cle in self.valeurs[nom].get(pk, ()))
        libelles, choisies = self.libelles.get(nom, {}), choix.get(nom, set())
        ordre = sorted(compte, key=lambda cle: (-int(cle),) if nom == "annee" else (-compte[cle], libelles.get(cle, cle)))
        en_vue = ordre[:AU_PLUS] + sorted(choisies - set(ordre[:AU_PLUS]))
        autres = [cle for cle in ordre[AU_PLUS:] if cle not in choisies][:ENSUITE]

        def valeurs(cles: list[str]) -> list[Valeur]:
            return [Valeur(cle, libelles.get(cle, cle), compte[cle], cle in choisies) for cle in cles]

        return Groupe(nom, titre, valeurs(en_vue), valeurs(autres))


def choisies(parametres: QueryDict) -> dict[str, set[str]]:
    """The values ticked, from the address; anything too long or too many to be one of ours is dropped."""
    return {nom: {v for v in parametres.getlist(nom)[:50] if 0 < len(v) <= 200 and "\x00" not in v} for nom in GROUPES}


def compter(lignes: Iterable[tuple[int, str, int | None]]) -> Trouvees:
    """The facets of the rows found, (pk, type, year) in order. Four SQL queries, whatever their number."""
    lignes = list(lignes)
    pks = [pk for pk, _, _ in lignes]
    themes, noms_des_themes = _libelles(Entree.themes.through, "theme_id", pks, Theme.objects.all())
    legers = Territoire.objects.only("slug", "nom", "nature", "monde_corrige")
    territoires, noms = _libelles(Entree.territoires.through, "territoire_id", pks, legers)
    return Trouvees(
        pks=pks,
        valeurs={
            "type": {pk: {genre} for pk, genre, _ in lignes},
            "theme": {pk: {t.slug for t in x} for pk, x in themes.items()},
            "territoire": {pk: {t.slug for t in x} for pk, x in territoires.items()},
            "milieu": {pk: {_milieu({t.monde for t in x})} for pk, x in territoires.items()},
            "annee": {pk: {str(annee)} for pk, _, annee in lignes if annee},
        },
        libelles={"type": {g.nom: g.libelle for g in catalogue.values()}, "theme": noms_des_themes, "territoire": noms},
    )


def _libelles(lien: Any, colonne: str, pks: list[int], objets: Any) -> tuple[dict[int, list[Any]], dict[str, str]]:
    """What each row is filed under, and how each value is called."""
    paires = lien.objects.filter(entree_id__in=pks).values_list("entree_id", colonne) if pks else []
    par_pk = objets.in_bulk({autre for _, autre in paires})
    ranges = defaultdict(list)
    for pk, autre in paires:
        ranges[pk].append(par_pk[autre])
    return ranges, {objet.slug: objet.nom for objet in par_pk.values()}


def _milieu(mondes: set[str]) -> str:
    """Rural, urbain, or both: a département or a région is both."""
    return mondes.pop() if mondes in ({Monde.RURAL.value}, {Monde.URBAIN.value}) else LES_DEUX
