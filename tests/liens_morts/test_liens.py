"""Links that no longer answer: read in the texts, visited, told after three days, to who may read the text alone."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.publications.operations import creer, deplacer, enregistrer, publier, retirer
from centre.registre import journee
from centre.toile import Visite
from echos.models import Echo
from ressources.bibliotheque.models import Ressource
from ressources.liens_morts import operations
from ressources.liens_morts.adresses import adresses_de
from ressources.liens_morts.models import Lien, Usage
from ressources.liens_morts.taches import programmer, visiter
from tests.bibliotheque.conftest import espace, lire, notice
from tests.centre.test_toile import serveur
from tests.client import ClientInspecteur
from tests.personnes import membre

__all__ = ["serveur"]
pytestmark = pytest.mark.django_db
MORTE = Visite(False, "La page n’existe plus (réponse 404).")


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def client(animatrice):
    client = ClientInspecteur()
    client.force_login(animatrice)
    return client


def ecrire(par, adresse, lieu="reseau", titre="Colloque"):
    """An écho whose story gives that address."""
    echo = Echo(titre=titre, retenir_1="Une idée", recit=f'<p>Voir <a href="{adresse}">ici</a>.</p>')
    return publier(publication=creer(publication=echo, espace=espace(lieu), par=par), par=par)


def mourir(lien, jours=3):
    """As if visits had failed on that many days."""
    hier = timezone.localdate() - dt.timedelta(days=1)
    for _ in range(jours):
        Lien.objects.filter(pk=lien.pk).update(dernier_echec=hier)
        operations.noter(lien=lien, visite=MORTE)
    lien.refresh_from_db()
    return lien


def test_de_l_adresse_citee_au_lien_corrige(client, animatrice, serveur, settings):
    """The journey: published, visited by a job, dead after three days, shown with who gives it, gone once the text is corrected."""
    settings.VERIFIER_LES_LIENS = True
    objet = notice(animatrice, "Guide", voit="reseau", lien=f"{serveur.adresse}/disparu", resume=f"Et {serveur.adresse}/bon.")
    programmer()
    assert ProcrastinateJob.objects.filter(task_name="liens_morts.visiter").count() == 2
    for lien in Lien.objects.all():
        visiter(lien=lien.pk)
    assert {lien.adresse.rpartition("/")[2]: lien.etat for lien in Lien.objects.all()} == {"disparu": "douteux", "bon": "bon"}
    mort = mourir(Lien.objects.get(etat="douteux"), jours=2)
    assert (mort.etat, mort.echecs, journee["liens_morts"].compter(animatrice)) == ("mort", 3, 1)
    page = lire(client.get("/gestion/liens/"))
    assert (f"{serveur.adresse}/disparu" in page, f"{serveur.adresse}/bon" in page) == (True, False)
    assert ("La page n’existe plus (réponse 404)." in page, 'href="/ressources/guide/modifier/"' in page) == (True, True)
    texte = objet.version_a_modifier()
    texte.lien = f"{serveur.adresse}/renvoi"
    enregistrer(publication=texte, par=animatrice, version_lue=Ressource.objects.get(pk=objet.pk).latest_revision_id)
    publier(publication=objet, par=animatrice)
    assert "Aucun lien mort." in lire(client.get("/gestion/liens/"))
    assert client.post(f"/gestion/liens/{mort.pk}/", {"geste": "archiver"}).status_code == 404


def test_trois_echecs_de_jours_differents_et_une_reponse_efface_tout(pays):
    ecrire(pays, "https://ailleurs.example/a")
    lien = Lien.objects.get()
    for _ in range(5):
        operations.noter(lien=lien, visite=MORTE)
    lien.refresh_from_db()
    assert (lien.etat, lien.echecs) == ("douteux", 1)
    assert mourir(lien, 3).etat == "mort"
    operations.noter(lien=lien, visite=Visite(True))
    lien.refresh_from_db()
    assert (lien.etat, lien.echecs, lien.premier_echec, lien.reponse) == ("bon", 0, None, "")


def test_qui_ne_peut_pas_lire_le_texte_ne_sait_rien_du_lien(client, animatrice, pays, settings):
    ecrire(pays, "https://secret.example/canari", "pays")
    mourir(Lien.objects.get())
    for qui in (pays, membre("ville", Public.VILLE), None):
        autre = Client()
        if qui:
            autre.force_login(qui)
        assert autre.get("/gestion/liens/").status_code == (404 if qui else 302)
    assert "secret.example/canari" in lire(client.get("/gestion/liens/"))
    # the team itself reads a link through the texts it may read: a text withdrawn takes its addresses away
    retirer(publication=Echo.objects.get(), par=pays)
    assert "secret.example" not in lire(client.get("/gestion/liens/"))
    assert journee["liens_morts"].compter(animatrice) == 0


def test_le_lien_d_un_texte_qui_se_ferme_suit_son_espace(animatrice, pays):
    echo = ecrire(pays, "https://ailleurs.example/a", "reseau")
    lien, ville = Lien.objects.get(), membre("ville", Public.VILLE)
    assert list(Lien.objects.visibles_pour(ville)) == [lien]
    deplacer(publication=echo, espace=espace("pays"), par=pays)
    assert (list(Lien.objects.visibles_pour(ville)), list(Lien.objects.visibles_pour(pays))) == ([], [lien])


def test_garder_comme_archive_puis_reprendre(client, animatrice, pays):
    ecrire(pays, "https://ailleurs.example/a")
    lien = mourir(Lien.objects.get())
    for _ in range(2):
        assert client.post(f"/gestion/liens/{lien.pk}/", {"geste": "archiver"}).status_code == 302
    assert (journee["liens_morts"].compter(animatrice), Lien.objects.a_visiter().count()) == (0, 0)
    operations.noter(lien=lien, visite=Visite(True))  # a visit that was already on its way
    assert "ailleurs.example/a" in lire(client.get("/gestion/liens/?voir=archives"))
    assert Ligne.objects.filter(verbe="lien.archiver", acteur=animatrice).count() == 1
    client.post(f"/gestion/liens/{lien.pk}/", {"geste": "reprendre"})
    lien.refresh_from_db()
    assert (lien.etat, Lien.objects.a_visiter().count()) == ("attendu", 1)
    assert client.post(f"/gestion/liens/{lien.pk}/", {"geste": "n’importe"}).status_code == 404


def test_une_maison_qui_ne_sort_pas_ne_demande_rien(client, pays, settings):
    ecrire(pays, "https://ailleurs.example/a")
    assert settings.VERIFIER_LES_LIENS is False
    programmer()
    assert ProcrastinateJob.objects.filter(task_name="liens_morts.visiter").count() == 0
    lien = mourir(Lien.objects.get())
    page = lire(client.get("/gestion/liens/"))
    assert ("Cette installation ne sort pas sur internet" in page, "Vérifier maintenant" in page) == (True, False)
    client.post(f"/gestion/liens/{lien.pk}/", {"geste": "verifier"})
    assert ProcrastinateJob.objects.filter(task_name="liens_morts.visiter").count() == 0


def test_un_hote_n_est_vu_que_par_moments_espaces(pays, settings):
    settings.VERIFIER_LES_LIENS = True
    for n in range(3):
        ecrire(pays, f"https://un.example/{n}", titre=f"Un {n}")
    ecrire(pays, "https://deux.example/", titre="Deux")
    assert operations.programmer_les_visites() == 4
    quand = list(
        ProcrastinateJob.objects.filter(task_name="liens_morts.visiter").order_by("pk").values_list("scheduled_at", flat=True)
    )
    assert [instant is None for instant in quand] == [True, False, False, True]
    assert (quand[2] - quand[1]).total_seconds() == operations.PAUSE


def test_le_dimanche_retrouve_ce_que_personne_n_a_entendu(pays):
    ecrire(pays, "https://ailleurs.example/a")
    perdu = ecrire(pays, "https://perdu.example/", titre="Perdu")
    Usage.objects.all().delete()
    perdu.delete()
    operations.recenser_tout()
    assert list(Lien.objects.values_list("adresse", flat=True)) == ["https://ailleurs.example/a"]


def test_les_adresses_d_un_texte(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portail.example"
    texte = (
        '<p>Voir <a href="https://a.example/x?y=1&amp;z=2#bas">ici</a>, (https://b.example/p_(q)) et https://c.example/fin. '
        "Ou https://portail.example/ressources/, mailto:x@y.example, HTTPS://d.example, ftp://e.example/, « https://f.example/é ».</p>"
    )
    assert adresses_de([texte, ""]) == {
        "https://a.example/x?y=1&z=2": "a.example",
        "https://b.example/p_(q)": "b.example",
        "https://c.example/fin": "c.example",
        "HTTPS://d.example": "d.example",
        "https://f.example/é": "f.example",
    }
