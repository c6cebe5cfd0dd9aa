"""What waits after the Jeudis: sheets to type in, attestations to issue, opinions to ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centre.espaces.vues import reserve_a_l_equipe

from ..models import emargements_a_saisir, emargements_en_conflit, jeudis_a_attester, jeudis_a_evaluer
from .agenda import lisibles


@require_safe
@reserve_a_l_equipe
def emargements(request: HttpRequest) -> HttpResponse:
    """One page, one gesture per line."""
    lus = lisibles(request)
    contexte = {
        "a_saisir": list(emargements_a_saisir(lus)),
        "en_conflit": list(emargements_en_conflit(lus)),
        "a_attester": list(jeudis_a_attester(lus)),
        "a_evaluer": list(jeudis_a_evaluer(lus)),
    }
    return render(request, "jeudis/emargements.html", contexte)
