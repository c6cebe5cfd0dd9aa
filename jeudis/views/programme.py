"""The team writes who speaks and when, deposits documents, keeps the venues."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.vues import reserve_a_l_equipe

from .. import operations
from ..enums import Moment
from ..forms import (
    CreneauxFormSet,
    DocumentForm,
    IntervenantsFormSet,
    LieuForm,
    creneaux_initiaux,
    espaces_possibles,
    intervenants_initiaux,
)
from ..models import PARIS, Document, Jeudi, Lieu
from .agenda import de_l_equipe
from .contenu import documents_lisibles, propositions


@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Who speaks, and the time slots: seen at once by who reads the page."""
    jeudi = de_l_equipe(request, slug)
    data = request.POST if request.method == "POST" else None
    choix = {
        "seances": [(str(s.pk), f"{s.jour:%d/%m/%Y} {s.titre}".strip()) for s in jeudi.seances.all()],
        "personnes": [(str(qui.pk), qui.nom) for qui in jeudi.intervenants.all()],
    }
    paroles = IntervenantsFormSet(data, initial=intervenants_initiaux(jeudi), prefix="intervenants")
    tranches = CreneauxFormSet(data, initial=creneaux_initiaux(jeudi), prefix="creneaux", form_kwargs=choix)
    valides = data is not None and all([paroles.is_valid(), not choix["seances"] or tranches.is_valid()])
    if valides:
        operations.ecrire_le_programme(
            jeudi=jeudi,
            paroles=[parole for form in paroles if (parole := form.parole())],
            tranches=[tranche for form in tranches if (tranche := form.tranche())] if choix["seances"] else [],
            par=request.user,
        )
        messages.success(request, "Le programme est enregistré.")
        return redirect(request.path if request.POST.get("geste") == "continuer" else jeudi)
    contexte = {"jeudi": jeudi, "paroles": paroles, "tranches": tranches, "sans_date": not choix["seances"]}
    return render(request, "jeudis/programme.html", contexte, status=422 if data is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """What is given before, during, after: deposited, opened to others, taken away, proposed to the library."""
    jeudi = de_l_equipe(request, slug)
    if "document" in request.POST:
        return _changer_un_document(request, jeudi)
    form = DocumentForm(request.POST or None, request.FILES or None, membre=request.user, jeudi=jeudi)
    if request.method == "POST" and form.is_valid() and _deposer(request, jeudi, form):
        return redirect(request.path)
    lisibles = documents_lisibles(jeudi, request.user)
    propositions(lisibles, request.user)
    contexte = {"jeudi": jeudi, "form": form, "documents": lisibles, "espaces": espaces_possibles(jeudi, request.user)}
    return render(request, "jeudis/documents.html", contexte, status=422 if form.errors else 200)


def _deposer(request: HttpRequest, jeudi: Jeudi, form: DocumentForm) -> bool:
    d = form.cleaned_data
    try:
        operations.deposer_document(
            jeudi=jeudi, fichier=d["fichier"], titre=d["titre"], moment=Moment(d["moment"]), espace=d["espace"], par=request.user
        )
    except ValidationError as refus:
        champs = refus.message_dict if hasattr(refus, "error_dict") else {"fichier": refus.messages}
        for champ, phrases in champs.items():
            form.add_error(champ, phrases)
        return False
    messages.success(request, "Le document est déposé.")
    return True


def _changer_un_document(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    choisi = request.POST["document"]
    document = get_object_or_404(Document.objects.filter(jeudi=jeudi), pk=int(choisi) if choisi.isdecimal() else 0)
    if request.POST.get("geste") == "retirer":
        operations.retirer_document(document=document, par=request.user)
        messages.success(request, f"« {document.titre} » est retiré.")
    else:
        cle = request.POST.get("espace", "")
        espace = get_object_or_404(espaces_possibles(jeudi, request.user), pk=int(cle) if cle.isdecimal() else 0)
        operations.ouvrir_document_a(document=document, espace=espace, par=request.user)
        messages.success(request, f"« {document.titre} » : ouvert à {espace.nom}.")
    return redirect(request.path)


@require_safe
@reserve_a_l_equipe
def lieux(request: HttpRequest) -> HttpResponse:
    """The venues, the least asked this year first; how many Jeudis each territoire hosted."""
    annee = dt.datetime.now(PARIS).year
    tous = list(Lieu.objects.avec_accueils(annee))
    territoires: dict[str, int] = {}
    for lieu in tous:
        nom = lieu.territoire.nom if lieu.territoire else "Sans territoire"
        territoires[nom] = territoires.get(nom, 0) + lieu.n_jeudis
    par_territoire = sorted(territoires.items(), key=lambda paire: (paire[1], paire[0]))
    return render(request, "jeudis/lieux.html", {"lieux": tous, "par_territoire": par_territoire, "annee": annee})


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def lieu(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The sheet of a venue, new or changed."""
    objet = get_object_or_404(Lieu, pk=pk) if pk is not None else None
    form = LieuForm(request.POST or None, request.FILES or None, instance=objet)
    if request.method == "POST" and form.is_valid() and _garder_le_lieu(request, form):
        return redirect("jeudis:lieux")
    contexte: dict[str, Any] = {"form": form, "lieu": objet, "plan": objet.plans.first() if objet else None}
    return render(request, "jeudis/lieu.html", contexte, status=422 if form.errors else 200)


def _garder_le_lieu(request: HttpRequest, form: LieuForm) -> bool:
    try:
        garde = operations.ecrire_lieu(lieu=form.save(commit=False), par=request.user, plan=form.cleaned_data["plan"])
    except ValidationError as refus:
        form.add_error("plan", refus.messages)
        return False
    except PermissionDenied as refus:
        raise Http404 from refus
    messages.success(request, f"La fiche « {garde.nom} » est enregistrée.")
    return True
