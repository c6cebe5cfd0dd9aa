"""Who made a document: names as typed, told apart as persons and structures, recognised in the annuaire for who reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur, est_membre
from centre.membres.lecteurs import Regard
from centre.membres.models import Membre, Structure

#: Small words that belong to a family name.
PARTICULES = {"de", "du", "des", "d", "le", "la", "van", "von", "der", "den", "el", "al", "ben"}
#: Words no person is called by: a name that holds one is that of a structure.
DE_STRUCTURE = re.compile(
    r"\b(agence|association|atelier|bureau|cabinet|caisse|centre|chambre|collectif|comité|commune|communauté|conseil|coopérative"
    r"|coordination|département|direction|école|établissement|fabrique|fédération|fondation|groupe|institut|mairie|métropole"
    r"|ministère|mission|observatoire|office|pays|pôle|préfecture|région|réseau|service|société|syndicat|union|université|ville)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Auteur:
    """One author. ``famille`` is empty for a structure; ``adresse``: their page, for the reader it was asked for."""

    nom: str
    prenom: str = ""
    famille: str = ""
    adresse: str = ""


def noms(texte: str) -> list[str]:
    """The names of a field « auteurs »: separated by semicolons or lines; by commas when there is neither."""
    separateur = r"[;\n]" if re.search(r"[;\n]", texte) else ","
    return [" ".join(nom.split()) for nom in re.split(separateur, texte) if nom.strip()]


def lire(texte: str) -> list[Auteur]:
    """The authors, without asking the database: what everybody may know of them."""
    return [_auteur(nom) for nom in noms(texte)]


def _auteur(nom: str) -> Auteur:
    """« Prénom Nom », « Prénom de Nom », « NOM Prénom », « Nom, Prénom » are persons; anything else is a structure."""
    if "," in nom and not DE_STRUCTURE.search(nom):
        famille, prenom = (morceau.strip() for morceau in nom.split(",", 1))
        if famille and prenom and len(f"{famille} {prenom}".split()) <= 5:
            return Auteur(f"{prenom} {famille}", prenom, famille)
    mots = nom.split()
    noms_propres = all(mot[0].isupper() or mot.lower() in PARTICULES for mot in mots)
    en_lettres = re.fullmatch(r"[^\W\d_]+(?:[-'’. ]+[^\W\d_]*)*", nom)
    if not (2 <= len(mots) <= 4 and noms_propres and en_lettres) or DE_STRUCTURE.search(nom):
        return Auteur(nom)
    if mots[0].isupper() and len(mots[0]) > 1 and not mots[-1].isupper():  # « MARTIN Claire »
        capitales = [mot for mot in mots if mot.isupper()]
        return Auteur(nom, " ".join(mots[len(capitales) :]), " ".join(capitales))
    debut = next((rang for rang, mot in enumerate(mots[1:], 1) if mot.lower() in PARTICULES), len(mots) - 1)
    return Auteur(nom, " ".join(mots[:debut]), " ".join(mots[debut:]))


def reconnaitre(texte: str, lecteur: Lecteur) -> list[Auteur]:
    """The authors, each with its page in the annuaire when ``lecteur`` may read it. A name two people bear leads nowhere.

    Two queries for a member, none for a visitor.
    """
    auteurs = lire(texte)
    if not auteurs or not est_membre(lecteur):
        return auteurs
    adresses = _pages([auteur.nom for auteur in auteurs], lecteur)
    return [Auteur(a.nom, a.prenom, a.famille, adresses.get(_cle(a.nom), "")) for a in auteurs]


def _cle(nom: str) -> str:
    return " ".join(nom.casefold().split())


def _pages(noms: list[str], lecteur: Any) -> dict[str, str]:
    """Name → address, for the persons and structures ``lecteur`` reads."""
    personnes = Entree.objects.du_type("membre").courantes().filter(_un_de("titre", noms)).au_plus_profond(lecteur)
    connus = Membre.objects.actifs().filter(Regard.de(lecteur).condition())
    structures = Structure.objects.de_membres(connus).filter(_un_de("nom", noms))
    trouves: dict[str, set[str]] = {}
    for entree in personnes:
        trouves.setdefault(_cle(entree.titre), set()).add(entree.adresse)
    for structure in structures:
        trouves.setdefault(_cle(structure.nom), set()).add(structure.get_absolute_url())
    return {nom: next(iter(adresses)) for nom, adresses in trouves.items() if len(adresses) == 1}


def _un_de(champ: str, noms: list[str]) -> Q:
    return reduce(or_, (Q(**{f"{champ}__iexact": nom}) for nom in noms))
