"""Journey A1: an écho written on a phone, a network that comes and goes, a colleague's answer, and nobody else the wiser."""

import datetime as dt
import io
import re

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Error, expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.publications.models import Commentaire, Fichier
from centre.taches import vider_la_file
from echos.models import Echo
from extranet.operations import creer_actualite
from tests.parcours.outils import carnet, etat, fichier, photo, publier, remplir
from tests.personnes import membre

pytestmark = pytest.mark.navigateur

ABSENT = "0b8f1a9e-1111-4222-8333-123456789abc"


@pytest.fixture
def ville(site):
    return membre("ville", Public.VILLE)


@pytest.fixture
def agglo(site):
    return membre("agglo", Public.AGGLO)


def ce_que_lit_un_visiteur():
    """Every public page that could count, list, index or find an écho, byte for byte."""
    lieux = [
        "/",
        "/actualites/",
        "/territoires/",
        "/themes/",
        "/plan-du-site/",
        "/sitemap.xml",
        "/robots.txt",
        "/flux/",
        "/flux/actualites.xml",
    ]
    lieux += ["/themes/habitat/", "/recherche/", "/recherche/?q=canari", "/recherche/?q=caen&type=echo", "/recherche/?q=habitat"]
    visiteur = Client()
    return {lieu: (reponse.status_code, reponse.content) for lieu in lieux if (reponse := visiteur.get(lieu))}


def test_un_echo_de_bout_en_bout(ouvrir, ville, agglo, settings):
    creer_actualite(
        titre="Rentrée", chapo="Les rendez-vous du mois.", corps="<p>Bonjour.</p>", date=dt.date(2026, 11, 2), nature="locale"
    )
    avant = ce_que_lit_un_visiteur()
    chez_ville = ouvrir()
    page = chez_ville.entrer(ville)
    carnet(page)
    remplir(page, titre="Colloque canari de Caen")
    expect(etat(page)).to_contain_text("Brouillon enregistré à")

    ecrire_sans_reseau(chez_ville, page)
    echo = illustrer_et_publier(page)
    assert (Echo.objects.count(), echo.auteur, echo.espace.slug, echo.live) == (1, ville, "reseau", True)
    assert list(Fichier.objects.values_list("description", flat=True)) == ["Le tableau de la salle", ""]
    expect(page.get_by_role("img", name="Le tableau de la salle")).to_be_visible()

    une_collegue_commente(ouvrir().entrer(agglo), agglo)
    assert list(settings.COURRIELS_DOSSIER.glob("*.eml")) == []
    vider_la_file()
    [courriel] = Courriel.objects.all()
    assert (courriel.destinataire, courriel.etat, courriel.genre) == (ville, "envoye", "commentaire")
    [eml] = settings.COURRIELS_DOSSIER.glob("*.eml")
    assert f"To: {ville.email}" in eml.read_text()

    les_octets_ne_disent_rien(page)
    le_visiteur_n_apprend_rien(ouvrir(), echo, avant)


def ecrire_sans_reseau(navigateur, page):
    """What is typed without network waits on the device, then leaves."""
    navigateur.couper()
    page.get_by_label("Ce qui m’a surpris").fill("Rien, avant la pause canari.")
    expect(etat(page)).to_have_text("Pas de réseau : votre texte est gardé sur cet appareil, il partira dès que possible.")
    assert Echo.objects.get().surprise == ""
    navigateur.couper(False)
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    assert Echo.objects.get().surprise == "Rien, avant la pause canari."


def illustrer_et_publier(page):
    """Two photos, one described, a theme; the écho published."""
    page.locator("input[name=photos]").set_input_files([photo("notes.jpg"), photo("canari-tableau.jpg", "orange")])
    expect(page.locator("[data-photo]")).to_have_count(2)
    page.get_by_label("Ce qu’on y voit").first.fill("Le tableau de la salle")
    page.locator("summary").click()
    page.get_by_label("Habitat et logement", exact=True).check()
    return publier(page)


def une_collegue_commente(lecture, agglo):
    """From the list to a published comment."""
    lecture.goto("/echos/")
    lecture.locator("[data-objet=echo]").get_by_role("link", name="Colloque canari de Caen").click()
    lecture.get_by_label("Votre commentaire").fill("Merci canari-commentaire !")
    lecture.get_by_role("button", name="Commenter").click()
    expect(lecture.get_by_text("Votre commentaire est publié.")).to_be_visible()
    assert Commentaire.objects.get().auteur == agglo


def les_octets_ne_disent_rien(page):
    """Neither the photo nor its thumbnail, as served, hold anything of the phone's."""
    for image in Fichier.objects.all():
        for adresse in (image.get_absolute_url(), f"{image.get_absolute_url()}vignette/"):
            reponse = page.request.get(adresse)
            assert (reponse.status, reponse.headers["cache-control"]) == (200, "private, no-store")
            octets = reponse.body()
            assert dict(Image.open(io.BytesIO(octets)).getexif()) == {}
            assert b"canari" not in octets
            assert b"Exif" not in octets


def le_visiteur_n_apprend_rien(navigateur, echo, avant):
    page = navigateur.onglet()
    page.goto(echo.get_absolute_url())
    assert page.url.endswith(f"/connexion/?next={echo.get_absolute_url()}")
    visiteur, cle = Client(), str(Fichier.objects.first().cle)
    for existe, absent in [(echo.slug, "x" * len(echo.slug)), (cle, ABSENT)]:
        lieu = "/echos/" if existe == echo.slug else "/fichiers/"
        la, ailleurs = visiteur.get(f"{lieu}{existe}/"), visiteur.get(f"{lieu}{absent}/")
        assert (la.status_code, la.content) == (ailleurs.status_code, ailleurs.content) == (302, b"")
        assert {k: v.replace(existe, absent) for k, v in la.headers.items()} == dict(ailleurs.headers)
    assert ce_que_lit_un_visiteur() == avant


def test_le_reseau_se_perd_au_moment_de_publier(ouvrir, ville):
    navigateur = ouvrir()
    page = navigateur.entrer(ville)
    carnet(page)
    remplir(page)
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    navigateur.couper()
    page.get_by_label("Où ?").fill("Caen")
    page.get_by_role("button", name="Publier").click()
    expect(etat(page)).to_contain_text("Pas de réseau")
    expect(page.get_by_label("Où ?")).to_have_value("Caen")
    assert not Echo.objects.get().live
    navigateur.couper(False)
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    echo = publier(page)
    assert (echo.live, echo.lieu, Echo.objects.count()) == (True, "Caen", 1)


@pytest.mark.parametrize("commence", [False, True], ids=["rien d'enregistré", "brouillon enregistré"])
def test_recharger_sans_reseau_ne_perd_rien(ouvrir, ville, commence):
    navigateur = ouvrir()
    page = navigateur.entrer(ville)
    carnet(page)
    if commence:
        page.get_by_label("Où ?").fill("Rouen")
        expect(etat(page)).to_contain_text("Brouillon enregistré à")
    navigateur.couper()
    remplir(page, titre="Écrit dans le train")
    page.locator(".ProseMirror").press_sequentially("Le récit du tunnel.")
    page.get_by_label("Agents de Pays et du Parc").first.check()
    expect(etat(page)).to_contain_text("Pas de réseau")
    adresse = page.url
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    navigateur.couper(False)
    page.goto(adresse)
    expect(page.get_by_label("Quoi ?")).to_have_value("Écrit dans le train")
    expect(page.locator(".ProseMirror")).to_have_text("Le récit du tunnel.")
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    page.locator(".ProseMirror").press("Control+End")
    page.locator(".ProseMirror").press_sequentially(" Et la suite.")
    echo = publier(page)
    assert (echo.titre, echo.recit, echo.utile_a, Echo.objects.count()) == (
        "Écrit dans le train", "<p>Le récit du tunnel. Et la suite.</p>", ["pays"], 1,
    )  # fmt: skip


def test_une_photo_part_quand_le_reseau_revient(ouvrir, ville):
    navigateur = ouvrir()
    page = navigateur.entrer(ville)
    carnet(page)
    navigateur.couper()
    remplir(page)
    page.locator("input[name=photos]").set_input_files([photo()])
    expect(etat(page)).to_contain_text("Pas de réseau")
    navigateur.couper(False)
    expect(page.locator("[data-photo]")).to_have_count(1)
    publier(page)
    assert Fichier.objects.filter(publie=True).count() == 1


def test_publier_attend_la_photo_en_chemin(ouvrir, ville):
    navigateur = ouvrir()
    page = navigateur.entrer(ville)
    carnet(page)
    remplir(page)
    page.route("**/photos/", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.locator("input[name=photos]").set_input_files([photo()])
    publier(page)
    assert Fichier.objects.filter(publie=True).count() == 1


def test_deux_clics_font_un_echo_et_un_commentaire(ouvrir, ville, agglo):
    page = ouvrir().entrer(ville)
    carnet(page)
    remplir(page)
    page.get_by_role("button", name="Publier").dblclick()
    page.wait_for_url("**/echos/colloque-de-caen/")
    lecture = ouvrir().entrer(agglo)
    lecture.goto("/echos/colloque-de-caen/")
    lecture.get_by_label("Votre commentaire").fill("Merci !")
    lecture.get_by_role("button", name="Commenter").dblclick()
    lecture.wait_for_url("**#commentaire-*")
    expect(lecture.locator(".commentaire")).to_have_count(1)
    assert (Echo.objects.count(), Commentaire.objects.count(), Courriel.objects.count()) == (1, 1, 1)


def test_deux_clics_sans_javascript(ouvrir, ville):
    page = ouvrir(java_script_enabled=False).entrer(ville)
    page.goto("/echos/ecrire/")
    remplir(page)
    page.locator("input[name=photos]").set_input_files([photo()])
    page.get_by_role("button", name="Publier").dblclick()
    page.wait_for_url("**/echos/colloque-de-caen/")
    assert (Echo.objects.get().live, Echo.objects.get().revisions.count(), Fichier.objects.count()) == (True, 1, 1)


def test_sans_javascript_on_ecrit_illustre_publie_et_reprend(ouvrir, ville):
    page = ouvrir(java_script_enabled=False).entrer(ville)
    page.goto("/echos/ecrire/")
    remplir(page)
    page.get_by_label("Pour en dire plus").fill("Deux jours.\n\n- Un\n- Deux")
    page.locator("input[name=photos]").set_input_files([photo(), photo("deux.jpg", "red")])
    page.get_by_role("button", name="Plus tard").click()
    expect(page.get_by_text("Brouillon enregistré.")).to_be_visible()
    page.get_by_label("Où ?").fill("Caen")
    page.get_by_label("Ce qu’on y voit").last.fill("Une diapositive")
    page.get_by_role("button", name="Retirer cette photo").first.click()
    expect(page.get_by_label("Où ?")).to_have_value("Caen")
    page.get_by_label("Où ?").press("Enter")
    expect(page.locator("[data-photo]")).to_have_count(1)
    echo = publier(page)
    assert (echo.lieu, echo.recit) == ("Caen", "<p>Deux jours.</p><ul><li><p>Un</p></li><li><p>Deux</p></li></ul>")
    assert Fichier.objects.get().description == "Une diapositive"


def test_le_texte_riche_traverse_un_navigateur_sans_javascript(ouvrir, ville):
    avec, sans = ouvrir(), ouvrir(java_script_enabled=False)
    page = avec.entrer(ville)
    carnet(page)
    remplir(page)
    page.locator(".ProseMirror").press_sequentially("Du gras ")
    page.get_by_role("button", name="Gras").click()
    page.locator(".ProseMirror").press_sequentially("ici")
    echo = publier(page)
    assert echo.recit == "<p>Du gras <strong>ici</strong></p>"
    reprise = sans.entrer(ville)
    reprise.goto(f"/echos/{echo.slug}/modifier/")
    expect(reprise.get_by_label("Pour en dire plus")).to_have_value("Du gras ici")
    reprise.get_by_label("Où ?").fill("Caen")
    echo = publier(reprise)
    assert (echo.lieu, echo.recit) == ("Caen", "<p>Du gras <strong>ici</strong></p>")


def test_l_editeur_n_arrive_pas_et_le_texte_simple_suffit(ouvrir, ville):
    navigateur = ouvrir()
    navigateur.contexte.route("**/editor.js", lambda route: route.abort())
    navigateur.admettre("ERR_FAILED")
    page = navigateur.entrer(ville)
    page.goto("/echos/ecrire/")
    remplir(page)
    page.get_by_label("Pour en dire plus").fill("Un.\n\nDeux.")
    assert publier(page).recit == "<p>Un.</p><p>Deux.</p>"


TROP_LOURDE = fichier("affiche.jpg", b"\xff\xd8\xff" + bytes(11 * 1024 * 1024))
PAS_UNE_PHOTO = fichier("notes.jpg", b"Ceci est un texte.")
DEUX_MOTIFS = re.compile(
    "« notes.jpg » n’est pas jointe. Ce fichier n’est pas une photo.*« affiche.jpg » n’est pas jointe. Cette photo"
)


@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_une_photo_refusee_le_dit_a_cote_et_rien_n_est_perdu(ouvrir, ville, javascript):
    navigateur = ouvrir(java_script_enabled=javascript)
    navigateur.admettre("status of 422")
    page = navigateur.entrer(ville)
    page.goto("/echos/ecrire/")
    remplir(page)
    page.locator("input[name=photos]").set_input_files([PAS_UNE_PHOTO, photo("bonne.jpg"), TROP_LOURDE])
    if not javascript:
        page.get_by_role("button", name="Publier").click()
    champ = page.locator(".champ:has(input[name=photos])")
    expect(champ.locator(".erreur:visible").first).to_be_visible()
    assert DEUX_MOTIFS.search(
        " ".join(champ.locator(".erreur:visible").all_inner_texts()).replace("\u00a0", " ").replace("\u202f", " ")
    )
    expect(page.locator("[data-photo]")).to_have_count(1)
    expect(page.get_by_label("Quoi ?")).to_have_value("Colloque de Caen")
    assert not Echo.objects.get().live
    publier(page)
    assert Fichier.objects.get().nom == "bonne.jpg"


def test_la_session_finie_pendant_l_ecriture_ne_perd_rien(ouvrir, ville):
    navigateur = ouvrir()
    page = navigateur.entrer(ville)
    carnet(page)
    remplir(page)
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    navigateur.contexte.clear_cookies(name="sessionid")
    page.get_by_label("Où ?").fill("Caen")
    page.get_by_role("button", name="Publier").click()
    expect(etat(page)).to_contain_text("Votre session est terminée. Votre texte est gardé sur cet appareil")
    navigateur.entrer(ville)
    page.reload()
    expect(page.get_by_label("Où ?")).to_have_value("Caen")
    assert publier(page).lieu == "Caen"


def test_deux_personnes_sur_le_meme_brouillon(ouvrir, ville):
    """The text of the one who saves last is shown beside the other's; neither is lost, nor put back by the device's memory."""
    animatrice = membre("animatrice", role=Public.ANIMATRICE)
    navigateur = ouvrir()
    navigateur.admettre("status of 409")
    page = navigateur.entrer(ville)
    carnet(page)
    remplir(page)
    expect(etat(page)).to_contain_text("Brouillon enregistré à")
    autre = ouvrir().entrer(animatrice)
    autre.goto(page.url)
    autre.get_by_label("Où ?").fill("Rouen")
    expect(etat(autre)).to_contain_text("Brouillon enregistré à")
    page.get_by_label("Où ?").fill("Caen")
    expect(etat(page)).to_contain_text("Une autre version a été enregistrée ailleurs.")
    page.get_by_role("button", name="Plus tard").click()
    expect(page.get_by_role("heading", name="Une autre version a été enregistrée")).to_be_visible()
    expect(page.locator("dl.comparaison del")).to_have_text("Rouen")
    expect(page.get_by_label("Où ?")).to_have_value("Caen")
    assert publier(page).lieu == "Caen"
