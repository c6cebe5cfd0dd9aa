"""Printing what members wrote."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from centre.espaces.acces import peut
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace

from ..commentaires import peut_retirer_commentaire
from ..models import Commentaire
from ..texte_riche import html_sur

register = template.Library()


@register.filter
def texte_riche(contenu: str) -> SafeString:
    """Stored rich text, sanitised again."""
    return html_sur(contenu)


@register.simple_tag(takes_context=True)
def nom_espace(context: template.Context, espace: Espace) -> str:
    """The name of a second depth's espace; a groupe is named to its own readers alone."""
    if espace.nature != Nature.GROUPE or peut(context["request"].user, Niveau.CONSULTER, espace.pk):
        return espace.nom
    return "un groupe de travail"


@register.filter
def peut_etre_retire_par(commentaire: Commentaire, membre: Any) -> bool:
    """Draw the button from the server's own check."""
    return peut_retirer_commentaire(commentaire, commentaire.publication, membre)
