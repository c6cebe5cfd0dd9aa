"""Words of the Jeudis."""

from django.db import models


class Forme(models.TextChoices):
    """The four formes of the seed."""

    SEANCE = "seance", "Séance d’actualité"
    GROUPE = "groupe", "Groupe de travail"
    CYCLE = "cycle", "Cycle de qualification"
    JOURNEE = "journee", "Journée d’échanges"

    @property
    def icone(self) -> str:
        """The sign of the forme in the house's drawings."""
        return {"seance": "actu", "groupe": "groupe", "cycle": "cycle", "journee": "echanges"}[self.value]


class EtatInscription(models.TextChoices):
    """Where a person stands with a Jeudi."""

    INSCRIT = "inscrit", "Inscrit·e"
    EN_ATTENTE = "en_attente", "Sur liste d’attente"
    ANNULEE = "annulee", "Annulée"


class DemiJournee(models.TextChoices):
    """The funders' unit (PRODUCT.md): the morning ends at 13 h, the afternoon begins after, an evening counts one."""

    MATIN = "matin", "matin"
    APRES_MIDI = "apres-midi", "après-midi"
    SOIR = "soir", "soir"


class Moment(models.TextChoices):
    """When a document of a Jeudi serves."""

    AVANT = "avant", "Avant"
    PENDANT = "pendant", "Pendant"
    APRES = "apres", "Après"


class EtatEtape(models.TextChoices):
    """Where a line of the checklist stands, today."""

    FAITE = "faite", "Fait"
    EN_RETARD = "en_retard", "En retard"
    BIENTOT = "bientot", "Cette semaine"
    A_VENIR = "a_venir", "À venir"
