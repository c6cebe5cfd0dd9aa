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

from .. import operations
from ..forms import EcrireParLienForm, MotForm
from ..models import Inscription, Trajet
from ..operations import PAR_LIEN
from ..operations.covoiturage import GENRE as COVOITURAGE
from ..operations.covoiturage import PAR_JOUR as PAR_JOUR_ET_PAR_TRAJET
from .agenda import lisibles


def _mien(request: HttpRequest, slug: str) -> Trajet:
    """The reader's own ride to that Jeudi, or Http404: the others' are for who asked to share."""
    jeudi = get_object_or_404(lisibles(request).publies(), slug=slug)
    trajets = Trajet.objects.filter(inscription__jeudi=jeudi, inscription__membre=request.user.pk, inscription__etat="inscrit")
    return get_object_or_404(trajets.select_related("inscription__jeudi", "territoire"))


def les_autres(mien: Trajet) -> list[Trajet]:
    """Who else comes from there, each knowing whether they may be written to."""
    autres = list(Trajet.objects.du_meme_coin(mien))
    refus = Preference.objects.filter(genre__in=[MESSAGE, COVOITURAGE], recevoir=False)
    muets = set(refus.values_list("membre_id", flat=True))
    for autre in autres:
        autre.se_contacte = autre.inscription.membre_id not in muets  # type: ignore[attr-defined]
    return autres


@require_safe
def covoiturage(request: HttpRequest, slug: str) -> HttpResponse:
    """Who else comes from there."""
    mien = _mien(request, slug)
    contexte = {"jeudi": mien.inscription.jeudi, "mien": mien, "autres": les_autres(mien)}
    return render(request, "jeudis/covoiturage.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write to one of them, by the form of the annuaire: no address is shown."""
    mien = _mien(request, slug)
    autre = get_object_or_404(Trajet.objects.du_meme_coin(mien), pk=pk)
    destinataire: Any = autre.inscription.membre
    if destinataire is None:
        return _ecrire_sans_compte(request, mien, autre)
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
    contexte = {"form": form, "jeudi": jeudi, "qui": autre.qui}
    return render(request, "jeudis/covoiturage_ecrire.html", contexte, status=422 if form.errors else 200)


def _ecrire_sans_compte(request: HttpRequest, mien: Trajet, autre: Trajet) -> HttpResponse:
    """The same to who has no account: the Centre carries the words, neither address is shown."""
    jeudi = mien.inscription.jeudi
    form = MotForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _porter(form, mien, autre, par=request.user):
        messages.success(request, f"Votre message part vers {autre.qui}.")
        return redirect("jeudis:covoiturage", jeudi.slug)
    contexte = {"form": form, "jeudi": jeudi, "qui": autre.qui}
    return render(request, "jeudis/covoiturage_ecrire.html", contexte, status=422 if form.errors else 200)


def _porter(form: MotForm, mien: Trajet, autre: Trajet, *, par: Any) -> bool:
    """Send the words of a valid form; False, with the reason in the form, when there were too many today."""
    texte, jeton = form.cleaned_data["texte"], form.cleaned_data["jeton"]
    try:
        operations.ecrire_en_covoiturage(de=mien, a=autre, texte=texte, jeton=jeton, par=par)
    except TropDeMessages:
        form.add_error(
            None, f"Vous avez envoyé {PAR_JOUR_ET_PAR_TRAJET} messages en un jour : c’est le maximum. Reprenez demain."
        )
        return False
    return True


def par_le_lien(inscription: Inscription, envoye: Any = None) -> dict[str, Any]:
    """What the page of who has no account says of shared rides; ``envoye``: the message typed there, sent when it is complete.

    Without a seat or a ride of one's own, nothing: the others are shown to who asked to share, as to members.
    """
    mien = Trajet.objects.filter(inscription=inscription, inscription__etat="inscrit").select_related("territoire").first()
    if mien is None:
        return {}
    autres = les_autres(mien)
    form = EcrireParLienForm(envoye, autres=[autre for autre in autres if autre.se_contacte], prefix="mot")  # type: ignore[attr-defined]
    ecrit = form.is_valid() and _porter(form, mien, form.cleaned_data["a"], par=PAR_LIEN)
    contexte = {"mien": mien, "autres": autres, "ecrit_a": form.cleaned_data["a"].qui if ecrit else ""}
    suivant = EcrireParLienForm(autres=form.autres.values(), prefix="mot") if ecrit else form
    return contexte | {"mot": suivant}
