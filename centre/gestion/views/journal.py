"""The audit log, and what of it can be undone."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.journal.lecture import lire
from centre.journal.models import Ligne

from ..annulations import annulable, annuler
from ..forms import FiltreJournal

PAR_PAGE = 50


@reserve_a_l_equipe
@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The audit log, latest first."""
    filtre = FiltreJournal(request.GET)
    lignes = filtre.appliquer(Ligne.objects.select_related("acteur", "content_type"))
    page = Paginator(lignes, PAR_PAGE).get_page(request.GET.get("page"))
    lignes_lues = [(lue, annulable(lue.ligne)) for lue in lire(page, request.user)]
    contexte = {"filtre": filtre, "page": page, "lignes": lignes_lues, "titre": "Journal"}
    return render(request, "gestion/journal.html", contexte)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def annulation(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what a line says, after a page that tells what will happen; 404 for what cannot be undone."""
    ligne = get_object_or_404(Ligne.objects.select_related("acteur", "content_type"), pk=pk)
    if not annulable(ligne) or ligne.objet is None:
        raise Http404
    if request.method == "POST":
        try:
            annuler(ligne=ligne, par=request.user)
            messages.success(request, "C’est annulé ; le journal garde les deux lignes.")
        except (ValidationError, PermissionDenied) as refus:
            messages.error(request, getattr(refus, "messages", ["Vous n’en avez pas le droit aujourd’hui."])[0])
        return redirect("gestion_journal")
    contexte = {"lue": lire([ligne], request.user)[0], "phrase": annulable(ligne), "titre": "Annuler un geste"}
    return render(request, "gestion/annuler.html", contexte)
