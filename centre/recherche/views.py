"""The one search box."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centre.espaces.acces import espaces_consultables
from centre.espaces.models import Espace

from .extraits import resultats
from .facettes import choisies, compter
from .models import Texte
from .requete import Requete, corriger, lectures, lire, nettoyer

PAR_PAGE = 20
#: Up to that many reserved results are « quelques »: never an exact count (DESIGN §2, Refusal).
QUELQUES = 10


@login_not_required
@require_safe
def recherche(request: HttpRequest) -> HttpResponse:
    """``?q=`` with the facets ticked (``type``, ``theme``, ``territoire``, ``milieu``, ``annee``), ``espace=``, ``tri=date``, ``exact=1``.

    The same page for everybody, with what each may read. Always answers 200, whatever was typed.
    """
    q = nettoyer(request.GET.get("q", ""))
    tri, exacte = "date" if request.GET.get("tri") == "date" else "pertinence", request.GET.get("exact") == "1"
    espace = _espace(request)
    contexte: dict[str, Any] = {"q": q, "tri": tri, "exacte": exacte, "espace_cherche": espace, "sans_recherche": True}
    if q:
        contexte |= _trouver(request, lire(q, exacte=exacte), tri, espace)
    return render(request, "recherche/recherche.html", contexte)


def _espace(request: HttpRequest) -> Espace | None:
    """The espace the question is asked in (``?espace=``); one that this reader may not read is as one that does not exist."""
    slug = request.GET.get("espace", "").replace("\x00", "")[:120]
    return espaces_consultables(request.user).filter(slug=slug).first() if slug else None


def _trouver(request: HttpRequest, requete: Requete, tri: str, espace: Espace | None) -> dict[str, Any]:
    """The rows this reader may read, counted once; the page asked for; what to say about them."""
    lignes = (
        Texte.objects.classees(request.user, requete.tsquery, par_date=tri == "date", espace=espace) if requete.tsquery else []
    )
    trouvees = compter(lignes)
    choix = choisies(request.GET)
    page = Paginator(trouvees.retenues(choix), PAR_PAGE).get_page(request.GET.get("page"))
    return {
        "requete": requete,
        "page": page,
        "resultats": resultats(request.user, page.object_list, requete.tsquery, trouvees),
        "total": page.paginator.count,
        "groupes": trouvees.groupes(choix),
        "affinee": any(choix.values()),
        "lectures": lectures(requete),
        "reserves": "" if espace else _reserves(request, requete),
        "suggestion": "" if trouvees.pks else _suggestion(request, requete),
    }


def _reserves(request: HttpRequest, requete: Requete) -> str:
    """What a visitor is told of results kept for the réseau: « quelques », « plus de 10 » or nothing. Facets do not narrow it."""
    if request.user.is_authenticated or not requete.tsquery:
        return ""
    nb = Texte.objects.annoncees(request.user, requete.tsquery)[: QUELQUES + 1].count()
    return "" if not nb else "quelques" if nb <= QUELQUES else f"plus de {QUELQUES}"


def _suggestion(request: HttpRequest, requete: Requete) -> str:
    """Another spelling, made of public words, which does find something for this reader."""
    autre = corriger(requete.texte)
    if not autre:
        return ""
    tsquery = lire(autre).tsquery
    return autre if tsquery and Texte.objects.trouvees(request.user, tsquery).exists() else ""
