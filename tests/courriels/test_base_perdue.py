"""The database leaves in the middle of a sending, and comes back: the message is still to be sent, and leaves once."""

import pytest
from django.db import OperationalError, connection
from procrastinate.contrib.django.models import ProcrastinateJob

from centre.courriels import envoi
from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer
from centre.taches import vider_la_file

pytestmark = pytest.mark.django_db


def test_un_envoi_que_la_base_a_quitte_est_repris(lea, settings, monkeypatch):
    courriel = envoyer(genre="essai", evenement="essai-1", destinataire=lea, contexte={"titre": "Une note"})
    vrai = envoi.expedier

    def base_perdue(pk):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(envoi, "expedier", base_perdue)
    vider_la_file()
    travail = ProcrastinateJob.objects.get(task_name="courriels.expedier")
    assert (travail.status, travail.attempts) == ("todo", 1)
    assert travail.scheduled_at is not None
    assert Courriel.objects.get().etat == "a_envoyer"
    monkeypatch.setattr(envoi, "expedier", vrai)
    with connection.cursor() as curseur:
        curseur.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    vider_la_file()
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.tentatives) == ("envoye", 1)
    assert [chemin.stem for chemin in settings.COURRIELS_DOSSIER.glob("*.eml")] == [str(courriel.uuid)]
