"""Procrastinate's tables are not Django's: the flush after a transactional test leaves them as they are."""

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _file_vide(request):
    marque = request.node.get_closest_marker("django_db")
    if not (marque and marque.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connection.cursor() as curseur:
        curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
