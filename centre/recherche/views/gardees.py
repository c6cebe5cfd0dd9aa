"""« Mes recherches »: kept in one gesture, told of by mail, stopped by a link; and the public feed of a search."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_http_methods

from centre.catalogue.models import Entree
from centre.espaces.acces import est_membre

from .. import gardees as operations
from ..enums import Frequence
from ..models import RechercheGardee
from ..questions import cle_de
from ..requete import nettoyer

#: Entries of a feed.
DANS_LE_FLUX = 30


@require_http_methods(["GET", "HEAD", "POST"])
def mes_recherches(request: HttpRequest) -> HttpResponse:
    """The list; keep one (``recherche``: the address of its results), change how often it is told of, forget it."""
    if not est_membre(request.user):
        raise Http404
    geste = request.POST.get("geste", "")
    if geste == "garder":
        return _garder(request)
    if geste in ("frequence", "oublier"):
        return _changer(request, geste)
    siennes = list(RechercheGardee.objects.de(request.user))
    for gardee in siennes:
        gardee.coche = operations.ce_qui_est_coche(gardee)  # type: ignore[attr-defined]
    return render(request, "recherche/mes_recherches.html", {"gardees": siennes, "frequences": Frequence.choices})


def _garder(request: HttpRequest) -> HttpResponse:
    parametres = QueryDict(request.POST.get("recherche", "")[:2000])
    mots = nettoyer(parametres.get("q", ""))
    if not cle_de(mots):
        raise Http404
    gardee = operations.garder(membre=request.user, mots=mots, parametres=parametres)
    if gardee is None:
        messages.error(request, f"Vous gardez déjà {operations.AU_PLUS} recherches : oubliez-en une d’abord.")
    else:
        messages.success(
            request,
            f"« {mots} » est gardée : un courriel vous dira ce qui est nouveau, {gardee.get_frequence_display().lower()}.",
        )
    return redirect("mes_recherches")


def _changer(request: HttpRequest, geste: str) -> HttpResponse:
    pk = request.POST.get("gardee", "")
    gardee = get_object_or_404(
        RechercheGardee.objects.de(request.user), pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    )
    if geste == "oublier":
        operations.oublier(gardee=gardee)
        messages.success(request, f"« {gardee.mots} » est oubliée.")
    elif request.POST.get("frequence") in Frequence.values:
        operations.changer_la_frequence(gardee=gardee, frequence=request.POST["frequence"])
        messages.success(request, "C’est noté.")
    else:
        raise Http404
    return redirect("mes_recherches")


def arreter(request: HttpRequest, lien: Any) -> HttpResponse:
    """What « arrêter cette alerte » does: asks, then forgets the search. Nobody needs to be signed in."""
    gardee, fait = lien.objet, request.method == "POST"
    if fait:
        operations.oublier(gardee=gardee)
    return render(request, "recherche/arreter.html", {"gardee": gardee, "fait": fait})


class FluxDeRecherche(Feed):  # type: ignore[type-arg]
    """What a search finds for everybody, latest first, as Atom: the same for a member, whose own answers stay on the portal."""

    feed_type = Atom1Feed
    language = "fr"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, str]:
        """The words and what is ticked, from the address. No words: no such feed."""
        mots = nettoyer(request.GET.get("q", ""))
        if not cle_de(mots):
            raise Http404
        return {"mots": mots, "filtres": operations.filtres_de(request.GET)}

    def title(self, obj: dict[str, str]) -> str:
        """The words."""
        return f"Recherche : {obj['mots']}"

    def link(self, obj: dict[str, str]) -> str:
        """Its results."""
        return RechercheGardee(**obj).get_absolute_url()

    def feed_url(self, obj: dict[str, str]) -> str:
        """Its own address, words included."""
        return self.link(obj).replace(reverse("recherche"), reverse("recherche_flux"), 1)

    def items(self, obj: dict[str, str]) -> list[Entree]:
        """What a visitor may read."""
        pks = operations.trouvees(AnonymousUser(), **obj)[:DANS_LE_FLUX]
        entrees = Entree.objects.in_bulk(pks)
        return [entrees[pk] for pk in pks]

    def item_title(self, item: Entree) -> str:
        """Its title, plain."""
        return item.titre

    def item_description(self, item: Entree) -> str:
        """Its summary, plain."""
        return item.resume

    def item_link(self, item: Entree) -> str:
        """Its page."""
        return item.adresse

    def item_updateddate(self, item: Entree) -> dt.datetime:
        """When its row last changed."""
        return item.modifie_le
