"""What the library brings to the registries, a module for each trade."""

from . import acces, imports, notices, ouvertures

__all__ = ["acces", "imports", "notices", "ouvertures"]
