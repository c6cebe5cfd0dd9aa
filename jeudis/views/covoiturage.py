"""Sharing a ride: who comes from the same territoire, and writing to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.courriels.models import Preference
from centre.membres.forms.fiche import MessageForm
from centre.membres.models import Membre
from centre.membres.operations.annuaire import MESSAGE, PAR_JOUR, TropDeMessages, ecrire_a

from ..models import Trajet
from .agenda import lisibles


def _mien(request: HttpRequest, slug: str) -> Trajet:
    """The reader's own ride to that Jeudi, or Http404: the others' are for who asked to share."""
    jeudi = get_object_or_404(lisibles(request).publies(), slug=slug)
    trajets = Trajet.objects.filter(inscription__jeudi=jeudi, inscription__membre=request.user.pk, inscription__etat="inscrit")
    return get_object_or_404(trajets.select_related("inscription__jeudi", "territoire"))


@require_safe
def covoiturage(request: HttpRequest, slug: str) -> HttpResponse:
    """Who else comes from there."""
    mien = _mien(request, slug)
    autres = list(Trajet.objects.du_meme_coin(mien))
    muets = set(Preference.objects.filter(genre=MESSAGE, recevoir=False).values_list("membre_id", flat=True))
    for autre in autres:
        autre.se_contacte = autre.inscription.membre_id not in muets  # type: ignore[attr-defined]
    contexte = {"jeudi": mien.inscription.jeudi, "mien": mien, "autres": autres}
    return render(request, "jeudis/covoiturage.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write to one of them, by the form of the annuaire: no address is shown."""
    mien = _mien(request, slug)
    autre = get_object_or_404(Trajet.objects.du_meme_coin(mien), pk=pk)
    destinataire: Any = autre.inscription.membre
    if not Preference.objects.accepte(destinataire, MESSAGE):
        raise Http404
    jeudi = mien.inscription.jeudi
    form = MessageForm(request.POST or None, initial={"sujet": f"Covoiturage : {jeudi.titre}"[:150]})
    if request.method == "POST" and form.is_valid():
        try:
            ecrire_a(de=Membre.objects.get(pk=request.user.pk), a=destinataire, admis=True, **form.cleaned_data)
        except TropDeMessages:
            form.add_error(None, f"Vous avez envoyé {PAR_JOUR} messages en un jour : c’est le maximum. Reprenez demain.")
        else:
            messages.success(request, f"Votre message part vers {destinataire.nom_complet}.")
            return redirect("jeudis:covoiturage", jeudi.slug)
    contexte = {"form": form, "jeudi": jeudi, "destinataire": destinataire}
    return render(request, "jeudis/covoiturage_ecrire.html", contexte, status=422 if form.errors else 200)
