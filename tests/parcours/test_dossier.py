"""Chain 1, its end: two people write one compte rendu, a speaker reads it without an account, it goes into a dossier."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from jeudis.models import CompteRendu, Dossier, Relecture
from tests.jeudis import conftest as jeudis
from tests.parcours import mesures
from tests.personnes import membre

pytestmark = pytest.mark.navigateur

animatrice, faire = jeudis.animatrice, jeudis.faire
#: Where the pictures go, when somebody wants to look.
IMAGES = os.environ.get("IMAGES", "")


def regarder(page, nom):
    """Nothing is wider than the window; a picture, on demand."""
    assert mesures.debordement(page) == []
    if IMAGES:
        page.screenshot(path=str(Path(IMAGES) / f"{nom}.png"), full_page=True)


def ecrire_la_partie(page, carnet, partie, mots):
    """Open one part alone, add to it, keep it."""
    page.goto(carnet)
    page.get_by_text("Écrire une seule partie").click()
    page.get_by_role("link", name=partie, exact=True).click()
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(mots)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text("Brouillon enregistré. Seule l’équipe le voit.")).to_be_visible()


def test_de_deux_plumes_au_dossier(ouvrir, faire, animatrice):
    jeudi = faire(jours=-1, titre="Mobilités rurales", forme="groupe")
    collegue = membre("administration", role=Public.ADMINISTRATION)
    carnet = f"/jeudis/{jeudi.slug}/compte-rendu/modifier/"
    une, autre = ouvrir().deja_entre(animatrice), ouvrir().deja_entre(collegue)
    a_deux_plumes(une, autre, carnet)
    demander_une_relecture(une, carnet)
    dehors = ouvrir(viewport={"width": 320, "height": 640}).onglet()
    relire(dehors)

    une.goto(carnet)
    expect(une.get_by_text("Odile Roy : validé le")).to_be_visible()
    une.get_by_role("button", name="Publier", exact=True).click()
    une.wait_for_url(f"**/jeudis/{jeudi.slug}/compte-rendu/")
    decider(une, jeudi)
    mettre_au_dossier(une, f"/jeudis/{jeudi.slug}/compte-rendu/")
    dehors.goto("/dossiers/se-deplacer/")
    expect(dehors.get_by_role("link", name="Compte rendu : Mobilités rurales")).to_be_visible()
    regarder(dehors, "dossier-320")
    dehors.goto(f"/jeudis/{jeudi.slug}/compte-rendu/")
    regarder(dehors, "compte-rendu-320")


def a_deux_plumes(une, autre, carnet):
    """Two people write different parts: nothing is lost."""
    une.goto(carnet)
    une.get_by_role("button", name="Commencer").click()
    regarder(une, "carnet")
    ecrire_la_partie(une, carnet, "Points débattus", "Un car par jour.")
    autre.goto(carnet)
    ecrire_la_partie(une, carnet, "Où en est le groupe", "Il avance.")
    ecrire_la_partie(autre, carnet, "Depuis la dernière séance", "Le relevé est fait.")
    ecrit = CompteRendu.objects.get().version_a_modifier().texte
    assert [mot for mot in ("Un car par jour.", "Il avance.", "Le relevé est fait.") if mot not in ecrit] == []


def demander_une_relecture(une, carnet):
    """A speaker is asked to read one part."""
    une.goto(carnet)
    une.get_by_role("link", name="Faire relire par les intervenant·es").click()
    une.get_by_label("Nom").fill("Odile Roy")
    une.get_by_label("Adresse électronique").fill("odile@roy.example")
    une.get_by_label("Ce qu’il ou elle relit").select_option("Points débattus")
    une.get_by_label("Réponse attendue le").fill((timezone.localdate() + dt.timedelta(days=4)).isoformat())
    une.get_by_role("button", name="Envoyer le lien").click()
    regarder(une, "relectures")


def relire(dehors):
    """By the link of the mail, without an account: that part alone, approved."""
    dehors.goto(re.search(r"/lien/\S+", Courriel.objects.get(genre="compte_rendu_relecture").texte)[0])
    expect(dehors.get_by_text("Un car par jour.")).to_be_visible()
    expect(dehors.get_by_text("Il avance.")).to_have_count(0)
    dehors.get_by_role("button", name="Je valide").click()
    expect(dehors.get_by_text("Vous avez validé ce texte.")).to_be_visible()
    regarder(dehors, "relire")
    assert Relecture.objects.get().validee


def decider(une, jeudi):
    """A line of the relevé."""
    une.goto(f"/jeudis/{jeudi.slug}/compte-rendu/decisions/")
    une.get_by_label("Quoi ?", exact=True).fill("Écrire à la Région")
    une.get_by_role("button", name="Ajouter au relevé").click()
    expect(une.get_by_role("heading", name="Écrire à la Région")).to_be_visible()
    regarder(une, "decisions")


def mettre_au_dossier(page, compte_rendu):
    """From the page of the compte rendu to a published dossier."""
    page.goto(compte_rendu)
    regarder(page, "compte-rendu")
    page.get_by_role("link", name="Ajouter à un dossier").click()
    page.get_by_label("Titre du nouveau dossier").fill("Se déplacer")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_label("Adresse de la page").fill("https://carte.example/")
    page.get_by_label("Titre", exact=True).fill("La carte")
    page.get_by_role("button", name="Ajouter ce lien").click()
    page.get_by_role("button", name="Monter : La carte").click()
    regarder(page, "elements")
    page.goto(f"/dossiers/{Dossier.objects.get().slug}/modifier/")
    page.get_by_role("group", name="Qui pourra le lire ?").get_by_label("Ouvert à tous").check()
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url("**/dossiers/se-deplacer/")
    regarder(page, "dossier")
