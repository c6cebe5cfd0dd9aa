"""Stage of the demonstration: a dozen fiches, more or less open, some with a photo."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from centre.registre import Demonstration
from centre.themes.models import Theme

from .models import CHAMPS, Fiche, Membre
from .operations.annuaire import enregistrer_la_fiche, faire_connaitre, poser_la_photo


@transaction.atomic
def peupler_fiches(demo: Demonstration) -> None:
    """Each fiche is written as its member would; of one already there, the marks alone."""
    lignes = json.loads((Path(__file__).parent / "donnees" / "fiches.json").read_text(encoding="utf-8"))
    themes = Theme.objects.in_bulk(field_name="slug")
    for ligne in lignes:
        membre = demo.acquis["membres"][ligne["compte"]]
        if not Fiche.objects.filter(membre=membre).exists():
            _ecrire(membre, ligne, themes)
        _marquer(demo, Membre.objects.pour_l_annuaire().get(pk=membre.pk))


def _ecrire(membre: Membre, ligne: dict[str, Any], themes: dict[str, Theme]) -> None:
    visibilites = {champ: defaut.value for champ, (_, defaut) in CHAMPS.items()} | ligne["voir"]
    choisis = {champ: [themes[slug] for slug in ligne[champ] if slug in themes] for champ in ("connus", "cherches", "suivis")}
    textes = {champ: ligne[champ] for champ in ("presentation", "telephone")}
    enregistrer_la_fiche(membre=membre, textes=textes, visibilites=visibilites, par=membre, **choisis)
    if ligne["photo"]:
        poser_la_photo(membre=membre, photo=_portrait(ligne["photo"]))


def _marquer(demo: Demonstration, membre: Membre) -> None:
    """Each text carries the mark of the espace whose readers see it."""
    fiche = membre.fiche_ou_vide
    for champ in ("presentation", "telephone"):
        espace = membre.espace_le_plus_ferme("identite", champ)
        setattr(fiche, champ, demo.marquer(getattr(fiche, champ), espace, "membre", membre.pk))
    fiche.save(update_fields=["presentation", "telephone"])
    faire_connaitre(membre)


def _portrait(couleur: str) -> SimpleUploadedFile:
    """A drawing that is nobody: a head and shoulders on a plain ground."""
    image = Image.new("RGB", (480, 480), couleur)
    crayon = ImageDraw.Draw(image)
    crayon.ellipse((160, 90, 320, 250), fill="white")
    crayon.pieslice((80, 270, 400, 590), 180, 360, fill="white")
    sortie = io.BytesIO()
    image.save(sortie, "JPEG")
    return SimpleUploadedFile("portrait.jpg", sortie.getvalue(), "image/jpeg")
