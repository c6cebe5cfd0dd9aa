"""The house's own periodic tasks: abandoned jobs, scheduled publications, cleaning. Times are UTC."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from .file import SILENCE, periodique, tache

#: A job abandoned this many times kills its worker: it is no longer taken up.
ABANDONS = 10
#: Hours the traces of jobs are kept: done, then failed.
GARDE, GARDE_DES_ECHECS = 48, 24 * 30


@app.periodic(cron="* * * * * */20", queueing_lock="taches.reprendre_les_abandons")
@app.task(name="taches.reprendre_les_abandons", pass_context=True)
async def reprendre_les_abandons(context: JobContext, timestamp: int) -> None:
    """Put back in the queue the jobs of workers that were killed (not done by procrastinate itself)."""
    file = context.app.job_manager
    for travail in await file.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if travail.attempts < ABANDONS:
            await file.retry_job(travail)
        else:
            await file.finish_job(travail, status=Status.FAILED, delete_job=False)


@app.periodic(cron="17 2 * * *", queueing_lock="taches.purger_les_travaux")
@app.task(name="taches.purger_les_travaux", pass_context=True)
async def purger_les_travaux(context: JobContext, timestamp: int) -> None:
    """Forget the jobs that ended."""
    file = context.app.job_manager
    await file.delete_old_jobs(nb_hours=GARDE)
    await file.delete_old_jobs(nb_hours=GARDE_DES_ECHECS, include_failed=True, include_cancelled=True, include_aborted=True)


@periodique("* * * * *")
@tache("taches.publier_le_programme")
def publier_le_programme() -> None:
    """Publish and withdraw what was scheduled: nothing happens without it (Wagtail's own command)."""
    call_command("publish_scheduled")
