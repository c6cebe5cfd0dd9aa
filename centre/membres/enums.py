"""States of an account."""

from django.db import models


class Etat(models.TextChoices):
    """Only *actif* signs in; the others read what a visitor reads."""

    EN_ATTENTE = "en_attente", "En attente"
    ACTIF = "actif", "Actif"
    SUSPENDU = "suspendu", "Suspendu"


class MondeDuMembre(models.TextChoices):
    """Where a member counts in the urban/rural ratio (PRODUCT.md, « Territoire »)."""

    URBAIN = "urbain", "Urbain"
    RURAL = "rural", "Rural"
    MIXTE = "mixte", "Moitié-moitié"
    TRANSVERSAL = "transversal", "Transversal"


class EtatDemande(models.TextChoices):
    """Where an access request stands; the team sees it once its address is confirmed."""

    A_CONFIRMER = "a_confirmer", "Adresse à confirmer"
    A_TRAITER = "a_traiter", "À traiter"
    PRECISIONS = "precisions", "Précisions demandées"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"


class EtatInvitation(models.TextChoices):
    """Where an invitation stands; read from its dates."""

    EN_ATTENTE = "en_attente", "En attente de réponse"
    ACCEPTEE = "acceptee", "Acceptée"
    EXPIREE = "expiree", "Expirée"
    REVOQUEE = "revoquee", "Annulée"


class EtatImport(models.TextChoices):
    """A table is read, then applied once, then perhaps undone; a long one takes its time both ways."""

    A_VERIFIER = "a_verifier", "À vérifier"
    EN_COURS = "en_cours", "En cours"
    APPLIQUE = "applique", "Appliqué"
    RETRAIT = "retrait", "Retrait en cours"
    DEFAIT = "defait", "Défait"


class Constat(models.TextChoices):
    """What the dry run says of a line."""

    CREER = "creer", "À créer"
    COMPLETER = "completer", "À compléter"
    A_DECIDER = "a_decider", "À décider"
    DEJA_LA = "deja_la", "Déjà là"
    ERREUR = "erreur", "Erreur"


class Decision(models.TextChoices):
    """What the team answers about a line that resembles somebody known."""

    RIEN = "", "Ne rien faire"
    RAPPROCHER = "rapprocher", "C’est la même personne : la compléter"
    CREER = "creer", "C’est quelqu’un d’autre : créer"


class EtatDeDepart(models.TextChoices):
    """A departure is written ahead, then done on its day."""

    PREVU = "prevu", "Prévu"
    FAIT = "fait", "Fait"
    ANNULE = "annule", "Annulé"


class EtatDeChangement(models.TextChoices):
    """A change of post waits for the team."""

    EN_ATTENTE = "en_attente", "En attente"
    APPLIQUE = "applique", "Appliqué"
    REFUSE = "refuse", "Refusé"


class Visibilite(models.TextChoices):
    """To whom a member shows a part of their fiche; each choice holds those after it. The names are those of the espaces."""

    ELARGI = "public-elargi", "Au réseau et au public élargi"
    RESEAU = "reseau", "Au réseau"
    CATEGORIE = "categorie", "À ma catégorie"
    EQUIPE = "equipe", "À l’équipe du Centre seulement"
