"""Addresses of the dossiers for search engines, and their feed."""

from __future__ import annotations

import datetime as dt

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from centre.espaces.acces import Audience

from .models import Dossier

AU_PLUS = 30


def _publics() -> list[Dossier]:
    """What a visitor reads, the latest first."""
    return list(Dossier.objects.visibles_pour(Audience()).courants().order_by("-date_publication", "-pk"))


class DossierSitemap(Sitemap):
    """Every public dossier."""

    def items(self) -> list[Dossier]:
        """The dossiers."""
        return _publics()

    def lastmod(self, item: Dossier) -> dt.datetime | None:
        """When it was last published."""
        return item.last_published_at


class FluxDesDossiers(Feed):
    """The public dossiers, as Atom."""

    feed_type = Atom1Feed
    title = "Dossiers thématiques"
    link = "/dossiers/"
    language = "fr"

    def items(self) -> list[Dossier]:
        """What everybody reads, latest first."""
        return _publics()[:AU_PLUS]

    def item_title(self, item: Dossier) -> str:
        """Its title, plain."""
        return item.titre

    def item_description(self, item: Dossier) -> str:
        """Its two sentences, plain."""
        return item.chapo

    def item_pubdate(self, item: Dossier) -> dt.datetime | None:
        """When it was published."""
        return item.date_publication

    def item_updateddate(self, item: Dossier) -> dt.datetime | None:
        """When it was last published."""
        return item.last_published_at
