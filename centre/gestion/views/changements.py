"""« J’ai changé de poste »: what members said, written in by one click or answered with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.membres.forms.vie import RefusForm
from centre.membres.models import ChangementDePoste
from centre.membres.operations import appliquer_changement, refuser_changement

REPONDU = "Quelqu’un de l’équipe a déjà répondu."


@reserve_a_l_equipe
@require_safe
def changements(request: HttpRequest) -> HttpResponse:
    """The queue, oldest first."""
    attente = ChangementDePoste.objects.en_attente().select_related("membre").prefetch_related("territoires")
    return render(request, "gestion/changements.html", {"changements": attente, "titre": "Changements de poste"})


@reserve_a_l_equipe
@require_POST
def appliquer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the post in."""
    changement = get_object_or_404(ChangementDePoste.objects.select_related("membre"), pk=pk)
    if appliquer_changement(changement=changement, par=request.user):
        messages.success(request, f"Le nouveau poste de {changement.membre} est écrit ; un courriel le lui dit.")
    else:
        messages.info(request, REPONDU)
    return redirect("gestion_changements")


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def refuser(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the present post, and say why."""
    changement = get_object_or_404(ChangementDePoste.objects.select_related("membre"), pk=pk)
    form = RefusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if refuser_changement(changement=changement, motif=form.cleaned_data["motif"], par=request.user):
            messages.success(request, f"{changement.membre} reçoit votre réponse.")
        else:
            messages.info(request, REPONDU)
        return redirect("gestion_changements")
    contexte = {"changement": changement, "form": form, "titre": "Répondre"}
    return render(request, "gestion/changement_refus.html", contexte, status=422 if form.errors else 200)
