"""RIS, the format that catalogues (PMB) and reference tools (Zotero, EndNote) all write: a tag, a dash, a value, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from centre.membres.lecture_des_listes import LIGNES_AU_PLUS, OCTETS_AU_PLUS, Illisible, decoder, nettoyer, reparer

#: « TY  - RPRT »; some programs write one space, or none after the dash.
BALISE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
DOI = re.compile(r"^(?:doi:)?\s*(10\.\d{4,9}/\S+)$", re.IGNORECASE)


@dataclass
class Reference:
    """One reference: at which line it begins, its values by tag in their order; ``finie``: its end was there."""

    ligne: int
    valeurs: dict[str, list[str]] = field(default_factory=dict)
    finie: bool = False

    def premiere(self, *balises: str) -> str:
        """The first value of the first of these tags that has one."""
        return next((valeur for balise in balises for valeur in self.valeurs.get(balise, []) if valeur), "")

    def toutes(self, *balises: str) -> list[str]:
        """All their values, each once."""
        return list(dict.fromkeys(valeur for balise in balises for valeur in self.valeurs.get(balise, []) if valeur))


def lire_les_references(octets: bytes) -> tuple[list[Reference], list[str]]:
    """The references of a file, and what the reading noticed. Raises Illisible."""
    if len(octets) > OCTETS_AU_PLUS:
        raise Illisible("Ce fichier dépasse 5 Mo : coupez-le en plusieurs.")
    texte, avis = decoder(octets)
    references = list(_references(texte))
    if not references:
        raise Illisible("Ce fichier ne contient aucune référence RIS : exportez-les de nouveau, au format RIS.")
    if len(references) > LIGNES_AU_PLUS:
        raise Illisible(f"Ce fichier a {len(references)} références ; {LIGNES_AU_PLUS} au plus à la fois : coupez-le.")
    return references, avis


def _references(texte: str) -> Iterator[Reference]:
    """A reference begins at TY and ends at ER, or where the next one begins; a line without tag goes on with the one before."""
    courante: Reference | None = None
    balise = ""
    for numero, brute in enumerate(texte.splitlines(), 1):
        motif = BALISE.match(brute.lstrip("\ufeff").rstrip())
        if motif is None:
            if courante is not None and balise and brute.strip():
                courante.valeurs[balise][-1] = nettoyer(f"{courante.valeurs[balise][-1]} {reparer(brute)}")
            continue
        balise, valeur = motif[1], nettoyer(reparer(motif[2] or ""))
        if balise == "TY":
            if courante is not None:
                yield courante
            courante = Reference(numero)
        if courante is None:
            continue
        if balise == "ER":
            courante.finie = True
            yield courante
            courante, balise = None, ""
            continue
        courante.valeurs.setdefault(balise, []).append(valeur)
    if courante is not None:
        yield courante


def adresse(reference: Reference) -> str:
    """Where the document is read on the Web: its address, else its DOI."""
    for valeur in reference.toutes("UR", "L1", "L2", "LK"):
        for morceau in valeur.split(";"):
            if re.match(r"https?://", morceau.strip(), re.IGNORECASE):
                return morceau.strip()
    doi = DOI.match(reference.premiere("DO", "M3"))
    return f"https://doi.org/{doi[1]}" if doi else ""


def date(reference: Reference) -> str:
    """« 2006/03/16/ » → « 2006-03-16 »; as it is written otherwise."""
    brute = reference.premiere("DA", "PY", "Y1")
    motif = re.match(r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?)?)?(?:/|$)", brute)
    if motif is None:
        return brute
    return "-".join([motif[1], *(f"{int(n):02d}" for n in _tant_que_dits(motif[2], motif[3]))])


def _tant_que_dits(*nombres: str | None) -> Iterator[str]:
    for nombre in nombres:
        if not nombre or not int(nombre):
            return
        yield nombre
