"""The page: facets, pages, highlights, empty answers, hostile questions, constant number of queries."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre.recherche.operations import actualiser_lexique
from centre.territoires.models import Territoire

from .outils import Page, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def lieux(db):
    return {
        slug: Territoire.objects.create(nom=slug.title(), slug=slug, nature=nature).pk
        for slug, nature in (("bray", "pays"), ("rouen", "agglomeration"), ("eure", "departement"))
    }


def test_sans_question_la_page_invite_a_chercher(client):
    page = Page(client)
    assert (page.titres, "Aucun résultat" in page.texte) == ([], False)
    assert page.html.count('role="search"') == 1


def test_un_resultat_dit_son_type_son_espace_sa_date_et_ses_lieux(atelier, client, lieux):
    atelier.faire("Bocage", adresse="/la/", resume="R", date=dt.date(2026, 3, 1), territoires=(lieux["bray"],))
    page = Page(client, q="bocage")
    assert 'data-resultat="piece" data-objet="piece" data-espace="ouvert"' in page.principal
    assert '<a href="/la/">' in page.principal
    (etiquettes,) = re.findall(r'<p class="etiqs">(.*?)</p>', page.principal, re.DOTALL)
    assert [texte(e) for e in re.findall(r'<span class="etiq">(.*?)</span>', etiquettes, re.DOTALL)] == [
        "Pièce", "Bray", "1er mars 2026", "Ouvert à tous",
    ]  # fmt: skip


def test_le_balisage_des_mots_trouves_ne_laisse_passer_aucun_autre_balisage(atelier, client):
    atelier.faire("Bocage <script>alert(1)</script>", resume='\x02faux\x03 <b>bocage</b> & "bocage"')
    page = Page(client, q="bocage")
    assert "<script>alert" not in page.principal
    assert "<mark>Bocage</mark> &lt;script&gt;" in page.principal
    assert page.marques == ["Bocage", "bocage", "bocage"]
    assert "faux &lt;b&gt;<mark>bocage</mark>&lt;/b&gt;" in page.principal


def test_l_extrait_montre_le_texte_quand_lui_seul_tient_le_mot(atelier, client):
    atelier.faire("Titre", resume="Résumé sobre", texte="mot " * 300 + "le bocage normand " + "mot " * 300)
    assert Page(client, q="bocage").marques == ["bocage"]
    assert "Résumé sobre" not in Page(client, q="bocage").texte
    assert "Résumé sobre" in Page(client, q="titre").texte


def test_un_texte_tres_long_est_indexe_et_n_empeche_pas_de_publier(atelier, client):
    atelier.faire("Long", texte=" ".join(f"mot{n}" for n in range(400_000)))
    assert Page(client, q="mot100").titres == ["Long"]
    assert Page(client, q="mot399999").titres == []


def test_les_facettes_comptent_ce_que_les_autres_laissent(atelier, client, lieux, vocabulaire):
    theme = vocabulaire["reussite"].pk
    atelier.faire("Bocage 1", territoires=(lieux["bray"],), date=dt.date(2025, 1, 1), themes=(theme,))
    atelier.faire("Bocage 2", territoires=(lieux["rouen"],), date=dt.date(2026, 1, 1))
    atelier.faire("Bocage 3", territoires=(lieux["rouen"], lieux["bray"]), date=dt.date(2026, 1, 1))
    atelier.faire("Bocage 4", territoires=(lieux["eure"],))
    page = Page(client, q="bocage")
    assert page.facette("type") == {"piece": 4}
    assert page.facette("theme") == {"reussite-educative": 1}
    assert page.facette("territoire") == {"bray": 2, "rouen": 2, "eure": 1}
    assert page.facette("milieu") == {"les deux": 2, "rural": 1, "urbain": 1}
    assert page.facette("annee") == {"2026": 2, "2025": 1}
    page = Page(client, q="bocage", annee="2026")
    assert (sorted(page.titres), page.total) == (["Bocage 2", "Bocage 3"], 2)
    assert page.facette("annee") == {"2026": 2, "2025": 1}
    assert page.facette("territoire") == {"rouen": 2, "bray": 1}
    assert Page(client, q="bocage", annee=["2025", "2026"]).total == 3
    assert Page(client, q="bocage", annee="2026", territoire="bray").titres == ["Bocage 3"]


def test_au_dela_de_huit_valeurs_une_facette_se_deplie_et_ce_qui_est_coche_reste_en_vue(atelier, client):
    for annee in range(2000, 2026):
        atelier.faire("Bocage", date=dt.date(annee, 5, 1))
    page = Page(client, q="bocage", annee="2004")
    en_vue, depliees = page.principal.split("17 de plus")
    annees = {nom: re.findall(r'name="annee" value="(\d+)"', html) for nom, html in (("vue", en_vue), ("pli", depliees))}
    assert annees["vue"] == [str(a) for a in range(2025, 2017, -1)] + ["2004"]
    assert sorted(annees["vue"] + annees["pli"]) == [str(a) for a in range(2000, 2026)]


def test_les_mots_qui_se_suivent_sont_surlignes_ensemble(atelier, vocabulaire, client):
    atelier.faire("Le programme de réussite éducative, une réussite")
    assert Page(client, q="PRE").marques[0] == "programme de réussite éducative"


def test_un_filtre_sans_resultat_se_dit_et_s_enleve(atelier, client):
    atelier.faire("Bocage")
    page = Page(client, q="bocage", type="theme")
    assert (page.titres, page.facette("type")) == ([], {"piece": 1, "theme": 0})
    assert "Aucun résultat pour « bocage »" in page.texte
    assert '<a href="?q=bocage">Enlever les filtres</a>' in page.principal


def test_un_filtre_inconnu_est_affiche_echappe(atelier, client):
    atelier.faire("Bocage")
    page = Page(client, q="bocage", theme='"><script>')
    assert (page.total, "<script>" in page.principal) == (0, False)


def test_les_pages_se_suivent_sans_trou_ni_double(atelier, client):
    for n in range(45):
        atelier.faire(f"Bocage {n}")
    pages = [Page(client, q="bocage", page=n) for n in (1, 2, 3)]
    assert [len(p.titres) for p in pages] == [20, 20, 5]
    assert len({t for p in pages for t in p.titres}) == 45
    assert {p.total for p in pages} == {45}
    assert '<ol class="liste res" start="21">' in pages[1].principal
    assert Page(client, q="bocage", page="99").titres == pages[2].titres
    assert Page(client, q="bocage", page="x").titres == pages[0].titres


@pytest.mark.parametrize(
    ("ecrit", "tape", "essayez"),
    [
        ("Collectivités territoriales", "colectivites", "collectivités"),
        ("Politique d’habitat", "politiqe habitta", "politique habitat"),
        ("Un quartier", "quartié", "quartier"),
        ("Une ingénierie rurale", "ingeneirie rurale", "ingénierie rurale"),
    ],
)
def test_une_faute_de_frappe_est_suivie_d_une_proposition_qui_trouve(atelier, client, ecrit, tape, essayez):
    atelier.faire(ecrit)
    actualiser_lexique()
    page = Page(client, q=tape)
    assert page.titres == [ecrit]
    assert f"Résultats pour « {essayez} »" in page.texte
    telle = Page(client, q=tape, telle="1")
    assert (telle.titres, f"Essayez : {essayez}" in telle.texte) == ([], True)
    assert f'?q={quote(tape)}&amp;telle=1"' in page.principal.replace("+", "%20")


def test_une_correction_garde_les_guillemets_et_les_mots_exclus(atelier, client):
    atelier.faire("Conseil de développement"), atelier.faire("Développement du conseil"), atelier.faire("Le développement exclu")
    actualiser_lexique()
    assert Page(client, q="« conseil de dévelopement »").titres == ["Conseil de développement"]
    assert Page(client, q="dévelopement -conseil").titres == ["Le développement exclu"]


def test_sans_mot_proche_il_n_y_a_pas_de_proposition(atelier, client):
    atelier.faire("Collectivités")
    actualiser_lexique()
    page = Page(client, q="xyzzy")
    assert ("Aucun résultat pour « xyzzy »" in page.texte, "Résultats pour" in page.texte) == (True, False)


def test_des_mots_trop_courants_le_disent(client):
    assert "trop courants" in Page(client, q="de la et").texte


HOSTILES = [
    "'", '"', "''''", "\\", "!", "&|!()", "a & | b", "a <-> b", "(((", "-", "- -", '"non fermé', "*:*", "a:*", "%", "_", ":",
    "\x00", "a\x00b", "\x02\x03", "or", "or or", "-or", "1=1; DROP TABLE recherche_texte; --", "a" * 2000, "a " * 1000, "é" * 200,
    "\N{HOUSE BUILDING}", "<script>", "{{ q }}", "%s %(q)s", "http://exemple.example/a?b=c", "a@b.example", "\u202eabc", "١٢٣",
    "'pre' & 'elu'", "\\'", "$$", "« »",
]  # fmt: skip


@pytest.mark.parametrize("q", HOSTILES)
def test_rien_de_ce_qui_se_tape_ne_fait_tomber_la_page(atelier, vocabulaire, client, q):
    atelier.faire("Bocage")
    actualiser_lexique()
    for autres in ({}, {"exact": "1"}, {"tri": q, "page": q, "theme": q, "annee": q, "type": q, "territoire": q, "milieu": q}):
        Page(client, q=q, **autres)


@pytest.mark.parametrize("brut", ["%ED%A0%BC", "%FF%FE", "%", "%C3", "a&q=b", "%00"])
def test_une_adresse_mal_codee_ne_fait_pas_tomber_la_page(client, brut):
    assert client.get(f"/recherche/?q={brut}&theme={brut}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(q=st.text(max_size=300))
def test_rien_du_tout_ne_fait_tomber_la_page(atelier, vocabulaire, client, q):
    Page(client, q=q)


def test_la_page_publique_ne_porte_ni_jeton_ni_nonce(atelier, client):
    atelier.faire("Bocage")
    reponse = Page(client, q="bocage").reponse
    assert ("csrfmiddlewaretoken" in reponse.content.decode(), "nonce=" in reponse.content.decode()) == (False, False)
    assert (reponse.cookies, client.post("/recherche/").status_code) == ({}, 405)
    assert 'name="robots" content="noindex"' in reponse.content.decode()


@pytest.mark.parametrize("nom", ["visiteur", "pays"])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_resultats(atelier, vocabulaire, lieux, personnes, nom):
    client = Client()
    if nom != "visiteur":
        client.force_login(personnes[nom], backend="django.contrib.auth.backends.ModelBackend")
    comptes = []
    for n in range(25):
        atelier.faire(
            f"Bocage {n}", themes=(vocabulaire["reussite"].pk,), territoires=(lieux["bray"],), date=dt.date(2000 + n, 1, 1)
        )
        if n in (1, 3, 24):
            with CaptureQueriesContext(
                connection,
            ) as requetes:
                Page(client, q="bocage")
            comptes.append(len(requetes))
    assert len(set(comptes)) == 1
    assert comptes[0] <= 26
