"""One's own calendar: its address made, copied, revoked; the feed itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from centre.liens.enums import Action
from centre.liens.models import LienSigne
from centre.liens.operations import reconnaitre

from .. import operations
from ..agenda_personnel import contenu
from ..calendrier import servir
from ..models import AgendaPersonnel


@require_http_methods(["GET", "HEAD", "POST"])
def mon_agenda(request: HttpRequest) -> HttpResponse:
    """The page: a new address is shown once, in the answer to the POST that makes it."""
    if request.POST.get("geste") == "fermer":
        operations.fermer_mon_agenda(membre=request.user)
        messages.success(request, "L’adresse est révoquée : les agendas qui la suivaient ne reçoivent plus rien.")
        return redirect("jeudis:mon_agenda")
    adresse = ""
    if request.method == "POST":
        jeton = operations.ouvrir_mon_agenda(membre=request.user, propositions="propositions" in request.POST)
        adresse = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("jeudis:mon_agenda_ics", args=[jeton])
    agenda = AgendaPersonnel.objects.de(request.user).first()
    lien = LienSigne.objects.sur(agenda).vivants().first() if agenda else None
    contexte = {
        "agenda": agenda if lien else None,
        "lien": lien,
        "adresse": adresse,
        "webcal": "webcal:" + adresse.partition(":")[2],
    }
    reponse = render(request, "jeudis/mon_agenda.html", contexte)
    if adresse:
        reponse["Cache-Control"] = "private, no-store"
    return reponse


@login_not_required
@require_safe
def mon_agenda_ics(request: HttpRequest, jeton: str) -> HttpResponse:
    """The feed, for the machine that holds the token. Unknown, revoked, expired, of a closed account: one 404."""
    lien = reconnaitre(jeton, Action.LIRE)
    if lien is None or not isinstance(lien.objet, AgendaPersonnel):
        raise Http404
    reponse = servir(request, contenu(lien.objet), prive=True)
    reponse["Referrer-Policy"], reponse["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
    return reponse
