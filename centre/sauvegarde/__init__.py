"""One archive of the database and the files, and the way back.

Above the floors: it knows every model, and only the team's shell imports it (commands, health probe).
"""

from .archive import Manifeste
from .erreurs import BaseHabitee, ErreurDeSauvegarde
from .restauration import membres_presents, restaurer, terminer, verifier
from .sauvegarde import dossier_des_sauvegardes, sauvegarder

__all__ = [
    "BaseHabitee",
    "ErreurDeSauvegarde",
    "Manifeste",
    "dossier_des_sauvegardes",
    "membres_presents",
    "restaurer",
    "sauvegarder",
    "terminer",
    "verifier",
]
