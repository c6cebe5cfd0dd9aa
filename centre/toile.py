"""Going to see whether an address of the web answers: the one door to addresses that somebody typed.

Only hosts that everybody reaches (never this machine nor a private network, whatever a name or a redirection leads to), few
seconds, the head of the answer alone. ``TOILE_PERMET`` names hosts of the house's own network that may be seen all the same.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

PORTS = {80, 443, 8080, 8443}
SAUTS = 5
#: Seconds for one silence, and for a whole visit of one address.
SILENCE, DELAI = 8, 20
#: Answers of a server that is there and does not want to be seen by a program: the address is not dead.
PRESENTS = {401, 403, 405, 406, 429, 451, 501, 503, 999}


class Interdite(Exception):
    """An address the portal never goes to."""


@dataclass(frozen=True)
class Visite:
    """What came of it. ``mots``: why the address does not answer, for people; empty when it does."""

    repond: bool
    mots: str = ""


def visiter(adresse: str) -> Visite:
    """Ask for the head of that page, following at most SAUTS redirections. Never raises."""
    try:
        code = _suivre(adresse)
    except Interdite as refus:
        return Visite(False, str(refus))
    except ssl.SSLError:
        return Visite(False, "Son certificat n’est pas valable.")
    except socket.gaierror:
        return Visite(False, "Ce site n’existe plus, ou son nom est mal écrit.")
    except TimeoutError:
        return Visite(False, "Le site ne répond pas à temps.")
    except (OSError, http.client.HTTPException, ValueError):
        return Visite(False, "Le site ne répond pas.")
    if code < 400 or code in PRESENTS:
        return Visite(True)
    if code in (404, 410):
        return Visite(False, f"La page n’existe plus (réponse {code}).")
    return Visite(False, f"Le site répond par une erreur ({code}).")


def _suivre(adresse: str) -> int:
    for _ in range(SAUTS + 1):
        code, suite = _voir(adresse)
        if suite is None:
            return code
        adresse = urljoin(adresse, suite)
    raise Interdite("Cette adresse renvoie sans fin à d’autres.")


def _voir(adresse: str) -> tuple[int, str | None]:
    """The status, by HEAD; by GET when the server refuses HEAD (its body is not read); and where a redirection leads."""
    code, suite = _demander("HEAD", urlsplit(adresse))
    if code >= 400 and code != 429:
        code, suite = _demander("GET", urlsplit(adresse))
    return code, suite if code in (301, 302, 303, 307, 308) else None


def _demander(methode: str, lue: SplitResult) -> tuple[int, str | None]:
    if lue.scheme not in ("http", "https") or not lue.hostname or lue.username is not None:
        raise Interdite("Cette adresse n’est pas celle d’une page.")
    hote = lue.hostname.encode("idna").decode() if not lue.hostname.isascii() else lue.hostname
    port = lue.port or (443 if lue.scheme == "https" else 80)
    with closing(socket.create_connection(_ou(hote, port), timeout=SILENCE)) as nue:
        coupure = threading.Timer(DELAI, _couper, [nue])
        coupure.daemon = True
        coupure.start()
        try:
            prise = ssl.create_default_context().wrap_socket(nue, server_hostname=hote) if lue.scheme == "https" else nue
            return _echanger(prise, methode, lue, hote)
        finally:
            coupure.cancel()


def _echanger(prise: socket.socket, methode: str, lue: SplitResult, hote: str) -> tuple[int, str | None]:
    connexion = http.client.HTTPConnection(hote, timeout=SILENCE)
    connexion.sock = prise
    try:
        chemin = iri_to_uri(lue.path or "/") + (f"?{iri_to_uri(lue.query)}" if lue.query else "")
        connexion.request(methode, chemin, headers=_en_tetes(lue, hote))
        reponse = connexion.getresponse()
        return reponse.status, reponse.getheader("Location")
    finally:
        connexion.close()


def _en_tetes(lue: SplitResult, hote: str) -> dict[str, str]:
    """Who asks, and where to write to us."""
    nom = f"[{hote}]" if ":" in hote else hote
    return {
        "Host": f"{nom}:{lue.port}" if lue.port else nom,
        "User-Agent": f"ExtranetDesTerritoires (+{settings.WAGTAILADMIN_BASE_URL})",
        "Accept": "*/*",
        "Connection": "close",
    }


def _couper(prise: socket.socket) -> None:
    with suppress(OSError):
        prise.shutdown(socket.SHUT_RDWR)


def _ou(hote: str, port: int) -> tuple[str, int]:
    """Where to connect: an address of that host, looked up once so that it cannot change between the check and the visit.

    Raises Interdite for a host of a private network, or a port that is no web server's.
    """
    adresses = [str(lieu[4][0]) for lieu in socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)]
    if hote in settings.TOILE_PERMET:
        return adresses[0], port
    if port not in PORTS or not all(publique(adresse) for adresse in adresses):
        raise Interdite("Cette adresse est celle d’un réseau privé : le portail n’y va pas.")
    return adresses[0], port


def publique(adresse: str) -> bool:
    """True for an IP address of the public internet, and for an IPv6 one only if the IPv4 one it may hide is public too."""
    ip = ipaddress.ip_address(adresse.partition("%")[0])
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        cachees = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            cachees.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        return all(cachee is None or publique(str(cachee)) for cachee in cachees)
    return True
