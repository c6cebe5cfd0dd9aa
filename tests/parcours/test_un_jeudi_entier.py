"""Journey P4, whole: a Jeudi from its duplication to the dossier a visitor reads, the checklist saying at each step what is late."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db.models import F
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from jeudis.enums import Forme
from jeudis.models import PARIS, Inscription, Jeudi, Presence, Seance
from jeudis.operations import Parole, Tranche, dater, ecrire_le_programme
from tests.jeudis import conftest as jeudis
from tests.jeudis.test_presences import journee
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU, TELEPHONE
from tests.parcours.test_emargement import attendre
from tests.personnes import membre

pytestmark = [pytest.mark.navigateur, pytest.mark.complet]
animatrice, faire = jeudis.animatrice, jeudis.faire
TITRE = "Habiter les bourgs, un an après"


@pytest.fixture
def ancien(site, faire, animatrice):
    """Last year's: a whole day with its programme and somebody who spoke."""
    jeudi = faire(jours=-1, titre="Habiter les bourgs", forme=Forme.JOURNEE, places=30)
    dater(jeudi=jeudi, horaires=[journee(dt.datetime.now(PARIS).date() - dt.timedelta(days=300))], par=animatrice)
    parole = Parole("Odile Exemple", "Maire", "Ville de Bray", "odile@dehors.example")
    ecrire_le_programme(jeudi=jeudi, paroles=[parole], par=animatrice)
    seance = jeudi.seances.get().pk
    tranche = Tranche(seance=seance, de=dt.time(9, 30), a=dt.time(12), titre="Trois communes racontent")
    ecrire_le_programme(jeudi=jeudi, tranches=[tranche], par=animatrice)
    return jeudi


def dans(jours):
    return dt.datetime.now(PARIS).date() + dt.timedelta(days=jours)


def plus_tard(jeudi, jours):
    """So many days go by: what is announced comes nearer, or is further behind."""
    ecart = dt.timedelta(days=jours)
    Seance.objects.filter(jeudi=jeudi).update(debut=F("debut") - ecart, fin=F("fin") - ecart)
    Jeudi.objects.filter(pk=jeudi.pk).update(premier_jour=F("premier_jour") - ecart, dernier_jour=F("dernier_jour") - ecart)


def retards(page, jeudi):
    """The lines of the checklist said to be late, read on the screen; the page is left there."""
    page.goto(jeudi.get_absolute_url())
    page.get_by_role("link", name="Ce qui reste à faire").first.click()
    expect(page.get_by_role("heading", name="Ce qui reste à faire", level=1)).to_be_visible()
    lignes = page.locator("[data-etape]")
    dites = lignes.filter(has=page.get_by_text("En retard", exact=True)).evaluate_all("l => l.map((e) => e.dataset.etape)")
    assert dites == page.locator("[data-etat=en_retard]").evaluate_all("l => l.map((e) => e.dataset.etape)")
    return set(dites)


def dupliquer(page, ancien):
    """From last year's page to the draft of this year's, in twenty days."""
    page.goto(ancien.get_absolute_url())
    page.get_by_role("link", name="Dupliquer").click()
    page.get_by_label("Titre").fill(TITRE)
    page.get_by_role("radio", name="Une autre date").check()
    page.get_by_label("laquelle").fill(dans(20).isoformat())
    page.get_by_role("button", name="Créer le brouillon").click()
    expect(page.get_by_text("Le nouveau Jeudi est en brouillon")).to_be_visible()
    jeudi = Jeudi.objects.get(titre=TITRE)
    assert retards(page, jeudi) == {"publication", "annonce", "prevenir_intervenants"}
    return jeudi


def publier_et_annoncer(page, jeudi):
    """Three lines late, three buttons."""
    page.get_by_role("link", name="Relire et publier").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.get_by_text("Le Jeudi est publié")).to_be_visible()
    jeudi.refresh_from_db()
    assert retards(page, jeudi) == {"annonce", "prevenir_intervenants"}
    page.get_by_role("button", name="Envoyer le courriel").click()
    expect(page.get_by_text("1 intervenant·e prévenu·e par courriel.")).to_be_visible()
    page.get_by_role("button", name="C’est fait : L’annoncer autour de soi").click()
    assert retards(page, jeudi) == set()


def preparer(page, jeudi):
    """Eight days before: what to read, and the room."""
    plus_tard(jeudi, 12)
    assert retards(page, jeudi) == {"documents_avant", "accueil"}
    page.get_by_role("link", name="Les déposer : Déposer les documents préparatoires").click()
    deposer(page, "Note de cadrage", "Avant")
    assert retards(page, jeudi) == {"accueil"}
    page.get_by_role("button", name="C’est fait : Repas, matériel, accessibilité").click()
    assert retards(page, jeudi) == set()


def deposer(page, titre, moment):
    """A document of that moment."""
    page.get_by_label("Fichier").set_input_files({"name": "note.txt", "mimeType": "text/plain", "buffer": titre.encode()})
    page.get_by_label("Titre", exact=True).fill(titre)
    page.get_by_role("radio", name=moment).check()
    page.get_by_role("button", name="Déposer", exact=True).click()
    expect(page.get_by_role("link", name=titre, exact=True)).to_be_visible()


def s_inscrire(page, jeudi):
    """Two clicks on a phone; the convocation brings the calendar."""
    page.goto("/jeudis/")
    page.get_by_role("link", name=TITRE).first.click()
    page.get_by_role("link", name="M’inscrire").click()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.locator("#inscription")).to_contain_text("Votre place est réservée.")
    convocation = Courriel.objects.get(genre="jeudi_inscription")
    assert (convocation.adresse, [piece.nom for piece in convocation.pieces.all()]) == ("pays@test.example", ["jeudi.ics"])


def imprimer(page, jeudi):
    """The day before: the sheet should have been printed."""
    plus_tard(jeudi, 7)
    assert retards(page, jeudi) == {"feuille"}
    page.get_by_role("link", name="La feuille : Imprimer la feuille").click()
    with page.expect_download() as recue:
        page.get_by_role("button", name="La feuille du jour (PDF, A4)").click()
    assert recue.value.suggested_filename.endswith(".pdf")
    assert retards(page, jeudi) == set()


def pointer(telephone, jeudi):
    """In the room, on a phone: one who registered, one who did not."""
    plus_tard(jeudi, 1)
    telephone.goto(jeudi.get_absolute_url())
    telephone.get_by_role("link", name="Pointer les présences").click()
    telephone.get_by_role("link", name="Matin", exact=True).click()
    telephone.locator("[data-liste] li").filter(has_text="Pays").get_by_role("button", name="Présent·e").click()
    telephone.get_by_text("Quelqu’un n’est pas dans la liste ?").click()
    telephone.get_by_label("Nom", exact=True).fill("Évrard")
    telephone.get_by_label("Structure").fill("CAF de l’Eure")
    telephone.get_by_role("button", name="Ajouter, présent·e").click()
    expect(telephone.locator("[data-n=present]")).to_have_text("2")
    attendre(lambda: Presence.objects.du(jeudi).participations() == 2)
    assert mesures.debordement(telephone) == []


def saisir_la_feuille(page, jeudi):
    """The day after, with the sheet in hand: the afternoon was signed on paper, Évrard had left."""
    plus_tard(jeudi, 1)
    assert retards(page, jeudi) == set()
    page.get_by_role("link", name="Voir : Saisir la feuille signée").click()
    page.get_by_role("checkbox", name=re.compile("Pays.*, après-midi", re.I)).check()
    page.get_by_role("button", name="Enregistrer la feuille").click()
    expect(page.get_by_text("Enregistré : 1 présence, 1 absence.")).to_be_visible()
    lues = Presence.objects.du(jeudi)
    assert (lues.participations(), lues.personnes_distinctes()) == (3, 2)


def attester(page, jeudi):
    """Eight days after."""
    plus_tard(jeudi, 7)
    attendus = {"attestations", "avis", "documents_apres", "brouillon_du_compte_rendu"}
    assert retards(page, jeudi) == attendus
    page.get_by_role("link", name="Les émettre").click()
    page.get_by_role("button", name="Émettre les attestations").click()
    expect(page.get_by_text("2 attestations émises.")).to_be_visible()
    page.get_by_role("button", name="Demander leur avis").click()
    expect(page.get_by_text("Les demandes d’avis partent par courriel.")).to_be_visible()
    assert retards(page, jeudi) == attendus - {"attestations", "avis"}
    page.get_by_role("link", name="Les déposer : Déposer les supports présentés").click()
    deposer(page, "Diaporama", "Pendant")
    assert retards(page, jeudi) == {"brouillon_du_compte_rendu"}


def recevoir(page, jeudi):
    """The attestation kept in one's account, and the opinion."""
    page.goto("/mon-compte/")
    page.get_by_role("link", name="Mes attestations").first.click()
    attestation = page.get_by_role("link", name=TITRE)
    assert page.request.get(attestation.get_attribute("href")).headers["content-type"] == "application/pdf"
    expect(page.get_by_text("1 attestation, ")).to_be_visible()
    page.goto(jeudi.get_absolute_url())
    page.get_by_role("link", name="Donner mon avis").click()
    page.get_by_label("Tout à fait").first.check()
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_text("Merci").first).to_be_visible()


def ecrire(page, jeudi):
    """Three weeks after: begun by the checklist, late, written, published; the head comes from the émargement."""
    page.get_by_role("button", name="Le commencer").click()
    expect(page.get_by_text("Le brouillon du compte rendu est commencé")).to_be_visible()
    plus_tard(jeudi, 14)
    assert retards(page, jeudi) == {"compte_rendu", "bibliotheque"}
    page.get_by_role("link", name="Le finir").click()
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("Deux logements rouverts.")
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url(f"**/jeudis/{jeudi.slug}/compte-rendu/")
    faits = page.locator("dl.faits")
    for mots in ("Matin", "Après-midi", "CAF de l’Eure"):
        expect(faits).to_contain_text(mots, ignore_case=True)


def proposer(page, jeudi):
    """The last line: the document goes to the library."""
    assert retards(page, jeudi) == {"bibliotheque"}
    page.get_by_role("link", name="Les proposer").click()
    page.get_by_role("link", name=re.compile("Proposer à la bibliothèque.*Diaporama")).click()
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url(re.compile(r"/ressources/(?!deposer)[\w-]+/$"))
    assert retards(page, jeudi) == set()


def mettre_au_dossier(page, jeudi):
    """From the Jeudi's page to a dossier open to all."""
    page.goto(jeudi.get_absolute_url())
    page.get_by_role("link", name="Lire le compte rendu").click()
    page.get_by_role("link", name="Ajouter à un dossier").click()
    page.get_by_label("Titre du nouveau dossier").fill("Habiter")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_role("link", name="Dire qui le lira, et le publier").click()
    page.get_by_role("group", name="Qui pourra le lire ?").get_by_label("Ouvert à tous").check()
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url("**/dossiers/habiter/")


def lire(page):
    """A visitor, on a phone, from the public list of dossiers to the text, without a name of anybody."""
    page.goto("/dossiers/")
    page.get_by_role("link", name="Habiter").first.click()
    assert mesures.axe(page) + mesures.debordement(page) == []
    page.get_by_role("link", name=f"Compte rendu : {TITRE}").click()
    expect(page.get_by_text("Deux logements rouverts.")).to_be_visible()
    expect(page.locator("dl.faits")).to_contain_text("CAF de l’Eure")
    assert [nom for nom in ("Pays Essai", "Évrard") if nom in page.content()] == []
    assert mesures.axe(page) + mesures.debordement(page) == []


def test_p4_un_jeudi_de_la_duplication_au_dossier_publie(ouvrir, ancien, animatrice):
    bureau = ouvrir(viewport=BUREAU).deja_entre(animatrice)
    technicienne = ouvrir(viewport=TELEPHONE).deja_entre(membre("pays", Public.PAYS))
    jeudi = dupliquer(bureau, ancien)
    publier_et_annoncer(bureau, jeudi)
    preparer(bureau, jeudi)
    s_inscrire(technicienne, jeudi)
    imprimer(bureau, jeudi)
    pointer(ouvrir(viewport=TELEPHONE).deja_entre(animatrice), jeudi)
    saisir_la_feuille(bureau, jeudi)
    attester(bureau, jeudi)
    recevoir(technicienne, jeudi)
    ecrire(bureau, jeudi)
    proposer(bureau, jeudi)
    mettre_au_dossier(bureau, jeudi)
    lire(ouvrir(viewport=TELEPHONE).onglet())
    assert list(Inscription.objects.filter(jeudi=jeudi).values_list("etat", flat=True)) == ["inscrit", "inscrit"]
