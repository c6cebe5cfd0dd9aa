"""The comptes rendus of an old site: files kept as they are, dated of their day, found at their old addresses."""

from __future__ import annotations

from typing import Any

from centre.catalogue.adresses import chemin_d_une_adresse
from centre.catalogue.models import AncienneAdresse
from centre.membres.importation import Colonne
from centre.membres.models import Import, LigneImport

from .enums import Type
from .import_des_documents import FICHIER, ImportDArchive
from .import_des_notices import COMMUNES, Lue

ANCIENNE = Colonne(
    "ancienne",
    "Ancienne adresse",
    ("ancienne adresse", "anciennes adresses", "adresse d origine", "ancien lien", "ancienne url", "url d origine"),
    "Celle de l’ancien site : elle mènera ici pour toujours.",
)
REPRISES = ("titre", "date", "territoires", "themes", "auteurs", "espace", "espace_fichiers", "resume")


class ImportDeComptesRendus(ImportDArchive):
    """What the Centre, or the one before it, published elsewhere. Each becomes a notice of the type « compte rendu »."""

    cle = "comptes_rendus"
    libelle = "Les comptes rendus d’un ancien site"
    aide = (
        "Un ZIP : les pages HTML, documents Word ou PDF, et un tableau CSV qui dit pour chacun son titre, sa date, ses territoires "
        "sous leur nom de l’époque, ses lecteurs et son ancienne adresse."
    )
    colonnes = (FICHIER, *(colonne for colonne in COMMUNES if colonne.cle in REPRISES), ANCIENNE)
    type_par_defaut = Type.COMPTE_RENDU
    date_du_document = True

    def lire_la_ligne(self, importation: Import, ligne: LigneImport, vocabulaire: Any) -> Lue:
        """What any notice says; and a date: an archive without one is lost in its lists."""
        lue = super().lire_la_ligne(importation, ligne, vocabulaire)
        if not lue.champs["periode"] and not self.valeurs(importation, ligne)["date"]:
            self.erreur(importation, ligne, "date", "elle manque.")
        self._lire_les_adresses(importation, ligne, lue)
        return lue

    def _lire_les_adresses(self, importation: Import, ligne: LigneImport, lue: Lue) -> None:
        """Each old address leads to one place."""
        prises = self._prises(importation)
        for dite in morceaux_d_adresses(self.valeurs(importation, ligne)["ancienne"]):
            chemin = chemin_d_une_adresse(dite)
            if not chemin or chemin == "/":
                self.erreur(importation, ligne, "ancienne", f"« {dite[:120]} » n’est pas l’adresse d’une page.")
            elif (ailleurs := prises.get(chemin)) and ailleurs != ligne.numero:
                mots = f"déjà celle de la ligne {ailleurs}" if isinstance(ailleurs, int) else f"mène déjà à « {ailleurs} »"
                self.erreur(importation, ligne, "ancienne", f"« {chemin[:120]} » : {mots}.")
            else:
                prises[chemin] = ligne.numero
                lue.anciennes.append(chemin)

    def _prises(self, importation: Import) -> dict[str, Any]:
        """Old address → the number of the line that says it, or the title of what it leads to already. Asked once per reading."""
        if not hasattr(self, "_adresses"):
            connues = AncienneAdresse.objects.values_list("chemin", "entree__titre")
            self._adresses: dict[str, Any] = dict(connues)
        return self._adresses


def morceaux_d_adresses(texte: str) -> list[str]:
    """Several old addresses of one page: separated by spaces, or by « ; » followed by one."""
    return [mot.strip(";") for mot in texte.replace("; ", " ").split() if mot.strip(";")]
