"""Depositing a document, changing its notice, giving it another address."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.publications.acces import peut_modifier
from centre.publications.fichiers import recopier
from centre.publications.operations import deplacer
from centre.publications.views.lecture import trouver
from centre.publications.views.photos import joindre_les_documents
from centre.publications.views.saisie import Saisie

from .. import operations
from ..forms import AdresseForm, NiveauxForm, RessourceForm
from ..models import Ressource
from .pages import peut_deposer

#: What a new edition takes from the older one.
REPRIS = ("titre", "type", "resume", "auteurs", "langue", "licence", "source")


class SaisieDeRessource(Saisie):
    """A member deposits a document."""

    modele, formulaire, gabarit = Ressource, RessourceForm, "bibliotheque/carnet.html"
    champ_des_fichiers = "__all__"
    champ_du_texte = "resume"
    publie = "Le document est dans la bibliothèque : {espace}."

    def nouveau(self) -> Ressource:
        """Empty; or, from « ?remplace= », the notice of the older edition, to complete."""
        ancienne = self._ancienne()
        if ancienne is None:
            return super().nouveau()  # type: ignore[no-any-return]
        repris = {champ: getattr(ancienne, champ) for champ in REPRIS}
        return Ressource(
            jeton=uuid.uuid4(), **repris, themes=list(ancienne.themes.all()), territoires=list(ancienne.territoires.all())
        )

    def _ancienne(self) -> Ressource | None:
        demandee = (
            Ressource.objects.visibles_pour(self.request.user).publies().filter(slug=self.request.GET.get("remplace", "")[:120])
        )
        ancienne = demandee.first()
        return ancienne if ancienne and peut_modifier(ancienne, self.request.user) else None

    def de_l_origine(self) -> dict[str, Any]:
        """The address of the older edition."""
        ancienne = self._ancienne() if not self.objet else None
        return super().de_l_origine() | ({"remplace": ancienne.get_absolute_url()} if ancienne else {})

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """The two levels."""
        return {"niveaux": NiveauxForm(data, membre=self.request.user, ressource=self.objet)}

    def joindre(self) -> list[str]:
        """Documents of any format."""
        return joindre_les_documents(self.request, self.objet)

    def creer(self, contenu: Ressource) -> Ressource:
        """A draft notice, with the files of the text it is written from."""
        niveaux = self.annexes["niveaux"]
        ressource = operations.deposer(
            ressource=contenu, espace=niveaux.cleaned_data["espace"], espace_fichiers=niveaux.fichiers(), par=self.request.user
        )
        for fichier in self.depuis.fichiers if self.depuis else ():
            recopier(fichier=fichier, publication=ressource, par=self.request.user)
        return ressource

    def apres_enregistrement(self, objet: Ressource) -> None:
        """Who reads, and what it replaces, change at once."""
        niveaux = self.annexes["niveaux"]
        deplacer(publication=objet, espace=niveaux.cleaned_data["espace"], par=self.request.user)
        operations.ouvrir_les_fichiers_a(ressource=objet, espace=niveaux.fichiers(), par=self.request.user)
        operations.remplacer(ressource=objet, ancienne=self.form.cleaned_data["remplace"], par=self.request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def deposer(request: HttpRequest) -> HttpResponse:
    """A new document."""
    if not peut_deposer(request.user):
        raise Http404
    return SaisieDeRessource(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a notice and its files."""
    ressource = get_object_or_404(
        Ressource.objects.visibles_pour(request.user).select_related("latest_revision", "espace"), slug=slug
    )
    if not peut_modifier(ressource, request.user):
        raise Http404
    return SaisieDeRessource(request, ressource).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def adresse(request: HttpRequest, slug: str) -> HttpResponse:
    """Another word in the address of a notice, for who animates its espace; the old one goes on leading there."""
    ressource = trouver(Ressource, request, slug)
    if not peut(request.user, Niveau.ANIMER, ressource.espace_id) or ressource.date_publication is None:
        raise Http404
    form = AdresseForm(request.POST if request.method == "POST" else None, initial={"slug": ressource.slug})
    if form.is_bound and form.is_valid():
        try:
            ressource = operations.changer_d_adresse(ressource=ressource, par=request.user, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error("slug", refus.message_dict["slug"])
        else:
            messages.success(request, "L’adresse est changée ; l’ancienne y mène pour toujours.")
            return redirect(ressource)
    contexte = {"ressource": ressource, "form": form}
    return render(request, "bibliotheque/adresse.html", contexte, status=422 if form.errors else 200)
