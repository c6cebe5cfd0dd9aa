"""Date polls: propose, answer, choose, each on one page without a script."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.gestion.models import Identite
from centre.publications.acces import peut_modifier

from .. import operations
from ..enums import Disponibilite
from ..forms import DatesFormSet, ReponseAuSondageForm, SondageForm
from ..models import Inscription, Jeudi, ReponseDeDate, Seance, Sondage
from ..vacances import remarques


def _peut_proposer(membre: Any) -> bool:
    """Who animates an espace of members."""
    return Espace.objects.filter(pk__in=ids(membre, Niveau.ANIMER), ouvert=False).exists()


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The polls of the espaces one reads: those waiting for an answer first."""
    lisibles = Sondage.objects.visibles_pour(request.user).select_related("espace", "choisie")
    ouverts = lisibles.ouverts()
    contexte = {
        "a_repondre": ouverts.sans_reponse_de(request.user),
        "repondus": ouverts.exclude(pk__in=ouverts.sans_reponse_de(request.user)),
        "clos": lisibles.exclude(pk__in=ouverts)[:20],
        "peut_proposer": _peut_proposer(request.user),
    }
    return render(request, "jeudis/sondages.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """Propose dates; ``?jeudi=`` (slug) for a Jeudi one may write."""
    if not _peut_proposer(request.user):
        raise Http404
    jeudi = _jeudi(request)
    data = request.POST if request.method == "POST" else None
    initial = {"jeton": uuid.uuid4(), "titre": jeudi.titre if jeudi else ""}
    form = SondageForm(data, membre=request.user, initial=initial)
    dates: Any = DatesFormSet(data, prefix="dates")
    if data is not None and form.is_valid() & dates.is_valid():
        choix = form.cleaned_data
        sondage = operations.ouvrir_un_sondage(
            titre=choix["titre"], mot=choix["mot"], espace=choix["espace"], jusqu_au=choix["jusqu_au"], jeton=choix["jeton"],
            jeudi=jeudi, dates=dates.horaires(), par=request.user,
        )  # fmt: skip
        messages.success(request, "Le sondage est ouvert : il attend chacun dans « Mon espace ».")
        return redirect(sondage)
    contexte = {"form": form, "dates": dates, "jeudi": jeudi}
    return render(request, "jeudis/sondage_creer.html", contexte, status=200 if data is None else 422)


def _jeudi(request: HttpRequest) -> Jeudi | None:
    slug = request.GET.get("jeudi", "")
    if not slug:
        return None
    jeudi = get_object_or_404(Jeudi.objects.visibles_pour(request.user), slug=slug)
    if not peut_modifier(jeudi, request.user):
        raise Http404
    return jeudi


@require_http_methods(["GET", "HEAD", "POST"])
def sondage(request: HttpRequest, pk: int) -> HttpResponse:
    """One poll: what each date is, one's own answers, the counts."""
    objet = get_object_or_404(Sondage.objects.visibles_pour(request.user).select_related("espace", "choisie", "jeudi"), pk=pk)
    dates = list(objet.dates.all())
    miennes = {f"date-{r.date_id}": r.valeur for r in ReponseDeDate.objects.de(request.user).filter(date__in=dates)}
    form = ReponseAuSondageForm(request.POST if request.method == "POST" else None, sondage=objet, dates=dates, initial=miennes)
    if request.method == "POST" and form.is_valid():
        try:
            operations.repondre_au_sondage(sondage=objet, membre=request.user, reponses=form.reponses())
        except PermissionDenied:
            messages.error(request, "Ce sondage est clos.")
        else:
            messages.success(request, "C’est noté. Vous pouvez changer d’avis jusqu’à la clôture.")
        return redirect(objet)
    anime = operations.peut_animer_le_sondage(objet, request.user)
    contexte = {
        "sondage": objet,
        "form": form,
        "lignes": _lignes(objet, dates, form, request.user, anime),
        "anime": anime,
        "repondants": operations.repondants(objet) if anime else (),
        "jeudi": _jeudi_nomme(objet, request.user),
    }
    return render(request, "jeudis/sondage.html", contexte, status=422 if form.errors else 200)


def _jeudi_nomme(objet: Sondage, membre: Any) -> Jeudi | None:
    """The Jeudi the dates are for: a draft is named to those alone who may read it."""
    return Jeudi.objects.visibles_pour(membre).filter(pk=objet.jeudi_id).first() if objet.jeudi_id else None


def _lignes(objet: Sondage, dates: list[Any], form: ReponseAuSondageForm, membre: Any, anime: bool) -> list[dict[str, Any]]:
    """Each date with its counts, what the calendar says of it, and the Jeudis of that day; a constant number of queries."""
    comptes = Counter(ReponseDeDate.objects.filter(date__in=dates).values_list("date_id", "valeur"))
    autres, miennes, prises = _ce_jour_la(objet, dates, membre)
    zone = Identite.objects.courante().zone_scolaire
    lignes = []
    for date in dates:
        notes = remarques(date.jour, zone)
        for jeudi in autres.get(date.jour, []):
            notes.append(
                f"Un Jeudi a lieu ce jour-là : {jeudi.titre}" + (" (vous y êtes inscrit·e)." if jeudi.pk in miennes else ".")
            )
        if anime and (n := prises.get(date.jour, 0)):
            notes.append(
                f"{n} personne{'s' if n > 1 else ''} ayant répondu {'sont inscrites' if n > 1 else 'est inscrite'} à ce Jeudi."
            )
        nombres = [(d.label, comptes[date.pk, d.value]) for d in Disponibilite]
        lignes.append({"date": date, "champ": form[f"date-{date.pk}"], "notes": notes, "nombres": nombres})
    return lignes


def _ce_jour_la(objet: Sondage, dates: list[Any], membre: Any) -> tuple[dict[Any, list[Jeudi]], set[int], dict[Any, int]]:
    """Jeudis by day among those the reader sees, those they are registered for, and how many who answered are, by day."""
    lisibles = Jeudi.objects.visibles_pour(membre).publies().filter(annule_le__isnull=True).exclude(pk=objet.jeudi_id)
    jours = {date.jour for date in dates}
    autres: dict[Any, list[Jeudi]] = {}
    bornes = (min(jours), max(jours)) if jours else (None, None)
    for seance in (
        Seance.objects.filter(jeudi__in=lisibles, debut__date__range=bornes).select_related("jeudi").order_by("debut", "pk")
    ):
        if seance.jour in jours and seance.jeudi not in autres.setdefault(seance.jour, []):
            autres[seance.jour].append(seance.jeudi)
    inscrites = Inscription.objects.inscrits().filter(jeudi__in=[j for liste in autres.values() for j in liste]).order_by()
    miennes = set(inscrites.de(membre).values_list("jeudi", flat=True))
    repondants = ReponseDeDate.objects.filter(date__in=dates).values("membre")
    paires = set(inscrites.filter(membre__in=repondants).values_list("jeudi", "membre"))
    prises = {jour: len({qui for pk, qui in paires if pk in {j.pk for j in liste}}) for jour, liste in autres.items()}
    return autres, miennes, prises


@require_POST
def choisir(request: HttpRequest, pk: int) -> HttpResponse:
    """Close on a date (``date``), or without one."""
    objet = get_object_or_404(Sondage.objects.visibles_pour(request.user).select_related("jeudi"), pk=pk)
    if not operations.peut_animer_le_sondage(objet, request.user):
        raise Http404
    choisie = request.POST.get("date", "")
    if not choisie:
        operations.clore_le_sondage(sondage=objet, par=request.user)
        messages.success(request, "Le sondage est clos, sans date.")
        return redirect(objet)
    date = get_object_or_404(objet.dates, pk=choisie if choisie.isdecimal() and len(choisie) < 18 else 0)
    operations.choisir_la_date(sondage=objet, date=date, par=request.user)
    suite = " Elle est dans les séances du Jeudi." if objet.jeudi_id else ""
    messages.success(request, f"La date est choisie.{suite} Un courriel part à qui a répondu.")
    return redirect(objet)
