"""« ?depuis= »: writing one thing from another, as far as the writer may read it; where it came from, as far as each reader may."""

import re
import uuid

import pytest

from centre.catalogue.models import Entree, Reference
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import creer, deplacer, publier, retirer
from centre.themes.models import Famille, Theme
from echos.models import Echo
from ressources.bibliotheque.models import Ressource
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def espace(slug):
    return Espace.objects.get(slug=slug)


@pytest.fixture
def gens(db):
    qui = {nom: membre(nom, Public(nom)) for nom in ("pays", "ville")}
    return qui | {"animatrice": membre("animatrice", role=Public.ANIMATRICE)}


@pytest.fixture
def echo(gens, vocabulaire_minimal):
    texte = Echo(titre="Une <rencontre> à Caen", retenir_1="Rendre compte & recommencer", recit="<p>Le canarirecit.</p>")
    texte.themes = [vocabulaire_minimal]
    return publier(publication=creer(publication=texte, espace=espace("reseau"), par=gens["pays"]), par=gens["pays"])


@pytest.fixture
def vocabulaire_minimal(db):
    famille = Famille.objects.create(nom="Famille", slug="famille-d-essai", ordre=99)
    return Theme.objects.create(nom="Thème d’essai", slug="theme-d-essai", famille=famille)


def entree(objet):
    return Entree.objects.de_l_objet(objet).get()


def valeur(page, nom):
    return re.search(rf'name="{nom}"[^>]*value="([^"]*)"', page).group(1)


def anonymise(page):
    """The page without what changes at each display."""
    return re.sub(r'value="[0-9a-f-]{36}"|name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", page)


def deposer(client, depuis, **champs):
    corps = {
        "jeton": uuid.uuid4(), "titre": "Fiche", "type": "fiche", "geste": "publier", "lien": "https://exemple.example/",
        "espace": espace("ouvert" if champs.pop("ouvert", False) else "reseau").pk, "depuis": depuis,
    }  # fmt: skip
    return client.post("/ressources/deposer/", corps | champs)


@pytest.mark.parametrize(
    ("adresse", "champ"), [("/ressources/deposer/", "resume"), ("/echos/ecrire/", "recit"), ("/jeudis/creer/", "programme")]
)
def test_toute_saisie_part_de_ce_que_son_auteur_peut_lire(client, gens, echo, vocabulaire_minimal, adresse, champ):
    client.force_login(gens["animatrice"])
    page = client.get(adresse, {"depuis": entree(echo).pk, "forme": "seance"}).content.decode()
    assert valeur(page, "titre") == "Une &lt;rencontre&gt; à Caen"
    assert valeur(page, "depuis") == str(entree(echo).pk)
    assert re.search(rf'name="themes" value="{vocabulaire_minimal.pk}"[^>]*checked', page)
    texte = re.search(rf'<textarea name="{champ}"[^>]*>(.*?)</textarea>', page, re.DOTALL).group(1)
    assert ("canarirecit" in texte, "recommencer" in texte, "<li>" in texte) == (True, True, False)


@pytest.mark.parametrize("cas", ["reservee", "retiree", "absente", "0", "-1", "abc", "9" * 40, "٣", "1\x00"])
def test_ce_qu_on_ne_peut_pas_lire_donne_le_formulaire_vide_comme_un_numero_inconnu(client, gens, echo, cas):
    if cas == "reservee":
        deplacer(publication=echo, espace=espace("pays"), par=gens["animatrice"])
    elif cas == "retiree":
        retirer(publication=echo, par=gens["pays"])
    depuis = {"reservee": entree(echo).pk, "retiree": entree(echo).pk, "absente": 999_999}.get(cas, cas)
    client.force_login(gens["ville"])
    page, vide = (client.get("/ressources/deposer/", p).content.decode() for p in ({"depuis": depuis}, {}))
    assert anonymise(page) == anonymise(vide)
    assert "canarirecit" not in page
    assert deposer(client, depuis).status_code == 302
    assert not Reference.objects.exists()


def test_l_origine_se_lit_de_qui_peut_la_lire_et_de_nul_autre(client, gens, echo):
    client.force_login(gens["animatrice"])
    reponse = deposer(client, entree(echo).pk, ouvert=True)
    fiche = Ressource.objects.get()
    assert Reference.objects.sur(fiche).get().entree == entree(echo)
    for qui, lit in ((gens["ville"], True), (None, False)):
        client.force_login(qui) if qui else client.logout()
        page = client.get(reponse.url).content.decode()
        assert (f'href="{echo.get_absolute_url()}"' in page, "À partir de" in page, "rencontre" in page) == (lit, lit, lit)
    deplacer(publication=echo, espace=espace("pays"), par=gens["animatrice"])
    client.force_login(gens["ville"])
    page = client.get(reponse.url).content.decode()
    assert ("À partir de" in page, "rencontre" in page) == (False, False)


def test_une_origine_retiree_ne_se_dit_plus(client, gens, echo):
    client.force_login(gens["ville"])
    adresse = deposer(client, entree(echo).pk).url
    retirer(publication=echo, par=gens["pays"])
    page = client.get(adresse).content.decode()
    assert ("À partir de" in page, "rencontre" in page) == (False, False)


def test_le_meme_formulaire_deux_fois_garde_une_origine_et_modifier_n_en_ajoute_pas(client, gens, echo):
    client.force_login(gens["ville"])
    jeton = uuid.uuid4()
    for _ in range(2):
        deposer(client, entree(echo).pk, jeton=jeton)
    fiche = Ressource.objects.get()
    autre = creer(publication=Echo(titre="Autre", retenir_1="Un"), espace=espace("reseau"), par=gens["pays"])
    autre = publier(publication=autre, par=gens["pays"])
    corps = {
        "jeton": fiche.jeton, "version": fiche.latest_revision_id, "titre": "F", "type": "fiche", "geste": "publier",
        "lien": fiche.lien, "espace": espace("reseau").pk, "depuis": entree(autre).pk,
    }  # fmt: skip
    assert client.post(f"/ressources/{fiche.slug}/modifier/", corps).status_code == 302
    assert [r.entree for r in Reference.objects.sur(fiche)] == [entree(echo)]


def test_un_refus_garde_l_origine_dans_la_page(client, gens, echo):
    client.force_login(gens["ville"])
    reponse = deposer(client, entree(echo).pk, type="inconnu")
    assert (reponse.status_code, valeur(reponse.content.decode(), "depuis")) == (422, str(entree(echo).pk))


def test_le_geste_est_propose_a_qui_peut_l_accomplir(client, gens, echo):
    adresse = f'href="/ressources/deposer/?depuis={entree(echo).pk}"'
    for qui, propose in (("ville", True), ("animatrice", True)):
        client.force_login(gens[qui])
        assert (adresse in client.get(echo.get_absolute_url()).content.decode()) == propose
    brouillon = creer(publication=Echo(titre="En cours"), espace=espace("reseau"), par=gens["ville"])
    client.force_login(gens["ville"])
    assert "?depuis=" not in client.get(brouillon.get_absolute_url()).content.decode()
    deplacer(publication=echo, espace=espace("ouvert"), par=gens["animatrice"])
    client.force_login(membre("lecteur"))
    page = client.get(echo.get_absolute_url())
    assert (page.status_code, "?depuis=" in page.content.decode()) == (200, False)
