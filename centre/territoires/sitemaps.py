"""Addresses of the territories' pages for search engines."""

import datetime as dt

from django.contrib.sitemaps import Sitemap

from .models import Territoire, TerritoireQuerySet


class TerritoireSitemap(Sitemap):
    """Every territory whose facts may be shown."""

    changefreq = "monthly"

    def items(self) -> TerritoireQuerySet:
        """The territories, in a stable order."""
        return Territoire.objects.affirmes().only("slug", "modifie_le").order_by("pk")

    def lastmod(self, item: Territoire) -> dt.datetime:
        """When its facts last changed."""
        return item.modifie_le
