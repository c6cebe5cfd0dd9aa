"""The team writes the vocabulary: a theme with its words and neighbours; two themes that are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from wagtail.models import Revision

from centre.journal.operations import consigner
from centre.registre import annoncer, changer_de_main, fusions_de_themes

from .enums import Genre
from .models import AncienTheme, Synonyme, Theme


@transaction.atomic
def enregistrer_theme(
    *, theme: Theme, voisins: Iterable[Theme], synonymes: Sequence[str], sigles: Sequence[tuple[str, str]], par: Any
) -> Theme:
    """Write a theme as the team wants it. ``sigles``: initials, what they stand for. A new one gets its address, for good.

    Raises ValidationError when its broader theme is more precise than it.
    """
    list(Theme.objects.select_for_update().order_by("pk"))  # two people at once cannot close a circle
    neuf = theme.pk is None
    if neuf:
        theme.slug = _adresse_libre(theme.nom)
    elif theme.plus_large_id and not Theme.objects.hors_de(theme).filter(pk=theme.plus_large_id).exists():
        raise ValidationError({"plus_large": "Ce thème est déjà plus précis que celui-ci : on tournerait en rond."})
    theme.revu = True
    theme.save()
    theme.voisins.set([voisin for voisin in voisins if voisin.pk != theme.pk])
    _ecrire_les_mots(theme, synonymes, sigles)
    consigner(acteur=par, verbe="theme.creer" if neuf else "theme.modifier", objet=theme)
    frais = Theme.objects.get(pk=theme.pk)
    annoncer(frais)
    return frais


def _adresse_libre(nom: str) -> str:
    base = slugify(nom)[:110] or "theme"
    prises = {*Theme.objects.values_list("slug", flat=True), *AncienTheme.objects.values_list("slug", flat=True)}
    return next(slug for n in range(1, len(prises) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in prises)


def _ecrire_les_mots(theme: Theme, synonymes: Sequence[str], sigles: Sequence[tuple[str, str]]) -> None:
    """Exactly these words, in this order; a word that stays keeps its précision."""
    voulus = {texte: (Genre.SIGLE, sens) for texte, sens in sigles} | dict.fromkeys(synonymes, (Genre.SYNONYME, ""))
    theme.synonymes.exclude(texte__in=voulus).delete()
    for ordre, (texte, (genre, developpement)) in enumerate(voulus.items()):
        faits = {"genre": genre, "developpement": developpement, "ordre": ordre}
        Synonyme.objects.update_or_create(theme=theme, texte=texte, defaults=faits)


@transaction.atomic
def fusionner_themes(*, garde: Theme, absorbe: Theme, par: Any) -> Theme:
    """Give ``garde`` everything filed under ``absorbe``, drafts and old versions included; its address leads there from now on.

    Asked twice, or by two people at once, it is done once. Raises ValueError for a theme with itself, Theme.DoesNotExist when the
    kept one is gone.
    """
    if garde.pk == absorbe.pk:
        raise ValueError("un thème ne se fusionne pas avec lui-même")
    lignes = {theme.pk: theme for theme in Theme.objects.select_for_update().order_by("pk")}
    if garde.pk not in lignes:
        raise Theme.DoesNotExist
    garde = lignes[garde.pk]
    if absorbe.pk not in lignes:
        return garde
    absorbe = lignes[absorbe.pk]
    if not Theme.objects.hors_de(absorbe).filter(pk=garde.pk).exists():  # the kept one was inside the other
        Theme.objects.filter(pk=garde.pk).update(plus_large=absorbe.plus_large_id)
    deplaces = _faire_suivre(garde, absorbe) + _reprendre_les_versions(garde, absorbe)
    for suivre in fusions_de_themes.values():
        suivre(garde, absorbe)
    _garder_les_mots(garde, absorbe)
    details = {"absorbe": absorbe.pk, "slug": absorbe.slug, "liens": deplaces}
    consigner(acteur=par, verbe="theme.fusionner", objet=garde, details=details)
    Theme.objects.get(pk=absorbe.pk).delete()
    garde = Theme.objects.get(pk=garde.pk)
    annoncer(garde)
    return garde


def _faire_suivre(garde: Theme, absorbe: Theme) -> int:
    """Every key to a theme, of whatever table: how many rows moved. Who pointed to both points once."""
    deplaces = 0
    for lien in Theme._meta.get_fields(include_hidden=True):
        if not lien.auto_created or lien.concrete or lien.many_to_many:
            continue
        modele: Any = lien.related_model
        champ = lien.field.name  # type: ignore[union-attr]
        if modele._meta.auto_created:
            deplaces += _faire_suivre_la_liste(modele, champ, garde, absorbe)
        else:
            deplaces += changer_de_main(modele, [champ], absorbe, garde)
    Theme.voisins.through.objects.filter(from_theme=garde, to_theme=garde).delete()
    return deplaces


def _faire_suivre_la_liste(liens: type[models.Model], champ: str, garde: Theme, absorbe: Theme) -> int:
    """Rows of the table of a many-to-many: one statement for those that move, the others go with the theme."""
    autre = next(f.name for f in liens._meta.fields if f.is_relation and f.name != champ)
    deja = liens._base_manager.filter(**{champ: garde}).values(autre)
    siens = liens._base_manager.filter(**{champ: absorbe})
    moved: int = siens.exclude(**{f"{autre}__in": deja}).update(**{champ: garde})
    return moved


def _reprendre_les_versions(garde: Theme, absorbe: Theme) -> int:
    """Drafts and old versions name their themes by key: read again, or published, they must find the one that stays."""
    versions = list(Revision.objects.filter(content__themes__contains=absorbe.pk))
    for version in versions:
        dits = [garde.pk if pk == absorbe.pk else pk for pk in version.content["themes"]]
        version.content["themes"] = list(dict.fromkeys(dits))
    Revision.objects.bulk_update(versions, ["content"], batch_size=200)
    return len(versions)


def _garder_les_mots(garde: Theme, absorbe: Theme) -> None:
    """The name of the absorbed theme is still looked for, and its address still followed."""
    dits = {garde.nom.casefold(), *(texte.casefold() for texte in garde.synonymes.values_list("texte", flat=True))}
    if absorbe.nom.casefold() not in dits:
        Synonyme.objects.create(theme=garde, texte=absorbe.nom, ordre=garde.synonymes.count())
    AncienTheme.objects.create(slug=absorbe.slug, nom=absorbe.nom, theme=garde)
    Theme.objects.filter(pk=garde.pk).update(revu=True)
