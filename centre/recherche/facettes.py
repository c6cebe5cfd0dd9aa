"""The results counted by nature, thème, territoire, milieu, year, author and reader: of what this reader may read, nothing else.

Everything is counted from the rows already found for the reader: no facet asks the question anew, so none can answer more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur
from centre.espaces.models import Espace
from centre.registre import catalogue
from centre.territoires.enums import Monde
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .moteur import Ligne

#: Parameter of the address and title of each facet, in the order of the screen.
GROUPES = {
    "type": "Nature",
    "theme": "Thème",
    "territoire": "Territoire",
    "milieu": "Milieu",
    "annee": "Année",
    "auteur": "Autrice ou auteur",
    "acces": "Qui peut le lire",
}
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


def compter(lecteur: Lecteur, lignes: Sequence[Ligne]) -> Trouvees:
    """The facets of the candidates, in order. Four SQL queries at most, whatever their number."""
    themes = Theme.objects.in_bulk()
    legers = Territoire.objects.only("slug", "nom", "nature", "monde_corrige")
    territoires = legers.in_bulk({pk for ligne in lignes for pk in ligne.territoires})
    espaces = Espace.objects.in_bulk({ligne.espace for ligne in lignes})
    auteurs = _auteurs(lecteur, {ligne.auteur for ligne in lignes if ligne.auteur})
    valeurs: dict[str, dict[int, set[str]]] = {
        "type": {x.pk: {x.type} for x in lignes},
        "theme": {x.pk: {slug for pk in x.themes for slug in _lignee(themes, pk)} for x in lignes if x.themes},
        "territoire": {x.pk: {territoires[pk].slug for pk in x.territoires} for x in lignes if x.territoires},
        "milieu": {x.pk: {_milieu({territoires[pk].monde for pk in x.territoires})} for x in lignes if x.territoires},
        "annee": {x.pk: {str(x.annee)} for x in lignes if x.annee},
        "auteur": {x.pk: {str(x.auteur)} for x in lignes if str(x.auteur) in auteurs},
        "acces": {x.pk: {espaces[x.espace].slug} for x in lignes},
    }
    libelles = {
        "type": {g.nom: g.libelle for g in catalogue.values()},
        "theme": {theme.slug: theme.nom for theme in themes.values()},
        "territoire": {territoire.slug: territoire.nom for territoire in territoires.values()},
        "auteur": auteurs,
        "acces": {espace.slug: espace.nom for espace in espaces.values()},
    }
    return Trouvees([ligne.pk for ligne in lignes], valeurs, libelles)


def _lignee(themes: Mapping[int, Theme], pk: int) -> set[str]:
    """A thème and those that are broader: whoever asks for « Habitat » gets what is filed under « Habitat indigne »."""
    slugs: set[str] = set()
    theme = themes.get(pk)
    while theme is not None and theme.slug not in slugs:
        slugs.add(theme.slug)
        theme = themes.get(theme.plus_large_id or 0)
    return slugs


def _auteurs(lecteur: Lecteur, pks: set[int]) -> dict[str, str]:
    """The names of those authors whose own page ``lecteur`` may read: nobody is named here who is not named there."""
    if not pks:
        return {}
    fiches = Entree.objects.du_type("membre").filter(object_id__in=pks).au_plus_profond(lecteur)
    return {str(pk): nom for pk, nom in fiches.values_list("object_id", "titre")}


def restriction(choix: Mapping[str, set[str]]) -> list[list[str]]:
    """The same values as words of the index, for what it knows: the nature, the thème, the territoire, the year, the espace.

    A thème is also those that are more precise. A year is its months, and one more on each side: the index counts them in UTC.
    At most four SQL queries.
    """
    groupes = [[f"k{nom}" for nom in sorted(choix["type"]) if nom in catalogue]]
    if choix["theme"]:
        groupes.append([f"h{pk}" for pk in sorted(Theme.objects.filter(slug__in=choix["theme"]).cles_et_plus_precis())])
    for nom, lettre, modele in (("territoire", "t", Territoire), ("acces", "e", Espace)):
        trouves: Any = modele._default_manager.filter(slug__in=choix[nom]).values_list("pk", flat=True) if choix[nom] else []
        groupes.append([f"{lettre}{pk}" for pk in trouves])
    annees = [int(annee) for annee in sorted(choix["annee"]) if re.fullmatch("[12][0-9]{3}", annee)]
    groupes.append([mois for a in annees for mois in (f"m{a - 1}12", *(f"m{a}{n:02}" for n in range(1, 13)))])
    return [groupe for groupe in groupes if groupe]


def _milieu(mondes: set[str]) -> str:
    """Rural, urbain, or both: a département or a région is both."""
    return mondes.pop() if mondes in ({Monde.RURAL.value}, {Monde.URBAIN.value}) else LES_DEUX
