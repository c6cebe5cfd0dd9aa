"""The one rule of ``centre.espaces.acces``, asked from the other side: who reads this espace; whose fiche one reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from centre.espaces.acces import Lecteur, est_membre, ids
from centre.espaces.enums import CATEGORIES, EQUIPE, Nature, Niveau
from centre.espaces.models import DroitDeGroupe, DroitPersonnel, Espace

from .enums import Etat, Visibilite


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


@dataclass(frozen=True)
class Regard:
    """What one reader may see of members: the standing espaces they read, and who they are. A field is read where it was opened."""

    membre: int | None
    espaces: frozenset[str]

    @classmethod
    def de(cls, lecteur: Lecteur) -> Regard:
        """The regard of ``lecteur``: one query."""
        permanents = Espace.objects.filter(pk__in=ids(lecteur)).exclude(nature__in=[Nature.OUVERT, Nature.GROUPE])
        return cls(lecteur.pk if est_membre(lecteur) else None, frozenset(permanents.values_list("slug", flat=True)))

    @property
    def de_l_equipe(self) -> bool:
        """True for who reads everything of everybody."""
        return Visibilite.EQUIPE.value in self.espaces

    def condition(self, champ: str = "identite") -> Q:
        """The condition on members whose ``champ`` is shown to this reader; who they are comes first."""
        if self.de_l_equipe:
            return Q(pk__isnull=False)
        ouvert = self._ouvert("identite") if champ == "identite" else self._ouvert("identite") & self._ouvert(champ)
        return Q(pk=self.membre) | (ouvert & _du_reseau())

    def _ouvert(self, champ: str) -> Q:
        """The member opened ``champ`` to an espace this reader reads."""
        from .models import Poste

        voir = f"fiche__voir_{champ}"
        lus = [v.value for v in (Visibilite.ELARGI, Visibilite.RESEAU) if v.value in self.espaces]
        siennes = Poste.objects.en_cours().filter(membre=OuterRef("pk"), categorie__in=self.espaces & _CATEGORIES)
        ouvert = Q(**{f"{voir}__in": lus}) | (Q(**{voir: Visibilite.CATEGORIE}) & Q(Exists(siennes)))
        # Nobody has touched the fiche yet: the name and the post are the réseau's, the rest is empty.
        if Visibilite.RESEAU.value in self.espaces and champ == "identite":
            ouvert |= Q(fiche__isnull=True)
        return ouvert

    def voit(self, membre: Any, champ: str) -> bool:
        """The same answer for one member of ``Membre.objects.dans_l_annuaire``, without a query."""
        if self.de_l_equipe or membre.pk == self.membre:
            return True
        return membre.espace_le_plus_ferme("identite", champ) in self.espaces


_CATEGORIES = frozenset(categorie.value for categorie in CATEGORIES)
_EQUIPE = frozenset(role.value for role in EQUIPE)


def _du_reseau() -> Q:
    """True of who holds a post, or works at the Centre: an account alone is no place in the réseau."""
    from .models import Membre, Poste

    poste = Poste.objects.en_cours().filter(membre=OuterRef("pk"))
    equipe = Membre.groups.through.objects.filter(membre=OuterRef("pk"), group__name__in=_EQUIPE)
    return Q(Exists(poste)) | Q(Exists(equipe))


def travaille_au_centre(membre: Any) -> bool:
    """True for the team, from the groups already fetched."""
    return bool(_EQUIPE & {groupe.name for groupe in membre.groups.all()})


def espace_d_un_champ(membre: Any, visibilite: str) -> str:
    """The slug of the espace a member's choice opens; « ma catégorie » of who has none is the team alone."""
    poste = membre.poste
    if poste is None and not travaille_au_centre(membre):
        return Visibilite.EQUIPE.value
    if visibilite != Visibilite.CATEGORIE:
        return visibilite
    categorie = poste.categorie if poste else ""
    return categorie if categorie in _CATEGORIES else Visibilite.EQUIPE.value


def le_plus_ferme(slugs: Iterable[str]) -> str:
    """The espace of fewest readers among those a fiche may open."""
    ordre = (Visibilite.ELARGI.value, Visibilite.RESEAU.value, *_CATEGORIES, Visibilite.EQUIPE.value)
    return max(slugs, key=ordre.index)
