"""Reading and writing échos."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.catalogue.models import Entree
from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.presentation import adresse
from centre.publications.acces import peut_modifier
from centre.publications.forms import LecteursForm
from centre.publications.operations import creer, deplacer
from centre.publications.views.lecture import contexte_de_lecture
from centre.publications.views.saisie import Saisie

from .forms import EchoForm
from .models import Echo

PAR_PAGE = 20
#: How many events of others « Qui y va ? » proposes.
A_VENIR = 3


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Échos the reader may read, latest first; ``?q=`` searches their words."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    echos = Echo.objects.visibles_pour(request.user).courants().pour_la_liste()
    for mot in q.split():
        champs = ("titre", "lieu", "retenir_1", "retenir_2", "retenir_3", "surprise", "recit", "auteur__nom", "themes__nom")
        condition = Q()
        for champ in champs:
            condition |= Q(**{f"{champ}__unaccent__icontains": mot})
        echos = echos.filter(condition).distinct()
    feuille = Paginator(echos, PAR_PAGE).get_page(request.GET.get("page"))
    brouillons = Echo.objects.de(request.user).brouillons().filter(espace_id__in=ids(request.user, Niveau.CONTRIBUER))
    brouillons = brouillons.order_by("-latest_revision__created_at")
    contexte = {"page": feuille, "q": q, "brouillons": brouillons, "peut_ecrire": peut_ecrire(request.user)}
    if not q and feuille.number == 1:
        evenements = Entree.objects.courantes().du_type("evenement").a_venir().au_plus_profond(request.user)
        contexte |= {"evenements": evenements[:A_VENIR], "url_ailleurs": adresse("jeudis:ailleurs")}
    return render(request, "echos/liste.html", contexte)


def peut_ecrire(membre: Any) -> bool:
    """True for who contributes somewhere: technicien·nes and the team."""
    return bool(ids(membre, Niveau.CONTRIBUER))


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One écho as its readers see it; its author and the team also see a draft."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    echo = get_object_or_404(Echo.objects.visibles_pour(request.user).pour_la_liste(), slug=slug)
    return render(request, "echos/detail.html", {"echo": echo} | contexte_de_lecture(request, echo) | plus)


class SaisieDEcho(Saisie):
    """The notebook: the text, and for a draft who will read it."""

    modele, formulaire, gabarit = Echo, EchoForm, "echos/carnet.html"
    champ_du_texte = "recit"
    publie = "Votre écho est publié : {espace}."

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Who reads is chosen here until the first publication, then on its own page."""
        if self.objet is not None and self.objet.first_published_at:
            return {}
        return {"lecteurs": LecteursForm(data, membre=self.request.user, actuel=self.objet.espace_id if self.objet else None)}

    def creer(self, contenu: Echo) -> Echo:
        """A draft in the espace chosen."""
        return creer(publication=contenu, espace=self.annexes["lecteurs"].cleaned_data["espace"], par=self.request.user)

    def apres_enregistrement(self, objet: Echo) -> None:
        """A draft moves at once."""
        if "lecteurs" in self.annexes:
            deplacer(publication=objet, espace=self.annexes["lecteurs"].cleaned_data["espace"], par=self.request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire(request: HttpRequest) -> HttpResponse:
    """The empty notebook; nothing is stored before the first POST."""
    if not peut_ecrire(request.user):
        raise Http404
    return SaisieDEcho(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """The notebook on an écho that exists: its latest draft."""
    echo = get_object_or_404(Echo.objects.visibles_pour(request.user).select_related("latest_revision", "espace"), slug=slug)
    if not peut_modifier(echo, request.user):
        raise Http404
    return SaisieDEcho(request, echo).repondre()
