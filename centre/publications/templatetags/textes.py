"""Printing what members wrote."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ..commentaires import peut_retirer_commentaire
from ..models import Commentaire
from ..texte_riche import html_sur

register = template.Library()


@register.filter
def texte_riche(contenu: str) -> SafeString:
    """Stored rich text, sanitised again."""
    return html_sur(contenu)


@register.filter
def peut_etre_retire_par(commentaire: Commentaire, membre: Any) -> bool:
    """Draw the button from the server's own check."""
    return peut_retirer_commentaire(commentaire, commentaire.publication, membre)
