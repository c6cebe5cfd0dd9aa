"""Reading and writing échos."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.publications.acces import peut_modifier
from centre.publications.forms import LecteursForm
from centre.publications.historique import comparer
from centre.publications.operations import ConflitDeVersion, publier
from centre.publications.views.lecture import adresses, contexte_de_lecture
from centre.publications.views.photos import joindre_les_photos, photos_de
from centre.temps import date_locale

from .forms import EchoForm
from .models import Echo
from .operations import garder

PAR_PAGE = 20


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
    page = Paginator(echos, PAR_PAGE).get_page(request.GET.get("page"))
    brouillons = Echo.objects.de(request.user).brouillons().filter(espace_id__in=ids(request.user, Niveau.CONTRIBUER))
    brouillons = brouillons.order_by("-latest_revision__created_at")
    contexte = {"page": page, "q": q, "brouillons": brouillons, "peut_ecrire": peut_ecrire(request.user)}
    return render(request, "echos/liste.html", contexte)


def peut_ecrire(membre: Any) -> bool:
    """True for who contributes somewhere: technicien·nes and the team."""
    return bool(ids(membre, Niveau.CONTRIBUER))


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One écho as its readers see it; its author and the team also see a draft."""
    lisibles = Echo.objects.visibles_pour(request.user).pour_la_liste()
    echo = get_object_or_404(lisibles, slug=slug)
    return render(request, "echos/detail.html", {"echo": echo} | contexte_de_lecture(request, echo))


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire(request: HttpRequest) -> HttpResponse:
    """The empty notebook; nothing is stored before the first POST."""
    if not peut_ecrire(request.user):
        raise Http404
    return _carnet(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """The notebook on an écho that exists: its latest draft."""
    echo = get_object_or_404(Echo.objects.visibles_pour(request.user).select_related("latest_revision", "espace"), slug=slug)
    if not peut_modifier(echo, request.user):
        raise Http404
    return _carnet(request, echo)


def _carnet(request: HttpRequest, echo: Echo | None) -> HttpResponse:
    instance = echo.version_a_modifier() if echo else Echo(jeton=uuid.uuid4())
    initial = {"jeton": instance.jeton, "version": echo.latest_revision_id if echo else None}
    form = EchoForm(request.POST or None, instance=instance, initial=initial, membre=request.user)
    a_choisir = echo is None or not echo.first_published_at
    lecteurs = (
        LecteursForm(request.POST or None, membre=request.user, actuel=echo.espace_id if echo else None) if a_choisir else None
    )
    if request.method != "POST":
        return _page(request, echo, form, lecteurs)
    return Saisie(request, echo, form, lecteurs).repondre()


class Saisie:
    """One POST of the notebook: kept as a draft, published, or kept at a pause by the page itself (JSON)."""

    def __init__(self, request: HttpRequest, echo: Echo | None, form: EchoForm, lecteurs: LecteursForm | None) -> None:
        self.request, self.echo, self.form, self.lecteurs = request, echo, form, lecteurs
        self.a_la_pause = "X-Brouillon" in request.headers

    def repondre(self) -> HttpResponse:
        """Keep first, whatever follows: nothing typed is lost."""
        espace_choisi = self.lecteurs is None or self.lecteurs.is_valid()
        if not (self.form.is_valid() and espace_choisi):
            return self._refus(422)
        try:
            echo = self._garder()
        except ConflitDeVersion as conflit:
            return self._conflit(conflit)
        rejets = joindre_les_photos(self.request, echo)
        if self.a_la_pause:
            return self._enregistre(echo)
        self.echo = echo
        if rejets:
            self.form.reporter({"photos": rejets})
            return self._refus(422)
        return self._publier(echo) if self.request.POST.get("geste") == "publier" else self._plus_tard(echo)

    def _garder(self) -> Echo:
        espace = self.lecteurs.cleaned_data["espace"] if self.lecteurs else None
        version = self.form.cleaned_data["version"]
        return garder(echo=self.echo, contenu=self.form.contenu(), espace=espace, par=self.request.user, version_lue=version)

    def _publier(self, echo: Echo) -> HttpResponse:
        try:
            echo = publier(publication=echo, par=self.request.user)
        except ValidationError as manque:
            self.form.reporter(manque.message_dict)
            return self._refus(422)
        messages.success(self.request, f"Votre écho est publié : {echo.espace.nom}.")
        return redirect(echo)

    def _plus_tard(self, echo: Echo) -> HttpResponse:
        messages.success(self.request, "Brouillon enregistré. Vous seul·e et l’équipe du Centre le voyez.")
        return redirect("echos:modifier", echo.slug)

    def _enregistre(self, echo: Echo) -> JsonResponse:
        heure = date_locale(echo.latest_revision.created_at, "heure")
        corps = {"version": echo.latest_revision_id, "adresse": reverse("echos:modifier", args=[echo.slug])}
        return JsonResponse(corps | {"message": f"Brouillon enregistré à {heure}"})

    def _refus(self, statut: int) -> HttpResponse:
        if self.a_la_pause:
            return JsonResponse({"message": "Brouillon non enregistré : un champ est à corriger."}, status=statut)
        return _page(self.request, self.echo, self.form, self.lecteurs, statut=statut)

    def _conflit(self, conflit: ConflitDeVersion) -> HttpResponse:
        """Both versions on one page; the writer's own stays in the form, and saving again says which one it replaces."""
        if self.a_la_pause:
            message = "Une autre version a été enregistrée ailleurs. Enregistrez pour voir les deux."
            return JsonResponse({"message": message}, status=409)
        autre = conflit.revision.as_object()
        differences = comparer(autre, self.form.contenu())
        self.form.data = self.form.data.copy()
        self.form.data["version"] = conflit.revision.pk
        return _page(
            self.request,
            self.echo,
            self.form,
            self.lecteurs,
            statut=409,
            autre=autre,
            revision=conflit.revision,
            differences=differences,
        )


def _page(
    request: HttpRequest, echo: Echo | None, form: EchoForm, lecteurs: LecteursForm | None, statut: int = 200, **plus: Any
) -> HttpResponse:
    if echo and form.is_bound and "autre" not in plus:
        form.data = form.data.copy()
        form.data["version"] = Echo.objects.values_list("latest_revision_id", flat=True).get(pk=echo.pk)
    contexte = {"echo": echo, "form": form, "lecteurs": lecteurs, "photos": photos_de(echo, request.user)} | plus
    contexte["media_du_formulaire"] = form.media.with_nonce(request.csp_nonce)  # type: ignore[attr-defined]
    if echo:
        contexte["adresses"] = adresses(echo)
    return render(request, "echos/carnet.html", contexte, status=statut)
