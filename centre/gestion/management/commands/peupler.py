"""``manage.py peupler``: the demonstration's content, through the real operations."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre.registre import Demonstration, demonstration
from centre.sauvegarde.postgres import mesurer_les_tables

PARIS = ZoneInfo("Europe/Paris")


class Command(BaseCommand):
    """Runs every stage of the demonstration."""

    help = "Peuple la base de personnes et de contenus d’exemple (démonstration seulement)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which seed, up to which stage."""
        parser.add_argument("--graine", type=int, default=2004)
        parser.add_argument("--etape", choices=[*demonstration], help="s’arrêter après cette étape")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses to run on a real installation."""
        if not settings.DEMO:
            raise CommandError("Les contenus d’exemple ne s’installent que dans la démonstration.")
        demo = Demonstration(dt.datetime.now(PARIS).date(), Random(options["graine"]), settings.CANARIS)  # noqa: S311
        for nom, etape in demonstration.items():
            etape(demo)
            if nom == options["etape"]:
                break
        else:
            for etape in demo.a_la_fin:
                etape(demo)
        mesurer_les_tables()
