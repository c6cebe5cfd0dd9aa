"""The addresses below every publication's own page."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from .models import Publication
from .views import commentaires, gestes, historique, photos


def urls_communes(modele: type[Publication], gabarit: str) -> list[URLPattern]:
    """Addresses of the gestures on a publication of ``modele``; ``gabarit`` is its reading page (a refused comment returns there)."""
    kw: dict[str, Any] = {"modele": modele}
    return [
        path("<slug:slug>/photos/", photos.ajouter, kw, name="photos"),
        path("<slug:slug>/photos/<uuid:cle>/retirer/", photos.retirer, kw, name="retirer_photo"),
        path("<slug:slug>/commenter/", commentaires.commenter, kw | {"gabarit": gabarit}, name="commenter"),
        path("<slug:slug>/commentaires/<int:commentaire>/retirer/", commentaires.retirer, kw, name="retirer_commentaire"),
        path("<slug:slug>/historique/", historique.historique, kw, name="historique"),
        path("<slug:slug>/historique/<int:revision>/", historique.comparaison, kw, name="comparaison"),
        path("<slug:slug>/historique/<int:revision>/restaurer/", historique.restaurer, kw, name="restaurer"),
        path("<slug:slug>/lecteurs/", gestes.lecteurs, kw, name="lecteurs"),
        path("<slug:slug>/retirer/", gestes.retirer, kw, name="retirer"),
        path("<slug:slug>/retablir/", gestes.retablir, kw, name="retablir"),
        path("<slug:slug>/soumettre/", gestes.soumettre, kw, name="soumettre"),
        path("<slug:slug>/relecture/", gestes.relecture, kw, name="relecture"),
    ]
