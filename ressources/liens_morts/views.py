"""What no longer answers, where it is given, and what the team does of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from centre.catalogue.models import Entree
from centre.espaces.vues import reserve_a_l_equipe

from . import operations
from .enums import Etat
from .models import Lien, Usage

PAR_PAGE = 30


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Dead links first; « ?voir=archives »: those kept on purpose. Only what is given by a text this reader may read."""
    archives = request.GET.get("voir") == "archives"
    lisibles = Lien.objects.visibles_pour(request.user)
    liens = (lisibles.archives() if archives else lisibles.morts()).prefetch_related(_usages(request.user))
    comptes = lisibles.comptes()
    page = Paginator(liens, PAR_PAGE).get_page(request.GET.get("page"))
    for usage in (usage for lien in page for usage in lien.lus):
        usage.corriger = _ou_corriger(usage.entree)
    contexte = {
        "page": page,
        "archives": archives,
        "comptes": [(etat.label, comptes[etat]) for etat in Etat if comptes.get(etat)],
        "coupee": not settings.VERIFIER_LES_LIENS,
        "jours": operations.JOURS,
    }
    return render(request, "liens_morts/liste.html", contexte)


def _usages(lecteur: Any) -> Prefetch[Any]:
    """The texts that give it, as far as ``lecteur`` reads them: an object once."""
    lus = (
        Usage.objects.visibles_pour(lecteur)
        .select_related("entree__espace", "entree__content_type")
        .order_by("entree__rang", "pk")
    )
    return Prefetch("usages", lus, to_attr="lus")


def _ou_corriger(entree: Entree) -> str:
    """Where its text is changed: a page in the back-office, a publication on its own writing page."""
    modele = entree.content_type.model_class()
    if modele is not None and issubclass(modele, Page):
        return reverse("wagtailadmin_pages:edit", args=[entree.object_id])
    return f"{entree.adresse}modifier/"


@reserve_a_l_equipe
@require_POST
def geste(request: HttpRequest, pk: int) -> HttpResponse:
    """« verifier », « archiver », « reprendre » one link."""
    lien = get_object_or_404(Lien.objects.visibles_pour(request.user), pk=pk)
    match request.POST.get("geste"):
        case "verifier":
            if operations.demander_une_visite(lien=lien):
                messages.success(request, "Le portail va y retourner : rechargez cette page dans une minute.")
            else:
                messages.info(request, "Cette installation ne sort pas sur internet : rien n’est vérifié.")
        case "archiver":
            operations.archiver(lien=lien, par=request.user)
            messages.success(request, "C’est noté : ce lien reste tel quel, et n’est plus vérifié.")
        case "reprendre":
            operations.reprendre(lien=lien, par=request.user)
            messages.success(request, "Ce lien sera vérifié de nouveau.")
            return redirect("liens_morts:liste")
        case _:
            raise Http404
    return redirect("liens_morts:liste")
