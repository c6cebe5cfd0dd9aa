"""What the vocabulary brings to the rest of the house."""

from centre.registre import Projection, TypeCatalogue, catalogue, demonstration, nommer_les_gestes

from .demonstration import peupler_le_vocabulaire
from .models import Theme


def projeter(theme: Theme) -> list[Projection]:
    """One open row per theme, found by its synonyms and sigles as by its name."""
    synonymes = [mot for s in theme.synonymes.all() for mot in (s.texte, s.developpement) if mot]
    resume = theme.definition or f"Thème de la famille {theme.famille.nom}."
    return [
        Projection(
            titre=theme.nom,
            adresse=theme.get_absolute_url(),
            resume=resume,
            texte=". ".join([theme.famille.nom, *synonymes]),
            themes=(theme.pk,),
        )
    ]


catalogue.ajouter(
    "theme",
    TypeCatalogue(
        nom="theme",
        libelle="Thème",
        modele=Theme,
        projeter=projeter,
        tous=lambda: Theme.objects.select_related("famille").prefetch_related("synonymes"),
    ),
)
demonstration.ajouter("vocabulaire", peupler_le_vocabulaire)
nommer_les_gestes(
    {
        "theme.creer": "Thème ajouté au vocabulaire",
        "theme.modifier": "Thème du vocabulaire modifié",
        "theme.fusionner": "Deux thèmes réunis",
    }
)
