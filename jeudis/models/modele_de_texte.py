"""What a compte rendu starts from: one template per forme, the house's until the team writes its own."""

from __future__ import annotations

from django.db import models

from centre.publications.texte_riche import EXTENSIONS_A_DEUX_EDITIONS, ChampDeTexteRiche, assainir_deux_editions

from ..enums import Forme
from .jeudi import Jeudi

#: Where the programme of the Jeudi goes, in a paragraph of its own.
PROGRAMME = "[programme]"


def _parties(*titres: str) -> str:
    """Headed parts, an empty paragraph under each; « ! » before a title: reserved; « - »: a list."""
    html = []
    for titre in titres:
        marque = ' class="reserve"' if titre.startswith("!") else ""
        nom, puce = titre.lstrip("!-"), titre.startswith("-")
        corps = "<ul><li><p></p></li></ul>" if puce else f"<p{marque}></p>"
        html.append(f"<h3{marque}>{nom}</h3>{corps}")
    return "".join(html)


#: The house's own: four formes, four ways of telling.
MAISON: dict[str, str] = {
    Forme.SEANCE: f"<h3>Ce qui s’est dit</h3><p>{PROGRAMME}</p>"
    + _parties("Questions de la salle", "-À retenir", "!Entre nous", "La suite"),
    Forme.GROUPE: _parties("Depuis la dernière séance", "Où en est le groupe", "Points débattus")
    + f"<p>{PROGRAMME}</p>"
    + _parties("-À retenir", "!Entre nous", "Prochaine séance"),
    Forme.CYCLE: f"<h3>Ce que la promotion a travaillé</h3><p>{PROGRAMME}</p>"
    + _parties("Apports des intervenant·es", "Mises en pratique", "-À retenir", "!Entre nous", "D’ici la prochaine séance"),
    Forme.JOURNEE: f"<h3>Ouverture</h3><p></p><h3>Interventions</h3><p>{PROGRAMME}</p>"
    + _parties("Ateliers", "Échanges avec la salle", "-À retenir", "!Entre nous", "La suite"),
}


class ModeleDeCompteRendu(models.Model):
    """The team's own template of a forme; without a row, the house's."""

    forme = models.CharField(max_length=10, choices=Forme.choices, unique=True)
    texte = ChampDeTexteRiche("modèle", extensions=EXTENSIONS_A_DEUX_EDITIONS, sanitize=assainir_deux_editions)

    class Meta:
        verbose_name = "modèle de compte rendu"
        verbose_name_plural = "modèles de compte rendu"

    def __str__(self) -> str:
        return self.get_forme_display()

    @classmethod
    def de_la_forme(cls, forme: str) -> str:
        """The HTML a compte rendu of that forme starts from."""
        sien = cls.objects.filter(forme=forme).values_list("texte", flat=True).first()
        return sien if sien is not None else MAISON[forme]


def texte_de_depart(jeudi: Jeudi) -> str:
    """The template of the forme with the programme of ``jeudi`` in its place."""
    return ModeleDeCompteRendu.de_la_forme(jeudi.forme).replace(f"<p>{PROGRAMME}</p>", jeudi.programme or "<p></p>")
