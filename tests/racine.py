"""What Wagtail's migrations put in a database, put back: a test that commits ends by emptying every table."""

from __future__ import annotations

from wagtail.models import Locale, Page


def replanter() -> None:
    """The language and the root of the pages, when they are not there."""
    Locale.objects.get_or_create(language_code="fr")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root"))
