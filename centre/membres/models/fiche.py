"""What a member says of themselves to colleagues, and to whom; messages written through the annuaire."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from ..enums import Visibilite
from .membre import Membre

UN_AN = dt.timedelta(days=365)
#: The parts of a fiche whose readers the member chooses: name of the column ``voir_…``, words, closed enough by default.
CHAMPS: dict[str, tuple[str, Visibilite]] = {
    "identite": ("Mon nom, ma fonction, ma structure, mes territoires", Visibilite.RESEAU),
    "photo": ("Ma photo", Visibilite.RESEAU),
    "presentation": ("Ma présentation", Visibilite.RESEAU),
    "telephone": ("Mon téléphone", Visibilite.EQUIPE),
    "connus": ("Les thèmes que je connais", Visibilite.RESEAU),
    "cherches": ("Les thèmes que je cherche", Visibilite.CATEGORIE),
    "parcours": ("Mes postes précédents", Visibilite.EQUIPE),
}


def _voir(champ: str) -> models.CharField[str, str]:
    return models.CharField(CHAMPS[champ][0], max_length=14, choices=Visibilite.choices, default=CHAMPS[champ][1])


class Fiche(models.Model):
    """The words and the choices of one member; whoever wrote nothing has the closed defaults."""

    membre = models.OneToOneField(Membre, models.CASCADE, primary_key=True, related_name="fiche")
    presentation = models.TextField("présentation", max_length=2000, blank=True)
    telephone = models.CharField("téléphone", max_length=60, blank=True)
    connus = models.ManyToManyField("themes.Theme", blank=True, related_name="+", verbose_name="thèmes que je connais")
    cherches = models.ManyToManyField("themes.Theme", blank=True, related_name="+", verbose_name="thèmes que je cherche")
    voir_identite = _voir("identite")
    voir_photo = _voir("photo")
    voir_presentation = _voir("presentation")
    voir_telephone = _voir("telephone")
    voir_connus = _voir("connus")
    voir_cherches = _voir("cherches")
    voir_parcours = _voir("parcours")

    class Meta:
        verbose_name = "fiche"

    def __str__(self) -> str:
        return f"fiche de {self.membre}"


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads on messages. Nobody reads their words: they are in the mail alone."""

    def recents_de(self, membre: Any) -> "MessageQuerySet":
        """Those ``membre`` sent in the last day."""
        return self.filter(de=membre, cree_le__gt=timezone.now() - dt.timedelta(days=1))

    def recus_de(self, membre: Any, auteur: Any) -> "MessageQuerySet":
        """Those ``membre`` got from ``auteur`` in the last year: they may be answered, whatever the fiche of ``auteur`` shows."""
        return self.filter(a=membre, de=auteur, cree_le__gt=timezone.now() - UN_AN)

    def perimes(self) -> "MessageQuerySet":
        """Those older than a year."""
        return self.filter(cree_le__lte=timezone.now() - UN_AN)


class Message(models.Model):
    """That a member wrote to another one through the annuaire; the words left by e-mail and are not kept."""

    de = models.ForeignKey(Membre, models.CASCADE, related_name="+")
    a = models.ForeignKey(Membre, models.CASCADE, related_name="+")
    #: Given by the form: the same form sent twice is one message.
    jeton = models.UUIDField(default=uuid.uuid4, unique=True)
    cree_le = models.DateTimeField(default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["de", "cree_le"])]

    def __str__(self) -> str:
        return f"message {self.pk}"
