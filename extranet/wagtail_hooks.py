"""Pages that every page links to are neither deleted, moved nor taken from view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from .models import PageOuverte

REFUS = "Toutes les pages du site mènent à « {} » : elle ne peut être ni supprimée, ni déplacée, ni dépubliée."


def garder(request: HttpRequest, page: Page, *args: Any) -> HttpResponse | None:
    """Send back to the explorer, with the reason, when ``page`` or one below it has a fixed address."""
    for fixe in _fixes([page]):
        messages.error(request, REFUS.format(fixe))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def garder_toutes(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """The same for what is done to several pages at once."""
    if action_type not in {"delete", "move", "unpublish"}:
        return None
    for fixe in _fixes([objet for objet in objects if isinstance(objet, Page)]):
        messages.error(request, REFUS.format(fixe))
        return redirect("wagtailadmin_explore_root")
    return None


def _fixes(pages: Iterable[Page]) -> Iterable[PageOuverte]:
    for page in pages:
        for dessous in page.get_descendants(inclusive=True).specific():
            if isinstance(dessous, PageOuverte) and dessous.est_fixe:
                yield dessous


for nom in ("before_delete_page", "before_move_page", "before_unpublish_page"):
    hooks.register(nom, garder)
hooks.register("before_bulk_action", garder_toutes)
