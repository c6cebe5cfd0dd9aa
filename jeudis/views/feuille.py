"""The paper sheet: printed, typed in with the keyboard alone, kept as proof."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import operations
from ..documents import feuille_pdf
from ..enums import EtatPresence, Geste
from ..forms import PreuveForm, SaisieDeFeuille, vu_maintenant
from ..forms.feuille import LIBRES
from ..models import Feuille, Jeudi, Presence, Preuve
from ..operations import Pointage
from ..pointage import conflits, jour_courant, jours, lignes, moments
from .emargement import a_emarger_ou_404


@require_http_methods(["GET", "HEAD", "POST"])
def feuille(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of a day, typed in: one table of boxes."""
    jeudi = a_emarger_ou_404(request, slug)
    jour = jour_courant(jeudi, request.GET.get("jour", ""))
    if jour is None:
        return render(request, "jeudis/feuille.html", {"jeudi": jeudi})
    if "trancher" in request.POST:
        return _trancher(request, jeudi, jour)
    if request.method == "POST":
        return _saisir(request, jeudi, jour)
    return _page(request, jeudi, jour)


def _page(request: HttpRequest, jeudi: Jeudi, jour: dt.date, statut: int = 200, **plus: Any) -> HttpResponse:
    colonnes = moments(jeudi, jour)
    les_lignes = lignes(jeudi, colonnes)
    contexte = {
        "jeudi": jeudi,
        "jour": jour,
        "jours": jours(jeudi),
        "moments": colonnes,
        "lignes": les_lignes,
        "vu": vu_maintenant(les_lignes),
        "appareil": uuid.uuid4(),
        "libres": [{"rang": n} for n in range(LIBRES)],
        "conflits": conflits(jeudi),
        "imprimee": Feuille.objects.filter(jeudi=jeudi, jour=jour).first(),
        "preuves": list(Preuve.objects.filter(jeudi=jeudi, jour=jour)),
        "preuve_form": PreuveForm(jeudi=jeudi, initial={"jour": jour}),
    } | plus
    return render(request, "jeudis/feuille.html", contexte, status=statut)


def _vers(jeudi: Jeudi, jour: dt.date, ancre: str = "") -> HttpResponse:
    return redirect(f"{reverse('jeudis:feuille', args=[jeudi.slug])}?jour={jour.isoformat()}{ancre}")


def _saisir(request: HttpRequest, jeudi: Jeudi, jour: dt.date) -> HttpResponse:
    colonnes = moments(jeudi, jour)
    les_lignes = lignes(jeudi, colonnes)
    saisie = SaisieDeFeuille(request.POST, les_lignes, colonnes)
    if manques := saisie.erreurs():
        return _page_a_corriger(request, jeudi, jour, saisie, manques)
    bilan = operations.pointer(jeudi=jeudi, pointages=saisie.gestes(), par=request.user)
    venus = [_accueillir(request, jeudi, saisie, libre) for libre in saisie.libres() if libre.identite["nom"]]
    Feuille.objects.update_or_create(jeudi=jeudi, jour=jour, defaults={"saisie_le": timezone.now()})
    messages.success(request, _dire(bilan.changees, len(venus)))
    if bilan.conflits:
        messages.warning(
            request, "Une autre saisie dit le contraire pour certaines personnes : les deux sont en haut de la page."
        )
    return _vers(jeudi, jour)


def _accueillir(request: HttpRequest, jeudi: Jeudi, saisie: SaisieDeFeuille, libre: Any) -> int:
    """Somebody of a blank row: one registration, each demi-journée signed."""
    base = 100_000 + 100 * libre.rang
    premier, *autres = [
        Pointage(0, m.seance.pk, m.demi, EtatPresence.PRESENT, saisie.appareil, base + n, geste=Geste.FEUILLE)
        for n, m in enumerate(libre.presents, start=1)
    ]
    inscription = operations.accueillir(jeudi=jeudi, pointage=premier, par=request.user, **libre.identite)
    suite = [Pointage(inscription.pk, p.seance, p.demi_journee, p.etat, p.appareil, p.sequence, geste=p.geste) for p in autres]
    operations.pointer(jeudi=jeudi, pointages=suite, par=request.user)
    return inscription.pk


def _dire(changees: list[Presence], venus: int) -> str:
    """What saving changed, in words."""
    etats = [presence.etat for presence in changees]
    mots = {EtatPresence.PRESENT: "présence", EtatPresence.ABSENT: "absence", EtatPresence.EXCUSE: "excuse"}
    parties = [f"{n} {mot}{'s' if n > 1 else ''}" for etat, mot in mots.items() if (n := etats.count(etat))]
    if venus:
        parties.append(f"{venus} personne{'s' if venus > 1 else ''} ajoutée{'s' if venus > 1 else ''}")
    return f"Enregistré : {', '.join(parties)}." if parties else "Enregistré : rien n’a changé."


def _page_a_corriger(request: HttpRequest, jeudi: Jeudi, jour: dt.date, saisie: Any, manques: dict[int, str]) -> HttpResponse:
    """422: every box as it was ticked, each error beside its row."""
    data = saisie.data
    colonnes = moments(jeudi, jour)
    libres = [
        {"rang": libre.rang, "erreur": manques.get(libre.rang, ""), "coches": [m.cle for m in libre.presents]} | libre.identite
        for libre in saisie.libres()
    ]
    return _page(
        request,
        jeudi,
        jour,
        422,
        libres=libres,
        coches=set(data),
        vu=data.get("vu", ""),
        appareil=saisie.appareil,
        moments=colonnes,
    )


def _trancher(request: HttpRequest, jeudi: Jeudi, jour: dt.date) -> HttpResponse:
    presence, etat = ([*request.POST["trancher"].split(":"), ""])[:2]
    if not presence.isdecimal() or etat not in EtatPresence.values:
        raise Http404
    operations.trancher(presence=get_object_or_404(Presence.objects.du(jeudi), pk=int(presence)), etat=etat, par=request.user)
    messages.success(request, "C’est noté : le désaccord est réglé.")
    return _vers(jeudi, jour)


@require_POST
def imprimer(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of a day as a PDF; that it was printed is remembered."""
    jeudi = a_emarger_ou_404(request, slug)
    jour = jour_courant(jeudi, request.POST.get("jour", ""))
    if jour is None:
        raise Http404
    contenu = feuille_pdf(jeudi, jour)
    operations.noter_l_impression(jeudi=jeudi, jour=jour, par=request.user)
    nom = f"emargement-{jeudi.slug[:60]}-{jour.isoformat()}.pdf"
    return HttpResponse(contenu, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{nom}"'})


@require_POST
def deposer(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the scan of a signed sheet."""
    jeudi = a_emarger_ou_404(request, slug)
    form = PreuveForm(request.POST, request.FILES, jeudi=jeudi)
    if form.is_valid():
        d = form.cleaned_data
        try:
            operations.deposer_preuve(jeudi=jeudi, jour=d["jour"], document=d["document"], par=request.user)
        except ValidationError as refus:
            form.add_error("document", refus)
        else:
            messages.success(request, "La feuille signée est gardée : l’équipe seule peut l’ouvrir.")
            return _vers(jeudi, d["jour"], "#preuves")
    jour = jour_courant(jeudi, request.POST.get("jour", ""))
    if jour is None:
        raise Http404
    return _page(request, jeudi, jour, 422, preuve_form=form, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def preuve(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Open a signed sheet; by POST, destroy it and keep its certificate."""
    jeudi = a_emarger_ou_404(request, slug)
    cible = get_object_or_404(Preuve.objects.gardees(), pk=pk, jeudi=jeudi)
    if request.method == "POST":
        operations.detruire_preuve(preuve=cible, par=request.user)
        messages.success(request, "La feuille est détruite ; son certificat reste ici.")
        return _vers(jeudi, cible.jour, "#preuves")
    reponse = FileResponse(cible.contenu.open("rb"), content_type=cible.type_mime, as_attachment=True, filename=cible.nom)
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Content-Security-Policy"] = "default-src 'none'; sandbox"
    reponse["Cache-Control"] = "private, no-store"
    return reponse
