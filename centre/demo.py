"""``manage.py demo``: one parent, three children (PostgreSQL, worker, web server), all gone when it goes.

Runs before Django's settings exist: it starts the database they need. Steps are commands of ``manage.py`` run as children.
"""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from centre.enfants import RACINE, Enfant, fermer
from centre.lanceur import dossier_var
from centre.postgres import ErreurServeur, Serveur
from centre.preparation import Souci, preparer

COMPTES = "animatrice admin pays ville agglo referent elu financeur suspendu"
SIGNAUX = (signal.SIGINT, signal.SIGTERM)
#: Seconds until /sante/ must have said that all is well.
DELAI = 90.0
#: A worker that stops is started again, no sooner than this after its last start (seconds).
PAUSE = 5.0
OUVRIER = "ouvrier"
PARTOUT = ("0.0.0.0", "::")  # noqa: S104  compared with what the person asked


class Arret(Exception):
    """A signal asked us to stop."""


def _arreter(signum: int, frame: FrameType | None) -> None:
    """The first signal stops us; the next ones find us stopping."""
    for autre in SIGNAUX:
        signal.signal(autre, signal.SIG_IGN)
    raise Arret


def lancer() -> int:
    """Run the demonstration until SIGINT or SIGTERM; returns the exit code. Every trouble is one French line."""
    for flux in (sys.stdout, sys.stderr):
        flux.reconfigure(errors="replace")  # type: ignore[union-attr]
    var = dossier_var()
    serveur = None if os.environ.get("DATABASE_URL") else Serveur(var / "postgres")
    enfants: list[Enfant] = []
    try:
        for signum in SIGNAUX:
            signal.signal(signum, _arreter)  # also when SIGINT was inherited as ignored
        return _servir(var, serveur, enfants)
    except Arret:
        return 0
    except (Souci, ErreurServeur) as erreur:
        print(erreur, file=sys.stderr)
        return 1
    except OSError as erreur:
        print(f"« {erreur.filename} » ne s’utilise pas : {erreur.strerror}.", file=sys.stderr)
        return 1
    finally:
        for signum in SIGNAUX:
            signal.signal(signum, signal.SIG_IGN)
        fermer(enfants)
        if serveur is not None:
            serveur.arreter()


def _servir(var: Path, serveur: Serveur | None, enfants: list[Enfant]) -> int:
    """Start everything, say so, watch. ``enfants`` receives what was started, for the caller to end."""
    hote, port = os.environ.get("HOST") or "127.0.0.1", _port()
    _exiger_le_port(hote, port)
    _installer_la_cle(var)
    if serveur is not None:
        serveur.demarrer(lien_parent=True)
        os.environ["DATABASE_URL"] = serveur.url
    adresse = _adresse(hote, port)
    os.environ.setdefault("ADRESSE", adresse)
    preparer(var, enfants)
    _exiger_le_port(hote, port)
    services = [_ouvrier(var), _web(var, hote, port)]
    enfants += services
    _attendre(services, hote, port)
    _annoncer(adresse)
    return _veiller(services, serveur)


def _port() -> int:
    voulu = os.environ.get("PORT") or "8000"
    if not voulu.isdigit() or not 0 < int(voulu) < 65536:
        raise Souci(f"PORT={voulu} : un nombre entre 1 et 65535 est attendu.")
    return int(voulu)


def _exiger_le_port(hote: str, port: int) -> None:
    """Raises Souci when we could not listen there."""
    try:
        famille, genre, protocole, _, ou = socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(famille, genre, protocole) as prise:
            prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            prise.bind(ou)
    except OSError as erreur:
        raise Souci(
            f"Le port {port} de {hote} n’est pas libre ({erreur.strerror}). Essayez : PORT={port % 65535 + 1} make demo"
        ) from erreur


def _installer_la_cle(var: Path) -> None:
    """This installation's own SECRET_KEY, made once, whole or not at all. Raises Souci when the folder cannot be written."""
    chemin = var / "cle"
    try:
        var.mkdir(parents=True, exist_ok=True)
        if not chemin.exists():
            brouillon = var / f".cle-{os.getpid()}"
            brouillon.touch(0o600)
            brouillon.write_text(secrets.token_urlsafe(50))
            os.replace(brouillon, chemin)
    except OSError as erreur:
        raise Souci(f"Impossible d’écrire dans « {var} » : {erreur.strerror}. Changez CENTRE_VAR.") from erreur


def _ouvrier(var: Path) -> Enfant:
    """SIGKILL: a worker waiting for a long job would outlive us; jobs are rescued."""
    commande = [sys.executable, str(RACINE / "manage.py"), "procrastinate", "worker"]
    commande += ["--concurrency", "2", "--shutdown-graceful-timeout", "2"]
    return Enfant(OUVRIER, commande, journal=var / "journaux" / "ouvrier.log", mort=signal.SIGKILL)


def _web(var: Path, hote: str, port: int) -> Enfant:
    commande = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", hote, "--port", str(port), "--no-ws"]
    commande += ["--workers", "2", "--blocking-threads", "4", "--backpressure", "64", "--log-level", "warning"]
    commande += ["--workers-kill-timeout", "2", "--respawn-failed-workers", "--respawn-interval", "1"]
    commande.append("centre.wsgi:application")
    return Enfant("web", commande, journal=var / "journaux" / "web.log", mort=signal.SIGTERM)


def _attendre(services: list[Enfant], hote: str, port: int) -> None:
    """Until /sante/ says that all is well. Raises Souci when a program ends, or when it takes too long."""
    ici = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(hote, hote)  # noqa: S104
    fin = time.monotonic() + DELAI
    while time.monotonic() < fin:
        for service in services:
            if service.code is not None:
                raise Souci(
                    f"Le programme « {service.nom} » ne démarre pas : {service.dernier_mot()} (détails : {service.journal})"
                )
        if _va_bien(ici, port):
            for service in services:
                service.nouvelles_erreurs()  # those of /sante/ while the worker was starting
            return
        time.sleep(0.3)
    raise Souci(f"La démonstration ne répond pas (détails : {services[0].journal.parent})")


def _va_bien(hote: str, port: int) -> bool:
    connexion = http.client.HTTPConnection(hote, port, timeout=5)
    try:
        connexion.request("GET", "/sante/")
        return connexion.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connexion.close()


def _adresse(hote: str, port: int) -> str:
    nom = "localhost" if hote in ("127.0.0.1", "::1", *PARTOUT) else f"[{hote}]" if ":" in hote else hote
    return f"http://{nom}:{port}"


def _annoncer(adresse: str) -> None:
    print(f"\nExtranet des Territoires, démonstration : {adresse}")
    print("Comptes (mot de passe : territoires-2026), tous @demo.example :")
    print("  " + "  ".join(COMPTES.split()))
    print("Ctrl+C arrête tout, base de données comprise.\n", flush=True)


def _veiller(services: list[Enfant], serveur: Serveur | None) -> int:
    """Tell the errors. A worker that the database left is started again; when another program ends the caller stops them all."""
    while True:
        if serveur is not None and serveur.processus is not None and serveur.processus.poll() is not None:
            print(f"PostgreSQL s’est arrêté : tout s’arrête (détails : {serveur.journal}).", file=sys.stderr)
            return 1
        for service in services:
            for ligne in service.nouvelles_erreurs():
                print(f"{ligne} (détails : {service.journal})", file=sys.stderr, flush=True)
            if service.code is not None and service.nom != OUVRIER:
                print(
                    f"Le programme « {service.nom} » s’est arrêté : tout s’arrête (détails : {service.journal}).", file=sys.stderr
                )
                return 1
            if service.code is not None and service.age > PAUSE:
                print(f"Le programme « {service.nom} » s’est arrêté : il est relancé.", file=sys.stderr, flush=True)
                service.relancer()
        time.sleep(0.3)
