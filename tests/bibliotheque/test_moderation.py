"""A member asks the team to publish a document; the team does, in one gesture (DOC-11)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.espaces.enums import Public
from ressources.bibliotheque.models import Ressource
from tests.personnes import membre

from .test_depot import corps, envoi

pytestmark = pytest.mark.django_db


@pytest.fixture
def gens(db):
    return {"pays": membre("pays", Public.PAYS), "animatrice": membre("animatrice", role=Public.ANIMATRICE)}


def demander(client, qui, titre):
    client.force_login(qui)
    return client.post(
        "/ressources/deposer/", corps("reseau", titre=titre, geste="soumettre", documents=[envoi("a.txt", titre.encode())])
    )


def test_un_membre_demande_l_equipe_publie_en_un_geste(client, gens):
    reponse = demander(client, gens["pays"], "Guide du bocage")
    ressource = Ressource.objects.get()
    assert (reponse.status_code, reponse.url, ressource.live) == (302, ressource.get_absolute_url(), False)
    for adresse in ("/ressources/a-publier/", f"/ressources/{ressource.slug}/accepter/"):
        assert client.post(adresse).status_code in (404, 405)
    assert client.get("/ressources/a-publier/").status_code == 404
    client.force_login(gens["animatrice"])
    assert "Documents que des membres vous demandent de publier" in client.get("/gestion/").content.decode()
    assert "Guide du bocage" in client.get("/ressources/a-publier/").content.decode()
    for _ in range(2):
        assert client.post(f"/ressources/{ressource.slug}/accepter/").url == "/ressources/a-publier/"
    ressource.refresh_from_db()
    assert (ressource.live, ressource.auteur, ressource.slug) == (True, gens["pays"], "guide-du-bocage")
    assert "Aucun document n’attend." in client.get("/ressources/a-publier/").content.decode()


def test_ce_qui_manque_se_dit_avant_de_demander(client, gens):
    client.force_login(gens["pays"])
    reponse = client.post("/ressources/deposer/", corps("reseau", titre="Sans fichier", geste="soumettre"))
    assert (reponse.status_code, "Joignez un fichier" in reponse.content.decode()) == (422, True)
    assert list(Ressource.objects.soumises()) == []


def test_la_liste_ne_redemande_rien_par_document(client, gens):
    comptes = []
    for titres in (["Bilan des haies"], ["Carnet de la mare", "Vergers communs"]):
        for titre in titres:
            demander(client, gens["pays"], titre)
        client.force_login(gens["animatrice"])
        client.get("/ressources/a-publier/")
        with CaptureQueriesContext(connection) as requetes:
            client.get("/ressources/a-publier/")
        comptes.append(len(requetes))
    assert (comptes[0], Ressource.objects.soumises().count()) == (comptes[1], 3)
