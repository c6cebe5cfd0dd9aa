"""Espace, and the rights guardian stores on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from guardian.managers import UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from .enums import Nature, Niveau


class EspaceQuerySet(models.QuerySet["Espace"]):
    """Reads on the espaces themselves; what a reader may see is in ``acces``."""

    def par_ordre(self) -> "EspaceQuerySet":
        """From the most open to the most closed, then by name."""
        return self.order_by("ordre", "nom")

    def du_systeme(self, nature: Nature) -> "Espace":
        """The single espace of a nature other than catégorie or groupe."""
        return self.get(nature=nature)


class Espace(models.Model):
    """An audience and a room: every content lives in exactly one, and that decides who reads it."""

    nom = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    nature = models.CharField(max_length=20, choices=Nature.choices)
    #: In words, for « Qui voit ceci ? »: who reads, who writes.
    description = models.TextField(blank=True)
    ouvert = models.BooleanField("lisible sans compte", default=False)
    annoncer_au_public = models.BooleanField(
        "annoncer au public",
        default=False,
        help_text="Un visiteur apprend que des résultats réservés existent, sans titre ni compte exact.",
    )
    ordre = models.PositiveSmallIntegerField(default=50)
    fin = models.DateTimeField("fermé à partir du", null=True, blank=True)

    objects = EspaceQuerySet.as_manager()

    class Meta:
        verbose_name = "espace"
        ordering = ["ordre", "nom"]
        default_permissions = ()
        permissions = [(niveau.value, niveau.label) for niveau in Niveau]
        constraints = [
            models.UniqueConstraint("nature", condition=~Q(nature__in=["categorie", "groupe"]), name="un_seul_espace_par_nature"),
            models.CheckConstraint(condition=Q(ouvert=False) | Q(nature="ouvert"), name="seul_ouvert_a_tous_est_ouvert"),
        ]

    def __str__(self) -> str:
        return self.nom

    def contient(self, autre: "Espace") -> bool:
        """True when the readers of ``autre`` surely read this one: what is kept there may be announced here."""
        if self == autre or autre.nature == Nature.EQUIPE or self.nature == Nature.OUVERT:
            return True
        communs = {Nature.ELARGI: (Nature.RESEAU, Nature.CATEGORIE), Nature.RESEAU: (Nature.CATEGORIE,)}
        return autre.nature in communs.get(Nature(self.nature), ())


class DroitPersonnelQuerySet(models.QuerySet["DroitPersonnel"]):
    """Reads on the rights of one person."""

    def en_cours(self) -> "DroitPersonnelQuerySet":
        """Those whose instant has not come, by the database's clock: no job has to run for a guest's access to end."""
        return self.filter(Q(jusqu_au__isnull=True) | Q(jusqu_au__gt=Now()))


class DroitPersonnel(UserObjectPermissionBase):
    """A right of one person on one espace: exceptional, usually a guest's, until an instant."""

    content_object = models.ForeignKey(Espace, on_delete=models.CASCADE)
    jusqu_au = models.DateTimeField(null=True, blank=True)
    accorde_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    accorde_le = models.DateTimeField(auto_now_add=True)

    objects = UserObjectPermissionManager.from_queryset(DroitPersonnelQuerySet)()  # type: ignore[misc]

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        verbose_name = "droit personnel"


class DroitDeGroupe(GroupObjectPermissionBase):
    """A right of a Django group (catégorie, role, groupe) on one espace."""

    content_object = models.ForeignKey(Espace, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        verbose_name = "droit de groupe"


def groupe_nomme(nom: str) -> Any:
    """The Django group of that name, made at need."""
    from django.contrib.auth.models import Group

    return Group.objects.get_or_create(name=nom)[0]


def noms_des_espaces(cles: Iterable[Any]) -> dict[Any, str]:
    """The names of these espaces, by key: one query."""
    return dict(Espace.objects.filter(pk__in=cles).values_list("pk", "nom"))
