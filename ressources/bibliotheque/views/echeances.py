"""« Revoir ce document »: the page of one, and the list of those whose day has come."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.publications.acces import peut_modifier, peut_retirer
from centre.publications.views.lecture import trouver
from centre.registre import TexteDeMembre
from centre.temps import date_locale

from .. import operations
from ..forms import EcheanceForm
from ..models import Echeance, Ressource
from .pages import peut_deposer

PAR_PAGE = 30
#: What « Mon espace » is given.
SUR_MON_ESPACE = 10


@require_http_methods(["GET", "HEAD", "POST"])
def revoir(request: HttpRequest, slug: str) -> HttpResponse:
    """One document, for who may correct it: still right until a day, replace it, take it back; or just the day (``geste``)."""
    ressource = trouver(Ressource, request, slug)
    if not peut_modifier(ressource, request.user) or not ressource.est_publie:
        raise Http404
    if request.method == "POST" and request.POST.get("geste") == "oublier":
        operations.ne_plus_revoir(ressource=ressource, par=request.user)
        messages.success(request, "C’est noté : ce document n’est plus à revoir.")
        return redirect(ressource)
    echeance = Echeance.objects.filter(ressource=ressource).select_related("responsable").first()
    data = request.POST if request.method == "POST" else None
    form = EcheanceForm(data, membre=request.user, ressource=ressource, echeance=echeance)
    if form.is_bound and form.is_valid():
        try:
            return _noter(request, ressource, form)
        except ValidationError as refus:
            for champ, mots in refus.message_dict.items():
                form.add_error(champ, mots)
    contexte = {"ressource": ressource, "form": form, "echeance": echeance, "peut_retirer": peut_retirer(ressource, request.user)}
    return render(request, "bibliotheque/revoir.html", contexte, status=422 if form.errors else 200)


def _noter(request: HttpRequest, ressource: Ressource, form: EcheanceForm) -> HttpResponse:
    valable = request.POST.get("geste") == "valable"
    ecrire = operations.toujours_valable if valable else operations.prevoir
    echeance = ecrire(ressource=ressource, par=request.user, **form.cleaned_data)
    quand = date_locale(echeance.date, "courte")
    messages.success(
        request, f"Toujours valable : c’est noté. Prochaine fois le {quand}." if valable else f"À revoir le {quand}."
    )
    return redirect(ressource)


@require_safe
def a_revoir(request: HttpRequest) -> HttpResponse:
    """One's own first; for the team, what nobody answers for, what others have not done yet, and what comes next."""
    if not peut_deposer(request.user):
        raise Http404
    echues = Echeance.objects.echues(request.user).pour_la_liste()
    contexte: dict[str, Any] = {"miennes": echues.de(request.user)}
    if request.user.est_de_l_equipe:  # type: ignore[union-attr]
        animees = echues.filter(ressource__espace__in=ids(request.user, Niveau.ANIMER))
        contexte["equipe"] = animees.a_l_equipe()
        autres = animees.filter(responsable__isnull=False).exclude(responsable_id=request.user.pk)
        contexte["autres"] = Paginator(autres, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "bibliotheque/a_revoir.html", contexte)


def a_compter(membre: Any) -> int:
    """For « Ma journée »: one's own, and the team's."""
    echues = Echeance.objects.echues(membre)
    sans_personne = echues.a_l_equipe().filter(ressource__espace__in=ids(membre, Niveau.ANIMER))
    return echues.de(membre).count() + sans_personne.count()


def sur_mon_espace(membre: Any) -> list[TexteDeMembre]:
    """What a member has to look at again, on « Mon espace »."""
    siennes = Echeance.objects.de(membre).echues(membre).pour_la_liste()[:SUR_MON_ESPACE]
    return [
        TexteDeMembre(
            titre=str(echeance.ressource),
            adresse=f"{echeance.ressource.get_absolute_url()}revoir/",
            statut=f"document à revoir depuis le {date_locale(echeance.date, 'courte')}",
            a_finir=True,
        )
        for echeance in siennes
    ]
