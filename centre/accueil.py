"""« Mon espace » and « Qui voit ceci ? »: above every floor, made of what the floors and the features bring."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from centre.catalogue.models import Entree
from centre.espaces.acces import espaces_consultables, ids
from centre.espaces.enums import Niveau
from centre.espaces.models import DroitPersonnel, Espace
from centre.membres.acces import Regard
from centre.membres.lecteurs import cercles, lectrices
from centre.presentation import adresse
from centre.registre import TexteDeMembre, mes_textes
from centre.territoires.models import Territoire
from centre.themes.models import Theme

#: What stays, and is no news.
REPERES = ("page", "territoire", "theme", "membre", "lieu", "groupe")
CONCERNENT, AUTRES, TEXTES, LECTEURS = 8, 6, 8, 100
JADIS = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Interets:
    """What a member follows: their themes, the territoires of their post."""

    themes: list[Theme]
    territoires: list[Territoire]

    @classmethod
    def de(cls, membre: Any) -> "Interets":
        """Those of ``membre``, today."""
        poste = membre.poste
        territoires = list(poste.territoires.legers().ranges()) if poste else []
        return cls(themes=list(membre.themes.ranges()), territoires=territoires)

    @property
    def condition(self) -> Q:
        """True of an entry that touches one of them."""
        par_theme = Entree.themes.through.objects.filter(entree=OuterRef("pk"), theme__in=self.themes)
        par_lieu = Entree.territoires.through.objects.filter(entree=OuterRef("pk"), territoire__in=self.territoires)
        return Q(Exists(par_theme)) | Q(Exists(par_lieu))


@dataclass(frozen=True)
class EspaceLu:
    """An espace the member reads: whether they write there, until when for a guest."""

    espace: Espace
    ecrit: bool
    jusqu_au: dt.datetime | None


@require_safe
def espace(request: HttpRequest) -> HttpResponse:
    """A member's home: what is new for them and why, what they are writing, what they may read."""
    membre: Any = request.user
    interets = Interets.de(membre)
    nouveautes = _nouveautes(membre)
    textes = _textes(membre)
    contexte = {
        "aujourdhui": timezone.localdate(),
        "interets": interets,
        "concernent": _avec_raisons(nouveautes.filter(interets.condition)[:CONCERNENT], interets),
        "autres": _avec_raisons(nouveautes.exclude(interets.condition)[:AUTRES], interets),
        "prochains": Entree.objects.courantes().du_type("jeudi").a_venir().au_plus_profond(membre)[:3],
        "a_finir": [texte for texte in textes if texte.a_finir],
        "textes": [texte for texte in textes if not texte.a_finir],
        "espaces": _espaces(membre),
        "contribue": bool(ids(membre, Niveau.CONTRIBUER)),
        "url_ecrire": adresse("echos:ecrire"),
    }
    return render(request, "membres/espace.html", contexte)


@require_safe
def qui_voit(request: HttpRequest, slug: str) -> HttpResponse:
    """Name who reads an espace, to whoever reads it; 404 to the others, as for an espace that does not exist."""
    lu = get_object_or_404(espaces_consultables(request.user), slug=slug)
    toutes = [] if lu.ouvert else lectrices(lu, Regard.de(request.user))
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    nommees = [lectrice for lectrice in toutes if lectrice.nommee and lectrice.repond(q.casefold().split())]
    page = Paginator(nommees, LECTEURS).get_page(request.GET.get("page"))
    contexte = {"espace": lu, "cercles": cercles(toutes, page.object_list), "total": len(toutes), "q": q, "page": page}
    return render(request, "membres/qui_voit.html", contexte)


def _nouveautes(membre: Any) -> Any:
    """Dated entries the member may read and did not write, latest first, an object once."""
    entrees = Entree.objects.courantes().filter(date__isnull=False).exclude(type__in=REPERES).exclude(auteur_id=membre.pk)
    return entrees.au_plus_profond(membre).recentes()


def _avec_raisons(entrees: Any, interets: Interets) -> list[Entree]:
    """The entries, each with ``pourquoi``: what of the member's it touches."""
    themes = Theme.objects.filter(pk__in=[theme.pk for theme in interets.themes])
    lieux = Territoire.objects.legers().filter(pk__in=[lieu.pk for lieu in interets.territoires])
    entrees = entrees.prefetch_related(
        Prefetch("themes", themes, to_attr="suivis"), Prefetch("territoires", lieux, to_attr="lieux")
    )
    for entree in entrees:
        raisons = []
        if entree.suivis:
            raisons.append("Dans vos thèmes : " + ", ".join(theme.nom for theme in entree.suivis))
        if entree.lieux:
            raisons.append("Sur votre territoire : " + ", ".join(lieu.nom for lieu in entree.lieux))
        entree.pourquoi = ". ".join(raisons)
    return list(entrees)


def _textes(membre: Any) -> list[TexteDeMembre]:
    """What the member is writing or has written, of every type, latest first."""
    textes = [texte for lire in mes_textes.values() for texte in lire(membre)]
    return sorted(textes, key=lambda texte: texte.date or JADIS, reverse=True)[:TEXTES]


def _espaces(membre: Any) -> list[EspaceLu]:
    """The espaces the member reads, from the most open to the most closed."""
    contribues = set(ids(membre, Niveau.CONTRIBUER))
    invitations = dict(DroitPersonnel.objects.filter(user=membre.pk).en_cours().values_list("content_object_id", "jusqu_au"))
    lus = Espace.objects.filter(pk__in=ids(membre)).select_related("groupe").par_ordre()
    return [EspaceLu(lu, ecrit=lu.pk in contribues, jusqu_au=invitations.get(lu.pk)) for lu in lus]
