"""Is the queue served? Judged by the database's clock."""

from __future__ import annotations

from django.db import connection

#: A job due for longer than this (seconds) means that no worker keeps up.
ATTENTE = 300
#: A worker's last sign of life is never older than this (seconds).
SIGNE_DE_VIE = 60

OUVRIERS = "SELECT EXTRACT(EPOCH FROM clock_timestamp() - max(last_heartbeat)) FROM procrastinate_workers"
PLUS_ANCIEN = """
    SELECT EXTRACT(EPOCH FROM clock_timestamp() - min(coalesce(travail.scheduled_at, demande.at)))
      FROM procrastinate_jobs travail
      LEFT JOIN LATERAL (
        SELECT max(at) AS at FROM procrastinate_events
         WHERE job_id = travail.id AND type IN ('deferred', 'deferred_for_retry')
      ) demande ON true
     WHERE travail.status = 'todo' AND (travail.scheduled_at IS NULL OR travail.scheduled_at <= clock_timestamp())
"""


class FileMalade(RuntimeError):
    """Jobs are not run."""


def verifier_la_file() -> None:
    """Raise FileMalade when no worker gave a sign of life lately, or when a job that is due still waits."""
    silence = _secondes(OUVRIERS)
    if silence is None or silence > SIGNE_DE_VIE:
        raise FileMalade("aucun ouvrier en service")
    attente = _secondes(PLUS_ANCIEN)
    if attente is not None and attente > ATTENTE:
        raise FileMalade(f"un travail attend depuis {attente:.0f} s")


def _secondes(requete: str) -> float | None:
    with connection.cursor() as curseur:
        curseur.execute(requete)
        (valeur,) = curseur.fetchone()
    return None if valeur is None else float(valeur)
