"""The programs a command starts and ends with: each in a group of its own, gone with its parent, its words in its own file."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from centre.postgres.compte import mourir_avec_le_parent

RACINE = Path(__file__).resolve().parents[1]
#: A journal longer than this (bytes) is put aside at the next start; one older journal is kept.
JOURNAL_MAXIMAL = 2_000_000
#: Seconds the programs are given to end by themselves before they are killed.
PATIENCE = 3.0
_ERREUR = re.compile(r"^(\S+ \S+ (ERROR|CRITICAL) |\[(ERROR|CRITICAL)\])")


class Enfant:
    """A program that runs. ``mort``: what the kernel sends it when we die (Linux). ``journal``: what it says goes there."""

    def __init__(self, nom: str, commande: list[str], *, journal: Path, mort: signal.Signals) -> None:
        self.nom, self.journal, self._commande, self._mort = nom, journal, commande, mort
        journal.parent.mkdir(parents=True, exist_ok=True)
        if journal.exists() and journal.stat().st_size > JOURNAL_MAXIMAL:
            journal.replace(journal.with_suffix(".log.1"))
        self._partir()

    def _partir(self) -> None:
        self._depart = time.monotonic()
        with self.journal.open("ab") as sortie:
            self._lu = self._debut = sortie.tell()
            self.processus = subprocess.Popen(  # noqa: S603  our own programs
                self._commande,
                cwd=RACINE,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=sortie,
                stderr=sortie,
                process_group=0,
                preexec_fn=mourir_avec_le_parent(self._mort),
            )

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._depart

    def relancer(self) -> None:
        """Start it again, once nothing is left of what it was."""
        self.tuer()
        self._partir()

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self.processus.poll()

    def nouvelles_erreurs(self) -> list[str]:
        """The lines of the journal that tell an error, since the last call."""
        with self.journal.open("rb") as journal:
            journal.seek(self._lu)
            entier, retour, _ = journal.read().rpartition(b"\n")
        self._lu += len(entier) + len(retour)
        return [ligne for ligne in entier.decode(errors="replace").splitlines() if _ERREUR.match(ligne)]

    def dernier_mot(self) -> str:
        """The last line it wrote: of a program that failed, why."""
        with self.journal.open("rb") as journal:
            journal.seek(self._debut)
            lignes = journal.read().decode(errors="replace").split("\n")
        return next((ligne.strip() for ligne in reversed(lignes) if ligne.strip()), "")

    def tuer(self) -> None:
        """End what is left of its group, whoever started it there."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.processus.pid, signal.SIGKILL)
        self.processus.wait()


def fermer(enfants: Iterable[Enfant]) -> None:
    """Ask them all to end, wait, kill what stays: their own children too."""
    enfants = list(enfants)
    for enfant in enfants:
        if enfant.code is None:
            enfant.processus.terminate()
    fin = time.monotonic() + PATIENCE
    for enfant in enfants:
        with contextlib.suppress(subprocess.TimeoutExpired):
            enfant.processus.wait(max(0.1, fin - time.monotonic()))
        enfant.tuer()
