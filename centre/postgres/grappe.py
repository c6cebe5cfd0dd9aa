"""The files of one cluster: made by initdb, copied for the tests."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .binaires import trouver_binaires, version_majeure
from .compte import Compte, environnement, mourir_avec_le_parent
from .erreurs import DemarrageImpossible
from .verrou import Verrou

ROLE = "centre"
DONNEES = "donnees"
MOT_DE_PASSE = "mot_de_passe"
EBAUCHE = "ebauche-"

# PostgreSQL 17 brought its own C.UTF-8, the same on every system; before, the system's; else plain C.
LANGUES = (
    ("--locale-provider=builtin", "--locale=C.UTF-8"),
    ("--locale=C.UTF-8",),
    ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
    ("--locale=C",),
)


def lire_mot_de_passe(dossier: Path) -> str:
    """Return the password of the cluster, drawn and written (0600) the first time."""
    fichier = dossier / MOT_DE_PASSE
    if not fichier.exists():
        provisoire = dossier / f"{EBAUCHE}{secrets.token_hex(4)}"
        fd = os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as sortie:
            sortie.write(secrets.token_hex(24))
        os.replace(provisoire, fichier)
    return fichier.read_text().strip()


def effacer_ebauches(dossier: Path) -> None:
    """Remove what an interrupted creation left. The lock must be held."""
    for reste in dossier.glob(f"{EBAUCHE}*"):
        shutil.rmtree(reste) if reste.is_dir() else reste.unlink()


def creer_grappe(dossier: Path, binaires: Path, compte: Compte, *, durable: bool, verrou: Verrou) -> None:
    """Make the data folder unless it exists, whole or not at all: initdb works aside, then a rename.

    Raises DemarrageImpossible with the last line of initdb.
    """
    effacer_ebauches(dossier)
    if _existe(dossier / DONNEES, binaires):
        return
    lire_mot_de_passe(dossier)
    compte.donner(dossier / MOT_DE_PASSE)
    echec = ""
    for langue in LANGUES:
        ebauche = Path(tempfile.mkdtemp(prefix=EBAUCHE, dir=dossier))
        compte.donner(ebauche)
        echec = _initdb(ebauche, binaires, compte, langue, durable=durable, verrou=verrou)
        if not echec:
            os.replace(ebauche, dossier / DONNEES)
            _synchroniser(dossier)
            return
        shutil.rmtree(ebauche)
    raise DemarrageImpossible(f"La création des données de PostgreSQL a échoué : {echec}")


def _existe(donnees: Path, binaires: Path) -> bool:
    """Tell whether there is a cluster these programs can serve. Raises DemarrageImpossible when it is another thing."""
    if not donnees.exists() or not any(donnees.iterdir()):
        return False
    try:
        version = int((donnees / "PG_VERSION").read_text())
    except (OSError, ValueError) as erreur:
        raise DemarrageImpossible(f"« {donnees} » contient autre chose que des données PostgreSQL.") from erreur
    if version != (programmes := version_majeure(binaires)):
        raise DemarrageImpossible(
            f"Les données de « {donnees} » sont de PostgreSQL {version}, les programmes trouvés sont en version "
            f"{programmes} : gardez la version {version}, ou restaurez une sauvegarde dans un dossier neuf."
        )
    return True


def _initdb(ebauche: Path, binaires: Path, compte: Compte, langue: tuple[str, ...], *, durable: bool, verrou: Verrou) -> str:
    """Run initdb in an empty folder; return an empty string, or the line that says why it failed."""
    commande = compte.commande(
        binaires / "initdb",
        f"--pgdata={ebauche}",
        f"--username={ROLE}",
        f"--pwfile={ebauche.parent / MOT_DE_PASSE}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-instructions",
        *langue,
        *(() if durable else ("--no-sync",)),
        mort=signal.SIGTERM,
    )
    fini = subprocess.run(
        commande,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environnement(),
        pass_fds=(verrou.fd,),
        process_group=0,
        preexec_fn=mourir_avec_le_parent(signal.SIGTERM),
    )
    if fini.returncode == 0:
        return ""
    erreurs = [ligne for ligne in fini.stderr.splitlines() if "error:" in ligne or "FATAL" in ligne]
    return (erreurs or fini.stderr.splitlines() or [f"initdb a rendu {fini.returncode}"])[0]


def _synchroniser(dossier: Path) -> None:
    """Make a rename in this folder survive a power cut."""
    fd = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def copier_grappe(source: Path, destination: Path) -> None:
    """Copy a cleanly stopped cluster to a folder that has none yet.

    Raises ServeurDejaLance when a server runs on the source, DemarrageImpossible when it was not cleanly stopped.
    """
    if (destination / DONNEES).exists():
        raise DemarrageImpossible(f"« {destination} » contient déjà des données PostgreSQL.")
    verrou = Verrou(source)
    verrou.prendre(partage=True)
    try:
        if not _bien_arretee(source / DONNEES):
            raise DemarrageImpossible(f"Le serveur de « {source} » ne s’est pas arrêté proprement : rien n’est copié.")
        destination.mkdir(parents=True, exist_ok=True, mode=0o700)
        ebauche = Path(tempfile.mkdtemp(prefix=EBAUCHE, dir=destination))
        _copier_arbre(source / DONNEES, ebauche / DONNEES)
        shutil.copy2(source / MOT_DE_PASSE, destination / MOT_DE_PASSE)
        os.rename(ebauche / DONNEES, destination / DONNEES)
        ebauche.rmdir()
    finally:
        verrou.lacher()


def _bien_arretee(donnees: Path) -> bool:
    """Tell whether the control file says « shut down »."""
    controle = [trouver_binaires() / "pg_controldata", donnees]
    fini = subprocess.run(controle, capture_output=True, text=True, env=environnement())
    return any(
        ligne.startswith("Database cluster state:") and ligne.split(":")[1].strip() == "shut down"
        for ligne in fini.stdout.splitlines()
    )


def _copier_arbre(source: Path, destination: Path) -> None:
    """Copy a folder with owners and links, sharing blocks where the file system can."""
    if shutil.which("cp"):
        copie: list[str | Path] = ["cp", "-a", "--reflink=auto", source, destination]
        if subprocess.run(copie, capture_output=True).returncode == 0:
            return
        shutil.rmtree(destination, ignore_errors=True)
    shutil.copytree(source, destination, symlinks=True)
