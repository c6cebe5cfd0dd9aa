"""Several people write one compte rendu: each their part, nothing lost; the four templates; the head and the public edition."""

import json

import pytest

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import enregistrer, publier
from jeudis.models import CompteRendu, ModeleDeCompteRendu
from jeudis.operations import commencer_compte_rendu
from tests.personnes import membre

from .conftest import texte

pytestmark = pytest.mark.django_db
TEXTE = "<h3>Un</h3><p>a</p><h3>Deux</h3><p><strong>b</strong></p><h3>Trois</h3><p>c</p>"


@pytest.fixture
def administration(db):
    return membre("administration", role=Public.ADMINISTRATION)


@pytest.fixture
def objet(faire, animatrice):
    jeudi = faire(jours=-1)
    fait = commencer_compte_rendu(
        jeudi=jeudi, espace=Espace.objects.get(slug="reseau"), espace_publique=Espace.objects.get(slug="ouvert"), par=animatrice
    )
    brouillon = fait.version_a_modifier()
    brouillon.texte = TEXTE
    enregistrer(publication=brouillon, par=animatrice, version_lue=fait.latest_revision_id)
    return CompteRendu.objects.get(pk=fait.pk)


def adresse(objet):
    return f"/jeudis/{objet.jeudi.slug}/compte-rendu/modifier/"


def ouvrir(client, qui, objet, suite=""):
    """The form as ``qui`` opens it: what a browser would send back unchanged (the editor sends HTML)."""
    client.force_login(qui)
    form = client.get(adresse(objet) + suite).context["form"]
    corps = {nom: form[nom].value() for nom in ("jeton", "version", "titre", "resume", "texte")}
    corps |= {"repere": json.dumps(form["repere"].initial), "publique": objet.espace_publique_id, "texte-format": "html"}
    return corps | {"geste": "garder"}


def ecrit(objet):
    return CompteRendu.objects.get(pk=objet.pk).version_a_modifier().texte


def test_deux_personnes_deux_parties(client, objet, animatrice, administration):
    """The second save started from the same version: it merges, and says nothing of a conflict."""
    a, b = ouvrir(client, animatrice, objet), ouvrir(client, administration, objet)
    client.force_login(animatrice)
    assert client.post(adresse(objet), a | {"texte": a["texte"].replace("<p>a</p>", "<p>a1</p>")}).status_code == 302
    client.force_login(administration)
    assert (
        client.post(adresse(objet), b | {"texte": b["texte"].replace("<p>c</p>", "<p>c2</p>"), "resume": "Dit"}).status_code
        == 302
    )
    assert ecrit(objet) == TEXTE.replace("<p>a</p>", "<p>a1</p>").replace("<p>c</p>", "<p>c2</p>")
    assert CompteRendu.objects.get().version_a_modifier().resume == "Dit"


def test_la_meme_partie_montre_les_deux_et_ne_perd_rien(client, objet, animatrice, administration):
    a, b = ouvrir(client, animatrice, objet), ouvrir(client, administration, objet)
    client.force_login(animatrice)
    client.post(adresse(objet), a | {"texte": TEXTE.replace("<p>c</p>", "<p>celle d’Anne</p>").replace("<p>a</p>", "<p>a1</p>")})
    client.force_login(administration)
    reponse = client.post(adresse(objet), b | {"texte": TEXTE.replace("<p>c</p>", "<p>la mienne</p>")})
    assert reponse.status_code == 409
    [conflit] = reponse.context["conflits"]
    assert (conflit.titre, conflit.autre, conflit.mienne) == (
        "Trois",
        "<h3>Trois</h3><p>celle d’Anne</p>",
        "<h3>Trois</h3><p>la mienne</p>",
    )
    page = texte(reponse)
    assert ("l’autre version" in page, "celle d’Anne" in page, "la mienne" in page) == (True, True, True)
    form = reponse.context["form"]
    assert form["texte"].value() == TEXTE.replace("<p>a</p>", "<p>a1</p>").replace("<p>c</p>", "<p>la mienne</p>")
    encore = b | {"texte": form["texte"].value(), "repere": form["repere"].value(), "version": form["version"].value()}
    assert client.post(adresse(objet), encore).status_code == 302
    assert ecrit(objet) == form["texte"].value()


def test_a_chaque_pause_le_brouillon_reste_celui_de_chacun(client, objet, animatrice, administration):
    """The script keeps a stale text in the page: the parts of others are not written over at the next pause."""
    a, b = ouvrir(client, animatrice, objet), ouvrir(client, administration, objet)
    client.force_login(animatrice)
    client.post(adresse(objet), a | {"texte": TEXTE.replace("<p>a</p>", "<p>a1</p>")})
    client.force_login(administration)
    for mot in ("c2", "c3"):
        b |= {"texte": TEXTE.replace("<p>c</p>", f"<p>{mot}</p>")}
        reponse = client.post(adresse(objet), b, headers={"X-Brouillon": "1"}).json()
        b |= {"version": reponse["version"], **reponse["champs"]}
        assert ecrit(objet) == TEXTE.replace("<p>a</p>", "<p>a1</p>").replace("<p>c</p>", f"<p>{mot}</p>")


def test_ecrire_une_seule_partie(client, objet, animatrice, administration):
    """Its title may change; another person writes the others meanwhile."""
    seule = ouvrir(client, animatrice, objet, "?partie=Deux")
    assert seule["texte"] == "<h3>Deux</h3><p><strong>b</strong></p>"
    tout = ouvrir(client, administration, objet)
    client.post(adresse(objet), tout | {"texte": TEXTE.replace("<p>c</p>", "<p>c2</p>")})
    client.force_login(animatrice)
    reponse = client.post(adresse(objet) + "?partie=Deux", seule | {"texte": "<h3>Second</h3><p>b1</p>"})
    assert reponse.url == adresse(objet) + "?partie=Second"
    assert ecrit(objet) == "<h3>Un</h3><p>a</p><h3>Second</h3><p>b1</p><h3>Trois</h3><p>c2</p>"


def test_sans_editeur_le_gras_des_autres_parties_reste(client, objet, animatrice):
    corps = ouvrir(client, animatrice, objet) | {"texte": "## Un\n\na1\n\n## Deux\n\nb\n\n## Trois\n\nc", "texte-format": "texte"}
    assert client.post(adresse(objet), corps).status_code == 302
    assert ecrit(objet) == TEXTE.replace("<p>a</p>", "<p>a1</p>")


@pytest.mark.parametrize("repere", ["", "{}", "[1]", '{"champs": {}, "texte": {"Un": 3}}', "pas du json"])
def test_un_repere_abime_ne_perd_rien(client, objet, animatrice, administration, repere):
    """Without it, the rule of every publication: both versions, or an error beside the field; the text typed stays."""
    b = ouvrir(client, administration, objet)
    client.force_login(animatrice)
    a = ouvrir(client, animatrice, objet)
    client.post(adresse(objet), a | {"texte": TEXTE.replace("<p>a</p>", "<p>a1</p>")})
    client.force_login(administration)
    reponse = client.post(adresse(objet), b | {"repere": repere, "texte": "<h3>Mien</h3>"})
    assert reponse.status_code in (409, 422)
    assert "Mien" in texte(reponse)
    assert "a1" in ecrit(objet)


@pytest.mark.parametrize("forme", ["seance", "groupe", "cycle", "journee"])
def test_un_modele_par_forme_et_le_programme_a_sa_place(faire, animatrice, forme):
    jeudi = faire(jours=-1, forme=forme, programme="<p>Le matin</p>")
    espace = Espace.objects.get(slug="reseau")
    depart = commencer_compte_rendu(jeudi=jeudi, espace=espace, espace_publique=None, par=animatrice).texte
    attendus = {
        "seance": "Questions de la salle",
        "groupe": "Points débattus",
        "cycle": "Mises en pratique",
        "journee": "Ateliers",
    }
    assert {nom for nom, titre in attendus.items() if titre in depart} == {forme}
    assert ("<p>Le matin</p>" in depart, "[programme]" in depart, "À retenir" in depart) == (True, False, True)


def test_l_equipe_recrit_un_modele_et_y_renonce(client, faire, animatrice):
    client.force_login(animatrice)
    assert "Journée d’échanges" in texte(client.get("/jeudis/modeles/"))
    corps = {"texte": "<h3>À nous</h3><p>[programme]</p>", "texte-format": "html"}
    assert client.post("/jeudis/modeles/groupe/", corps).url == "/jeudis/modeles/"
    jeudi = faire(jours=-1, forme="groupe", programme="<p>Le matin</p>")
    espace = Espace.objects.get(slug="reseau")
    depart = commencer_compte_rendu(jeudi=jeudi, espace=espace, espace_publique=None, par=animatrice).texte
    assert depart == "<h3>À nous</h3><p>Le matin</p>"
    client.post("/jeudis/modeles/groupe/", {"geste": "maison"})
    assert not ModeleDeCompteRendu.objects.exists()
    assert client.get("/jeudis/modeles/autre/").status_code == 404


def test_le_delai_se_lit_par_annee(client, faire, animatrice):
    for titre in ("Un", "Deux"):
        jeudi = faire(jours=-5, titre=titre)
        fait = commencer_compte_rendu(jeudi=jeudi, espace=Espace.objects.get(slug="reseau"), espace_publique=None, par=animatrice)
        brouillon = fait.version_a_modifier()
        brouillon.texte = "<p>Dit</p>"
        enregistrer(publication=brouillon, par=animatrice, version_lue=fait.latest_revision_id)
        publier(publication=fait, par=animatrice)
    client.force_login(animatrice)
    page = texte(client.get("/jeudis/delais-des-comptes-rendus/"))
    assert "Médiane : 5 jours" in page
    assert page.count("<td>5 jours</td>") == 2
