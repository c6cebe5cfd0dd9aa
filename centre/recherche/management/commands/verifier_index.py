"""``manage.py verifier_index``: the catalogue and the search index say what the objects say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from centre.recherche.verification import ecarts, reparer


class Command(BaseCommand):
    """Exit code 0 and « 0 écart », or 1 with the list of what differs."""

    help = "Compare le catalogue et l’index de recherche aux objets qu’ils décrivent ; sort en erreur s’ils diffèrent."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--reparer`` writes what differs again, then looks once more."""
        parser.add_argument("--reparer", action="store_true", help="récrire ce qui diffère, puis vérifier de nouveau")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each difference; exit with 1 when some remain."""
        if options["reparer"]:
            with transaction.atomic():
                reparer()
        trouves = [texte for texte, _ in ecarts()]
        for texte in trouves:
            self.stdout.write(texte)
        self.stdout.write("0 écart" if not trouves else f"{len(trouves)} écart{'s' if len(trouves) > 1 else ''}")
        if trouves:
            raise SystemExit(1)
