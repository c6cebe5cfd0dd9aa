"""The search over the library: what a facet counts is what its list shows, for each reader; a hit opens at its page (J1)."""

import datetime as dt
import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.documents.pdf import composer
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import joindre_document
from centre.publications.operations import creer, publier
from centre.taches import vider_la_file
from echos.models import Echo
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.personnes import membre
from tests.recherche.outils import Page

pytestmark = pytest.mark.django_db

#: Espace of the notice, of the files, year of publication.
NOTICES = [
    ("ouvert", "ouvert", 2024),
    ("ouvert", "reseau", 2024),
    ("ouvert", "pays", 2025),
    ("reseau", "reseau", 2025),
    ("pays", "pays", 2026),
    ("ville", "ville", 2026),
]
LECTEURS = ("visiteur", "ville", "pays")


def espace(slug):
    return Espace.objects.get(slug=slug)


def pdf(*sections):
    donnees = {"titre": "Note", "saut": True, "sous_titre": "", "auteurs": ["Le Centre"], "date": "2026"}
    parties = [{"titre": f"Partie {n}", "paragraphes": [texte], "puces": [], "tableau": None} for n, texte in enumerate(sections)]
    return composer("note", donnees | {"sections": parties})


def document(par, notice, fichiers, annee, octets):
    objet = Ressource(titre=f"Document {notice} {fichiers} {annee}")
    objet = deposer(ressource=objet, espace=espace(notice), espace_fichiers=espace(fichiers), par=par)
    joindre_document(publication=objet, document=SimpleUploadedFile("note.pdf", octets), par=par)
    return publier(publication=objet, par=par, quand=dt.datetime(annee, 3, 4, 12, tzinfo=dt.UTC))


@pytest.fixture
def scene(client):
    """Clients by kind of reader, over a library where the word « bocage » is only inside the files."""
    par = membre("animatrice", role=Public.ANIMATRICE)
    octets = pdf("Rien.", "Rien non plus.", "Le bocage et ses haies.")
    for notice, fichiers, annee in NOTICES:
        document(par, notice, fichiers, annee, octets)
    for slug, annee in (("reseau", 2024), ("pays", 2026)):
        echo = creer(publication=Echo(titre="Vu là-bas", retenir_1="Le bocage recule"), espace=espace(slug), par=par)
        publier(publication=echo, par=par, quand=dt.datetime(annee, 5, 6, 12, tzinfo=dt.UTC))
    vider_la_file()

    def chez(nom):
        client.logout()
        if nom != "visiteur":
            client.force_login(gens[nom])
        return client

    gens = {nom: membre(nom, Public(nom)) for nom in ("ville", "pays")}
    return chez


def lus(nom):
    """(type, year) of each thing ``nom`` finds by « bocage »: those whose files, or text, they may read."""
    espaces = {"visiteur": {"ouvert"}, "ville": {"ouvert", "reseau", "ville"}, "pays": {"ouvert", "reseau", "pays"}}[nom]
    trouves = [("ressource", str(annee)) for _, fichiers, annee in NOTICES if fichiers in espaces]
    return trouves + [("echo", annee) for slug, annee in (("reseau", "2024"), ("pays", "2026")) if slug in espaces]


@pytest.mark.parametrize("nom", LECTEURS)
def test_une_facette_compte_ce_que_sa_liste_montre(scene, nom):
    attendus = lus(nom)
    page = Page(scene(nom), q="bocage")
    assert (page.total, len(page.titres)) == (len(attendus), len(attendus))
    assert page.facette("type") == Counter(genre for genre, _ in attendus)
    assert page.facette("annee") == Counter(annee for _, annee in attendus)
    for facette in ("type", "annee"):
        for cle, nb in page.facette(facette).items():
            affinee = Page(scene(nom), q="bocage", **{facette: cle})
            assert (affinee.total, len(affinee.titres)) == (nb, nb), (facette, cle)
    for genre, annee in set(attendus):
        croisee = Page(scene(nom), q="bocage", type=genre, annee=annee)
        assert croisee.total == attendus.count((genre, annee))
        assert croisee.facette("type")[genre] == croisee.total == croisee.facette("annee")[annee]


@pytest.mark.parametrize("nom", LECTEURS)
def test_un_resultat_surligne_le_mot_et_ouvre_le_pdf_a_sa_page_a_qui_peut_l_ouvrir(scene, nom):
    lecteur = scene(nom)
    page = Page(lecteur, q="bocages", type="ressource")
    liens = re.findall(r'href="(/fichiers/[0-9a-f-]+/)#page=(\d+)"', page.principal)
    assert len(liens) == len([genre for genre, _ in lus(nom) if genre == "ressource"]) == page.marques.count("bocage")
    for adresse, numero in liens:
        assert numero == "3"
        reponse = lecteur.get(adresse)
        assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/pdf")
        assert reponse["Content-Disposition"].startswith("inline")


def test_sans_javascript_les_facettes_sont_un_formulaire_que_le_clavier_envoie(scene):
    page = Page(scene("pays"), q="bocage", tri="date").principal
    formulaire = re.search(r'<details class="facettes".*?</details>\s*</?div|<details class="facettes".*', page, re.DOTALL)[0]
    caches = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', formulaire))
    assert caches == {"q": "bocage", "tri": "date"}
    assert '<button class="bouton second">Appliquer</button>' in formulaire
    assert formulaire.count("<legend>") == formulaire.count("<fieldset>") >= 2
    assert not re.search(r"tabindex|onclick|onchange", formulaire)


@pytest.mark.parametrize("nom", LECTEURS)
def test_une_notice_a_deux_niveaux_compte_une_fois(scene, nom):
    """Its title is in both of its rows."""
    lues = {"visiteur": {"ouvert"}, "ville": {"ouvert", "reseau", "ville"}, "pays": {"ouvert", "reseau", "pays"}}[nom]
    attendus = [(f"Document {notice} {fichiers} {annee}", str(annee)) for notice, fichiers, annee in NOTICES if notice in lues]
    page = Page(scene(nom), q="document")
    assert (sorted(page.titres), page.total) == (sorted(titre for titre, _ in attendus), len(attendus))
    assert page.facette("annee") == Counter(annee for _, annee in attendus)
