"""References in RIS: the catalogue of another documentation centre, somebody's Zotero."""

from __future__ import annotations

from typing import Any

from centre.membres.lecture_des_listes import CELLULE_AU_PLUS, LigneLue, Tableau
from centre.membres.models import Import, LigneImport

from .enums import Type
from .import_des_notices import COMMUNES, LONGUEURS, ImportDeNotices, Lue
from .lecture_des_ris import Reference, adresse, date, lire_les_references

#: What RIS calls a document → our type; anything else is a guide, and the line says so.
TYPES = {
    "RPRT": Type.RAPPORT, "GOVDOC": Type.RAPPORT, "STAT": Type.ETUDE, "THES": Type.ETUDE, "UNPB": Type.ETUDE, "DATA": Type.ETUDE,
    "JOUR": Type.ARTICLE, "MGZN": Type.ARTICLE, "NEWS": Type.ARTICLE, "EJOUR": Type.ARTICLE, "INPR": Type.ARTICLE, "CHAP": Type.ARTICLE,
    "BLOG": Type.ARTICLE, "CONF": Type.SUPPORT, "CPAPER": Type.SUPPORT, "SLIDE": Type.SUPPORT, "COMP": Type.OUTIL, "BOOK": Type.GUIDE,
    "EBOOK": Type.GUIDE, "GEN": Type.GUIDE, "ELEC": Type.GUIDE, "WEB": Type.GUIDE, "PAMP": Type.GUIDE,
}  # fmt: skip
AUTEURS, THEMES = ("AU", "A1", "A2", "A3", "A4", "ED"), ("KW",)
ENTETES = ["Titre", "Type", "Auteurs", "Date", "Édition", "Langue", "Thèmes", "Source", "Adresse en ligne", "Résumé"]
SANS_FIN = "La référence n’a pas de fin (ER) : le fichier est peut-être coupé."
BROUILLON = "sans adresse ni fichier : la notice entre en brouillon, à compléter avant de la publier."


class ImportDeReferences(ImportDeNotices):
    """Notices without files: what they describe is elsewhere."""

    cle = "references"
    libelle = "Des références d’un autre catalogue"
    aide = "Un fichier RIS, tel que l’exportent Zotero, EndNote ou PMB : les notices entrent avec leur lien, leurs auteurs, leur date."
    formats = (".ris",)
    limites = "RIS, 500 références et 5 Mo au plus."
    colonnes = COMMUNES
    themes_inconnus = "laisser"

    def lire(self, nom: str, fichier: Any) -> Tableau:
        """A line per reference. Raises Illisible."""
        references, avis = lire_les_references(fichier.read())
        return Tableau(list(ENTETES), [_ligne(reference) for reference in references], avis)

    def lire_le_document(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str]) -> None:
        """An address; without one there is nothing to publish yet."""
        super().lire_le_document(importation, ligne, lue, dit)
        if not lue.champs["lien"]:
            ligne.remarquer(self.entete(importation, "lien"), BROUILLON)


def _ligne(reference: Reference) -> LigneLue:
    avis = [] if reference.finie else [("", SANS_FIN)]
    resume = reference.premiere("AB", "N2")
    if len(resume) > LONGUEURS["resume"]:
        resume = f"{resume[: LONGUEURS['resume'] - 1]}…"
        avis.append(("Résumé", "coupé à 2 000 caractères."))
    genre = reference.premiere("TY").upper()
    if genre and genre not in TYPES:
        avis.append(("Type", f"« {genre[:20]} » n’a pas d’équivalent ici : « guide », à vérifier."))
    titre = reference.premiere("TI", "T1", "CT", "BT")
    sous_titre = reference.premiere("ST") if not titre else ""
    auteurs = _auteurs(reference.toutes(*AUTEURS))
    cellules = (
        titre or sous_titre, TYPES.get(genre, Type.GUIDE).value, auteurs, date(reference), reference.premiere("ET")[: LONGUEURS["edition"]],
        reference.premiere("LA"), " ; ".join(reference.toutes(*THEMES)),
        reference.premiere("PB", "JO", "JF", "T2", "JA")[: LONGUEURS["source"]], adresse(reference), resume,
    )  # fmt: skip
    return LigneLue(reference.ligne, tuple(cellule[:CELLULE_AU_PLUS] for cellule in cellules), tuple(avis))


def _auteurs(noms: list[str]) -> str:
    """As the field is read: one alone, « Nom, Prénom », would be taken for two."""
    if len(noms) == 1 and noms[0].count(",") == 1:
        famille, prenom = (mot.strip() for mot in noms[0].split(","))
        return f"{prenom} {famille}".strip()[: LONGUEURS["auteurs"]]
    return " ; ".join(_au_plus(noms, LONGUEURS["auteurs"]))


def _au_plus(noms: list[str], longueur: int) -> list[str]:
    """As many whole names as the field holds."""
    gardes: list[str] = []
    for nom in noms:
        if len(" ; ".join([*gardes, nom])) > longueur:
            break
        gardes.append(nom)
    return gardes
