"""The lock that says whether a server lives on the data.

It is a flock held by the server itself (an inherited descriptor), so it ends with the last of its
processes, however they die. PostgreSQL's own postmaster.pid proves nothing after a crash.
"""

import fcntl
import os
import time
from pathlib import Path

from .erreurs import DemarrageImpossible, ServeurDejaLance

PAUSE = 0.5
# How many pauses: for the remains of a crash to go; for a server that is starting to say its address.
TOURS, TOURS_SANS_ADRESSE = 4, 30


class Verrou:
    """The lock of one data folder; the file also keeps the address of the server that holds it."""

    def __init__(self, dossier: Path):
        self.dossier = dossier
        self.chemin = dossier / "verrou"
        self.fd = -1

    def prendre(self, *, partage: bool = False) -> None:
        """Take the lock, waiting a moment for the remains of a crash. Raises ServeurDejaLance."""
        try:
            self.fd = os.open(self.chemin, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as erreur:
            raise DemarrageImpossible(f"Impossible d’écrire dans « {self.dossier} » : {erreur.strerror}.") from erreur
        mode = fcntl.LOCK_SH if partage else fcntl.LOCK_EX
        for tour in range(TOURS_SANS_ADRESSE):
            try:
                fcntl.flock(self.fd, mode | fcntl.LOCK_NB)
            except BlockingIOError:
                url = os.pread(self.fd, 4096, 0).decode()
                if url and tour >= TOURS:
                    break
                time.sleep(PAUSE)
            else:
                if not partage:
                    self.noter("")
                return
        self.lacher()
        raise deja_lance(self.dossier, url)

    def noter(self, url: str) -> None:
        """Keep the address of the server for whoever finds the lock taken."""
        os.ftruncate(self.fd, 0)
        os.pwrite(self.fd, url.encode(), 0)

    def lacher(self) -> None:
        """Close our descriptor: the lock then only lives in the server that inherited it, if any."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def deja_lance(dossier: Path, url: str = "") -> ServeurDejaLance:
    """Return the error of a second start on the same data."""
    return ServeurDejaLance(
        f"Un serveur PostgreSQL utilise déjà les données de « {dossier} » : arrêtez l’autre commande ou changez CENTRE_VAR.",
        url,
    )
