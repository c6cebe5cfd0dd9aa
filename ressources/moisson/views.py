"""/oai/: what other catalogues harvest (OAI-PMH 2.0). Everybody is answered the same."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from centre.themes.models import Theme

from .demandes import Demande, Refus, lire
from .enums import Faute, Verbe
from .models import Enregistrement, EnregistrementQuerySet
from .reponses import Reponse

PAR_PAGE = 100


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_cache=True)
def oai(request: HttpRequest) -> HttpResponse:
    """The one address. A request the protocol refuses is answered 200, with the error in the document; nothing is ever written."""
    base = request.build_absolute_uri(reverse("oai"))
    try:
        demande = lire(request.POST if request.method == "POST" else request.GET)
        reponse = Reponse(base, demande.verbe, demande.arguments)
        GESTES[demande.verbe](demande, reponse)
    except Refus as refus:
        muette = refus.faute in (Faute.VERBE, Faute.ARGUMENT)
        reponse = Reponse(base, "" if muette else _verbe(request), {})
        reponse.erreur(refus.faute, refus.mots)
    return HttpResponse(reponse.fermer(), content_type="text/xml; charset=utf-8")


def _verbe(request: HttpRequest) -> str:
    return request.GET.get("verb") or request.POST.get("verb") or ""


def _identifier(demande: Demande, reponse: Reponse) -> None:
    premier = Enregistrement.objects.exposes().values_list("horodatage", flat=True).first()
    reponse.identite(premier or timezone.now())


def _formats(demande: Demande, reponse: Reponse) -> None:
    if demande.arguments:
        _celui(demande.identifiant)
    reponse.formats()


def _ensembles(demande: Demande, reponse: Reponse) -> None:
    """All at once, so that no token ever resumes them: a vocabulary is short."""
    reponse.ensembles(Theme.objects.order_by("slug"))


def _un(demande: Demande, reponse: Reponse) -> None:
    ligne = _celui(demande.identifiant)
    with reponse.dans(demande.verbe):
        reponse.enregistrement(ligne)


def _celui(identifiant: str) -> Enregistrement:
    """The record of that name. Raises Refus: what was never public is as absent as what never was."""
    try:
        ligne = Enregistrement.objects.exposes().filter(cle=uuid.UUID(identifiant)).first()
    except ValueError:
        ligne = None
    if ligne is None or ligne.identifiant != identifiant:
        raise Refus(Faute.ABSENT, "Aucun enregistrement de ce nom.")
    return ligne


def _lister(demande: Demande, reponse: Reponse) -> None:
    """One page, after the last record already given: what changes meanwhile moves to the end, nothing is skipped."""
    lignes = list(_la_suite(demande)[: PAR_PAGE + 1])
    if not lignes:
        raise Refus(Faute.AUCUN, "Rien ne correspond.")
    ecrire = reponse.en_tete if demande.verbe == Verbe.IDENTIFIERS else reponse.enregistrement
    page = lignes[:PAR_PAGE]
    with reponse.dans(demande.verbe):
        for ligne in page:
            ecrire(ligne)
        reste = len(lignes) > PAR_PAGE
        if reste or demande.position:
            jeton = demande.jeton(page[-1].horodatage, page[-1].pk, demande.rendus + len(page)) if reste else ""
            reponse.mot("resumptionToken", jeton, cursor=str(demande.rendus))


def _la_suite(demande: Demande) -> EnregistrementQuerySet:
    lignes = Enregistrement.objects.exposes().entre(demande.depuis, demande.avant).de_l_ensemble(demande.ensemble)
    return lignes.apres(*demande.position) if demande.position else lignes


GESTES: dict[Verbe, Callable[[Demande, Reponse], None]] = {
    Verbe.IDENTIFY: _identifier,
    Verbe.FORMATS: _formats,
    Verbe.SETS: _ensembles,
    Verbe.RECORD: _un,
    Verbe.IDENTIFIERS: _lister,
    Verbe.RECORDS: _lister,
}
