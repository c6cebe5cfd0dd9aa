"""Words of the library."""

from django.db import models


class Type(models.TextChoices):
    """What kind of document a notice describes."""

    GUIDE = "guide", "Guide"
    ETUDE = "etude", "Étude"
    RAPPORT = "rapport", "Rapport"
    SUPPORT = "support", "Support d’intervention"
    FICHE = "fiche", "Fiche"
    OUTIL = "outil", "Outil"
    ARTICLE = "article", "Article"
    COMPTE_RENDU = "cr", "Compte rendu"


class Langue(models.TextChoices):
    """The language of a document, by its code (ISO 639-1)."""

    FRANCAIS = "fr", "Français"
    ANGLAIS = "en", "Anglais"
    ALLEMAND = "de", "Allemand"
    ESPAGNOL = "es", "Espagnol"
    ITALIEN = "it", "Italien"
    PORTUGAIS = "pt", "Portugais"
    NEERLANDAIS = "nl", "Néerlandais"
    POLONAIS = "pl", "Polonais"
    NORMAND = "nrf", "Normand"
    PLUSIEURS = "mul", "Plusieurs langues"


class Licence(models.TextChoices):
    """What one may do with the content of a document."""

    LICENCE_OUVERTE = "etalab-2.0", "Licence Ouverte 2.0 : réutilisation libre, en citant la source"
    CC_BY = "cc-by-4.0", "Creative Commons Attribution 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "Creative Commons Attribution, partage à l’identique 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "Creative Commons Attribution, pas d’usage commercial 4.0"
    DOMAINE_PUBLIC = "domaine-public", "Domaine public"
    RESERVES = "reserves", "Tous droits réservés : à lire, pas à reproduire"

    @property
    def adresse(self) -> str:
        """Where the licence is read; empty when it has no text of its own."""
        return ADRESSES.get(self.value, "")


ADRESSES = {
    "etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/deed.fr",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    "cc-by-nc-4.0": "https://creativecommons.org/licenses/by-nc/4.0/deed.fr",
    "domaine-public": "https://creativecommons.org/publicdomain/mark/1.0/deed.fr",
}


class EtatDeDemande(models.TextChoices):
    """Where a request to open the files of a notice stands."""

    A_CONFIRMER = "a_confirmer", "Adresse à confirmer"
    EN_ATTENTE = "en_attente", "En attente"
    ACCORDEE = "accordee", "Accordée"
    REFUSEE = "refusee", "Refusée"


class Quoi(models.TextChoices):
    """What an opening opens."""

    FICHIERS = "fichiers", "Les fichiers seulement"
    TOUT = "tout", "La notice et ses fichiers"
