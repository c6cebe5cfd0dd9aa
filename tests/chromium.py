"""Where the browser of the tests is. ``python -m tests.chromium`` finds one or installs one, else says how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NOMS = ("chromium", "chromium-browser", "google-chrome")
A_TAPER = (
    "Les tests de navigateur demandent Chromium. Tapez « sudo apt-get install chromium », "
    f"ou « {sys.executable} -m playwright install --with-deps chromium », ou donnez son chemin dans CHROMIUM."
)


def trouver() -> str | None:
    """The path of a Chromium, or None: CHROMIUM alone when given; else on PATH; else the one of Playwright."""
    choisi = os.environ.get("CHROMIUM")
    if choisi:
        return shutil.which(choisi)
    return next((chemin for nom in NOMS if (chemin := shutil.which(nom))), None) or _de_playwright()


def _de_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chemin = playwright.chromium.executable_path
    return chemin if Path(chemin).exists() else None


def arguments() -> list[str]:
    """How to start it: quietly, and without its sandbox for root, whom it refuses otherwise."""
    sans_bac = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [*sans_bac, "--disable-dev-shm-usage", "--disable-background-networking"]


def _installer() -> None:
    """By the system's packages when we may, else by Playwright."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for commande in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(commande, check=False, stdout=subprocess.DEVNULL)
    if trouver() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """0 when a Chromium is there in the end; else 1, with the line to type."""
    if trouver() is None and not os.environ.get("CHROMIUM"):
        _installer()
    if trouver() is None:
        print(A_TAPER, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
