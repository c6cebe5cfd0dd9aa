"""Comptes rendus as files: one edition, a year, a series."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from centre.espaces.acces import Audience
from centre.publications.views.lecture import publique

from ..models import CompteRendu, Serie, Tirage
from ..operations import compilation_lue, composer, pret
from ..operations.editions import edition_pour, recette_de_l_edition
from ..operations.tirages import MIMES

#: Said in the address, and on the page.
FORMATS = (("pdf", "PDF"), ("docx", "Word"), ("odt", "LibreOffice"))
#: Seconds before the page that waits asks again, and how many times it does.
RETOUR, ESSAIS = 4, 30
_ESSAIS = frozenset(str(n) for n in range(1, ESSAIS + 1))


def telecharger(tirage: Tirage, nom: str, *, public: bool) -> FileResponse:
    """The answer that downloads a composed file as ``nom`` (ASCII, with its extension)."""
    reponse = FileResponse(tirage.contenu.open("rb"), as_attachment=True, filename=nom, content_type=MIMES[tirage.format])
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["X-Robots-Tag"] = "all" if public else "noindex"
    reponse["Cache-Control"] = "no-cache" if public else "private, no-store"
    return reponse


@publique
@require_safe
def edition(request: HttpRequest, slug: str, edition: str, format: str) -> HttpResponseBase:
    """One edition of one compte rendu; the public one says no more than a visitor would read, whoever asks for it."""
    if edition not in ("publique", "complete") or format not in MIMES:
        raise Http404
    complete = edition == "complete"
    regle = CompteRendu.objects.complets_pour if complete else CompteRendu.objects.visibles_pour
    lus: Any = regle(request.user).select_related("jeudi", "espace", "espace_publique").prefetch_related("jeudi__seances")
    objet = get_object_or_404(lus if complete else lus.filter(espace_publique__isnull=False), jeudi__slug=slug)
    lecteur = request.user if complete else Audience()
    lue = edition_pour(objet, lecteur, complet=complete)
    tirage = composer(recette_de_l_edition(lue, format))
    public = not complete and objet.espace_publique.ouvert and objet.est_publie
    return telecharger(tirage, f"compte-rendu-{objet.jeudi.slug[:60]}-edition-{edition}.{format}", public=public)


@publique
@require_safe
def compilations(request: HttpRequest) -> HttpResponse:
    """What may be taken away as one document: each year, each series, as this reader reads them."""
    lus = CompteRendu.objects.visibles_pour(request.user).publies().filter(jeudi__premier_jour__isnull=False)
    annees = lus.order_by("-jeudi__premier_jour__year").values_list("jeudi__premier_jour__year", flat=True).distinct()
    series = Serie.objects.filter(maillons__jeudi__compte_rendu__in=lus.values("pk")).distinct()
    return render(request, "jeudis/compilations.html", {"annees": list(annees), "series": list(series), "formats": FORMATS})


@publique
@require_safe
def compilation(request: HttpRequest, format: str, annee: int | None = None, serie: int | None = None) -> HttpResponseBase:
    """Every compte rendu of a year or of a series, each in the edition this reader reads; Http404 when they read none."""
    if format not in MIMES or (annee is not None and not 1000 <= annee <= 9999):
        raise Http404
    recette = compilation_lue(request.user, format=format, annee=annee, serie=serie)
    if recette is None:
        raise Http404
    ids = {"annee": annee or 0, "serie": serie or 0, "membre": request.user.pk or 0}
    if attendu := pret([recette], "jeudis.composer_une_compilation", format=format, **ids):
        return page_d_attente(request, attendu, "En un document", recette.titre, reverse("jeudis:compilations"))
    return telecharger(composer(recette), f"{slugify(recette.titre)[:80]}.{format}", public=False)


def page_d_attente(request: HttpRequest, attendu: Tirage, ou: str, titre: str, retour: str) -> HttpResponse:
    """What is answered while a job composes a file: a page that comes back by itself, until the file is there or was not made.

    No ``<meta>`` does it but a header, and it stops when the file is late: nobody is left before a page that turns for nothing.
    """
    essai = int(mot) if (mot := request.GET.get("essai", "")) in _ESSAIS else 1
    tarde = essai >= ESSAIS
    contexte = {"attendu": attendu, "tarde": tarde, "ou": ou, "titre": titre, "retour": retour}
    reponse = render(request, "jeudis/attente.html", contexte, status=503 if attendu.echec else 202)
    if not (attendu.echec or tarde):
        reponse["Refresh"] = f"{RETOUR}; url={request.path}?essai={essai + 1}"
    reponse["Cache-Control"], reponse["X-Robots-Tag"] = "private, no-store", "noindex"
    return reponse
