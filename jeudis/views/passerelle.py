"""The team's page of the passerelle of one Jeudi: its mix, and whom to invite."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from centre.membres.models import Membre

from .. import operations
from ..passerelle import invitations, passerelle_de, suggestions
from .agenda import jeudi_des_personnes


@require_safe
def passerelle(request: HttpRequest, slug: str) -> HttpResponse:
    """The gauge and the names; asked anew at each visit."""
    jeudi = jeudi_des_personnes(request, slug)
    mesure = passerelle_de(jeudi)
    contexte = {
        "jeudi": jeudi,
        "passerelle": mesure,
        "suggestions": suggestions(jeudi, mesure),
        "invitations": invitations(jeudi).select_related("destinataire").order_by("-cree_le", "-pk"),
    }
    return render(request, "jeudis/passerelle.html", contexte)


@require_POST
def proposer(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite one person by mail."""
    jeudi = jeudi_des_personnes(request, slug)
    choisi = request.POST.get("membre", "")
    membre = get_object_or_404(Membre.objects.actifs(), pk=choisi if choisi.isdecimal() and len(choisi) < 18 else 0)
    try:
        courriel = operations.proposer_de_venir(jeudi=jeudi, membre=membre, par=request.user)
    except PermissionDenied:
        messages.error(request, "Les inscriptions à ce Jeudi ne sont pas ouvertes : aucun courriel n’est parti.")
    else:
        if courriel is None:
            messages.info(
                request, f"Aucun courriel n’est parti : {membre} s’est inscrit·e, a déjà été invité·e, ou n’en veut pas."
            )
        else:
            messages.success(request, f"Un courriel part à {membre}. Il n’y en aura pas d’autre pour ce Jeudi.")
    return redirect("jeudis:passerelle", jeudi.slug)
