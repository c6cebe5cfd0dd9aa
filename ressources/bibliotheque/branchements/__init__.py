"""What the library brings to the registries, a module for each trade."""

from . import acces, echeances, imports, notices, ouvertures

__all__ = ["acces", "echeances", "imports", "notices", "ouvertures"]
