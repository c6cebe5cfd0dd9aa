"""Stage of the demonstration: thirty fictitious members on real territoires, and one groupe."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe, inviter
from centre.registre import Demonstration
from centre.territoires.models import Territoire

from .models import Membre, Structure
from .operations import affecter_poste, creer_membre, creer_structure, donner_role, suspendre

MOT_DE_PASSE = "territoires-2026"
DOMAINE = "demo.example"
GROUPE = "groupe-observation"


@transaction.atomic
def peupler_membres(demo: Demonstration) -> None:
    """The accounts of the contract and their colleagues, with a post since a plausible date."""
    lignes = json.loads((Path(__file__).parent / "donnees" / "demonstration.json").read_text(encoding="utf-8"))
    territoires = {t.slug: t for t in Territoire.objects.filter(slug__in=[s for ligne in lignes for s in ligne["territoires"]])}
    demo.acquis["membres"] = {ligne["compte"]: _membre(ligne, territoires, demo) for ligne in lignes}
    suspendu = demo.acquis["membres"]["suspendu"]
    suspendre(membre=suspendu, par=demo.acquis["membres"]["admin"])
    _groupe(demo)


def _membre(ligne: dict[str, Any], territoires: dict[str, Territoire], demo: Demonstration) -> Membre:
    adresse = f"{ligne['compte']}@{DOMAINE}"
    deja = Membre.objects.filter(email=adresse).first()
    if deja is not None:
        return deja
    membre = creer_membre(email=adresse, prenom=ligne["prenom"], nom=ligne["nom"], mot_de_passe=MOT_DE_PASSE, exemple=True)
    if ligne["role"]:
        donner_role(membre=membre, role=Public(ligne["role"]))
    if ligne["categorie"]:
        affecter_poste(
            membre=membre,
            categorie=Public(ligne["categorie"]),
            fonction=ligne["fonction"],
            structure=_structure(ligne["structure"]),
            territoires=[territoires[slug] for slug in ligne["territoires"]],
            depuis=demo.aujourd_hui - dt.timedelta(days=30 * ligne["mois"]),
        )
    return membre


def _structure(nom: str) -> Structure:
    return Structure.objects.filter(slug=slugify(nom)).first() or creer_structure(nom=nom, slug=slugify(nom))


def _groupe(demo: Demonstration) -> None:
    """A working group across catégories, and a speaker who is its guest for a fortnight."""
    membres = demo.acquis["membres"]
    espace = Espace.objects.filter(slug=GROUPE).first()
    if espace is None:
        espace = creer_groupe(
            nom="Groupe Observation", slug=GROUPE, par=membres["animatrice"],
            description="Les membres du groupe de travail sur l’observation des territoires, leurs invités, et l’équipe.",
        )  # fmt: skip
    textes = {champ: demo.marquer(getattr(espace, champ), GROUPE, "groupe", espace.pk) for champ in ("nom", "description")}
    Espace.objects.filter(pk=espace.pk).update(**textes)
    for compte in ("l.hamel", "b.girard", "agglo", "n.aubert", "j.duclos"):
        membres[compte].groups.add(groupe_nomme(f"groupe-{GROUPE}"))
    fin = dt.datetime.combine(demo.aujourd_hui + dt.timedelta(days=14), dt.time(12), tzinfo=dt.UTC)
    inviter(membre=membres["w.perrin"], espace=espace, jusqu_au=fin, par=membres["animatrice"])
