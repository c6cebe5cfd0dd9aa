"""Writing in the audit log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now

from .models import Ligne

#: How long a line is kept.
GARDE = dt.timedelta(days=3 * 365)


def consigner(*, acteur: Any, verbe: str, objet: models.Model | None = None, details: dict[str, Any] | None = None) -> Ligne:
    """Note that ``acteur`` (a member, or None for the system) did ``verbe`` to ``objet``. ``details``: identifiers and states only."""
    return Ligne.objects.create(
        acteur=acteur if getattr(acteur, "is_authenticated", False) else None,
        verbe=verbe,
        content_type=ContentType.objects.get_for_model(objet) if objet is not None else None,
        object_id=objet.pk if objet is not None else None,
        details=details or {},
    )


def purger() -> int:
    """Forget the lines of more than three years, by the database's clock."""
    return Ligne.objects.filter(quand__lte=Now() - GARDE).delete()[0]
