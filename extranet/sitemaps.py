"""Addresses of the pages for search engines."""

import datetime as dt

from django.contrib.sitemaps import Sitemap

from .models import PageOuverte
from .operations import pages_publiees


class PageSitemap(Sitemap):
    """Every published page, the home included."""

    def items(self) -> list[PageOuverte]:
        """The pages, in the order of the tree."""
        return pages_publiees()

    def location(self, item: PageOuverte) -> str:
        """The path of the page."""
        return item.adresse

    def lastmod(self, item: PageOuverte) -> dt.datetime | None:
        """When it was last published."""
        return item.last_published_at
