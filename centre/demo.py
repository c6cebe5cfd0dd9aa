"""``manage.py demo``: one parent, three children (PostgreSQL, worker, web server), all gone when it goes.

Runs before Django's settings exist: it starts the database they need. Steps are commands of ``manage.py`` run as children.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from centre.lanceur import dossier_var

RACINE = Path(__file__).resolve().parents[1]
COMPTES = "animatrice admin pays ville agglo referent elu financeur suspendu"
#: Seconds a child is given to end by itself before it is killed.
PATIENCE = 6.0


class Arret(Exception):
    """A signal asked us to stop."""


def _arreter(signum: int, frame: FrameType | None) -> None:
    raise Arret


def lancer() -> int:
    """Run the demonstration until SIGINT or SIGTERM; returns the exit code. Every trouble is one French line."""
    from centre.postgres import ErreurServeur, Serveur

    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, _arreter)  # also when SIGINT was inherited as ignored
    var, hote, port = dossier_var(), os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if (souci := _port_pris(hote, port)) is not None:
        print(souci, file=sys.stderr)
        return 1
    var.mkdir(parents=True, exist_ok=True)
    _cle(var)
    serveur = Serveur(var / "postgres") if not os.environ.get("DATABASE_URL") else None
    enfants: list[subprocess.Popen[bytes]] = []
    try:
        if serveur is not None:
            serveur.demarrer(lien_parent=True)
            os.environ["DATABASE_URL"] = serveur.url
        _preparer(var)
        enfants += [_ouvrier(), _web(hote, port)]
        _annoncer(hote, port)
        return _veiller(enfants, serveur.processus if serveur else None)
    except ErreurServeur as erreur:
        print(erreur, file=sys.stderr)
        return 1
    except Arret:
        return 0
    finally:
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, signal.SIG_IGN)
        _fermer(enfants)
        if serveur is not None:
            serveur.arreter()


def _port_pris(hote: str, port: int) -> str | None:
    with socket.socket(socket.AF_INET6 if ":" in hote else socket.AF_INET) as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind((hote, port))
        except OSError as erreur:
            return f"Le port {port} de {hote} n’est pas libre ({erreur.strerror}). Essayez : PORT={port + 1} make demo"
    return None


def _cle(var: Path) -> None:
    """This installation's own SECRET_KEY, made once."""
    chemin = var / "cle"
    if not chemin.exists():
        chemin.write_text(secrets.token_urlsafe(50))
        chemin.chmod(0o600)


def _empreinte() -> str:
    """Changes with the code that makes the database and the static files: a second start with the same one skips both."""
    h = hashlib.sha256()
    suivis = [*RACINE.rglob("migrations/*.py"), *RACINE.glob("static/**/*"), RACINE / "requirements/base.txt", *RACINE.rglob("demonstration*.py")]
    for chemin in sorted(c for c in suivis if c.is_file() and ".venv" not in c.parts and "var" not in c.relative_to(RACINE).parts):
        h.update(str(chemin.relative_to(RACINE)).encode() + chemin.read_bytes())
    h.update(os.environ.get("CENTRE_CANARIS", "").encode())
    return h.hexdigest()


def _preparer(var: Path) -> None:
    """Migrate, build the demonstration and gather static files, unless this very code already did. Raises Arret when it fails."""
    temoin, empreinte = var / "prete", _empreinte()
    if temoin.exists() and temoin.read_text() == empreinte:
        return
    print("Préparation de la démonstration (une minute la première fois)…", flush=True)
    for commande in (["migrate", "-v0"], ["createcachetable"], ["installer"], ["peupler"], ["collectstatic", "-v0", "--noinput"]):
        if subprocess.run([sys.executable, str(RACINE / "manage.py"), *commande], cwd=RACINE, check=False).returncode:
            print(f"La préparation s’est arrêtée à « manage.py {commande[0]} » (voir ci-dessus).", file=sys.stderr)
            sys.exit(1)
    temoin.write_text(empreinte)


def _enfant(commande: list[str], mort: signal.Signals) -> subprocess.Popen[bytes]:
    """A child in its own process group, that the kernel ends with its parent (Linux)."""

    def lier() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, mort)  # PR_SET_PDEATHSIG

    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(commande, cwd=RACINE, env=env, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=lier)


def _ouvrier() -> subprocess.Popen[bytes]:
    """SIGKILL: a worker waiting for a long job would outlive us; jobs are rescued."""
    commande = [sys.executable, str(RACINE / "manage.py"), "procrastinate", "worker", "--shutdown-graceful-timeout", "4"]
    return _enfant(commande, signal.SIGKILL)


def _web(hote: str, port: int) -> subprocess.Popen[bytes]:
    commande = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", hote, "--port", str(port), "--workers", "2"]
    commande += ["--workers-kill-timeout", "4", "--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--log-level", "warning"]
    return _enfant([*commande, "centre.wsgi:application"], signal.SIGTERM)


def _annoncer(hote: str, port: int) -> None:
    adresse = "localhost" if hote in ("127.0.0.1", "0.0.0.0", "::1") else hote  # noqa: S104  compared, not bound
    for _ in range(200):
        try:
            socket.create_connection((hote if hote != "0.0.0.0" else "127.0.0.1", port), 1).close()  # noqa: S104
            break
        except OSError:
            time.sleep(0.1)
    print(f"\nExtranet des Territoires, démonstration : http://{adresse}:{port}")
    print("Comptes (mot de passe : territoires-2026), tous @demo.example :")
    print("  " + "  ".join(COMPTES.split()))
    print("Ctrl+C arrête tout, base de données comprise.\n", flush=True)


def _veiller(enfants: list[subprocess.Popen[bytes]], postgres: subprocess.Popen[bytes] | None) -> int:
    """Wait; when one child dies the others are stopped by the caller."""
    tous = [*enfants, *([postgres] if postgres else [])]
    while True:
        for enfant in tous:
            if enfant.poll() is not None:
                print(f"Un des programmes s’est arrêté (code {enfant.returncode}) : tout s’arrête.", file=sys.stderr)
                return 1
        time.sleep(0.3)


def _fermer(enfants: list[subprocess.Popen[bytes]]) -> None:
    for enfant in enfants:
        if enfant.poll() is None:
            enfant.terminate()
    fin = time.monotonic() + PATIENCE
    for enfant in enfants:
        try:
            enfant.wait(max(0.1, fin - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(enfant.pid, signal.SIGKILL)
            enfant.wait()
