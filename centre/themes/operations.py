"""Writing the vocabulary from the reference data."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from centre.registre import annoncer

from .models import AncienTheme, Famille, Pluriel, Synonyme, Theme

DONNEES = Path(__file__).parent / "donnees"


class Compte(NamedTuple):
    """What a load did to the themes, in rows."""

    crees: int
    modifies: int
    inchanges: int


def _ecrire_synonymes(theme: Theme, lignes: list[dict[str, Any]]) -> bool:
    """Create or update the synonyms of ``theme``; those added by hand stay. Says whether anything changed."""
    existants = {synonyme.texte: synonyme for synonyme in theme.synonymes.all()}
    change = False
    for ordre, ligne in enumerate(lignes):
        faits = {"developpement": "", "precision": "", **ligne, "ordre": ordre}
        synonyme = existants.get(ligne["texte"]) or Synonyme(theme=theme, texte=ligne["texte"])
        if not synonyme.pk or any(getattr(synonyme, champ) != valeur for champ, valeur in faits.items()):
            for champ, valeur in faits.items():
                setattr(synonyme, champ, valeur)
            synonyme.save()
            change = True
    return change


def _ecrire_theme(existants: dict[str, Theme], famille: Famille, ligne: dict[str, Any]) -> str:
    """Create or update one theme with its synonyms and announce it if it changed. Says which Compte it belongs to."""
    faits = {"nom": ligne["nom"], "definition": ligne.get("definition", ""), "famille_id": famille.pk}
    theme = existants.get(ligne["slug"]) or Theme(slug=ligne["slug"])
    if theme.revu:
        return "inchanges"
    neuf = theme.pk is None
    change = neuf or any(getattr(theme, champ) != valeur for champ, valeur in faits.items())
    if change:
        for champ, valeur in faits.items():
            setattr(theme, champ, valeur)
        theme.save()
    change |= _ecrire_synonymes(theme, ligne["synonymes"])
    if change:
        theme.refresh_from_db()  # drops the synonyms read before writing
        annoncer(theme)
    return "crees" if neuf else "modifies" if change else "inchanges"


def _charger_pluriels() -> None:
    with (DONNEES / "pluriels.csv").open(encoding="utf-8", newline="") as fichier:
        Pluriel.objects.bulk_create([Pluriel(**ligne) for ligne in csv.DictReader(fichier)], ignore_conflicts=True)


@transaction.atomic
def charger_themes() -> Compte:
    """Create or update, by slug, families, themes, synonyms and plurals; the same twice is once. Counts themes.

    Synonyms, themes and plurals added by hand are kept, and what the team revised or merged. Each created or changed theme is announced.
    """
    existants = {theme.slug: theme for theme in Theme.objects.prefetch_related("synonymes")}
    fondus = set(AncienTheme.objects.values_list("slug", flat=True))
    sorts: Counter[str] = Counter()
    for ordre, ligne in enumerate(json.loads((DONNEES / "themes.json").read_text(encoding="utf-8"))):
        famille, _ = Famille.objects.update_or_create(slug=ligne["slug"], defaults={"nom": ligne["nom"], "ordre": ordre})
        sorts.update(_ecrire_theme(existants, famille, theme) for theme in ligne["themes"] if theme["slug"] not in fondus)
    _charger_pluriels()
    return Compte(sorts["crees"], sorts["modifies"], sorts["inchanges"])
