"""The folder where a restore prepares itself, and what it leaves for the next command when it is killed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from .erreurs import ErreurDeSauvegarde


@dataclass(frozen=True)
class Reste:
    """What is still to be done once the database is the restored one, whose trace is ``jeton``; else what is to be undone.

    ``ajoutes``: files of the archive that had no namesake, put in place before the transaction.
    """

    jeton: str
    ajoutes: list[str]
    a_remplacer: dict[str, str]
    a_enlever: list[str]
    migrer: bool


class Chantier:
    """``$CENTRE_VAR/restauration``: the opened archive, then ``reste.json`` from just before the transaction to the very end."""

    def __init__(self) -> None:
        self.dossier = Path(settings.CENTRE_VAR) / "restauration"
        self._reste = self.dossier / "reste.json"

    def ouvrir(self) -> Path:
        """An empty folder only this account can enter."""
        self.effacer()
        self.dossier.mkdir(parents=True, mode=0o700)
        return self.dossier

    def effacer(self) -> None:
        """Remove the folder; what is left to do goes first, in one gesture."""
        self._reste.unlink(missing_ok=True)
        shutil.rmtree(self.dossier, ignore_errors=True)

    def noter(self, reste: Reste) -> None:
        """Write what will be left to do, whole or not at all."""
        ebauche = self.dossier / "reste.partiel"
        with ebauche.open("w", encoding="utf-8") as sortie:
            json.dump(asdict(reste), sortie)
            sortie.flush()
            os.fsync(sortie.fileno())
        ebauche.replace(self._reste)

    def reste(self) -> Reste | None:
        """What a restore noted, None when none was interrupted."""
        return Reste(**json.loads(self._reste.read_text(encoding="utf-8"))) if self._reste.exists() else None


@contextmanager
def seul() -> Iterator[None]:
    """One backup or restore at a time on these files. Raises ErreurDeSauvegarde."""
    dossier = Path(settings.CENTRE_VAR)
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / "sauvegarde.verrou").open("w") as verrou:
        try:
            fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as erreur:
            raise ErreurDeSauvegarde("Une sauvegarde ou une restauration est déjà en cours.") from erreur
        yield
