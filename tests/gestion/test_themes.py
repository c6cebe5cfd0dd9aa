"""The vocabulary as the team keeps it; two themes that are one lose no link."""

import uuid

import pytest

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree, Reference
from centre.catalogue.operations import referer
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.journal.models import Ligne
from centre.publications.operations import creer, enregistrer, publier
from centre.recherche.verification import ecarts
from centre.registre import annoncer_tous
from centre.themes.models import AncienTheme, Famille, Synonyme, Theme
from centre.themes.operations import charger_themes
from centre.themes.thesaurus import enregistrer_theme, fusionner_themes
from echos.models import Echo
from tests.client import ClientInspecteur
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes(db):
    famille = Famille.objects.create(nom="Habitat", slug="habitat")
    noms = ("logement", "habitat", "taudis", "ville")
    quatre = [Theme.objects.create(famille=famille, nom=nom.capitalize(), slug=nom) for nom in noms]
    annoncer_tous(quatre)
    return {theme.slug: theme for theme in quatre}


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def equipe(animatrice):
    client = ClientInspecteur()
    client.force_login(animatrice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def echo(par, *themes, publie=True):
    texte = Echo(jeton=uuid.uuid4(), titre=f"Écho {len(themes)}", retenir_1="Une idée")
    texte.themes = list(themes)
    texte = creer(publication=texte, espace=Espace.objects.get(slug="ouvert"), par=par)
    return publier(publication=texte, par=par) if publie else texte


def noms(objets):
    return sorted(objet.nom for objet in objets)


def test_ajouter_puis_corriger_un_theme(equipe, client, themes):
    saisie = {
        "nom": "Logement social", "famille": themes["logement"].famille_id, "definition": "Le parc public.",
        "plus_large": themes["logement"].pk, "voisins": [themes["ville"].pk], "synonymes": "HLM\nparc  social\nhlm\n",
        "sigles": "PLAI = prêt locatif aidé d’intégration\nPLUS",
    }  # fmt: skip
    assert equipe.post("/gestion/themes/nouveau/", saisie).url == "/gestion/themes/"
    neuf = Theme.objects.get(slug="logement-social")
    assert list(neuf.synonymes.values_list("texte", "genre", "developpement")) == [
        ("PLAI", "sigle", "prêt locatif aidé d’intégration"),
        ("PLUS", "sigle", ""),
        ("hlm", "synonyme", ""),
        ("parc social", "synonyme", ""),
    ]
    page = client.get("/themes/logement-social/").content.decode()
    assert all(mot in page for mot in ("Plus large", 'href="/themes/logement/"', "Voir aussi", 'href="/themes/ville/"'))
    assert "Plus précis" in client.get("/themes/logement/").content.decode()
    assert "Voir aussi" in client.get("/themes/ville/").content.decode(), "both ways"
    assert "parc social" in equipe.get("/gestion/themes/logement-social/").content.decode()
    equipe.post("/gestion/themes/logement-social/", saisie | {"nom": "Parc social", "synonymes": ""})
    neuf.refresh_from_db()
    assert (neuf.nom, neuf.slug, neuf.synonymes.count()) == ("Parc social", "logement-social", 2)
    assert list(Entree.objects.de_l_objet(neuf).values_list("titre", flat=True)) == ["Parc social"]


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("nom", ""), ("sigles", "= rien"), ("synonymes", "x" * 121), ("plus_large", "{precis}"), ("voisins", "0")],
)
def test_une_saisie_a_reprendre_ne_perd_rien(equipe, themes, animatrice, champ, valeur):
    precis = themes["taudis"]
    Theme.objects.filter(pk=precis.pk).update(plus_large=themes["logement"])
    saisie = {
        "nom": "Logement",
        "famille": precis.famille_id,
        "definition": "Des mots à garder",
        champ: valeur.format(precis=precis.pk),
    }
    reponse = equipe.post("/gestion/themes/logement/", saisie)
    assert reponse.status_code == 422
    assert "Des mots à garder" in reponse.content.decode()
    themes["logement"].refresh_from_db()
    assert (themes["logement"].definition, themes["logement"].revu) == ("", False)


def test_reunir_ne_perd_aucun_lien(equipe, client, themes, animatrice):
    garde, absorbe = themes["logement"], themes["habitat"]
    Theme.objects.filter(pk=themes["taudis"].pk).update(plus_large=absorbe)
    absorbe.voisins.set([themes["ville"], garde])
    Synonyme.objects.create(theme=absorbe, texte="toit")
    Synonyme.objects.create(theme=garde, texte="maison")
    Synonyme.objects.create(theme=absorbe, texte="maison")
    seul, deux, brouillon = echo(animatrice, absorbe), echo(animatrice, absorbe, garde), echo(animatrice, absorbe, publie=False)
    en_cours = seul.version_a_modifier()
    en_cours.titre = "Un brouillon par-dessus"
    enregistrer(publication=en_cours, par=animatrice, version_lue=seul.latest_revision_id)
    animatrice.themes.set([absorbe])
    referer(porteur=deux, entree=Entree.objects.de_l_objet(absorbe).get())

    page = equipe.get("/gestion/themes/habitat/reunir/?vers=logement").content.decode()
    assert "2 contenus publiés" in page.replace("\xa0", " ")
    assert equipe.post("/gestion/themes/habitat/reunir/", {"vers": "logement"}).status_code == 422
    assert Theme.objects.filter(slug="habitat").exists(), "nothing moves before « oui »"
    for _ in (1, 2):  # a second click finds it done
        assert equipe.post("/gestion/themes/habitat/reunir/", {"vers": "logement", "oui": "on"}).url == "/gestion/themes/"

    assert not Theme.objects.filter(slug="habitat").exists()
    for texte in (seul, deux, brouillon):
        texte.refresh_from_db()
        assert noms(texte.version_a_modifier().themes.all()) == ["Logement"]
    assert [noms(Echo.objects.get(pk=texte.pk).themes.all()) for texte in (seul, deux)] == [["Logement"], ["Logement"]]
    assert noms(animatrice.themes.all()) == ["Logement"]
    assert noms(garde.plus_precis.all()) == ["Taudis"]
    assert noms(garde.voisins.all()) == ["Ville"]
    assert sorted(garde.synonymes.values_list("texte", flat=True)) == ["Habitat", "maison", "toit"]
    assert Reference.objects.du_role(Role.ELEMENT).get().entree.objet == garde
    assert [ecart for ecart, _ in ecarts()] == []
    assert client.get("/themes/habitat/").headers["Location"] == "/themes/logement/"
    assert client.get("/themes/habitat/").status_code == 301
    assert b"<title>Un brouillon" not in client.get("/flux/themes/habitat.xml").content
    assert client.get("/flux/themes/habitat.xml").content.count(b"<entry>") == 2
    assert Ligne.objects.filter(verbe="theme.fusionner").count() == 1
    assert publier(publication=Echo.objects.get(pk=seul.pk), par=animatrice).themes.get() == garde


def test_reunir_un_theme_a_ce_qui_etait_dedans_ne_tourne_pas_en_rond(themes, animatrice):
    large, milieu, fin = themes["ville"], themes["habitat"], themes["logement"]
    Theme.objects.filter(pk=milieu.pk).update(plus_large=large)
    Theme.objects.filter(pk=fin.pk).update(plus_large=milieu)
    garde = fusionner_themes(garde=fin, absorbe=large, par=animatrice)
    milieu.refresh_from_db()
    assert (garde.plus_large_id, milieu.plus_large_id) == (None, garde.pk)
    with pytest.raises(ValueError, match="lui-même"):
        fusionner_themes(garde=garde, absorbe=garde, par=animatrice)


def test_une_mise_a_jour_ne_defait_pas_le_travail_de_l_equipe(animatrice):
    charger_themes()
    garde, absorbe, revu = Theme.objects.order_by("slug")[:3]
    fusionner_themes(garde=garde, absorbe=absorbe, par=animatrice)
    revu.nom = "Nom de l’équipe"
    enregistrer_theme(theme=revu, voisins=[], synonymes=["mot"], sigles=[], par=animatrice)
    charger_themes()
    revu.refresh_from_db()
    assert (revu.nom, list(revu.synonymes.values_list("texte", flat=True))) == ("Nom de l’équipe", ["mot"])
    assert not Theme.objects.filter(slug=absorbe.slug).exists()
    assert AncienTheme.objects.get().theme == garde


def test_la_liste_compte_et_se_cherche(equipe, themes, animatrice):
    echo(animatrice, themes["logement"])
    page = equipe.get("/gestion/themes/", {"q": "logement"}).content.decode()
    assert ("Logement" in page, "Taudis" in page, '<td class="d">1</td>' in page) == (True, False, True)
    assert "Aucun thème ne correspond" in equipe.get("/gestion/themes/", {"q": "rien"}).content.decode()
