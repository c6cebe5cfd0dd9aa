"""The matrix of rights: programme, documents, checklist and copy of a Jeudi; venues."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Cas, Ligne, fichier, membres, seuls, tous
from .matrice_jeudis import CAS_JEUDIS
from .publics import EQUIPE, LISENT

_OUVRENT = {
    "jeudi": LISENT["reseau"],
    "jeudi_reseau": LISENT["pays"],
    "jeudi_brouillon": EQUIPE,
    "jeudi_retire": EQUIPE,
}
_VIDE = {
    **{f"{p}-{c}": "0" for p in ("intervenants", "creneaux") for c in ("TOTAL_FORMS", "INITIAL_FORMS")},
}


def _du_jeudi(cas: Cas) -> list[Ligne]:
    """The addresses the team prepares one Jeudi at."""

    def ligne(quoi: str, url: str, suite: str, post: str, **corps: str) -> Ligne:
        adresse = f"/jeudis/{{{cas.mot}}}/{suite}"
        libelle = f"{quoi} : {cas.libelle}"
        return Ligne("Jeudis", libelle, f"jeudis:{url}", adresse, seuls(EQUIPE, "200"), seuls(EQUIPE, post), corps)

    return [
        ligne("Écrire le programme", "programme", "programme/", "302", **_VIDE),
        ligne("Déposer un document (envoi vide)", "documents", "documents/", "422", titre=""),
        ligne(
            "Ouvrir un document à l’équipe seule", "documents", "documents/", "302",
            document=f"{{{cas.mot}_document}}", espace="{espace_equipe}",
        ),
        ligne("Cocher une étape", "preparation", "preparation/", "302", etape="annonce", geste="cocher"),
        ligne(
            "Dupliquer", "dupliquer", "dupliquer/", "302", titre="Copie", date="autre", premier_jour="2030-03-28", jeton="{jeton}"
        ),
        fichier(f"Document : {cas.libelle}", f"{{{cas.mot}_note}}/", _OUVRENT[cas.mot]),
    ]  # fmt: skip


def _equipe(libelle: str, url: str, adresse: str, post: str = "", **corps: str) -> Ligne:
    reponses = seuls(EQUIPE, post) if post else membres(REFUSE)
    return Ligne("Jeudis", libelle, f"jeudis:{url}", f"/jeudis/{adresse}", seuls(EQUIPE, "200"), reponses, corps)


PROGRAMME = [
    *(ligne for cas in CAS_JEUDIS for ligne in _du_jeudi(cas)),
    _equipe("Lieux", "lieux", "lieux/"),
    _equipe("Ajouter un lieu", "creer_lieu", "lieux/creer/", "302", nom="Une autre salle"),
    _equipe("Un lieu", "lieu", "lieux/{lieu}/", "302", nom="Salle des fêtes"),
    Ligne("Fichiers", "Plan d’un lieu", "fichiers:fichier", "/fichiers/{plan}/", tous("200")),
    _equipe("Préparation des Jeudis", "preparations", "preparation/"),
    _equipe(
        "Régler la liste d’une forme", "liste_type", "listes/seance/", "302",
        **{"lignes-TOTAL_FORMS": "0", "lignes-INITIAL_FORMS": "0"},
    ),
    Ligne(
        "Jeudis", "Régler la liste d’une forme qui n’existe pas", "jeudis:liste_type", "/jeudis/listes/absente/",
        membres(ABSENT), membres(ABSENT),
    ),
]  # fmt: skip
