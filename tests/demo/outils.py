"""A real ``manage.py demo`` seen from outside: started as a person would, asked over HTTP, its processes counted."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import environ
import psutil
import psycopg
import requests

RACINE = Path(__file__).resolve().parents[2]
MOT_DE_PASSE = "territoires-2026"


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def attendre(condition: Callable[[], Any], delai: float, pas: float = 0.1) -> Any:
    """What ``condition`` ends by answering within ``delai`` seconds; its last answer otherwise."""
    fin = time.monotonic() + delai
    while not (reponse := condition()) and time.monotonic() < fin:
        time.sleep(pas)
    return reponse


def _commande(processus: psutil.Process) -> str:
    """The command line; empty for one that has ended."""
    try:
        return " ".join(processus.cmdline())
    except (psutil.ZombieProcess, psutil.NoSuchProcess):
        return ""


class Demo:
    """One demonstration: its folder, its port, its program."""

    def __init__(self, var: Path, *, prefixe: tuple[str, ...] = (), **env: str) -> None:
        self.var, self.port, self.prefixe = var, port_libre(), prefixe
        # Nothing of this machine's own settings: as under « env -i ».
        self.env = {"PATH": os.environ["PATH"], "HOME": str(var.parent), "CENTRE_VAR": str(var), "PORT": str(self.port), **env}
        self.sortie = var.parent / f"{var.name}.sortie"
        self.programme: subprocess.Popen[bytes] | None = None

    @property
    def adresse(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def lancer(self, *, sigint_ignore: bool = False) -> float:
        """Start it in a session of its own, wait until it says that it is ready; the seconds it took."""
        self.demarrer(sigint_ignore=sigint_ignore)
        debut = time.monotonic()
        attendre(lambda: "Ctrl+C" in self.dit() or self.programme.poll() is not None, 300)
        assert self.programme.poll() is None, (self.programme.poll(), self.dit())
        assert "Ctrl+C" in self.dit(), self.dit()
        return time.monotonic() - debut

    def demarrer(self, *, sigint_ignore: bool = False) -> None:
        """Start it, wait for nothing."""
        avant = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if sigint_ignore else None
        commande = [*self.prefixe, sys.executable, str(RACINE / "manage.py"), "demo"]
        with self.sortie.open("wb") as sortie:
            flux = {"stdin": subprocess.DEVNULL, "stdout": sortie, "stderr": sortie}
            self.programme = subprocess.Popen(commande, env=self.env, start_new_session=True, preexec_fn=avant, **flux)

    def dit(self) -> str:
        return self.sortie.read_text(errors="replace")

    def finir(self, signum: int = signal.SIGTERM) -> tuple[int, float]:
        """Send a signal to the process group; the exit code and the seconds it took."""
        debut = time.monotonic()
        os.killpg(self.programme.pid, signum)
        return self.programme.wait(60), time.monotonic() - debut

    def tuer(self) -> None:
        """kill -9 of the parent alone."""
        self.programme.kill()
        self.programme.wait()

    def code_final(self, delai: float = 60) -> int:
        return self.programme.wait(delai)

    def restes(self) -> list[str]:
        """Every living process that was given this folder, or stands in it: wherever it went."""
        trouves = []
        for processus in psutil.process_iter(["pid"]):
            try:
                sien = processus.environ().get("CENTRE_VAR") == str(self.var) or Path(processus.cwd()).is_relative_to(self.var)
                if sien and processus.status() != psutil.STATUS_ZOMBIE:
                    trouves.append(f"{processus.pid} {' '.join(processus.cmdline())[:120]}")
            except (psutil.Error, OSError):
                continue
        return trouves

    def ecoute(self) -> bool:
        with socket.socket() as prise:
            return prise.connect_ex(("127.0.0.1", self.port)) == 0

    def processus(self, mot: str) -> list[psutil.Process]:
        """The direct children of the parent that run and whose command line holds ``mot``."""
        return [p for p in psutil.Process(self.programme.pid).children() if mot in _commande(p)]

    def sante(self) -> int:
        connexion = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connexion.request("GET", "/sante/")
            return connexion.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connexion.close()

    def requete(self, sql: str, *parametres: Any) -> list[tuple[Any, ...]]:
        """Rows of its own database, read directly. Raises LookupError while it says no address."""
        if not (adresse := (self.var / "postgres" / "verrou").read_text()):
            raise LookupError("la base ne tourne pas")
        lu = environ.Env.db_url_config(adresse)
        with psycopg.connect(
            host=lu["HOST"], port=lu["PORT"], user=lu["USER"], password=lu["PASSWORD"], dbname=lu["NAME"]
        ) as connexion:
            return connexion.execute(sql, parametres or None).fetchall()

    def manage(self, *commande: str) -> subprocess.CompletedProcess[str]:
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "centre.settings.demo"}
        mots = [*self.prefixe, sys.executable, str(RACINE / "manage.py"), *commande]
        return subprocess.run(mots, env=env, capture_output=True, text=True, check=False, timeout=120)

    def oublier(self) -> None:
        """End whatever this test started and left."""
        if self.programme is not None and self.programme.poll() is None:
            self.finir()
        attendre(lambda: not self.restes(), 15)


class Personne:
    """A person with a browser, signed in. ``fautes`` holds every answer of 500 or more."""

    def __init__(self, demo: Demo, compte: str = "") -> None:
        self.demo, self.session, self.fautes = demo, requests.Session(), []
        if compte:
            assert self.entrer(compte), compte

    def entrer(self, compte: str, mot_de_passe: str = MOT_DE_PASSE) -> bool:
        """Sign in at /connexion/; whether it was accepted."""
        page = self.lire("/connexion/").text
        reponse = self.session.post(
            self.demo.adresse + "/connexion/",
            {"login": f"{compte}@demo.example", "password": mot_de_passe, "csrfmiddlewaretoken": jeton(page)},
            allow_redirects=False,
            timeout=30,
        )
        return (reponse.status_code, reponse.headers.get("Location")) == (302, "/espace/")

    def lire(self, chemin: str) -> requests.Response:
        return self._noter(self.session.get(self.demo.adresse + chemin, timeout=30, allow_redirects=False))

    def envoyer(self, chemin: str, champs: dict[str, Any], page: str, fichiers: Any = None) -> requests.Response:
        """POST a form whose page was read; redirections are not followed."""
        donnees = {**champs, "csrfmiddlewaretoken": jeton(page)}
        reponse = self.session.post(self.demo.adresse + chemin, donnees, files=fichiers, allow_redirects=False, timeout=30)
        return self._noter(reponse)

    def _noter(self, reponse: requests.Response) -> requests.Response:
        if reponse.status_code >= 500:
            self.fautes.append((reponse.url, reponse.status_code))
        return reponse


def jeton(page: str) -> str:
    trouve = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert trouve, page[:300]
    return trouve[1]


def valeur(page: str, nom: str) -> str:
    """The value of a hidden field."""
    trouve = re.search(rf'name="{nom}"[^>]* value="([^"]*)"', page) or re.search(rf'value="([^"]*)"[^>]* name="{nom}"', page)
    return trouve[1] if trouve else ""
