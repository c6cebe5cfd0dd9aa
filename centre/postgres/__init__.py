"""The embedded PostgreSQL: a server of our own when no DATABASE_URL is given.

Imports neither Django nor any other part of the project: it is used before the settings exist.

    with Serveur(Path("var/postgres")) as serveur:
        os.environ["DATABASE_URL"] = serveur.url
"""

from .binaires import trouver_binaires
from .erreurs import (
    DemarrageImpossible,
    ErreurServeur,
    PortOccupe,
    ServeurDejaLance,
    ServeurIntrouvable,
)
from .jetable import serveur_de_tests
from .serveur import Serveur

__all__ = [
    "DemarrageImpossible",
    "ErreurServeur",
    "PortOccupe",
    "Serveur",
    "ServeurDejaLance",
    "ServeurIntrouvable",
    "serveur_de_tests",
    "trouver_binaires",
]
