"""What serves: how often the documents were taken, for the team."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import F, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from centre.publications.telechargements import depuis_un_an, premier_mois
from centre.tableur import telecharger

from ..models import Ressource

PAR_PAGE = 50


@require_safe
def telechargements(request: HttpRequest) -> HttpResponse:
    """The documents taken in twelve months, the most taken first; « ?format=csv »: all of them, for a spreadsheet."""
    if not request.user.est_de_l_equipe:  # type: ignore[union-attr]
        raise Http404
    comptes = _comptes(request.user)
    if request.GET.get("format") == "csv":
        return _csv(comptes)
    page = Paginator(comptes, PAR_PAGE).get_page(request.GET.get("page"))
    ressources = Ressource.objects.select_related("espace").in_bulk([ligne["cle"] for ligne in page])
    lignes = [{"ressource": ressources[ligne["cle"]], **ligne} for ligne in page]
    return render(request, "bibliotheque/telechargements.html", {"page": page, "lignes": lignes, "depuis": premier_mois()})


def _comptes(lecteur: Any) -> Any:
    """``cle`` of the notice, ``an``, ``mois``: the versions of its files together, what ``lecteur`` may read only."""
    type_, lisibles = ContentType.objects.get_for_model(Ressource), Ressource.objects.visibles_pour(lecteur).publies()
    lus = depuis_un_an().filter(fichier__content_type=type_, fichier__object_id__in=lisibles.values("pk"))
    ce_mois = Q(mois=timezone.localdate().replace(day=1))
    par_notice = lus.values(cle=F("fichier__object_id")).annotate(
        an=Sum("nombre"), ce_mois=Sum("nombre", filter=ce_mois, default=0)
    )
    return par_notice.order_by("-an", "cle")


def _csv(comptes: Any) -> HttpResponse:
    titres = dict(Ressource.objects.filter(pk__in=[ligne["cle"] for ligne in comptes]).values_list("pk", "titre"))
    lignes = ([titres[ligne["cle"]], ligne["an"], ligne["ce_mois"]] for ligne in comptes)
    return telecharger(f"telechargements-{timezone.localdate():%Y-%m-%d}.csv", ["Document", "Douze mois", "Ce mois-ci"], lignes)
