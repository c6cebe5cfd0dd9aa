"""Where the server listens: a unix socket in a short private folder, else a TCP port of this machine."""

import hashlib
import os
import shutil
import socket
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .compte import Compte
from .erreurs import PortOccupe

PORT_SOCKET = 5432
# 107 bytes on Linux, 103 on macOS, for the folder and the longest name put in it.
LONGUEUR_MAXIMALE = 103 - len(f"/.s.PGSQL.{PORT_SOCKET}.lock")
LOCAL = "127.0.0.1"
RACINE_COURTE = "/tmp"  # noqa: S108 - only closed folders are made in it, and never trusted on their name


@dataclass(frozen=True)
class Adresse:
    """Host (a folder for a unix socket) and port."""

    hote: str
    port: int

    @property
    def socket(self) -> bool:
        """Tell a unix socket from TCP."""
        return self.hote.startswith("/")

    def options(self) -> list[str]:
        """Return the words of the server's command line that make it listen here and nowhere else."""
        dossiers, ecoute = (self.hote, "") if self.socket else ("", self.hote)
        reglages = (f"unix_socket_directories={dossiers}", f"listen_addresses={ecoute}", "unix_socket_permissions=0700")
        return ["-p", str(self.port), *(mot for reglage in reglages for mot in ("-c", reglage))]

    def url(self, role: str, mot_de_passe: str, base: str) -> str:
        """Return the DATABASE_URL as django-environ reads it (a socket's folder stands in the path)."""
        identite = f"{quote(role, safe='')}:{quote(mot_de_passe, safe='')}"
        if self.socket:
            return f"postgres://{identite}@:{self.port}/{quote(self.hote)}/{quote(base, safe='')}"
        return f"postgres://{identite}@{self.hote}:{self.port}/{quote(base, safe='')}"

    def nettoyer(self) -> None:
        """Remove the folder of the socket."""
        if self.socket:
            shutil.rmtree(self.hote, ignore_errors=True)


def choisir_adresse(dossier: Path, compte: Compte, port: int | None) -> Adresse:
    """Return where to listen: on TCP when a port is given (0: any free one), else on a socket if one can be made.

    Raises PortOccupe.
    """
    if port is None and (prive := _dossier_prive(dossier, compte)):
        return Adresse(str(prive), PORT_SOCKET)
    return Adresse(LOCAL, _port_libre(port or 0))


def nom_court(dossier: Path) -> str:
    """Return the name of the socket's folder: always the same for the same data, so a crash leaves one at most."""
    return "centre-" + hashlib.sha256(os.fsencode(dossier.resolve())).hexdigest()[:16]


def _dossier_prive(dossier: Path, compte: Compte) -> Path | None:
    """Return an empty folder only the server's account can enter, or None."""
    nom = nom_court(dossier)
    for racine in dict.fromkeys((RACINE_COURTE, tempfile.gettempdir())):
        chemin = Path(racine) / nom
        if len(os.fsencode(chemin)) > LONGUEUR_MAXIMALE:
            continue
        try:
            if not _a_nous(chemin, compte) or any(_ecoute(reste) for reste in chemin.iterdir()):
                chemin = Path(tempfile.mkdtemp(prefix="centre-", dir=racine))
            compte.donner(chemin)
        except OSError:
            continue
        # Sockets nobody answers on: a crash left them.
        for reste in chemin.iterdir():
            reste.unlink()
        return chemin
    return None


def _a_nous(chemin: Path, compte: Compte) -> bool:
    """Make the folder, or tell whether the one that is there can be trusted (a real one, ours, closed)."""
    try:
        chemin.mkdir(mode=0o700)
        return True
    except FileExistsError:
        etat = chemin.lstat()
        return stat.S_ISDIR(etat.st_mode) and etat.st_uid == compte.uid and stat.S_IMODE(etat.st_mode) == 0o700


def _ecoute(chemin: Path) -> bool:
    """Tell whether a server answers on this socket."""
    with socket.socket(socket.AF_UNIX) as prise:
        return prise.connect_ex(os.fsencode(chemin)) == 0


def _port_libre(port: int) -> int:
    """Return this port, or a free one for 0. Raises PortOccupe."""
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((LOCAL, port))
        except OSError as erreur:
            raise PortOccupe(f"Le port {port} est déjà pris par un autre programme : choisissez-en un autre.") from erreur
        return prise.getsockname()[1]
