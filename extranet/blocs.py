"""The few families of blocks a page is made of, and the one field that holds them."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

#: What rich text may hold: no colour, no image, no embed of a third party.
TRAITS = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
TRAITS_SIMPLES = ["bold", "italic", "ul", "link"]


class Citation(blocks.StructBlock):
    """Words of somebody else, with their origin."""

    texte = blocks.TextBlock(label="Texte cité")
    auteur = blocks.CharBlock(label="Qui parle", required=False)
    source = blocks.CharBlock(label="D’où vient la citation", required=False)

    class Meta:
        icon = "openquote"
        label = "Citation"
        template = "extranet/blocs/citation.html"


class Encart(blocks.StructBlock):
    """A framed notice."""

    titre = blocks.CharBlock(label="Titre", required=False)
    texte = blocks.RichTextBlock(label="Texte", features=TRAITS_SIMPLES)

    class Meta:
        icon = "help"
        label = "Encart"
        template = "extranet/blocs/encart.html"


class Chiffre(blocks.StructBlock):
    """One figure and its meaning."""

    nombre = blocks.CharBlock(label="Nombre", max_length=20)
    sens = blocks.CharBlock(label="Ce qu’il compte", max_length=120)


class Chiffres(blocks.StructBlock):
    """A few figures, with where they come from."""

    liste = blocks.ListBlock(Chiffre(), label="Chiffres", min_num=1, max_num=6)
    source = blocks.CharBlock(label="Source et date", help_text="Un chiffre sans source ne se publie pas.")

    class Meta:
        icon = "order"
        label = "Chiffres"
        template = "extranet/blocs/chiffres.html"


class LienVersUnePage(blocks.StructBlock):
    """A page of the site, and why to open it."""

    page = blocks.PageChooserBlock(label="Page")
    pourquoi = blocks.CharBlock(label="Pourquoi l’ouvrir", required=False, max_length=200)


class Liens(blocks.StructBlock):
    """Pages to go on with; those no longer published are left out."""

    titre = blocks.CharBlock(label="Titre", default="À lire aussi")
    pages = blocks.ListBlock(LienVersUnePage(), label="Pages", min_num=1)

    class Meta:
        icon = "link"
        label = "Liens vers des pages"
        template = "extranet/blocs/liens.html"


class Coordonnees(blocks.StaticBlock):
    """How to reach the Centre, read from its identity: typed once, in one screen."""

    class Meta:
        icon = "mail"
        label = "Coordonnées du Centre"
        admin_text = "Les coordonnées du Centre, reprises de son identité."
        template = "extranet/blocs/coordonnees.html"


class Corps(blocks.StreamBlock):
    """The body of a page."""

    texte = blocks.RichTextBlock(label="Texte", features=TRAITS, template="extranet/blocs/texte.html")
    citation = Citation()
    encart = Encart()
    chiffres = Chiffres()
    liens = Liens()
    coordonnees = Coordonnees()


class ChampCorps(StreamField):
    """A StreamField of ``Corps``. Its migration names this class: a block added or reworded makes no migration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(Corps(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Without the definition of the blocks."""
        nom, chemin, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return nom, chemin, [], kwargs
