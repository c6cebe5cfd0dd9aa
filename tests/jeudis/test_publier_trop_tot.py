"""Publishing too early says what is missing, wherever the draft was kept meanwhile."""

import uuid

import pytest

from centre.espaces.models import Espace
from jeudis.models import Jeudi

pytestmark = pytest.mark.django_db


def saisie(**champs):
    """What a browser sends of the form of a new cycle left as it opened: the hours its forme proposes, and no day."""
    reseau = Espace.objects.get(slug="reseau").pk
    lignes = {f"seances-{rang}-{cle}": valeur for rang in range(3) for cle, valeur in (("de", "09:30"), ("a", "16:30"))}
    return {
        "jeton": str(uuid.uuid4()), "forme": "cycle", "espace": reseau, "espace_inscription": reseau, "seances-TOTAL_FORMS": 3,
        "seances-INITIAL_FORMS": 3, **lignes, **champs,
    }  # fmt: skip


def test_apres_une_pause_le_titre_et_la_date_manquent_encore(client, animatrice):
    client.force_login(animatrice)
    corps = saisie()
    garde = client.post("/jeudis/creer/", corps | {"geste": "garder"}, headers={"X-Brouillon": "1"})
    assert garde.status_code == 200
    refus = client.post(garde.json()["adresse"], corps | {"geste": "publier", "version": garde.json()["version"]})
    page = refus.content.decode()
    assert (refus.status_code, "data-resume-erreurs" in page, 'id="id_titre_error"' in page) == (422, True, True)
    assert (Jeudi.objects.get().live, Jeudi.objects.get().seances.count()) == (False, 0)


def test_une_heure_changee_sans_jour_se_dit_en_tete_de_page(client, animatrice):
    client.force_login(animatrice)
    refus = client.post("/jeudis/creer/", saisie(titre="Un cycle", **{"seances-1-de": "14:00"}) | {"geste": "publier"})
    page = refus.content.decode()
    assert (refus.status_code, page.count("data-resume-erreurs"), "Donnez le jour" in page) == (422, 1, True)
