"""Journey P4, first half: from the Jeudi of last year to the one announced, by the checklist."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from jeudis.enums import Forme
from jeudis.models import PARIS, Jeudi
from jeudis.operations import Parole, ecrire_le_programme
from tests.jeudis import conftest as jeudis
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU, TELEPHONE

pytestmark = pytest.mark.navigateur
animatrice, faire = jeudis.animatrice, jeudis.faire


def etat(page, etape):
    return page.locator(f"[data-etape={etape}]").get_attribute("data-etat")


@pytest.fixture
def ancien(site, faire, animatrice):
    """A group's meeting held three days ago, with somebody who spoke."""
    jeudi = faire(jours=-3, titre="Groupe mobilité", forme=Forme.GROUPE, places=20)
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Odile Exemple", courriel="odile@dehors.example")], par=animatrice)
    return jeudi


def test_p4_de_la_duplication_a_l_annonce(ouvrir, ancien, animatrice):
    page = ouvrir(viewport=BUREAU).deja_entre(animatrice)
    page.goto(ancien.get_absolute_url())
    page.get_by_role("link", name="Préparer la prochaine séance").click()
    page.get_by_label("Titre").fill("Groupe mobilité, deuxième")
    page.get_by_label("laquelle").fill((dt.datetime.now(PARIS).date() + dt.timedelta(days=20)).isoformat())
    page.get_by_role("radio", name="Une autre date").check()
    page.get_by_role("button", name="Créer le brouillon").click()
    page.wait_for_url("**/preparation/")
    assert (etat(page, "date"), etat(page, "lieu"), etat(page, "publication")) == ("faite", "faite", "en_retard")
    assert mesures.axe(page) == []

    page.get_by_role("link", name="L’écrire : Écrire le programme").click()
    tranche = page.get_by_role("group", name="Un créneau de plus").first
    tranche.get_by_label("De").fill("09:30")
    tranche.get_by_label("Titre").fill("Le covoiturage, un an après")
    tranche.get_by_label("Odile Exemple").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("link", name="Ce qui reste à faire").first.click()
    assert etat(page, "programme") == "faite"

    page.get_by_role("button", name="C’est fait : Repas, matériel, accessibilité").click()
    assert etat(page, "accueil") == "faite"
    page.get_by_role("link", name="Relire et publier").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url(re.compile(r"/jeudis/groupe-mobilite-deuxieme/$"))
    page.get_by_role("link", name="Ce qui reste à faire").first.click()
    assert etat(page, "publication") == "faite"
    page.get_by_role("button", name="Envoyer le courriel").click()
    expect(page.get_by_text("1 intervenant·e prévenu·e par courriel.")).to_be_visible()
    assert etat(page, "prevenir_intervenants") == "faite"

    lecture = ouvrir(viewport=TELEPHONE).onglet()
    lecture.goto(Jeudi.objects.get(precedent=ancien).get_absolute_url())
    expect(lecture.get_by_text("Le covoiturage, un an après")).to_be_visible()
    expect(lecture.get_by_role("link", name=re.compile("La fois d’avant"))).to_be_visible()
    assert mesures.axe(lecture) + mesures.debordement(lecture) == []
