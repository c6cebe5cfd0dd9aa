"""What is not a page of the tree: map of the site, contact, feeds, and what robots and probes read."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from centre.gestion.models import Identite
from centre.presentation import adresse, pied
from centre.registre import catalogue, flux, sitemaps, sondes

from .flux import types_publics
from .operations import pages_publiees

journal = logging.getLogger(__name__)
#: RFC 9116 §2.5.5: a date at most a year ahead.
VALIDITE = dt.timedelta(days=180)
FERMES_AUX_ROBOTS = ("/gestion/", "/connexion/", "/mon-compte/", "/recherche/")


@login_not_required
@require_safe
def plan_du_site(request: HttpRequest) -> HttpResponse:
    """Every published page, and the lists the navigation leads to."""
    return render(request, "extranet/plan.html", {"pages": pages_publiees(), "groupes": pied()})


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the Centre, from its identity."""
    return render(request, "extranet/contact.html")


@login_not_required
@require_safe
def page_des_flux(request: HttpRequest) -> HttpResponse:
    """The public feeds and calendars."""
    existants = [{"flux": f, "url": adresse(f.url_name) + f.parametres} for f in flux.values() if adresse(f.url_name)]
    types = [{"nom": nom, "libelle": catalogue[nom].libelle} for nom in types_publics()]
    return render(request, "extranet/flux.html", {"flux": existants, "types": types})


@login_not_required
@require_safe
@cache_control(no_cache=True)
def plan_xml(request: HttpRequest) -> HttpResponse:
    """``/sitemap.xml``: what a visitor may read, and nothing of the workspace."""
    return sitemap(request, dict(sitemaps.items()))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: generic prefixes only, none that tells what the workspace holds."""
    lignes = ["User-agent: *", *(f"Disallow: {prefixe}" for prefixe in FERMES_AUX_ROBOTS), ""]
    lignes.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """``/.well-known/security.txt`` (RFC 9116): where to report a weakness."""
    courriel = Identite.objects.courante().courriel
    champs = {
        "Contact": f"mailto:{courriel}" if courriel else request.build_absolute_uri(reverse("contact")),
        "Expires": (timezone.now() + VALIDITE).astimezone(dt.UTC).strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "fr, en",
        "Canonical": request.build_absolute_uri(reverse("security_txt")),
    }
    return HttpResponse("".join(f"{nom}: {valeur}\n" for nom, valeur in champs.items()), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sante(request: HttpRequest) -> JsonResponse:
    """``/sante/``: 200 when every probe passes, else 503 with the names of the parts that are ill (the reason is logged)."""
    etats = {nom: _va_bien(nom, sonde) for nom, sonde in sondes.items()}
    reponse = JsonResponse({"sante": all(etats.values()), "sondes": etats}, status=200 if all(etats.values()) else 503)
    reponse["Cache-Control"] = "no-store"
    return reponse


def _va_bien(nom: str, sonde: Any) -> bool:
    try:
        sonde()
    except Exception:  # a probe may fail in any way; all of them mean ill
        journal.exception("sonde en échec : %s", nom)
        return False
    return True


class Favicon(RedirectView):
    """``/favicon.ico``: browsers that do not read the page's icon get it too."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """The drawing of the house."""
        return static("images/marque.svg")


favicon = login_not_required(require_safe(Favicon.as_view()))
