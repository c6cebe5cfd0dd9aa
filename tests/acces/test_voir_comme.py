"""« Voir comme » shows what that public reads, to those who may ask, and tells the truth about who does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.contenttypes.models import ContentType

from centre.espaces.acces import Audience
from centre.espaces.models import Espace
from centre.publications.models import Fichier
from centre.publications.operations import creer, retablir, retirer
from echos.models import Echo
from jeudis.models import CompteRendu, Jeudi
from jeudis.operations import commencer_compte_rendu
from ressources.bibliotheque.models import Ressource
from tests.client import inspecter

from .scene import db, scene

__all__ = ["db", "scene"]

#: Key of ``?qui=``: a reader of the scene who belongs to that public and wrote nothing there.
PUBLICS = {
    "visiteur": "visiteur",
    "public-elargi": "public-elargi",
    "ville": "ville",
    "pays": "pays",
    "agglo": "agglo",
    "referents": "referents",
}
PAGES = {
    "/echos/{ville}/": "animatrice", "/echos/{public-elargi}/": "autrice", "/echos/{reseau}/": "autrice",
    "/ressources/{res}/": "animatrice", "/ressources/{res_reseau}/": "autrice",
    "/jeudis/{jeudi}/": "animatrice", "/jeudis/{cr}/compte-rendu/": "animatrice",
    "/jeudis/{cr_reserve}/compte-rendu/": "animatrice",
}  # fmt: skip


@pytest.mark.parametrize("adresse", PAGES)
@pytest.mark.parametrize("public", PUBLICS)
def test_voir_comme_dit_ce_que_ce_public_obtient(scene, adresse, public):
    """Read: the very title of the page, under the notice; not read: the sentence, and never the page."""
    try:
        base = adresse.format(**scene.mots)
    except KeyError as absent:
        pytest.fail(f"{absent} n’est pas dans la scène")
    vraie = scene.demander(PUBLICS[public], "GET", base)
    vue = scene.demander(PAGES[adresse], "GET", f"{base}voir-comme/?qui={public}")
    page = vue.corps.decode()
    assert vue.status_code == 200
    assert inspecter(vue) == []
    assert vue["Cache-Control"] == "private, no-store"
    assert ("Vous voyez cette page comme" in page) is (vraie.status_code == 200)
    assert ("ne lit pas ce texte" in page) is (vraie.status_code != 200)
    assert 'data-action="commenter"' not in page, "an imagined reader writes nothing"


@pytest.mark.parametrize("nom", ["pays", "public-elargi", "financeur", "membre"])
def test_seuls_l_auteur_et_l_equipe_regardent_ainsi(scene, nom):
    assert scene.demander(nom, "GET", f"/echos/{scene.mots['reseau']}/voir-comme/").status_code == 404


def test_un_membre_du_groupe_et_un_brouillon(scene):
    base = f"/echos/{scene.mots['atelier']}/voir-comme/"
    page = scene.demander("membre", "GET", f"{base}?qui=groupe").corps.decode()
    assert "Vous voyez cette page comme" in page
    assert "Membre du groupe" in page


def test_un_brouillon_se_lit_comme_il_serait_lu(scene):
    """The page itself, for who would read it; the sentence, and nothing of the text, for who would not."""
    brouillon = f"/echos/{scene.mots['brouillon']}/"
    titre = Echo.objects.get(slug=scene.mots["brouillon"]).titre
    vue = scene.demander("autrice", "GET", f"{brouillon}voir-comme/?qui=pays")
    page = vue.corps.decode()
    assert vue.status_code == 200
    assert inspecter(vue) == []
    assert "Vous voyez cette page comme" in page
    assert "C’est un brouillon" in page
    assert f"<h1>{titre}</h1>" in page
    for reste in ("Pas encore publié", "Reprendre l’écriture", 'aria-label="Vos gestes"', 'data-action="commenter"'):
        assert reste not in page, reste
    refus = scene.demander("autrice", "GET", f"{brouillon}voir-comme/?qui=visiteur").corps.decode()
    assert "ne lit pas ce texte" in refus
    assert "Vous voyez cette page comme" not in refus
    choix = scene.demander("autrice", "GET", f"{brouillon}voir-comme/").corps.decode()
    assert (choix.count(">lira</span>"), choix.count(">ne lit pas</span>")) == (4, 2)
    assert scene.demander("pays", "GET", brouillon).status_code == 404, "looking writes nothing"


def test_imaginer_un_brouillon_n_ouvre_que_lui(scene):
    """The imagined reader gets that draft and its files, no other draft and no other file; a real reader gets nothing more."""
    cible = Echo.objects.get(slug=scene.mots["brouillon"])
    autre = creer(publication=Echo(titre="Autre brouillon"), espace=cible.espace, par=cible.auteur)
    for echo in (cible, autre):
        Fichier.objects.create(
            espace=echo.espace, auteur=echo.auteur, nom=f"{echo.titre}.pdf", type_mime="application/pdf", taille=1, empreinte="0",
            content_type=ContentType.objects.get_for_model(Echo), object_id=echo.pk,
        )  # fmt: skip
    sans = Audience(("pays",))
    avec = replace(sans, apercu=("echos.Echo", cible.pk))
    assert set(Echo.objects.visibles_pour(avec)) - set(Echo.objects.visibles_pour(sans)) == {cible}
    ouverts = set(Fichier.objects.visibles_pour(avec)) - set(Fichier.objects.visibles_pour(sans))
    assert {fichier.object_id for fichier in ouverts} == {cible.pk}
    assert not Echo.objects.visibles_pour(Audience((), apercu=("echos.Echo", cible.pk))).filter(pk=cible.pk).exists()
    assert set(Jeudi.objects.visibles_pour(avec)) == set(Jeudi.objects.visibles_pour(sans))


def test_les_autres_brouillons_se_regardent_aussi(scene):
    """A document, a Jeudi, a compte rendu whose public edition alone is open: each type through its own page."""
    animatrice = scene.gens["animatrice"]
    reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
    document = creer(publication=Ressource(titre="Notice à venir", espace_fichiers=reseau), espace=ouvert, par=animatrice)
    jeudi = creer(
        publication=Jeudi(titre="Jeudi à venir", forme="seance", espace_inscription=reseau), espace=reseau, par=animatrice
    )
    tenu = Jeudi.objects.get(slug=scene.mots["jeudi"])
    rendu = CompteRendu.objects.filter(jeudi=tenu).first() or commencer_compte_rendu(
        jeudi=tenu, espace=reseau, espace_publique=ouvert, par=animatrice
    )
    for qui, adresse, attendus in (
        ("animatrice", document.get_absolute_url(), {"visiteur": "Notice à venir", "pays": "Notice à venir"}),
        ("animatrice", jeudi.get_absolute_url(), {"visiteur": None, "pays": "Jeudi à venir"}),
        ("animatrice", rendu.get_absolute_url(), {"visiteur": "édition publique", "pays": "édition complète"}),
    ):
        for public, mots in attendus.items():
            page = scene.demander(qui, "GET", f"{adresse}voir-comme/?qui={public}").corps.decode()
            assert ("Vous voyez cette page comme" in page) is (mots is not None), (adresse, public)
            assert (mots or "ne lit pas ce texte") in page, (adresse, public)


def test_un_texte_retire_ne_se_montre_a_personne(scene):
    echo = Echo.objects.get(slug=scene.mots["reseau"])
    retirer(publication=echo, par=echo.auteur)
    try:
        page = scene.demander("autrice", "GET", f"/echos/{echo.slug}/voir-comme/?qui=pays").corps.decode()
        assert "le lira de nouveau s’il est rétabli" in page
        assert "Vous voyez cette page comme" not in page
    finally:
        retablir(publication=echo, par=echo.auteur)
