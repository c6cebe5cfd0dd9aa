"""``manage.py sauvegarder [FICHIER]``: the database and the files in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre.sauvegarde import ErreurDeSauvegarde, sauvegarder


class Command(BaseCommand):
    """Works while the portal runs: the archive is one instant."""

    help = "Sauvegarde la base et les fichiers dans une archive (par défaut : CENTRE_VAR/sauvegardes/AAAA-MM-JJ-HHMM.tar.gz)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write."""
        parser.add_argument("fichier", nargs="?", type=Path, help="archive à écrire ; elle ne doit pas exister")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print where the archive is and what is in it."""
        try:
            chemin, manifeste = sauvegarder(options["fichier"])
        except ErreurDeSauvegarde as erreur:
            raise CommandError(str(erreur)) from erreur
        for nom in manifeste.manquants:
            self.stderr.write(f"Fichier manquant, une ligne de la base le cite : {nom}")
        self.stdout.write(str(chemin))
        self.stdout.write(
            f"{len(manifeste.lignes)} tables, {sum(manifeste.lignes.values())} lignes, {len(manifeste.fichiers)} fichiers "
            f"(dont {len(manifeste.orphelins)} qu’aucune ligne ne cite). Gardez SECRET_KEY ailleurs : elle n’y est pas."
        )
