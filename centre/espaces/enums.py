"""The words of the one rule."""

from django.db import models


class Nature(models.TextChoices):
    """What kind of audience an espace is (PRODUCT.md, « Espace »)."""

    OUVERT = "ouvert", "Ouvert à tous"
    ELARGI = "elargi", "Public élargi"
    RESEAU = "reseau", "Réseau"
    CATEGORIE = "categorie", "Catégorie"
    GROUPE = "groupe", "Groupe"
    EQUIPE = "equipe", "Équipe"


class Niveau(models.TextChoices):
    """What one may do in an espace; each level holds the ones before it."""

    CONSULTER = "consulter_espace", "Consulter"
    CONTRIBUER = "contribuer_espace", "Contribuer"
    ANIMER = "animer_espace", "Animer"

    @property
    def compris(self) -> list["Niveau"]:
        """This level and those it implies."""
        niveaux = list(Niveau)
        return niveaux[: niveaux.index(self) + 1]


class Public(models.TextChoices):
    """The Django groups the rights are given to: the four catégories, the wider public, the roles."""

    VILLE = "ville", "Équipes politique de la ville"
    PAYS = "pays", "Agents de Pays et du Parc"
    AGGLO = "agglo", "Chargé·es de mission d’agglomération"
    REFERENTS = "referents", "Référent·es État, Région, Départements"
    ELARGI = "public-elargi", "Public élargi"
    ANIMATRICE = "animatrice", "Animatrice"
    ADMINISTRATION = "administration", "Administration"
    FINANCEUR = "financeur", "Financeur"


#: The target public: the four catégories that make the réseau (S13).
CATEGORIES = (Public.VILLE, Public.PAYS, Public.AGGLO, Public.REFERENTS)
#: Who works at the Centre.
EQUIPE = (Public.ANIMATRICE, Public.ADMINISTRATION)
