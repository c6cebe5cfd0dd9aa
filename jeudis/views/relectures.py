"""Relecture by the speakers: the team asks and follows; the holder of a link reads and answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.liens.models import LienSigne
from centre.publications.acces import peut_modifier

from .. import operations
from ..forms import FaireRelireForm, ReponseForm
from ..models import CompteRendu, Relecture
from .agenda import de_l_equipe


@require_http_methods(["GET", "HEAD", "POST"])
def relecture(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was asked, what they answered; ask somebody, note that corrections are dealt with, take a request back."""
    jeudi = de_l_equipe(request, slug)
    objet = get_object_or_404(CompteRendu.objects.select_related("espace", "jeudi", "latest_revision"), jeudi=jeudi)
    if not peut_modifier(objet, request.user):
        raise Http404
    if "reprendre" in request.POST or "retirer" in request.POST:
        return _agir(request, objet)
    form = FaireRelireForm(request.POST or None, compte_rendu=objet)
    if request.method == "POST" and form.is_valid():
        demandee = operations.faire_relire(compte_rendu=objet, par=request.user, **form.cleaned_data)
        messages.success(request, f"Un courriel part vers {demandee.adresse}. Sans réponse, un seul rappel suivra.")
        return redirect("jeudis:relecture_compte_rendu", slug)
    contexte = {"jeudi": jeudi, "compte_rendu": objet, "form": form, "relectures": objet.relectures.all()}
    return render(request, "jeudis/relectures.html", contexte, status=422 if form.errors else 200)


def _agir(request: HttpRequest, objet: CompteRendu) -> HttpResponse:
    choisie = request.POST.get("reprendre") or request.POST.get("retirer") or ""
    cible = get_object_or_404(objet.relectures.select_related("compte_rendu"), pk=choisie if choisie.isdecimal() else 0)
    if "reprendre" in request.POST:
        operations.reprendre(relecture=cible, par=request.user)
        messages.success(request, f"Noté : les corrections de {cible.nom} sont reprises.")
    else:
        operations.ne_plus_faire_relire(relecture=cible, par=request.user)
        messages.success(request, f"La demande à {cible.nom} est retirée ; son lien n’ouvre plus rien.")
    return redirect("jeudis:relecture_compte_rendu", objet.jeudi.slug)


def relire(request: HttpRequest, lien: Any) -> HttpResponse:
    """The page of a speaker's link: their part of the public edition as it stands, « je valide », or corrections."""
    lue: Relecture = lien.objet
    form = ReponseForm(request.POST if request.method == "POST" else None, initial={"corrections": lue.corrections})
    if request.method == "POST" and form.is_valid():
        lue = operations.repondre(relecture=lue, corrections=form.cleaned_data["corrections"])
    compte_rendu = lue.compte_rendu
    contexte = {"relecture": lue, "form": form, "texte": lue.texte(), "jeudi": compte_rendu.jeudi, "merci": form.is_bound}
    contexte |= {"titre": str(compte_rendu.version_a_modifier()), "auteur": compte_rendu.auteur, "expire_le": lien.expire_le}
    return render(request, "jeudis/relire.html", contexte, status=422 if form.errors else 200)


def relire_tout(request: HttpRequest, lien: LienSigne) -> HttpResponse:
    """A link given on the compte rendu itself: its public edition, to read."""
    compte_rendu: Any = lien.objet
    contexte = {"publication": compte_rendu.version_a_modifier(), "auteur": compte_rendu.auteur, "expire_le": lien.expire_le}
    return render(request, CompteRendu.GABARIT_DE_RELECTURE, contexte)
