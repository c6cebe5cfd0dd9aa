"""The standing espaces exist as soon as the database does; what rights say of a member."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from guardian.models import UserObjectPermission

from centre.journal.lecture import QUI
from centre.registre import DonneesDeMembre, Geste, Precision, donnees_de_membre, nommer_les_gestes
from centre.temps import date_locale

from .models import DroitPersonnel
from .operations import installer_espaces


def _jour(instant: str) -> str:
    """The last day of an access that ends at this instant, as the journal kept it."""
    lu = parse_datetime(instant)
    return date_locale(timezone.localdate(lu - dt.timedelta(seconds=1)), "longue") if lu else ""


def apres_migration(sender: Any, **kwargs: Any) -> None:
    """Guardian's codenames exist only after post_migrate: the standing rights are given here, not in a migration."""
    create_permissions(sender, verbosity=0, using=kwargs["using"])
    installer_espaces()


post_migrate.connect(apres_migration, sender=apps.get_app_config("espaces"))
donnees_de_membre.ajouter(
    "espaces.DroitPersonnel",
    DonneesDeMembre.par_cles(
        DroitPersonnel,
        siennes=("user",),
        nommees=("accorde_par",),
        montrer=("content_object__nom", "permission__codename", "jusqu_au", "accorde_le"),
    ),
)
# Guardian's own table, which we leave empty: our rights have direct keys.
donnees_de_membre.ajouter(
    "guardian.UserObjectPermission",
    DonneesDeMembre.par_cles(UserObjectPermission, siennes=("user",), montrer=("permission__codename",), fusion=False),
)
nommer_les_gestes(
    {
        "espace.creer": "Espace créé",
        "espace.inviter": Geste("Accès ouvert jusqu’à une date", {"membre": QUI, "jusqu_au": Precision("jusqu’au", _jour)}),
        "espace.retirer_invitation": Geste("Accès fermé", {"membre": QUI}),
    }
)
