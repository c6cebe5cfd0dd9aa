"""``manage.py installer``: from an empty database to a site that can be opened. Running it again changes nothing."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor

from centre.gestion.operations import accorder_gestion, creer_premier_compte, installer_identite
from centre.registre import installations
from centre.sauvegarde.postgres import mesurer_les_tables
from centre.territoires.operations import charger_communes, charger_territoires
from centre.themes.operations import charger_themes


class Command(BaseCommand):
    """Tables, reference data, identity, first account, pages."""

    help = "Installe le site dans une base vide : tables, données de référence, identité, premier compte de l’équipe, pages."

    def add_arguments(self, parser: CommandParser) -> None:
        """The first account; its password comes from CENTRE_MOT_DE_PASSE, else is asked for, else chosen by its owner."""
        parser.add_argument("--email", help="adresse électronique de l’animatrice")
        parser.add_argument("--prenom", default="")
        parser.add_argument("--nom", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step is idempotent."""
        mot_de_passe = lire_mot_de_passe() if options["email"] else None
        preparer_la_base()
        charger_territoires()
        charger_communes()
        charger_themes()
        installer_identite()
        accorder_gestion()
        for installer in installations.values():
            installer()
        if options["email"]:
            self._premier_compte(options, mot_de_passe)
        mesurer_les_tables()
        self.stdout.write("Le site est installé.")

    def _premier_compte(self, options: dict[str, Any], mot_de_passe: str | None) -> None:
        personne = {champ: options[champ] for champ in ("email", "prenom", "nom")}
        compte = creer_premier_compte(**personne, mot_de_passe=mot_de_passe)
        if compte is None:
            self.stdout.write("L’équipe a déjà un compte : aucun n’est créé.")
        elif not compte.has_usable_password():
            self.stdout.write("Le mot de passe se choisit à la page « Mot de passe oublié ».")


def preparer_la_base() -> None:
    """Migrate when something is to migrate, and make the cache table."""
    executeur = MigrationExecutor(connection)
    if executeur.migration_plan(executeur.loader.graph.leaf_nodes()):
        call_command("migrate", database=DEFAULT_DB_ALIAS, verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def lire_mot_de_passe() -> str | None:
    """From the environment, or typed at the terminal; None when neither. Raises CommandError when it is too weak."""
    mot_de_passe = os.environ.get("CENTRE_MOT_DE_PASSE") or (getpass.getpass("Mot de passe : ") if sys.stdin.isatty() else "")
    if not mot_de_passe:
        return None
    try:
        validate_password(mot_de_passe)
    except ValidationError as erreur:
        raise CommandError(" ".join(erreur.messages)) from erreur
    return mot_de_passe
