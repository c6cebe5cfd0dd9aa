"""Check-in on a phone: a list one taps, with or without JavaScript, with or without network."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from centre.membres.models import Membre

from .. import operations
from ..enums import EtatPresence
from ..forms import VenueForm
from ..models import Inscription, Jeudi, Marque, Presence
from ..operations import Pointage
from ..pointage import Moment, comptes, conflits, lignes, moment_courant, moments
from .agenda import jeudi_des_personnes

#: Gestures taken in one request: a whole day of a large Jeudi.
AU_PLUS = 1000


def a_emarger_ou_404(request: HttpRequest, slug: str) -> Jeudi:
    """The published Jeudi of that address, held, for the team; Http404 to the others, those who co-animate its groupe too."""
    jeudi = jeudi_des_personnes(request, slug)
    if not jeudi.est_publie or jeudi.annule_le:
        raise Http404
    return jeudi


@require_http_methods(["GET", "HEAD", "POST"])
def emargement(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of a demi-journée; a tap is a form, or a gesture the page's script sends."""
    jeudi = a_emarger_ou_404(request, slug)
    if request.content_type == "application/json":
        return _synchroniser(request, jeudi)
    tous = moments(jeudi)
    moment = moment_courant(tous, request.GET.get("moment", ""))
    if moment is None:
        return render(request, "jeudis/emargement.html", {"jeudi": jeudi})
    if request.method == "POST":
        return _agir(request, jeudi, moment)
    return _page(request, jeudi, moment)


def _page(request: HttpRequest, jeudi: Jeudi, moment: Moment, **plus: Any) -> HttpResponse:
    q = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    les_lignes = lignes(jeudi, [moment])
    contexte: dict[str, Any] = {
        "jeudi": jeudi,
        "moment": moment,
        "moments": moments(jeudi),
        "lignes": [ligne for ligne in les_lignes if q.lower() in f"{ligne.participant} {ligne.participant.structure}".lower()],
        "comptes": comptes(les_lignes),
        "q": q,
        "conflits": conflits(jeudi),
        "form": VenueForm(initial={"appareil": uuid.uuid4()}),
        "etats": [etat for etat in EtatPresence if etat != EtatPresence.A_POINTER],
    } | plus
    return render(request, "jeudis/emargement.html", contexte, status=422 if contexte["form"].errors else 200)


def _agir(request: HttpRequest, jeudi: Jeudi, moment: Moment) -> HttpResponse:
    """One gesture of the page without script: a tap, somebody unannounced, a decision."""
    if "trancher" in request.POST:
        return _trancher(request, jeudi, moment)
    if "geste" in request.POST:
        return _pointer_une_fois(request, jeudi, moment)
    return _accueillir(request, jeudi, moment)


def _revenir(jeudi: Jeudi, moment: Moment, inscription: Any = "") -> HttpResponse:
    ancre = f"#i{inscription}" if inscription else ""
    return redirect(f"{reverse('jeudis:emargement', args=[jeudi.slug])}?moment={moment.cle}{ancre}")


def _pointer_une_fois(request: HttpRequest, jeudi: Jeudi, moment: Moment) -> HttpResponse:
    inscription, etat, vue = ([*request.POST["geste"].split(":"), "", ""])[:3]
    if not (inscription.isdecimal() and vue.isdecimal() and etat in EtatPresence.values):
        raise Http404
    cible = get_object_or_404(Inscription.objects.filter(jeudi=jeudi), pk=int(inscription))
    tape = Pointage(cible.pk, moment.seance.pk, moment.demi, etat, _ecran(request, jeudi), vue=int(vue))
    operations.pointer(jeudi=jeudi, pointages=[tape], par=request.user)
    return _revenir(jeudi, moment, cible.pk)


def _ecran(request: HttpRequest, jeudi: Jeudi) -> str:
    """The name of a browser without script: one per person of the team."""
    return f"ecran-{jeudi.pk}-{request.user.pk}"


def _accueillir(request: HttpRequest, jeudi: Jeudi, moment: Moment) -> HttpResponse:
    form = VenueForm(request.POST)
    if not form.is_valid():
        return _page(request, jeudi, moment, form=form)
    connus = [] if "sans_compte" in request.POST else form.membres()
    choisi = request.POST.get("membre", "")
    membre = get_object_or_404(Membre.objects.actifs(), pk=int(choisi)) if choisi.isdecimal() else None
    if connus and membre is None:
        return _page(request, jeudi, moment, form=form, connus=connus)
    d = form.cleaned_data
    signe = Pointage(0, moment.seance.pk, moment.demi, EtatPresence.PRESENT, d["appareil"], 1)
    identite = {} if membre is not None else {cle: d[cle] for cle in ("prenom", "nom", "structure")}
    inscription = operations.accueillir(jeudi=jeudi, pointage=signe, par=request.user, membre=membre, **identite)
    messages.success(request, f"{membre or (d['prenom'] + ' ' + d['nom']).strip()} est là.")
    return _revenir(jeudi, moment, inscription.pk)


def _trancher(request: HttpRequest, jeudi: Jeudi, moment: Moment) -> HttpResponse:
    presence, etat = ([*request.POST["trancher"].split(":"), ""])[:2]
    if not presence.isdecimal() or etat not in EtatPresence.values:
        raise Http404
    cible = get_object_or_404(Presence.objects.du(jeudi), pk=int(presence))
    operations.trancher(presence=cible, etat=etat, par=request.user)
    messages.success(request, "C’est noté : le désaccord est réglé.")
    return _revenir(jeudi, moment)


# --- with the page's script ---


def _synchroniser(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    """Gestures kept on a phone, in the order they were made; the answer says which were received and where everybody stands."""
    try:
        lu = json.loads(request.body)
        maintenant, gestes = float(lu["maintenant"]), list(lu["gestes"])[:AU_PLUS]
        venus = [_lire(geste, maintenant) for geste in gestes]
    except (ValueError, KeyError, TypeError, OverflowError):
        return JsonResponse({"erreur": "illisible"}, status=400)
    recus = []
    for pointage, geste in sorted(venus, key=lambda venu: (venu[0].appareil, venu[0].sequence)):
        _recevoir(request, jeudi, pointage, geste)
        recus.append(pointage.sequence)
    return JsonResponse({"recus": recus} | _etat(request, jeudi, str(lu.get("moment", ""))))


def _lire(geste: Any, maintenant: float) -> tuple[Pointage, dict[str, Any]]:
    """One gesture as the device tells it. Raises ValueError, KeyError or TypeError on anything else."""
    from ..forms.emargement import APPAREIL

    seance, demi = str(geste["moment"]).split("-", 1)
    appareil, sequence, age = str(geste["appareil"]), int(geste["sequence"]), maintenant - float(geste["quand"])
    if not APPAREIL.fullmatch(appareil) or not 0 < sequence < 2**62 or geste["etat"] not in EtatPresence.values:
        raise ValueError(appareil)
    age = min(max(age, 0), 30 * 86_400_000)
    qui = str(geste["qui"])
    inscription = int(qui) if qui.isdecimal() else 0
    pointage = Pointage(
        inscription, int(seance), demi, geste["etat"], appareil, sequence, dt.timedelta(milliseconds=age), int(geste["vue"])
    )
    return pointage, geste


def _recevoir(request: HttpRequest, jeudi: Jeudi, pointage: Pointage, geste: dict[str, Any]) -> None:
    """« qui »: a registration, or « v » and the rank of the gesture by which somebody unannounced was taken in on that device."""
    if pointage.inscription:
        operations.pointer(jeudi=jeudi, pointages=[pointage], par=request.user)
        return
    qui = str(geste["qui"])
    rang = int(qui[1:]) if qui[:1] == "v" and qui[1:].isdecimal() else 0
    if rang == pointage.sequence:
        identite = {cle: str(geste.get(cle, ""))[:80] for cle in ("prenom", "nom", "structure")}
        try:
            operations.accueillir(jeudi=jeudi, pointage=pointage, par=request.user, **identite)
        except ValidationError:  # nameless: nothing to keep
            return
        return
    venue = Marque.objects.filter(appareil=pointage.appareil, sequence=rang, inscription__jeudi=jeudi).first()
    if venue is not None:
        suite = Pointage(
            venue.inscription_id, pointage.seance, pointage.demi_journee, pointage.etat, pointage.appareil, pointage.sequence,
            pointage.age, venue.pk,
        )  # fmt: skip
        operations.pointer(jeudi=jeudi, pointages=[suite], par=request.user)


def _etat(request: HttpRequest, jeudi: Jeudi, cle: str) -> dict[str, Any]:
    moment = moment_courant(moments(jeudi), cle)
    les_lignes = lignes(jeudi, [moment]) if moment else []
    return {
        "jeton": get_token(request),
        "conflits": Presence.objects.du(jeudi).en_conflit().count(),
        "lignes": [
            {"i": ligne.inscription.pk, "etat": case.etat, "marque": case.marque, "conflit": case.conflit}
            for ligne in les_lignes
            for case in ligne.cases
        ],
    }


@require_safe
def etat(request: HttpRequest, slug: str) -> HttpResponse:
    """Where everybody stands at a demi-journée, for the page's script: numbers, no name."""
    jeudi = a_emarger_ou_404(request, slug)
    return JsonResponse(_etat(request, jeudi, request.GET.get("moment", "")))


@require_safe
def ouvrier(request: HttpRequest, slug: str) -> HttpResponse:
    """The service worker of this page alone: below its address, it reaches nothing else of the site."""
    jeudi = a_emarger_ou_404(request, slug)
    reponse = HttpResponse(_code_de_l_ouvrier(), content_type="text/javascript; charset=utf-8")
    reponse["Service-Worker-Allowed"] = reverse("jeudis:emargement", args=[jeudi.slug])
    reponse["Cache-Control"] = "private, no-cache"
    return reponse


@cache
def _code_de_l_ouvrier() -> bytes:
    """The file itself: a worker is served from below its page, not from the folder of static files."""
    return Path(str(finders.find("js/emargement-ouvrier.js"))).read_bytes()
