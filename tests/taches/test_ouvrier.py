"""The real worker, as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from centre.taches import differer

RACINE = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
def test_un_ouvrier_a_part_execute_ce_qui_est_valide():
    base = connection.settings_dict
    adresse = f"postgres://{base['USER']}:{base['PASSWORD']}@:{base['PORT']}/{base['HOST']}/{base['NAME']}"
    pk = differer("recherche.actualiser")
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
        cwd=RACINE,
        env={**os.environ, "DATABASE_URL": adresse},
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert ProcrastinateJob.objects.get(pk=pk).status == "succeeded"
