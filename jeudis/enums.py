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
    #: Asked without an account: nothing holds until the link of the mail is followed, but the seat for a while.
    A_CONFIRMER = "a_confirmer", "Adresse à confirmer"


class MotifAttente(models.TextChoices):
    """Why no seat is given now."""

    COMPLET = "complet", "Complet"
    PRIORITE = "priorite", "Places réservées à d’autres publics"
    TERRITOIRE = "territoire", "Quota du territoire atteint"


class GenreQuestion(models.TextChoices):
    """What a question asks, hence who reads the answer and how long it is kept."""

    REPAS = "repas", "Repas"
    ACCESSIBILITE = "accessibilite", "Accessibilité"
    ATTENTES = "attentes", "Attentes"
    TEXTE = "texte", "Texte libre"
    CHOIX = "choix", "Une réponse parmi plusieurs"
    OUI_NON = "oui_non", "Oui ou non"

    @property
    def sensible(self) -> bool:
        """Says something of a person's health or beliefs: the team alone reads it, and it is erased soon after the Jeudi."""
        return self in (GenreQuestion.REPAS, GenreQuestion.ACCESSIBILITE)


class EtatVoeu(models.TextChoices):
    """Where a wish for an atelier stands."""

    RETENU = "retenu", "Place réservée"
    EN_ATTENTE = "en_attente", "En attente d’une place"


class Covoiturage(models.TextChoices):
    """What somebody who shares a car brings."""

    PROPOSE = "propose", "Je propose des places"
    CHERCHE = "cherche", "Je cherche une place"


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


class GenreQuestionAvis(models.TextChoices):
    """How a question of the evaluation is answered."""

    NOTE = "note", "une note de 1 à 4"
    TEXTE = "texte", "quelques mots"


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


class EtatDecision(models.TextChoices):
    """What became of a decision."""

    A_FAIRE = "a_faire", "À faire"
    FAITE = "faite", "Faite"
    ABANDONNEE = "abandonnee", "Abandonnée"
