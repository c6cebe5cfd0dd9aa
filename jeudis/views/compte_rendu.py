"""One compte rendu, two editions: reading, previewing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from centre.espaces.acces import Audience, Lecteur, espaces
from centre.espaces.enums import CATEGORIES
from centre.espaces.vues import reserve_a_l_equipe
from centre.publications.views.lecture import contexte_de_lecture, publique

from ..models import CompteRendu
from ..operations.editions import edition_pour
from .agenda import PAR_PAGE, de_l_equipe, lisibles


def _compte_rendu(request: HttpRequest, slug: str) -> CompteRendu:
    lisibles = CompteRendu.objects.visibles_pour(request.user).select_related(
        "espace", "espace_publique", "auteur", "jeudi", "latest_revision"
    )
    return get_object_or_404(lisibles.prefetch_related("themes", "jeudi__seances"), jeudi__slug=slug)


@publique
@require_safe
def compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """One address, two editions: the complete one to whom may read it, else the public one."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    objet = _compte_rendu(request, slug)
    complet = CompteRendu.objects.complets_pour(request.user).filter(pk=objet.pk).exists()
    contexte = (contexte_de_lecture(request, objet) if complet else {}) | plus
    return _page_du_compte_rendu(request, objet, complet, request.user, contexte)


def _page_du_compte_rendu(
    request: HttpRequest, objet: CompteRendu, complet: bool, lecteur: Lecteur, contexte: dict[str, Any]
) -> HttpResponse:
    edition = edition_pour(objet, lecteur, complet=complet)
    contexte |= {"compte_rendu": objet, "jeudi": objet.jeudi, "complet": complet, "texte": edition.texte, "edition": edition}
    contexte["jeudi_lisible"] = edition.jeudi_lisible
    return render(request, "jeudis/compte_rendu.html", contexte)


@require_safe
@reserve_a_l_equipe
def a_rendre(request: HttpRequest) -> HttpResponse:
    """The team's list of past Jeudis whose compte rendu is awaited, the longest wait first."""
    jeudis = lisibles(request).sans_compte_rendu().pour_la_liste().order_by("dernier_jour", "pk")
    feuille = Paginator(jeudis, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "jeudis/a_rendre.html", {"page": feuille})


@require_safe
def apercu_compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a visitor or as a technicien·ne would read it once published."""
    jeudi = de_l_equipe(request, slug)
    objet = get_object_or_404(CompteRendu.objects.select_related("espace", "espace_publique"), jeudi=jeudi)
    qui = Audience((CATEGORIES[1].value,), "technicien·ne") if request.GET.get("comme") == "technicien" else Audience()
    brouillon = objet.version_a_modifier()
    lus = set(espaces(qui).values_list("pk", flat=True))
    complet, public = objet.espace_id in lus, objet.espace_publique_id in lus
    contexte: dict[str, Any] = {
        "apercu": qui.libelle,
        "rien": not (complet or public),
        "adresse": reverse("jeudis:ecrire_compte_rendu", args=[jeudi.slug]),
    }
    return _page_du_compte_rendu(request, brouillon, complet, qui, contexte)
