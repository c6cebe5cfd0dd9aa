"""A list of addresses, pasted or read in a table: who would be invited, and why somebody would not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .enums import Etat
from .lecture_des_listes import Tableau
from .lecture_des_personnes import adresse_valable
from .models import Invitation, Membre
from .noms import couper

AU_PLUS = 300
ADRESSE = re.compile(r"[^\s<>;,\"'()]+@[^\s<>;,\"'()]+")


@dataclass(frozen=True)
class Adresse:
    """One line: what was read in it, and what prevents the invitation (``empechement``; "" when nothing does)."""

    ligne: int
    email: str
    prenom: str = ""
    nom: str = ""
    lue: str = ""
    empechement: str = ""
    illisible: bool = False

    def __str__(self) -> str:
        """As it is pasted again."""
        nom = f"{self.prenom} {self.nom}".strip()
        return f"{nom} <{self.email}>" if nom and self.email else self.email or self.lue


def lire_les_lignes(texte: str) -> list[Adresse]:
    """One address per line that is not empty; a line without address is kept, and said."""
    lignes = ((rang, ligne.strip()) for rang, ligne in enumerate(texte.replace("\x00", "").splitlines(), start=1))
    return [_ligne(rang, ligne) for rang, ligne in lignes if ligne]


def _ligne(rang: int, ligne: str) -> Adresse:
    trouvee = ADRESSE.search(ligne)
    if trouvee is None:
        return Adresse(rang, "", lue=ligne)
    reste = ADRESSE.sub(" ", ligne).translate(str.maketrans('<>;,"()', "       "))
    nom = couper(reste)
    return Adresse(rang, trouvee.group().strip(".").lower(), nom.prenom[:80], nom.nom[:80], lue=ligne)


def du_tableau(tableau: Tableau) -> list[Adresse]:
    """One address per line of a table: the first cell that holds one; the name from the columns so called."""
    rangs = (tableau.colonne("prenom"), tableau.colonne("nom", "nom de famille"))
    lues = []
    for ligne in tableau.lignes:
        brute = " ".join(ligne.cellules)
        trouvee = ADRESSE.search(brute)
        prenom, nom = (ligne.cellules[rang][:80] if rang is not None else "" for rang in rangs)
        lues.append(Adresse(ligne.numero, trouvee.group().lower() if trouvee else "", prenom, nom, lue=brute[:200]))
    return lues


def examiner(adresses: Iterable[Adresse]) -> list[Adresse]:
    """The same, each with what prevents it: not an address, written twice, a member, already invited. Two queries."""
    adresses = list(adresses)
    voulues = {adresse.email for adresse in adresses}
    membres = Membre.objects.exclude(etat=Etat.EN_ATTENTE).filter(email__in=voulues)
    noms = {membre.email: membre for membre in membres}
    invitees = {
        email.lower() for email in Invitation.objects.vivantes().filter(email__in=voulues).values_list("email", flat=True)
    }
    vues: set[str] = set()
    examinees = []
    for adresse in adresses:
        motif = ""
        if not adresse_valable(adresse.email):
            motif = "Ce n’est pas une adresse électronique."
        elif adresse.email in vues:
            motif = "Cette adresse est écrite plus haut : une seule invitation partira."
        elif adresse.email in noms:
            membre = noms[adresse.email]
            motif = f"{membre} est déjà membre, compte {membre.get_etat_display().lower()}."
        elif adresse.email in invitees:
            motif = "Déjà invitée : son invitation attend une réponse."
        examinees.append(replace(adresse, empechement=motif, illisible=motif.startswith("Ce n’est pas")))
        vues.add(adresse.email)
    return examinees
