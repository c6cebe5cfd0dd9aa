"""What the sheet ticks (the attendance, or a form to correct), and what a Jeudi offers to who came."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from ..models import Evaluation, Jeudi, Sollicitation
from ..pointage import Case, Ligne

register = template.Library()


@register.simple_tag
def cochee(ligne: Ligne, case: Case, coches: set[str] | str) -> bool:
    """The box of a person at a demi-journée; ``coches``: the names of a form sent, "" for the attendance itself."""
    nom = f"p-{ligne.inscription.pk}-{case.moment.cle}"
    return nom in coches if coches else case.present


@register.simple_tag
def excusee(ligne: Ligne, coches: set[str] | str) -> bool:
    """The box « excusé·e » of a person."""
    return f"e-{ligne.inscription.pk}" in coches if coches else ligne.excuse


@register.simple_tag
def se_tient(jeudi: Jeudi) -> bool:
    """A séance is held today (its ``seances`` prefetched)."""
    return any(seance.jour == timezone.localdate() for seance in jeudi.seances.all())


@register.simple_tag
def mon_avis(jeudi: Jeudi, membre: Any) -> Sollicitation | None:
    """What is asked of this member about that Jeudi and not answered yet; one query."""
    ouvertes = Evaluation.objects.ouvertes().filter(jeudi=jeudi)
    siennes = Sollicitation.objects.de(membre).filter(evaluation__in=ouvertes, a_repondu=False)
    return siennes.select_related("evaluation").first()
