"""Files made to hurt who reads them, and small honest ones of the same formats."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

ENTITES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
    f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(9)
)


def archive(**parties: str | bytes) -> bytes:
    """A ZIP of these parts; « __ » is a « / » in their names, « _0 » a full stop."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in parties.items():
            zip_.writestr(nom.replace("__", "/").replace("_0", "."), contenu)
    return sortie.getvalue()


def presentation(*diapos: tuple[str, str]) -> bytes:
    """A PPTX: (text, notes) of each slide. Stored in the reverse of the order they are shown."""
    parties: dict[str, str] = {}
    liens, ordre, total = "", "", len(diapos)
    for rang, (texte, notes) in enumerate(diapos, 1):
        numero = total - rang + 1
        liens += f'<Relationship Id="rId{rang}" Type="x/slide" Target="slides/slide{numero}.xml"/>'
        ordre += f'<p:sldId id="{256 + rang}" r:id="rId{rang}"/>'
        mots = "".join(f"<a:r><a:t>{texte[i : i + 5]}</a:t></a:r>" for i in range(0, len(texte), 5))  # words cut into runs
        parties[f"ppt__slides__slide{numero}_0xml"] = f"<p:sld><p:sp><a:p>{mots}</a:p></p:sp></p:sld>"
        parties[f"ppt__notesSlides__notesSlide{numero}_0xml"] = f"<p:notes><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:notes>"
        vers = f'<Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/notesSlide{numero}.xml"/>'
        parties[f"ppt__slides___rels__slide{numero}_0xml_0rels"] = f"<Relationships>{vers}</Relationships>"
    parties["ppt__presentation_0xml"] = f"<p:presentation><p:sldIdLst>{ordre}</p:sldIdLst></p:presentation>"
    parties["ppt___rels__presentation_0xml_0rels"] = f"<Relationships>{liens}</Relationships>"
    return archive(**parties)


def bombe_d_entites(partie: str) -> bytes:
    """« Billion laughs » in a part of an office file."""
    return archive(**{partie: f"{ENTITES}]><office:body><text:p>&k;</text:p></office:body>"})


def boites_sans_fond() -> bytes:
    """A presentation of OpenDocument with elements nested a million deep."""
    return archive(content_0xml="<a>" * 1_000_000 + "<text:p>fond</text:p>" + "</a>" * 1_000_000)


def feuille_immense() -> bytes:
    """A spreadsheet that says a million rows of sixteen thousand columns, and has two cells at its ends."""
    sortie, classeur = io.BytesIO(), Workbook()
    classeur.active["A1"] = "début"
    classeur.active["XFD1048576"] = "finfeuille"
    classeur.save(sortie)
    return sortie.getvalue()


def archive_qui_gonfle() -> bytes:
    """A slide that unfolds to more than is held of one part."""
    return archive(ppt__slides__slide1_0xml="<a:t>mot</a:t>" * 4_000_000)


def archive_chiffree() -> bytes:
    """A ZIP whose parts ask for a password (their flag says so)."""
    octets = bytearray(archive(content_0xml="<a/>"))
    octets[6] |= 1
    octets[octets.index(b"PK\x01\x02") + 8] |= 1
    return bytes(octets)


def opendocument_chiffre() -> bytes:
    """As LibreOffice encrypts: the manifest alone says it."""
    manifeste = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    return archive(**{"META-INF__manifest_0xml": manifeste, "content_0xml": b"\x93\x12\x00"})
