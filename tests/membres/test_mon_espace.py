"""« Mon espace » and « Qui voit ceci ? »: what is new and why, for each kind of reader; who reads, by name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe, inviter
from centre.membres.operations import affecter_poste, suspendre
from centre.publications.operations import creer, publier
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from echos.models import Echo
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def autrice():
    return membre("autrice", Public.AGGLO, role=Public.ANIMATRICE)


@pytest.fixture
def theme():
    return Theme.objects.create(nom="Mobilité", slug="mobilite", famille=Famille.objects.create(nom="Vivre", slug="vivre"))


@pytest.fixture
def bray():
    return Territoire.objects.create(nom="Pays de Bray", slug="bray", nature="pays")


def echo(titre: str, espace: str, auteur, *, themes=(), territoires=(), publie=True) -> Echo:
    contenu = Echo(titre=titre, retenir_1="Une chose à retenir.")
    contenu.themes, contenu.territoires = list(themes), list(territoires)
    cree = creer(publication=contenu, espace=Espace.objects.get(slug=espace), par=auteur)
    return publier(publication=cree, par=auteur) if publie else cree


def page_de(qui, chemin: str = "/espace/") -> str:
    client = Client()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    reponse = client.get(chemin)
    assert reponse.status_code == 200
    return reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")


# --- home ---


def test_ce_qui_me_concerne_vient_d_abord_avec_sa_raison(autrice, theme, bray):
    pays = membre("pays")
    affecter_poste(membre=pays, categorie=Public.PAYS, fonction="agent", depuis=dt.date(2026, 1, 5), territoires=[bray])
    pays.themes.add(theme)
    echo("Bus à la demande", "reseau", autrice, themes=[theme])
    echo("Le Bray se réunit", "reseau", autrice, territoires=[bray])
    echo("Tout autre chose", "reseau", autrice)
    page = page_de(pays)
    pour_vous, aussi = page.split('id="autres"')
    assert "Bonjour Pays." in page
    assert "Bus à la demande" in pour_vous
    assert "Dans vos thèmes : Mobilité" in pour_vous
    assert "Le Bray se réunit" in pour_vous
    assert "Sur votre territoire : Pays de Bray" in pour_vous
    assert "Tout autre chose" in aussi
    assert "Tout autre chose" not in pour_vous
    assert page.count('data-objet="echo"') == 3
    assert page.count('data-espace="reseau"') == 3
    assert 'href="/themes/mobilite/"' in page
    assert 'href="/territoires/bray/"' in page
    assert 'href="/echos/ecrire/"' in page


def test_chacun_ne_voit_que_ses_espaces(autrice):
    secret = creer_groupe(nom="Atelier", slug="atelier")
    for espace in ("public-elargi", "reseau", "ville", "atelier", "equipe"):
        echo(f"canari-{espace}", espace, autrice)
    echo("canari-brouillon", "reseau", autrice, publie=False)
    lecteurs = {
        "ville": (membre("ville", Public.VILLE), {"public-elargi", "reseau", "ville"}),
        "pays": (membre("pays", Public.PAYS), {"public-elargi", "reseau"}),
        "elu": (membre("elu", Public.ELARGI), {"public-elargi"}),
        "financeur": (membre("financeur", role=Public.FINANCEUR), set()),
        "admin": (
            membre("admin", role=Public.ADMINISTRATION),
            {"public-elargi", "reseau", "ville", "atelier", "equipe"},
        ),
        "invite": (membre("invite", Public.ELARGI), {"public-elargi", "atelier"}),
    }
    inviter(membre=lecteurs["invite"][0], espace=secret, jusqu_au=timezone.now() + dt.timedelta(days=1), par=autrice)
    for nom, (qui, attendus) in lecteurs.items():
        page = page_de(qui)
        assert {c for c in ("public-elargi", "reseau", "ville", "atelier", "equipe") if f"canari-{c}" in page} == attendus, nom
        assert "canari-brouillon" not in page, "a draft is no news, even to the team"


def test_le_public_elargi_et_le_financeur_ont_leur_page():
    for qui, espaces in ((membre("elu", Public.ELARGI), 2), (membre("financeur", role=Public.FINANCEUR), 1)):
        page = page_de(qui)
        assert "Vous lisez ici « Ouvert à tous »" in page
        assert page.count("Qui voit ceci ?") == espaces
        assert "Écrire un écho" not in page
        assert "Vous y lisez et vous y écrivez" not in page
        assert "Aucune autre nouveauté." in page


def test_l_invitee_sait_jusqu_a_quand(autrice):
    invitee = membre("invitee", Public.ELARGI)
    midi = timezone.make_aware(dt.datetime(2031, 3, 6, 12, 0))
    inviter(membre=invitee, espace=creer_groupe(nom="Atelier", slug="atelier"), jusqu_au=midi, par=autrice)
    page = page_de(invitee)
    assert "Atelier" in page
    assert "jeudi 6 mars 2031 à 12 h" in page


def test_mes_textes_et_ce_que_je_dois_finir():
    ville, autre = membre("ville", Public.VILLE), membre("autre", Public.VILLE)
    fini = echo("Le mien publié", "reseau", ville)
    brouillon = echo("Le mien en cours", "reseau", ville, publie=False)
    echo("canari d’un autre", "reseau", autre, publie=False)
    page = page_de(ville)
    a_finir, textes = page.split('id="a-finir"')[1].split('id="mes-textes"')
    assert "Le mien en cours" in a_finir
    assert f'href="/echos/{brouillon.slug}/modifier/"' in a_finir
    assert "Écho brouillon" in a_finir
    assert f'href="{fini.get_absolute_url()}"' in textes
    assert "canari" not in page
    assert "Le mien publié" not in page.split('id="a-finir"')[0], "what I wrote is no news to me"


def test_un_brouillon_que_je_ne_peux_plus_modifier_n_est_pas_a_finir():
    ville = membre("ville", Public.VILLE)
    echo("En cours", "ville", ville, publie=False)
    affecter_poste(membre=ville, categorie=Public.ELARGI, fonction="élue", depuis=dt.date(2026, 6, 1))
    page = page_de(ville)
    assert "/modifier/" not in page
    assert "En cours" in page


def test_autant_de_requetes_pour_un_que_pour_trois(autrice, theme, bray):
    pays = membre("pays")
    affecter_poste(membre=pays, categorie=Public.PAYS, fonction="agent", depuis=dt.date(2026, 1, 5), territoires=[bray])
    pays.themes.add(theme)
    client = Client()
    client.force_login(pays, backend="django.contrib.auth.backends.ModelBackend")

    def ajouter(n: int) -> None:
        echo(f"Pour moi {n}", "reseau", autrice, themes=[theme], territoires=[bray])
        echo(f"Autre {n}", "reseau", autrice)
        echo(f"Mien {n}", "reseau", pays)
        echo(f"Mien en cours {n}", "reseau", pays, publie=False)

    def cout() -> tuple[int, int]:
        client.get("/espace/")
        with CaptureQueriesContext(connection) as requetes:
            assert client.get("/espace/").status_code == 200
        regle = [r for r in requetes if r["sql"].startswith('SELECT "espaces_espace"."id" AS') or "droitdegroupe" in r["sql"]]
        return len(requetes), len(regle)

    ajouter(1)
    un = cout()
    ajouter(2)
    ajouter(3)
    assert cout() == un
    assert un[0] < 40


# --- who sees this ---


def test_qui_voit_nomme_les_personnes_par_cercle(autrice):
    atelier = creer_groupe(nom="Atelier", slug="atelier", description="Un groupe de travail.")
    ville, pays, elu = membre("ville", Public.VILLE), membre("pays", Public.PAYS), membre("elu", Public.ELARGI)
    parti, canari = membre("parti", Public.VILLE), membre("canari", Public.VILLE)
    for qui in (ville, pays, parti):
        qui.groups.add(groupe_nomme("groupe-atelier"))
    suspendre(membre=parti)
    midi = timezone.make_aware(dt.datetime(2031, 3, 6, 12, 0))
    inviter(membre=elu, espace=atelier, jusqu_au=midi, par=autrice)
    inviter(membre=canari, espace=atelier, jusqu_au=timezone.now() - dt.timedelta(minutes=1), par=autrice)
    for lectrice in (ville, elu, autrice):
        page = page_de(lectrice, "/espace/qui-voit/atelier/").split("<main")[1]
        assert "4 personnes lisent ce qui est rangé ici." in page
        ordre = [
            page.index(mot) for mot in ("Équipe du Centre (1)", "politique de la ville (1)", "Agents de Pays", "invitées (1)")
        ]
        assert ordre == sorted(ordre)
        assert all(nom in page for nom in ("Autrice Essai", "Ville Essai", "Pays Essai", "Elu Essai"))
        assert "Jusqu'au <time" in page.replace("’", "'")
        assert "jeudi 6 mars 2031 à 12 h" in page
        assert "Parti" not in page
        assert "Canari" not in page
        assert "Personne d'autre n'en apprend l'existence." in page.replace("’", "'")


def test_qui_voit_ouvert_a_tous_ne_nomme_personne():
    page = page_de(membre("financeur", role=Public.FINANCEUR), "/espace/qui-voit/ouvert/").split("<main")[1]
    assert "Tout le monde, sans compte" in page
    assert "Essai" not in page


def test_qui_voit_coute_autant_pour_un_que_pour_trois(autrice):
    client = Client()
    client.force_login(autrice, backend="django.contrib.auth.backends.ModelBackend")

    def cout() -> int:
        client.get("/espace/qui-voit/ville/")
        with CaptureQueriesContext(connection) as requetes:
            client.get("/espace/qui-voit/ville/")
        return len(requetes)

    membre("ville-1", Public.VILLE)
    un = cout()
    for n in (2, 3):
        membre(f"ville-{n}", Public.VILLE)
    assert cout() == un


def test_qui_voit_ne_nomme_qu_a_qui_peut_savoir(autrice):
    """Who the annuaire does not name is counted; inside a groupe everyone is named."""
    elu, ville = membre("elu", Public.ELARGI), membre("ville", Public.VILLE)
    page = page_de(elu, "/espace/qui-voit/public-elargi/").split("<main")[1]
    assert "3 personnes lisent ce qui est rangé ici." in page
    assert "Ville Essai" not in page
    assert "Autrice Essai" not in page
    assert "Elu Essai" in page
    assert page.count("1 personne que l’annuaire ne vous nomme pas.") == 2
    assert all(nom in page_de(ville, "/espace/qui-voit/public-elargi/") for nom in ("Ville Essai", "Autrice Essai", "Elu Essai"))
    atelier = creer_groupe(nom="Atelier", slug="atelier")
    ville.groups.add(groupe_nomme("groupe-atelier"))
    inviter(membre=elu, espace=atelier, jusqu_au=None, par=autrice)
    page = page_de(elu, "/espace/qui-voit/atelier/").split("<main")[1]
    assert "Ville Essai" in page
    assert "ne vous nomme pas" not in page


def test_qui_voit_se_cherche_et_se_lit_par_pages(autrice, monkeypatch):
    for n in range(12):
        membre(f"ville{n:02}", Public.VILLE)
    ville = membre("ville", Public.VILLE)
    trouve = page_de(ville, "/espace/qui-voit/ville/?q=ville07").split("<main")[1]
    assert "Ville07 Essai" in trouve
    assert "Ville08 Essai" not in trouve
    assert "Aucune personne de ce nom" in page_de(ville, "/espace/qui-voit/ville/?q=zzz")
    monkeypatch.setattr("centre.accueil.LECTEURS", 10)
    premiere, seconde = (page_de(ville, f"/espace/qui-voit/ville/?page={n}").split("<main")[1] for n in (1, 2))
    noms = [{f"Ville{n:02} Essai" for n in range(12) if f"Ville{n:02} Essai" in page} for page in (premiere, seconde)]
    assert noms[0] & noms[1] == set()
    assert len(noms[0] | noms[1]) == 12
    assert "14 personnes lisent" in premiere
    assert "14 personnes lisent" in seconde
