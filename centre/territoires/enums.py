"""The words used of a territory: its nature, its monde, how sure we are of what is said."""

from django.db import models


class Nature(models.TextChoices):
    """What a territory is, in the order lists show them.

    An AGGLOMERATION is a communauté d'agglomération, a communauté urbaine or a métropole; every other EPCI is an EPCI.
    """

    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    PAYS = "pays", "Pays"
    PETR = "petr", "Pôle territorial (PETR)"
    PNR = "pnr", "Parc naturel régional"
    AGGLOMERATION = "agglomeration", "Agglomération"
    EPCI = "epci", "Communauté de communes"
    VILLE = "ville", "Ville"
    QUARTIER = "quartier", "Politique de la ville"
    COMMUNE = "commune", "Commune"


#: Headings of lists, where the plural differs from the label.
AU_PLURIEL = {
    Nature.REGION: "Régions",
    Nature.DEPARTEMENT: "Départements",
    Nature.PETR: "Pôles territoriaux (PETR)",
    Nature.PNR: "Parcs naturels régionaux",
    Nature.AGGLOMERATION: "Agglomérations",
    Nature.EPCI: "Communautés de communes",
    Nature.VILLE: "Villes",
    Nature.COMMUNE: "Communes",
}


class Dispositif(models.TextChoices):
    """Which list of the politique de la ville a QUARTIER belongs to."""

    ZUS = "zus", "Zone urbaine sensible (ZUS)"
    CUCS = "cucs", "Contrat urbain de cohésion sociale (CUCS)"
    QPV = "qpv", "Quartier prioritaire (QPV)"


class Monde(models.TextChoices):
    """The two banks of the passerelle, and what straddles them."""

    URBAIN = "urbain", "urbain"
    RURAL = "rural", "rural"
    MIXTE = "mixte", "mixte"


#: Glossary, « Territoire »; a communauté de communes or a commune is neither, until somebody says so by hand.
MONDE_PAR_NATURE = {
    Nature.REGION: Monde.MIXTE,
    Nature.DEPARTEMENT: Monde.MIXTE,
    Nature.PAYS: Monde.RURAL,
    Nature.PETR: Monde.RURAL,
    Nature.PNR: Monde.RURAL,
    Nature.AGGLOMERATION: Monde.URBAIN,
    Nature.EPCI: Monde.MIXTE,
    Nature.VILLE: Monde.URBAIN,
    Nature.QUARTIER: Monde.URBAIN,
    Nature.COMMUNE: Monde.MIXTE,
}


class Confiance(models.TextChoices):
    """How sure the facts are. What is BASSE is never shown to anybody as a fact."""

    HAUTE = "haute", "vérifié"
    MOYENNE = "moyenne", "à confirmer"
    BASSE = "basse", "non vérifié"
