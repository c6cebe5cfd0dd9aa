"""The team keeps the vocabulary: words and neighbours of a theme; two that are one, after a page that says what it does."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.catalogue.models import Entree
from centre.espaces.vues import reserve_a_l_equipe
from centre.themes.forms import ReunionForm, ThemeForm
from centre.themes.models import AncienTheme, Theme
from centre.themes.thesaurus import fusionner_themes


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Themes by family, narrowed by ``?q=``, with what is filed under each."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    themes = list(Theme.objects.cherchant(q).ranges().select_related("plus_large").annotate(nb_mots=Count("synonymes")))
    classes = Entree.objects.publies().exclude(type="theme").filter(themes__in=themes).order_by()
    comptes = dict(
        classes.values_list("themes").annotate(
            n=Count(Concat("content_type", Value("-"), "object_id", output_field=CharField()), distinct=True)
        )
    )
    for theme in themes:
        theme.nb_contenus = comptes.get(theme.pk, 0)  # type: ignore[attr-defined]
    return render(request, "gestion/themes.html", {"themes": themes, "q": q, "titre": "Thèmes"})


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def ecrire(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A new theme, or one to correct."""
    theme = get_object_or_404(Theme, slug=slug) if slug else Theme()
    form = ThemeForm(request.POST or None, instance=theme)
    if request.method == "POST" and form.is_valid():
        try:
            ecrit = form.enregistrer(par=request.user)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"« {ecrit.nom} » est enregistré : la recherche connaît déjà ses mots.")
            return redirect("gestion_themes")
    contexte = {"form": form, "theme": theme if slug else None, "titre": theme.nom or "Nouveau thème"}
    return render(request, "gestion/theme.html", contexte, status=422 if form.errors else 200)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def reunir(request: HttpRequest, slug: str) -> HttpResponse:
    """First which one is kept, then what will change, then « oui »: nothing moves before."""
    absorbe = Theme.objects.filter(slug=slug).first()
    if absorbe is None:  # a second click
        messages.success(request, f"« {get_object_or_404(AncienTheme, slug=slug).nom} » est déjà réuni à un autre thème.")
        return redirect("gestion_themes")
    donnees = request.POST if request.method == "POST" else request.GET if "vers" in request.GET else None
    form = ReunionForm(donnees, absorbe=absorbe)
    valide = form.is_valid()
    if request.method == "POST" and valide:
        if form.cleaned_data["oui"]:
            garde = fusionner_themes(garde=form.cleaned_data["vers"], absorbe=absorbe, par=request.user)
            messages.success(request, f"« {absorbe.nom} » est réuni à « {garde.nom} » ; son ancienne adresse y mène.")
            return redirect("gestion_themes")
        form.add_error("oui", "Cochez cette case pour réunir les deux thèmes.")
    contexte = {"absorbe": absorbe, "form": form, "titre": absorbe.nom, "garde": form.cleaned_data["vers"] if valide else None}
    if valide:
        siens = Entree.objects.publies().exclude(type="theme").sur_theme(absorbe).order_by()
        contexte["contenus"] = siens.values("content_type", "object_id").distinct().count()
    return render(request, "gestion/theme_reunir.html", contexte, status=422 if form.errors else 200)
