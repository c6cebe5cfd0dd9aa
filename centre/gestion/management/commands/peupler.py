"""``manage.py peupler``: the demonstration's content, through the real operations; or N documents to measure the search on."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre.recherche.echelle import ENTETE, mesurer, remplir
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
        parser.add_argument("--documents", type=int, help="ajouter tant de documents de synthèse, puis mesurer la recherche")
        parser.add_argument("--fois", type=int, default=20, help="réponses mesurées par question")
        parser.add_argument("--mesurer", action="store_true", help="mesurer seulement la recherche sur ce qui est là")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses to run on a real installation."""
        if not settings.DEMO:
            raise CommandError("Les contenus d’exemple ne s’installent que dans la démonstration.")
        if options["documents"] or options["mesurer"]:
            self.mesurer(options["documents"] or 0, options["graine"], options["fois"])
            return
        demo = Demonstration(dt.datetime.now(PARIS).date(), Random(options["graine"]), settings.CANARIS)  # noqa: S311
        for nom, etape in demonstration.items():
            etape(demo)
            if nom == options["etape"]:
                break
        else:
            for etape in demo.a_la_fin:
                etape(demo)
        mesurer_les_tables()

    def mesurer(self, nombre: int, graine: int, fois: int) -> None:
        """Fill, let PostgreSQL count what is there, print how long the search takes by how common the words are."""
        for fait in remplir(nombre, graine=graine):
            self.stdout.write(f"{fait} sur {nombre}")
        mesurer_les_tables()
        self.stdout.write(ENTETE)
        for mesure in mesurer(fois=fois):
            self.stdout.write(str(mesure))
