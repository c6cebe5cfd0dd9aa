"""What a Jeudi's page says of comptes rendus: the decisions it opens on."""

from __future__ import annotations

from typing import Any

from django import template

from ..models import Decision, Jeudi

register = template.Library()


@register.simple_tag(takes_context=True)
def decisions_a_suivre(context: template.Context, jeudi: Jeudi) -> list[Any]:
    """The decisions of the séances before, still pending, of published comptes rendus, as the reader may read them."""
    lues = Decision.objects.visibles_pour(context["request"].user).publiees().avant(jeudi).a_faire()
    return list(lues.select_related("compte_rendu__jeudi").distinct())
