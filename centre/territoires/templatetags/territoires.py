"""The map, for whoever wants it: ``{% load territoires %}{% carte_des_territoires %}``."""

from typing import Any

from django import template

from centre.territoires.models import Territoire

register = template.Library()


@register.inclusion_tag("territoires/_carte.html")
def carte_des_territoires() -> dict[str, Any]:
    """Draw the map whose Pays are links; nothing while no Pays has an outline. One query."""
    return {"pays": _dessines(), "ici": None, "liens": True}


@register.inclusion_tag("territoires/_carte.html")
def situer(territoire: Territoire) -> dict[str, Any]:
    """Draw the map as an image where ``territoire`` is filled; nothing when it has not the outline of a Pays. One query.

    A PETR, or the only EPCI of a former Pays, has the outline of that Pays.
    """
    pays = _dessines() if territoire.contour else []
    return {"pays": pays if any(p.contour == territoire.contour for p in pays) else [], "ici": territoire, "liens": False}


def _dessines() -> list[Territoire]:
    return list(Territoire.objects.dessines().only("nom", "slug", "contour"))


@register.inclusion_tag("territoires/_embleme.html")
def embleme_de(territoire: Territoire) -> dict[str, Any]:
    """Draw the outline of ``territoire``, or the sign of its monde when it has none."""
    return {"territoire": territoire}
