"""The matrix of rights: the library, notices and their files."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Cas, Ligne, Type, fichier, lue, membres, seuls, tous
from .publics import EQUIPE, LISENT, TECHNICIENS

_A = EQUIPE | {"autrice"}
_RIEN: frozenset[str] = frozenset()
_CONTRIBUENT = TECHNICIENS | EQUIPE
#: A case, and who opens its file.
CAS = [
    (Cas("res", "une notice publique aux fichiers du réseau", LISENT["ouvert"], EQUIPE, EQUIPE, EQUIPE), LISENT["reseau"]),
    (Cas("res_ouverte", "une notice et des fichiers publics", LISENT["ouvert"], EQUIPE, EQUIPE, EQUIPE), LISENT["ouvert"]),
    (Cas("res_reseau", "une ressource du réseau", LISENT["reseau"], _A, _A, _CONTRIBUENT), LISENT["reseau"]),
    (Cas("res_brouillon", "un brouillon de ressource", _A, _A, _A, _RIEN), _A),
    (Cas("res_retiree", "une ressource retirée", _A, _A, _A, _RIEN), _A),
]
_RESSOURCE = Type("Ressources", "ressources", "/ressources/{}/")
_SAISIE = {"titre": "Autre", "type": "guide", "espace": "{espace_reseau}"}


def _ressource(cas: Cas, ouvrent: frozenset[str]) -> list[Ligne]:
    """Every address below a notice."""
    version = {"jeton": f"{{{cas.mot}_jeton}}", "version": f"{{{cas.mot}_revision}}"}
    modifie = seuls(cas.modifient, "302")
    return [
        _RESSOURCE.ligne(cas, "Lire", "detail", "", lue(cas.lisent), tous(REFUSE)),
        _RESSOURCE.ligne(cas, "Modifier", "modifier", "modifier/", seuls(cas.modifient, "200"), modifie, **_SAISIE | version),
        *_RESSOURCE.communes(cas, cas.retirent if cas.mot != "res_brouillon" else _RIEN),
        fichier(f"Document : {cas.libelle}", f"{{{cas.mot}_fichier}}/", ouvrent),
        fichier(f"Vignette du document, il n’en a pas : {cas.libelle}", f"{{{cas.mot}_fichier}}/vignette/", _RIEN),
    ]


RESSOURCES = [
    Ligne("Ressources", "Bibliothèque", "ressources:liste", "/ressources/", tous("200")),
    Ligne(
        "Ressources", "Déposer un document", "ressources:deposer", "/ressources/deposer/",
        seuls(_CONTRIBUENT, "200"), seuls(_CONTRIBUENT, "302"), _SAISIE | {"jeton": "{jeton}"},
    ),
    Ligne("Ressources", "Lire : une ressource absente", "ressources:detail", "/ressources/absente/", membres(ABSENT)),
    *(ligne for cas, ouvrent in CAS for ligne in _ressource(cas, ouvrent)),
    Ligne(
        "Espace ouvert", "Moisson des notices publiques", "oai", "/oai/?verb=Identify",
        tous("200"), tous("200"), {"verb": "ListRecords", "metadataPrefix": "oai_dc"}, sans_csrf=True, inerte=True,
    ),
]  # fmt: skip
