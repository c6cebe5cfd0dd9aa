"""A member's record: the Jeudis registered for, as far as their page is still theirs to read."""

import pytest

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import deplacer
from jeudis.operations import inscrire
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def test_un_jeudi_qui_a_change_de_lecteurs_quitte_le_parcours(client, faire, animatrice):
    ville = membre("ville", Public.VILLE)
    reste, parti = faire(titre="Celui qui reste"), faire(titre="Celui qui part", espace="reseau")
    for jeudi in (reste, parti):
        inscrire(jeudi=jeudi, membre=ville, par=ville)
    client.force_login(ville)
    page = client.get("/mon-compte/mon-parcours/").content.decode()
    assert ("Celui qui reste" in page, "Celui qui part" in page) == (True, True)
    deplacer(publication=parti, espace=Espace.objects.get(slug="pays"), par=animatrice)
    page = client.get("/mon-compte/mon-parcours/").content.decode()
    assert ("Celui qui reste" in page, "Celui qui part" in page) == (True, False)
