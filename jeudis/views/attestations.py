"""Attestations: issued by the team, kept by each member, checked by anybody."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import operations
from ..acces import suit_les_personnes
from ..documents import attestation_pdf
from ..forms import NumeroForm, RegleForm
from ..models import Attestation, Emission, Evaluation, Jeudi, Presence, duree
from ..pointage import conflits
from .emargement import a_emarger_ou_404

#: Numbers one address may check.
ESSAIS = {"attestation": "30/m/ip"}


@require_http_methods(["GET", "HEAD", "POST"])
def attestations(request: HttpRequest, slug: str) -> HttpResponse:
    """After the émargement: who was there, issue in one gesture, ask for an opinion."""
    jeudi = a_emarger_ou_404(request, slug)
    seances = jeudi.seances.count()
    requises = operations.seances_requises(jeudi)
    form = RegleForm(
        request.POST if request.POST.get("geste") == "emettre" else None, seances=seances, initial={"requises": requises}
    )
    erreurs: list[str] = []
    if request.method == "POST":
        reponse = _agir(request, jeudi, form if requises else None, erreurs)
        if reponse is not None:
            return reponse
    contexte = _etat(jeudi) | {"jeudi": jeudi, "form": form, "requises": requises, "erreurs": erreurs, "seances": seances}
    return render(request, "jeudis/attestations.html", contexte, status=422 if erreurs or form.errors else 200)


def _agir(request: HttpRequest, jeudi: Jeudi, form: RegleForm | None, erreurs: list[str]) -> HttpResponse | None:
    """Issue, or open the evaluation; None, with the reasons, when it cannot be."""
    try:
        if request.POST.get("geste") == "evaluer":
            operations.ouvrir_l_evaluation(jeudi=jeudi, par=request.user)
            messages.success(request, "Les demandes d’avis partent par courriel.")
        elif form is None or form.is_valid():
            choisies = form.cleaned_data["requises"] if form else None
            messages.success(request, _dire(operations.emettre_attestations(jeudi=jeudi, par=request.user, requises=choisies)))
        else:
            return None
    except ValidationError as refus:
        erreurs += refus.messages
        return None
    return redirect("jeudis:attestations", jeudi.slug)


def _dire(tirage: operations.Tirage) -> str:
    if not (tirage.emises or tirage.retirees):
        return "Aucune attestation à émettre : tout est à jour."
    parties = [f"{tirage.emises} attestation{'s' if tirage.emises > 1 else ''} émise{'s' if tirage.emises > 1 else ''}"]
    if tirage.remplacees:
        parties.append(f"dont {tirage.remplacees} en remplacement")
    if tirage.retirees:
        parties.append(f"{tirage.retirees} retirée{'s' if tirage.retirees > 1 else ''}")
    return f"{', '.join(parties)}. Les courriels partent."


def _etat(jeudi: Jeudi) -> dict[str, Any]:
    presences = Presence.objects.du(jeudi)
    emission = Emission.objects.filter(jeudi=jeudi).first()
    liste = list(Attestation.objects.du(jeudi).valides().avec_participant())
    return {
        "par_demi": presences.par_demi_journee(),
        "participations": presences.participations(),
        "personnes": presences.personnes_distinctes(),
        "emission": emission,
        "valides": sorted(liste, key=lambda a: a.inscription.participant.cle_de_tri),
        "closes": Attestation.objects.du(jeudi).exclude(etat="valide").count(),
        "conflits": conflits(jeudi),
        "evaluation": Evaluation.objects.filter(jeudi=jeudi).first(),
    }


# --- whoever holds a number ---


@login_not_required
@never_cache
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The public check: a number is in force, replaced, withdrawn or unknown; title, day and hours, nothing of anybody."""
    if "numero" not in request.GET:
        return render(request, "jeudis/verifier.html", {"form": NumeroForm()})
    essai = ratelimit.consume(request, app="jeudis", action="attestation", config=ESSAIS, limit_get=True)
    if essai is None:
        return ratelimit.respond_429(request)
    form = NumeroForm(request.GET)
    if not form.is_valid():
        return render(request, "jeudis/verifier.html", {"form": form}, status=422)
    numero = form.cleaned_data["numero"]
    trouvee = Attestation.objects.filter(numero=numero).first()
    return render(request, "jeudis/verifier.html", {"form": form, "numero": numero, "attestation": trouvee, "cherche": True})


@require_safe
def miennes(request: HttpRequest) -> HttpResponse:
    """« Mes attestations »: every one in force, latest first."""
    siennes = Attestation.objects.de(request.user).valides().select_related("inscription__jeudi")
    ordre = sorted(siennes, key=lambda a: a.jours[-1], reverse=True)
    total = duree(sum(a.minutes for a in ordre))
    return render(request, "jeudis/mes_attestations.html", {"attestations": ordre, "total": total})


@require_safe
def document(request: HttpRequest, numero: str) -> HttpResponse:
    """The PDF, for whom it names and for the team; one no longer in force is nowhere."""
    attestation = Attestation.objects.valides().avec_participant().filter(numero=numero).first()
    if attestation is None:
        raise Http404
    sienne = attestation.inscription.membre_id == request.user.pk
    if not (sienne or suit_les_personnes(request.user, attestation.inscription.jeudi)):
        raise Http404
    return en_pdf(attestation)


def en_pdf(attestation: Attestation) -> HttpResponse:
    """The answer that shows the document."""
    entetes = {
        "Content-Disposition": f'inline; filename="attestation-{attestation.numero}.pdf"',
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(attestation_pdf(attestation), content_type="application/pdf", headers=entetes)


def par_lien(request: HttpRequest, lien: Any) -> HttpResponse:
    """The document through a signed link; when it was replaced, the one in force; none, 404."""
    inscription = lien.objet.inscription_id
    valable = Attestation.objects.valides().avec_participant().filter(inscription=inscription).first()
    if valable is None:
        raise Http404
    return en_pdf(valable)
