"""The journey of a sign-in by a provider: fixtures and steps of its tests."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
import requests

from centre.espaces.enums import Public
from tests.client import ClientInspecteur
from tests.membres.fournisseur import CLIENT, SECRET, Fournisseur
from tests.personnes import membre


@pytest.fixture
def fournisseur(settings):
    faux = Fournisseur()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = faux.adresse, CLIENT, SECRET
    yield faux
    faux.arreter()


@pytest.fixture
def client():
    return ClientInspecteur()


@pytest.fixture
def ville(db):
    return membre("ville", Public.VILLE)


def prochaine(reponse) -> str:
    """Where a page that refreshes itself leads; the link for who stops it leads there too."""
    page = reponse.content.decode()
    (adresse,) = re.findall(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    assert f'<a class="bouton" href="{adresse}">' in page
    return html.unescape(adresse)


def chez_lui(adresse: str) -> str:
    """Go to the provider, and come back: the address it sends to, here."""
    reponse = requests.get(adresse, allow_redirects=False, timeout=5)
    assert reponse.status_code == 302, reponse.text
    ici = urlsplit(reponse.headers["Location"])
    assert (ici.scheme, ici.netloc) == ("http", "testserver")
    return f"{ici.path}?{ici.query}"


def aller(client, **corps) -> str:
    """From our button to the address the provider sends back to."""
    reponse = client.post("/connexion/proconnect/", corps)
    assert reponse.status_code == 200
    return chez_lui(prochaine(reponse))


def qui(client) -> int | None:
    cle = client.session.get("_auth_user_id")
    return int(cle) if cle else None
