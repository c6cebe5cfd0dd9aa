"""The matrix of rights: around comptes rendus, and dossiers thématiques."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Cas, Ligne, Type, fichier, lue, membres, seuls, tous
from .matrice_jeudis import _CR, CAS_COMPTES_RENDUS
from .publics import EQUIPE, LISENT, TECHNICIENS

_RIEN: frozenset[str] = frozenset()
_DECISION = {"jeton": "{jeton}", "quoi": "Relancer"}


def _autour(cas: Cas) -> list[Ligne]:
    """Files of each edition, relevé, series."""
    complet = LISENT["reseau"] if cas.commentent else EQUIPE
    public = _RIEN if cas.mot == "cr_reserve" else cas.lisent
    equipe, agit = seuls(EQUIPE, "200"), seuls(EQUIPE, "302")
    return [
        _CR.ligne(cas, "Édition publique, en PDF", "edition", "edition-publique.pdf", lue(public), tous(REFUSE)),
        _CR.ligne(cas, "Édition complète, pour Word", "edition", "edition-complete.docx", lue(complet), tous(REFUSE)),
        _CR.ligne(cas, "Relevé de décisions", "decisions", "decisions/", equipe, agit, **_DECISION),
        _CR.ligne(cas, "Changer une décision", "decision", f"decisions/{{{cas.mot}_decision}}/", equipe, agit, quoi="Autre"),
        _CR.ligne(cas, "Ranger dans une série", "serie", "serie/", membres(REFUSE), agit, serie="Foncier"),
    ]


def _equipe(libelle: str, url: str, adresse: str, post: str = REFUSE, **corps: str) -> Ligne:
    poste = membres(REFUSE) if post == REFUSE else seuls(EQUIPE, post)
    return Ligne("Comptes rendus", libelle, f"jeudis:{url}", adresse, seuls(EQUIPE, "200"), poste, corps)


def _cas(mot: str, libelle: str, lisent: frozenset[str], commentent: frozenset[str] = _RIEN) -> Cas:
    return Cas(mot, libelle, lisent, EQUIPE, EQUIPE, commentent)


CAS_DOSSIERS = [
    _cas("dossier", "un dossier public", LISENT["ouvert"], EQUIPE),
    _cas("dossier_reseau", "un dossier du réseau", LISENT["reseau"], TECHNICIENS | EQUIPE),
    _cas("dossier_brouillon", "un brouillon de dossier", EQUIPE),
    _cas("dossier_retire", "un dossier retiré", EQUIPE),
]
_DOSSIER = Type("Dossiers", "dossiers", "/dossiers/{}/")


def _dossier(cas: Cas) -> list[Ligne]:
    """Every address below a dossier."""
    equipe, agit = seuls(EQUIPE, "200"), seuls(EQUIPE, "302")
    edition = f"editions/{{{cas.mot}_jour}}/"
    lisent_l_edition = _RIEN if cas.mot == "dossier_brouillon" else cas.lisent
    saisie = {
        "jeton": f"{{{cas.mot}_jeton}}",
        "version": f"{{{cas.mot}_revision}}",
        "titre": "Autre",
        "espace": "{espace_reseau}",
    }
    lien = {"geste": "lier", "titre": "Un site", "adresse": "https://un-site.example/"}
    return [
        _DOSSIER.ligne(cas, "Lire", "detail", "", lue(cas.lisent), tous(REFUSE)),
        _DOSSIER.ligne(cas, "Tout le dossier en PDF", "pdf", "dossier.pdf", lue(cas.lisent), tous(REFUSE)),
        _DOSSIER.ligne(cas, "Les originaux", "zip", "originaux.zip", lue(cas.lisent), tous(REFUSE)),
        _DOSSIER.ligne(cas, "Une édition passée", "edition", edition, lue(lisent_l_edition), tous(REFUSE)),
        _DOSSIER.ligne(cas, "Une édition passée, en PDF", "pdf_edition", f"{edition}dossier.pdf", lue(lisent_l_edition), tous(REFUSE)),
        _DOSSIER.ligne(
            cas, "Les originaux d’une édition passée", "zip_edition", f"{edition}originaux.zip", lue(lisent_l_edition), tous(REFUSE)
        ),
        _DOSSIER.ligne(cas, "Choisir et ranger", "elements", "elements/", equipe, agit, **lien),
        _DOSSIER.ligne(cas, "Garder l’édition du jour", "dater", "dater/", membres(REFUSE), agit),
        _DOSSIER.ligne(cas, "Modifier", "modifier", "modifier/", equipe, agit, **saisie),
        *_DOSSIER.communes(cas, EQUIPE if cas.mot != "dossier_brouillon" else _RIEN),
        fichier(f"Photo : {cas.libelle}", f"{{{cas.mot}_fichier}}/", cas.lisent),
    ]  # fmt: skip


def _des_dossiers(libelle: str, url: str, adresse: str, get: object, post: object, **corps: str) -> Ligne:
    return Ligne("Dossiers", libelle, f"dossiers:{url}", adresse, get, post, corps)  # type: ignore[arg-type]


COMPTES_RENDUS = [
    *(ligne for cas in CAS_COMPTES_RENDUS for ligne in _autour(cas)),
    Ligne("Comptes rendus", "Une année, une série en un document", "jeudis:compilations", "/jeudis/comptes-rendus/", tous("200")),
    Ligne(
        "Comptes rendus", "Une année (chacun dans l’édition qu’il lit)", "jeudis:compilation_annee",
        "/jeudis/comptes-rendus/{cr_annee}.pdf", tous("200"),
    ),
    Ligne("Comptes rendus", "Une série", "jeudis:compilation_serie", "/jeudis/comptes-rendus/serie-{cr_serie}.odt", tous("200")),
    _equipe("Délais de publication", "delais", "/jeudis/delais-des-comptes-rendus/"),
    _equipe("Décisions en cours", "suivi", "/jeudis/decisions/suivi/"),
    _equipe("Modèles", "modeles", "/jeudis/modeles/"),
    _equipe("Récrire un modèle", "modele", "/jeudis/modeles/groupe/", "302", texte="Autre"),
    Ligne(
        "Comptes rendus", "Ce que j’ai à faire", "jeudis:mes_decisions", "/jeudis/decisions/",
        membres("200"), seuls({"pays"}, "302"), {"faite": "{cr_decision}"},
    ),
    Ligne(
        "Liens signés", "Relire sa partie d’un compte rendu", "liens:ouvrir", "/lien/{lien_cr}/", tous("200"), tous("200"),
        {"geste": "valider"}, sans_csrf=True,
    ),
    _des_dossiers("Dossiers", "liste", "/dossiers/", tous("200"), tous(REFUSE)),
    _des_dossiers("Flux des dossiers publics", "flux", "/dossiers/flux.xml", tous("200"), tous(REFUSE)),
    _des_dossiers(
        "Préparer un dossier", "creer", "/dossiers/creer/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"),
        jeton="{jeton}", titre="Neuf", espace="{espace_reseau}",
    ),
    _des_dossiers(
        "Ajouter à un dossier", "ajouter", "/dossiers/ajouter/?depuis={entree_cr}", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"),
        titre="Neuf",
    ),
    _des_dossiers("Lire : un dossier absent", "detail", "/dossiers/absent/", membres(ABSENT), tous(REFUSE)),
    *(ligne for cas in CAS_DOSSIERS for ligne in _dossier(cas)),
]  # fmt: skip
