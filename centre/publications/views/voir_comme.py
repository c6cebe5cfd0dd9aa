"""« Voir comme »: the reading page as somebody of another public reads it, for its author and those who animate its espace."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centre.espaces.acces import Audience, peut
from centre.espaces.enums import CATEGORIES, Nature, Niveau, Public

from ..acces import peut_retirer
from ..models import Publication
from .lecture import adresses, trouver

MEMBRE_DU_GROUPE = "groupe"


@dataclass(frozen=True)
class Regard:
    """One public: its name in the address, the imagined reader, whether they read (or, before publication, would read)."""

    cle: str
    audience: Audience
    lit: bool


def audiences(publication: Publication) -> dict[str, Audience]:
    """Everybody one may look as: visitor, wider public, each catégorie, and for a text of a groupe a member of that groupe.

    A draft is looked at as if it were published; what was withdrawn stays withdrawn.
    """
    publics = {"visiteur": Audience(), Public.ELARGI.value: Audience((Public.ELARGI.value,), "Public élargi (élu·e, CAF…)")}
    publics |= {c.value: Audience((c.value,), f"Technicien·ne : {c.label}") for c in CATEGORIES}
    if publication.espace.nature == Nature.GROUPE:
        publics[MEMBRE_DU_GROUPE] = Audience((f"groupe-{publication.espace.slug}",), "Membre du groupe")
    if publication.est_publie or publication.retire_le:
        return publics
    return {cle: replace(public, apercu=(publication._meta.label, publication.pk)) for cle, public in publics.items()}


def regards(publication: Publication) -> list[Regard]:
    """Each public, with what they get: the one rule, asked for an imagined reader."""
    return [Regard(cle, audience, _lit(publication, audience)) for cle, audience in audiences(publication).items()]


def _lit(publication: Publication, audience: Audience) -> bool:
    if publication.retire_le:
        return peut(audience, Niveau.CONSULTER, publication.espace_id)
    lisibles = type(publication)._default_manager.visibles_pour(audience)
    return bool(lisibles.filter(pk=publication.pk).exists())


@require_safe
def voir_comme(request: HttpRequest, modele: type[Publication], slug: str, page: Callable[..., HttpResponse]) -> HttpResponse:
    """``?qui=``: the page as that public reads it (a draft: would read it), or the sentence that says they do not.

    Without it, who reads and who does not.
    """
    publication = trouver(modele, request, slug)
    if not peut_retirer(publication, request.user):
        raise Http404
    choix = regards(publication)
    choisi = next((regard for regard in choix if regard.cle == request.GET.get("qui", "")), None)
    contexte = {"publication": publication, "choix": choix, "choisi": choisi, "adresses": adresses(publication)}
    if choisi is not None and choisi.lit and not publication.retire_le:
        return page(_comme(request, choisi.audience), slug, voir_comme=contexte)
    return render(request, "publications/voir_comme.html", contexte)


def _comme(request: HttpRequest, audience: Audience) -> HttpRequest:
    """The same request, asked by somebody else; the real one keeps its member, and its headers."""
    demande = copy.copy(request)
    demande.user = audience  # type: ignore[assignment]
    return demande
