"""``make bench``: how many requests a second one process answers, on the demonstration's content, without network.

Not part of the tests: a figure is compared with the last one on the same machine, never asserted.
"""

from __future__ import annotations

import io
import time

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from centre.membres.models import Membre

#: What is asked, by whom ("" for a visitor).
PAGES = [
    ("Accueil", "/", ""),
    ("Territoires", "/territoires/", ""),
    ("Recherche, visiteur", "/recherche/?q=politique+de+la+ville", ""),
    ("Mon espace", "/espace/", "ville@demo.example"),
    ("Échos", "/echos/", "ville@demo.example"),
    ("Recherche, membre", "/recherche/?q=logement", "ville@demo.example"),
]
FOIS = 50


@pytest.mark.django_db
def test_requetes_par_seconde(settings):
    settings.DEMO = True
    for commande in ("installer", "peupler"):
        call_command(commande, stdout=io.StringIO())
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")  # what PostgreSQL does by itself a minute after a commit
    print(f"\n{'page':<22}{'requêtes/s':>12}{'médiane, ms':>14}{'95 %, ms':>12}")
    for nom, adresse, qui in PAGES:
        durees = chronometrer(adresse, qui)
        mediane, lente = durees[FOIS // 2], durees[FOIS * 95 // 100]
        print(f"{nom:<22}{FOIS / sum(durees):>12.0f}{mediane * 1000:>14.1f}{lente * 1000:>12.1f}")


def chronometrer(adresse: str, qui: str) -> list[float]:
    """Seconds of each of FOIS answers, sorted; five more before them, not counted, fill the caches."""
    client = Client()
    if qui:
        client.force_login(Membre.objects.get(email=qui))
    durees = []
    for _ in range(FOIS + 5):
        debut = time.perf_counter()
        assert client.get(adresse).status_code == 200
        durees.append(time.perf_counter() - debut)
    return sorted(durees[5:])
