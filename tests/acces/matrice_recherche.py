"""The matrix of rights: being told when a search finds, the team's questions, words and pins."""

from __future__ import annotations

from .lignes import ABSENT, Ligne, Reponses, membres, seuls, tous
from .publics import EQUIPE


def _equipe(
    libelle: str, url: str, adresse: str, get: Reponses | None = None, post: Reponses | None = None, **corps: str
) -> Ligne:
    get, post = get or seuls(EQUIPE, "200"), post or seuls(EQUIPE, "422")
    return Ligne("Équipe", libelle, f"gestion_recherche:{url}", f"/gestion/recherche/{adresse}", get, post, corps)


RECHERCHE = [
    Ligne(
        "Recherche",
        "Être prévenu·e (envoi sans question)",
        "recherche_prevenir",
        "/recherche/prevenir/?q=",
        tous("200"),
        tous("422"),
    ),
    Ligne("Recherche", "Le flux public d’une recherche", "recherche_flux", "/recherche/flux.xml?q=colloque", tous("200")),
    Ligne(
        "Recherche", "Mes recherches (garder sans mots)", "mes_recherches", "/mon-compte/recherches/",
        membres("200"), membres(ABSENT), {"geste": "garder", "recherche": "q="},
    ),
    _equipe("Recherches sans résultat", "questions", "", post=seuls(EQUIPE, "405")),
    _equipe("Une recherche sans résultat (synonyme vide)", "question", "{question}/", geste="synonyme"),
    _equipe(
        "Donner une réponse (page inconnue)", "question", "{question}/", post=seuls(EQUIPE, ABSENT), geste="repondre", entree="0"
    ),
    _equipe("Clore", "question", "{question}/", post=seuls(EQUIPE, "302"), geste="clore"),
    _equipe("Mots de la recherche (envoi vide)", "mots", "mots/"),
    _equipe("Retirer des mots", "mots", "mots/", post=seuls(EQUIPE, "302"), geste="retirer", equivalence="{equivalence}"),
    _equipe("Épingles (envoi vide)", "epingles", "epingles/"),
    _equipe("Retirer une épingle", "epingles", "epingles/", post=seuls(EQUIPE, "302"), geste="retirer", epingle="{epingle}"),
]  # fmt: skip
