"""The team makes a dossier: its text, its items, their order, its dated editions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from centre.catalogue.models import Entree
from centre.catalogue.origine import depuis_si_lisible
from centre.espaces.models import Espace
from centre.espaces.vues import reserve_a_l_equipe
from centre.publications.acces import peut_modifier
from centre.publications.forms import LecteursForm
from centre.publications.operations import deplacer
from centre.publications.views.saisie import Saisie

from .. import operations
from ..forms import AjouterForm, DossierForm, LienForm
from ..models import Dossier
from ..models.elements import selection
from .dossiers import lisibles, peut_creer

PROPOSES = 20


class SaisieDeDossier(Saisie):
    """The team writes the editorial text."""

    modele, formulaire, gabarit = Dossier, DossierForm, "jeudis/dossier_carnet.html"
    champ_du_texte = "texte"
    publie = "Le dossier est publié : {espace}."
    garde = "Brouillon enregistré. Seule l’équipe le voit."

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Who reads."""
        return {"lecteurs": LecteursForm(data, membre=self.request.user, actuel=self.objet.espace_id if self.objet else None)}

    def creer(self, contenu: Dossier) -> Dossier:
        """A draft."""
        espace = self.annexes["lecteurs"].cleaned_data["espace"]
        return operations.creer_dossier(dossier=contenu, espace=espace, par=self.request.user)

    def apres_enregistrement(self, objet: Dossier) -> None:
        """Who reads changes at once."""
        deplacer(publication=objet, espace=self.annexes["lecteurs"].cleaned_data["espace"], par=self.request.user)


def _a_modifier(request: HttpRequest, slug: str) -> Dossier:
    dossier = get_object_or_404(lisibles(request), slug=slug)
    if not peut_modifier(dossier, request.user):
        raise Http404
    return dossier


@require_http_methods(["GET", "HEAD", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new dossier; the team alone."""
    if not peut_creer(request.user):
        raise Http404
    return SaisieDeDossier(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the text and the readers."""
    return SaisieDeDossier(request, _a_modifier(request, slug)).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def elements(request: HttpRequest, slug: str) -> HttpResponse:
    """The items: find one in the catalogue (``?q=``), add it or an outside link, order, comment, take out."""
    dossier = _a_modifier(request, slug)
    geste = request.POST.get("geste", "")
    form = LienForm(request.POST if geste == "lier" else None)
    if request.method == "POST" and (reponse := _agir(request, dossier, geste, form)):
        return reponse
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    choisis = selection(dossier, request.user)
    contexte = {"dossier": dossier, "selection": choisis, "form": form, "q": q, "proposes": _proposes(request, q)}
    return render(request, "jeudis/dossier_elements.html", contexte, status=422 if form.errors else 200)


def _proposes(request: HttpRequest, q: str) -> list[Entree]:
    """What this reader may put in: their words in the title, the latest first."""
    if not q:
        return []
    entrees = Entree.objects.publies()
    for mot in q.split():
        entrees = entrees.filter(titre__unaccent__icontains=mot)
    return list(entrees.au_plus_profond(request.user).recentes()[:PROPOSES])


def _agir(request: HttpRequest, dossier: Dossier, geste: str, form: LienForm) -> HttpResponse | None:
    """What to answer; None when the form was refused."""
    cle, par = request.POST.get("element", ""), request.user
    if geste == "lier":
        if not form.is_valid():
            return None
        operations.lier_au_dossier(dossier=dossier, par=par, **form.cleaned_data)
        messages.success(request, "Le lien est dans le dossier.")
    elif geste == "ajouter":
        entree = _entree(request)
        operations.ajouter_au_dossier(dossier=dossier, entree=entree, par=par)
        messages.success(request, f"« {entree.titre} » est dans le dossier.")
    elif geste in ("monter", "descendre", "retirer"):
        if not operations.ranger(dossier=dossier, cle=cle, geste=geste, par=par):
            raise Http404
        messages.success(request, "C’est retiré du dossier." if geste == "retirer" else "L’ordre est changé.")
    elif geste == "commenter":
        commentaire = request.POST.get("commentaire", "").replace("\x00", "").strip()[:1000]
        if not operations.commenter_l_element(dossier=dossier, cle=cle, commentaire=commentaire, par=par):
            raise Http404
        messages.success(request, "Le commentaire est enregistré.")
    else:
        raise Http404
    return redirect("dossiers:elements", dossier.slug)


def _entree(request: HttpRequest) -> Entree:
    choisie = request.POST.get("entree", "")
    pk = int(choisie) if choisie.isascii() and choisie.isdecimal() and len(choisie) < 18 else 0
    return get_object_or_404(Entree.objects.publies().visibles_pour(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def ajouter(request: HttpRequest) -> HttpResponse:
    """« Ajouter à un dossier », from any page (``?depuis=``): choose which, or name a new one."""
    matiere = depuis_si_lisible(request)
    if matiere is None or matiere.entree is None:
        raise Http404
    dossiers = Dossier.objects.visibles_pour(request.user).filter(retire_le__isnull=True).order_by("titre", "pk")
    form = AjouterForm(request.POST if request.method == "POST" else None, dossiers=dossiers)
    if request.method == "POST" and form.is_valid():
        choix = form.cleaned_data
        dossier = choix["dossier"] or _nouveau(request, choix["titre"])
        if not peut_modifier(dossier, request.user):
            raise Http404
        operations.ajouter_au_dossier(dossier=dossier, entree=matiere.entree, commentaire=choix["commentaire"], par=request.user)
        messages.success(request, f"« {matiere.entree.titre} » est dans le dossier « {dossier} ».")
        return redirect("dossiers:elements", dossier.slug)
    contexte = {"form": form, "entree": matiere.entree}
    return render(request, "jeudis/dossier_ajouter.html", contexte, status=422 if form.errors else 200)


def _nouveau(request: HttpRequest, titre: str) -> Dossier:
    """A draft of that name, in the réseau until somebody says otherwise."""
    return operations.creer_dossier(dossier=Dossier(titre=titre), espace=Espace.objects.get(slug="reseau"), par=request.user)


@require_POST
def dater(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze today's edition."""
    dossier = _a_modifier(request, slug)
    try:
        edition = operations.dater_une_edition(dossier=dossier, par=request.user)
    except ValueError:
        messages.error(request, "Publiez d’abord le dossier : une édition garde ce que lisent ses lecteurs.")
        return redirect(dossier)
    messages.success(request, f"L’{edition} est gardée telle quelle, à son adresse.")
    return redirect(reverse("dossiers:edition", args=[dossier.slug, edition.jour.isoformat()]))
