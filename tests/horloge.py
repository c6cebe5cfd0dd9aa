"""Move the database's clock in a test: what closes at noon closes at noon, with no job having run.

``statement_timestamp()``, ``transaction_timestamp()`` and ``now()`` are shadowed by functions of a schema placed before
``pg_catalog`` in the search path of every connection of this process. Django's ``Now()`` calls the first of them by its bare
name. ``CURRENT_TIMESTAMP`` is a keyword and does not move.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.db.backends.signals import connection_created

CHEMIN = "horloge, pg_catalog, public"
SCHEMA = """
CREATE SCHEMA IF NOT EXISTS horloge;
CREATE TABLE IF NOT EXISTS horloge.reglage (decalage interval NOT NULL);
""" + "".join(
    f"""
CREATE OR REPLACE FUNCTION horloge.{nom}() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT pg_catalog.{nom}() + coalesce((SELECT max(decalage) FROM horloge.reglage), interval '0') $$;
"""
    for nom in ("statement_timestamp", "transaction_timestamp", "now")
)


def _suivre(connection: Any, **kwargs: Any) -> None:
    with connection.cursor() as curseur:
        curseur.execute(f"SET search_path TO {CHEMIN}")


def avancer_a(instant: dt.datetime) -> None:
    """Make the database believe that it is ``instant`` (aware), from now on."""
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM horloge.reglage")
        curseur.execute("INSERT INTO horloge.reglage SELECT %s - pg_catalog.statement_timestamp()", [instant])


@pytest.fixture
def horloge_de_la_base(db: None) -> Iterator[Callable[[dt.datetime], None]]:
    """``horloge_de_la_base(instant)`` moves the clock of the database; it comes back after the test."""
    with connection.cursor() as curseur:
        curseur.execute(SCHEMA)
    connection_created.connect(_suivre)
    _suivre(connection)
    try:
        yield avancer_a
    finally:
        connection_created.disconnect(_suivre)
        for ouverte in connections.all(initialized_only=True):
            with ouverte.cursor() as curseur:
                curseur.execute("SET search_path TO DEFAULT")
        with connection.cursor() as curseur:
            curseur.execute("DROP SCHEMA IF EXISTS horloge CASCADE")
