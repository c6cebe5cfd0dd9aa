"""Reading the library: the list, one notice."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from centre.catalogue.models import Entree
from centre.catalogue.types import cle_de
from centre.courriels.rendu import site
from centre.espaces.acces import est_membre, ids, peut
from centre.espaces.enums import Niveau
from centre.publications.models import Fichier
from centre.publications.telechargements import chiffres
from centre.publications.versions import avec_les_anciennes
from centre.publications.views.lecture import contexte_de_lecture, publique

from ..auteurs import reconnaitre
from ..citations import FORMATS, balises, en_json_ld, en_phrase
from ..forms import FiltresForm
from ..models import DemandeDeFichier, Echeance, Ressource

PAR_PAGE, A_LIRE = 20, 4


def peut_deposer(membre: Any) -> bool:
    """True for who contributes somewhere."""
    return bool(ids(membre, Niveau.CONTRIBUER))


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Notices the reader may see, latest first."""
    filtres = FiltresForm(request.GET)
    filtres.is_valid()
    choix = filtres.cleaned_data
    ressources = Ressource.objects.visibles_pour(request.user).courants().les_dernieres(request.user).pour_la_liste()
    ressources = filtrees(ressources, choix)
    pour_l_equipe = getattr(request.user, "est_de_l_equipe", False)
    if pour_l_equipe and choix.get("voir"):
        ressources = ressources.recents(request.user) if choix["voir"] == "recents" else ressources.muets()
    feuille = Paginator(ressources, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": feuille,
        "filtres": filtres,
        "filtre": any(choix.get(c) for c in ("q", "type", "annee", *(["voir"] if pour_l_equipe else []))),
        "pour_l_equipe": pour_l_equipe,
        "peut_deposer": peut_deposer(request.user),
    }
    return render(request, "bibliotheque/liste.html", contexte)


def filtrees(ressources: Any, choix: dict[str, Any]) -> Any:
    """Those that answer to the words, the nature and the year typed in the list's own form."""
    for mot in choix.get("q", "").replace("\x00", " ").split():
        ressources = ressources.filter(
            Q(titre__unaccent__icontains=mot) | Q(resume__unaccent__icontains=mot) | Q(auteurs__unaccent__icontains=mot)
        )
    if choix.get("type"):
        ressources = ressources.filter(type=choix["type"])
    return ressources.de_l_annee(choix["annee"]) if choix.get("annee") else ressources


@publique
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One notice; its files, for whoever may open them; else that they exist, and for whom."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    ressource = get_object_or_404(
        Ressource.objects.visibles_pour(request.user).pour_la_liste().prefetch_related("territoires"), slug=slug
    )
    derniers = Fichier.objects.visibles_pour(request.user).sur(ressource).dernieres().pour_la_liste()
    fichiers = avec_les_anciennes(derniers, request.user)
    contexte = {"ressource": ressource} | contexte_de_lecture(request, ressource) | {"fichiers": fichiers}
    contexte["anime"] = peut(request.user, Niveau.ANIMER, ressource.espace_id)
    contexte["ouverture"] = ressource.ouverture_attendue
    contexte["echeance"] = Echeance.objects.filter(ressource=ressource).select_related("ressource", "responsable").first()
    if getattr(request.user, "est_de_l_equipe", False):
        contexte["telechargements"] = chiffres(Fichier.objects.visibles_pour(request.user).sur(ressource))
    contexte["auteurs"] = reconnaitre(ressource.auteurs, request.user)
    contexte["remplace"] = ressource.remplacees().visibles_pour(request.user).publies().first()
    contexte["remplacee_par"] = ressource.remplacantes().visibles_pour(request.user).first()
    contexte["a_lire"] = a_lire_aussi(ressource, request.user)
    contexte["reserves"] = not fichiers and ressource.fichiers.dernieres().exists()
    if contexte["reserves"] and est_membre(request.user):
        contexte["mienne"] = DemandeDeFichier.objects.de(request.user).filter(ressource=ressource).first()
    return render(request, "bibliotheque/detail.html", contexte | _citer(ressource, fichiers) | plus)


def a_lire_aussi(ressource: Ressource, lecteur: Any) -> list[Entree]:
    """What this reader may read on the same thèmes and territoires; people and places have their own pages."""
    autres = Entree.objects.exclude(**cle_de(ressource)).exclude(type__in=("membre", "theme", "territoire", "lieu", "groupe"))
    return list(autres.voisines(ressource.themes.all(), ressource.territoires.all(), lecteur)[:A_LIRE])


def _citer(ressource: Ressource, fichiers: Any) -> dict[str, Any]:
    """What the page says to those who cite it; to search engines, only what is public."""
    if not ressource.est_publie:
        return {}
    url = site() + ressource.get_absolute_url()
    pdf = next((site() + f.get_absolute_url() for f in fichiers if f.type_mime == "application/pdf"), "")
    return {
        "citation": en_phrase(ressource, url),
        "formats": [(nom, reverse("ressources:citer", args=[ressource.slug, nom]), mime) for nom, (mime, _) in FORMATS.items()],
        "balises": balises(ressource, url, pdf),
        "json_ld": en_json_ld(ressource, url) if ressource.espace.ouvert else "",
    }


@publique
@require_safe
def citer(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The reference of a published notice, for a bibliography tool."""
    if format not in FORMATS:
        raise Http404
    lisibles = Ressource.objects.visibles_pour(request.user).publies().pour_la_liste()
    ressource = get_object_or_404(lisibles, slug=slug)
    mime, ecrire = FORMATS[format]
    corps = ecrire(ressource, site() + ressource.get_absolute_url())
    reponse = HttpResponse(corps, content_type=f"{mime}; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="{ressource.slug}.{format}"'
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse
