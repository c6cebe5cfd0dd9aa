"""Many objects announced at once: the same rows as one by one, in a few queries."""

import pytest
from django.db import transaction

from centre.catalogue.models import Entree
from centre.recherche.models import Texte
from centre.recherche.verification import ecarts
from centre.registre import annoncer, annoncer_tous, ecoutes, ecoutes_en_nombre
from centre.territoires.models import Territoire
from centre.territoires.operations import charger_territoires

pytestmark = pytest.mark.django_db


@pytest.fixture
def territoires():
    """A hundred and thirty real territories, announced by nobody yet."""
    charger_territoires()
    Entree.objects.all().delete()
    return list(Territoire.objects.order_by("pk"))


def lignes() -> list[tuple]:
    """Every row of the catalogue and of the search, own numbers and instants left out."""
    colonnes = ("type", "object_id", "profondeur", "rang", "titre", "resume", "adresse", "espace", "date", "etat", "annoncable")
    textes = ("texte__texte", "texte__vecteur_long", "texte__vecteur_court", "themes", "territoires")
    return sorted(map(repr, Entree.objects.values_list(*colonnes, *textes)))


def test_en_nombre_comme_un_par_un(territoires, django_assert_max_num_queries):
    with transaction.atomic():
        for territoire in territoires:
            annoncer(territoire)
    une_par_une = lignes()
    Entree.objects.all().delete()
    with django_assert_max_num_queries(12), transaction.atomic():
        annoncer_tous(territoires)
    assert lignes() == une_par_une
    assert len(une_par_une) > 100
    assert list(ecarts()) == []


def test_les_lignes_deja_la_restent_les_memes(territoires):
    havre = next(t for t in territoires if t.slug == "le-havre")
    with transaction.atomic():
        annoncer(havre)
    avant = Entree.objects.get().pk
    havre.nom = "Le Havre tout entier"
    havre.save()
    with transaction.atomic():
        annoncer_tous(territoires)
        annoncer_tous(territoires)
    apres = Entree.objects.get(object_id=havre.pk, type="territoire")
    assert (apres.pk, apres.titre) == (avant, "Le Havre tout entier")
    assert Texte.objects.count() == Entree.objects.count()
    assert list(ecarts()) == []


def test_hors_transaction_rien(transactional_db):
    with pytest.raises(RuntimeError):
        annoncer_tous([])


def test_qui_n_ecoute_pas_en_nombre_entend_un_par_un(territoires, monkeypatch):
    entendus = []
    monkeypatch.setattr(ecoutes, "_entrees", {**ecoutes._entrees, "test": entendus.append})
    with transaction.atomic():
        annoncer_tous(iter(territoires[:3]))
    assert entendus == territoires[:3]
    assert Entree.objects.count() == 3
    assert set(ecoutes_en_nombre) <= set(ecoutes)
