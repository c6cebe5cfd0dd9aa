"""Under which account PostgreSQL runs. It refuses to be root, so root lends it another face.

Tried in order when root, the first that can really run the programs and write the data wins:
a user namespace where root is seen as user 1000; else user 65534; else the same with the one
capability that lets it walk through closed parent folders (/root): those are never opened.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .erreurs import DemarrageImpossible

PERSONNE = 65534
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Compte:
    """How to launch the programs: words put before the command, and the owner the data must have."""

    uid: int
    prefixe: tuple[str, ...] = ()
    setpriv: bool = False

    def commande(self, *mots: str | Path, mort: signal.Signals | None = None) -> list[str]:
        """Return the whole command line; `mort` is the signal wanted at the death of the parent."""
        # Changing user clears the death signal: setpriv has to set it again.
        suite = ("--pdeathsig", mort.name.removeprefix("SIG")) if self.setpriv and mort else ()
        return [*self.prefixe, *suite, *map(str, mots)]

    def donner(self, chemin: Path) -> None:
        """Make this account the owner of a file, or of a folder and all it holds."""
        if os.geteuid() != 0 or not chemin.exists():
            return
        os.chown(chemin, self.uid, self.uid, follow_symlinks=False)
        for dossier, sous_dossiers, fichiers in os.walk(chemin):
            for nom in sous_dossiers + fichiers:
                os.chown(os.path.join(dossier, nom), self.uid, self.uid, follow_symlinks=False)

    def convient(self, programme: Path, dossier: Path) -> bool:
        """Tell whether this account can run the program and write in the folder, by trying."""
        if not self.prefixe:
            return os.access(programme, os.X_OK) and os.access(dossier, os.W_OK | os.X_OK)
        essai = self.commande("test", "-x", programme, "-a", "-w", dossier, "-a", "-x", dossier)
        return subprocess.run(essai, capture_output=True, env=environnement()).returncode == 0


def _comptes() -> Iterator[Compte]:
    """Yield the accounts worth trying, best first."""
    if os.geteuid() != 0:
        yield Compte(os.geteuid())
        return
    if unshare := shutil.which("unshare"):
        yield Compte(0, (unshare, "-U", "--map-user=1000", "--map-group=1000"))
    if setpriv := shutil.which("setpriv"):
        base = (setpriv, f"--reuid={PERSONNE}", f"--regid={PERSONNE}", "--clear-groups")
        yield Compte(PERSONNE, base, setpriv=True)
        for droit in ("+dac_read_search", "+dac_override"):
            ouverture = ("--securebits=+no_setuid_fixup", f"--inh-caps={droit}", f"--ambient-caps={droit}")
            yield Compte(PERSONNE, base + ouverture, setpriv=True)


def choisir_compte(programme: Path, dossier: Path) -> Compte:
    """Return the account that will run the server, after giving it the folder. Raises DemarrageImpossible."""
    for compte in _comptes():
        if _pret(compte, dossier) and compte.convient(programme, dossier):
            return compte
    raise DemarrageImpossible(
        f"PostgreSQL ne peut pas écrire dans « {dossier} » avec ce compte : "
        "changez CENTRE_VAR, lancez la commande avec le compte propriétaire, ou donnez DATABASE_URL."
    )


def _pret(compte: Compte, dossier: Path) -> bool:
    """Give the folder to the account; False where this account does not exist (a namespace with one user)."""
    try:
        if os.geteuid() == 0:
            os.chown(dossier, compte.uid, compte.uid)
    except OSError:
        return False
    return True


def environnement() -> dict[str, str]:
    """Return the environment of the programs: ours without the PG* variables, with English messages."""
    propre = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(("PG", "LC_"))}
    return propre | {"LC_ALL": "C"}


def mourir_avec_le_parent(mort: signal.Signals | None) -> Callable[[], None] | None:
    """Return what the child runs before its program so that it receives `mort` when the parent dies.

    None where the system has no such thing (macOS). The signal comes at the end of the *thread*
    that started the child: start the server from the main one.
    """
    if _libc is None or mort is None:
        return None
    parent, libc = os.getpid(), _libc

    def avant() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(mort))
        if os.getppid() != parent:
            os._exit(1)

    return avant
