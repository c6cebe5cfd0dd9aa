"""Addresses of the themes' pages for search engines."""

import datetime as dt

from django.contrib.sitemaps import Sitemap

from .models import Theme, ThemeQuerySet


class ThemeSitemap(Sitemap):
    """Every theme."""

    changefreq = "monthly"

    def items(self) -> ThemeQuerySet:
        """The themes, in a stable order."""
        return Theme.objects.only("slug", "modifie_le").order_by("pk")

    def lastmod(self, item: Theme) -> dt.datetime:
        """When its words last changed."""
        return item.modifie_le
