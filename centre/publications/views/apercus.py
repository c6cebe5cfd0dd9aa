"""One page of a file, read in the site: its picture when the job drew one, its text; page after page, without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..extraction import PAGINES
from ..models import Apercu, Fichier, TexteDeFichier


def image_de(fichier: Fichier, numero: int) -> Any | None:
    """The stored picture of a page; None when it has none."""
    apercu = Apercu.objects.filter(fichier=fichier, numero=numero).first()
    return apercu and apercu.image


def feuilleter(request: HttpRequest, fichier: Fichier, numero: int) -> HttpResponse | None:
    """The page ``numero`` of a file the reader may open; None when there is no such page."""
    lecture = TexteDeFichier.objects.filter(fichier=fichier).first()
    nombre = len(lecture.pages) if lecture else 0
    if lecture is None or numero > nombre:
        return None
    contexte = {
        "fichier": fichier,
        "lecture": lecture,
        "numero": numero,
        "nombre": nombre,
        "mot": PAGINES.get(fichier.type_mime, "texte"),
        "texte": lecture.pages[numero - 1],
        "apercu": Apercu.objects.filter(fichier=fichier, numero=numero).first(),
        "precedente": fichier.adresse_de_page(numero - 1) if numero > 1 else "",
        "suivante": fichier.adresse_de_page(numero + 1) if numero < nombre else "",
        "porteur": _porteur(request, fichier),
    }
    return render(request, "publications/page_de_fichier.html", contexte)


def _porteur(request: HttpRequest, fichier: Fichier) -> Any | None:
    """What the file is joined to, when the reader may read that too."""
    porteur: Any = fichier.publication
    lus = getattr(type(porteur)._default_manager, "visibles_pour", None) if porteur is not None else None
    return lus(request.user).filter(pk=porteur.pk).first() if lus and hasattr(porteur, "get_absolute_url") else None
