"""Writes ``docs/droits.md`` from the matrix: ``python -m tests.acces.droits --ecrire`` (without the option: prints it)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from .matrice import ABSENT, CONNEXION, FERMES, LIGNES, REFUSE, Ligne
from .publics import LECTEURS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "droits.md"
#: Columns: title, the readers it stands for.
COLONNES = {
    "Sans compte": ("visiteur", "en_attente", "suspendu"),
    "Financeur": ("financeur",),
    "Public élargi": ("public-elargi",),
    "Invitée d’un groupe": ("invitee",),
    "Technicien·ne": ("ville", "pays", "agglo", "referents"),
    "Membre du groupe": ("membre",),
    "Autrice": ("autrice",),
    "Équipe": ("animatrice", "administration"),
}
TETE = """# Qui peut quoi

Cette page est écrite par `python -m tests.acces.droits --ecrire` à partir de la table `tests/acces/matrice.py`, que les tests
éprouvent par de vraies requêtes. On ne la corrige pas à la main : on corrige la table.

* **lit** : la page s’ouvre. **agit** : l’envoi du formulaire est accepté. **lit et agit** : les deux.
* **connexion** : renvoi vers la page de connexion, le même que pour une adresse qui n’existe pas.
* **introuvable** : page 404, la même que pour une adresse qui n’existe pas.
* **ailleurs** : renvoi vers une autre page. **—** : cette adresse ne sert pas ainsi.
* *Sans compte* : visiteur ou visiteuse, compte en attente, compte suspendu (traités à l’identique).
* *Autrice* : l’autrice des échos et des ressources, de la catégorie « politique de la ville » ; les échos « pays », « atelier »
  et « equipe » ont une autre autrice ; Jeudis, comptes rendus et notices publiques sont de l’équipe. *Membre du groupe*,
  *Invitée d’un groupe* : du groupe « atelier » ; l’invitation finit demain.
* Toute adresse absente de ce tableau fait échouer les tests.
"""
PIED = """## Équipe : les écrans de Wagtail

Toute autre adresse sous `/gestion/` suit une règle commune : connexion sans compte, introuvable pour qui n’est pas de
l’équipe. L’équipe y trouve les pages publiques et les redirections. Sont fermés à tout le monde : {fermes}.
"""


def mot(ligne: Ligne, nom: str) -> str:
    """What that reader gets, in a word or three."""
    get, post = ligne.get[nom], ligne.post[nom]
    if CONNEXION in (get, post):
        return "connexion"
    lit, agit = get in ("200", "503"), post in ("200", "204", "302", "422") and post != get
    agit = agit or (lit and post == "200" and not ligne.inerte) or (get == post == "302" and ligne.rubrique == "Mon compte")
    if lit or (agit and get != "302"):
        return " et ".join(filter(None, ["lit" if lit else "", "agit" if agit else ""]))
    if ABSENT in (get, post):
        return "introuvable"
    return "ailleurs" if "302" in (get, post) else "—" if {get, post} == {REFUSE} else f"{get}, {post}"


def case(ligne: Ligne, noms: Iterable[str]) -> str:
    """One cell: a word when the readers it stands for are treated alike, else who gets what."""
    mots: dict[str, list[str]] = {}
    for nom in noms:
        mots.setdefault(mot(ligne, nom), []).append(LECTEURS[nom])
    if len(mots) == 1:
        return next(iter(mots))
    return " ; ".join(f"{quoi} ({', '.join(qui)})" for quoi, qui in mots.items())


def lignes() -> Iterator[str]:
    """The page, line by line."""
    yield TETE
    for rubrique, siennes in groupby(sorted(LIGNES, key=lambda ligne: _rang(ligne.rubrique)), key=lambda ligne: ligne.rubrique):
        yield f"## {rubrique}\n"
        yield f"| Quoi | Adresse | {' | '.join(COLONNES)} |"
        yield "|---" * (len(COLONNES) + 2) + "|"
        for ligne in siennes:
            cases = " | ".join(case(ligne, noms) for noms in COLONNES.values())
            yield f"| {ligne.libelle} | `{ligne.adresse}` | {cases} |"
        yield ""
    yield PIED.format(fermes=", ".join(f"`/gestion/{prefixe}/`" for prefixe in FERMES))


def _rang(rubrique: str) -> int:
    return list(dict.fromkeys(ligne.rubrique for ligne in LIGNES)).index(rubrique)


def page() -> str:
    """The whole page."""
    return "\n".join(lignes()).rstrip() + "\n"


if __name__ == "__main__":
    if "--ecrire" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page())
