"""Searches kept: one gesture, a digest of what is new and readable, a link to stop, a feed of what everybody reads."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from inline_snapshot import snapshot

from centre.catalogue.models import Entree
from centre.courriels.envoi import expedier
from centre.courriels.models import Courriel
from centre.courriels.operations import choisir
from centre.recherche import gardees
from centre.recherche.models import RechercheGardee
from centre.recherche.taches import alertes_de_la_semaine, alertes_du_jour
from centre.taches import vider_la_file
from centre.territoires.models import Territoire

from .outils import Page, texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def pays(personnes):
    client = Client()
    client.force_login(personnes["pays"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def garder(client, adresse):
    return client.post("/mon-compte/recherches/", {"geste": "garder", "recherche": adresse})


def vieillir():
    """As if everything there was of last week, and the searches of yesterday."""
    Entree.objects.update(cree_le=timezone.now() - dt.timedelta(days=7))
    RechercheGardee.objects.update(vue_le=timezone.now() - dt.timedelta(days=1))


def test_un_geste_depuis_les_resultats_garde_mots_et_filtres_une_seule_fois(atelier, pays, client):
    atelier.faire("Bocage")
    page = Page(pays, q="bocage", type="piece", tri="date", page="1")
    [adresse] = re.findall(r'name="recherche" value="([^"]*)"', page.principal)
    adresse = adresse.replace("&amp;", "&")
    for _ in range(2):
        assert garder(pays, adresse).status_code == 302
    gardee = RechercheGardee.objects.get()
    assert (gardee.mots, gardee.filtres, gardee.frequence) == ("bocage", "type=piece", "hebdomadaire")
    assert gardee.get_absolute_url() == "/recherche/?q=bocage&type=piece"
    lu = pays.get("/mon-compte/recherches/").content.decode()
    assert "filtrée par nature" in texte(lu)
    assert garder(client, adresse).status_code == 302
    assert RechercheGardee.objects.count() == 1
    assert "Garder cette recherche" not in Page(client, q="bocage").texte
    assert garder(pays, "q=").status_code == 404


def test_la_liste_change_la_frequence_et_oublie_les_siennes_seules(pays, personnes):
    autre = RechercheGardee.objects.create(membre=personnes["ville"], mots="à elle")
    sienne = RechercheGardee.objects.create(membre=personnes["pays"], mots="à lui")
    faire = lambda geste, gardee, **champs: pays.post("/mon-compte/recherches/", {"geste": geste, "gardee": gardee.pk, **champs})  # noqa: E731
    assert "à elle" not in pays.get("/mon-compte/recherches/").content.decode()
    assert faire("frequence", sienne, frequence="quotidienne").status_code == 302
    assert faire("frequence", sienne, frequence="jamais").status_code == 404
    assert faire("oublier", autre).status_code == faire("frequence", autre, frequence="quotidienne").status_code == 404
    assert sorted(RechercheGardee.objects.values_list("mots", "frequence")) == [
        ("à elle", "hebdomadaire"),
        ("à lui", "quotidienne"),
    ]
    assert faire("oublier", sienne).status_code == 302
    assert list(RechercheGardee.objects.values_list("mots", flat=True)) == ["à elle"]


def test_le_courriel_ne_dit_que_le_nouveau_et_ce_que_l_on_peut_lire(atelier, pays, personnes):
    bray = Territoire.objects.create(nom="Bray", slug="bray", nature="pays")
    atelier.faire("Bocage ancien")
    garder(pays, "q=bocage"), garder(pays, "q=bocage&territoire=bray")
    vieillir()
    RechercheGardee.objects.update(frequence="quotidienne")
    atelier.faire("Bocage public", adresse="/public/"), atelier.faire("Bocage du réseau", "reseau", adresse="/reseau/")
    atelier.faire("Bocage de l’équipe", "equipe"), atelier.faire("Bocage de la ville", "ville")
    atelier.faire("Bocage du Bray", territoires=(bray.pk,), adresse="/bray/"), atelier.faire("Sans rapport")
    alertes_de_la_semaine()
    vider_la_file()
    assert Courriel.objects.count() == 0
    for _ in range(2):
        alertes_du_jour()
        vider_la_file()
    courriel = Courriel.objects.get()
    assert (courriel.adresse, courriel.etat) == (personnes["pays"].email, "envoye")
    assert courriel.sujet == "Vos recherches : 4 nouveautés"
    dits = sorted(re.findall(r"– (.*)", courriel.texte))
    assert dits == ["Bocage du Bray", "Bocage du Bray", "Bocage du réseau", "Bocage public"]
    assert "équipe" not in courriel.texte


def test_ce_qui_se_ferme_entre_l_ecriture_et_l_envoi_ne_part_pas(atelier, pays, personnes):
    garder(pays, "q=bocage")
    vieillir()
    objet = atelier.faire("Bocage du réseau", "reseau")
    gardees.alerter(membre=personnes["pays"], frequence="hebdomadaire")
    courriel = Courriel.objects.get()
    assert "Bocage du réseau" in courriel.texte
    atelier.changer(objet, etat="retire")
    expedier(courriel.pk)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.erreur) == ("annule", "l’objet n’est plus visible pour cette personne")


def test_qui_refuse_ou_est_suspendu_ne_recoit_rien(atelier, pays, personnes):
    from centre.membres.operations import suspendre

    garder(pays, "q=bocage")
    vieillir()
    atelier.faire("Bocage")
    choisir(membre=personnes["pays"], genre="alertes", recevoir=False)
    gardees.alerter(membre=personnes["pays"], frequence="hebdomadaire")
    choisir(membre=personnes["pays"], genre="alertes", recevoir=True)
    vieillir()
    suspendre(membre=personnes["pays"])
    personnes["pays"].refresh_from_db()
    assert gardees.alerter(membre=personnes["pays"], frequence="hebdomadaire") is False
    assert Courriel.objects.filter(genre="alertes").count() == 0


def test_le_lien_arrete_une_alerte_sans_se_connecter(atelier, pays, personnes, client):
    garder(pays, "q=bocage"), garder(pays, "q=haies")
    vieillir()
    atelier.faire("Bocage et haies")
    gardees.alerter(membre=personnes["pays"], frequence="hebdomadaire")
    liens = re.findall(r"Arrêter cette alerte : \S+?(/lien/\S+)", Courriel.objects.get().texte)
    assert len(liens) == 2
    assert "Arrêter" in client.get(liens[0]).content.decode()
    assert RechercheGardee.objects.count() == 2
    assert "L’alerte est arrêtée" in texte(client.post(liens[0]).content.decode())
    assert RechercheGardee.objects.count() == 1
    assert client.get(liens[0]).status_code == 404


TEXTE_1 = snapshot("""\
bocage : 12 nouveautés

Bonjour Pays,

Voici ce que vos recherches gardées ont de nouveau.

« bocage »

– Bocage 11
  http://localhost:8000/bocage-11/
– Bocage 10
  http://localhost:8000/bocage-10/
– Bocage 9
  http://localhost:8000/bocage-9/
– Bocage 8
  http://localhost:8000/bocage-8/
– Bocage 7
  http://localhost:8000/bocage-7/
– Bocage 6
  http://localhost:8000/bocage-6/
– Bocage 5
  http://localhost:8000/bocage-5/
– Bocage 4
  http://localhost:8000/bocage-4/
– Bocage 3
  http://localhost:8000/bocage-3/
– Bocage 2
  http://localhost:8000/bocage-2/
Et 2 de plus : http://localhost:8000/recherche/?q=bocage&type=piece

Arrêter cette alerte : http://localhost:8000/lien/…/

Changer la fréquence : http://localhost:8000/mon-compte/recherches/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/…/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_les_mots_du_courriel(atelier, pays, personnes):
    garder(pays, "q=bocage&type=piece")
    vieillir()
    for n in range(12):
        atelier.faire(f"Bocage {n}", adresse=f"/bocage-{n}/", date=dt.date(2020, 1, 1 + n))
    gardees.alerter(membre=personnes["pays"], frequence="hebdomadaire")
    courriel = Courriel.objects.get()
    lu = re.sub(r"/lien/\S+", "/lien/…/", f"{courriel.sujet}\n\n{courriel.texte}")
    assert lu == TEXTE_1


def test_le_flux_ne_porte_que_le_public_meme_pour_un_membre(atelier, pays, client):
    atelier.faire("Bocage public", adresse="/b/"), atelier.faire("Bocage du réseau", "reseau"), atelier.faire("Autre")
    for qui in (client, pays):
        reponse = qui.get("/recherche/flux.xml", {"q": "bocage", "type": "piece"})
        assert reponse["Content-Type"].startswith("application/atom+xml")
        assert re.findall(r"<title>(.*?)</title>", reponse.content.decode()) == ["Recherche : bocage", "Bocage public"]
        [ici] = re.findall(r'<link href="http://[^/]*(/recherche/flux.xml[^"]*)" rel="self"', reponse.content.decode())
        assert ici == "/recherche/flux.xml?q=bocage&amp;type=piece"
    assert client.get("/recherche/flux.xml").status_code == 404
    assert "/recherche/flux.xml?q=bocage" in Page(client, q="bocage").html


def test_trente_recherches_au_plus(pays, personnes):
    RechercheGardee.objects.bulk_create(RechercheGardee(membre=personnes["pays"], mots=str(n)) for n in range(gardees.AU_PLUS))
    lu = pays.post("/mon-compte/recherches/", {"geste": "garder", "recherche": "q=bocage"}, follow=True).content.decode()
    assert "Vous gardez déjà 30 recherches" in texte(lu)
    assert RechercheGardee.objects.count() == gardees.AU_PLUS


def test_autant_de_requetes_pour_une_recherche_que_pour_trois(atelier, pays, client):
    comptes = []
    for n in range(3):
        garder(pays, f"q=bocage {n}&type=piece")
        atelier.faire(f"Bocage {n}", adresse=f"/b/{n}/")
        if n in (0, 2):
            for qui, adresse in ((pays, "/mon-compte/recherches/"), (client, "/recherche/flux.xml?q=bocage")):
                with CaptureQueriesContext(connection) as requetes:
                    assert qui.get(adresse).status_code == 200
                comptes.append(len(requetes))
    assert comptes[:2] == comptes[2:]
