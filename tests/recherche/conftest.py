import pytest

from centre.recherche.operations import charger_synonymes
from centre.themes.models import Famille, Pluriel, Synonyme, Theme
from tests.catalogue.conftest import atelier
from tests.personnes import tout_le_monde

__all__ = ["atelier"]


@pytest.fixture
def vocabulaire(db):
    """Two thèmes, a sigle, a synonym, two short plurals; the rules are loaded."""
    education = Famille.objects.create(nom="Éducation", slug="education")
    reussite = Theme.objects.create(famille=education, nom="Réussite éducative", slug="reussite-educative")
    ville = Theme.objects.create(famille=education, nom="Contrats de ville", slug="contrats-de-ville")
    Synonyme.objects.create(theme=reussite, texte="PRE", genre="sigle", developpement="programme de réussite éducative")
    Synonyme.objects.create(theme=ville, texte="CUCS", genre="sigle", developpement="contrat urbain de cohésion sociale")
    Synonyme.objects.create(theme=ville, texte="EPCI", genre="sigle", developpement="établissement public de coopération")
    Synonyme.objects.create(theme=ville, texte="politique de la ville")
    for singulier, pluriel in (("élu", "élus"), ("lieu", "lieux")):
        Pluriel.objects.get_or_create(singulier=singulier, pluriel=pluriel)
    charger_synonymes()
    return {"reussite": reussite, "ville": ville}


@pytest.fixture
def personnes(db):
    """One person of each kind."""
    return tout_le_monde()
