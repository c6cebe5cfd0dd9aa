"""Stage of the demonstration: twenty-five notices with real files made by our own generators."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from centre.espaces.models import Espace
from centre.publications import operations as ecriture
from centre.publications.fichiers import joindre_document
from centre.registre import Demonstration
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .fabrique import fabriquer
from .models import Ressource
from .operations import deposer

DEMO = uuid.UUID("7be1f1ff-3d19-4b1b-8a55-0a1c7e0e7a25")

#: The document whose file has a second version.
REVU = "evaluer-avec-ceux-qui-font"


def peupler_bibliotheque(demo: Demonstration) -> None:
    """Each document is deposited and published as a member would; one already there stays."""
    lignes = json.loads((Path(__file__).parent / "donnees" / "saison.json").read_text(encoding="utf-8"))
    for rang, ligne in enumerate(lignes):
        if not Ressource.objects.filter(jeton=uuid.uuid5(DEMO, ligne["cle"]), live=True).exists():
            _deposer(demo, rang, ligne)


@transaction.atomic
def _deposer(demo: Demonstration, rang: int, ligne: dict[str, Any]) -> None:
    espace, espace_fichiers = Espace.objects.get(slug=ligne["espace"]), Espace.objects.get(slug=ligne["espace_fichiers"])
    membre = demo.acquis["membres"][ligne["deposant"] if not espace.ouvert else "animatrice"]
    ressource = Ressource(
        jeton=uuid.uuid5(DEMO, ligne["cle"]), titre=ligne["titre"], type=ligne["type"], auteurs=", ".join(ligne["auteurs"])
    )
    ressource.annee, ressource.resume, ressource.lien = ligne["annee"], ligne["resume"], ligne.get("lien") or ""
    ressource.themes = list(Theme.objects.filter(slug__in=ligne["themes"]))
    ressource.territoires = list(Territoire.objects.filter(slug__in=ligne.get("territoires", [])))
    ressource = deposer(ressource=ressource, espace=espace, espace_fichiers=espace_fichiers, par=membre, exemple=True)
    marque = demo.canari(espace.slug, "ressource", ressource.pk)
    if marque:
        texte = ressource.version_a_modifier()
        for champ in ("titre", "auteurs", "resume", "source"):
            setattr(texte, champ, getattr(texte, champ) + marque)
        ecriture.enregistrer(publication=texte, par=membre, version_lue=ressource.latest_revision_id)
    if ligne["format"] not in (None, "lien"):
        canari = demo.canari(espace_fichiers.slug, "fichier", ressource.pk).strip()
        nom, octets, type_mime = fabriquer(ligne, canari)
        fichier = joindre_document(publication=ressource, document=SimpleUploadedFile(nom, octets, type_mime), par=membre)
        if ligne["cle"] == REVU:
            nom, octets, type_mime = fabriquer(ligne | {"annee": ligne["annee"] + 1}, canari)
            nouveau = SimpleUploadedFile(f"{ligne['annee'] + 1}-{nom}", octets, type_mime)
            joindre_document(publication=ressource, document=nouveau, par=membre, remplace=fichier)
    ecriture.publier(
        publication=ressource, par=membre, quand=timezone.now() - dt.timedelta(days=3 + 9 * rang, hours=demo.hasard.randint(0, 9))
    )
