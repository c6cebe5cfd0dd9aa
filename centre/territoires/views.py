"""The territories, and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from centre.registre import publications_liees

from .enums import Nature
from .forms import FiltreTerritoires
from .frise import frise
from .models import Territoire

PAR_PAGE = 200


@login_not_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Territories by nature, with the map while nothing is filtered."""
    filtre = FiltreTerritoires(request.GET)
    territoires = filtre.appliquer(Territoire.objects.affirmes()).ranges().legers()
    page = Paginator(territoires, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "territoires/liste.html", {"filtre": filtre, "page": page, "rempli": filtre.rempli})


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One territory: its facts, what came before and after, what lies inside, what was published about it."""
    territoire = get_object_or_404(Territoire.objects.affirmes(), slug=slug)
    membres = list(territoire.contenus().ranges().legers())
    groupements, communes = (Nature.EPCI, Nature.AGGLOMERATION), (Nature.COMMUNE, Nature.VILLE)
    liees = [entree for lire in publications_liees.values() for entree in lire(request.user, territoire=territoire)]
    contexte = {
        "territoire": territoire,
        "frise": frise(territoire),
        "voisins": territoire.voisins.affirmes().ranges().legers(),
        "contenants": territoire.contenu_dans.affirmes().ranges().legers(),
        "groupements": [m for m in membres if m.nature in groupements],
        "communes": [m for m in membres if m.nature in communes],
        "autres": [m for m in membres if m.nature not in groupements + communes],
        "entrees": [entree for entree in liees if entree.type != "membre"],
        "personnes": [entree for entree in liees if entree.type == "membre"],
    }
    return render(request, "territoires/detail.html", contexte)
