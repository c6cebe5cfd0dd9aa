"""From a template to a message: a subject, a plain text always, an HTML version when the kind has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import css_inline
from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse

SUJET = re.compile(r"Objet\s*:[^\S\n]*(?P<sujet>[^\n]+)\n(?P<corps>.*)", re.DOTALL)
LIEN = re.compile(r"/lien/[\w-]{20,}/?")
BLANCS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Message:
    """What is written, before anyone is named."""

    sujet: str
    texte: str
    html: str = ""


def site() -> str:
    """The portal's address, without the last slash."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def masquer_liens(texte: str) -> str:
    """``texte`` without the tokens of its signed links."""
    return LIEN.sub("/lien/…/", texte)


def composer(genre: str, contexte: Mapping[str, Any]) -> Message:
    """Render ``courriels/<genre>.txt`` (its first line: « Objet : … ») and ``.html`` when there is one.

    The templates also know ``site`` (address of the portal), ``nom_du_site``, ``preferences`` (address of that page).
    Raises TemplateDoesNotExist without a text, ValueError without a subject.
    """
    tout = {
        "site": site(),
        "nom_du_site": settings.WAGTAIL_SITE_NAME,
        "preferences": site() + reverse("courriels:preferences"),
        **contexte,
    }
    ecrit = SUJET.match(_rendre(f"courriels/{genre}.txt", tout, echapper=False).lstrip())
    if ecrit is None or not ecrit["sujet"].strip():
        raise ValueError(f"courriels/{genre}.txt ne commence pas par « Objet : … »")
    lignes = (ligne.rstrip() for ligne in ecrit["corps"].splitlines())
    texte = BLANCS.sub("\n\n", "\n".join(lignes)).strip() + "\n"
    return Message(sujet=" ".join(ecrit["sujet"].split())[:300], texte=texte, html=_html(genre, tout))


def _rendre(nom: str, contexte: dict[str, Any], *, echapper: bool) -> str:
    gabarit: Any = get_template(nom)  # Django's own engine: the only one whose escaping is chosen at rendering
    return str(gabarit.template.render(Context(contexte, autoescape=echapper)))


def _html(genre: str, contexte: dict[str, Any]) -> str:
    nom = f"courriels/{genre}.html"
    try:
        get_template(nom)
    except TemplateDoesNotExist:
        return ""
    return _inliner().inline(_rendre(nom, contexte, echapper=True))


@cache
def _inliner() -> css_inline.CSSInliner:
    """Moves the rules of ``<style>`` onto the elements, as mail readers want; fetches nothing."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
