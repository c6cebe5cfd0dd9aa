"""Words of a publication's life."""

from django.db import models


class Statut(models.TextChoices):
    """Derived from the row, never stored (DESIGN §2)."""

    BROUILLON = "brouillon", "Brouillon"
    A_RELIRE = "a_relire", "À relire"
    PUBLIE = "publie", "Publié"
    ARCHIVE = "archive", "Archivé"
    RETIRE = "retire", "Retiré"


class EtatDeSoumission(models.TextChoices):
    """What became of a request for relecture."""

    EN_ATTENTE = "en_attente", "En attente"
    ACCEPTEE = "acceptee", "Acceptée"
    RENDUE = "rendue", "Rendue avec des remarques"


class EtatDeLecture(models.TextChoices):
    """What became of the reading of a file's text; the labels are said to its depositor."""

    LU = "lu", "Texte lu : la recherche trouve ce document par ses mots."
    RECONNU = (
        "reconnu",
        "Document scanné : son texte a été reconnu automatiquement, la recherche le trouve, à quelques fautes près.",
    )
    NUMERISE = "numerise", "Document scanné : son texte n’est pas cherchable."
    VIDE = "vide", "Ce document ne contient aucun texte."
    PROTEGE = "protege", "Ce document est protégé par un mot de passe : la recherche ne peut pas le lire."
    ILLISIBLE = "illisible", "Ce document est abîmé ou n’est pas du format annoncé : la recherche ne peut pas le lire."
    TROP_LONG = "trop_long", "Ce document est trop lourd à lire : la recherche ne connaît que sa notice."
    SANS_TEXTE = "sans_texte", "Ce format n’a pas de texte à lire."
    ANCIEN = (
        "ancien",
        "Ancien format de Word (.doc) : la recherche ne lit pas ce document. Enregistré en DOCX ou en PDF, elle le lirait.",
    )
