"""E-mails as rows, their attachments, what each member accepts."""

from __future__ import annotations

import uuid
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from centre.registre import courriels as genres

from .enums import Etat, Genre
from .rendu import masquer_liens


class CourrielQuerySet(models.QuerySet["Courriel"]):
    """Reads on e-mails. The team's screens only: there is no reading right on a mail."""

    def a_envoyer(self) -> "CourrielQuerySet":
        """Those a worker has still to send."""
        return self.filter(etat=Etat.A_ENVOYER)

    def en_echec(self) -> "CourrielQuerySet":
        """Those given up after the last try."""
        return self.filter(etat=Etat.ECHEC)

    def de(self, membre: Any) -> "CourrielQuerySet":
        """Those written to a member, under this account or to the same address."""
        return self.filter(Q(destinataire=membre) | Q(adresse__iexact=membre.email))

    def chercher(self, texte: str) -> "CourrielQuerySet":
        """Those whose address holds ``texte``, whatever the case: « l’a-t-elle reçu ? »."""
        return self.filter(adresse__icontains=texte.replace("\x00", "").strip())


class Courriel(models.Model):
    """One message to one person about one event: the same event never writes twice to the same person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    genre = models.CharField(max_length=60)
    evenement = models.CharField("événement", max_length=200)
    destinataire = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    adresse = models.EmailField()
    sujet = models.CharField(max_length=300)
    texte = models.TextField(blank=True)
    html = models.TextField(blank=True)
    etat = models.CharField("état", max_length=10, choices=Etat.choices, default=Etat.A_ENVOYER)
    #: What the message is about: its right is asked again at sending.
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+")
    object_id = models.BigIntegerField(null=True, blank=True)
    objet = GenericForeignKey("content_type", "object_id")
    cree_le = models.DateTimeField("créé le", db_default=Now())
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    tentatives = models.PositiveSmallIntegerField(default=0)
    #: Why the last try failed, or why the message was cancelled.
    erreur = models.CharField(max_length=500, blank=True)

    objects = CourrielQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["-cree_le", "-id"]), models.Index(fields=["etat"])]
        constraints = [
            models.UniqueConstraint("genre", "evenement", "adresse", name="un_courriel_par_evenement_et_adresse"),
            models.UniqueConstraint("genre", "evenement", "destinataire", name="un_courriel_par_evenement_et_membre"),
        ]

    def __str__(self) -> str:
        return f"{self.sujet} → {self.adresse}"

    @property
    def message_id(self) -> str:
        """The same at each try: a message sent again after a crash is recognised as the same one."""
        domaine = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
        return f"<{self.uuid}@{domaine}>"

    @property
    def genre_declare(self) -> Genre:
        """The kind's declaration. Raises KeyError when no app declares it any more."""
        return genres[self.genre]

    @property
    def sensible(self) -> bool:
        """True when the team may not read it; so is a kind nobody declares."""
        return self.genre not in genres or self.genre_declare.sensible

    @property
    def texte_montrable(self) -> str:
        """The text as the team sees it: without the addresses that open a door, empty for a sensible kind."""
        return "" if self.sensible else masquer_liens(self.texte)

    @property
    def renvoyable(self) -> bool:
        """True when the team may ask for another try."""
        return self.etat == Etat.ECHEC and not self.sensible


class PieceJointe(models.Model):
    """A file that goes with a message (an invitation ``.ics``, a certificate)."""

    courriel = models.ForeignKey(Courriel, models.CASCADE, related_name="pieces")
    nom = models.CharField(max_length=150)
    type_mime = models.CharField(max_length=100)
    contenu = models.BinaryField()

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nom


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """Reads on preferences."""

    def accepte(self, membre: Any, genre: str) -> bool:
        """Whether a member receives a kind: yes unless refused. Raises KeyError on an unknown kind."""
        if genres[genre].essentiel:
            return True
        return not self.filter(membre=membre, genre=genre, recevoir=False).exists()

    def refuses(self, membre: Any) -> set[str]:
        """The keys of the kinds a member refuses."""
        return set(self.filter(membre=membre, recevoir=False).values_list("genre", flat=True))


class Preference(models.Model):
    """Whether a member wants a kind of message."""

    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    genre = models.CharField(max_length=60)
    recevoir = models.BooleanField(default=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "préférence"
        constraints = [models.UniqueConstraint("membre", "genre", name="une_preference_par_membre_et_genre")]

    def __str__(self) -> str:
        return f"{self.libelle} : {'oui' if self.recevoir else 'non'}"

    @property
    def libelle(self) -> str:
        """The kind, in words."""
        return genres[self.genre].libelle if self.genre in genres else self.genre
