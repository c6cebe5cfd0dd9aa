"""The matrix of rights: what keeps the library right; documents to look at again, dead links, counts."""

from __future__ import annotations

from .lignes import REFUSE, Ligne, Reponses, membres, seuls
from .matrice_ressources import CAS
from .publics import EQUIPE, TECHNICIENS

_CORPS = {"date": "2030-01-01", "responsable": "", "geste": "prevoir"}


def _ligne(
    rubrique: str, libelle: str, url: str, adresse: str, get: Reponses, post: Reponses | None = None, **corps: str
) -> Ligne:
    return Ligne(rubrique, libelle, url, adresse, get, post or membres(REFUSE), corps)


def _revoir(mot: str, libelle: str, qui: frozenset[str]) -> Ligne:
    """Who may correct it, once it is published and while it is not withdrawn."""
    adresse = f"/ressources/{{{mot}}}/revoir/"
    return _ligne(
        "Ressources", f"Revoir : {libelle}", "ressources:revoir", adresse, seuls(qui, "200"), seuls(qui, "302"), **_CORPS
    )


SOINS = [
    *(
        _revoir(cas.mot, cas.libelle, cas.modifient if cas.mot not in ("res_brouillon", "res_retiree") else frozenset())
        for cas, _ in CAS
    ),
    _ligne("Ressources", "Documents à revoir", "ressources:a_revoir", "/ressources/a-revoir/", seuls(TECHNICIENS | EQUIPE, "200")),
    _ligne("Ressources", "Téléchargements", "ressources:telechargements", "/ressources/telechargements/", seuls(EQUIPE, "200")),
    _ligne("Ressources", "Modifier plusieurs notices (envoi vide)", "ressources:lot", "/ressources/lot/", seuls(EQUIPE, "200"), seuls(EQUIPE, "422")),
    _ligne("Ressources", "Ce qu’un lot a changé", "ressources:lot_fait", "/ressources/lot/{lot}/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302")),
    _ligne("Équipe", "Liens morts", "liens_morts:liste", "/gestion/liens/", seuls(EQUIPE, "200"), seuls(EQUIPE, REFUSE)),
    _ligne(
        "Équipe", "Garder un lien comme archive", "liens_morts:geste", "/gestion/liens/{lien_mort}/",
        seuls(EQUIPE, REFUSE), seuls(EQUIPE, "302"), geste="archiver",
    ),
]  # fmt: skip
