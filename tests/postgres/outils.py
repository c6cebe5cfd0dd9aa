"""What the tests of the embedded PostgreSQL share: a program of its own that starts a server, and looks at what runs."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

RACINE = Path(__file__).parents[2]
root = pytest.mark.skipif(os.geteuid() != 0, reason="le compte de root est celui qu'on essaie")

# A program of its own: starts the server of argv[1], says its pid and address, then waits.
LANCEUR = """
import sys, time
from pathlib import Path
from centre.postgres import Serveur
serveur = Serveur(Path(sys.argv[1]), tests=True).demarrer(lien_parent=True)
print(serveur.processus.pid, serveur.dsn, flush=True)
sys.stdin.read()
serveur.arreter()
"""


def ecrire(serveur, texte):
    with psycopg.connect(serveur.dsn) as connexion:
        connexion.execute("CREATE TABLE IF NOT EXISTS mot (texte text)")
        connexion.execute("INSERT INTO mot VALUES (%s)", [texte])


def mots(dsn):
    with psycopg.connect(dsn) as connexion:
        return [ligne[0] for ligne in connexion.execute("SELECT texte FROM mot")]


def mots_par_django(lu):
    """What Django would read with the settings django-environ made of the address."""
    return mots(make_conninfo(host=lu["HOST"], port=lu["PORT"], user=lu["USER"], password=lu["PASSWORD"], dbname=lu["NAME"]))


def reglage(dsn, nom):
    with psycopg.connect(dsn) as connexion:
        return connexion.execute("SELECT current_setting(%s)", [nom]).fetchone()[0]


def uid_du_noyau(pid):
    return Path(f"/proc/{pid}").stat().st_uid


def vivants(dossier):
    """The processes that stand in this data folder, as every process of a server does (zombies have no folder)."""
    trouves = []
    for proc in Path("/proc").glob("[0-9]*"):
        try:
            if (proc / "cwd").readlink() == (dossier / "donnees").resolve():
                trouves.append(int(proc.name))
        except OSError:
            continue
    return trouves


def attendre(condition, delai=8.0):
    limite = time.monotonic() + delai
    while not (vrai := condition()) and time.monotonic() < limite:
        time.sleep(0.05)
    return vrai


def lanceur(dossier, *avant, **options):
    return subprocess.Popen(
        [*avant, sys.executable, "-c", LANCEUR, dossier],
        cwd=RACINE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def annonce(processus):
    """The pid and the address the program printed."""
    pid, dsn = processus.stdout.readline().strip().split(" ", 1)
    return int(pid), dsn
