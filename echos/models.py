"""Écho: an informal report of a colloquium or a training, told by a member to colleagues."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.html import escape

from centre.publications.matiere import Matiere
from centre.publications.models import Publication, PublicationQuerySet
from centre.publications.texte_riche import ChampDeTexteRiche, assainir

from .enums import UTILE_A


class EchoQuerySet(PublicationQuerySet["Echo"]):
    """Reads on échos."""

    def pour_la_liste(self) -> "EchoQuerySet":
        """With what a list prints, latest first, in a constant number of queries."""
        return (
            self.select_related("espace", "auteur").prefetch_related("themes", "territoires").order_by("-date_publication", "-pk")
        )


class Echo(Publication):
    """« J’y étais »: what, when, where, three things to keep, what surprised, useful to whom."""

    GABARIT_DE_RELECTURE = "echos/relecture.html"

    date_evenement = models.DateField("quand ?", null=True, blank=True)
    lieu = models.CharField("où ?", max_length=120, blank=True)
    retenir_1 = models.TextField("première chose à retenir", max_length=1000, blank=True)
    retenir_2 = models.TextField("deuxième chose à retenir", max_length=1000, blank=True)
    retenir_3 = models.TextField("troisième chose à retenir", max_length=1000, blank=True)
    surprise = models.TextField("ce qui m’a surpris", max_length=2000, blank=True)
    recit = ChampDeTexteRiche("pour en dire plus", blank=True, max_length=30000)
    utile_a = ArrayField(models.CharField(max_length=20, choices=UTILE_A), verbose_name="utile à qui ?", default=list, blank=True)

    objects = EchoQuerySet.as_manager()

    class Meta:
        verbose_name = "écho"
        verbose_name_plural = "échos"
        indexes = [models.Index(fields=["-date_publication"])]

    def get_absolute_url(self) -> str:
        """Permanent once published."""
        return reverse("echos:detail", args=[self.slug])

    @property
    def a_retenir(self) -> list[str]:
        """The things to keep, those that were written."""
        return [texte for texte in (self.retenir_1, self.retenir_2, self.retenir_3) if texte.strip()]

    @property
    def publics_utiles(self) -> list[str]:
        """Names of the catégories it is useful to."""
        return [libelle for valeur, libelle in UTILE_A if valeur in self.utile_a]

    def erreurs_de_publication(self) -> dict[str, str]:
        """A title and one thing to keep are enough."""
        erreurs = super().erreurs_de_publication()
        if not self.titre.strip():
            erreurs["titre"] = "Dites de quelle rencontre il s’agit : c’est le titre de votre écho."
        if not self.a_retenir:
            erreurs["retenir_1"] = "Écrivez au moins une phrase : c’est elle qui sera lue."
        return erreurs

    def substance(self) -> str:
        """What to keep, then the story."""
        retenir = "".join(f"<li><p>{escape(texte)}</p></li>" for texte in self.a_retenir)
        return assainir(f"<ul>{retenir}</ul>{self.recit}")

    def matiere(self) -> Matiere:
        """What a fiche d’expérience or a dossier may start from."""
        return Matiere(self.titre, self.substance(), tuple(self.themes.all()), tuple(self.territoires.all()), (self.auteur,))

    def get_preview_template(self, request: object, mode_name: str) -> str:
        """The reader's page."""
        return "echos/detail.html"
