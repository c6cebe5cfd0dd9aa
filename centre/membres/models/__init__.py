"""A person with an account, the post they hold, who employs them."""

from .membre import Membre, MembreManager, MembreQuerySet
from .poste import Poste, PosteQuerySet, Structure

__all__ = ["Membre", "MembreManager", "MembreQuerySet", "Poste", "PosteQuerySet", "Structure"]
