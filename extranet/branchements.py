"""What the open space brings to the registries, and when its pages are announced."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from centre.registre import (
    Flux,
    Projection,
    TypeCatalogue,
    annoncer,
    catalogue,
    demonstration,
    flux,
    installations,
    liens_des_textes,
    sitemaps,
)
from centre.territoires.sitemaps import TerritoireSitemap
from centre.themes.sitemaps import ThemeSitemap

from .demonstration import peupler_actualites
from .models import ActualitePage, PageOuverte
from .operations import installer_pages
from .sitemaps import PageSitemap


def projeter(page: Page) -> list[Projection]:
    """One open row per published page; none for a draft, a withdrawn page, or the home, which lists what is elsewhere."""
    if not isinstance(page, PageOuverte) or not page.live or page.depth == 2:
        return []
    actualite = page if isinstance(page, ActualitePage) else None
    return [
        Projection(
            titre=page.title,
            adresse=page.adresse,
            resume=page.resume,
            texte=page.texte(),
            date=actualite.date if actualite else None,
            themes=tuple(actualite.themes.values_list("pk", flat=True)) if actualite else (),
            territoires=tuple(actualite.territoires.values_list("pk", flat=True)) if actualite else (),
        )
    ]


def _pages() -> Any:
    return Page.objects.filter(depth__gte=2).not_type(ActualitePage).specific()


def annoncer_la_page(instance: Page, **kwargs: Any) -> None:
    """A page was published, or taken from view: catalogue and search follow in the same transaction."""
    with transaction.atomic():
        annoncer(instance.specific)


def annoncer_la_branche(instance: Page, **kwargs: Any) -> None:
    """A page was moved: its address changed, and those below it (a new slug is announced by ``PageOuverte.save``)."""
    with transaction.atomic():
        for page in Page.objects.get(pk=instance.pk).get_descendants(inclusive=True).specific():
            annoncer(page)


catalogue.ajouter("page", TypeCatalogue(nom="page", libelle="Page", modele=Page, projeter=projeter, tous=_pages))
catalogue.ajouter("actualite", TypeCatalogue(nom="actualite", libelle="Actualité", modele=ActualitePage, projeter=projeter))
for nom in ("page", "actualite"):
    liens_des_textes.ajouter(
        nom, lambda page: {"": [str(corps.get_prep_value()) if (corps := getattr(page, "corps", None)) else ""]}
    )
for signal in (page_published, page_unpublished):
    signal.connect(annoncer_la_page, dispatch_uid="extranet.annoncer_la_page")
post_page_move.connect(annoncer_la_branche, dispatch_uid="extranet.annoncer_la_branche")

flux.ajouter("actualites", Flux("Actualités", "flux_actualites", "L’actualité locale et nationale, au fil de l’eau (Atom)."))
for nom, plan in (("pages", PageSitemap), ("territoires", TerritoireSitemap), ("themes", ThemeSitemap)):
    sitemaps.ajouter(nom, plan)
installations.ajouter("pages", installer_pages)
demonstration.ajouter("actualites", peupler_actualites)
