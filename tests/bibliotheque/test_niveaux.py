"""The two levels of a notice: its files are never more open than it is, whoever moves what, and whenever."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import joindre_document
from centre.publications.models import Fichier
from centre.publications.operations import deplacer, publier, verrouiller
from ressources.bibliotheque.models import Ressource, contient
from ressources.bibliotheque.operations import deposer, ouvrir_les_fichiers_a
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def espace(slug):
    return Espace.objects.get(slug=slug)


@pytest.fixture
def animatrice(client):
    qui = membre("animatrice", role=Public.ANIMATRICE)
    client.force_login(qui)
    return qui


def ressource(par, notice, fichiers):
    objet = deposer(ressource=Ressource(titre="Guide"), espace=espace(notice), espace_fichiers=espace(fichiers), par=par)
    joindre_document(publication=objet, document=SimpleUploadedFile("guide.txt", b"Un mot", "text/plain"), par=par)
    return publier(publication=objet, par=par)


@pytest.mark.parametrize(
    ("notice", "fichiers", "vers", "deviennent"),
    [
        ("ouvert", "ouvert", "reseau", "reseau"),
        ("ouvert", "reseau", "equipe", "equipe"),
        ("ouvert", "reseau", "public-elargi", "reseau"),
        ("ouvert", "equipe", "reseau", "equipe"),
        ("reseau", "reseau", "public-elargi", "reseau"),
        ("reseau", "pays", "ville", "equipe"),
    ],
)
def test_les_fichiers_suivent_une_notice_qui_se_ferme_et_n_ont_jamais_de_lecteur_de_plus(
    client, animatrice, notice, fichiers, vers, deviennent
):
    objet = ressource(animatrice, notice, fichiers)
    reponse = client.post(f"/ressources/{objet.slug}/lecteurs/", {"espace": espace(vers).pk}, follow=True)
    objet.refresh_from_db()
    assert (objet.espace.slug, objet.espace_fichiers.slug, Fichier.objects.get().espace.slug) == (vers, deviennent, deviennent)
    assert contient(objet.espace, objet.espace_fichiers)
    dit = f"Les fichiers : {espace(deviennent).nom}" in reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert dit


def test_la_page_qui_change_les_lecteurs_dit_que_les_fichiers_suivent(client, animatrice):
    objet = ressource(animatrice, "ouvert", "reseau")
    page = client.get(f"/ressources/{objet.slug}/lecteurs/").content.decode()
    assert "Les fichiers suivent" in page
    assert f"/ressources/{objet.slug}/modifier/" in page


def test_les_operations_refusent_des_fichiers_plus_ouverts_que_la_notice(animatrice):
    with pytest.raises(ValidationError) as refus:
        ressource(animatrice, "reseau", "ouvert")
    assert list(refus.value.message_dict) == ["espace_fichiers"]
    assert not Ressource.objects.exists()
    objet = ressource(animatrice, "reseau", "reseau")
    with pytest.raises(ValidationError) as refus:
        ouvrir_les_fichiers_a(ressource=objet, espace=espace("ouvert"), par=animatrice)
    assert list(refus.value.message_dict) == ["espace_fichiers"]
    assert Fichier.objects.get().espace.slug == "reseau"


def test_la_notice_fermee_entre_temps_le_formulaire_repond_a_cote_du_champ(client, animatrice, monkeypatch):
    """The form saw an open notice; the operation, under the lock, sees the closed one."""
    objet = ressource(animatrice, "ouvert", "reseau")
    monkeypatch.setattr("ressources.bibliotheque.forms.notice.contient", lambda notice, fichiers: True)
    corps = {
        "jeton": uuid.uuid4(), "version": objet.latest_revision_id, "titre": "Titre tapé", "type": "guide", "geste": "garder",
        "espace": espace("reseau").pk, "espace_fichiers": espace("ouvert").pk,
    }  # fmt: skip
    reponse = client.post(f"/ressources/{objet.slug}/modifier/", corps)
    page = reponse.content.decode()
    assert (reponse.status_code, "Titre tapé" in page) == (422, True)
    assert "ne voient pas la notice" in page.split('name="espace_fichiers"')[0].rsplit("<fieldset", 1)[-1]
    objet.refresh_from_db()
    assert (objet.espace.slug, objet.espace_fichiers.slug) == ("ouvert", "reseau")


@pytest.mark.django_db(transaction=True)
def test_ouvrir_les_fichiers_pendant_que_la_notice_se_ferme_ne_les_ouvre_pas(animatrice):
    objet = ressource(animatrice, "ouvert", "equipe")
    issues, pret = [], threading.Event()

    def ouvrir():
        pret.set()
        try:
            ouvrir_les_fichiers_a(ressource=objet, espace=espace("ouvert"), par=animatrice)
        except ValidationError as refus:
            issues.append(list(refus.message_dict))
        finally:
            connection.close()

    fil = threading.Thread(target=ouvrir)
    with transaction.atomic():
        verrouiller(objet)
        fil.start()
        pret.wait(5)
        fil.join(0.5)
        assert fil.is_alive()  # it waits for the row
        deplacer(publication=objet, espace=espace("equipe"), par=animatrice)
    fil.join(10)
    objet.refresh_from_db()
    assert (issues, objet.espace_fichiers.slug, Fichier.objects.get().espace.slug) == ([["espace_fichiers"]], "equipe", "equipe")
