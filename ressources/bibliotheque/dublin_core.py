"""A notice in Dublin Core, for other catalogues."""

from __future__ import annotations

from .models import Ressource


def dublin_core(ressource: Ressource) -> dict[str, list[str]]:
    """What the catalogue does not know of a notice, element by element: who made it, when, what it is, where it comes from.

    Nothing of its files: they may have fewer readers than the notice.
    """
    return {
        "creator": [nom.strip() for nom in ressource.auteurs.split(",")],
        "date": [str(ressource.annee)] if ressource.annee else [],
        "type": [ressource.get_type_display()],
        "source": [ressource.source],
        "relation": [ressource.lien],
    }
