"""Components of the screens that need a computation. The others are plain includes of ``templates/composants/``.

Every component is shown in all its states on the gallery page; its template's header says what it takes.
"""

from datetime import date as jour
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import format_html

from centre.rgpd import Traitement, traitements
from centre.temps import date_locale, en_local

register = template.Library()

SPRITE = "images/emblemes.svg"
#: Colour class of an outline; rural is the drawing's own colour.
MONDES = {"rural": "", "urbain": " u", "mixte": " r"}
#: Sign of a monde, for a territory without outline.
SIGNES = {"rural": "rural", "urbain": "urbain", "mixte": "region"}
#: Sign of each type of catalogue entry (DESIGN §7).
TYPES = {
    "page": "page", "actualite": "actu", "breve": "breve", "jeudi": "cycle", "compte_rendu": "cr",
    "dossier": "dossier", "ressource": "ressource", "note": "note", "demande": "note", "experience": "exp",
    "echo": "echo", "evenement": "ical", "coproduction": "plume", "membre": "membre", "lieu": "lieu",
    "territoire": "lieu", "theme": "theme", "groupe": "equipe", "lettre": "mel", "document": "ressource",
}  # fmt: skip


@register.simple_tag
def icone(nom: str, taille: str = "") -> str:
    """Draw the sign ``nom`` (``"loupe"`` for ``i-loupe``); ``taille="s"`` is the small one. Decorative: hidden from readers."""
    return format_html(
        '<svg class="ico{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        f" {taille}" if taille else "", static(SPRITE), nom,
    )  # fmt: skip


@register.simple_tag
def icone_type(type_objet: str, taille: str = "") -> str:
    """Draw the sign of a type of entry (``"echo"``, ``"actualite"``…); an unknown type gets a page."""
    return icone(TYPES.get(type_objet, "page"), taille)


@register.simple_tag
def embleme(territoire: Any = None, monde: str = "") -> str:
    """Draw the outline of a territory (its ``embleme``, a path on 48 × 48), else the sign of its ``monde``."""
    monde = monde or getattr(territoire, "monde", "mixte")
    trace = getattr(territoire, "embleme", "")
    if trace:
        dessin = format_html('<path d="{}"/>', trace)
    else:
        dessin = format_html('<use href="{}#t-{}"></use>', static(SPRITE), SIGNES.get(monde, "region"))
    return format_html(
        '<svg class="emb{}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{}</svg>', MONDES.get(monde, " r"), dessin
    )


@register.inclusion_tag("composants/etiquette_espace.html")
def etiquette_espace(espace: Any = None, nom: str = "", slug: str = "") -> dict[str, Any]:
    """Say where a content lives: an Espace, or its ``nom`` and ``slug``."""
    slug = slug or getattr(espace, "slug", "")
    return {"nom": nom or getattr(espace, "nom", ""), "slug": slug, "ouvert": slug == "ouvert"}


@register.simple_tag(name="date")
def balise_date(instant: jour | None, forme: str = "longue", *, promesse: bool = False) -> str:
    """Write a ``<time>`` readable by people and machines; nothing for ``None``. ``promesse`` marks a promised date."""
    if instant is None:
        return ""
    local = en_local(instant)
    valeur = local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()
    return format_html(
        '<time{} datetime="{}">{}</time>', " data-promesse" if promesse else "", valeur, date_locale(instant, forme)
    )


@register.simple_tag
def registre_des_traitements() -> list[Traitement]:
    """The register of processing, in words, for whoever reads it."""
    return list(traitements.values())


@register.filter("date_locale")
def filtre_date(instant: jour | None, forme: str = "longue") -> str:
    """Write a date as words alone, where a tag cannot stand: a page's title, an attribute."""
    return "" if instant is None else date_locale(instant, forme)


@register.inclusion_tag("composants/fil.html")
def fil(*titres_et_adresses: str) -> dict[str, Any]:
    """Print the breadcrumb: title, address, title, address…, and last the title of the page itself. The home comes first."""
    *liens, ici = titres_et_adresses
    return {"etapes": list(zip(liens[::2], liens[1::2], strict=True)), "ici": ici}


@register.inclusion_tag("composants/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Print links to the other pages of a list; nothing when there is only one. Other parameters of the address stay."""
    numeros = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numeros": list(numeros), "request": context["request"]}


@register.simple_block_tag
def avis(content: str, titre: str = "", ton: str = "", niveau: int = 2, role: str = "") -> str:
    """Frame a notice: ``ton`` empty, ``"urgent"`` or ``"ok"``; see ``composants/avis.html``."""
    return _rendre("avis", contenu=content, titre=titre, ton=ton, niveau=f"h{niveau}", role=role)


@register.simple_block_tag
def encart(content: str, titre: str = "", equipe: bool = False, ident: str = "", niveau: int = 2) -> str:
    """Frame what is to be done here; ``equipe`` dashes the border of what the team alone sees."""
    return _rendre("encart", contenu=content, titre=titre, equipe=equipe, ident=ident, niveau=f"h{niveau}")


@register.simple_block_tag
def vide(content: str, message: str = "") -> str:
    """Say that a list is empty (« Aucun… ») and, inside, why and what can be done."""
    return _rendre("vide", contenu=content, message=message)


@register.simple_block_tag
def defile(content: str, nom: str) -> str:
    """Let a wide table scroll inside the page; ``nom`` names the region for readers."""
    return _rendre("defile", contenu=content, nom=nom)


@register.simple_block_tag
def barre(content: str, etat: str = "") -> str:
    """Keep the gestures of a long form in sight; ``etat`` tells where the draft stands."""
    return _rendre("barre", contenu=content, etat=etat)


def _rendre(composant: str, **contexte: Any) -> str:
    return template.loader.render_to_string(f"composants/{composant}.html", contexte)
