"""The addresses below every publication's own page."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from .models import Publication
from .views import commentaires, gestes, historique, photos
from .views.voir_comme import voir_comme


def urls_communes(
    modele: type[Publication],
    page: Callable[..., HttpResponse],
    base: str = "<slug:slug>/",
    suffixe: str = "",
    sauf: Container[str] = (),
) -> list[URLPattern]:
    """Addresses of the gestures on a publication of ``modele``.

    ``page(request, slug, **context)`` prints its reading page (a refused comment returns there); ``base`` is that page's own
    address; ``suffixe`` ends the URL names of a second type in the same app; ``sauf``: gestures the type does not have, or has
    its own address for.
    """
    kw: dict[str, Any] = {"modele": modele}
    communes = [
        path(base + "photos/", photos.ajouter, kw, name=f"photos{suffixe}"),
        path(base + "photos/<uuid:cle>/retirer/", photos.retirer, kw, name=f"retirer_photo{suffixe}"),
        path(base + "commenter/", commentaires.commenter, kw | {"page": page}, name=f"commenter{suffixe}"),
        path(base + "commentaires/<int:commentaire>/retirer/", commentaires.retirer, kw, name=f"retirer_commentaire{suffixe}"),
        path(base + "historique/", historique.historique, kw, name=f"historique{suffixe}"),
        path(base + "historique/<int:revision>/", historique.comparaison, kw, name=f"comparaison{suffixe}"),
        path(base + "historique/<int:revision>/restaurer/", historique.restaurer, kw, name=f"restaurer{suffixe}"),
        path(base + "voir-comme/", voir_comme, kw | {"page": page}, name=f"voir_comme{suffixe}"),
        path(base + "lecteurs/", gestes.lecteurs, kw, name=f"lecteurs{suffixe}"),
        path(base + "retirer/", gestes.retirer, kw, name=f"retirer{suffixe}"),
        path(base + "retablir/", gestes.retablir, kw, name=f"retablir{suffixe}"),
        path(base + "soumettre/", gestes.soumettre, kw, name=f"soumettre{suffixe}"),
        path(base + "relecture/", gestes.relecture, kw, name=f"relecture{suffixe}"),
    ]
    return [adresse for adresse in communes if (adresse.name or "").removesuffix(suffixe) not in sauf]
