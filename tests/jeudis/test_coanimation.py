"""Who co-animates a groupe without being of the team reads nothing of the people of its Jeudis (DESIGN §2, « À moi »)."""

import pytest

from centre.espaces.enums import Public
from centre.groupes.enums import Porte, RoleDansLeGroupe
from centre.groupes.models import Groupe
from centre.groupes.operations import ajouter, nommer, ouvrir_groupe
from tests.jeudis.conftest import texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db
DES_PERSONNES = [
    *("inscrits/", "inscrits.csv", "regles/", "besoins/", "besoins.csv", "passerelle/", "emargement/", "feuille/"),
    *("code/", "attestations/"),
]


@pytest.fixture
def jeudi(faire, animatrice):
    groupe = ouvrir_groupe(nom="Habitat", description="", porte=Porte.INVITATION, par=animatrice)
    pays = membre("pays", Public.PAYS)
    ajouter(groupe=groupe, membre=pays, par=animatrice)
    nommer(groupe=Groupe.objects.get(pk=groupe.pk), membre=pays, role=RoleDansLeGroupe.COANIMATION, par=animatrice)
    return faire(espace=groupe.espace.slug, inscription=groupe.espace.slug), pays


@pytest.mark.parametrize("suite", DES_PERSONNES)
def test_l_equipe_seule_lit_les_personnes(client, jeudi, animatrice, suite):
    objet, pays = jeudi
    adresse = f"/jeudis/{objet.slug}/{suite}"
    client.force_login(pays)
    assert client.get(adresse).status_code == 404
    client.force_login(animatrice)
    assert client.get(adresse).status_code == 200


def test_la_page_ne_montre_que_ce_qui_s_ouvre(client, jeudi):
    objet, pays = jeudi
    client.force_login(pays)
    page = texte(client.get(objet.get_absolute_url()))
    assert ("Programme et intervenants" in page, "Repas, besoins, attentes" in page, "La passerelle" in page) == (
        True,
        False,
        False,
    )
    assert client.post(f"/jeudis/{objet.slug}/passerelle/proposer/", {"membre": pays.pk}).status_code == 404
