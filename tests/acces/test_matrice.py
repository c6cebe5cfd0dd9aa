"""Every address has its line in the matrix, and every line is asked for real, by every kind of reader, by every method."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.urls import resolve

from .adresses import adresses
from .matrice import ABSENT, CONNEXION, FERMES, LIGNES, REFUSE, WAGTAIL
from .publics import EQUIPE, LECTEURS, SANS_COMPTE
from .scene import db, scene

__all__ = ["db", "scene"]

#: Wagtail's own patterns, and those of ours under the rule of a group.
DU_GROUPE = [
    a for a in adresses() if a.route.startswith(WAGTAIL) and (a.module.startswith("wagtail") or a.cle.startswith("gestion/^"))
]
#: Methods no view of ours expects, asked by one reader of each sort.
AUTRES, TEMOINS = ("HEAD", "PUT", "DELETE"), ("visiteur", "autrice", "animatrice")
#: Left to the long tests: an account treated like another one of these readers wherever both are asked.
LENTS = ("en_attente", "ville", "agglo", "referents", "administration")
#: Who is kept out of /gestion/.
DEHORS = ("visiteur", "suspendu", "financeur", "public-elargi", "autrice")
#: Where an object that may not be read answers like one that does not exist, whatever stands below it.
DES_PUBLICATIONS = ("/echos/", "/jeudis/", "/ressources/", "/dossiers/")
#: First words below them that are no object's.
SANS_OBJET = re.compile(
    r"/(?:echos/ecrire|jeudis/creer|jeudis/comptes-rendus-a-publier|ressources/(?:deposer|demandes|ouvertures|a-publier|a-revoir|telechargements|lot)|dossiers/(?:creer|ajouter)"
    r"|jeudis/(?:decisions|modeles|delais-des-comptes-rendus|besoins|questions|lieux|preparation|listes))/"
)
#: Closed by Wagtail's own settings, or useful to its developers alone.
SANS_EXEMPLE = {"wagtailadmin_error_test"}


def test_chaque_adresse_a_sa_ligne():
    connues = {ligne.url for ligne in LIGNES} | {a.cle for a in DU_GROUPE} | {"gestion/test404/"}
    sans_ligne = sorted({a.cle for a in adresses()} - connues)
    assert sans_ligne == [], f"adresses sans ligne dans tests/acces/matrice.py : {sans_ligne}"


def test_aucune_ligne_ne_parle_d_une_adresse_disparue():
    assert {ligne.url for ligne in LIGNES} - {a.cle for a in adresses()} == set()


def absente(adresse: str, nom: str = "") -> str:
    """The same address, for an object that does not exist."""
    if adresse.startswith("/gestion/") and nom in EQUIPE:
        return "/gestion/membres/0/suspendre/"  # a team's address that resolves: Wagtail answers the others with its own page
    if SANS_OBJET.match(adresse):
        return f"/{adresse.split('/')[1]}/nulle-part/modifier/"
    if adresse.startswith(DES_PUBLICATIONS):
        return re.sub(r"^/(\w+)/[^/]+/", r"/\1/nulle-part/", adresse)
    if adresse == "/espace/groupes/creer/":
        return "/espace/groupes/nulle-part/regler/"
    if adresse.startswith("/espace/groupes/"):  # a section of the navigation of its own
        return re.sub(r"^/espace/groupes/[^/]+/", "/espace/groupes/nulle-part/", adresse)
    return f"/{adresse.strip('/').split('/')[0]}/nulle-part/"


def observee(scene, nom: str, methode: str, adresse: str, corps: dict) -> str:
    """The answer, in the words of the matrix; a redirect or a 404 that is not the one of absent addresses says what differs."""
    reponse = scene.demander(nom, methode, adresse, **({"data": corps} if methode == "POST" else {}))
    if reponse.status_code == 302 and reponse["Location"].startswith("/connexion/?next="):
        vus = (reponse["Location"], reponse.corps, reponse["Cache-Control"])
        fidele = vus == (f"/connexion/?next={quote(adresse)}", b"", "private, no-store")
        return CONNEXION if fidele else f"connexion autre : {reponse.headers}"
    if reponse.status_code == 404 and adresse.startswith(
        (*DES_PUBLICATIONS, "/espace/", "/annuaire/", "/gestion/", "/fichiers/")
    ):
        rien = absence(scene, nom, methode, absente(adresse, nom))
        return ABSENT if rien == vue(reponse) else f"404 qui se distingue d’une absente ({rien[0]})"
    return str(reponse.status_code)


def vue(reponse) -> tuple:
    """What a client sees of an answer."""
    return reponse.status_code, reponse.corps, dict(reponse.headers), sorted(reponse.cookies)


def absence(scene, nom: str, methode: str, adresse: str) -> tuple:
    """What that reader sees at an absent address, asked once."""
    if (nom, methode, adresse) not in scene.deja_vu:
        scene.deja_vu[nom, methode, adresse] = vue(scene.demander(nom, methode, adresse))
    return scene.deja_vu[nom, methode, adresse]


def ecarts(scene, ligne, methodes, qui) -> list[str]:
    """What differs from the line, in sentences."""
    adresse = ligne.adresse.format(**scene.mots)
    corps = {cle: valeur.format(**scene.mots) for cle, valeur in ligne.corps.items()}
    return [
        f"{methode} {adresse} par {LECTEURS[nom]} : {vu}, attendu {ligne.attendue(methode, nom)}"
        for methode in methodes
        for nom in qui
        if (vu := observee(scene, nom, methode, adresse, corps)) != ligne.attendue(methode, nom)
    ]


def demandes(ligne) -> list[tuple[str, tuple[str, ...]]]:
    """The methods of a line, each with who asks: where nobody passes, the method is refused before anything is read."""
    methodes = (("GET", ligne.get), ("POST", ligne.post))
    return [(m, TEMOINS if set(dits.values()) <= {CONNEXION, REFUSE} else tuple(LECTEURS)) for m, dits in methodes]


@pytest.mark.parametrize("ligne", LIGNES, ids=str)
def test_chaque_ligne_repond_ainsi(scene, ligne):
    adresse = ligne.adresse.format(**scene.mots)
    trouvee = resolve(adresse.partition("?")[0])
    assert ligne.url in (trouvee.view_name, trouvee.route)
    fautes = ecarts(scene, ligne, AUTRES if ligne.autres else ["HEAD"], TEMOINS)
    for methode, qui in demandes(ligne):
        fautes += ecarts(scene, ligne, [methode], [nom for nom in qui if nom not in LENTS])
    assert fautes == [], "\n" + "\n".join(fautes)


@pytest.mark.complet
@pytest.mark.parametrize("ligne", LIGNES, ids=str)
def test_chaque_ligne_repond_ainsi_aux_autres(scene, ligne):
    fautes = []
    for methode, qui in demandes(ligne):
        fautes += ecarts(scene, ligne, [methode], [nom for nom in qui if nom in LENTS])
    assert fautes == [], "\n" + "\n".join(fautes)


# --- the group rule ---


@pytest.mark.parametrize("adresse", DU_GROUPE, ids=lambda a: a.cle)
def test_wagtail_est_ferme_a_qui_n_est_pas_de_l_equipe(scene, adresse):
    fautes = [
        f"{methode} {adresse.exemple} par {LECTEURS[nom]} : {vu}"
        for methode in ("GET", "POST")
        for nom in DEHORS
        if (vu := observee(scene, nom, methode, adresse.exemple, {})) != (CONNEXION if nom in SANS_COMPTE else ABSENT)
    ]
    assert fautes == [], "\n" + "\n".join(fautes)


@pytest.mark.parametrize("adresse", [a for a in DU_GROUPE if a.cle not in SANS_EXEMPLE], ids=lambda a: a.cle)
@pytest.mark.parametrize("nom", sorted(EQUIPE))
def test_l_equipe_n_y_trouve_que_les_pages(scene, adresse, nom):
    chemin = re.sub(r"(/pages/)1(/)", rf"\g<1>{scene.mots['page']}\2", adresse.exemple)
    reponse = scene.demander(nom, "GET", chemin)
    assert reponse.status_code < 500
    if chemin.startswith(tuple(f"/gestion/{prefixe}/" for prefixe in FERMES)):
        assert reponse.status_code == 404


def test_la_matrice_peut_echouer(scene):
    """A line that says otherwise is caught: the tests above compare something."""
    (ligne,) = [ligne for ligne in LIGNES if ligne.adresse == "/echos/{equipe}/"]
    fausse = type(ligne)(ligne.rubrique, ligne.libelle, ligne.url, ligne.adresse, dict.fromkeys(LECTEURS, "200"))
    assert len(ecarts(scene, fausse, ("GET",), LECTEURS)) == len(LECTEURS) - len(EQUIPE)
    assert ligne.attendue("PUT", "animatrice") == REFUSE
