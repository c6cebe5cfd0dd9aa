"""Photos as they are kept: upright, reduced, without metadata (no place, no camera, no date)."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

TAILLE_MAX = 10 * 1024 * 1024
PIXELS_MAX = 60_000_000
COTE = 1600
COTE_VIGNETTE = 480
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Photo:
    """A re-encoded photo: two JPEG files, the large one and its thumbnail, and the large one's size in pixels."""

    grande: bytes
    vignette: bytes
    largeur: int
    hauteur: int


def recoder(fichier: Any) -> Photo:
    """Re-encode an uploaded image. Raises ValidationError, in French, for what is not a photo of at most 10 MB."""
    if fichier.size > TAILLE_MAX:
        raise ValidationError("Cette photo dépasse 10 Mo. Réduisez-la, ou prenez-la en qualité moindre.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = _ouvrir(fichier)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as erreur:
        raise ValidationError("Ce fichier n’est pas une photo lisible (JPEG, PNG ou WebP).") from erreur
    grande = _reduire(image, COTE)
    return Photo(_jpeg(grande), _jpeg(_reduire(image, COTE_VIGNETTE)), grande.width, grande.height)


def _ouvrir(fichier: Any) -> Image.Image:
    image = Image.open(fichier, formats=FORMATS)
    if image.width * image.height > PIXELS_MAX:
        raise ValueError("trop de pixels")
    image.draft("RGB", (COTE, COTE))
    redressee = ImageOps.exif_transpose(image)
    fond = Image.new("RGB", redressee.size, "white")
    rgba = redressee.convert("RGBA")
    fond.paste(rgba, mask=rgba.getchannel("A"))
    return fond


def _reduire(image: Image.Image, cote: int) -> Image.Image:
    copie = image.copy()
    copie.thumbnail((cote, cote))
    return copie


def _jpeg(image: Image.Image) -> bytes:
    """A fresh encoding: nothing of the original's metadata is handed over."""
    sortie = io.BytesIO()
    Image.frombytes("RGB", image.size, image.tobytes()).save(sortie, "JPEG", quality=84, optimize=True)
    return sortie.getvalue()
