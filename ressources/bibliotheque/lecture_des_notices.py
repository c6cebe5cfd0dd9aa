"""What one cell says of a notice, in French words: a type, a licence, a theme, an espace, the territories of a time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from centre.espaces.acces import espaces
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace
from centre.membres.lecture_des_listes import plier
from centre.membres.lecture_des_personnes import morceaux
from centre.territoires.models import Territoire
from centre.themes.models import AncienTheme, Synonyme, Theme

from .enums import Langue, Licence, Type

#: Other words for a type, a licence, a language, than their own labels and keys.
TYPES = {
    Type.COMPTE_RENDU: ("cr", "compte rendu", "compte-rendu", "releve de conclusions", "proces verbal"),
    Type.SUPPORT: ("support", "diaporama", "presentation", "intervention"),
    Type.FICHE: ("fiche pratique",),
    Type.ARTICLE: ("revue", "periodique"),
    Type.GUIDE: ("guide pratique", "manuel"),
}
LICENCES = {
    Licence.LICENCE_OUVERTE: ("licence ouverte", "licence ouverte 2 0", "etalab", "lo 2 0"),
    Licence.CC_BY: ("cc by", "creative commons", "creative commons attribution"),
    Licence.CC_BY_SA: ("cc by sa",),
    Licence.CC_BY_NC: ("cc by nc",),
    Licence.DOMAINE_PUBLIC: ("domaine public", "cc0"),
    Licence.RESERVES: ("tous droits reserves", "droits reserves", "copyright"),
}
LANGUES = {
    Langue.FRANCAIS: ("fre", "fra"),
    Langue.ANGLAIS: ("eng", "english"),
    Langue.ALLEMAND: ("ger", "deu"),
    Langue.ESPAGNOL: ("spa",),
}
#: How wide an espace is, from the widest.
LARGEURS = (Nature.OUVERT, Nature.ELARGI, Nature.RESEAU)


def _par_mot(choix: Any, mots: dict[Any, tuple[str, ...]]) -> dict[str, Any]:
    connus: dict[str, Any] = {}
    for valeur in choix:
        libelle = str(valeur.label)
        for mot in (valeur.value, libelle, libelle.partition(" :")[0], *mots.get(valeur, ())):
            connus.setdefault(plier(mot), valeur)
    return connus


PAR_TYPE, PAR_LICENCE, PAR_LANGUE = _par_mot(Type, TYPES), _par_mot(Licence, LICENCES), _par_mot(Langue, LANGUES)


def largeur(espace: Espace) -> int:
    """0 for *Ouvert à tous*; the higher, the fewer readers."""
    return LARGEURS.index(Nature(espace.nature)) if espace.nature in LARGEURS else len(LARGEURS)


class Vocabulaire:
    """What the words of a table mean here, asked once per reading, for the member who brings it in."""

    def __init__(self, membre: Any) -> None:
        self.membre = membre

    @cached_property
    def themes(self) -> dict[str, set[int]]:
        """Every way to write a theme → those it may mean (a sigle may mean two)."""
        connus: dict[str, set[int]] = {}
        termes = [
            *((pk, mot) for pk, nom, slug in Theme.objects.values_list("pk", "nom", "slug") for mot in (nom, slug)),
            *Synonyme.objects.values_list("theme_id", "texte"),
            *Synonyme.objects.exclude(developpement="").values_list("theme_id", "developpement"),
            *AncienTheme.objects.values_list("theme_id", "nom"),
        ]
        for pk, mot in termes:
            connus.setdefault(plier(mot), set()).add(pk)
        return connus

    @cached_property
    def noms_des_themes(self) -> dict[int, str]:
        """To say which ones a word may mean."""
        return dict(Theme.objects.values_list("pk", "nom"))

    @cached_property
    def espaces(self) -> dict[str, Espace]:
        """The espaces the member writes in, by name and by address."""
        siens = list(espaces(self.membre, Niveau.CONTRIBUER))
        return {plier(mot): espace for espace in siens for mot in (espace.slug, espace.nom)} | {
            plier(str(Nature(espace.nature).label)): espace
            for espace in siens
            if espace.nature not in (Nature.CATEGORIE, Nature.GROUPE)
        }

    @cached_property
    def territoires(self) -> dict[str, list[Territoire]]:
        """Every way to write a territoire → those so called, whatever their time. Ordinary communes aside."""
        connus: dict[str, list[Territoire]] = {}
        lus = Territoire.objects.affirmes().hors_communes().ranges()
        for lieu in lus.only("pk", "nom", "slug", "code", "autres_noms", "debut", "fin", "nature"):
            for mot in {plier(m) for m in (lieu.nom, lieu.slug, lieu.code, *re.split(r"[,;]", lieu.autres_noms))}:
                if mot:
                    connus.setdefault(mot, []).append(lieu)
        return connus

    def lire_les_themes(self, texte: str) -> tuple[list[int], list[str]]:
        """Their keys, and a sentence for each word that is not one, or that means two."""
        trouves: list[int] = []
        fautes: list[str] = []
        for mot in morceaux(texte):
            sens = self.themes.get(plier(mot), set())
            if len(sens) == 1:
                trouves.extend(sens)
            elif sens:
                noms = " ou ".join(f"« {nom} »" for nom in sorted(self.noms_des_themes[pk] for pk in sens))
                fautes.append(f"« {mot[:80]} » veut dire {noms} : écrivez lequel.")
            else:
                fautes.append(f"« {mot[:80]} » n’est pas un thème du vocabulaire.")
        return list(dict.fromkeys(trouves)), fautes

    def lire_les_territoires(self, texte: str, jour: dt.date | None) -> tuple[list[int], list[str]]:
        """Their keys, those of the time first when ``jour`` is known, and a sentence for each doubt."""
        trouves: list[int] = []
        doutes: list[str] = []
        for mot in morceaux(texte):
            nommes = self.territoires.get(plier(mot), [])
            du_temps = [lieu for lieu in nommes if jour is None or existait(lieu, jour)]
            if not nommes:
                doutes.append(f"« {mot[:80]} » n’est pas un territoire connu : laissé de côté.")
            elif not du_temps:
                annees = nommes[0].annees or "d’un autre temps"
                doutes.append(f"« {nommes[0].nom} » ({annees}) n’existait pas à cette date : à vérifier.")
            if nommes:
                trouves.append((du_temps or nommes)[0].pk)
        return list(dict.fromkeys(trouves)), doutes


def existait(lieu: Territoire, jour: dt.date) -> bool:
    """Agrees with ``Territoire.objects.a_la_date``: an unknown date excludes nothing."""
    return (lieu.debut is None or lieu.debut <= jour) and (lieu.fin is None or jour <= lieu.fin)


def premier_jour(canonique: str) -> dt.date | None:
    """The first day of a canonical date (``dates``): « 2006-03 » → 2006-03-01; None for none."""
    debut = canonique.partition("/")[0]
    if not debut:
        return None
    annee, mois, jour = [*map(int, debut.split("-")), 1, 1][:3]
    return dt.date(annee, mois, jour)


def phrases(fautes: Iterable[str]) -> str:
    """Several sentences as one remark."""
    return " ".join(fautes)
