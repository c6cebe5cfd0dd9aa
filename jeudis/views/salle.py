"""In the room: the code on the screen, and the page where a member types it."""

from __future__ import annotations

from typing import Any

import qrcode
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from .. import operations
from ..enums import EtatInscription
from ..forms import CodeForm
from ..models import Inscription, Jeudi, Presence, Seance
from ..pointage import moments
from .agenda import lisibles
from .emargement import a_emarger_ou_404

#: Codes one member, and one address, may try.
ESSAIS = {"code_de_salle": "6/m/key,60/m/ip"}


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """For the projector: the code of the séance held now, else of the next one; by POST, another code."""
    jeudi = a_emarger_ou_404(request, slug)
    seance = _seance_a_montrer(jeudi)
    if seance is None:
        raise Http404
    if request.method == "POST":
        operations.changer_le_code(seance=seance, par=request.user)
        messages.success(request, "Voici un nouveau code : l’ancien n’ouvre plus rien.")
        return redirect("jeudis:code", jeudi.slug)
    courte = request.build_absolute_uri(reverse("jeudis:presence", args=[jeudi.slug]))
    contexte = {"jeudi": jeudi, "seance": seance, "code": operations.code_de_salle(seance).code, "adresse": courte}
    contexte["qr"] = dessiner(courte)
    contexte["en_cours"] = operations.seance_en_cours(jeudi, timezone.now()) is not None
    contexte["finie"] = seance.fin < timezone.now()
    return render(request, "jeudis/code.html", contexte)


def _seance_a_montrer(jeudi: Jeudi) -> Seance | None:
    maintenant, toutes = timezone.now(), list(jeudi.seances.all())
    en_cours = operations.seance_en_cours(jeudi, maintenant)
    return en_cours or next((s for s in toutes if s.fin > maintenant), toutes[-1] if toutes else None)


def dessiner(texte: str) -> SafeString:
    """A QR code as a drawing, dark on white whatever the theme."""
    qr = qrcode.QRCode(border=2)
    qr.add_data(texte)
    qr.make(fit=True)
    points: Any = qr.get_matrix()
    trace = "".join(f"M{x} {y}h1v1h-1z" for y, ligne in enumerate(points) for x, noir in enumerate(ligne) if noir)
    cote = len(points)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="Code QR : la page où saisir le code"><rect width="{}" '
        'height="{}" fill="#fff"></rect><path d="{}" fill="#000"></path></svg>',
        cote, cote, cote, cote, trace,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, slug: str) -> HttpResponse:
    """A registered member who is in the room types the code, and is present at the demi-journée of now."""
    jeudi = get_object_or_404(lisibles(request).publies(), slug=slug)
    inscription = get_object_or_404(
        Inscription.objects.de(request.user).exclude(etat=EtatInscription.ANNULEE),
        jeudi=jeudi,
    )
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, app="jeudis", action="code_de_salle", config=ESSAIS, key=f"{request.user.pk}") is None:
            return ratelimit.respond_429(request)
        try:
            operations.signer_avec_le_code(jeudi=jeudi, membre=request.user, code=form.cleaned_data["code"])
        except PermissionDenied as refus:
            raise Http404 from refus
        except ValidationError as faux:
            form.add_error(None, faux)
        else:
            messages.success(request, "Votre présence est notée. Bonne séance !")
            return redirect("jeudis:presence", jeudi.slug)
    presents = {(p.seance_id, p.demi_journee) for p in Presence.objects.filter(inscription=inscription).presents()}
    notees = [m for m in moments(jeudi) if (m.seance.pk, m.demi) in presents]
    contexte = {"jeudi": jeudi, "form": form, "notees": notees, "en_cours": operations.seance_en_cours(jeudi, timezone.now())}
    return render(request, "jeudis/presence.html", contexte, status=422 if form.errors else 200)
