"""The hidden token of a form: it makes a double click one text, and never names somebody else's."""

import uuid

import pytest

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from echos.models import Echo
from ressources.bibliotheque.models import Ressource
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def corps(jeton, **champs):
    return {"jeton": jeton, "titre": "À moi", "geste": "garder", "espace": Espace.objects.get(slug="reseau").pk} | champs


@pytest.mark.parametrize(
    ("adresse", "modele", "champs"), [("/echos/ecrire/", Echo, {}), ("/ressources/deposer/", Ressource, {"type": "guide"})]
)
def test_le_jeton_d_une_autre_personne_ne_montre_ni_ne_touche_son_texte(client, adresse, modele, champs):
    autre, moi = membre("autre", Public.PAYS), membre("moi", Public.VILLE)
    jeton = uuid.uuid4()
    client.force_login(autre)
    client.post(adresse, corps(jeton, **champs) | {"titre": "Secret de l’autre"})
    sien = modele.objects.get()
    client.force_login(moi)
    for _ in range(2):
        reponse = client.post(adresse, corps(jeton, **champs), follow=True)
        assert (reponse.status_code, "Secret de l’autre" in reponse.content.decode()) == (200, False)
    (mien,) = modele.objects.de(moi)
    assert (mien.titre, mien.jeton != jeton) == ("À moi", True)
    sien.refresh_from_db()
    assert (sien.titre, sien.auteur, sien.jeton) == ("Secret de l’autre", autre, jeton)
