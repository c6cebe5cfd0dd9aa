"""A worker of one passage, on the caller's own connection: what a test or the building of the demo runs to empty the queue."""

from __future__ import annotations

import asyncio
import copy
import json
import threading
from collections.abc import Callable
from typing import Any

from asgiref.sync import async_to_sync
from django.db import DEFAULT_DB_ALIAS, connections
from procrastinate.contrib.django import procrastinate_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.periodic import PeriodicRegistry


class Connecteur(DjangoConnector):
    """Django's connection for a worker: Django hands JSON over as text, a worker expects it read."""

    def execute_query_one(self, query: Any, **arguments: Any) -> dict[str, Any]:
        """One row."""
        return _lire(super().execute_query_one(query, **arguments))

    def execute_query_all(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        """Every row."""
        return [_lire(ligne) for ligne in super().execute_query_all(query, **arguments)]


def _lire(ligne: dict[str, Any]) -> dict[str, Any]:
    return {**ligne, "args": json.loads(ligne["args"])} if isinstance(ligne.get("args"), str) else ligne


class TravauxEchoues(RuntimeError):
    """Jobs raised, and have no try left."""


def vider_la_file() -> None:
    """Run every job that is due, until none is left; jobs planned for later stay.

    The real worker runs them, inside the caller's transaction when there is one: what it wrote is seen, and rolled back with it.
    Raises TravauxEchoues when a job ended in failure.
    """
    if _dans_une_boucle():  # a browser test: Django's connection may not be used here
        _dans_un_fil(_vider)
    else:
        _vider()


def _vider() -> None:
    avant = _echoues()
    connexion = connections[DEFAULT_DB_ALIAS]
    application = copy.copy(procrastinate_app.current_app)
    application.connector = Connecteur()
    application.job_manager = JobManager(application.connector)
    application.periodic_registry = PeriodicRegistry()  # only what was deferred, never what the clock brings

    def sur_la_meme_connexion(suite: Callable[[], Any], contexte: Any, worker: Any) -> Any:
        connections[DEFAULT_DB_ALIAS] = connexion
        try:
            return suite()
        finally:
            del connections[DEFAULT_DB_ALIAS]

    connexion.inc_thread_sharing()
    try:
        async_to_sync(application.run_worker_async)(
            wait=False, listen_notify=False, install_signal_handlers=False, task_middleware=[sur_la_meme_connexion]
        )
    finally:
        connexion.dec_thread_sharing()
    if echecs := _echoues() - avant:
        raise TravauxEchoues(", ".join(f"{nom} (n° {pk})" for pk, nom in sorted(echecs)))


def _echoues() -> set[tuple[int, str]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return set(ProcrastinateJob.objects.filter(status="failed").values_list("pk", "task_name"))


def _dans_une_boucle() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _dans_un_fil(fonction: Callable[[], None]) -> None:
    erreurs: list[BaseException] = []

    def executer() -> None:
        try:
            fonction()
        except BaseException as erreur:
            erreurs.append(erreur)
        finally:
            connections.close_all()

    fil = threading.Thread(target=executer)
    fil.start()
    fil.join()
    if erreurs:
        raise erreurs[0]
