"""The feed of actualités."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from centre.gestion.models import Identite

from .models import ActualitePage

AU_PLUS = 30


class FluxDesActualites(Feed):
    """The latest actualités, as Atom."""

    feed_type = Atom1Feed
    link = "/actualites/"
    language = "fr"

    def title(self) -> str:
        """Named after the site."""
        return f"{Identite.objects.courante().nom} : actualités"

    def subtitle(self) -> str:
        """Who writes them."""
        return f"L’actualité locale et nationale choisie par {Identite.objects.courante().sous_titre}."

    def items(self) -> list[ActualitePage]:
        """What everybody reads, latest first."""
        return list(ActualitePage.objects.publiees()[:AU_PLUS])

    def item_title(self, item: ActualitePage) -> str:
        """Its title, plain."""
        return item.title

    def item_description(self, item: ActualitePage) -> str:
        """Its chapô, plain."""
        return item.chapo

    def item_link(self, item: ActualitePage) -> str:
        """Its page."""
        return item.adresse

    def item_pubdate(self, item: ActualitePage) -> dt.datetime:
        """The beginning of its day, Paris time."""
        return timezone.make_aware(dt.datetime.combine(item.date, dt.time.min))

    def item_updateddate(self, item: ActualitePage) -> dt.datetime:
        """When it was last published."""
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item: ActualitePage) -> list[str]:
        """Locale or nationale."""
        return [item.get_nature_display()]
