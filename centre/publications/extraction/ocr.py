"""Words of a scan, by tesseract in French, when the machine has both; without it, nothing is read and the notice says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

LANGUE = "fra"
#: Pages of one file that are recognised, seconds for all of them, dots per inch, pixels of the longest side.
PAGES, SECONDES, PRECISION, COTE = 60, 80, 200, 3000


class Reconnaissance:
    """Reads pictures of pages as long as time is left. ``dossier`` is where they are drawn."""

    def __init__(self, dossier: Path) -> None:
        self.image = dossier / "page.png"
        self.reste = PAGES
        self.fin = 0.0
        self.commande: str | None = None

    def lire(self, document: Any, numero: int) -> str:
        """The words of a page (from 0); none when they cannot be read."""
        if self.fin == 0.0:
            self.commande, self.fin = _tesseract(), time.monotonic() + SECONDES
        delai = self.fin - time.monotonic()
        if self.commande is None or self.reste <= 0 or delai <= 0:
            return ""
        self.reste -= 1
        page = document[numero]
        page.render(scale=min(PRECISION / 72, COTE / max(page.get_size()))).to_pil().convert("L").save(self.image)
        page.close()
        try:
            return self._reconnaitre(self.commande, delai)
        finally:
            self.image.unlink()

    def _reconnaitre(self, commande: str, delai: float) -> str:
        try:
            fini = subprocess.run(
                [commande, str(self.image), "stdout", "-l", LANGUE],
                capture_output=True, timeout=delai, env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            self.reste = 0
            return ""
        return fini.stdout.decode("utf-8", "replace") if fini.returncode == 0 else ""


def _tesseract() -> str | None:
    """The program, when it is installed with French."""
    commande = shutil.which("tesseract")
    if commande is None:
        return None
    fini = subprocess.run([commande, "--list-langs"], capture_output=True, timeout=10)
    return commande if LANGUE in fini.stdout.decode("utf-8", "replace").split() else None
