"""Declaring, deferring and running jobs, on the real queue."""

import datetime as dt
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import TaskNotFound

from centre.journal.models import Ligne
from centre.taches import differer, tache, vider_la_file
from centre.taches.ouvrier import TravauxEchoues


@tache("essais.noter")
def noter(numero, cle=""):
    Ligne.objects.create(verbe=f"essai {numero} {cle}".strip())


@tache("essais.trebucher", reprises=(30, 600))
def trebucher(numero):
    raise RuntimeError(f"trébuché {numero}")


@tache("essais.exclusif", verrou="essais")
def exclusif(numero):
    Ligne.objects.create(verbe=f"exclusif {numero}")


def verbes():
    return sorted(Ligne.objects.values_list("verbe", flat=True))


def travaux():
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "status", "args"))


@pytest.mark.django_db
def test_un_travail_differe_attend_puis_s_execute():
    cle = uuid.uuid4()
    differer(noter, numero=7, cle=cle)
    differer("essais.noter", numero=8)
    assert travaux() == [
        ("essais.noter", "todo", {"numero": 7, "cle": str(cle)}),
        ("essais.noter", "todo", {"numero": 8}),
    ]
    assert verbes() == []
    vider_la_file()
    assert verbes() == [f"essai 7 {cle}", "essai 8"]
    assert [etat for _, etat, _ in travaux()] == ["succeeded", "succeeded"]


@pytest.mark.django_db(transaction=True)
def test_une_transaction_annulee_perd_le_travail_et_une_validee_le_montre():
    differer_puis_annuler()
    with transaction.atomic():
        differer(noter, numero=2)
    vider_la_file()
    assert verbes() == ["essai 2"]


@pytest.mark.django_db(transaction=True)
def test_dans_un_ouvrier_aussi_le_travail_suit_la_transaction():
    """A worker replaces the application's connector by one apart from Django's connection."""
    with app.replace_connector(app.connector.get_worker_connector()):
        differer_puis_annuler()
        with transaction.atomic():
            differer(noter, numero=2)
    assert travaux() == [("essais.noter", "todo", {"numero": 2})]


@pytest.mark.django_db
@pytest.mark.parametrize("valeur", [{"texte": "x"}, ["x"], None, 1.5, True, b"x", dt.date(2026, 11, 22)])
def test_seuls_des_identifiants_voyagent(valeur):
    with pytest.raises(TypeError, match="identifiants"):
        differer(noter, numero=valeur)
    assert travaux() == []


@pytest.mark.django_db
def test_une_tache_inconnue_est_refusee():
    with pytest.raises(TaskNotFound):
        differer("essais.inconnue", numero=1)


@pytest.mark.django_db
def test_un_travail_programme_attend_son_heure():
    differer(noter, a_partir_de=timezone.now() + dt.timedelta(hours=1), numero=1)
    vider_la_file()
    assert verbes() == []
    avancer()
    vider_la_file()
    assert verbes() == ["essai 1"]


@pytest.mark.django_db
def test_les_urgents_passent_devant():
    differer(noter, numero=1)
    differer(noter, priorite=10, numero=2)
    vider_la_file()
    assert list(Ligne.objects.order_by("pk").values_list("verbe", flat=True)) == ["essai 2", "essai 1"]


@pytest.mark.django_db
def test_un_echec_est_repris_aux_delais_dits_puis_abandonne():
    differer(trebucher, numero=1)
    for attente in (30, 600):
        vider_la_file()
        travail = ProcrastinateJob.objects.get()
        assert travail.status == "todo"
        assert attente - 5 < (travail.scheduled_at - timezone.now()).total_seconds() <= attente
        avancer()
    with pytest.raises(TravauxEchoues, match=r"essais\.trebucher"):
        vider_la_file()
    assert ProcrastinateJob.objects.get().status == "failed"


@pytest.mark.django_db
def test_le_verrou_est_celui_de_la_tache():
    differer(exclusif, numero=1)
    differer(exclusif, numero=2)
    assert list(ProcrastinateJob.objects.values_list("lock", flat=True)) == ["essais", "essais"]
    vider_la_file()
    assert verbes() == ["exclusif 1", "exclusif 2"]


@pytest.mark.django_db
def test_une_tache_s_appelle_aussi_comme_une_fonction():
    noter(numero=3)
    assert verbes() == ["essai 3"]


def differer_puis_annuler():
    with transaction.atomic():
        differer(noter, numero=1)
        transaction.set_rollback(True)


def avancer():
    """Bring every waiting job to the present."""
    with connection.cursor() as curseur:
        curseur.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second' WHERE status = 'todo'")
