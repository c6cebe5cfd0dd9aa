"""A notice in Dublin Core, for other catalogues."""

from __future__ import annotations

from .models import Ressource


def dublin_core(ressource: Ressource) -> dict[str, list[str]]:
    """What the catalogue does not know of a notice, element by element: who made it, when, what it is, where it comes from.

    Nothing of its files: they may have fewer readers than the notice.
    """
    return {
        "creator": ressource.liste_des_auteurs,
        "date": [ressource.periode or str(ressource.annee or "")],
        "type": [ressource.get_type_display()],
        "language": [ressource.langue],
        "rights": [texte for texte in (ressource.get_licence_display(), ressource.adresse_de_la_licence) if texte],
        "source": [ressource.source],
        "relation": [ressource.lien],
    }
