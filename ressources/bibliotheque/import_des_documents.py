"""Documents in a ZIP, with a table that describes them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError

from centre.membres.importation import Colonne, Refusee
from centre.membres.lecture_des_archives import Piece, chemin_dit, extraire, lire_l_archive, rayonner
from centre.membres.lecture_des_listes import Illisible, Tableau
from centre.membres.models import Import, LigneImport
from centre.publications.extraction import WORD_97
from centre.publications.fichiers import reconnaitre_le_debut

from .import_des_notices import COMMUNES, ImportDeNotices, Lue

FICHIER = Colonne("fichier", "Fichier", ("fichier", "nom du fichier", "chemin", "document", "file"), "Son nom dans le ZIP.")
MUET = "ancien format de Word : le fichier est gardé, la recherche ne lira pas ce qu’il contient."


class ImportDArchive(ImportDeNotices):
    """Notices whose files are in a ZIP, beside their table."""

    formats = (".zip",)
    limites = (
        "ZIP de 300 Mo au plus, avec un tableau CSV en haut et 500 documents de 50 Mo au plus. "
        "La première ligne du tableau nomme les colonnes."
    )
    garde_le_fichier = True

    def lire(self, nom: str, fichier: Any) -> Tableau:
        """The table of the ZIP, and what is known of each other file. Raises Illisible."""
        tableau, pieces = lire_l_archive(fichier)
        tableau.pieces = {piece.chemin: _connue(piece) for piece in pieces}
        return tableau

    def lire_le_document(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str]) -> None:
        """The file of the ZIP its line names, as far as it may be taken; or an address."""
        super().lire_le_document(importation, ligne, lue, dit)
        if not dit["fichier"]:
            if not lue.champs["lien"]:
                self.erreur(importation, ligne, "fichier", "il manque.")
            return
        lue.piece = self._chemins(importation).get(chemin_dit(dit["fichier"]), "")
        connue = importation.pieces.get(lue.piece)
        if connue is None:
            self.erreur(importation, ligne, "fichier", f"« {dit['fichier'][:120]} » n’est pas dans le ZIP.")
        elif connue["refus"]:
            self.erreur(importation, ligne, "fichier", connue["refus"])
        elif connue["mime"] == WORD_97:
            ligne.remarquer(self.entete(importation, "fichier"), MUET)

    def _chemins(self, importation: Import) -> dict[str, str]:
        if not hasattr(self, "_rayons"):
            self._rayons = rayonner(importation.pieces)
        return self._rayons

    def piece(self, importation: Import, lue: Lue) -> tuple[str, bytes] | None:
        """Its name and bytes, out of the ZIP kept since the dry run. Raises Refusee."""
        if not lue.piece:
            return None
        try:
            with importation.archive.open("rb") as archive:
                return PurePosixPath(lue.piece).name, extraire(archive, lue.piece)
        except Illisible as erreur:
            raise Refusee(str(erreur)) from erreur


def _connue(piece: Piece) -> dict[str, Any]:
    """What is kept of a file of the ZIP: enough to know it and to say why it may not be taken."""
    refus = mime = ""
    try:
        mime = reconnaitre_le_debut(PurePosixPath(piece.chemin).name, piece.taille, piece.tete, anciens=True)
    except ValidationError as erreur:
        refus = " ".join(erreur.messages)
    return {"taille": piece.taille, "empreinte": piece.empreinte, "mime": mime, "refus": refus}


class ImportDeDocuments(ImportDArchive):
    """A collection: any document, described by its line."""

    cle = "documents"
    libelle = "Des documents pour la bibliothèque"
    aide = (
        "Un ZIP : les fichiers, et un tableau CSV qui dit pour chacun son titre, ses auteurs, sa date, ses thèmes, ses lecteurs."
    )
    colonnes = (FICHIER, *COMMUNES)
