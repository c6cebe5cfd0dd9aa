"""Dossiers thématiques: list, page, dated editions, what is taken away."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from centre.publications.views.lecture import contexte_de_lecture, publique
from centre.temps import date_locale

from ..models import Dossier, EditionDeDossier
from ..models.dossier import jour_lu
from ..models.elements import selection
from ..operations import composer
from ..operations.archives import ALire, archive, donnees_du_pdf
from .exports import telecharger

PAR_PAGE = 20


def peut_creer(membre: Any) -> bool:
    """The team alone makes dossiers."""
    return bool(getattr(membre, "est_de_l_equipe", False))


def lisibles(request: HttpRequest) -> Any:
    """The dossiers the reader may see."""
    return Dossier.objects.visibles_pour(request.user).select_related("espace", "auteur", "latest_revision")


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The latest first; the team's drafts above."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    dossiers = Dossier.objects.visibles_pour(request.user).courants().pour_la_liste()
    for mot in q.split():
        dossiers = dossiers.filter(titre__unaccent__icontains=mot) | dossiers.filter(chapo__unaccent__icontains=mot)
    contexte: dict[str, Any] = {"page": Paginator(dossiers, PAR_PAGE).get_page(request.GET.get("page")), "q": q}
    contexte["peut_creer"] = peut_creer(request.user)
    if contexte["peut_creer"]:
        contexte["brouillons"] = _brouillons(request.user)
    return render(request, "jeudis/dossiers.html", contexte)


def _brouillons(membre: Any) -> Any:
    return Dossier.objects.visibles_pour(membre).brouillons().order_by("-cree_le")


@publique
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The dossier as it is today."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    dossier = get_object_or_404(lisibles(request).prefetch_related("themes", "territoires"), slug=slug)
    contexte = {"dossier": dossier, "lu": dossier, "selection": selection(dossier, request.user)}
    contexte["editions"] = list(dossier.editions.all())
    contexte["base"] = dossier.get_absolute_url()
    return render(request, "jeudis/dossier.html", contexte | contexte_de_lecture(request, dossier) | plus)


def _edition(request: HttpRequest, slug: str, jour: str) -> EditionDeDossier:
    """An edition of a dossier the reader may see today: withdrawn or moved, the dossier takes its editions along."""
    lu = jour_lu(jour)
    if lu is None:
        raise Http404
    editions = EditionDeDossier.objects.filter(dossier__in=Dossier.objects.visibles_pour(request.user)).select_related(
        "dossier__espace"
    )
    return get_object_or_404(editions, dossier__slug=slug, jour=lu)


@publique
@require_safe
def edition(request: HttpRequest, slug: str, jour: str) -> HttpResponse:
    """The dossier as it stood on a day."""
    figee = _edition(request, slug, jour)
    contexte: dict[str, Any] = {"dossier": figee.dossier, "lu": figee, "edition": figee, "base": figee.get_absolute_url()}
    contexte["selection"] = selection(figee, request.user)
    return render(request, "jeudis/dossier.html", contexte)


def _a_lire(request: HttpRequest, slug: str, jour: str) -> tuple[ALire, Dossier]:
    objet: Any = _edition(request, slug, jour) if jour else get_object_or_404(lisibles(request), slug=slug)
    dossier = objet.dossier if jour else objet
    date = objet.jour if jour else timezone.localdate()
    mention = f"édition du {date_locale(date, 'courte')}" if jour else f"état au {date_locale(date, 'courte')}"
    return ALire(objet.titre, objet.chapo, objet.texte, mention, selection(objet, request.user)), dossier


@publique
@require_safe
def pdf(request: HttpRequest, slug: str, jour: str = "") -> HttpResponseBase:
    """The whole dossier, as this reader reads it."""
    lu, dossier = _a_lire(request, slug, jour)
    tirage = composer(format="pdf", donnees=donnees_du_pdf(lu, request.user))
    return telecharger(tirage, f"dossier-{dossier.slug[:60]}{'-' + jour if jour else ''}.pdf", public=False)


@publique
@require_safe
def zip_des_originaux(request: HttpRequest, slug: str, jour: str = "") -> HttpResponseBase:
    """The PDF and the originals this reader opens, sent as they are read."""
    lu, dossier = _a_lire(request, slug, jour)
    tirage = composer(format="pdf", donnees=donnees_du_pdf(lu, request.user))
    morceaux = archive(lu, request.user, tirage)
    nom = f"dossier-{dossier.slug[:60]}{'-' + jour if jour else ''}.zip"
    reponse = StreamingHttpResponse(morceaux, content_type="application/zip")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["Cache-Control"], reponse["X-Robots-Tag"] = "private, no-store", "noindex"
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse
