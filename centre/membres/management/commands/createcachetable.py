"""Django's command, for a table that need not survive a crash: it holds the limits of sign-ins, written a dozen times at each."""

from typing import Any

from django.core.management.commands import createcachetable
from django.db import connections


class Command(createcachetable.Command):
    """Make the cache table, without a journal: a sign-in no longer waits for the disk at each of its counts."""

    def create_table(self, database: str, tablename: str, dry_run: bool) -> Any:
        """Django's table, made unlogged. Done again on an existing one, changes nothing."""
        super().create_table(database, tablename, dry_run)
        if not dry_run:
            connection = connections[database]
            with connection.cursor() as curseur:
                curseur.execute(f"ALTER TABLE {connection.ops.quote_name(tablename)} SET UNLOGGED")
