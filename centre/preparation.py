"""Building the demonstration: skipped when this very code already did it, taken up where a killed run left it.

Two stamps say so: in the database, a comment on one of its tables, which goes with the data; for the static files, a file
beside them.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import environ
import psycopg
from psycopg import sql

from centre.enfants import RACINE, Enfant

EXTENSIONS = {"unaccent", "pg_trgm"}
TEMOIN = "django_migrations"


class Souci(Exception):
    """Why the demonstration cannot start, in one French line."""


def preparer(var: Path, enfants: list[Enfant]) -> None:
    """Make tables, content and static files as far as needed; the programs started are added to ``enfants``. Raises Souci."""
    base = _empreinte(_code(), os.environ.get("CENTRE_CANARIS", ""))
    statiques = _empreinte(_fichiers_statiques())
    with _connecter(os.environ["DATABASE_URL"]) as connexion:
        _exiger_les_extensions(connexion)
        a_jour = _lire(connexion) == base
    temoin = var / "statiques.prets"
    assemble = (var / "statiques" / "staticfiles.json").exists() and temoin.exists() and temoin.read_text() == statiques
    if a_jour and assemble:
        return
    print("Préparation de la démonstration (une minute la première fois)…", flush=True)
    debut = time.monotonic()
    collecte = None
    if not assemble:
        temoin.unlink(missing_ok=True)
        collecte = _lancer(var, "collectstatic", "-v0", "--noinput", "--clear", enfants=enfants)
    if not a_jour:
        _attendre(_lancer(var, "installer", enfants=enfants), "tables et données de référence", debut)
        _attendre(_lancer(var, "peupler", enfants=enfants), "personnes et contenus d’exemple", debut)
        with _connecter(os.environ["DATABASE_URL"]) as connexion:
            _noter(connexion, base)
    if collecte is not None:
        _attendre(collecte, "feuilles de style et images", debut)
        temoin.write_text(statiques)


def _lancer(var: Path, *commande: str, enfants: list[Enfant]) -> Enfant:
    """A command of manage.py, killed with us: each is taken up again from the start."""
    mots = [sys.executable, str(RACINE / "manage.py"), *commande]
    enfant = Enfant(commande[0], mots, journal=var / "journaux" / f"{commande[0]}.log", mort=signal.SIGKILL)
    enfants.append(enfant)
    return enfant


def _attendre(enfant: Enfant, quoi: str, debut: float) -> None:
    while enfant.code is None:
        time.sleep(0.1)
    if enfant.code:
        raise Souci(f"La préparation s’est arrêtée à « {enfant.nom} » : {enfant.dernier_mot()} (détails : {enfant.journal})")
    print(f"  {quoi} : prêts en {time.monotonic() - debut:.0f} s", flush=True)


def _code() -> Iterator[Path]:
    """What the content of the database comes from: our code and its data."""
    yield RACINE / "requirements" / "base.txt"
    for paquet in RACINE.iterdir():
        if (paquet / "__init__.py").exists() and paquet.name != "tests":
            yield from (c for c in paquet.rglob("*") if c.suffix in (".py", ".json", ".csv"))


def _fichiers_statiques() -> Iterator[Path]:
    yield RACINE / "requirements" / "base.txt"
    yield from (c for c in (RACINE / "static").rglob("*") if c.is_file())


def _empreinte(chemins: Iterable[Path], reglage: str = "") -> str:
    """Changes with the name or the bytes of any of these files, and with ``reglage``."""
    h = hashlib.sha256(reglage.encode())
    for chemin in sorted(chemins):
        h.update(str(chemin.relative_to(RACINE)).encode() + hashlib.sha256(chemin.read_bytes()).digest())
    return h.hexdigest()


def _connecter(url: str) -> psycopg.Connection:
    """A connection of our own, before Django's settings exist. Raises Souci."""
    lu = environ.Env.db_url_config(url)
    noms = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    try:
        return psycopg.connect(**{nom: lu[cle] for cle, nom in noms.items() if lu.get(cle)}, connect_timeout=10, autocommit=True)
    except psycopg.Error as erreur:
        raise Souci(f"La base de DATABASE_URL ne répond pas : {' '.join(str(erreur).split())}") from erreur


def _exiger_les_extensions(connexion: psycopg.Connection) -> None:
    presentes = {nom for (nom,) in connexion.execute("SELECT name FROM pg_available_extensions")}
    if manquent := EXTENSIONS - presentes:
        raise Souci(f"PostgreSQL n’a pas {', '.join(sorted(manquent))} : installez le paquet postgresql-contrib.")


def _lire(connexion: psycopg.Connection) -> str | None:
    ligne = connexion.execute("SELECT obj_description(to_regclass(%s))", [TEMOIN]).fetchone()
    return ligne[0] if ligne else None


def _noter(connexion: psycopg.Connection, empreinte: str) -> None:
    connexion.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(TEMOIN), sql.Literal(empreinte)))
