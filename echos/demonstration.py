"""Stage of the demonstration: ten échos over the espaces, with photos and comments, dated from today; one of the archive, of 2005."""

from __future__ import annotations

import datetime as dt
import io
import json
import uuid
from pathlib import Path
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from centre.espaces.models import Espace
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import decrire, joindre_photo
from centre.publications.models import Commentaire, Fichier
from centre.registre import CANARI, Demonstration
from centre.temps import PARIS
from centre.themes.models import Theme

from .models import Echo

#: Namespace of the demonstration's tokens: running the stage again finds the same rows.
DEMO = uuid.UUID("5a3c7a52-6a0a-4f0e-9d5b-4f8f3a1d2c10")
TEXTES = ("titre", "lieu", "retenir_1", "retenir_2", "retenir_3", "surprise")


def peupler_echos(demo: Demonstration) -> None:
    """Each écho is written, illustrated, published, then answered, as its author would; of one already there, the marks alone."""
    for cle, ligne in _lignes():
        deja = Echo.objects.filter(jeton=uuid.uuid5(DEMO, cle)).first()
        if deja is None:
            _echo(demo, cle, ligne)
        elif deja.live and not deja.has_unpublished_changes:
            _remarquer(demo, deja)


def _lignes() -> list[tuple[str, dict[str, Any]]]:
    """The season, dated from today, then the archive, at its own dates: each with the key its token is made of."""
    saison, archive = (
        json.loads((Path(__file__).parent / "donnees" / nom).read_text(encoding="utf-8"))
        for nom in ("demonstration.json", "archive.json")
    )
    return [(str(rang), ligne) for rang, ligne in enumerate(saison)] + [(ligne["cle"], ligne) for ligne in archive]


@transaction.atomic
def _echo(demo: Demonstration, cle: str, ligne: dict[str, Any]) -> None:
    """Whole or not at all: a killed run leaves nothing half done."""
    auteur = demo.acquis["membres"][ligne["auteur"]]
    espace = Espace.objects.get(slug=ligne["espace"])
    echo = operations.creer(publication=_brouillon(demo, cle, ligne), espace=espace, par=auteur, exemple=True)
    _marquer_le_texte(demo, echo, auteur)
    for numero in range(ligne["photos"]):
        _photo(echo, auteur, numero, demo.canari(espace.slug, "echo", echo.pk).strip())
    quand = _publie_le(demo, ligne)
    echo = operations.publier(publication=echo, par=auteur, quand=quand)
    for compte, mots in ligne["commentaires"]:
        quand += dt.timedelta(hours=demo.hasard.randint(2, 30))
        commentaire = commenter(publication=echo, texte=mots, par=demo.acquis["membres"][compte])
        Commentaire.objects.filter(pk=commentaire.pk).update(cree_le=min(quand, timezone.now()))
    _marquer_les_commentaires(demo, echo)


def _publie_le(demo: Demonstration, ligne: dict[str, Any]) -> dt.datetime:
    if "publie_le" in ligne:
        return dt.datetime.fromisoformat(ligne["publie_le"]).replace(tzinfo=PARIS)
    return timezone.now() - dt.timedelta(days=ligne["jours"] - 1, hours=demo.hasard.randint(1, 9))


def _a_eu_lieu_le(demo: Demonstration, ligne: dict[str, Any]) -> dt.date:
    return dt.date.fromisoformat(ligne["le"]) if "le" in ligne else demo.aujourd_hui - dt.timedelta(days=ligne["jours"])


@transaction.atomic
def _remarquer(demo: Demonstration, echo: Echo) -> None:
    """Give an écho of an earlier run the marks of this one: CENTRE_CANARIS may have changed."""
    par = demo.acquis["membres"]["animatrice"]
    if _marquer_le_texte(demo, echo, par):
        operations.publier(publication=echo, par=par)
    for fichier in Fichier.objects.sur(echo):
        marque = demo.canari(echo.espace.slug, "echo", echo.pk).strip()
        fichier.nom = _nom_de_fichier(CANARI.sub("", fichier.nom).removesuffix(".jpg"), marque)
        fichier.description = demo.marquer(fichier.description, echo.espace.slug, "echo", echo.pk)
        fichier.save(update_fields=["nom", "description"])
    _marquer_les_commentaires(demo, echo)


def _marquer_le_texte(demo: Demonstration, echo: Echo, par: Any) -> bool:
    """Put the marks in the latest version of every text field; whether that changed it."""
    texte = echo.version_a_modifier()
    avant = {champ: getattr(texte, champ) for champ in (*TEXTES, "recit")}
    apres = {champ: demo.marquer(valeur, echo.espace.slug, "echo", echo.pk) for champ, valeur in avant.items()}
    marque = demo.canari(echo.espace.slug, "echo", echo.pk).strip()
    apres["recit"] = CANARI.sub("", avant["recit"]) + (f"<p>{marque}</p>" if marque and avant["recit"] else "")
    if apres == avant:
        return False
    for champ, valeur in apres.items():
        setattr(texte, champ, valeur)
    operations.enregistrer(publication=texte, par=par, version_lue=echo.latest_revision_id)
    return True


def _marquer_les_commentaires(demo: Demonstration, echo: Echo) -> None:
    for commentaire in Commentaire.objects.sur(echo):
        commentaire.texte = demo.marquer(commentaire.texte, echo.espace.slug, "commentaire", commentaire.pk)
        commentaire.save(update_fields=["texte"])


def _brouillon(demo: Demonstration, cle: str, ligne: dict[str, Any]) -> Echo:
    retenir = [*ligne["retenir"], "", "", ""]
    echo = Echo(
        jeton=uuid.uuid5(DEMO, cle), titre=ligne["titre"], lieu=ligne["lieu"],
        surprise=ligne["surprise"], recit=ligne["recit"],
        retenir_1=retenir[0], retenir_2=retenir[1], retenir_3=retenir[2], utile_a=ligne["utile"],
        date_evenement=_a_eu_lieu_le(demo, ligne),
    )  # fmt: skip
    poste = demo.acquis["membres"][ligne["auteur"]].poste
    echo.themes = list(Theme.objects.filter(slug__in=ligne["themes"]))
    echo.territoires = list(poste.territoires.all()) if poste else []
    return echo


def _photo(echo: Echo, auteur: Any, numero: int, marque: str) -> None:
    """A drawn page of notes, its metadata marked, sent like a phone would."""
    nom = _nom_de_fichier(f"notes-{numero + 1}", marque)
    fichier = SimpleUploadedFile(nom, page_de_notes(echo.pk * 7 + numero, marque), "image/jpeg")
    photo = joindre_photo(publication=echo, photo=fichier, par=auteur)
    description = f"Page {numero + 1} des notes prises sur place, dessinée pour l’exemple {marque}".strip()
    decrire(fichier=photo, description=description, par=auteur)


def _nom_de_fichier(racine: str, marque: str) -> str:
    return f"{racine}-{marque}.jpg" if marque else f"{racine}.jpg"


def page_de_notes(graine: int, marque: str = "") -> bytes:
    """A JPEG of handwritten-looking lines and a sketch, the same for the same ``graine``; ``marque`` goes in its metadata."""
    hasard = Random(graine)  # noqa: S311  a drawing
    image = Image.new("RGB", (1200, 900), (250, 247, 238))
    trait = ImageDraw.Draw(image)
    for y in range(120, 860, 60):
        trait.line((60, y, 1140, y), fill=(214, 222, 230), width=2)
        x, fin = 90, hasard.randint(500, 1080)
        while x < fin:
            mot = hasard.randint(20, 90)
            points = [(x + i * 8, y - hasard.randint(4, 26)) for i in range(mot // 8 + 2)]
            trait.line(points, fill=(40, 60, 110), width=4, joint="curve")
            x += mot + 34
    trait.ellipse((820, 560, 1100, 800), outline=(166, 61, 47), width=6)
    exif = Image.Exif()
    exif[0x010E] = marque or "notes"
    sortie = io.BytesIO()
    image.save(sortie, "JPEG", quality=80, exif=exif)
    return sortie.getvalue()
