"""Declaring and deferring jobs.

A worker may be killed at any instant and its job run again (``centre.taches.taches.reprendre_les_abandons``): every task
is idempotent, and finds the state of the world in the database, from the ids it was given.
"""

from __future__ import annotations

import datetime as dt
import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import TaskNotFound
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task

#: A worker says it is alive every BATTEMENT seconds; silent for SILENCE seconds, it is taken for dead.
BATTEMENT, SILENCE = 10, 30
#: A periodic task missed while the machine was off runs at the next start, when less late than this (seconds).
RATTRAPAGE = 24 * 3600


def preparer(application: App) -> None:
    """Procrastinate's hook (``PROCRASTINATE_ON_APP_READY``): how the workers of this project live."""
    application.worker_defaults |= {"update_heartbeat_interval": BATTEMENT, "stalled_worker_timeout": SILENCE}  # type: ignore[typeddict-item]
    application.periodic_defaults |= {"max_delay": RATTRAPAGE}  # type: ignore[dict-item]


@dataclass(frozen=True)
class Reprises(BaseRetryStrategy):
    """Run a failed job again after each of these delays, in seconds; then it has failed."""

    delais: tuple[int, ...]

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Procrastinate's question after a failure."""
        if job.attempts >= len(self.delais):
            return None
        return RetryDecision(retry_in={"seconds": self.delais[job.attempts]})


def tache(
    nom: str, *, reprises: tuple[int, ...] = (), verrou: str | None = None
) -> Callable[[Callable[..., None]], Task[..., None, ...]]:
    """Declare a function as a task named ``nom`` (``app.verbe``); its parameters are ids.

    ``reprises``: seconds before each new try of a job that raised. ``verrou``: jobs with the same one never run together.
    """

    def declarer(fonction: Callable[..., None]) -> Task[..., None, ...]:
        @functools.wraps(fonction)
        def executer(timestamp: int | None = None, **ids: Any) -> None:
            fonction(**ids)

        return app.task(name=nom, retry=Reprises(reprises) if reprises else False, lock=verrou)(executer)

    return declarer


def periodique(cron: str) -> Callable[[Task[..., None, ...]], Task[..., None, ...]]:
    """Over ``@tache``: run it at these times (UTC; a sixth field counts seconds). One at most waits its turn."""

    def programmer(declaree: Task[..., None, ...]) -> Task[..., None, ...]:
        app.periodic(cron=cron, queueing_lock=declaree.name)(declaree)
        return declaree

    return programmer


def differer(
    tache: str | Task[..., None, ...], *, a_partir_de: dt.datetime | None = None, priorite: int = 0, **ids: int | str | uuid.UUID
) -> int:
    """Ask for a task, by itself or by its name, inside the caller's transaction: a rollback loses the job, the commit shows it.

    The job waits until ``a_partir_de`` when given; a higher ``priorite`` goes first. Returns the job's number.
    Raises TypeError when an argument is not an id, procrastinate's TaskNotFound when nobody declared the task.
    """
    nom = tache if isinstance(tache, str) else tache.name
    if nom not in app.tasks:
        raise TaskNotFound(nom)
    declaree = app.tasks[nom]
    # Not the application's own connector: inside a worker that one is apart from Django's connection, hence from the transaction.
    travail = configure_task(
        name=nom,
        job_manager=JobManager(DjangoConnector()),
        queue=declaree.queue,
        lock=declaree.lock,
        priority=priorite,
        schedule_at=a_partir_de,
    )
    return travail.defer(**{cle: _identifiant(cle, valeur) for cle, valeur in ids.items()})


def _identifiant(cle: str, valeur: Any) -> int | str:
    if isinstance(valeur, uuid.UUID):
        return str(valeur)
    if isinstance(valeur, bool) or not isinstance(valeur, int | str):
        raise TypeError(f"{cle} : une tâche ne reçoit que des identifiants, pas {type(valeur).__name__}")
    return valeur
