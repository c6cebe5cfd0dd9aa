"""The matrix of rights: registering without an account, rules, answers, shared rides, the links of a registration."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Cas, Ligne, lue, membres, seuls, tous
from .matrice_jeudis import CAS_JEUDIS
from .publics import AVEC_COMPTE, EQUIPE, SANS_COMPTE

_VIDE = {
    "questions-TOTAL_FORMS": "0",
    "questions-INITIAL_FORMS": "0",
    "ateliers-TOTAL_FORMS": "0",
    "ateliers-INITIAL_FORMS": "0",
    "part": "100",
    "offre_heures": "48",
}
#: Who has no account fills a form in; a member confirms.
_SANS_COMPTE = dict.fromkeys(SANS_COMPTE, "422") | dict.fromkeys(AVEC_COMPTE, "302")


def _equipe(cas: Cas) -> list[Ligne]:
    """What the team alone does with the registrations of a Jeudi, in each of its states."""

    def ligne(libelle: str, url: str, suite: str, post: str = "", **corps: str) -> Ligne:
        envoi = seuls(EQUIPE, post) if post else membres(REFUSE)
        return Ligne(
            "Jeudis",
            f"{libelle} : {cas.libelle}",
            f"jeudis:{url}",
            f"/jeudis/{{{cas.mot}}}/{suite}",
            seuls(EQUIPE, "200"),
            envoi,
            corps,
        )

    sans_compte = {"sans_compte": "1", "sc-prenom": "Ana", "sc-nom": "Roy"}
    possible = "302" if cas.commentent else "422"
    return [
        ligne("Comment on s’inscrit", "regles", "regles/", "302", **_VIDE),
        ligne("Repas, besoins, attentes", "besoins_des_inscrits", "besoins/"),
        ligne("Repas, besoins, attentes, pour un tableur", "besoins_des_inscrits_csv", "besoins.csv"),
        ligne("Inscrire quelqu’un sans compte", "inscrits", "inscrits/", possible, **sans_compte),
        Ligne(
            "Jeudis", f"Inscription demandée sans compte : {cas.libelle}", "jeudis:inscription_demandee",
            f"/jeudis/{{{cas.mot}}}/inscription/demandee/", lue(()), tous(REFUSE),
        ),
        Ligne(
            "Jeudis", f"Covoiturage, sans l’avoir demandé : {cas.libelle}", "jeudis:covoiturage",
            f"/jeudis/{{{cas.mot}}}/covoiturage/", membres(ABSENT), membres(REFUSE),
        ),
    ]  # fmt: skip


def _ouvert(libelle: str, url: str, suite: str, get: object, post: object, **corps: str) -> Ligne:
    adresse = "/jeudis/{sans_compte}/" + suite
    return Ligne("Jeudis", f"{libelle} : un Jeudi ouvert sans compte", f"jeudis:{url}", adresse, get, post, corps)  # type: ignore[arg-type]


_MESSAGE = {"sujet": "Une place ?", "texte": "Bonjour", "jeton": "{jeton}"}
INSCRIPTIONS = [
    *(ligne for cas in CAS_JEUDIS for ligne in _equipe(cas)),
    _ouvert("S’inscrire", "inscription", "inscription/", tous("200"), _SANS_COMPTE),
    _ouvert("Inscription demandée", "inscription_demandee", "inscription/demandee/", tous("200"), tous(REFUSE)),
    _ouvert("Covoiturage, entre qui le demande", "covoiturage", "covoiturage/", seuls({"pays", "agglo"}, "200"), membres(REFUSE)),
    _ouvert(
        "Écrire à qui part du même territoire", "covoiturage_ecrire", "covoiturage/{trajet_agglo}/ecrire/",
        seuls({"pays"}, "200"), seuls({"pays"}, "302"), **_MESSAGE,
    ),
    Ligne("Liens signés", "Confirmer une inscription", "liens:ouvrir", "/lien/{lien_place}/", tous("200"), tous("200"), sans_csrf=True),
    Ligne("Liens signés", "Gérer une inscription", "liens:ouvrir", "/lien/{lien_gerer}/", tous("200"), tous("200"), sans_csrf=True),
]  # fmt: skip
