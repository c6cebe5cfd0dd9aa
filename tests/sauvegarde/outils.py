"""Databases of their own, the real commands as programs, and what is in a database and its folders, to compare."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

RACINE = Path(__file__).resolve().parents[2]
SANS_LIGNES = {"cache", "django_session", "usersessions_usersession"}
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"
COLONNES = """
SELECT table_name, column_name, data_type, column_default, is_nullable, is_generated, generation_expression, is_identity
  FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position
"""
STRUCTURE = """
SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'contrainte', conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'declencheur', pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'fonction', p.oid::regprocedure || p.prosrc FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'extension', extname || extversion FROM pg_extension
UNION ALL SELECT 'recherche', cfgname FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
UNION ALL SELECT 'schema', nspname || nspowner::regrole || nspacl::text || obj_description(oid)
  FROM pg_namespace WHERE nspname = 'public'
ORDER BY 1, 2
"""
SUITES = "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"


def _adresse(base: str) -> str:
    return os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + base


def _dsn(base: str) -> dict[str, str]:
    from django.db import connection

    reglages = connection.settings_dict
    cles = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    return {cle: str(reglages[nom]) for cle, nom in cles.items() if reglages[nom]} | {"dbname": base}


def administrer(requete: str, *noms: str) -> None:
    """Run one statement beside every database."""
    with psycopg.connect(**_dsn("postgres"), autocommit=True) as connexion:
        connexion.execute(sql.SQL(requete).format(*map(sql.Identifier, noms)))


def _normaliser(definition: str) -> str:
    """PostgreSQL writes the casts of « IN (…) » in two ways that mean the same."""
    return re.sub(r"::(character varying|text)|[()\[\]]", "", definition)


@dataclass
class Portail:
    """One installation: a database and its CENTRE_VAR."""

    base: str
    var: Path
    environnement: dict[str, str] = field(default_factory=dict)

    def env(self) -> dict[str, str]:
        propre = {
            "DATABASE_URL": _adresse(self.base),
            "CENTRE_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "centre.settings.test",
        }
        return {**os.environ, **propre, "CENTRE_TESTS_MODELE": "", "PYTHONUNBUFFERED": "1", **self.environnement}

    def lancer(self, *mots: str | Path) -> subprocess.Popen[str]:
        commande = [sys.executable, *map(str, mots)]
        return subprocess.Popen(
            commande,
            cwd=RACINE,
            env=self.env(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def executer(self, *mots: str | Path) -> tuple[int, str, str]:
        """Exit code, output, complaints of ``manage.py mots``."""
        programme = self.lancer("manage.py", *mots)
        sortie, plaintes = programme.communicate(timeout=240)
        return programme.returncode, sortie, plaintes

    def faire(self, *mots: str | Path) -> str:
        """The output of a command that must succeed."""
        code, sortie, plaintes = self.executer(*mots)
        assert code == 0, plaintes + sortie
        return sortie

    def connexion(self) -> psycopg.Connection[tuple]:
        return psycopg.connect(**_dsn(self.base), autocommit=True)

    def sauvegarder(self) -> Path:
        return Path(self.faire("sauvegarder").splitlines()[0])

    def contenu(self, *, sauf: set[str] = SANS_LIGNES) -> dict[str, list[str]]:
        """Every row of every table, whole, in order."""
        with self.connexion() as connexion:
            tables = [nom for (nom,) in connexion.execute(TABLES) if nom not in sauf]
            lire = "SELECT ligne::text FROM {} ligne ORDER BY 1"
            return {nom: [ligne for (ligne,) in connexion.execute(sql.SQL(lire).format(sql.Identifier(nom)))] for nom in tables}

    def structure(self) -> list[tuple]:
        with self.connexion() as connexion:
            definitions = [(quoi, _normaliser(comment)) for quoi, comment in connexion.execute(STRUCTURE)]
            return [*connexion.execute(COLONNES), *sorted(definitions), *connexion.execute(SUITES)]

    def fichiers(self) -> dict[str, str]:
        """Every file of both stores with its SHA-256."""
        chemins = [c for dossier in ("fichiers", "medias") for c in (self.var / dossier).rglob("*") if c.is_file()]
        return {str(c.relative_to(self.var)): hashlib.sha256(c.read_bytes()).hexdigest() for c in chemins}

    def etat(self) -> tuple:
        """All that a restore must give back, or leave alone."""
        return self.contenu(), self.structure(), self.fichiers()
