"""Dossiers thématiques: list, page, dated editions, what is taken away."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from centre.publications.views.lecture import contexte_de_lecture, publique

from ..models import Dossier, EditionDeDossier
from ..models.dossier import jour_lu
from ..models.elements import selection
from ..operations import composer, pret
from ..operations.archives import a_lire, archive, recettes
from ..operations.tirages import Recette, composer_tout
from .exports import page_d_attente, telecharger

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


def _a_emporter(request: HttpRequest, slug: str, jour: str) -> tuple[Any, str]:
    """The dossier, or its edition of a day, and the name of its files."""
    objet: Any = _edition(request, slug, jour) if jour else get_object_or_404(lisibles(request), slug=slug)
    return objet, f"dossier-{slug[:60]}{'-' + jour if jour else ''}"


def _attendre(request: HttpRequest, objet: Any, faits: list[Recette], *, originaux: bool) -> HttpResponse | None:
    """The page that waits for a long dossier; None when its files are there, or short enough to be made at once."""
    edition = objet.pk if isinstance(objet, EditionDeDossier) else 0
    ids = {"dossier": objet.dossier_id if edition else objet.pk, "edition": edition, "membre": request.user.pk or 0}
    attendu = pret(faits, "jeudis.composer_un_dossier", **ids, originaux=int(originaux))
    return page_d_attente(request, attendu, "Dossiers", objet.titre, objet.get_absolute_url()) if attendu else None


@publique
@require_safe
def pdf(request: HttpRequest, slug: str, jour: str = "") -> HttpResponseBase:
    """The whole dossier, as this reader reads it."""
    objet, nom = _a_emporter(request, slug, jour)
    faits = recettes(a_lire(objet, request.user), originaux=False)
    if attente := _attendre(request, objet, faits, originaux=False):
        return attente
    return telecharger(composer(faits[0]), f"{nom}.pdf", public=False)


@publique
@require_safe
def zip_des_originaux(request: HttpRequest, slug: str, jour: str = "") -> HttpResponseBase:
    """The PDF and the originals this reader opens, sent as they are read."""
    objet, nom = _a_emporter(request, slug, jour)
    lu = a_lire(objet, request.user)
    faits = recettes(lu, originaux=True)
    if attente := _attendre(request, objet, faits, originaux=True):
        return attente
    morceaux = archive(lu, composer_tout(faits))
    reponse = StreamingHttpResponse(morceaux, content_type="application/zip")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.zip"'
    reponse["Cache-Control"], reponse["X-Robots-Tag"] = "private, no-store", "noindex"
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse
