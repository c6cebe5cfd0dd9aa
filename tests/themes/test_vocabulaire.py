import pytest
from django.db import connection

from centre.themes.models import Famille, Pluriel, Synonyme, Theme
from centre.themes.operations import charger_themes
from centre.themes.vocabulaire import couples_de_synonymes, expliquer_sigle

pytestmark = pytest.mark.django_db


@pytest.fixture
def sante():
    return Theme.objects.create(nom="Santé", slug="sante", famille=Famille.objects.create(nom="F", slug="f"))


def test_couples_d_un_theme(sante):
    Synonyme.objects.create(theme=sante, texte="maison de santé", ordre=1)
    Synonyme.objects.create(theme=sante, texte="CLS", genre="sigle", developpement="contrat local de santé", ordre=2)
    Synonyme.objects.create(theme=sante, texte="OVIV", genre="sigle", ordre=3)
    Synonyme.objects.create(theme=sante, texte="SANTÉ", ordre=4)
    Synonyme.objects.create(theme=sante, texte="SP", genre="sigle", developpement="Santé", ordre=5)
    Pluriel.objects.create(singulier="élu", pluriel="élus")
    assert list(couples_de_synonymes()) == [
        ("maison de santé", "Santé"),
        ("Santé", "maison de santé"),
        ("CLS", "Santé"),
        ("CLS", "contrat local de santé"),
        ("contrat local de santé", "CLS"),
        ("OVIV", "Santé"),
        ("SP", "Santé"),
        ("Santé", "SP"),
        ("élu", "élus"),
        ("élus", "élu"),
    ]


def test_chaque_couple_une_fois(django_assert_num_queries):
    charger_themes()
    with django_assert_num_queries(2):
        couples = list(couples_de_synonymes())
    assert len(couples) == len(set(couples))
    for couple in [
        ("QPV", "quartier prioritaire"),
        ("quartier prioritaire", "QPV"),
        ("agenda vingt-et-un", "Agenda 21 et démarches territoriales de développement durable"),
        ("élus", "élu"),
        ("lieu", "lieux"),
        ("lois", "loi"),
        ("tiers-lieux", "tiers-lieu"),
        ("EPCI", "EPCIs"),
    ]:
        assert couple in couples
    assert ("Programmes européens", "LEADER") not in couples
    assert all(couple.strip() and "\n" not in couple for paire in couples for couple in paire)


def test_chaque_pluriel_est_utile():
    """The French stemmer, accents removed, joins none of these pairs by itself; it does join « ville » and « villes »."""
    charger_themes()
    paires = [*Pluriel.objects.values_list("singulier", "pluriel"), ("ville", "villes")]
    with connection.cursor() as curseur:
        curseur.execute("CREATE TEXT SEARCH CONFIGURATION essai (COPY = french)")
        curseur.execute(
            "ALTER TEXT SEARCH CONFIGURATION essai ALTER MAPPING FOR word, hword, hword_part WITH unaccent, french_stem"
        )
        egaux = []
        for paire in paires:
            curseur.execute("SELECT to_tsvector('essai', %s) = to_tsvector('essai', %s)", paire)
            if curseur.fetchone()[0]:
                egaux.append(paire)
    assert egaux == [("ville", "villes")]
    assert len(paires) == 63


def test_expliquer_sigle():
    charger_themes()
    qpv = expliquer_sigle(" qpv ")
    assert (qpv.texte, qpv.developpement, qpv.theme.slug) == ("QPV", "quartier prioritaire", "geographie-prioritaire")
    assert expliquer_sigle("OVIV") is None
    assert expliquer_sigle("quartier prioritaire") is None
    assert expliquer_sigle("") is None
