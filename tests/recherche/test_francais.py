"""French: accents, plurals, sigles, phrases, signs inside words."""

import pytest
from django.db import connection, transaction

from centre.recherche.models import Reecriture
from centre.recherche.operations import charger_synonymes
from centre.registre import annoncer
from centre.themes.models import Synonyme, Theme

from .outils import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ecrit", "cherche"),
    [
        ("Les collectivités territoriales", "collectivite"),
        ("La collectivite", "COLLECTIVITÉS"),
        ("Une élue locale", "élues locales"),
        ("Les élus", "élu"),
        ("Un élu", "elus"),
        ("Les lieux", "lieu"),
        ("Un tiers-lieu", "tiers-lieux"),
        ("Un tiers-lieu", "tiers lieu"),
        ("Saint-Étienne-du-Rouvray", "saint etienne du rouvray"),
        ("Saint Étienne du Rouvray", "Saint-Étienne-du-Rouvray"),
        ("Les technicien·nes et les élu·es", "technicien élu"),
        ("Rendez-vous urbain/rural", "rural"),
        ("Contrat 2004-2008", "2008"),
        ("L’école d’été", "ecole ete"),
        ("Du quartier au canton", "du quartier à un canton"),
        ("Rue de la République.Place", "place"),
        ("Les EPCI", "EPCIs"),
        ("Les EPCIs", "epci"),
    ],
)
def test_ce_qui_est_ecrit_ainsi_se_trouve_ainsi(atelier, vocabulaire, client, ecrit, cherche):
    atelier.faire(ecrit)
    atelier.faire("Rien de commun")
    assert Page(client, q=cherche).titres == [ecrit]


@pytest.mark.parametrize(
    ("ecrit", "cherche"),
    [
        ("Un PRE rural", "programme de réussite éducative rural"),
        ("Un programme de réussite éducative rural", "PRE rural"),
        ("Un programme de réussite éducative rural", "pre rural"),
        ("Les programmes de réussite éducative", '"PRE"'),
        ("Un PRE", '"programme de réussite éducative"'),
        ("Le CUCS de Rouen", "contrat urbain de cohésion sociale Rouen"),
        ("La politique de la ville", "contrats de ville"),
    ],
)
def test_un_sigle_et_ce_qu_il_veut_dire_se_trouvent_l_un_l_autre(atelier, vocabulaire, client, ecrit, cherche):
    atelier.faire(ecrit)
    atelier.faire("Une réussite éclatante, un programme rural, une ville")
    assert Page(client, q=cherche).titres == [ecrit]


def test_la_page_dit_comment_un_sigle_est_compris_et_permet_les_mots_exacts(atelier, vocabulaire, client):
    atelier.faire("Un PRE")
    atelier.faire("Un programme de réussite éducative")
    large = Page(client, q="PRE")
    assert sorted(large.titres) == ["Un PRE", "Un programme de réussite éducative"]
    assert '<abbr title="programme de réussite éducative">PRE</abbr> est compris comme' in large.principal
    assert 'href="?q=PRE&amp;exact=1">Chercher les mots exacts seulement</a>' in large.principal
    exacte = Page(client, q="PRE", exact="1")
    assert exacte.titres == ["Un PRE"]
    assert "Mots exacts seulement" in exacte.texte


def test_un_pluriel_n_est_pas_explique(atelier, vocabulaire, client):
    atelier.faire("Les élus")
    assert "comprend aussi" not in Page(client, q="élu").texte


def test_un_synonyme_est_explique(atelier, vocabulaire, client):
    assert "« politique de la ville » comprend aussi Contrats de ville" in Page(client, q="la politique de la ville").texte


def test_un_theme_trouve_ce_qui_y_est_range(atelier, vocabulaire, client):
    atelier.faire("La ludothèque", themes=(vocabulaire["reussite"].pk,))
    atelier.faire("Autre")
    assert Page(client, q="réussite éducative").titres == ["La ludothèque"]
    assert Page(client, q="PRE").titres == ["La ludothèque"]


def test_un_theme_renomme_est_suivi_aussitot(atelier, vocabulaire, client):
    atelier.faire("La ludothèque", themes=(vocabulaire["reussite"].pk,))
    with transaction.atomic():
        Theme.objects.filter(pk=vocabulaire["reussite"].pk).update(nom="Persévérance scolaire")
        annoncer(Theme.objects.get(pk=vocabulaire["reussite"].pk))
    assert "La ludothèque" in Page(client, q="persévérance").titres
    assert "La ludothèque" not in Page(client, q="éducative", exact="1").titres


def test_une_phrase_entre_guillemets_est_une_phrase(atelier, vocabulaire, client):
    atelier.faire("Le conseil de développement")
    atelier.faire("Le développement du conseil")
    for q in ('"conseil de développement"', "« conseil de développement »", "“conseil de développement”"):
        assert Page(client, q=q).titres == ["Le conseil de développement"]
    assert len(Page(client, q="conseil de développement").titres) == 2


def test_un_mot_exclu_exclut(atelier, vocabulaire, client):
    atelier.faire("Agenda rural")
    atelier.faire("Agenda urbain")
    assert Page(client, q="agenda -urbain").titres == ["Agenda rural"]


def test_le_titre_passe_avant_le_resume_et_le_resume_avant_le_texte(atelier, client):
    atelier.faire("C", texte="ludothèque " * 50)
    atelier.faire("B", resume="Une ludothèque")
    atelier.faire("A, la ludothèque")
    assert Page(client, q="ludothèque").titres == ["A, la ludothèque", "B", "C"]


def test_par_date_la_plus_recente_d_abord(atelier, client):
    import datetime as dt

    atelier.faire("Une ludothèque", date=dt.date(2024, 1, 1))
    atelier.faire("B", texte="ludothèque", date=dt.date(2026, 1, 1))
    assert Page(client, q="ludothèque").titres == ["Une ludothèque", "B"]
    assert Page(client, q="ludothèque", tri="date").titres == ["B", "Une ludothèque"]


def test_charger_les_synonymes_deux_fois_est_une_fois(vocabulaire):
    avant = sorted(Reecriture.objects.values_list("cible", "remplacement", "terme"))
    charger_synonymes()
    assert sorted(Reecriture.objects.values_list("cible", "remplacement", "terme")) == avant
    assert avant


def test_un_synonyme_ajoute_est_connu_au_commit_une_seule_fois(atelier, vocabulaire, client, django_capture_on_commit_callbacks):
    atelier.faire("Contrats de ville")
    assert Page(client, q="GPV").titres == []
    connection.run_on_commit.clear()  # what the fixture wrote
    with django_capture_on_commit_callbacks(execute=True) as rappels:
        for texte in ("GPV", "ORU"):
            Synonyme.objects.create(theme=vocabulaire["ville"], texte=texte, genre="sigle", developpement="")
    assert len(rappels) == 1
    assert Page(client, q="GPV").titres == Page(client, q="ORU").titres == ["Contrats de ville"]


def test_un_terme_dont_il_ne_reste_qu_un_mot_n_elargit_rien(atelier, vocabulaire, client):
    """« NOTRe » is a word too common to be kept: « loi NOTRe » must not make a synonym of every « loi »."""
    Synonyme.objects.create(theme=vocabulaire["ville"], texte="loi NOTRe")
    charger_synonymes()
    atelier.faire("La politique de la ville"), atelier.faire("La loi de finances")
    assert Page(client, q="loi").titres == ["La loi de finances"]
    assert Page(client, q="politique de la ville").titres == ["La politique de la ville"]
    assert not Reecriture.objects.filter(terme="loi NOTRe").exists()
