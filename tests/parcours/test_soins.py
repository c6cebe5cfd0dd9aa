"""A document to look at again, from *Ma journée* to its readers; a dead link kept as an archive; on a phone and on a desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ressources.bibliotheque.models import Echeance
from ressources.bibliotheque.operations import prevoir
from ressources.liens_morts.enums import Etat
from ressources.liens_morts.models import Lien
from tests.bibliotheque import conftest as bibliotheque
from tests.bibliotheque.conftest import notice
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU, TELEPHONE

pytestmark = [pytest.mark.navigateur, pytest.mark.complet]

animatrice = bibliotheque.animatrice


@pytest.mark.parametrize("taille", [TELEPHONE, BUREAU], ids=["375", "1280"])
def test_de_ma_journee_a_toujours_valable_puis_un_lien_mort(ouvrir, animatrice, taille):
    objet = notice(animatrice, "Guide du bocage", voit="ouvert", lien="https://ailleurs.example/guide-du-bocage-edition-de-2019")
    prevoir(ressource=objet, date=timezone.localdate() + dt.timedelta(days=9), responsable=animatrice, par=animatrice)
    Echeance.objects.update(date=timezone.localdate())
    Lien.objects.filter(hote="ailleurs.example").update(
        etat=Etat.MORT, echecs=3, premier_echec=timezone.localdate(), vu_le=timezone.now(), reponse="Le site ne répond pas."
    )
    dehors = ouvrir(viewport=taille).onglet()
    dehors.goto(objet.get_absolute_url())
    expect(dehors.get_by_text("n’a pas été relu depuis sa publication")).to_be_visible()
    assert mesures.debordement(dehors) == []

    equipe = ouvrir(viewport=taille).deja_entre(animatrice)
    equipe.goto("/gestion/")
    equipe.get_by_role("link", name="Documents à revoir").first.click()
    assert mesures.debordement(equipe) == []
    equipe.get_by_role("link", name="Revoir : Guide du bocage").click()
    assert mesures.debordement(equipe) == []
    equipe.get_by_role("button", name="Je l’ai relu").click()
    expect(equipe.get_by_text("Toujours valable : c’est noté.")).to_be_visible()
    dehors.reload()
    expect(dehors.get_by_text("n’a pas été relu depuis")).to_have_count(0)

    equipe.goto("/gestion/liens/")
    assert mesures.debordement(equipe) == []
    equipe.get_by_role("button", name="Garder comme archive").click()
    expect(equipe.get_by_text("Aucun lien mort.")).to_be_visible()
    equipe.get_by_role("link", name="Les liens d’archive").click()
    expect(equipe.get_by_role("link", name="https://ailleurs.example/guide-du-bocage")).to_be_visible()
