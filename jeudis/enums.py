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


class ConstatDAgenda(models.TextChoices):
    """What an event read in a calendar file would do."""

    CREER = "creer", "À ajouter"
    METTRE_A_JOUR = "mettre_a_jour", "À mettre à jour"
    INCHANGE = "inchange", "Déjà là, inchangé"
    PASSE = "passe", "Passé"
    ANNULE = "annule", "Annulé par sa source"
    RETIRE = "retire", "Retiré ici"
    DOUBLON = "doublon", "Deux fois dans le fichier"
    ERREUR = "erreur", "En erreur"

    @property
    def ecrit(self) -> bool:
        """Whether applying writes something."""
        return self in (ConstatDAgenda.CREER, ConstatDAgenda.METTRE_A_JOUR)


class Disponibilite(models.TextChoices):
    """What one says of a proposed date."""

    OUI = "oui", "Oui"
    PEUT_ETRE = "peut", "Peut-être"
    NON = "non", "Non"


class EtatDuBesoin(models.TextChoices):
    """Where a theme asked for by members stands. « C'est fait » is told by its Jeudi, once it is past."""

    PROPOSE = "propose", "Proposé"
    RETENU = "retenu", "Retenu"
    PROGRAMME = "programme", "Programmé"
    ECARTE = "ecarte", "Écarté"
