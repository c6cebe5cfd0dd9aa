"""The embedded PostgreSQL, on real servers: its ordinary life, crashes, two at once, copies for the tests."""

import os
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import environ
import psycopg
import pytest

from centre.postgres import (
    DemarrageImpossible,
    PortOccupe,
    Serveur,
    ServeurDejaLance,
    serveur_de_tests,
)
from centre.postgres.grappe import EBAUCHE

from .outils import (
    annonce,
    attendre,
    ecrire,
    lanceur,
    mots,
    mots_par_django,
    reglage,
    vivants,
)

# --- Ordinary life


def test_premier_demarrage(tmp_path):
    """A folder that does not exist becomes a safe server: French letters, password asked, durable, closed files."""
    dossier = tmp_path / "var à nous" / "pg"
    with Serveur(dossier, base="Élan +1") as serveur:
        assert environ.Env.db_url_config(serveur.url)["NAME"] == "Élan +1"
        with psycopg.connect(serveur.dsn) as connexion:
            assert connexion.execute("SELECT lower('ÉTÉ'), current_database()").fetchone() == ("été", "Élan +1")
        assert {
            nom: reglage(serveur.dsn, nom) for nom in ("max_connections", "fsync", "server_encoding", "password_encryption")
        } == {
            "max_connections": "300",
            "fsync": "on",
            "server_encoding": "UTF8",
            "password_encryption": "scram-sha-256",
        }
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(serveur.dsn, password="faux")
    assert stat.S_IMODE((dossier / "mot_de_passe").stat().st_mode) == 0o600
    assert stat.S_IMODE(dossier.stat().st_mode) == 0o700
    assert sorted(os.listdir(dossier)) == ["donnees", "mot_de_passe", "postgres.log", "verrou"]


def test_adresse_par_socket(serveur):
    """The server listens on a private unix socket alone, and django-environ reads the address."""
    serveur.demarrer()
    lu = environ.Env.db_url_config(serveur.url)
    hote = Path(lu["HOST"])
    assert mots_par_django(lu) == ["modèle"]
    assert lu["ENGINE"] == "django.db.backends.postgresql"
    assert stat.S_IMODE(hote.stat().st_mode) == 0o700
    assert reglage(serveur.dsn, "listen_addresses") == ""
    serveur.arreter()
    assert not hote.exists()


def test_adresse_par_tcp(dossier):
    """With a port, on 127.0.0.1 alone."""
    with Serveur(dossier, tests=True, port=0) as serveur:
        lu = environ.Env.db_url_config(serveur.url)
        assert lu["HOST"] == "127.0.0.1"
        assert mots_par_django(lu) == ["modèle"]
        assert reglage(serveur.dsn, "listen_addresses") == "127.0.0.1"
        assert reglage(serveur.dsn, "unix_socket_directories") == ""


def test_arret_rapide(serveur):
    """Stopping does not wait for open sessions, and leaves nothing alive; stopping twice is nothing."""
    serveur.demarrer()
    ouverte = psycopg.connect(serveur.dsn)
    ouverte.execute("SELECT 1")
    processus, debut = serveur.processus, time.monotonic()
    serveur.arreter()
    duree = time.monotonic() - debut
    ouverte.close()
    assert processus.returncode == 0
    assert duree < 5
    assert vivants(serveur.dossier) == []
    serveur.arreter()


def test_demarrer_deux_fois_le_meme_objet(serveur):
    premier = serveur.demarrer().processus
    assert serveur.demarrer().processus is premier


def test_processus_supervisable(serveur):
    """The server is our child, alone in its group, so a Ctrl-C in the terminal does not reach it."""
    pid = serveur.demarrer().processus.pid
    assert os.getpgid(pid) == pid
    assert int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) == os.getpid()
    assert Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"


# --- Crashes


def test_plantage(serveur):
    """After kill -9 of the server with a busy session, the next start finds the committed row."""
    serveur.tests = False
    serveur.demarrer()
    ecrire(serveur, "validé")
    occupee = psycopg.connect(serveur.dsn, autocommit=True)
    occupee.pgconn.send_query(b"SELECT pg_sleep(30)")
    os.kill(serveur.processus.pid, signal.SIGKILL)
    serveur.processus.wait()
    assert mots(serveur.demarrer().dsn) == ["modèle", "validé"]
    occupee.close()


def test_plantage_vu_par_un_autre_objet(serveur, dossier):
    """The dead server is still a zombie of ours: its number answers, and must not stop the next one."""
    serveur.demarrer()
    os.kill(serveur.processus.pid, signal.SIGKILL)
    attendre(lambda: not vivants(dossier))
    with Serveur(dossier, tests=True) as suivant:
        assert mots(suivant.dsn) == ["modèle"]


@pytest.mark.parametrize("qui", ["nous", "un autre", "personne"])
def test_postmaster_pid_perime(serveur, dossier, qui):
    """A postmaster.pid left by a crash may name any living process: the start goes through, that process is left alone."""
    serveur.demarrer()
    perime = dossier / "donnees" / "postmaster.pid"
    lignes = perime.read_text().splitlines()
    os.kill(serveur.processus.pid, signal.SIGKILL)
    serveur.arreter()
    autre = subprocess.Popen(["sleep", "60"])
    try:
        lignes[0] = str({"nous": os.getpid(), "un autre": autre.pid, "personne": 2**22 - 7}[qui])
        perime.write_text("\n".join(lignes) + "\n")
        assert mots(serveur.demarrer().dsn) == ["modèle"]
        serveur.arreter()
        assert autre.poll() is None
    finally:
        autre.kill()
        autre.wait()


def test_parent_tue(dossier):
    """kill -9 of the program that started it: the server stops by itself, cleanly, and the next start works."""
    with lanceur(dossier) as programme:
        annonce(programme)
        assert vivants(dossier)
        programme.kill()
    assert attendre(lambda: not vivants(dossier))
    assert "database system is shut down" in (dossier / "postgres.log").read_text()
    with Serveur(dossier, tests=True) as suivant:
        assert mots(suivant.dsn) == ["modèle"]


def test_initdb_interrompu(tmp_path):
    """Killed while it makes its data, the next start makes them again from nothing."""
    with lanceur(tmp_path) as programme:
        assert attendre(lambda: list(tmp_path.glob(f"{EBAUCHE}*/base")))
        programme.kill()
    assert not (tmp_path / "donnees").exists()
    # What initdb leaves when it is killed itself.
    (tmp_path / f"{EBAUCHE}reste" / "base").mkdir(parents=True)
    with Serveur(tmp_path, tests=True) as serveur:
        ecrire(serveur, "neuf")
        assert mots(serveur.dsn) == ["neuf"]
    assert list(tmp_path.glob(f"{EBAUCHE}*")) == []


# --- Two at once


def test_deuxieme_demarrage(dossier):
    """Another program on the same data: one line that says so, the address of the first, which is not disturbed."""
    with lanceur(dossier) as programme:
        _, dsn = annonce(programme)
        with pytest.raises(ServeurDejaLance) as refus:
            Serveur(dossier, tests=True).demarrer()
        assert str(dossier) in str(refus.value)
        assert len(str(refus.value).splitlines()) == 1
        lu = environ.Env.db_url_config(refus.value.url)
        assert f"host={lu['HOST']}" in dsn
        assert mots(dsn) == ["modèle"]
        with pytest.raises(ServeurDejaLance):
            Serveur.copier(dossier, dossier.parent / "copie")
        programme.stdin.close()
    assert programme.returncode == 0


def test_deux_premiers_demarrages_ensemble(tmp_path):
    """Two programs that start at once on a folder that does not exist: one serves, the other learns where."""
    with lanceur(tmp_path / "pg") as programme:
        assert attendre(lambda: list((tmp_path / "pg").glob(f"{EBAUCHE}*")))
        with pytest.raises(ServeurDejaLance) as refus:
            Serveur(tmp_path / "pg", tests=True).demarrer()
        _, dsn = annonce(programme)
        assert f"host={environ.Env.db_url_config(refus.value.url)['HOST']}" in dsn
        programme.stdin.close()
    assert programme.returncode == 0


def test_serveur_lance_a_la_main(dossier):
    """A server started without us does not hold our lock: PostgreSQL's own refusal is reported, its data are safe."""
    with Serveur(dossier, tests=True) as serveur:
        (dossier / "verrou").unlink()
        with pytest.raises(ServeurDejaLance):
            Serveur(dossier, tests=True).demarrer()
        assert mots(serveur.dsn) == ["modèle"]


def test_port_occupe(dossier):
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = prise.getsockname()[1]
        with pytest.raises(PortOccupe) as refus:
            Serveur(dossier, tests=True, port=port).demarrer()
    assert str(refus.value) == f"Le port {port} est déjà pris par un autre programme : choisissez-en un autre."
    assert vivants(dossier) == []


def test_dossier_de_socket_pris(serveur, dossier):
    """A folder of the expected name that is not ours alone is not used."""
    attendu = Path(environ.Env.db_url_config(serveur.demarrer().url)["HOST"])
    serveur.arreter()
    attendu.mkdir(mode=0o755)
    try:
        obtenu = Path(environ.Env.db_url_config(serveur.demarrer().url)["HOST"])
        assert obtenu != attendu
        assert list(attendu.iterdir()) == []
        assert stat.S_IMODE(obtenu.stat().st_mode) == 0o700
    finally:
        attendu.rmdir()


# --- Copies for the tests


def test_serveur_de_tests(modele):
    """A copy lives on its own, fast and throw-away; the model does not change."""
    with serveur_de_tests(modele) as copie:
        ecrire(copie, "copie")
        assert mots(copie.dsn) == ["modèle", "copie"]
        assert [reglage(copie.dsn, nom) for nom in ("fsync", "full_page_writes", "synchronous_commit")] == ["off"] * 3
    assert not copie.dossier.exists()
    with serveur_de_tests(modele) as autre:
        assert mots(autre.dsn) == ["modèle"]


def test_copie_refusee_apres_un_plantage(serveur, dossier):
    """The files of a server that crashed are not a model, and nothing is written over other data."""
    serveur.demarrer()
    os.kill(serveur.processus.pid, signal.SIGKILL)
    serveur.arreter()
    attendre(lambda: not vivants(dossier))
    with pytest.raises(DemarrageImpossible, match="arrêté proprement"):
        Serveur.copier(dossier, dossier.parent / "copie")
    with pytest.raises(DemarrageImpossible, match="déjà des données"):
        Serveur.copier(dossier.parent / "rien", dossier)
