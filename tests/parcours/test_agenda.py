"""The year's programme with its members: a theme asked for, a date chosen without a script, the Jeudi that answers, the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from jeudis.models import Jeudi
from jeudis.operations import creer_jeudi
from tests.jeudis import conftest as jeudis
from tests.parcours import mesures
from tests.personnes import membre

pytestmark = pytest.mark.navigateur
animatrice, faire = jeudis.animatrice, jeudis.faire


def clic(page, nom):
    page.get_by_role("main").get_by_role("button", name=nom).first.click()


def test_du_theme_demande_a_la_date_dans_mon_agenda(ouvrir, animatrice):
    """A technicienne asks for a theme; the team proposes two dates; she answers on a phone without JavaScript; the date becomes
    the séance, the theme its answer; her calendar holds it."""
    pays = membre("pays", Public.PAYS)
    reseau = Espace.objects.get(slug="reseau")
    jeudi = creer_jeudi(
        jeudi=Jeudi(titre="Observer à deux", lieu="Rouen"), espace=reseau, espace_inscription=reseau, horaires=[], par=animatrice
    )
    page = ouvrir(java_script_enabled=False).deja_entre(pays)
    demander_un_theme(page)
    gestion = ouvrir().deja_entre(animatrice)
    proposer_deux_dates(gestion, jeudi)
    repondre(page)

    gestion.reload()
    clic(gestion, "Choisir jeudi 28")
    gestion.wait_for_load_state()
    assert [s.jour for s in jeudi.seances.all()] == [dt.date(2030, 3, 28)]
    assert Courriel.objects.get(genre="sondage_date").destinataire == pays
    suivre_son_agenda(page)


def demander_un_theme(page):
    """One sentence, one voice."""
    page.goto("/jeudis/besoins/")
    page.get_by_label("Le thème, en une phrase").fill("Observer sans observatoire")
    clic(page, "Proposer")
    expect(page.get_by_text("1 voix")).to_be_visible()
    assert mesures.debordement(page) == []


def proposer_deux_dates(gestion, jeudi):
    """The team asks the réseau."""
    gestion.goto(f"/jeudis/sondages/creer/?jeudi={jeudi.slug}")
    gestion.get_by_role("group", name="À qui demander ?").get_by_label("Réseau", exact=False).first.check()
    for rang, jour in enumerate((dt.date(2030, 3, 28), dt.date(2030, 4, 4))):
        gestion.locator(f"[name=dates-{rang}-jour]").fill(jour.isoformat())
        gestion.locator(f"[name=dates-{rang}-de]").fill("09:00")
        gestion.locator(f"[name=dates-{rang}-a]").fill("12:00")
    clic(gestion, "Ouvrir le sondage")
    gestion.wait_for_url("**/jeudis/sondages/*/")


def repondre(page):
    """From « Mon espace », one date suits."""
    page.goto("/espace/")
    page.get_by_role("link", name="Quelle date ?").first.click()
    page.get_by_label("Oui").first.check()
    clic(page, "Enregistrer mes réponses")
    expect(page.get_by_text("C’est noté")).to_be_visible()


def suivre_son_agenda(page):
    """An address to copy; it holds what is published, and the Jeudi of this date is still a draft."""
    page.goto("/jeudis/mon-agenda/")
    page.get_by_label("Aussi les Jeudis où je peux m’inscrire").check()
    clic(page, "Faire mon adresse")
    adresse = page.get_by_label("Adresse à copier").input_value()
    reponse = page.request.get(adresse)
    assert Calendar.from_ical(reponse.body()).walk("VEVENT") == []
    assert reponse.headers["content-type"] == "text/calendar; charset=utf-8"
