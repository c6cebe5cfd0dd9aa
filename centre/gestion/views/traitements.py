"""The register of processing, with what was executed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centre.espaces.vues import reserve_a_l_equipe

from ..classification import personnels
from ..conservation import registre


@reserve_a_l_equipe
@require_safe
def traitements(request: HttpRequest) -> HttpResponse:
    """Each processing: why, on which basis, for how long, by which rule, executed when, how many rows; then every personal field."""
    contexte = {"registre": registre(), "personnels": personnels(), "titre": "Traitements"}
    return render(request, "gestion/traitements.html", contexte)
