"""What the library brings to the registries, a module for each trade."""

from . import acces, notices, ouvertures

__all__ = ["acces", "notices", "ouvertures"]
