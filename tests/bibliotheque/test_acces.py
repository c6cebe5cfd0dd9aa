# ruff: noqa: E501
"""L3: a notice is public, its file reserved; somebody asks, the team opens it for a time; then no more. Nothing else leaks."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.liens.models import LienSigne
from centre.membres.operations import suspendre
from centre.publications.operations import deplacer, retablir, retirer
from centre.registre import donnees_de_membre, journee
from centre.rgpd import conservations
from centre.taches import vider_la_file
from ressources.bibliotheque.enums import EtatDeDemande
from ressources.bibliotheque.models import DemandeDeFichier
from ressources.bibliotheque.operations import accorder, demander, fermer_l_acces, ouvrir_a, ouvrir_les_fichiers_a, refuser
from tests.client import ClientInspecteur
from tests.personnes import membre

from .conftest import espace, fichier_de, lire, notice

pytestmark = pytest.mark.django_db
ZOE = {"nom": "Zoé Dehors", "courriel": "zoe@dehors.example", "motif": "Une étude sur les Pays", "site": ""}


@pytest.fixture
def client():
    return ClientInspecteur()


@pytest.fixture
def objet(animatrice):
    """Public notice, file of the réseau."""
    return notice(animatrice, "Guide & méthode", voit="ouvert", ouvre="reseau", resume="De quoi il parle")


def mail(genre):
    """Subject then text of the one mail of that kind, and the path of its link."""
    courriel = Courriel.objects.get(genre=genre)
    lien = re.search(r"/lien/[\w-]+/", courriel.texte)
    texte = courriel.texte.replace(lien[0], "/lien/…/") if lien else courriel.texte
    return f"{courriel.sujet}\n\n{texte}", lien and lien[0]


def l_ouvrent(lien, objet):
    """What the link's page and its file answer."""
    qui = Client()
    return qui.get(lien).status_code, qui.get(lien, {"fichier": str(fichier_de(objet).cle)}).status_code


def demander_et_confirmer(client, animatrice):
    """A visitor asks; the link of the mail confirms; then the team sees it."""
    assert client.post("/ressources/guide-methode/demander/", ZOE).url == "/ressources/guide-methode/demander/envoyee/"
    assert "Regardez votre boîte" in lire(client.get("/ressources/guide-methode/demander/envoyee/"))
    assert journee["demandes_de_fichiers"].compter(animatrice) == 0
    _, confirmer = mail("fichier_a_confirmer")
    assert "Oui, je demande" in lire(Client().get(confirmer))
    assert DemandeDeFichier.objects.get().etat == EtatDeDemande.A_CONFIRMER  # a mail scanner that looks confirms nothing
    assert "chez l’équipe" in lire(Client().post(confirmer))
    assert journee["demandes_de_fichiers"].compter(animatrice) == 1
    return DemandeDeFichier.objects.get()


def test_l3_un_visiteur_lit_la_notice_demande_et_l_equipe_ouvre_trente_jours(client, objet, animatrice):
    fichier = fichier_de(objet)
    page = lire(client.get(objet.get_absolute_url()))
    assert "Le contenu de cette notice est réservé à : Réseau." in page
    assert 'href="/ressources/guide-methode/demander/"' in page
    assert not [mot for mot in (fichier.nom, str(fichier.cle), "mot-du-fichier", "1 fichier", "octets") if mot in page]
    demande = demander_et_confirmer(client, animatrice)
    client.force_login(animatrice)
    file = lire(client.get("/ressources/demandes/"))
    assert ("Une étude sur les Pays" in file, f'href="/ressources/demandes/{demande.pk}/"' in file) == (True, True)
    envoi = {"geste": "accorder", "jours": "30", "reponse": "Bonne lecture"}
    assert client.post(f"/ressources/demandes/{demande.pk}/", envoi).status_code == 302
    demande.refresh_from_db()
    assert (demande.etat, demande.jusqu_au.date()) == (EtatDeDemande.ACCORDEE, (timezone.now() + dt.timedelta(days=30)).date())
    assert Ligne.objects.filter(verbe__in=("ressource.demander", "ressource.accorder")).count() == 2


def test_l3_le_fichier_s_ouvre_par_ce_lien_et_par_lui_seul_puis_plus_rien(client, objet, animatrice):
    fichier = fichier_de(objet)
    demande = ouvrir_a(ressource=objet, nom="Zoé", adresse="z@dehors.example", jours=30, motif="Intervention", par=animatrice)
    _, lien = mail("fichier_accorde")
    page = lire(client.get(lien))
    assert (fichier.nom in page, "vignette" in page) == (True, False)
    reponse = client.get(lien, {"fichier": str(fichier.cle)})
    assert b"".join(reponse.streaming_content).decode().startswith("mot-du-fichier")
    assert (reponse["Cache-Control"], reponse["X-Robots-Tag"], "ETag" in reponse) == (
        "private, no-store",
        "noindex, nofollow",
        False,
    )
    assert client.get(fichier.get_absolute_url()).status_code == 302
    assert 'data-resultat="ressource"' not in lire(client.get("/recherche/", {"q": "mot-du-fichier"}))
    demande.refresh_from_db()
    assert demande.ouvertures == 1
    client.force_login(animatrice)
    assert "1 ouverture" in lire(client.get("/ressources/guide-methode/acces/"))
    LienSigne.objects.sur(demande).update(expire_le=timezone.now())
    assert l_ouvrent(lien, objet) == (404, 404)


def test_les_mots_des_courriels_a_qui_demande(objet, pays, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portail.example"
    for envoi in (ZOE, ZOE | {"courriel": pays.email}):
        Client().post("/ressources/guide-methode/demander/", envoi)
    assert mail("fichier_a_confirmer")[0] == snapshot("""\
Confirmez votre demande : Guide & méthode

Bonjour,

Quelqu’un, sans doute vous, vient de demander l’accès à « Guide & méthode » depuis cette adresse.

Confirmer :
https://portail.example/lien/…/

Le lien marche trois jours. Ce n’était pas vous ? Ne faites rien : la demande sera effacée.

Extranet des Territoires
https://portail.example/
""")
    assert mail("fichier_compte_existant")[0] == snapshot("""\
Connectez-vous pour ouvrir : Guide & méthode

Bonjour Pays,

Quelqu’un, sans doute vous, vient de demander l’accès à « Guide & méthode » depuis cette adresse. Vous avez un compte : connectez-vous sur la page de la notice. Si le document ne s’ouvre pas, un clic l’y demande.

https://portail.example/ressources/guide-methode/

Ce n’était pas vous ? Ne faites rien.

Extranet des Territoires
https://portail.example/
""")


def test_les_mots_des_courriels_qui_repondent(objet, animatrice, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portail.example"
    demande = demander(ressource=objet, membre=membre("elu", Public.ELARGI), motif="Pour voir")
    client = Client()
    client.force_login(animatrice)
    client.post(
        f"/ressources/demandes/{demande.pk}/",
        {"geste": "refuser", "jours": "30", "reponse": "Les personnes citées n’ont pas encore dit oui."},
    )
    assert mail("fichier_refuse")[0] == snapshot("""\
Votre demande : Guide & méthode

Bonjour Elu,

Vous avez demandé l’accès à « Guide & méthode ». L’équipe du Centre ne peut pas vous l’ouvrir :

Les personnes citées n’ont pas encore dit oui.

La notice, elle, reste lisible :
https://portail.example/ressources/guide-methode/

Extranet des Territoires
https://portail.example/
""")


def test_les_mots_du_courriel_qui_ouvre(objet, animatrice, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portail.example"
    donnee = ouvrir_a(ressource=objet, nom="Zoé", adresse="z@dehors.example", jours=30, motif="Intervention", par=animatrice)
    jour = Courriel.objects.get(genre="fichier_accorde").texte.split("jusqu’au ")[1].split(".\n")[0]
    assert mail("fichier_accorde")[0].replace(jour, "…") == snapshot("""\
Le document vous est ouvert : Guide & méthode

Bonjour,

L’équipe du Centre vous ouvre « Guide & méthode » jusqu’au ….

L’ouvrir :
https://portail.example/lien/…/

Ce lien vous est personnel : ne le transmettez pas.

Extranet des Territoires
https://portail.example/
""")
    assert donnee.jusqu_au is not None


def test_un_membre_demande_en_une_phrase_et_voit_ou_en_est_sa_demande(client, objet, animatrice):
    elu = membre("elu", Public.ELARGI)
    client.force_login(elu)
    vide = client.post("/ressources/guide-methode/demander/", {"motif": ""})
    assert (vide.status_code, "Dites en une phrase pourquoi" in lire(vide)) == (422, True)
    for _ in range(2):
        client.post("/ressources/guide-methode/demander/", {"motif": "Pour mon conseil"})
    demande = DemandeDeFichier.objects.get()
    page = lire(client.get(objet.get_absolute_url()))
    assert ("Vous avez demandé l’accès le" in page, "/demander/" in page) == (True, False)
    accorder(demande=demande, jours=7, par=animatrice)
    assert "Il vous est ouvert jusqu’au" in lire(client.get(objet.get_absolute_url()))
    assert client.get(fichier_de(objet).get_absolute_url()).status_code == 404  # the link, not the account
    assert l_ouvrent(mail("fichier_accorde")[1], objet) == (200, 200)
    suspendre(membre=elu)
    assert l_ouvrent(mail("fichier_accorde")[1], objet) == (404, 404)


def test_qui_ouvre_deja_n_a_rien_a_demander(client, objet, pays):
    client.force_login(pays)
    assert client.get("/ressources/guide-methode/demander/").url == objet.get_absolute_url()
    with pytest.raises(PermissionDenied):
        demander(ressource=objet, membre=pays, motif="Encore")


def test_refuser_demande_un_motif_et_deux_reponses_a_la_fois_n_en_font_qu_une(client, objet, animatrice):
    demande = demander(ressource=objet, membre=membre("elu", Public.ELARGI), motif="Pour voir")
    client.force_login(animatrice)
    sans = client.post(f"/ressources/demandes/{demande.pk}/", {"geste": "refuser", "jours": "30", "reponse": " "})
    assert (sans.status_code, "Dites pourquoi" in lire(sans)) == (422, True)
    accorder(demande=demande, jours=7, par=animatrice)
    client.post(f"/ressources/demandes/{demande.pk}/", {"geste": "refuser", "jours": "30", "reponse": "Non"})
    demande.refresh_from_db()
    assert (demande.etat, Courriel.objects.filter(genre="fichier_refuse").count()) == (EtatDeDemande.ACCORDEE, 0)


@pytest.mark.parametrize("fin", ["revoque", "retiree", "ferme", "brouillon"])
def test_l_acces_finit_avec_sa_revocation_la_notice_ou_des_fichiers_fermes(client, objet, animatrice, fin):
    demande = ouvrir_a(ressource=objet, nom="Zoé", adresse="z@dehors.example", jours=30, motif="Intervention", par=animatrice)
    _, lien = mail("fichier_accorde")
    assert l_ouvrent(lien, objet) == (200, 200)
    if fin == "revoque":
        client.force_login(animatrice)
        assert client.post("/ressources/guide-methode/acces/", {"fermer": demande.pk}).status_code == 302
        fermer_l_acces(demande=demande, par=animatrice)  # twice is once
    elif fin == "retiree":
        retirer(publication=objet, par=animatrice)
    elif fin == "ferme":
        ouvrir_les_fichiers_a(ressource=objet, espace=espace("equipe"), par=animatrice)
    else:
        type(objet).objects.filter(pk=objet.pk).update(live=False)
    assert l_ouvrent(lien, objet) == (404, 404)
    if fin == "retiree":
        retablir(publication=objet, par=animatrice)
        assert l_ouvrent(lien, objet) == (200, 200)


def test_le_lien_n_ouvre_que_les_fichiers_de_sa_notice(objet, animatrice):
    autre = notice(animatrice, "Autre", voit="reseau")
    ouvrir_a(ressource=objet, nom="Zoé", adresse="z@dehors.example", jours=30, motif="Intervention", par=animatrice)
    _, lien = mail("fichier_accorde")
    for cle in (fichier_de(autre).cle, "n’importe", "00000000-0000-0000-0000-000000000000"):
        assert Client().get(lien, {"fichier": str(cle)}).status_code == 404
    assert "Autre" not in lire(Client().get(lien))


def test_une_notice_du_reseau_ne_dit_rien_a_un_visiteur_qui_demande(client, animatrice, objet):
    cachee = notice(animatrice, "Secrète", voit="reseau", ouvre="equipe")
    for slug in (cachee.slug, "absente"):
        for methode in (client.get, client.post):
            assert methode(f"/ressources/{slug}/demander/").url == f"/connexion/?next=/ressources/{slug}/demander/"
    assert not DemandeDeFichier.objects.exists()
    deplacer(publication=objet, espace=espace("reseau"), par=animatrice)
    client.post("/ressources/guide-methode/demander/", ZOE)
    assert (DemandeDeFichier.objects.count(), Courriel.objects.count()) == (0, 0)


def test_la_notice_fermee_entre_temps_ni_le_lien_ni_les_courriels_ne_disent_plus_son_titre(client, objet, animatrice):
    client.post("/ressources/guide-methode/demander/", ZOE)
    _, confirmer = mail("fichier_a_confirmer")
    demande = demander(ressource=objet, membre=membre("elu", Public.ELARGI), motif="Pour voir")
    deplacer(publication=objet, espace=espace("reseau"), par=animatrice)
    assert (Client().get(confirmer).status_code, Client().post(confirmer).status_code) == (404, 404)
    refuser(demande=demande, reponse="Pas encore", par=animatrice)
    vider_la_file()
    assert dict(Courriel.objects.values_list("genre", "etat")) == {"fichier_a_confirmer": "annule", "fichier_refuse": "annule"}


def test_un_robot_ou_un_double_clic_n_ecrivent_pas_deux_fois(client, objet):
    client.post("/ressources/guide-methode/demander/", ZOE | {"site": "http://spam.example"})
    assert not DemandeDeFichier.objects.exists()
    for _ in range(2):
        client.post("/ressources/guide-methode/demander/", ZOE)
    assert (DemandeDeFichier.objects.count(), Courriel.objects.count()) == (1, 1)


def test_ce_qu_on_sait_du_demandeur_se_lit_et_s_efface(objet, animatrice):
    elu = membre("elu", Public.ELARGI)
    demande = demander(ressource=objet, membre=elu, motif="Pour voir")
    accorder(demande=demande, jours=7, par=animatrice)
    registre = donnees_de_membre["bibliotheque.DemandeDeFichier"]
    assert [ligne["motif"] for ligne in registre.exporter(elu)] == ["Pour voir"]
    ouvrir_a(ressource=objet, nom="Zoé", adresse="z@dehors.example", jours=365, motif="Long", par=animatrice)
    Client().post("/ressources/guide-methode/demander/", ZOE)
    il_y_a = timezone.now() - dt.timedelta(days=370)
    DemandeDeFichier.objects.filter(etat=EtatDeDemande.ACCORDEE).update(repondue_le=il_y_a)
    DemandeDeFichier.objects.filter(membre=elu).update(jusqu_au=il_y_a)
    DemandeDeFichier.objects.filter(etat=EtatDeDemande.A_CONFIRMER).update(demandee_le=timezone.now() - dt.timedelta(days=4))
    assert conservations["demandes_de_fichiers"].purger() == 2
    assert [d.nom for d in DemandeDeFichier.objects.all()] == ["Zoé"]
    registre.effacer(animatrice)
    assert DemandeDeFichier.objects.get().repondue_par is None
