"""OpenID Connect as ProConnect wants it: long state and nonce, PKCE, every token signed and read whole, a logout that says whose.

allauth's generic provider sends a state of 16 characters, no nonce, and reads userinfo as bare JSON: three things replaced here.
Nothing of this module reads or writes an account: ``operations.identites`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.http import urlencode

#: Characters of ``state`` and ``nonce``; ProConnect refuses fewer than 32.
LONGUEUR = 43
#: The ways a token may be signed: with the issuer's private key, never with a secret it shares, never not at all.
ALGORITHMES = ["RS256", "PS256", "ES256"]
EXIGES = ["iss", "aud", "exp", "sub"]
#: What the issuer publishes and we, or the reader, will call.
ADRESSES = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
#: Seconds two clocks may differ by.
TOLERANCE = 30


class Echec(Exception):
    """The provider did not answer as it must; the words are for the log, and hold no token."""


@dataclass(frozen=True)
class Identite:
    """Who the provider says is there. ``adresse``: empty unless the provider verified it."""

    emetteur: str
    sub: str
    adresse: str
    jeton: str


def configuree() -> bool:
    """True when the three variables that make a provider are given."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID and settings.OIDC_CLIENT_SECRET)


def en_clair_sur_le_reseau(adresse: str) -> bool:
    """True for an address this installation may not talk to: anything but HTTPS, where it is required (everywhere but in tests)."""
    return settings.OIDC_HTTPS_EXIGE and not adresse.lower().startswith("https://")


class Fournisseur(OpenIDConnectProvider):
    """The one provider of the settings: asks for an identity and an address, nothing else."""

    def get_oauth2_adapter(self, request: HttpRequest) -> Dialogue:
        """Who talks to it."""
        return Dialogue(request)

    def get_default_scope(self) -> list[str]:
        """No ``profile``: names come from the team, and ProConnect has no such scope."""
        return ["openid", "email"]


class Dialogue(OpenIDConnectOAuth2Adapter):
    """What is said between the portal and the provider, for one request."""

    def __init__(self, request: HttpRequest) -> None:
        if en_clair_sur_le_reseau(settings.OIDC_ISSUER):
            raise Echec("the issuer is not an https address")
        super().__init__(request, settings.OIDC_ISSUER)
        self.fournisseur = Fournisseur(request, app=_application())

    def get_provider(self) -> Fournisseur:
        """Made from the settings, never from the database."""
        return self.fournisseur

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The address declared to the provider."""
        return str(build_absolute_uri(request, reverse("oidc_retour")))

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes of itself. Raises Echec when it speaks in another's name."""
        config: dict[str, Any] = super().openid_config
        if config["issuer"].rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
            raise Echec("the discovery document names another issuer")
        if any(en_clair_sur_le_reseau(str(config[nom])) for nom in ADRESSES if config.get(nom)):
            raise Echec("the discovery document names an address that is not https")
        return config

    def identite(self, code: str, etat: dict[str, Any]) -> Identite:
        """Exchange ``code`` for who it is. Raises Echec, and what ``_en_clair`` turns into it."""
        client = self.get_client(self.request, self.fournisseur.app)
        jetons = client.get_access_token(code, pkce_code_verifier=etat["pkce_code_verifier"])
        garantie = self.lire(jetons["id_token"])
        if not constant_time_compare(str(garantie.get("nonce", "")), etat["nonce"]):
            raise Echec("the nonce is not the one sent")
        infos = self._fetch_user_info(jetons["access_token"])
        if infos["sub"] != garantie["sub"]:
            raise Echec("userinfo is about somebody else")
        return Identite(settings.OIDC_ISSUER, str(garantie["sub"]), _adresse_verifiee(infos), jetons["id_token"])

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        """The signed answer of userinfo. Raises Echec when it is not signed."""
        with get_adapter().get_requests_session() as session:
            reponse = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
        reponse.raise_for_status()
        if reponse.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/jwt":
            raise Echec("userinfo is not a signed token")
        return self.lire(reponse.text.strip())

    def lire(self, jeton: str) -> dict[str, Any]:
        """The content of ``jeton``: signed by the issuer, for us, still valid. Raises Echec or jwt.PyJWTError."""
        client = settings.OIDC_CLIENT_ID
        contenu: dict[str, Any] = jwt.decode(
            jeton,
            key=self._cle(jwt.get_unverified_header(jeton).get("kid")),
            algorithms=ALGORITHMES,
            issuer=self.openid_config["issuer"],
            audience=client,
            leeway=TOLERANCE,
            options={"require": EXIGES},
        )
        if contenu.get("azp", client) != client:
            raise Echec("the token was made for another client")
        return contenu

    def _cle(self, kid: str | None) -> jwt.PyJWK:
        if not hasattr(self, "_cles"):
            with get_adapter().get_requests_session() as session:
                reponse = session.get(self.openid_config["jwks_uri"])
            reponse.raise_for_status()
            self._cles = jwt.PyJWKSet.from_dict(reponse.json()).keys
        for cle in self._cles:
            if cle.key_id == kid and cle.public_key_use in (None, "sig"):
                return cle
        raise Echec("signed with a key the issuer does not publish")


def depart(request: HttpRequest, suite: str | None) -> str:
    """The provider's address where the reader proves who they are. ``suite``: where to land afterwards. Raises Echec."""
    nonce = get_random_string(LONGUEUR)
    parametres = {"nonce": nonce} | ({"acr_values": settings.OIDC_ACR} if settings.OIDC_ACR else {})
    with _en_clair():
        reponse = Dialogue(request).fournisseur.redirect(
            request,
            process="login",
            next_url=suite,
            auth_params=parametres,
            nonce=nonce,
            state_id=get_random_string(LONGUEUR),
        )
    return str(reponse["Location"])


def arrivee(request: HttpRequest) -> tuple[Identite, str | None]:
    """Who comes back from the provider, and where they were going. A ``state`` serves once. Raises Echec."""
    dialogue = Dialogue(request)
    try:
        etat = dialogue.fournisseur.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied as erreur:
        raise Echec("no such state in this session") from erreur
    if "code" not in request.GET:
        raise Echec("the provider sent no code")
    with _en_clair():
        return dialogue.identite(request.GET["code"], etat), etat.get("next")


def fin(request: HttpRequest, jeton: str, etat: str) -> str:
    """The provider's address that ends its own session; empty when it has none. Raises Echec."""
    with _en_clair():
        adresse = Dialogue(request).openid_config.get("end_session_endpoint", "")
    retour = build_absolute_uri(request, reverse("oidc_sortie"))
    parametres = {"id_token_hint": jeton, "post_logout_redirect_uri": retour, "state": etat}
    return f"{adresse}?{urlencode(parametres)}" if adresse else ""


def _application() -> SocialApp:
    """Never saved: its row would be a second place to configure."""
    return SocialApp(
        provider=Fournisseur.id,
        provider_id=settings.OIDC_ISSUER,
        name=settings.OIDC_NOM,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={"server_url": settings.OIDC_ISSUER.rstrip("/"), "oauth_pkce_enabled": True},
    )


def _adresse_verifiee(infos: dict[str, Any]) -> str:
    """What the provider says of the address decides; when it says nothing, the setting does."""
    verifiee = infos.get("email_verified", settings.OIDC_ADRESSES_SURES)
    return str(infos.get("email") or "") if verifiee is True else ""


@contextmanager
def _en_clair() -> Iterator[None]:
    """Whatever a provider may answer wrongly is one Echec, without its words."""
    try:
        yield
    except (OAuth2Error, requests.RequestException, jwt.PyJWTError, LookupError, AttributeError, TypeError, ValueError) as erreur:
        raise Echec(type(erreur).__name__) from erreur
