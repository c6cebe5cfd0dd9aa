"""Files of the kind that arrive by mail, made on the spot: encrypted, scanned, spreadsheets and slides of other suites."""

from __future__ import annotations

import hashlib
import io
import zipfile

from PIL import Image

#: PDF 32000-1, algorithm 2.
REMPLISSAGE = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
IDENTIFIANT = bytes(range(16))


def _rc4(cle: bytes, donnees: bytes) -> bytes:
    s, j, sortie = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + s[i] + cle[i % len(cle)]) % 256
        s[i], s[j] = s[j], s[i]
    i = j = 0
    for octet in donnees:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        sortie.append(octet ^ s[(s[i] + s[j]) % 256])
    return bytes(sortie)


def _md5(octets: bytes) -> bytes:
    return hashlib.md5(octets, usedforsecurity=False).digest()


def pdf_chiffre(mot_de_passe: str, texte: str) -> bytes:
    """A PDF of one page that asks for ``mot_de_passe`` (40-bit standard encryption)."""
    secret = (mot_de_passe.encode() + REMPLISSAGE)[:32]
    o = _rc4(_md5(secret)[:5], secret)
    cle = _md5(secret + o + (-4).to_bytes(4, "little", signed=True) + IDENTIFIANT)[:5]
    u = _rc4(cle, REMPLISSAGE)
    flux = _rc4(_md5(cle + (4).to_bytes(3, "little") + b"\x00\x00")[:10], f"BT /F1 18 Tf 50 700 Td ({texte}) Tj ET".encode())
    objets = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(flux), flux),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (o.hex().encode(), u.hex().encode()),
    ]
    return _assembler(objets, b"/Encrypt 6 0 R/ID[<%s><%s>]" % ((IDENTIFIANT.hex().encode(),) * 2))


def _assembler(objets: list[bytes], plus: bytes) -> bytes:
    corps, positions = bytearray(b"%PDF-1.4\n"), []
    for numero, objet in enumerate(objets, 1):
        positions.append(len(corps))
        corps += b"%d 0 obj\n%s\nendobj\n" % (numero, objet)
    debut = len(corps)
    corps += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objets) + 1)
    corps += b"".join(b"%010d 00000 n \n" % position for position in positions)
    return bytes(corps + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objets) + 1, plus, debut))


def pdf_numerise() -> bytes:
    """A PDF of one page that is a picture: nothing to read."""
    sortie = io.BytesIO()
    Image.new("RGB", (400, 560), (240, 240, 235)).save(sortie, "PDF")
    return sortie.getvalue()


def opendocument(genre: str, *paragraphes: str) -> bytes:
    """A spreadsheet (``spreadsheet``) or slides (``presentation``) of an OpenDocument suite."""
    sortie = io.BytesIO()
    corps = "".join(f"<text:p>{p}</text:p>" for p in paragraphes)
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{genre}")
        archive.writestr("content.xml", f'<?xml version="1.0"?><office:body>{corps}</office:body>')
    return sortie.getvalue()
