"""Signing in by OpenID Connect, against a provider started here: what is asked, what is accepted, what is refused and why."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.urls import reverse

from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres import oidc
from centre.membres.models import Membre
from centre.membres.verifications import fournisseur_en_https
from tests.client import ClientInspecteur
from tests.membres.fournisseur import CLIENT, SECRET, signer
from tests.membres.oidc import aller, client, fournisseur, qui, ville
from tests.personnes import membre

__all__ = ["client", "fournisseur", "ville"]
pytestmark = pytest.mark.django_db
HIER = 1_700_000_000


def refuse(client, reponse, caplog, raison: str) -> None:
    """Back to the login page, nobody in, nothing linked, and the log says why."""
    assert (reponse.status_code, reponse["Location"]) == (302, "/connexion/")
    assert "n’a pas abouti" in client.get("/connexion/").content.decode()
    assert qui(client) is None
    assert SocialAccount.objects.count() == 0
    assert [r.getMessage() for r in caplog.records if r.name == "centre.membres.views.oidc"] == [f"OpenID Connect: {raison}"]


# --- in ---


def test_une_adresse_verifiee_fait_entrer_et_relie(client, fournisseur, ville):
    membre("collegue", Public.AGGLO)
    page = client.get("/connexion/?next=/annuaire/").content.decode()
    assert "S’identifier avec ProConnect" in page
    retour = aller(client, next="/annuaire/")
    reponse = client.get(retour)
    assert (reponse.status_code, reponse["Location"]) == (302, "/annuaire/")
    assert qui(client) == ville.pk
    assert client.get("/annuaire/").status_code == 200
    identite = SocialAccount.objects.get()
    assert (identite.user_id, identite.provider, identite.uid, identite.extra_data) == (
        ville.pk, fournisseur.adresse, "sub-1", {}
    )  # fmt: skip
    assert (SocialToken.objects.count(), Membre.objects.count()) == (0, 2)
    ligne = Ligne.objects.get(verbe="membre.relier")
    assert (ligne.acteur, ligne.objet, ligne.details) == (ville, ville, {"emetteur": fournisseur.adresse})


def test_la_demande_est_celle_que_proconnect_attend(client, fournisseur, settings):
    settings.OIDC_ACR = "eidas1"
    aller(client)
    settings.OIDC_ACR = ""
    aller(client)
    une, deux = fournisseur.demandes
    assert {nom: une[nom] for nom in ("response_type", "client_id", "redirect_uri", "acr_values", "code_challenge_method")} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": "http://testserver/connexion/proconnect/retour/",
        "acr_values": "eidas1",
        "code_challenge_method": "S256",
    }
    assert set(une["scope"].split()) == {"openid", "email"}
    assert (len(une["state"]), len(une["nonce"])) == (43, 43)
    assert "acr_values" not in deux
    assert len({une[nom] for nom in ("state", "nonce")} | {deux[nom] for nom in ("state", "nonce")}) == 4


def test_une_identite_reliee_suffit_quand_l_adresse_a_change(client, fournisseur, ville):
    client.get(aller(client))
    client.post("/deconnexion/")
    fournisseur.identite["email"] = "nouvelle@test.example"
    client.get(aller(client))
    assert qui(client) == ville.pk
    assert SocialAccount.objects.count() == 1
    assert Ligne.objects.filter(verbe="membre.relier").count() == 1


def test_l_adresse_se_compare_sans_majuscules(client, fournisseur, ville):
    fournisseur.identite["email"] = "Ville@Test.Example"
    client.get(aller(client))
    assert qui(client) == ville.pk


def test_une_lettre_qui_ressemble_n_est_pas_la_meme_adresse(client, fournisseur, ville):
    """« vılle », without its dot, becomes VILLE in capitals."""
    fournisseur.identite["email"] = "vılle@test.example"
    assert client.get(aller(client)).status_code == 403
    assert qui(client) is None


def test_la_suite_ne_mene_jamais_ailleurs(client, fournisseur, ville):
    assert client.get(aller(client, next="https://ailleurs.example/"))["Location"] == "/espace/"


def test_le_second_facteur_est_toujours_demande(client, fournisseur, settings):
    settings.MFA_EXIGEE_POUR_L_EQUIPE = True
    animatrice = membre("ville", role=Public.ANIMATRICE)
    TOTP.activate(animatrice, generate_totp_secret())
    assert client.get(aller(client))["Location"] == "/connexion/verification/"
    assert qui(client) is None
    assert client.get("/gestion/").status_code == 302


def test_l_equipe_sans_second_facteur_en_choisit_un(client, fournisseur, settings):
    settings.MFA_EXIGEE_POUR_L_EQUIPE = True
    animatrice = membre("ville", role=Public.ANIMATRICE)
    client.get(aller(client))
    assert qui(client) == animatrice.pk
    assert client.get("/espace/")["Location"] == reverse("mfa_index")


# --- the tokens ---


@pytest.mark.parametrize(
    ("changer", "raison"),
    [
        ({"changer_jeton": {"nonce": "n" * 43}}, "the nonce is not the one sent"),
        ({"changer_jeton": {"nonce": None}}, "the nonce is not the one sent"),
        ({"changer_jeton": {"aud": "un-autre"}}, "InvalidAudienceError"),
        ({"changer_jeton": {"aud": [CLIENT, "un-autre"], "azp": "un-autre"}}, "the token was made for another client"),
        ({"changer_jeton": {"iss": "https://ailleurs.example"}}, "InvalidIssuerError"),
        ({"changer_jeton": {"exp": HIER}}, "ExpiredSignatureError"),
        ({"changer_jeton": {"exp": None}}, "MissingRequiredClaimError"),
        ({"signature_du_jeton": {"par": "voleuse"}}, "InvalidSignatureError"),
        ({"signature_du_jeton": {"kid": "inconnue"}}, "signed with a key the issuer does not publish"),
        ({"signature_du_jeton": {"algorithme": "none"}}, "InvalidAlgorithmError"),
        ({"changer_infos": {"aud": "un-autre"}}, "InvalidAudienceError"),
        ({"changer_infos": {"iss": "https://ailleurs.example"}}, "InvalidIssuerError"),
        ({"changer_infos": {"exp": HIER}}, "ExpiredSignatureError"),
        ({"changer_infos": {"sub": "sub-2"}}, "userinfo is about somebody else"),
        ({"signature_des_infos": {"par": "voleuse"}}, "InvalidSignatureError"),
        ({"signature_des_infos": {"algorithme": "none"}}, "InvalidAlgorithmError"),
        ({"type_des_infos": "application/json"}, "userinfo is not a signed token"),
    ],
    ids=str,
)
def test_un_jeton_qui_ne_va_pas_ne_fait_entrer_personne(client, fournisseur, ville, caplog, changer, raison):
    for nom, valeur in changer.items():
        setattr(fournisseur, nom, valeur)
    refuse(client, client.get(aller(client)), caplog, raison)


def test_le_secret_du_client_ne_signe_rien(client, fournisseur, ville, caplog, monkeypatch):
    """A token signed with what both know, under the name of the published key."""
    monkeypatch.setattr(
        "tests.membres.fournisseur.signer",
        lambda contenu, **_: jwt.encode(contenu, SECRET * 4, algorithm="HS256", headers={"kid": "cle-1"}),
    )
    refuse(client, client.get(aller(client)), caplog, "InvalidAlgorithmError")


def test_la_fausse_signature_peut_reussir(fournisseur):
    """The provider of these tests signs well when it is not asked otherwise: the refusals above are about what changed."""
    jeton = signer(fournisseur.affirmer({"sub": "sub-1"}))
    cles = requests.get(f"{fournisseur.adresse}/jwks", timeout=5).json()
    cle = jwt.PyJWKSet.from_dict(cles)["cle-1"]
    assert jwt.decode(jeton, key=cle, algorithms=["RS256"], audience=CLIENT)["sub"] == "sub-1"


# --- the state ---


def test_un_state_invente_est_refuse(client, fournisseur, ville, caplog):
    retour = dict(parse_qsl(urlsplit(aller(client)).query))
    refuse(
        client, client.get("/connexion/proconnect/retour/", retour | {"state": "s" * 43}), caplog, "no such state in this session"
    )


def test_le_state_d_un_autre_navigateur_est_refuse(client, fournisseur, ville, caplog):
    refuse(client, client.get(aller(ClientInspecteur())), caplog, "no such state in this session")


def test_un_state_ne_sert_qu_une_fois(client, fournisseur, ville, caplog):
    retour = aller(client)
    client.get(retour)
    client.post("/deconnexion/")
    SocialAccount.objects.all().delete()
    refuse(client, client.get(retour), caplog, "no such state in this session")


def test_un_state_perime_est_refuse(client, fournisseur, ville, caplog):
    retour = aller(client)
    session = client.session
    session["socialaccount_states"] = {
        nom: (etat, quand - 3600, emetteur) for nom, (etat, quand, emetteur) in session["socialaccount_states"].items()
    }
    session.save()
    refuse(client, client.get(retour), caplog, "no such state in this session")


def test_renoncer_chez_le_fournisseur_ramene_aux_autres_portes(client, fournisseur, caplog):
    etat = dict(parse_qsl(urlsplit(aller(client)).query))["state"]
    reponse = client.get("/connexion/proconnect/retour/", {"error": "access_denied", "state": etat})
    refuse(client, reponse, caplog, "the provider sent no code")


def test_un_code_refuse_par_le_fournisseur(client, fournisseur, ville, caplog):
    retour = aller(client)
    fournisseur.codes.clear()
    refuse(client, client.get(retour), caplog, "OAuth2Error")


def test_un_fournisseur_muet_ou_qui_parle_pour_un_autre(client, fournisseur, settings, caplog):
    fournisseur.config = {"issuer": "https://ailleurs.example"}
    refuse(client, client.post("/connexion/proconnect/"), caplog, "the discovery document names another issuer")
    caplog.clear()
    settings.OIDC_ISSUER = "http://127.0.0.1:9/oidc"
    reponse = client.post("/connexion/proconnect/", {"next": "/annuaire/"})
    assert reponse["Location"] == "/connexion/?next=%2Fannuaire%2F"
    assert caplog.messages == ["OpenID Connect: ConnectionError"]


# --- HTTPS alone ---


def test_un_emetteur_en_clair_est_refuse_par_check_et_a_l_usage(client, fournisseur, ville, settings):
    assert fournisseur_en_https() == []
    settings.OIDC_HTTPS_EXIGE = True
    assert [erreur.id for erreur in fournisseur_en_https()] == ["membres.E001"]
    reponse = client.post("/connexion/proconnect/")
    assert reponse["Location"] == "/connexion/"
    assert "n’a pas abouti" in client.get("/connexion/").content.decode()
    settings.OIDC_ISSUER = "https://identite.example"
    assert fournisseur_en_https() == []
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = "http://identite.example", ""
    assert fournisseur_en_https() == []


def test_un_emetteur_en_https_n_envoie_pas_vers_une_adresse_en_clair(rf, settings, monkeypatch):
    settings.OIDC_HTTPS_EXIGE, settings.OIDC_ISSUER = True, "https://identite.example"
    publie = {"issuer": "https://identite.example", "token_endpoint": "https://identite.example/jeton"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", publie)
    dialogue = oidc.Dialogue(rf.get("/"))
    assert dialogue.openid_config == publie
    publie["jwks_uri"] = "http://identite.example/cles"
    with pytest.raises(oidc.Echec, match="not https"):
        _ = dialogue.openid_config
