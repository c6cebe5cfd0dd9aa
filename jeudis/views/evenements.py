"""« Agenda d'ailleurs »: others' events, read, typed, taken back; who goes."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.acces import est_membre
from centre.membres.acces import Regard
from centre.membres.models import Membre
from centre.publications.acces import peut_modifier, peut_retirer
from centre.publications.forms import LecteursForm
from centre.publications.views.lecture import origine_et_suites, publique
from centre.themes.models import Theme

from .. import operations
from ..calendrier import composer, servir
from ..evenements_ics import evenement_d_ailleurs
from ..forms import EvenementForm
from ..models import Evenement, Venue

PAR_PAGE = 20


def lisibles(request: HttpRequest) -> Any:
    """The events the reader may see, those withdrawn too for who may put them back."""
    return Evenement.objects.visibles_pour(request.user)


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """À venir, or passés with ``?passes=1``; ``?q=``, ``?theme=`` (slug), ``?voir=recents`` for the team."""
    passes, q = "passes" in request.GET, request.GET.get("q", "").replace("\x00", "").strip()[:200]
    publies = lisibles(request).publies()
    evenements = publies.passes() if passes else publies.a_venir()
    recents = request.GET.get("voir") == "recents" and getattr(request.user, "est_de_l_equipe", False)
    if recents:
        evenements = _recents(request.user)
    for mot in q.split():
        evenements = evenements.filter(titre__unaccent__icontains=mot) | evenements.filter(lieu__unaccent__icontains=mot)
    theme = Theme.objects.filter(slug=request.GET.get("theme", "").replace("\x00", "")).first()
    if theme is not None:
        evenements = evenements.filter(themes=theme)
    contexte = {
        "page": Paginator(evenements.pour_la_liste(), PAR_PAGE).get_page(request.GET.get("page")),
        "passes": passes,
        "q": q,
        "theme": theme,
        "recents": recents,
        "themes": Theme.objects.filter(pk__in=publies.values("themes")).order_by("nom"),
        "peut_ajouter": operations.peut_ajouter_un_evenement(request.user),
    }
    return render(request, "jeudis/ailleurs.html", contexte)


def _recents(membre: Any) -> Any:
    return Evenement.objects.visibles_pour(membre).recents(membre).order_by("-cree_le", "-pk")


@publique
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One event; to a member, who of the people they may know goes there."""
    evenement = get_object_or_404(lisibles(request).select_related("espace").prefetch_related("themes", "territoires"), slug=slug)
    contexte: dict[str, Any] = {
        "evenement": evenement,
        "peut_modifier": peut_modifier(evenement, request.user),
        "peut_retirer": peut_retirer(evenement, request.user),
    }
    if est_membre(request.user):
        venues = Venue.objects.filter(evenement=evenement)
        connus = Membre.objects.dans_l_annuaire(Regard.de(request.user)).filter(pk__in=venues.values("membre")).par_nom()
        contexte |= {"y_vont": list(connus), "j_y_vais": venues.de(request.user).exists(), "n_y_vont": venues.count()}
        contexte |= origine_et_suites(evenement, request.user)
    return render(request, "jeudis/evenement.html", contexte)


@publique
@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar file of one event."""
    evenement = get_object_or_404(lisibles(request).publies().select_related("espace"), slug=slug)
    reponse = servir(request, composer([evenement_d_ailleurs(evenement)], nom=evenement.titre), prive=not evenement.espace.ouvert)
    reponse["Content-Disposition"] = f'attachment; filename="{evenement.slug[:60]}.ics"'
    return reponse


@require_http_methods(["GET", "HEAD", "POST"])
def ajouter(request: HttpRequest) -> HttpResponse:
    """Type an event; nothing is stored before the POST."""
    if not operations.peut_ajouter_un_evenement(request.user):
        raise Http404
    return _saisir(request, Evenement(jeton=uuid.uuid4()))


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct an event."""
    evenement = get_object_or_404(lisibles(request), slug=slug)
    if not peut_modifier(evenement, request.user):
        raise Http404
    return _saisir(request, evenement)


def _saisir(request: HttpRequest, evenement: Evenement) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = EvenementForm(data, instance=evenement, initial={"jeton": evenement.jeton})
    lecteurs = LecteursForm(data, membre=request.user, actuel=evenement.espace_id)
    if request.method == "POST" and form.is_valid() & lecteurs.is_valid():
        nouveau = evenement.pk is None
        if nouveau:
            form.instance.jeton = form.cleaned_data["jeton"]
        ecrit = operations.enregistrer_un_evenement(
            evenement=form.instance, espace=lecteurs.cleaned_data["espace"], par=request.user,
            themes=form.cleaned_data["themes"], territoires=form.cleaned_data["territoires"],
        )  # fmt: skip
        messages.success(
            request, f"C’est dans l’agenda d’ailleurs, lisible par : {ecrit.espace.nom}." if nouveau else "C’est corrigé."
        )
        return redirect(ecrit)
    contexte = {"evenement": evenement if evenement.pk else None, "form": form, "lecteurs": lecteurs}
    return render(request, "jeudis/evenement_saisie.html", contexte, status=200 if data is None else 422)


@require_POST
def retirer(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out of the agenda, or put back (``geste=retablir``)."""
    evenement = get_object_or_404(lisibles(request), slug=slug)
    if not peut_retirer(evenement, request.user):
        raise Http404
    retire = request.POST.get("geste") != "retablir"
    operations.retirer_un_evenement(evenement=evenement, retirer=retire, par=request.user)
    messages.success(request, "C’est retiré de l’agenda. Vous et l’équipe pouvez le rétablir." if retire else "C’est rétabli.")
    return redirect(evenement)


@require_POST
def venir(request: HttpRequest, slug: str) -> HttpResponse:
    """« J'y vais », or no longer (``geste=annuler``)."""
    evenement = get_object_or_404(lisibles(request).publies(), slug=slug)
    vient = request.POST.get("geste") != "annuler"
    try:
        operations.dire_j_y_vais(evenement=evenement, membre=request.user, vient=vient)
    except PermissionDenied:
        messages.error(request, "Cet événement est passé ou annulé.")
    else:
        messages.success(
            request, "C’est noté : vos collègues voient que vous y allez." if vient else "C’est noté : vous n’y allez plus."
        )
    return redirect(evenement)
