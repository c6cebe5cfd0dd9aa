"""The first day of an extranet: find a Jeudi and a document (J1), wait for a seat and get it (J2), publish a report (J3)."""

from __future__ import annotations

import email
import email.policy
import re

import pypdfium2
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.publications.models import Fichier
from centre.taches import vider_la_file
from jeudis.models import CompteRendu, Inscription
from jeudis.operations import inscrire
from tests.bibliotheque.test_depot import pdf
from tests.jeudis import conftest as jeudis
from tests.parcours import mesures
from tests.personnes import membre

pytestmark = pytest.mark.navigateur

ETROIT = {"width": 320, "height": 640}
#: What the team may do after signing in, to have yesterday's compte rendu read by all.
GESTES = 10


animatrice, faire = jeudis.animatrice, jeudis.faire


@pytest.fixture
def tient(site):
    """``tient(page)``: nothing is wider than the window."""

    def _tient(page):
        assert mesures.debordement(page) == []

    return _tient


def deposer(page, espace, contenu):
    """The team deposits a PDF through the screens; its text is read by the worker."""
    page.goto("/ressources/")
    page.get_by_role("link", name="Déposer un document").click()
    page.locator("input[name=documents]").set_input_files(
        [{"name": "guide.pdf", "mimeType": "application/pdf", "buffer": contenu}]
    )
    page.get_by_label("Titre", exact=True).fill("Guide des permanences")
    page.get_by_role("group", name="Qui voit la notice ?").get_by_label(espace).check()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/ressources/guide-des-permanences/")
    vider_la_file()


@pytest.mark.complet
def test_j1_le_prochain_jeudi_et_un_document_par_un_mot_de_son_pdf(ouvrir, faire, animatrice, tient):
    faire(jours=9, titre="Les fonds européens")
    faire(jours=2, titre="Observer à plusieurs")
    deposer(ouvrir().deja_entre(animatrice), "Ouvert à tous", pdf("Rien ici.", "La ludothèque itinérante passe.", saut=True))

    navigateur = ouvrir(viewport=ETROIT)
    page = navigateur.onglet()
    page.goto("/")
    tient(page)
    prochains = page.get_by_role("region", name="Les prochains Jeudis").locator("h3")
    expect(prochains).to_have_text(["Observer à plusieurs", "Les fonds européens"])
    prochains.first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Observer à plusieurs", level=1)).to_be_visible()
    tient(page)
    page.goto("/")
    for mot in ("ludothèque", "LUDOTHEQUE"):
        page.locator("main form[role=search] input").fill(mot)
        page.locator("main form[role=search] button").click()
        page.wait_for_url(re.compile(r"/recherche/\?q="))
        expect(page.locator("[data-resultat]")).to_have_count(1)
        expect(page.locator("[data-resultat] .ext mark")).to_have_text("ludothèque")
        tient(page)
    la_bonne_page(navigateur, page)


def la_bonne_page(navigateur, page):
    """The hit leads to the page of the file that holds the word, in the bytes that a visitor receives; the browser opens it there."""
    passage = page.locator("[data-resultat]").get_by_role("link", name="guide.pdf")
    adresse, numero = passage.get_attribute("href").split("#page=")
    assert adresse == Fichier.objects.get().get_absolute_url()
    reponse = page.request.get(adresse)
    assert (reponse.status, reponse.headers["content-type"]) == (200, "application/pdf")
    textes = [feuille.get_textpage().get_text_range() for feuille in pypdfium2.PdfDocument(reponse.body())]
    assert [n for n, texte in enumerate(textes, 1) if "ludothèque" in texte] == [int(numero)]
    assert int(numero) > 1
    navigateur.admettre("tiers : chrome")  # Chromium's own reader of PDF, which is part of the browser
    with page.expect_event("framenavigated", lambda cadre: cadre.url.startswith("chrome-extension:")) as lecteur:
        passage.click()
    expect(lecteur.value.locator("viewer-page-selector input")).to_have_value(numero)


def aller_au_jeudi(page, titre="Les CUCS"):
    """From the member's home to a Jeudi, by the agenda."""
    page.get_by_role("link", name="Tout l’agenda").click()
    page.get_by_role("link", name=titre, exact=True).click()


@pytest.mark.complet
@pytest.mark.parametrize("javascript", [True, False], ids=["avec JavaScript", "sans JavaScript"])
def test_j2_complet_puis_une_place_se_libere(ouvrir, faire, settings, javascript, tient):
    jeudi = faire(places=1)
    agglo, pays = membre("agglo", Public.AGGLO), membre("pays", Public.PAYS)
    inscrire(jeudi=jeudi, membre=agglo, par=agglo)
    page = ouvrir(viewport=ETROIT, java_script_enabled=javascript).entrer(pays)
    aller_au_jeudi(page)
    expect(page.locator("#inscription")).to_contain_text("Complet")
    page.get_by_role("link", name="Me mettre sur la liste d’attente").click()
    page.get_by_role("button", name="Confirmer").dblclick()
    expect(page.locator("#inscription")).to_contain_text("Vous êtes sur la liste d’attente.")
    tient(page)

    autre = ouvrir(java_script_enabled=javascript).entrer(agglo)
    aller_au_jeudi(autre)
    autre.get_by_role("button", name="Je ne viendrai pas").dblclick()
    expect(autre.get_by_text("Votre inscription est annulée")).to_be_visible()

    page.reload()
    expect(page.locator("#inscription")).to_contain_text("Votre place est réservée.")
    vider_la_file()
    etats = dict(Inscription.objects.filter(jeudi=jeudi).values_list("membre__prenom", "etat"))
    assert etats == {"Agglo": "annulee", "Pays": "inscrit"}
    assert courriels_de(pays) == [("jeudi_attente", "envoye"), ("jeudi_promotion", "envoye")]
    assert courriels_de(agglo) == [("jeudi_inscription", "envoye"), ("jeudi_annulation", "envoye")]
    le_fichier_d_agenda(settings, pays, jeudi, "CONFIRMED")
    le_fichier_d_agenda(settings, agglo, jeudi, "CANCELLED")


def courriels_de(qui):
    return list(Courriel.objects.filter(destinataire=qui).order_by("pk").values_list("genre", "etat"))


def le_fichier_d_agenda(settings, qui, jeudi, statut):
    """The last mail of a person, as it left: one calendar file, which icalendar reads, with this Jeudi's hours."""
    dernier = Courriel.objects.filter(destinataire=qui).order_by("pk").last()
    octets = (settings.COURRIELS_DOSSIER / f"{dernier.uuid}.eml").read_bytes()
    message = email.message_from_bytes(octets, policy=email.policy.default)
    assert message["To"] == qui.email
    [piece] = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    agenda = Calendar.from_ical(piece.get_payload(decode=True))
    [evenement], seance = agenda.walk("VEVENT"), jeudi.seances.get()
    lu = (str(evenement["SUMMARY"]), evenement.decoded("DTSTART"), evenement.decoded("DTEND"), str(evenement["STATUS"]))
    assert lu == (jeudi.titre, seance.debut, seance.fin, statut)


class Gestes:
    """A page whose every interaction is counted: a click, a field typed, a key pressed."""

    def __init__(self, page):
        self.page, self.faits = page, []

    def cliquer(self, ou):
        self.faits.append("clic")
        ou.click()

    def remplir(self, champ, texte):
        self.faits.append("champ")
        champ.fill(texte)

    def taper(self, texte):
        """Where the cursor is; a line break begins a paragraph."""
        self.faits.append("texte")
        for rang, ligne in enumerate(texte.split("\n")):
            if rang:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(ligne)

    def touche(self, touche):
        self.faits.append(touche)
        self.page.keyboard.press(touche)


def test_j3_le_compte_rendu_d_hier_en_dix_gestes(ouvrir, faire, animatrice, tient):
    jeudi = faire(jours=-1, titre="Observer à plusieurs")
    ville = membre("ville", Public.VILLE)
    page = ouvrir().entrer(animatrice)
    gestes = Gestes(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    gestes.cliquer(page.get_by_role("navigation", name="Principale").get_by_role("link", name="Gestion"))
    gestes.cliquer(page.get_by_role("region", name="À faire").get_by_role("link", name=re.compile("omptes? rendus?")).first)
    gestes.cliquer(page.get_by_role("link", name="Écrire le compte rendu : Observer à plusieurs"))
    gestes.cliquer(page.get_by_role("button", name="Commencer"))
    editeur = page.locator(".ProseMirror")
    gestes.remplir(page.get_by_label("L’essentiel en quelques lignes"), "Dix indicateurs suffisent.")
    gestes.cliquer(editeur.locator("p").last)
    gestes.taper("La grille pastourelle sera partagée.\nLe service froufrou hésite encore.")
    gestes.touche("Shift+Tab")
    expect(page.get_by_role("button", name="Réservé")).to_be_focused()
    gestes.touche("Enter")
    expect(page.get_by_role("button", name="Réservé")).to_have_attribute("aria-pressed", "true")
    expect(editeur.locator("p.reserve").last).to_have_text("Le service froufrou hésite encore.")
    gestes.cliquer(page.get_by_role("button", name="Publier"))
    page.wait_for_url(f"**/jeudis/{jeudi.slug}/compte-rendu/")
    assert len(gestes.faits) <= GESTES, gestes.faits
    assert CompteRendu.objects.get().live

    visiteur, technicien = ouvrir(viewport=ETROIT).onglet(), ouvrir(viewport=ETROIT).deja_entre(ville)
    for lecture in (visiteur, technicien):
        lecture.goto(f"/jeudis/{jeudi.slug}/compte-rendu/")
        expect(lecture.get_by_text("La grille pastourelle sera partagée.")).to_be_visible()
        tient(lecture)
    expect(technicien.get_by_text("Le service froufrou hésite encore.")).to_be_visible()
    assert "froufrou" not in visiteur.content()
    expect(visiteur.get_by_text("Une version complète est réservée au réseau")).to_be_visible()
    trouves = {(mot, qui): trouver(lecture, mot) for qui, lecture in (("visiteur", visiteur), ("ville", technicien))
               for mot in ("pastourelle", "froufrou")}  # fmt: skip
    assert trouves == {
        ("pastourelle", "visiteur"): 1, ("froufrou", "visiteur"): 0, ("pastourelle", "ville"): 1, ("froufrou", "ville"): 1,
    }  # fmt: skip


def trouver(page, mot):
    """How many comptes rendus the search box answers."""
    page.goto(f"/recherche/?q={mot}")
    return page.locator("[data-resultat=compte_rendu]").count()
