"""Every page of the matrix: one h1, a language, no inline style or script, labelled fields, a token in each form.

Every POST asks for that token.
"""

from __future__ import annotations

import pytest

from tests.client import Inspection, inspecter

from .matrice import ABSENT, CONNEXION, LIGNES, REFUSE, Ligne
from .publics import LECTEURS
from .scene import db, scene

__all__ = ["db", "scene"]


@pytest.mark.parametrize(
    "noms", [("visiteur", "animatrice"), pytest.param(("pays", "autrice"), marks=pytest.mark.complet)], ids=" et ".join
)
@pytest.mark.parametrize("ligne", LIGNES, ids=str)
def test_chaque_page_est_bien_faite(scene, ligne: Ligne, noms):
    adresse = ligne.adresse.format(**scene.mots)
    fautes = {}
    for nom in noms:
        reponse = scene.demander(nom, "GET", adresse)
        fautes[nom] = inspecter(reponse, exempte_de_jeton=ligne.sans_csrf)
    assert {nom: trouvees for nom, trouvees in fautes.items() if trouvees} == {}


A_POSTER = [ligne for ligne in LIGNES if set(ligne.post.values()) - {CONNEXION, ABSENT, REFUSE, "404"}]


@pytest.mark.parametrize("ligne", A_POSTER, ids=str)
def test_chaque_envoi_demande_le_jeton(scene, ligne: Ligne):
    """Whoever may post is refused without the token of the form, except where the line says so."""
    adresse = ligne.adresse.format(**scene.mots)
    corps = {cle: valeur.format(**scene.mots) for cle, valeur in ligne.corps.items()}
    nom = next(nom for nom in reversed(LECTEURS) if ligne.post[nom] not in (CONNEXION, ABSENT, REFUSE))
    reponse = scene.demander(nom, "POST", adresse, data=corps, csrf=True)
    assert (reponse.status_code == 403) is not ligne.sans_csrf
    assert inspecter(reponse) == [] or ligne.sans_csrf


@pytest.mark.parametrize("ligne", A_POSTER, ids=str)
def test_chaque_reponse_a_un_envoi_est_bien_faite(scene, ligne: Ligne):
    """The page given back with its errors, the fragment."""
    adresse = ligne.adresse.format(**scene.mots)
    nom = next(nom for nom in reversed(LECTEURS) if ligne.post[nom] not in (CONNEXION, ABSENT, REFUSE))
    assert inspecter(scene.demander(nom, "POST", adresse, data={"x": "y"}), exempte_de_jeton=ligne.sans_csrf) == []


@pytest.mark.parametrize(
    ("html", "faute"),
    [
        ('<p style="color:red">', "attribut style sur <p>"),
        ('<a onclick="x()">', "gestionnaire onclick sur <a>"),
        ("<script>x()</script>", "script écrit dans la page"),
        ("<style>p{}</style>", "feuille de style écrite dans la page"),
        ('<a href="javascript:x()">', "adresse javascript: sur <a>"),
        ('<img src="https://ailleurs.example/x.png" alt="">', "ressource d’ailleurs : https://ailleurs.example/x.png"),
        ('<img src="/x.png">', "image sans alt : /x.png"),
        ("<p>{{ echo.titre }}</p>", "gabarit non rendu : {{ echo.titre }}"),
        ('<input name="q">', "<input name=q> sans étiquette"),
        ('<p id="a"></p><p id="a"></p>', "id « a » écrit 2 fois"),
    ],
)
def test_l_inspection_voit(html, faute):
    assert Inspection(html, entiere=False).fautes == [faute]


@pytest.mark.parametrize(
    "html",
    [
        '<label for="a">A</label><input id="a">',
        "<label>A <input></label>",
        '<input aria-label="A">',
        '<input type="hidden" name="x">',
        '<script src="/static/x.js"></script>',
        '<script type="application/json">{"a": "{{"}</script>',
        '<img src="/x.png" alt="">',
    ],
)
def test_l_inspection_laisse_passer(html):
    assert Inspection(html, entiere=False).fautes == []


def test_une_page_entiere_a_un_titre_un_h1_une_langue():
    fautes = Inspection("<!doctype html><html><body><h1>A</h1><h1>B</h1></body></html>").fautes
    assert fautes == ["<html> sans lang", "2 <h1>", "0 <title>", "0 <main>"]
