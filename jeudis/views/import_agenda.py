"""The team brings in somebody else's calendar: read, seen line by line, applied, undone."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.espaces.vues import reserve_a_l_equipe

from .. import operations
from ..enums import ConstatDAgenda
from ..forms import ImportAgendaForm
from ..lecture_ics import Illisible
from ..models import ImportAgenda

#: Lines shown; a file of more is told so.
MONTREES = 200


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def importer(request: HttpRequest) -> HttpResponse:
    """Choose or paste a calendar; the answer is the page that says what would happen."""
    form = ImportAgendaForm(request.POST or None, request.FILES or None, membre=request.user)
    if request.method == "POST" and form.is_valid():
        choix = form.cleaned_data
        try:
            importation = operations.preparer_l_agenda(
                octets=choix["octets"], nom=choix["nom"], espace=choix["espace"], passes=choix["passes"], par=request.user
            )
        except Illisible as refus:
            form.add_error("fichier", str(refus))
        else:
            return redirect("jeudis:import_agenda", importation.pk)
    contexte = {"form": form, "importations": ImportAgenda.objects.select_related("espace")[:10]}
    return render(request, "jeudis/import_agenda_nouveau.html", contexte, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def import_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """What each event would do, or did; ``geste``: appliquer, defaire."""
    importation = get_object_or_404(ImportAgenda.objects.select_related("espace"), pk=pk)
    if request.method == "POST":
        return _agir(request, importation)
    lignes = [ligne | {"mot": _mot(ligne)} for ligne in importation.lignes]
    contexte = {
        "importation": importation,
        "lignes": lignes[:MONTREES],
        "reste": max(len(lignes) - MONTREES, 0),
        "comptes": Counter(ligne["mot"] for ligne in lignes).items(),
        "a_ecrire": sum(ConstatDAgenda(ligne["constat"]).ecrit for ligne in lignes),
    }
    return render(request, "jeudis/import_agenda.html", contexte)


def _mot(ligne: dict[str, Any]) -> str:
    """What a line would do; once applied, what it did."""
    if "evenement" in ligne:
        return "Mis à jour" if "avant" in ligne else "Ajouté"
    return ConstatDAgenda(ligne["constat"]).label


def _agir(request: HttpRequest, importation: ImportAgenda) -> HttpResponse:
    if request.POST.get("geste") == "defaire":
        try:
            operations.defaire_l_agenda(importation=importation, par=request.user)
        except ValidationError as refus:
            messages.error(request, refus.message)
        else:
            messages.success(request, "L’import est défait ; chaque ligne dit ce qu’elle est devenue.")
    else:
        faite = operations.appliquer_l_agenda(importation=importation, par=request.user)
        n = sum("evenement" in ligne for ligne in faite.lignes)
        messages.success(request, f"C’est fait : {n} événement{'s' if n > 1 else ''} dans l’agenda d’ailleurs.")
    return redirect("jeudis:import_agenda", importation.pk)
