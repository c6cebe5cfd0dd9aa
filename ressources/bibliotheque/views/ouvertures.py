"""« Ouvrir plus largement »: the checklist, the day, and giving it up."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.publications.acces import peut_modifier
from centre.publications.views.lecture import trouver
from centre.temps import date_locale

from .. import operations
from ..forms import OuvertureForm
from ..models import Ouverture, Ressource


@require_http_methods(["GET", "HEAD", "POST"])
def ouvrir(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a published notice to more readers, for who may edit it; ``geste=renoncer`` gives up what was planned."""
    ressource = trouver(Ressource, request, slug)
    if not peut_modifier(ressource, request.user) or not ressource.est_publie:
        raise Http404
    if request.method == "POST" and request.POST.get("geste") == "renoncer":
        if operations.annuler_l_ouverture(ressource=ressource, par=request.user):
            messages.success(request, "C’est annulé : les lecteurs restent les mêmes.")
        return redirect(ressource)
    form = OuvertureForm(request.POST if request.method == "POST" else None, membre=request.user, ressource=ressource)
    if form.is_bound and form.is_valid():
        try:
            return _ouvrir(request, ressource, form)
        except ValidationError as refus:
            for champ, mots in refus.message_dict.items():
                form.add_error(champ if champ in form.fields else None, mots)
    contexte = {"ressource": ressource, "form": form, "ouverture": ressource.ouverture_attendue}
    return render(request, "bibliotheque/ouvrir.html", contexte, status=422 if form.errors else 200)


def _ouvrir(request: HttpRequest, ressource: Ressource, form: OuvertureForm) -> HttpResponse:
    d, quand = form.cleaned_data, form.quand()
    operations.ouvrir(
        ressource=ressource, quoi=d["quoi"], vers=d["vers"], verifie=form.verifie(), quand=quand, note=d["note"], par=request.user
    )
    dit = f"C’est prévu : {d['vers'].nom}, {date_locale(quand)}." if quand else f"C’est ouvert : {d['vers'].nom}."
    messages.success(request, dit)
    return redirect(ressource)


@require_http_methods(["GET", "HEAD", "POST"])
def ouvertures(request: HttpRequest) -> HttpResponse:
    """For the team: what will open by itself, and what should have and waits for somebody; one gesture opens it."""
    if not request.user.est_de_l_equipe:  # type: ignore[union-attr]
        raise Http404
    attendues = Ouverture.objects.attendues().filter(ressource__espace__in=ids(request.user, Niveau.ANIMER))
    if request.method == "POST":
        ouverture = get_object_or_404(attendues, pk=_numero(request.POST.get("ouvrir", "")))
        try:
            fait = operations.faire_l_ouverture(ouverture=ouverture.pk, par=request.user)
        except PermissionDenied:
            fait = False
        messages.success(request, "C’est ouvert.") if fait else messages.error(
            request, "Cela ne s’ouvre plus : les lecteurs ont changé."
        )
        return redirect("ressources:ouvertures")
    lignes = attendues.select_related("ressource__espace", "vers", "par").order_by("quand", "pk")
    page = Paginator(lignes, 30).get_page(request.GET.get("page"))
    echues = set(operations.ouvertures_echues())
    for ligne in page:
        ligne.en_retard = ligne.pk in echues
    return render(request, "bibliotheque/ouvertures.html", {"page": page})


def _numero(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 18 else 0
