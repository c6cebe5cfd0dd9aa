"""Whose account an identity opens, leaving by the provider, unlinking; and nothing at all without the settings."""

from __future__ import annotations

import re
import sys
import types
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import NoReverseMatch, reverse

import centre.urls
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.enums import Etat
from centre.membres.models import Membre
from centre.membres.operations import effacer_membre, fusionner, reconnaitre, suspendre
from centre.membres.urls_oidc import adresses
from centre.registre import donnees_de_membre
from tests.client import ClientInspecteur
from tests.membres.fournisseur import CLIENT
from tests.membres.oidc import aller, chez_lui, client, fournisseur, prochaine, qui, ville
from tests.personnes import MOT_DE_PASSE, membre

__all__ = ["client", "fournisseur", "ville"]
pytestmark = pytest.mark.django_db


# --- who ---


def inconnu(client, fournisseur) -> str:
    """The refusal page."""
    reponse = client.get(aller(client))
    assert (reponse.status_code, qui(client)) == (403, None)
    assert reponse["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return reponse.content.decode()


def test_le_refus_dit_la_meme_chose_quelle_que_soit_l_adresse(fournisseur, ville):
    pages, gens = set(), Membre.objects.count()
    SocialAccount.objects.create(provider=fournisseur.adresse, uid="sub-ailleurs", user=membre("ailleurs"))
    SocialAccount.objects.create(provider=fournisseur.adresse, uid="sub-a-elle", user=membre("reliee"))
    EmailAddress.objects.create(user=ville, email="non-confirmee@test.example", verified=False)
    for identite in (
        {"email": "personne@test.example"},
        {"email": ""},
        {"email": "ville@test.example", "email_verified": False},
        {"email": "ville@test.example", "email_verified": "true"},
        {"email": "ville@test.example", "email_verified": None},
        {"email": "non-confirmee@test.example"},
        {"sub": "sub-ailleurs", "email": "ville@test.example"},  # linked to somebody else
        {"sub": "sub-ailleurs", "email": "ailleurs@test.example", "email_verified": False},
        {"email": "reliee@test.example"},  # the address went to another person
    ):
        fournisseur.identite = {"sub": "sub-1", "email_verified": True} | identite
        pages.add(inconnu(ClientInspecteur(), fournisseur))
    assert len(pages) == 1
    assert 'href="/demander-un-acces/"' in pages.pop()
    assert (SocialAccount.objects.count(), Membre.objects.count()) == (2, gens + 2)
    assert Courriel.objects.count() == 0


def test_un_fournisseur_qui_ne_dit_pas_si_l_adresse_est_verifiee(fournisseur, ville, settings):
    """ProConnect never says: the Centre decides whether to trust it."""
    fournisseur.identite = {"sub": "sub-1", "email": "ville@test.example"}
    inconnu(ClientInspecteur(), fournisseur)
    settings.OIDC_ADRESSES_SURES = True
    fournisseur.identite["email_verified"] = False
    inconnu(ClientInspecteur(), fournisseur)
    del fournisseur.identite["email_verified"]
    client = ClientInspecteur()
    client.get(aller(client))
    assert qui(client) == ville.pk


@pytest.mark.parametrize("reliee", [False, True])
@pytest.mark.parametrize("etat", [Etat.SUSPENDU, Etat.EN_ATTENTE])
def test_un_compte_ferme_trouve_la_porte_du_mot_de_passe(client, fournisseur, etat, reliee):
    fermee = membre("ville", etat=Etat.ACTIF if etat == Etat.SUSPENDU else etat)
    if reliee:
        SocialAccount.objects.create(provider=fournisseur.adresse, uid="sub-1", user=fermee)
    if etat == Etat.SUSPENDU:
        suspendre(membre=fermee)
    par_mot_de_passe = ClientInspecteur().post("/connexion/", {"login": fermee.email, "password": MOT_DE_PASSE})
    reponse = client.get(aller(client))
    assert (reponse.status_code, reponse["Location"]) == (302, par_mot_de_passe["Location"])
    assert reponse["Location"] == "/connexion/inactif/"
    assert qui(client) is None
    assert "oidc" not in client.session
    assert SocialAccount.objects.count() == reliee


def test_une_identite_prise_au_meme_instant_est_refusee(ville, monkeypatch):
    """The database has the last word: somebody else's row appears between the reading and the writing."""
    autre, creer = membre("autre"), SocialAccount.objects.create

    def apres_un_autre(**champs):
        creer(**champs | {"user": autre})
        return creer(**champs)

    monkeypatch.setattr(SocialAccount.objects, "create", apres_un_autre)
    assert reconnaitre(emetteur="https://e.example", sub="s", adresse=ville.email) is None


# --- out ---


def test_sortir_sort_aussi_du_fournisseur(client, fournisseur, ville):
    client.get(aller(client))
    jeton = client.session["oidc"]["jeton"]
    assert 'action="/deconnexion/proconnect/"' in client.get("/deconnexion/").content.decode()
    reponse = client.post("/deconnexion/proconnect/")
    assert qui(client) is None
    assert client.get("/espace/").status_code == 302
    retour = chez_lui(prochaine(reponse))
    (sortie,) = fournisseur.sorties
    assert (sortie["id_token_hint"], sortie["post_logout_redirect_uri"]) == (jeton, "http://testserver/deconnexion/proconnect/")
    assert len(sortie["state"]) == 43
    assert jwt.decode(jeton, options={"verify_signature": False})["sub"] == "sub-1"
    for fois in (1, 0):
        assert client.get(retour)["Location"] == "/"
        assert client.get("/connexion/").content.decode().count("déconnecté·e de ProConnect") == fois


def test_qui_est_entre_autrement_sort_sans_le_fournisseur(client, fournisseur, ville):
    client.post("/connexion/", {"login": ville.email, "password": MOT_DE_PASSE})
    assert 'action="/deconnexion/"' in client.get("/deconnexion/").content.decode()
    assert client.post("/deconnexion/proconnect/")["Location"] == "/"
    assert qui(client) is None
    assert fournisseur.sorties == []


def test_un_fournisseur_muet_n_empeche_pas_de_sortir(client, fournisseur, ville, settings, caplog):
    client.get(aller(client))
    settings.OIDC_ISSUER = "http://127.0.0.1:9/oidc"
    assert client.post("/deconnexion/proconnect/")["Location"] == "/"
    assert qui(client) is None
    assert caplog.messages == ["OpenID Connect, logout: ConnectionError"]


# --- my account ---


def test_on_delie_la_sienne_et_jamais_celle_d_une_autre(client, fournisseur, ville):
    autre = SocialAccount.objects.create(provider=fournisseur.adresse, uid="sub-9", user=membre("autre"))
    client.get(aller(client))
    sienne = SocialAccount.objects.get(user=ville)
    assert 'href="/mon-compte/identites/"' in client.get("/mon-compte/").content.decode()
    page = client.get("/mon-compte/identites/").content.decode()
    assert re.findall(r'action="(/mon-compte/identites/[^"]+)"', page) == [f"/mon-compte/identites/{sienne.pk}/delier/"]
    assert client.post(f"/mon-compte/identites/{autre.pk}/delier/").status_code == 404
    assert client.post(f"/mon-compte/identites/{sienne.pk}/delier/")["Location"] == "/mon-compte/identites/"
    assert client.post(f"/mon-compte/identites/{sienne.pk}/delier/").status_code == 404
    assert list(SocialAccount.objects.all()) == [autre]
    assert Ligne.objects.get(verbe="membre.delier").acteur == ville
    assert "Aucune identité n’est reliée" in client.get("/mon-compte/identites/").content.decode()


def test_l_identite_suit_la_personne_exportee_fusionnee_effacee(client, fournisseur, ville):
    donnees = donnees_de_membre["socialaccount.SocialAccount"]
    client.get(aller(client))
    temoin = SocialAccount.objects.create(provider=fournisseur.adresse, uid="sub-9", user=membre("temoin"))
    assert [(e["provider"], e["uid"]) for e in donnees.exporter(ville)] == [(fournisseur.adresse, "sub-1")]
    garde = membre("garde", Public.VILLE)
    fusionner(garde=garde, doublon=ville, par=None)
    for adresse in ("ville@test.example", "garde@test.example"):  # the first is still that of the account merged
        ailleurs = ClientInspecteur()
        fournisseur.identite["email"] = adresse
        ailleurs.get(aller(ailleurs))
        assert qui(ailleurs) == garde.pk
    effacer_membre(membre=garde)
    assert list(SocialAccount.objects.all()) == [temoin]


# --- configured or not, and the strict policy ---


def test_sans_reglage_ni_bouton_ni_adresse(client, settings, ville):
    assert "S’identifier avec ProConnect" in client.get("/connexion/").content.decode()
    sans = types.ModuleType("urls_sans_fournisseur")
    sans.urlpatterns = [p for p in centre.urls.urlpatterns if getattr(p, "urlconf_name", None) is not _module_oidc()]
    assert len(sans.urlpatterns) == len(centre.urls.urlpatterns) - 1
    sys.modules[sans.__name__] = sans
    try:
        settings.ROOT_URLCONF = sans.__name__
        assert "S’identifier" not in client.get("/connexion/").content.decode()
        assert [client.post("/connexion/proconnect/").status_code, client.get("/connexion/proconnect/").status_code] == [404, 404]
        with pytest.raises(NoReverseMatch):
            reverse("mes_identites")
        client.force_login(ville, backend="django.contrib.auth.backends.ModelBackend")
        assert "Identités reliées" not in client.get("/mon-compte/").content.decode()
        assert 'action="/deconnexion/"' in client.get("/deconnexion/").content.decode()
    finally:
        del sys.modules[sans.__name__]


def _module_oidc():
    return sys.modules["centre.membres.urls_oidc"]


@pytest.mark.parametrize("variable", ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_il_faut_les_trois_reglages(settings, variable):
    assert len(adresses()) == 5
    setattr(settings, variable, "")
    assert adresses() == []


def test_la_politique_stricte_n_est_ouverte_a_personne(client, fournisseur, ville):
    """A form leads to ourselves alone; the page that answers it goes on by itself."""
    reponse = client.post("/connexion/proconnect/")
    politique = reponse["Content-Security-Policy"]
    assert "form-action 'self';" in politique + ";"
    assert fournisseur.adresse.split("/api")[0] not in politique
    assert parse_qs(urlsplit(prochaine(reponse)).query)["client_id"] == [CLIENT]
    assert "no-store" in reponse["Cache-Control"]
