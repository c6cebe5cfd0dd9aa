"""The database of the project through PostgreSQL's own programs: a picture of it, the way back in one transaction."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from centre.postgres import ServeurIntrouvable, trouver_binaires

from .erreurs import ArchiveAbimee, ErreurDeSauvegarde

PROGRAMMES = ("pg_dump", "pg_restore", "psql")
#: Structure kept, rows not: everyone signs in again, counters and cached answers start again.
SANS_LIGNES = ("cache", "django_session", "usersessions_usersession")
BLOC = 1 << 20
OPTIONS_DU_DUMP = ("--format=custom", "--compress=none", "--no-owner", "--no-privileges", "--no-comments", "--schema=public")

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname"
EXTENSIONS = "SELECT extname FROM pg_extension WHERE extnamespace = 'public'::regnamespace ORDER BY extname"
PROPRIETAIRE = "SELECT quote_ident(nspowner::regrole::text) FROM pg_namespace WHERE nspname = 'public'"
AUTRES = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""

AVANT = """\\set ON_ERROR_STOP on
BEGIN;
SET client_min_messages = warning;
SET lock_timeout = '20s';
DROP SCHEMA public CASCADE;
"""
# Jobs that were running start again: every task is idempotent. Their queueing lock may be held by a job that waits.
APRES = """
GRANT USAGE ON SCHEMA public TO PUBLIC;
ALTER SCHEMA public OWNER TO {proprietaire};
SET search_path TO public;
UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, queueing_lock = NULL, abort_requested = false
 WHERE status = 'doing';
DELETE FROM procrastinate_workers;
COMMENT ON SCHEMA public IS '{jeton}';
COMMIT;
"""


def _version_majeure(programme: Path) -> int:
    """The major version a program says, 0 when it cannot be run."""
    try:
        sortie = subprocess.run([programme, "--version"], capture_output=True, text=True, timeout=20).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return 0
    trouve = re.search(r"\(PostgreSQL\D*\) (\d+)", sortie)
    return int(trouve[1]) if trouve else 0


def dossier_des_programmes(version: int = 0) -> Path:
    """Where pg_dump, pg_restore and psql are, at least as recent as the server's ``version``. Raises ErreurDeSauvegarde."""
    candidats: list[Path] = []
    with suppress(ServeurIntrouvable):
        candidats.append(trouver_binaires())
    if dans_le_path := shutil.which("pg_dump"):
        candidats.append(Path(dans_le_path).parent)
    for dossier in candidats:
        if all((dossier / nom).is_file() for nom in PROGRAMMES) and _version_majeure(dossier / "pg_dump") >= max(version, 1):
            return dossier
    voulue = f" {version} ou plus récents" if version else ""
    raise ErreurDeSauvegarde(f"pg_dump, pg_restore et psql{voulue} sont introuvables : installez le paquet postgresql-client.")


@dataclass(frozen=True)
class Instantane:
    """A picture of the database: what its connection reads and what pg_dump writes is the same instant."""

    connexion: psycopg.Connection[tuple]
    nom: str

    def lire(self, requete: str | sql.Composed) -> list[tuple]:
        """Rows of a query, as they are in the picture."""
        return self.connexion.execute(requete).fetchall()  # type: ignore[arg-type]

    def lignes_par_table(self) -> dict[str, int]:
        """Table to number of rows kept by a backup."""
        tables = [nom for (nom,) in self.lire(TABLES) if nom not in SANS_LIGNES]
        compter = sql.SQL("SELECT count(*) FROM {}")
        return {nom: self.lire(compter.format(sql.Identifier("public", nom)))[0][0] for nom in tables}

    def migrations(self) -> list[tuple[str, str]]:
        """Pairs (app, name) applied."""
        return [(app, nom) for app, nom in self.lire("SELECT app, name FROM public.django_migrations")]


class Base:
    """The database, by its libpq parameters; never through Django's connections."""

    def __init__(self, parametres: dict[str, str]) -> None:
        self.parametres = parametres

    @classmethod
    def du_projet(cls) -> Base:
        """The one of the settings."""
        connus = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
        donnes = connections[DEFAULT_DB_ALIAS].get_connection_params()
        return cls({cle: str(valeur) for cle, valeur in donnes.items() if cle in connus})

    @contextmanager
    def connexion(self) -> Iterator[psycopg.Connection[tuple]]:
        """A connection in autocommit. Raises ErreurDeSauvegarde when the server does not answer."""
        try:
            ouverte = psycopg.connect(make_conninfo(**self.parametres), autocommit=True)
        except psycopg.OperationalError as erreur:
            raise ErreurDeSauvegarde(f"La base de données ne répond pas : {str(erreur).splitlines()[0]}") from erreur
        with ouverte:
            yield ouverte

    def version(self) -> int:
        """Major version of the server."""
        with self.connexion() as connexion:
            return connexion.info.server_version // 10000

    @contextmanager
    def instantane(self) -> Iterator[Instantane]:
        """A picture of the database, for as long as the block lasts."""
        with self.connexion() as connexion:
            connexion.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (nom,) = connexion.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            yield Instantane(connexion, nom)

    def decharger(self, instantane: Instantane, fichier: Path) -> None:
        """Write the picture into ``fichier``, in pg_dump's own format. Raises ErreurDeSauvegarde."""
        extensions = [f"--extension={nom}" for (nom,) in instantane.lire(EXTENSIONS)]
        mots = [*OPTIONS_DU_DUMP, *extensions]
        mots += [f"--exclude-table-data=public.{table}" for table in SANS_LIGNES]
        fini = subprocess.run(  # noqa: S603
            self._commande("pg_dump", *mots, f"--snapshot={instantane.nom}", f"--file={fichier}"),
            env=self._environnement("pg_dump"), capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        if fini.returncode:
            raise ErreurDeSauvegarde(f"pg_dump a échoué : {raison(fini.stderr)}")

    def recharger(self, fichier: Path, jeton: str) -> None:
        """Replace everything in the schema by the content of ``fichier``, in one transaction whose last trace is ``jeton``.

        The COMMIT is only written once pg_restore has ended well: whoever dies before, the old data stay.
        Raises ErreurDeSauvegarde.
        """
        with self.connexion() as connexion:
            (proprietaire,) = connexion.execute(PROPRIETAIRE).fetchone() or ("CURRENT_USER",)
        fin = APRES.format(proprietaire=proprietaire, jeton=jeton)
        commande = self._commande("psql", "--no-psqlrc", "--quiet", "--file=-")
        with tempfile.TemporaryFile() as plaintes:
            psql = subprocess.Popen(  # noqa: S603
                commande, env=self._environnement("psql"), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=plaintes
            )
            assert psql.stdin
            try:
                psql.stdin.write(AVANT.encode())
                _derouler(fichier, self.version(), psql.stdin)
                psql.stdin.write(fin.encode())
                psql.stdin.close()
            except BrokenPipeError:
                pass  # psql stopped at an error: it says which
            except BaseException:
                psql.kill()
                raise
            finally:
                psql.wait()
            if psql.returncode:
                raise ErreurDeSauvegarde(f"La base n’a pas pu être restaurée, rien n’a changé : {raison(_relire(plaintes))}")

    def _commande(self, programme: str, *mots: str) -> list[str]:
        """The command line, without the password, which ``ps`` would show."""
        publics = {cle: valeur for cle, valeur in self.parametres.items() if cle not in ("password", "client_encoding")}
        chemin = dossier_des_programmes(self.version()) / programme
        return [str(chemin), *mots, f"--dbname={make_conninfo(**publics)}", "--no-password"]

    def _environnement(self, programme: str) -> dict[str, str]:
        secret = {"PGPASSWORD": self.parametres["password"]} if "password" in self.parametres else {}
        return {**os.environ, **secret, "LC_ALL": "C", "PGAPPNAME": f"centre-{programme}"}


def raison(sortie: str) -> str:
    """The line of a program's complaints that says why."""
    lignes = [ligne.strip() for ligne in sortie.splitlines() if ligne.strip()]
    erreurs = [ligne for ligne in lignes if re.search(r"error:|ERROR:|FATAL:", ligne)]
    return (erreurs or lignes or ["sans explication"])[0]


def _relire(plaintes: IO[bytes]) -> str:
    plaintes.seek(0)
    return plaintes.read().decode(errors="replace")


def _en_sql(fichier: Path, version: int, lire: Callable[[IO[bytes]], None], *mots: str) -> None:
    """Give ``lire`` the SQL of a dump. Raises ArchiveAbimee when pg_restore cannot read it to the end."""
    with tempfile.TemporaryFile() as plaintes:
        pg_restore = dossier_des_programmes(version) / "pg_restore"
        commande = [str(pg_restore), "--no-owner", "--no-privileges", *mots, "--file=-", str(fichier)]
        with subprocess.Popen(commande, stdout=subprocess.PIPE, stderr=plaintes) as lecture:  # noqa: S603
            assert lecture.stdout
            try:
                lire(lecture.stdout)
            except BaseException:
                lecture.kill()
                raise
        if lecture.returncode:
            raise ArchiveAbimee(f"La base sauvegardée est illisible : {raison(_relire(plaintes))}")


def _derouler(fichier: Path, version: int, vers: IO[bytes]) -> None:
    """Write the SQL of a dump to ``vers``."""

    def copier(sql_du_dump: IO[bytes]) -> None:
        entete = sql_du_dump.read(BLOC)
        if version < 17:  # a setting that older servers do not know
            entete = entete.replace(b"SET transaction_timeout = 0;\n", b"", 1)
        vers.write(entete)
        shutil.copyfileobj(sql_du_dump, vers, BLOC)

    _en_sql(fichier, version, copier)


def compter_les_lignes(fichier: Path) -> dict[str, int]:
    """Table to number of rows in a dump, read to its end without any server. Raises ArchiveAbimee."""
    lignes: dict[str, int] = {}

    def compter(sql_du_dump: IO[bytes]) -> None:
        table = ""
        for ligne in sql_du_dump:
            if table:
                if ligne == b"\\.\n":
                    table = ""
                else:
                    lignes[table] += 1
            elif trouve := re.match(rb'COPY public\."?([^" ]+)"? .*FROM stdin;$', ligne):
                table = trouve[1].decode()
                lignes[table] = 0

    _en_sql(fichier, 0, compter, "--data-only")
    return lignes


def mesurer_les_tables() -> None:
    """Let PostgreSQL count what was just loaded: without statistics, a question over fresh tables takes seconds, not milliseconds."""
    with connections[DEFAULT_DB_ALIAS].cursor() as curseur:
        curseur.execute("ANALYZE")
