"""Who a registration names: the post of the day, someone without an account, an account erased since."""

import datetime as dt

import pytest

from centre.espaces.enums import Public
from centre.membres.models import Structure
from centre.membres.operations import affecter_poste
from jeudis.enums import EtatInscription
from jeudis.models import Inscription, Participant
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def _lue(inscription):
    return Inscription.objects.avec_participant().get(pk=inscription.pk).participant


def test_le_poste_du_jour_du_jeudi_et_non_celui_d_aujourd_hui(faire):
    """A Jeudi of last year shows the post held then, whatever came since."""
    jeudi, pays = faire(), membre("pays", Public.PAYS)
    jeudi.premier_jour = jeudi.dernier_jour = dt.date(2025, 11, 20)
    jeudi.save()
    pays.postes.all().delete()
    caux = Structure.objects.create(nom="Syndicat mixte du Pays de Caux", slug="caux")
    affecter_poste(
        membre=pays, categorie=Public.PAYS, fonction="agente de développement", structure=caux, depuis=dt.date(2024, 1, 1)
    )
    affecter_poste(membre=pays, categorie=Public.AGGLO, fonction="directrice", depuis=dt.date(2026, 1, 5))
    participant = _lue(Inscription.objects.create(jeudi=jeudi, membre=pays, etat=EtatInscription.INSCRIT, rang=1))
    attendu = ("agente de développement", "Syndicat mixte du Pays de Caux", "pays", pays.pk)
    assert (participant.fonction, participant.structure, participant.categorie, participant.membre_id) == attendu


def test_sans_compte_puis_efface(faire):
    """What was typed is what is shown; an erased account leaves no name."""
    jeudi = faire()
    elle = {"prenom": "Élise", "nom": "Vasseur", "courriel": "e@mairie.example", "structure": "Mairie de Duclair"}
    sans = Inscription.objects.create(jeudi=jeudi, etat=EtatInscription.INSCRIT, rang=1, **elle)
    assert _lue(sans) == Participant(**elle)
    efface = Inscription.objects.create(jeudi=jeudi, etat=EtatInscription.INSCRIT, rang=2)
    assert str(_lue(efface)) == "Ancien membre"


def test_e_accent_avec_e():
    """The order of a French directory, not that of the computer's codes."""
    noms = ["Ézard", "Evrard", "Dupuis", "Étienne", "eude", "Fabre"]
    assert [p.nom for p in sorted(map(Participant, noms), key=lambda p: p.cle_de_tri)] == [
        "Dupuis", "Étienne", "eude", "Evrard", "Ézard", "Fabre",
    ]  # fmt: skip
