"""DOCX and ODT files made of HTML by pandoc, which reads no other file and has limited time and memory."""

import subprocess
from typing import Literal

import pypandoc
from django.utils.safestring import mark_safe

from centre.templatetags.typographie import typo

Format = Literal["docx", "odt"]
MIMES: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
#: Seconds, and heap of pandoc.
DELAI = 60.0
MEMOIRE = "512M"


class EchecDeComposition(RuntimeError):
    """Pandoc refused, or was too long; the message is pandoc's own."""


def composer(html: str, *, titre: str, format: Format) -> bytes:
    """Return the word-processor file of ``html`` (already escaped), titled ``titre``, in French.

    Text gets French typography; addresses of images are not followed (``--sandbox``). Raises ValueError for another
    format or an empty title, EchecDeComposition when pandoc fails or takes more than ``DELAI`` seconds.
    """
    if format not in MIMES or not titre.strip():
        raise ValueError(f"Format {format!r} ou titre {titre!r} refusé")
    # Safe means « this is HTML » here: typo() then leaves tags and attributes alone. Nothing is shown.
    texte = typo(mark_safe(html))  # noqa: S308
    commande = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMOIRE}", "-RTS", "--sandbox", "--standalone"]
    commande += ["--from=html", f"--to={format}", "--metadata=lang=fr-FR", f"--metadata=title={typo(titre)}", "--output=-"]
    try:
        fini = subprocess.run(  # noqa: S603  a list, no shell; the title stays inside its own argument
            commande, input=texte.encode(), capture_output=True, timeout=DELAI, check=False
        )
    except subprocess.TimeoutExpired as erreur:
        raise EchecDeComposition(f"Pandoc a dépassé {DELAI:.0f} secondes") from erreur
    if fini.returncode:
        raise EchecDeComposition(fini.stderr.decode(errors="replace").strip())
    return fini.stdout
