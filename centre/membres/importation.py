"""What a kind of import is: which columns, what would happen to a line, how it is written and undone.

An app declares a kind by a subclass, registered itself in ``centre.registre.imports``; reading the file, mapping its columns, the dry
run, applying once and undoing are the same for all (``operations.imports``, ``/gestion/imports/``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from centre.registre import donnees_de_membre

from .enums import Decision
from .lecture_des_listes import LigneLue, Tableau, lire, plier
from .models import Import, LigneImport


@dataclass(frozen=True)
class Colonne:
    """Something a line may say. ``noms``: the headers it is known by, the likeliest first (accents and case aside)."""

    cle: str
    libelle: str
    noms: tuple[str, ...]
    aide: str = ""


@dataclass(frozen=True)
class Option:
    """Something said once for the whole table: a choice among ``choix`` (value, words), ``defaut`` unless the team says otherwise."""

    cle: str
    libelle: str
    choix: tuple[tuple[str, str], ...]
    defaut: str = ""
    aide: str = ""


class Refusee(ValueError):
    """A line cannot be written after all; the message says why."""


class TypeImport:
    """One kind of table; an instance serves one reading. Subclasses give the attributes and the methods at the end."""

    cle: str
    libelle: str
    aide: str
    colonnes: tuple[Colonne, ...]
    options: tuple[Option, ...] = ()
    #: The endings of the files it reads, and what they may weigh and hold, in words.
    formats: tuple[str, ...] = (".csv", ".txt", ".xlsx", ".ods", ".xls")
    limites = "CSV, XLSX ou ODS, 500 lignes et 5 Mo au plus. La première ligne nomme les colonnes."
    #: The file is kept until its lines are written: they need what it holds.
    garde_le_fichier = False
    #: Written line after line by a job, each in its transaction, while the page says how far it is.
    en_fond = False
    #: What the team may answer about a line that resembles something known, and the question above.
    decisions: Sequence[tuple[str, str]] = Decision.choices
    question = "Déjà connues ?"
    #: Said below « Appliquer », and above « Défaire ».
    avant_d_appliquer = "Aucun courriel ne part."
    avant_de_defaire = ""
    #: It makes persons, who may be invited.
    invite = False

    def lire(self, nom: str, fichier: Any) -> Tableau:
        """The table of an open file. Raises lecture_des_listes.Illisible."""
        return lire(nom, fichier.read())

    def adresse(self, objet: Any) -> str:
        """Where what a line made, or resembles, is read; "" when it has no page."""
        return ""

    def deviner(self, entetes: Sequence[str], lignes: Sequence[LigneLue]) -> dict[str, int]:
        """Which column of the file says what: by its header, then by what it holds; each column serves once."""
        pris: dict[str, int] = {}
        for colonne in self.colonnes:
            libres = [rang for rang in _appelees(colonne, entetes) if rang not in pris.values()]
            pleines = [rang for rang in libres if self._tient(colonne.cle, _valeurs(rang, lignes))]
            if pleines:
                pris[colonne.cle] = pleines[0]
        for colonne in self.colonnes:
            if colonne.cle not in pris:
                trouve = self.reconnaitre(colonne.cle, [_valeurs(rang, lignes) for rang in range(len(entetes))])
                if trouve is not None and trouve not in pris.values():
                    pris[colonne.cle] = trouve
        return pris

    def _tient(self, cle: str, valeurs: list[str]) -> bool:
        return not valeurs or 2 * sum(self.plausible(cle, valeur) for valeur in valeurs) >= len(valeurs)

    def valeurs(self, importation: Import, ligne: LigneImport) -> dict[str, str]:
        """What a line says, by the kind's own keys; "" for what no column says."""
        rangs = importation.correspondance
        lues = {cle: ligne.cellules[rang] for cle, rang in rangs.items() if rang < len(ligne.cellules)}
        return {colonne.cle: lues.get(colonne.cle, "") for colonne in self.colonnes}

    def entete(self, importation: Import, cle: str) -> str:
        """The file's own name of a column, for a remark; the kind's when no column says it."""
        rang = importation.correspondance.get(cle)
        if rang is not None:
            return str(importation.entetes[rang])
        return next(colonne.libelle for colonne in self.colonnes if colonne.cle == cle)

    def option(self, importation: Import, cle: str) -> str:
        """What was said for the whole table."""
        option = next(option for option in self.options if option.cle == cle)
        return str(importation.options.get(cle) or option.defaut)

    def plausible(self, cle: str, valeur: str) -> bool:
        """Whether a cell may be what that column says: settles which of two columns of the same name is meant."""
        return True

    def reconnaitre(self, cle: str, colonnes: Sequence[Sequence[str]]) -> int | None:
        """The rank of the column that says ``cle`` though its header does not, judged by its cells; None when none does."""
        return None

    def examiner(self, importation: Import, lignes: Sequence[LigneImport]) -> None:
        """Write on each line its finding, its remarks, what it resembles. A constant number of queries; nothing is saved."""
        raise NotImplementedError

    def ecrire(self, importation: Import, ligne: LigneImport, par: Any) -> None:
        """Do what the line says; note in it what was made (``designer``, ``creee``, ``trace``).

        Raises Refusee, or what the operations called raise (PermissionDenied, ValidationError, IntegrityError).
        """
        raise NotImplementedError

    def defaire(self, importation: Import, lignes: Sequence[LigneImport], par: Any) -> dict[int, str]:
        """Undo what the lines made; for those that can no longer be, by key, why, in words."""
        raise NotImplementedError

    def inviter(self, importation: Import, par: Any) -> int:
        """Invite the persons the import made, when the kind makes some; how many mails leave."""
        return 0

    def ranger(self, importation: Import, lignes: Sequence[LigneImport], par: Any) -> None:
        """After an undo: take back what the lines made around (``trace``), when nothing else uses it."""


def _appelees(colonne: Colonne, entetes: Sequence[str]) -> list[int]:
    """The ranks of the columns known by one of the names, the likeliest name first."""
    plies = [plier(entete.rpartition(" (")[0] if entete.endswith(")") and entete[-2].isdigit() else entete) for entete in entetes]
    return [rang for nom in colonne.noms for rang, plie in enumerate(plies) if plie == nom]


def _valeurs(rang: int, lignes: Sequence[LigneLue]) -> list[str]:
    return [ligne.cellules[rang] for ligne in lignes if rang < len(ligne.cellules) and ligne.cellules[rang]]


def membres_nommes_ailleurs(pks: Sequence[Any], *, sauf: Collection[str]) -> set[Any]:
    """Those of these members whom a row names, of any model declared in ``donnees_de_membre`` but those: more than what was imported."""
    nommes: set[Any] = set()
    for nom, donnees in donnees_de_membre.items():
        for champ in donnees.champs if nom not in sauf else ():
            nommes |= set(donnees.modele._base_manager.filter(**{f"{champ}__in": pks}).values_list(champ, flat=True))
    return nommes
