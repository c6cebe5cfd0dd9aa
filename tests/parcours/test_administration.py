"""The administrator's day: a list brought in and taken back (M2), requests accepted at once by two people (M6), places in a groupe."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.groupes.enums import Porte
from centre.groupes.operations import ouvrir_groupe
from centre.journal.models import Ligne
from centre.membres.enums import Etat
from centre.membres.models import Membre
from tests.jeudis import conftest as jeudis
from tests.membres.test_demandes import demande
from tests.membres.test_imports import ENTETES, contacts
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU
from tests.personnes import membre

pytestmark = pytest.mark.navigateur

ETROIT = {"width": 320, "height": 640}
animatrice = jeudis.animatrice


def tient_au_telephone(page) -> None:
    """Nothing wider than 320 pixels, not even a table inside its frame; every gesture large enough for a thumb."""
    page.set_viewport_size(ETROIT)
    assert mesures.debordement(page) + mesures.petites_cibles(page) + mesures.axe(page) == []
    cachees = page.locator(".defile").evaluate_all("les => les.filter((e) => e.scrollWidth > e.clientWidth + 1).length")
    assert cachees == 0
    page.set_viewport_size(BUREAU)


# --- M2 ---


def abimer(lignes: list[str]) -> list[str]:
    """The list, three of its lines broken: no address, an address that is none, the address of another line."""
    lignes = list(lignes)
    for rang, mal in ((4, ""), (20, "pas une adresse"), (60, "contact1@liste.example")):
        lignes[rang] = lignes[rang].replace(f"contact{rang}@liste.example", mal)
    return lignes


def test_m2_75_contacts_dont_trois_lignes_cassees(ouvrir, animatrice):
    avant = set(Membre.objects.values_list("email", flat=True))
    navigateur = ouvrir(viewport=BUREAU)
    page = navigateur.deja_entre(animatrice)
    page.goto("/gestion/imports/nouveau/")
    fichier = "\n".join([ENTETES, *abimer(contacts())]).encode()
    page.get_by_label("Fichier").set_input_files([{"name": "contacts.csv", "mimeType": "text/csv", "buffer": fichier}])
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_label("Catégorie").last.select_option(value="pays")
    page.get_by_role("button", name="Vérifier de nouveau").click()

    en_erreur = page.get_by_role("region", name="Lignes en erreur")
    assert re.findall(r"Ligne (\d+)", en_erreur.inner_text()) == ["6", "22", "62"]
    assert set(Membre.objects.values_list("email", flat=True)) == avant, "a dry run writes nothing"
    tient_au_telephone(page)

    page.get_by_role("button", name="Appliquer : 72 à créer, 0 à compléter").dblclick()
    expect(page.get_by_role("main")).to_contain_text("72 créations, 0 complément.", timeout=60_000)
    crees = Membre.objects.exclude(email__in=avant)
    assert (crees.count(), crees.exclude(etat=Etat.EN_ATTENTE).count(), Courriel.objects.count()) == (72, 0, 0)
    page.goto("/gestion/imports/")
    tient_au_telephone(page)

    page.get_by_role("link", name="contacts.csv").click()
    page.get_by_role("button", name="Défaire cet import").dblclick()
    expect(page.get_by_role("main")).to_contain_text("72 lignes défaites.", timeout=60_000)
    assert set(Membre.objects.values_list("email", flat=True)) == avant
    page.goto("/gestion/journal/")
    for mots in ("Import fait", "Import défait"):
        page.get_by_label("Geste").select_option(label=mots)
        page.get_by_role("button", name="Filtrer").click()
        expect(page.get_by_role("rowheader", name=mots)).to_have_count(1)


# --- M6 ---


@pytest.mark.complet
def test_m6_deux_personnes_acceptent_les_memes_demandes(ouvrir, animatrice):
    for prenom in ("Zoé", "Yann"):
        demande(email=f"{prenom.lower()}@pays.example", prenom=prenom, nom="Durand")
    pages = [
        ouvrir(viewport=BUREAU).deja_entre(qui) for qui in (animatrice, membre("administration", role=Public.ADMINISTRATION))
    ]
    for page in pages:
        page.goto("/gestion/demandes/")
        tient_au_telephone(page)
        for prenom in ("Zoé", "Yann"):
            page.get_by_label(f"Choisir {prenom} Durand").check()
        page.get_by_role("button", name="Accepter les demandes cochées…").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Accepter plusieurs demandes")
        tient_au_telephone(page)
    assert not Membre.objects.filter(nom="Durand").exists()
    for page in pages:
        page.get_by_role("button", name="Accepter les demandes cochées", exact=True).dblclick()
        page.wait_for_url("**/gestion/demandes/")
    expect(pages[1].get_by_role("main")).to_contain_text("Zoé Durand : déjà traitée par")
    assert Membre.objects.filter(nom="Durand", etat=Etat.ACTIF).count() == 2
    assert Courriel.objects.filter(genre="demande_acceptee").count() == 2
    assert Ligne.objects.filter(verbe="demande.accepter").count() == 2


# --- places in a groupe ---


@pytest.mark.complet
@pytest.mark.parametrize("javascript", [True, False])
def test_donner_une_place_puis_la_reprendre(ouvrir, animatrice, javascript):
    groupe = ouvrir_groupe(nom="Mobilité", description="À quoi il sert", porte=Porte.DEMANDE, par=animatrice)
    membre("pays", Public.PAYS)
    membre("ville", Public.VILLE)
    page = ouvrir(viewport=BUREAU, java_script_enabled=javascript).deja_entre(animatrice)
    page.goto("/gestion/membres/?q=essai")
    for nom in ("Pays Essai", "Ville Essai"):
        page.get_by_label(f"Choisir {nom}").check()
    page.get_by_label("Pour les membres cochés").select_option(label="Ajouter au groupe « Mobilité »")
    page.get_by_role("button", name="Voir ce qui se passera").click()
    expect(page.get_by_text("lira et écrira dans ce groupe ; un courriel le lui dit")).to_have_count(2)
    page.get_by_role("button", name="Confirmer").click()
    page.goto(f"{groupe.get_absolute_url()}membres/")
    expect(page.get_by_role("heading", name="2 membres")).to_be_visible()

    page.goto("/gestion/journal/")
    page.get_by_role("row").filter(has_text="personne : Pays Essai").get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("Ajout au groupe")
    page.get_by_role("button", name="Annuler ce geste").click()
    page.goto(f"{groupe.get_absolute_url()}membres/")
    expect(page.get_by_role("heading", name="1 membre", exact=True)).to_be_visible()

    page.get_by_label("Nom de la personne").fill("pays")
    page.get_by_label("Nom de la personne").press("Enter")
    if javascript:
        page.set_viewport_size(ETROIT)
        assert mesures.debordement(page) + mesures.petites_cibles(page) + mesures.axe(page) == []
    page.get_by_role("button", name="Inviter Pays Essai").click()
    expect(page.get_by_role("status")).to_contain_text("Un courriel part vers Pays Essai.")
