"""One compte rendu, two editions: reading, writing, previewing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import Audience, espaces
from centre.espaces.enums import CATEGORIES
from centre.espaces.models import Espace
from centre.espaces.vues import reserve_a_l_equipe
from centre.publications.acces import peut_modifier
from centre.publications.views.lecture import contexte_de_lecture, publique
from centre.publications.views.saisie import Saisie

from .. import operations
from ..forms import CompteRenduForm, EditionForm
from ..models import CompteRendu
from .agenda import PAR_PAGE, de_l_equipe, lisibles


def _compte_rendu(request: HttpRequest, slug: str) -> CompteRendu:
    lisibles = CompteRendu.objects.visibles_pour(request.user).select_related(
        "espace", "espace_publique", "auteur", "jeudi", "latest_revision"
    )
    return get_object_or_404(lisibles.prefetch_related("themes", "jeudi__seances"), jeudi__slug=slug)


@publique
@require_safe
def compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """One address, two editions: the complete one to whom may read it, else the public one."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    objet = _compte_rendu(request, slug)
    complet = CompteRendu.objects.complets_pour(request.user).filter(pk=objet.pk).exists()
    return _page_du_compte_rendu(request, objet, complet, (contexte_de_lecture(request, objet) if complet else {}) | plus)


def _page_du_compte_rendu(request: HttpRequest, objet: CompteRendu, complet: bool, contexte: dict[str, Any]) -> HttpResponse:
    contexte |= {
        "compte_rendu": objet,
        "jeudi": objet.jeudi,
        "complet": complet,
        "texte": objet.texte if complet else objet.texte_public(),
    }
    contexte["jeudi_lisible"] = lisibles(request).filter(pk=objet.jeudi_id).exists()
    return render(request, "jeudis/compte_rendu.html", contexte)


class SaisieDeCompteRendu(Saisie):
    """The team writes the one source of the two editions."""

    modele, formulaire, gabarit = CompteRendu, CompteRenduForm, "jeudis/compte_rendu_carnet.html"
    publie = "Le compte rendu est publié : édition complète, {espace}."
    garde = "Brouillon enregistré. Seule l’équipe le voit."

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Who reads the public edition."""
        return {"edition": EditionForm(data, membre=self.request.user, actuel=self.objet.espace_publique_id)}

    def apres_enregistrement(self, objet: CompteRendu) -> None:
        """At once, like every change of readers."""
        publique = self.annexes["edition"].cleaned_data["publique"]
        if (publique and publique.pk) != objet.espace_publique_id:
            operations.editer_pour(compte_rendu=objet, espace_publique=publique, par=self.request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire_compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """Write it; the first POST begins it from the template of the forme (a GET stores nothing)."""
    jeudi = de_l_equipe(request, slug)
    objet = CompteRendu.objects.filter(jeudi=jeudi).first()
    if objet is None and request.method == "POST":
        if not jeudi.est_publie:
            messages.error(request, "Publiez d’abord le Jeudi : son compte rendu vient après.")
            return redirect(jeudi)
        reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
        operations.commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=request.user)
        return redirect("jeudis:ecrire_compte_rendu", jeudi.slug)
    if objet is None:
        return render(request, "jeudis/compte_rendu_commencer.html", {"jeudi": jeudi})
    if not peut_modifier(objet, request.user):
        raise Http404
    return SaisieDeCompteRendu(request, objet, jeudi=jeudi).repondre()


@require_safe
@reserve_a_l_equipe
def a_rendre(request: HttpRequest) -> HttpResponse:
    """The team's list of past Jeudis whose compte rendu is awaited, the longest wait first."""
    jeudis = lisibles(request).sans_compte_rendu().pour_la_liste().order_by("dernier_jour", "pk")
    feuille = Paginator(jeudis, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "jeudis/a_rendre.html", {"page": feuille})


@require_safe
def apercu_compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a visitor or as a technicien·ne would read it once published."""
    jeudi = de_l_equipe(request, slug)
    objet = get_object_or_404(CompteRendu.objects.select_related("espace", "espace_publique"), jeudi=jeudi)
    qui = Audience((CATEGORIES[1].value,), "technicien·ne") if request.GET.get("comme") == "technicien" else Audience()
    brouillon = objet.version_a_modifier()
    lus = set(espaces(qui).values_list("pk", flat=True))
    complet, public = objet.espace_id in lus, objet.espace_publique_id in lus
    contexte: dict[str, Any] = {
        "apercu": qui.libelle,
        "rien": not (complet or public),
        "adresse": reverse("jeudis:ecrire_compte_rendu", args=[jeudi.slug]),
    }
    return _page_du_compte_rendu(request, brouillon, complet, contexte)
