"""The site installed and served, people, browsers. A journey that a browser complains of fails, whatever it asserts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect

from tests import chromium
from tests.parcours.navigateur import Navigateur
from tests.racine import replanter

expect.set_options(timeout=15_000)
TELEPHONE = {"width": 375, "height": 667}
BUREAU = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of tests.chromium; its absence is a failure, never a skip."""
    chemin = chromium.trouver()
    if chemin is None:
        pytest.fail(chromium.A_TAPER)
    return {**browser_type_launch_args, "executable_path": chemin, "args": chromium.arguments()}


@pytest.fixture
def site(transactional_db: None, live_server: Any, settings: Any) -> Iterator[str]:
    """The address of the installed site. Procrastinate's tables and the cache's are not Django's: emptied here."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    replanter()
    call_command("installer", stdout=io.StringIO())
    cache.clear()
    yield live_server.url
    with connection.cursor() as curseur:
        curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def ouvrir(browser: Any, site: str) -> Iterator[Callable[..., Navigateur]]:
    """``ouvrir(viewport=…, color_scheme=…, java_script_enabled=…)``: a browser; each must have nothing to complain of."""
    ouverts: list[Navigateur] = []

    def faire(**reglages: Any) -> Navigateur:
        ouverts.append(Navigateur(browser, site, **({"viewport": TELEPHONE} | reglages)))
        return ouverts[-1]

    yield faire
    for navigateur in ouverts:
        navigateur.fermer()
    assert [plainte for navigateur in ouverts for plainte in navigateur.reste()] == []
