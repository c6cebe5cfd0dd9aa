"""``manage.py restaurer FICHIER``: an archive takes the place of what there is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre.sauvegarde import ErreurDeSauvegarde, membres_presents, restaurer, terminer, verifier

MOT = "remplacer"


class Command(BaseCommand):
    """Refuses to replace members' data unless asked twice."""

    help = "Restaure une archive de « sauvegarder » dans une base vide ou, avec --remplacer, à la place de ce qui existe."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to restore and how sure we are."""
        parser.add_argument("fichier", nargs="?", type=Path, help="archive à lire")
        parser.add_argument("--verifier", action="store_true", help="lire et vérifier l’archive sans rien restaurer")
        parser.add_argument(
            "--remplacer", action="store_true", help="remplacer les données présentes (confirmation demandée deux fois)"
        )
        parser.add_argument("--oui", action="store_true", help="avec --remplacer : ne rien demander")
        parser.add_argument("--terminer", action="store_true", help="terminer une restauration interrompue")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every trouble is one French line."""
        try:
            self._executer(options)
        except ErreurDeSauvegarde as erreur:
            raise CommandError(str(erreur)) from erreur

    def _executer(self, options: dict[str, Any]) -> None:
        if options["terminer"]:
            return terminer(self.stdout.write)
        if options["fichier"] is None:
            raise CommandError("Donnez l’archive à restaurer.")
        if options["verifier"]:
            manifeste = verifier(options["fichier"])
            etat = "vérifiée, rien n’a été restauré"
        else:
            manifeste = restaurer(options["fichier"], remplacer=self._confirmer(options), dire=self.stdout.write)
            etat = "restaurée"
        self.stdout.write(
            f"Sauvegarde du {manifeste.date} (version {manifeste.version}) {etat} : "
            f"{len(manifeste.lignes)} tables, {sum(manifeste.lignes.values())} lignes, {len(manifeste.fichiers)} fichiers."
        )

    def _confirmer(self, options: dict[str, Any]) -> bool:
        """Whether what exists may be replaced: asked twice, unless there is nothing or ``--oui``. Raises CommandError."""
        if not options["remplacer"] or options["oui"] or not (membres := membres_presents()):
            return bool(options["remplacer"])
        if not sys.stdin.isatty():
            raise CommandError("Sans terminal pour confirmer, il faut « --remplacer --oui ».")
        questions = (
            f"La base contient {membres} membres : tout sera remplacé. Tapez « {MOT} » : ",
            f"Tapez encore « {MOT} » pour confirmer : ",
        )
        if not all(input(question).strip() == MOT for question in questions):
            raise CommandError("Rien n’a été restauré.")
        return True
