"""Writes on the open space: the first tree of pages, an actualité."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from centre.gestion.models import Identite

from .enums import Nature
from .models import AccueilPage, ActualitePage, ActualitesPage, CentrePage, PageOuverte, RubriquePage

DONNEES = Path(__file__).parent / "donnees"


@transaction.atomic
def installer_pages(*, centre: Identite | None = None) -> AccueilPage:
    """Make the pages every other page links to, those missing only: what the team wrote is never overwritten.

    ``centre`` gives the site its name (default: the identity in force). Returns the home page.
    """
    Locale.objects.get_or_create(language_code="fr")
    accueil = AccueilPage.objects.first() or _ajouter(_racine(), AccueilPage(slug="accueil", **_lire("accueil")))
    _regler_le_site(accueil, centre or Identite.objects.courante())
    _retirer_la_page_de_bienvenue()
    if not ActualitesPage.objects.exists():
        _ajouter(accueil, ActualitesPage(slug="actualites", **_lire("actualites")))
    if not CentrePage.objects.exists():
        _ajouter(accueil, CentrePage(slug="le-centre", **_lire("le-centre")))
    for slug in ("mentions-legales", "accessibilite", "confidentialite"):
        if not RubriquePage.objects.child_of(accueil).filter(slug=slug).exists():
            _ajouter(accueil, RubriquePage(slug=slug, **_lire(slug)))
    return accueil


def _racine() -> Page:
    return Page.objects.get(depth=1)


def _lire(nom: str) -> dict[str, Any]:
    """The fields of one page of ``donnees/``; a body is a list of [block, value]."""
    champs = json.loads((DONNEES / f"{nom}.json").read_text(encoding="utf-8"))
    if "corps" in champs:
        champs["corps"] = _corps(champs["corps"])
    return cast(dict[str, Any], champs)


def _corps(blocs: Iterable[Sequence[Any]]) -> list[tuple[str, Any]]:
    return [(nom, RichText(valeur) if nom == "texte" else valeur) for nom, valeur in blocs]


def _ajouter(parent: Page, page: Any, par: Any = None) -> Any:
    """Add ``page`` below ``parent`` and publish it, as the team would: with a revision, announced to the catalogue."""
    page.live = False
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(user=par).publish(user=par, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _regler_le_site(accueil: AccueilPage, centre: Identite) -> None:
    adresse = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = adresse.port or (443 if adresse.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port, site.site_name, site.root_page = adresse.hostname or "localhost", port, centre.nom, accueil.page_ptr
    site.save()


def _retirer_la_page_de_bienvenue() -> None:
    """Delete the page Wagtail's own migration makes, if nobody made anything of it."""
    for page in Page.objects.filter(depth=2, slug="home", numchild=0):
        if page.specific_class is Page and not page.revisions.exists() and not page.sites_rooted_here.exists():
            page.delete()


@transaction.atomic
def creer_actualite(
    *,
    titre: str,
    chapo: str,
    corps: str | Iterable[Sequence[Any]],
    date: dt.date,
    nature: Nature | str,
    themes: Iterable[Any] = (),
    territoires: Iterable[Any] = (),
    par: Any = None,
    exemple: bool = False,
) -> ActualitePage:
    """Write and publish an actualité. ``corps`` is HTML, or a list of (block, value).

    Raises ActualitesPage.DoesNotExist before ``installer_pages``, ValidationError when a field is refused.
    """
    page: Any = ActualitePage(title=titre, chapo=chapo, date=date, nature=Nature(nature), exemple=exemple)
    page.corps = _corps([("texte", corps)] if isinstance(corps, str) else corps)
    page.themes, page.territoires = list(themes), list(territoires)
    return cast(ActualitePage, _ajouter(ActualitesPage.objects.get(), page, par))


def pages_publiees() -> list[PageOuverte]:
    """Every page everybody reads, in the order of the tree, as its own type."""
    pages = Page.objects.live().filter(depth__gte=2).order_by("path").specific()
    return [page for page in pages if isinstance(page, PageOuverte)]
