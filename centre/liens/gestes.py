"""What each action does on each model: filled by the apps, from their ``branchements``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponseBase

from centre.registre import Registre

from .enums import Action

#: ``f(request, lien) -> response``, for GET and POST. A form to correct is answered with 422: no use is then counted.
Geste = Callable[[HttpRequest, Any], HttpResponseBase]
gestes: Registre[Geste] = Registre("gestes des liens")


def cle(modele: type[models.Model] | models.Model, action: str) -> str:
    """The registry's key for an action on a model."""
    return f"{modele._meta.label_lower}:{Action(action).value}"


def geste(modele: type[models.Model], action: Action) -> Callable[[Geste], Geste]:
    """Register the decorated view as what ``action`` does on ``modele``. It trusts ``lien.objet`` and nothing else."""

    def ajouter(fonction: Geste) -> Geste:
        return gestes.ajouter(cle(modele, action), fonction)

    return ajouter
