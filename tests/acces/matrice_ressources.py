"""The matrix of rights: the library, notices and their files."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Cas, Ligne, Reponses, Type, fichier, lue, membres, seuls, tous
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


def _adresse(cas: Cas) -> Ligne:
    """Who animates, once it is published: the word it has already is no change."""
    qui = _RIEN if cas.mot == "res_brouillon" else EQUIPE
    corps = {"slug": f"{{{cas.mot}}}"}
    return _RESSOURCE.ligne(cas, "Changer l’adresse", "adresse", "adresse/", seuls(qui, "200"), seuls(qui, "302"), **corps)


def _ressource(cas: Cas, ouvrent: frozenset[str]) -> list[Ligne]:
    """Every address below a notice."""
    version = {"jeton": f"{{{cas.mot}_jeton}}", "version": f"{{{cas.mot}_revision}}"}
    modifie = seuls(cas.modifient, "302")
    return [
        _RESSOURCE.ligne(cas, "Lire", "detail", "", lue(cas.lisent), tous(REFUSE)),
        _RESSOURCE.ligne(cas, "Modifier", "modifier", "modifier/", seuls(cas.modifient, "200"), modifie, **_SAISIE | version),
        _adresse(cas),
        _RESSOURCE.ligne(cas, "Avancement de la lecture", "lecture", "lecture/", seuls(cas.modifient, "200")),
        _RESSOURCE.ligne(cas, "Publier ce qu’un membre demande", "accepter", "accepter/", membres(REFUSE), seuls(EQUIPE, "302")),
        *_RESSOURCE.communes(cas, cas.retirent if cas.mot != "res_brouillon" else _RIEN),
        fichier(f"Document : {cas.libelle}", f"{{{cas.mot}_fichier}}/", ouvrent),
        fichier(f"Vignette du document, il n’en a pas : {cas.libelle}", f"{{{cas.mot}_fichier}}/vignette/", _RIEN),
        fichier(f"Une page du document : {cas.libelle}", f"{{{cas.mot}_fichier}}/page/1/", ouvrent),
        fichier(f"Image d’une page du document : {cas.libelle}", f"{{{cas.mot}_fichier}}/page/1/image/", ouvrent),
    ]


_RESEAU, _OUVERTS = LISENT["reseau"], LISENT["ouvert"]
_SANS_FICHIERS = _OUVERTS - _RESEAU
#: Whoever opens the files already has nothing to ask: back to the notice.
_DEMANDENT = {nom: "200" if nom in _SANS_FICHIERS else "302" for nom in _OUVERTS}
_MANQUE = {nom: "422" if nom in _SANS_FICHIERS else "302" for nom in _OUVERTS}
_LIEN = {"get": tous("200"), "sans_csrf": True}


def _ligne(libelle: str, url: str, adresse: str, get: Reponses, post: Reponses | None = None, **corps: str) -> Ligne:
    return Ligne("Ressources", libelle, f"ressources:{url}", f"/ressources/{adresse}", get, post or membres(REFUSE), corps)


ACCES = [
    _ligne("Demander l’accès aux fichiers d’une notice publique (envoi vide)", "demander", "{res}/demander/", _DEMANDENT, _MANQUE),
    _ligne(
        "Demander l’accès à une ressource du réseau", "demander", "{res_reseau}/demander/",
        seuls(_RESEAU, "302"), seuls(_RESEAU, "302"),
    ),
    _ligne("Demande envoyée", "demande_envoyee", "{res}/demander/envoyee/", tous("200"), tous(REFUSE)),
    _ligne("Citer une notice publique", "citer", "{res}/citer.ris", tous("200"), tous(REFUSE)),
    _ligne("Citer une ressource du réseau", "citer", "{res_reseau}/citer.bib", lue(_RESEAU), tous(REFUSE)),
    _ligne("Accès donnés aux fichiers (envoi vide)", "acces", "{res}/acces/", seuls(EQUIPE, "200"), seuls(EQUIPE, "422")),
    _ligne("Demandes de documents", "demandes", "demandes/", seuls(EQUIPE, "200")),
    _ligne(
        "Répondre à une demande de document", "repondre", "demandes/{demande_fichier}/",
        seuls(EQUIPE, "200"), seuls(EQUIPE, "302"), jours="30", geste="accorder",
    ),
    _ligne("Ouvrir plus largement une notice publique (envoi vide)", "ouvrir", "{res}/ouvrir/", seuls(EQUIPE, "200"), seuls(EQUIPE, "422")),
    _ligne("Ouvrir plus largement une ressource du réseau (envoi vide)", "ouvrir", "{res_reseau}/ouvrir/", seuls(_A, "200"), seuls(_A, "422")),
    _ligne(
        "Ouvertures prévues", "ouvertures", "ouvertures/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"), ouvrir="{ouverture}"
    ),
    Ligne("Liens signés", "Confirmer une demande de document", "liens:ouvrir", "/lien/{lien_demande}/", post=tous("200"), **_LIEN),
    Ligne("Liens signés", "Ouvrir un document réservé", "liens:ouvrir", "/lien/{lien_document}/", post=tous("404"), **_LIEN),
]  # fmt: skip

RESSOURCES = [
    *ACCES,
    Ligne("Ressources", "Bibliothèque", "ressources:liste", "/ressources/", tous("200")),
    Ligne(
        "Ressources", "Déposer un document", "ressources:deposer", "/ressources/deposer/",
        seuls(_CONTRIBUENT, "200"), seuls(_CONTRIBUENT, "302"), _SAISIE | {"jeton": "{jeton}"},
    ),
    Ligne("Ressources", "Documents à publier", "ressources:a_publier", "/ressources/a-publier/", seuls(EQUIPE, "200"), membres(REFUSE)),
    Ligne("Ressources", "Lire : une ressource absente", "ressources:detail", "/ressources/absente/", membres(ABSENT)),
    *(ligne for cas, ouvrent in CAS for ligne in _ressource(cas, ouvrent)),
    Ligne(
        "Espace ouvert", "Moisson des notices publiques", "oai", "/oai/?verb=Identify",
        tous("200"), tous("200"), {"verb": "ListRecords", "metadataPrefix": "oai_dc"}, sans_csrf=True, inerte=True,
    ),
]  # fmt: skip
