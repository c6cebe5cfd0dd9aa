"""A new version of a file: the latest address, the old ones still readable, the search on the latest alone (DOC-6)."""

import uuid

import pytest

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import detacher
from centre.publications.models import Fichier
from centre.publications.operations import deplacer
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Ressource
from tests.personnes import membre

from .test_depot import corps, envoi, trouver

pytestmark = pytest.mark.django_db


@pytest.fixture
def animatrice(client):
    qui = membre("animatrice", role=Public.ANIMATRICE)
    client.force_login(qui)
    return qui


def remplacer(client, fichier, nom, octets):
    ressource = Ressource.objects.get()
    envoyer = corps(jeton=ressource.jeton, version=ressource.latest_revision_id, **{f"version-{fichier.cle}": envoi(nom, octets)})
    assert client.post(f"/ressources/{ressource.slug}/modifier/", envoyer).status_code == 302
    vider_la_file()


@pytest.fixture
def deux_versions(client, animatrice):
    client.post("/ressources/deposer/", corps(documents=[envoi("guide.txt", b"Le canariancien")]))
    vider_la_file()
    (premier,) = Fichier.objects.all()
    remplacer(client, premier, "guide-2.txt", b"Le canarinouveau")
    return Fichier.objects.get(pk=premier.pk), Fichier.objects.get(version=2)


def test_la_nouvelle_version_prend_la_place_et_l_ancienne_se_lit_encore(client, deux_versions):
    premier, second = deux_versions
    client.logout()
    page = client.get("/ressources/guide/").content.decode()
    assert (page.count(f'href="{premier.get_absolute_url()}"'), page.count(f'href="{second.get_absolute_url()}"')) == (1, 1)
    assert f'href="{second.get_absolute_url()}derniere/"' in page
    assert b"".join(client.get(premier.get_absolute_url())) == b"Le canariancien"
    for fichier in (premier, second):
        reponse = client.get(f"{fichier.get_absolute_url()}derniere/")
        assert (reponse.status_code, reponse.url) == (302, second.get_absolute_url())
    assert 'data-resultat="ressource"' in trouver(client, "canarinouveau")
    assert 'data-resultat="ressource"' not in trouver(client, "canariancien")


def test_une_version_se_ferme_avec_les_autres(client, animatrice, deux_versions):
    deplacer(publication=Ressource.objects.get(), espace=Espace.objects.get(slug="equipe"), par=animatrice)
    client.force_login(membre("ville", Public.VILLE))
    for fichier in deux_versions:
        assert [client.get(fichier.get_absolute_url() + suite).status_code for suite in ("", "derniere/", "page/1/")] == [404] * 3


def test_la_meme_version_envoyee_deux_fois_n_en_fait_qu_une_et_deux_a_la_fois_se_suivent(client, deux_versions):
    _, second = deux_versions
    remplacer(client, second, "guide-2.txt", b"Le canarinouveau")
    assert Fichier.objects.count() == 2
    remplacer(client, second, "guide-3.txt", b"trois")
    assert [(f.version, f.remplace_le is None) for f in Fichier.objects.order_by("version")] == [
        (1, False),
        (2, False),
        (3, True),
    ]


def test_retirer_la_derniere_rend_sa_place_a_la_precedente(client, animatrice, deux_versions):
    premier, second = deux_versions
    detacher(fichier=second, par=animatrice)
    premier.refresh_from_db()
    assert premier.remplace_le is None
    assert 'data-resultat="ressource"' in trouver(client, "canariancien")
    assert client.get(f"/fichiers/{uuid.uuid4()}/derniere/").status_code == 404
