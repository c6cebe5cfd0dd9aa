"""The one rule of ``centre.espaces.acces``, asked from the other side: who reads this espace."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from centre.espaces.enums import Niveau
from centre.espaces.models import DroitDeGroupe, DroitPersonnel, Espace

from .enums import Etat


def lisent(espace: Espace) -> Q:
    """The condition a member meets when they may read ``espace``, dates judged by the database's clock."""
    if espace.ouvert:
        return Q(pk__isnull=False)
    en_cours = Exists(Espace.objects.filter(pk=espace.pk).filter(Q(fin__isnull=True) | Q(fin__gt=Now())))
    return Q(etat=Etat.ACTIF.value) & _droit(espace, Niveau.CONSULTER) & (Q(en_cours) | _droit(espace, Niveau.ANIMER))


def _droit(espace: Espace, niveau: Niveau) -> Q:
    droit: dict[str, Any] = {
        "content_object": espace.pk,
        "permission__codename": niveau.value,
        "permission__content_type__app_label": "espaces",
    }
    par_groupe = DroitDeGroupe.objects.filter(**droit, group__user=OuterRef("pk"))
    en_personne = DroitPersonnel.objects.filter(**droit, user=OuterRef("pk")).en_cours()
    return Q(Exists(par_groupe)) | Q(Exists(en_personne))
