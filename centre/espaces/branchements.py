"""The standing espaces exist as soon as the database does."""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate

from .operations import installer_espaces


def apres_migration(sender: Any, **kwargs: Any) -> None:
    """Guardian's codenames exist only after post_migrate: the standing rights are given here, not in a migration."""
    create_permissions(sender, verbosity=0, using=kwargs["using"])
    installer_espaces()


post_migrate.connect(apres_migration, sender=apps.get_app_config("espaces"))
