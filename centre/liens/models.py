"""LienSigne: one action on one object, for whoever holds an unguessable address."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .enums import Action
from .gestes import cle


def empreinte(jeton: str) -> str:
    """What is kept of a token: enough to recognise it, not to make it again (256 random bits need no salt)."""
    return hashlib.sha256(jeton.encode()).hexdigest()


class LienQuerySet(models.QuerySet["LienSigne"]):
    """Reads on signed links."""

    def vivants(self) -> "LienQuerySet":
        """Neither revoked, nor expired by the database's clock, nor used up."""
        reste = Q(usages_max__isnull=True) | Q(usages__lt=F("usages_max"))
        return self.filter(reste, revoque_le__isnull=True, expire_le__gt=Now())

    def sur(self, objet: models.Model) -> "LienQuerySet":
        """The links made for ``objet``, latest first."""
        type_ = ContentType.objects.get_for_model(objet)
        return self.filter(content_type=type_, object_id=objet.pk).order_by("-cree_le", "-pk")


class LienSigne(models.Model):
    """A right by itself: whoever presents the token may do ``action`` on ``objet``, while the link lives.

    The token is never stored.
    """

    empreinte = models.CharField(max_length=64, unique=True, editable=False)
    action = models.CharField(max_length=12, choices=Action.choices)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    objet = GenericForeignKey("content_type", "object_id")
    #: For whom it was made: a member, or the address of somebody without account.
    titulaire = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    adresse = models.EmailField(blank=True)
    cree_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cree_le = models.DateTimeField(db_default=Now())
    expire_le = models.DateTimeField()
    usages = models.PositiveIntegerField(default=0)
    #: None: as many as wanted.
    usages_max = models.PositiveIntegerField(null=True, blank=True)
    revoque_le = models.DateTimeField(null=True, blank=True)

    objects = LienQuerySet.as_manager()

    class Meta:
        verbose_name = "lien signé"
        verbose_name_plural = "liens signés"
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"]), models.Index(fields=["expire_le"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(usages_max__isnull=True) | Q(usages__lte=F("usages_max")), name="lien_usages_sous_le_maximum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} ({self.pour or 'sans titulaire'})"

    @property
    def pour(self) -> str:
        """Whom it was made for, in words."""
        return str(self.titulaire) if self.titulaire_id else self.adresse

    @property
    def cle(self) -> str:
        """The key of what it does, among the registered ``gestes``; "" when the object's app is gone."""
        modele = self.content_type.model_class()
        return cle(modele, self.action) if modele else ""

    @property
    def objet_present(self) -> bool:
        """True while the object is there and not withdrawn."""
        if not self.cle:
            return False
        objet: Any = self.objet
        return objet is not None and getattr(objet, "retire_le", None) is None

    @property
    def titulaire_admis(self) -> bool:
        """A suspended member holds no link any more, except to receive no more mail."""
        return self.titulaire is None or self.titulaire.is_active or self.action == Action.DESINSCRIRE
