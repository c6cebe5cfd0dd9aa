"""The feeds: actualités; what is published about a thème, about a territoire, of one type. Only ever what everybody reads."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from centre.catalogue.models import Entree
from centre.espaces.acces import Audience
from centre.gestion.models import Identite
from centre.registre import TypeCatalogue, catalogue
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .models import ActualitePage

AU_PLUS = 30
#: What is a place to go to rather than a text to read: never an item of a feed.
REPERES = ("territoire", "theme", "membre", "page")


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


class FluxDuCatalogue(Feed):
    """What everybody reads of the catalogue, latest first, as Atom. The same whoever asks: a reader of feeds has no account."""

    feed_type = Atom1Feed
    language = "fr"

    def choisies(self, obj: Any) -> Any:
        """The entries of this feed, whoever reads them."""
        raise NotImplementedError

    def title(self, obj: Any) -> str:
        """Named after what it follows."""
        return f"{Identite.objects.courante().nom} : {self.sujet(obj)}"

    def sujet(self, obj: Any) -> str:
        """What it follows, in words."""
        return str(obj)

    def link(self, obj: Any) -> str:
        """The page it follows."""
        return str(obj.get_absolute_url())

    def items(self, obj: Any) -> list[Entree]:
        """An object once."""
        entrees = self.choisies(obj).exclude(type__in=REPERES)
        return list(entrees.au_plus_profond(Audience()).recentes()[:AU_PLUS])

    def item_title(self, item: Entree) -> str:
        """Its title, plain."""
        return item.titre

    def item_description(self, item: Entree) -> str:
        """Its summary, plain."""
        return item.resume

    def item_link(self, item: Entree) -> str:
        """Its page."""
        return item.adresse

    def item_pubdate(self, item: Entree) -> dt.datetime | None:
        """When it was published."""
        return item.date

    def item_updateddate(self, item: Entree) -> dt.datetime:
        """When what is listed of it last changed; a date to come is never told, nor one before it was published."""
        return max(item.date, item.modifie_le) if item.date else item.modifie_le

    def item_categories(self, item: Entree) -> list[str]:
        """Its type."""
        return [catalogue[item.type].libelle] if item.type in catalogue else []


class FluxDuTheme(FluxDuCatalogue):
    """What is published about a thème."""

    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        """The thème, that at an old address included, or 404."""
        return get_object_or_404(Theme.objects.nomme(slug))

    def choisies(self, obj: Theme) -> Any:
        """The entries about it."""
        return Entree.objects.courantes().sur_theme(obj)


class FluxDuTerritoire(FluxDuCatalogue):
    """What is published about a territoire."""

    def get_object(self, request: HttpRequest, slug: str) -> Territoire:
        """The territoire, or 404 as its page."""
        return get_object_or_404(Territoire.objects.affirmes(), slug=slug)

    def choisies(self, obj: Territoire) -> Any:
        """The entries about it."""
        return Entree.objects.courantes().sur_territoire(obj)


class FluxDuType(FluxDuCatalogue):
    """What is published of one type."""

    def get_object(self, request: HttpRequest, nom: str) -> TypeCatalogue:
        """The type, or 404: one of which nothing is public has no feed."""
        if nom not in catalogue or nom in REPERES or nom not in types_publics():
            raise Http404
        return catalogue[nom]

    def sujet(self, obj: TypeCatalogue) -> str:
        """Its word."""
        return obj.libelle

    def link(self, obj: TypeCatalogue) -> str:
        """The search, which lists them."""
        return f"/recherche/?type={obj.nom}"

    def choisies(self, obj: TypeCatalogue) -> Any:
        """The entries of that type."""
        return Entree.objects.courantes().du_type(obj.nom)


def types_publics() -> list[str]:
    """The types of which everybody reads something, by name. One query."""
    ouvertes = Entree.objects.courantes().visibles_pour(Audience()).exclude(type__in=REPERES)
    return sorted(set(ouvertes.order_by().values_list("type", flat=True).distinct()) & set(catalogue))
