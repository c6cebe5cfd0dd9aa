"""The house's own tasks: abandoned jobs, scheduled publications, cleaning, health."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from inline_snapshot import snapshot
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob
from wagtail.models import Locale, Page

from centre.journal.models import Ligne
from centre.registre import sondes
from centre.rgpd import conservations
from centre.taches import differer, vider_la_file
from centre.taches.ouvrier import TravauxEchoues
from centre.taches.sante import FileMalade

from .test_file import avancer, noter, verbes

pytestmark = pytest.mark.django_db


def sql(requete, *valeurs):
    with connection.cursor() as curseur:
        curseur.execute(requete, valeurs)
        return curseur.fetchone()[0] if curseur.description else None


def ouvrier(silence):
    """A worker whose last sign of life is ``silence`` seconds old; returns its number."""
    return sql(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id", silence
    )


def commencer(numero, par, abandons=0):
    """A job that worker ``par`` has begun and not ended."""
    pk = differer(noter, numero=numero)
    sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s", par, abandons, pk)
    return pk


def passer(nom):
    """Run a periodic task as the clock would."""
    app.tasks[nom].configure(queueing_lock=nom).defer(timestamp=0)
    vider_la_file()


def etats():
    return dict(ProcrastinateJob.objects.filter(task_name="essais.noter").values_list("args__numero", "status"))


def test_les_travaux_d_un_ouvrier_tue_sont_repris_et_les_autres_laisses():
    commencer(1, ouvrier(silence=45))
    commencer(2, ouvrier(silence=5))
    commencer(3, ouvrier(silence=45), abandons=10)
    commencer(4, None)
    with pytest.raises(TravauxEchoues, match=r"^essais\.noter \(n° \d+\)$"):
        passer("taches.reprendre_les_abandons")
    assert etats() == {1: "todo", 2: "doing", 3: "failed", 4: "todo"}
    avancer()
    vider_la_file()
    assert etats() == {1: "succeeded", 2: "doing", 3: "failed", 4: "succeeded"}
    assert verbes() == ["essai 1", "essai 4"]


def test_les_heures_des_taches_de_la_maison():
    periodiques = app.periodic_registry.periodic_tasks.values()
    prevues = {p.task.name: p.cron for p in periodiques if p.task.name.startswith("taches.")}
    assert prevues == snapshot(
        {
            "taches.reprendre_les_abandons": "* * * * * */20",
            "taches.purger_les_travaux": "17 2 * * *",
            "taches.publier_le_programme": "* * * * *",
        }
    )


def test_une_tache_periodique_n_attend_jamais_deux_fois():
    periodiques = app.periodic_registry.periodic_tasks.values()
    assert {p.task.name for p in periodiques if p.configure_kwargs.get("queueing_lock") != p.task.name} == set()


def test_les_travaux_finis_depuis_longtemps_sont_oublies():
    for numero in (1, 2):
        differer(noter, numero=numero)
    vider_la_file()
    attend = differer(noter, numero=3, a_partir_de=timezone.now() + dt.timedelta(days=9))
    vieux = ProcrastinateJob.objects.get(args__numero=1).pk
    sql("UPDATE procrastinate_events SET at = at - interval '49 hours' WHERE job_id IN (%s, %s)", vieux, attend)
    passer("taches.purger_les_travaux")
    assert etats() == {2: "succeeded", 3: "todo"}
    assert ProcrastinateEvent.objects.filter(job_id=vieux).count() == 0


def test_ce_qui_est_programme_parait_a_l_heure():
    Locale.objects.get_or_create(language_code="fr")
    page = Page.add_root(title="Programmée", slug="programmee", live=False)
    future = Page.add_root(title="Plus tard", slug="plus-tard", live=False)
    page.save_revision(approved_go_live_at=timezone.now() - dt.timedelta(minutes=1))
    future.save_revision(approved_go_live_at=timezone.now() + dt.timedelta(minutes=5))
    passer("taches.publier_le_programme")
    assert [Page.objects.get(pk=p.pk).live for p in (page, future)] == [True, False]


def test_les_sessions_expirees_sont_oubliees():
    for cle, jours in (("passee", -1), ("a-venir", 1)):
        Session.objects.create(session_key=cle, session_data="", expire_date=timezone.now() + dt.timedelta(days=jours))
    assert conservations["sessions"].purger() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["a-venir"]


def test_la_sonde_veut_un_ouvrier_en_vie():
    with pytest.raises(FileMalade, match="aucun ouvrier"):
        sondes["taches"]()
    ouvrier(silence=70)
    with pytest.raises(FileMalade, match="aucun ouvrier"):
        sondes["taches"]()
    ouvrier(silence=5)
    sondes["taches"]()


def test_la_sonde_s_inquiete_d_un_travail_qui_attend():
    ouvrier(silence=5)
    pk = differer(noter, numero=1)
    plus_tard = differer(noter, numero=2, a_partir_de=timezone.now() + dt.timedelta(days=1))
    sondes["taches"]()
    sql("UPDATE procrastinate_events SET at = at - interval '6 minutes' WHERE job_id = %s", plus_tard)
    sondes["taches"]()
    sql("UPDATE procrastinate_events SET at = at - interval '6 minutes' WHERE job_id = %s", pk)
    with pytest.raises(FileMalade, match="attend depuis 36"):
        sondes["taches"]()
    assert Ligne.objects.count() == 0
