"""The cap: past it, the latest rows and those whose title answers, found without reading the table whole."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.recherche import moteur
from centre.recherche.echelle import CLASSES
from centre.recherche.moteur import Portee, chercher, composer
from centre.recherche.requete import lire
from tests.personnes import membre

from .outils import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[6, 12, 100], ids=["par mois", "titres connus", "tout lu"])
def plafond(monkeypatch, request):
    """Six candidates at most: taken month after month, or kept among all that are read."""
    monkeypatch.setattr(moteur, "PLAFOND", 6)
    monkeypatch.setattr(moteur, "ASSEZ", request.param)
    monkeypatch.setattr("centre.recherche.views.pages.PLAFOND", 6)


def titres(candidats):
    noms = Entree.objects.in_bulk([ligne.pk for ligne in candidats.lignes])
    return [noms[ligne.pk].titre for ligne in candidats.lignes]


@pytest.fixture
def vingt(atelier):
    """Twenty rows of twenty years whose text holds one word, the oldest one in its title as well; one without a date."""
    atelier.faire("Le bocage", date=dt.date(2000, 5, 1), texte="bocage")
    for annee in range(2001, 2020):
        atelier.faire(f"Texte {annee}", date=dt.date(annee, 5, 1), texte="bocage")
    atelier.faire("Sans date", texte="bocage")


def test_sous_le_plafond_tout_est_la(vingt, client):
    trouves = chercher(membre("m"), lire("bocage").tsquery)
    assert (len(trouves.lignes), trouves.plein) == (21, False)
    assert titres(trouves)[:2] == ["Le bocage", "Texte 2019"]
    assert titres(trouves)[-1] == "Sans date"


def test_au_dela_viennent_les_titres_puis_les_plus_recents(vingt, plafond):
    qui = membre("m")
    trouves = chercher(qui, lire("bocage").tsquery)
    assert (titres(trouves), trouves.plein) == (["Le bocage", *(f"Texte {a}" for a in (2019, 2018, 2017, 2016, 2015))], True)
    par_date = chercher(qui, lire("bocage").tsquery, par_date=True)
    assert titres(par_date) == [f"Texte {a}" for a in (2019, 2018, 2017, 2016, 2015, 2014)]


def test_les_mots_qui_se_suivent_dans_le_titre_comme_on_les_a_tapes_viennent_d_abord(atelier, client):
    """However often the words come back elsewhere in the other titles and summaries."""
    atelier.faire(
        "Conseil : les pays, le développement", resume="Conseil, développement, pays, conseil", date=dt.date(2020, 1, 1)
    )
    atelier.faire("Conseils de développement des pays", date=dt.date(2001, 1, 1))
    assert Page(client, q="conseils de développement pays").titres[0] == "Conseils de développement des pays"
    assert lire("conseil développement").preferees == [
        "'conseil' & 'developp'",
        "'conseil' <1> 'developp' | 'conseil' <2> 'developp' | 'conseil' <3> 'developp'",
    ]
    for autre, seule in (("conseil", "'conseil'"), ("conseil -pays", "'conseil' & !'pay'"), ("de la", "")):
        assert lire(autre).preferees == ([seule] if seule else []), autre


def test_un_titre_qui_dit_le_mot_tape_vient_avant_ses_synonymes(atelier, client, vocabulaire):
    atelier.faire(
        "Politique de la ville", resume="La politique de la ville, toute la politique de la ville", date=dt.date(2026, 1, 1)
    )
    atelier.faire("Le CUCS de l’agglomération", date=dt.date(2001, 1, 1))
    assert Page(client, q="cucs").titres == ["Le CUCS de l’agglomération", "Politique de la ville"]


def test_la_page_dit_qu_il_y_en_a_davantage_et_un_filtre_cherche_au_dela(vingt, plafond, client):
    page = Page(client, q="bocage")
    assert "Plus de 6 résultats" in page.texte
    assert "2003" not in page.facette("annee")
    assert Page(client, q="bocage", annee="2003").titres == ["Texte 2003"]
    assert Page(client, q="bocage", annee=["2003", "2019"]).titres == ["Texte 2019", "Texte 2003"]
    assert Page(client, q="bocage", acces="ouvert", type="piece").total == 6
    assert Page(client, q="bocage", theme="inconnu").total == 0


def test_au_dela_chacun_ne_lit_que_ce_qui_est_a_lui(atelier, plafond):
    qui = membre("m")
    for n in range(9):
        atelier.faire(f"Équipe {n}", "equipe", texte="bocage", date=dt.date(2026, 1, 1))
        atelier.faire(f"Public {n}", texte="bocage", date=dt.date(2020, 1, 1))
    atelier.faire("À moi", "equipe", texte="bocage", date=dt.date(2010, 1, 1), auteur_id=qui.pk)
    trouves = titres(chercher(qui, lire("bocage").tsquery))
    assert len(trouves) == 6
    assert all(titre.startswith("Public") for titre in trouves)
    assert titres(chercher(qui, lire("bocage").tsquery, portee=Portee(((f"e{Espace.objects.get(slug='equipe').pk}",),)))) == [
        "À moi"
    ]


def test_les_auteurs_nommes_sont_ceux_dont_la_fiche_se_lit(atelier, personnes):
    atelier.faire("Bocage", auteur_id=personnes["ville"].pk)
    autre = Client()
    autre.force_login(personnes["pays"], backend="django.contrib.auth.backends.ModelBackend")
    assert Page(Client(), q="bocage").facette("auteur") == {}
    fiches = Entree.objects.du_type("membre").filter(object_id=personnes["ville"].pk).au_plus_profond(personnes["pays"])
    assert Page(autre, q="bocage").facette("auteur") == ({str(personnes["ville"].pk): 1} if fiches.exists() else {})


@pytest.mark.parametrize("par_date", [False, True])
@pytest.mark.parametrize("q", ["rare", "moyen", "commun", "commun moyen", "commun -moyen"])
def test_aucun_parcours_de_table(atelier, q, par_date):
    """The plan on a table with the statistics of a large one: words that one row in a thousand, in ten, or every row holds."""
    atelier.faire("Un", texte="commun")
    _grossir(3000)
    requete, espace = lire(q).tsquery, Espace.objects.get(slug="ouvert").pk
    sql, parametres = composer(membre("m"), requete, [espace], par_date=par_date, portee=Portee())
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE recherche_texte"), curseur.execute("ANALYZE catalogue_entree")
        curseur.execute("SET LOCAL enable_seqscan = off")
        curseur.execute(f"EXPLAIN {sql}", parametres)
        plan = "\n".join(ligne for (ligne,) in curseur.fetchall())
    assert "Seq Scan on recherche_texte" not in plan
    assert "Seq Scan on catalogue_entree" not in plan
    assert "Bitmap Index Scan on recherche_long" in plan
    assert "recherche_texte_pkey" not in plan.split("CTE plein")[0]


def _grossir(nombre):
    """That many more rows, written straight into the tables."""
    with connection.cursor() as curseur:
        curseur.execute(
            """WITH modele AS (SELECT * FROM catalogue_entree WHERE titre = 'Un'), neuves AS (
                INSERT INTO catalogue_entree (content_type_id, object_id, profondeur, rang, type, titre, resume, adresse, espace_id, date,
                                              etat, annoncable, cree_le, modifie_le)
                SELECT content_type_id, 1000000 + n, '', 0, type, 'T' || n, '', '/p/', espace_id, now() - n * interval '1 day', 'publie',
                       false, now(), now() FROM modele, generate_series(1, %s) n RETURNING id, espace_id, object_id, date)
            INSERT INTO recherche_texte (entree_id, texte, vecteur_court, vecteur_long)
            SELECT id, '', 't'::tsvector, (CASE WHEN object_id %% 1000 = 0 THEN 'rar moyen commun' WHEN object_id %% 10 = 0 THEN 'moyen commun'
                   ELSE 'commun' END || ' ''§e' || espace_id || ''' ''§m' || to_char(date, 'YYYYMM') || '''')::tsvector FROM neuves""",
            [nombre],
        )


def test_peupler_remplit_et_mesure(settings, personnes):
    """What ``manage.py peupler --documents`` prints: each class of words, for a visitor and a member, with the right numbers."""
    settings.DEMO = True
    sortie = StringIO()
    call_command("peupler", documents=40, fois=1, stdout=sortie)
    lignes = sortie.getvalue().splitlines()
    assert lignes[0] == "40 sur 40"
    mesures = [ligne.split() for ligne in lignes[2:]]
    nombres = {(m[0], m[3], m[4]): m[-1] for m in mesures if m[0] in CLASSES and m[2] == "%"}
    assert nombres["territoire", "visiteur", "date"] == "24"
    assert nombres["territoire", "membre", "pertinence"] == "32"
    assert nombres["logement", "membre", "pertinence"] == "4"
    assert nombres["péniche", "membre", "pertinence"] == "0"
    call_command("peupler", documents=5, fois=1, stdout=StringIO())
    assert Entree.objects.filter(type="ressource").count() == 45
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("peupler", mesurer=True)
