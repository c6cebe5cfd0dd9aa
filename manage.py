#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL, a command runs on the project's own PostgreSQL."""

import os
import sys


def main() -> None:
    """Run the command named on the line; see centre.lanceur for which ones start a database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.demo")
    try:
        from centre.demo import lancer
        from centre.lanceur import avec_base
    except ImportError as erreur:
        sys.exit(f"Il manque le module Python « {erreur.name} » : « make demo » et « make test » installent tout.")
    if sys.argv[1:2] == ["demo"]:
        sys.exit(lancer())
    with avec_base(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
