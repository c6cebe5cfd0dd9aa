"""« Ma fiche »: what colleagues read of oneself, and who reads it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from centre.portraits import portraits

from ..forms.fiche import FicheForm
from ..models import Membre
from ..operations.annuaire import enregistrer_la_fiche, poser_la_photo, retirer_la_photo


@require_http_methods(["GET", "HEAD", "POST"])
def ma_fiche(request: HttpRequest) -> HttpResponse:
    """The form; a photo refused gives everything back with the reason beside it."""
    lecteur: Any = request.user
    membre = Membre.objects.pour_l_annuaire().get(pk=lecteur.pk)
    photo = portraits["photo"].lire(request.user, [membre]).get(membre.pk)
    envoi = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FicheForm(*envoi, membre=membre, avec_photo=photo is not None)
    if request.method == "POST" and form.is_valid() and _enregistrer(membre, form):
        messages.success(request, "Votre fiche est enregistrée ; l’annuaire et la recherche la suivent déjà.")
        return redirect("ma_fiche")
    contexte = {"form": form, "membre": membre, "poste": membre.poste, "photo": photo}
    return render(request, "membres/ma_fiche.html", contexte, status=422 if form.errors else 200)


def _enregistrer(membre: Membre, form: FicheForm) -> bool:
    """Keep the photo first: it is what may be refused. False when it was, with the reason in the form."""
    photo: Any = form.cleaned_data.get("photo")
    try:
        if photo:
            poser_la_photo(membre=membre, photo=photo)
        elif form.cleaned_data.get("retirer_photo"):
            retirer_la_photo(membre=membre)
    except ValidationError as refus:
        form.add_error("photo", refus)
        return False
    enregistrer_la_fiche(membre=membre, par=membre, **form.pour_l_operation())
    return True
