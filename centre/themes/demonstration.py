"""Stage of the demonstration: a few themes said broader, more precise or near."""

from __future__ import annotations

from django.db import transaction

from centre.registre import Demonstration, annoncer

from .models import Theme

#: A theme: its broader one.
PLUS_LARGES = {
    "accompagnement-scolaire": "reussite-educative",
    "inclusion-numerique": "tic",
    "creation-activite": "developpement-economique",
    "geographie-prioritaire": "contrats-ville",
    "gup": "contrats-ville",
}
VOISINS = (
    ("conseil-developpement", "participation-habitants"),
    ("centres-bourgs", "commerce-artisanat"),
    ("reussite-educative", "enfance-parentalite"),
    ("observation", "evaluation"),
)


@transaction.atomic
def peupler_le_vocabulaire(demo: Demonstration) -> None:
    """Relations between themes of the reference data; those there already stay, and so does what the team revised."""
    themes = {theme.slug: theme for theme in Theme.objects.filter(revu=False)}
    for precis, large in PLUS_LARGES.items():
        if precis in themes and large in themes and themes[precis].plus_large_id is None:
            themes[precis].plus_large = themes[large]
            themes[precis].save(update_fields=["plus_large"])
            annoncer(themes[precis])
    for un, autre in VOISINS:
        if un in themes and autre in themes:
            themes[un].voisins.add(themes[autre])
