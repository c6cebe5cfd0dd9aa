"""Asking to come in: what anybody may do, then what a link allows."""

from __future__ import annotations

import datetime as dt
import math
import time
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from centre.temps import date_locale
from centre.territoires.models import Territoire

from ..enums import EtatDemande
from ..forms.acces import MotDePasseForm
from ..forms.demandes import DemandeForm, PrecisionsForm
from ..models import DemandeAcces
from ..operations import demandes as operations

#: As for a forgotten password: so many from one place, so many about one address, whatever that address is.
ESSAIS = {"demander": "5/m/ip,5/h/key"}
LIMITE: dict[str, Any] = {"app": "centre.membres", "action": "demander", "config": ESSAIS}
BACKEND = "django.contrib.auth.backends.ModelBackend"


def chemin_sur(request: HttpRequest, chemin: str) -> str:
    """``chemin`` when it leads to a page of this portal; "" otherwise."""
    du_portail = chemin.startswith("/") and url_has_allowed_host_and_scheme(chemin, allowed_hosts=None)
    return chemin if du_portail and len(chemin) <= 500 else ""


def suggestions() -> list[str]:
    """Names offered under « Structure » to somebody without account: what everybody reads, never the annuaire."""
    noms = Territoire.objects.affirmes().actifs().hors_communes().ranges().values_list("nom", flat=True)
    return list(dict.fromkeys(noms))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def demander(request: HttpRequest) -> HttpResponse:
    """The form. The answer is the same whoever the address belongs to; what follows goes to that address."""
    if request.user.is_authenticated:
        return redirect("espace")
    form = DemandeForm(request.POST if request.method == "POST" else None)
    suite = chemin_sur(request, request.POST.get("next", "") or request.GET.get("next", ""))
    if form.is_valid():
        if not _encore_permis(request, form.cleaned_data["email"]):
            return _plus_tard(request, form, suite)
        demande = form.save(commit=False)
        demande.suite = suite
        operations.deposer(demande=demande, territoires=form.cleaned_data["territoires"])
        return redirect("demander_acces_envoyee")
    contexte = {"form": form, "suite": suite, "structures": suggestions()}
    return render(request, "membres/demande.html", contexte, status=422 if form.is_bound else 200)


def _encore_permis(request: HttpRequest, email: str) -> bool:
    return ratelimit.consume(request, **LIMITE, key=email.lower()) is not None


def _plus_tard(request: HttpRequest, form: DemandeForm, suite: str) -> HttpResponse:
    """The form again, whole, and when it may be sent: the same words whoever the address belongs to."""
    attente = _attente(request, form.cleaned_data["email"])
    quand = timezone.now() + dt.timedelta(seconds=attente)
    form.add_error(
        None,
        "Trop de demandes viennent de partir de votre connexion, ou pour cette adresse. Votre saisie est gardée ci-dessous : "
        f"envoyez-la de nouveau à partir de {date_locale(quand, 'heure')}.",
    )
    contexte = {"form": form, "suite": suite, "structures": suggestions()}
    reponse = render(request, "membres/demande.html", contexte, status=429)
    reponse["Retry-After"] = str(attente)
    return reponse


def _attente(request: HttpRequest, email: str) -> int:
    """Seconds, in whole minutes, until every limit lets one more go."""
    attentes = [0.0]
    for limite in ratelimit.get_rates(app=LIMITE["app"], action=LIMITE["action"], config=ESSAIS):
        cle = ratelimit.get_cache_key(request, app=LIMITE["app"], action=LIMITE["action"], rate=limite, key=email.lower())
        passes = cache.get(cle, [])
        if len(passes) >= limite.amount:
            attentes.append(passes[-1] + limite.duration - time.time())
    return 60 * max(1, math.ceil(max(attentes) / 60))


@login_not_required
@require_safe
def envoyee(request: HttpRequest) -> HttpResponse:
    """« Regardez votre boîte »."""
    return render(request, "membres/demande_envoyee.html")


def confirmation(request: HttpRequest, lien: Any) -> HttpResponse:
    """What the link of the first mail does: shows the request, then puts it in the team's queue."""
    demande: DemandeAcces = lien.objet
    etape = "relire"
    if demande.etat != EtatDemande.A_CONFIRMER:
        etape = "faite"
    elif request.method == "POST":
        etape = "faite" if operations.confirmer(demande=demande) else "deja"
    return render(request, "membres/demande_confirmer.html", {"demande": demande, "etape": etape})


def precisions(request: HttpRequest, lien: Any) -> HttpResponse:
    """What the link of « il manque quelque chose » does: the form, filled in, to complete."""
    demande: DemandeAcces = lien.objet
    if demande.etat != EtatDemande.PRECISIONS:
        return render(request, "membres/demande_completee.html", {"demande": demande})
    form = PrecisionsForm(request.POST if request.method == "POST" else None, instance=demande)
    question = demande.motif
    if form.is_valid():
        operations.completer(demande=demande, **form.champs())
        return render(request, "membres/demande_completee.html", {"demande": demande, "merci": True})
    contexte = {"form": form, "question": question, "structures": suggestions()}
    return render(request, "membres/demande_preciser.html", contexte, status=422 if form.is_bound else 200)


def premier_mot_de_passe(request: HttpRequest, lien: Any) -> HttpResponse:
    """What the link of « votre compte est ouvert » does: a first password, then the page first asked for."""
    membre = lien.objet
    if membre.has_usable_password() or lien.titulaire_id != membre.pk:
        raise Http404
    form = MotDePasseForm(request.POST if request.method == "POST" else None, membre=membre)
    if form.is_valid():
        form.choisir()
        demande = DemandeAcces.objects.filter(membre=membre).exclude(suite="").first()
        return entrer(request, membre, demande.suite if demande else "")
    return render(request, "membres/premier_mot_de_passe.html", {"form": form}, status=422 if form.is_bound else 200)


def entrer(request: HttpRequest, membre: Any, suite: str = "") -> HttpResponse:
    """Sign in whoever has just proved their address and chosen a password, and lead them where they were going."""
    login(request, membre, backend=BACKEND)
    messages.success(request, "Bienvenue ! Votre compte est ouvert. Une clé d’accès s’ajoute dans « Mon compte ».")
    return redirect(chemin_sur(request, suite) or "espace")
