"""What the journeys write with: photos as a phone makes them, the notebook filled by hand."""

from __future__ import annotations

import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import expect

from echos.models import Echo

GPS, LATITUDE, LONGITUDE = 0x8825, (49.0, 26.0, 35.1), (1.0, 5.0, 58.2)


def photo(nom: str = "notes.jpg", couleur: str = "teal") -> dict[str, Any]:
    """A JPEG with a place, a camera and a description in its metadata, as Playwright uploads files."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0110] = "canari-description", "canari-appareil"
    exif[GPS] = {1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE}
    sortie = io.BytesIO()
    Image.new("RGB", (1600, 1200), couleur).save(sortie, "JPEG", exif=exif)
    assert dict(Image.open(io.BytesIO(sortie.getvalue())).getexif().get_ifd(GPS))[2] == LATITUDE
    return {"name": nom, "mimeType": "image/jpeg", "buffer": sortie.getvalue()}


def envoyee(photo: dict[str, Any]) -> SimpleUploadedFile:
    """The same photo, for the operations."""
    return SimpleUploadedFile(photo["name"], photo["buffer"], photo["mimeType"])


def fichier(nom: str, contenu: bytes) -> dict[str, Any]:
    """Any file, announced as a photo."""
    return {"name": nom, "mimeType": "image/jpeg", "buffer": contenu}


def etat(page: Any) -> Any:
    """The line above the buttons, where the notebook says what became of the draft."""
    return page.locator("[data-etat]")


def carnet(page: Any) -> None:
    """From the member's home to the empty notebook, editor started."""
    page.get_by_role("link", name="Écrire un écho").first.click()
    expect(page.get_by_role("heading", name="J’y étais.")).to_be_visible()
    expect(page.get_by_role("group", name="Mise en forme : Pour en dire plus")).to_be_visible()


def remplir(page: Any, titre: str = "Colloque de Caen", retenir: str = "On recrute mieux en rendant compte.") -> None:
    """What a publication needs."""
    page.get_by_label("Quoi ?").fill(titre)
    page.get_by_label("Première chose").fill(retenir)


def publier(page: Any) -> Echo:
    """Click « Publier », see the reader's page, return the écho."""
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url(re.compile(r"/echos/(?!ecrire)[\w-]+/$"))
    expect(page.get_by_text("Votre écho est publié")).to_be_visible()
    return Echo.objects.get(slug=page.url.rstrip("/").rsplit("/", 1)[1])
