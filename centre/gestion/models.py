"""The identity of the Centre: one installation serves one centre, any centre."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .enums import ZoneScolaire


class IdentiteQuerySet(models.QuerySet["Identite"]):
    """The one row."""

    def courante(self) -> "Identite":
        """The identity in force; an unsaved default before anybody wrote it."""
        return self.first() or self.model(pk=Identite.SEULE)


class Identite(models.Model):
    """Who runs this installation: written in one screen, read everywhere."""

    SEULE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SEULE, editable=False)
    nom = models.CharField("nom du site", max_length=80, default="Extranet des Territoires")
    sous_titre = models.CharField("nom du Centre", max_length=120, default="Centre de ressources du développement territorial")
    sigle = models.CharField("sigle du Centre", max_length=20, blank=True)
    presentation = models.TextField(
        "présentation",
        max_length=400,
        default="Un centre de ressources pour celles et ceux qui font vivre les projets de territoire.",
        help_text="Deux phrases, imprimées au bas de chaque page.",
    )
    historique = models.TextField("historique", max_length=2000, blank=True)
    porteur = models.CharField("porté par", max_length=160, blank=True)
    annee_creation = models.PositiveSmallIntegerField("année de création", null=True, blank=True)
    financeurs = models.CharField("financé par", max_length=250, blank=True)
    perimetre = models.CharField("périmètre", max_length=250, blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    fax = models.CharField("télécopie", max_length=30, blank=True)
    courriel = models.EmailField("courriel de contact", blank=True, help_text="Une adresse de service, pas celle d’une personne.")
    adresse = models.TextField("adresse postale", max_length=400, blank=True)
    horaires = models.CharField("heures d’ouverture", max_length=200, blank=True)
    zone_scolaire = models.CharField("vacances scolaires", max_length=5, choices=ZoneScolaire.choices, blank=True)
    delegue = models.CharField(
        "délégué·e à la protection des données", max_length=200, blank=True, help_text="Nom ou service, et comment l’écrire."
    )

    objects = IdentiteQuerySet.as_manager()

    class Meta:
        verbose_name = "identité du Centre"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="une_seule_identite")]

    def __str__(self) -> str:
        return self.nom

    @property
    def demo(self) -> bool:
        """Whether this installation is the demonstration."""
        return bool(settings.DEMO)

    @property
    def faits(self) -> list[tuple[str, str | int | None]]:
        """What the Centre is, for a list of facts."""
        return [
            ("Créé en", self.annee_creation),
            ("Porté par", self.porteur),
            ("Financé par", self.financeurs),
            ("Périmètre", self.perimetre),
        ]
