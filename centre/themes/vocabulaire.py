"""What the vocabulary gives to search."""

from collections.abc import Iterator

from .enums import Genre
from .models import Pluriel, Synonyme


def couples_de_synonymes() -> Iterator[tuple[str, str]]:
    """Pairs (term, equivalent): who looks for the term is also shown the equivalent. Each pair once, never a term with itself.

    A synonym and its theme's name, a sigle and what it stands for, a singular and its plural go both ways; a sigle also leads to
    its theme's name, not the reverse (« Programmes européens » does not mean LEADER). Two queries.
    """
    vus: set[tuple[str, str]] = set()
    for couple in (*_du_vocabulaire(), *_des_pluriels()):
        if couple not in vus and couple[0].casefold() != couple[1].casefold():
            vus.add(couple)
            yield couple


def _du_vocabulaire() -> Iterator[tuple[str, str]]:
    for synonyme in Synonyme.objects.select_related("theme").order_by("theme_id", "ordre", "pk"):
        yield synonyme.texte, synonyme.theme.nom
        if synonyme.genre != Genre.SIGLE:
            yield synonyme.theme.nom, synonyme.texte
        elif synonyme.developpement:
            yield synonyme.texte, synonyme.developpement
            yield synonyme.developpement, synonyme.texte


def _des_pluriels() -> Iterator[tuple[str, str]]:
    for singulier, pluriel in Pluriel.objects.values_list("singulier", "pluriel"):
        yield singulier, pluriel
        yield pluriel, singulier


def expliquer_sigle(mot: str) -> Synonyme | None:
    """The sigle ``mot`` (case aside) with its theme, when the vocabulary knows what it stands for."""
    sigles = Synonyme.objects.filter(genre=Genre.SIGLE, texte__iexact=mot.strip()).exclude(developpement="")
    return sigles.select_related("theme").order_by("pk").first()
