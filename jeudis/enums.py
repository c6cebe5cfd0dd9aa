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


class EtatPresence(models.TextChoices):
    """What was seen of a person at one demi-journée; undoing a gesture comes back to « à pointer »."""

    PRESENT = "present", "Présent·e"
    EXCUSE = "excuse", "Excusé·e"
    ABSENT = "absent", "Absent·e"
    A_POINTER = "a_pointer", "À pointer"


class Geste(models.TextChoices):
    """Where a mark of attendance was made."""

    LISTE = "liste", "liste à l’écran"
    FEUILLE = "feuille", "feuille papier"
    CODE = "code", "code de la salle"
    DECISION = "decision", "décision de l’équipe"
    ARCHIVE = "archive", "archive"


class EtatAttestation(models.TextChoices):
    """What the public check page answers for a number."""

    VALIDE = "valide", "Valable"
    REMPLACEE = "remplacee", "Remplacée"
    RETIREE = "retiree", "Retirée"


class GenreDeQuestion(models.TextChoices):
    """How a question of the evaluation is answered."""

    NOTE = "note", "une note de 1 à 4"
    TEXTE = "texte", "quelques mots"
