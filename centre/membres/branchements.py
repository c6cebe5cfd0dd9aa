"""What members bring to the registries."""

from centre.registre import demonstration

from .demonstration import peupler_membres

demonstration.ajouter("membres", peupler_membres)
