"""The checklists, and a Jeudi made from another."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.vues import reserve_a_l_equipe

from .. import operations
from ..acces import suit_les_personnes
from ..enums import EtatEtape, Forme
from ..forms import DupliquerForm, LignesFormSet, lignes_initiales, lignes_typees
from ..models import Jeudi
from .agenda import de_l_equipe, lisibles


@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request: HttpRequest, slug: str) -> HttpResponse:
    """The checklist of one Jeudi: what is done, what is late, the button that does it."""
    jeudi = de_l_equipe(request, slug)
    if request.method == "POST":
        return _agir(request, jeudi)
    lu = operations.preparer(Jeudi.objects.filter(pk=jeudi.pk)).get()
    equipe = suit_les_personnes(request.user, lu)
    lignes = operations.lignes_de(lu, personnes=equipe)
    faites = sum(ligne.etat == EtatEtape.FAITE for ligne in lignes)
    return render(request, "jeudis/preparation.html", {"jeudi": lu, "lignes": lignes, "faites": faites, "equipe": equipe})


def _agir(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    cle, geste = request.POST.get("etape", ""), request.POST.get("geste", "")
    try:
        if geste == "agir":
            messages.success(request, operations.agir(jeudi=jeudi, cle=cle, par=request.user))
        else:
            operations.cocher(jeudi=jeudi, cle=cle, par=request.user, fait=geste != "decocher")
    except ValueError as absente:
        raise Http404 from absente
    return redirect("jeudis:preparation", jeudi.slug)


@require_safe
@reserve_a_l_equipe
def preparations(request: HttpRequest) -> HttpResponse:
    """What is late or due this week, Jeudi by Jeudi."""
    suivis = []
    for jeudi, lignes in operations.preparations(lisibles(request)):
        if not peut(request.user, Niveau.ANIMER, jeudi.espace_id):
            continue
        presse = [ligne for ligne in lignes if ligne.etat in (EtatEtape.EN_RETARD, EtatEtape.BIENTOT)]
        faites = sum(ligne.etat == EtatEtape.FAITE for ligne in lignes)
        suivis.append({"jeudi": jeudi, "lignes": presse, "faites": faites, "total": len(lignes)})
    return render(request, "jeudis/preparations.html", {"suivis": suivis, "formes": list(Forme)})


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def liste_type(request: HttpRequest, forme: str) -> HttpResponse:
    """What the checklist of a forme asks, and when."""
    if forme not in Forme.values:
        raise Http404
    data = request.POST if request.method == "POST" else None
    lignes = LignesFormSet(data, initial=lignes_initiales(forme), prefix="lignes")
    if data is not None and lignes.is_valid():
        operations.regler_la_liste(forme=Forme(forme), lignes=lignes_typees(lignes, forme), par=request.user)
        messages.success(request, "La liste est enregistrée : elle vaut pour tous les Jeudis de cette forme.")
        return redirect(request.path)
    contexte = {"forme": Forme(forme), "lignes": lignes, "formes": list(Forme)}
    return render(request, "jeudis/liste_type.html", contexte, status=422 if data is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def dupliquer(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft with everything but who came."""
    jeudi = de_l_equipe(request, slug)
    form = DupliquerForm(request.POST if request.method == "POST" else None, jeudi=jeudi)
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data
        nouveau = operations.dupliquer(
            jeudi=jeudi, titre=d["titre"], premier_jour=form.jour(), suite=bool(d.get("suite")),
            documents=[int(cle) for cle in d.get("documents", [])], jeton=d["jeton"], par=request.user,
        )  # fmt: skip
        messages.success(request, "Le nouveau Jeudi est en brouillon : vérifiez, puis publiez. Voici ce qui reste à faire.")
        return redirect("jeudis:preparation", nouveau.slug)
    return render(request, "jeudis/dupliquer.html", {"jeudi": jeudi, "form": form}, status=422 if form.errors else 200)
