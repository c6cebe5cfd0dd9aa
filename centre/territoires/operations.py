"""Writing territories: the reference data, and the monde corrected by hand."""

import csv
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from centre.registre import annoncer, annoncer_tous

from .enums import Monde, Nature
from .models import Jalon, Succession, Territoire

DONNEES = Path(__file__).parent / "donnees"
#: The same for every line of ``communes.csv``.
FAITS_D_UNE_COMMUNE = {"annee": 2026, "precision": "population municipale, Etalab 2026"}
#: What a reload writes again. ``monde_corrige`` is not among them: it belongs to the person who corrected it.
CHAMPS = (
    "nom",
    "autres_noms",
    "nature",
    "dispositif",
    "code",
    "departements",
    "siege",
    "population",
    "annee",
    "precision",
    "communes",
    "debut",
    "fin",
    "periode",
    "description",
    "suite",
    "source",
    "credit",
    "confiance",
    "embleme",
    "contour",
    "cadre",
    "rang_sur_la_carte",
)
DATES = {"debut", "fin"}


class Compte(NamedTuple):
    """What a load did, in rows."""

    crees: int
    modifies: int
    inchanges: int


def _lire(nom: str) -> Any:
    return json.loads((DONNEES / nom).read_text(encoding="utf-8"))


def _valeurs(ligne: dict[str, Any]) -> dict[str, Any]:
    """Every field of CHAMPS for one line of the reference data; what it does not say gets the field's default."""
    defauts = Territoire()
    lues = {champ: ligne.get(champ, getattr(defauts, champ)) for champ in CHAMPS}
    return lues | {champ: dt.date.fromisoformat(ligne[champ]) for champ in DATES if champ in ligne}


def _ecrire(existants: dict[str, Territoire], slug: str, valeurs: dict[str, Any]) -> str:
    """Put ``valeurs`` into the territory of this slug, created if needed. Says which Compte it belongs to."""
    territoire = existants.setdefault(slug, Territoire(slug=slug))
    avant = {champ: getattr(territoire, champ) for champ in valeurs}
    if territoire.pk and avant == valeurs:
        return "inchanges"
    sort = "modifies" if territoire.pk else "crees"
    for champ, valeur in valeurs.items():
        setattr(territoire, champ, valeur)
    territoire.save()
    return sort


def _lier(territoires: dict[str, Territoire], lignes: Iterable[dict[str, Any]]) -> None:
    """Containment, neighbours, successions and dated facts. Links added by hand stay."""
    cle = {slug: territoire.pk for slug, territoire in territoires.items()}
    dans, voisins = Territoire.contenu_dans.through, Territoire.voisins.through
    paires = [(cle[ligne["slug"]], cle[parent]) for ligne in lignes for parent in ligne.get("contenu_dans", ())]
    dans.objects.bulk_create([dans(from_territoire_id=a, to_territoire_id=b) for a, b in paires], ignore_conflicts=True)
    cotes = [(cle[x], cle[y]) for a, b in _lire("voisins.json") for x, y in ((a, b), (b, a))]
    voisins.objects.bulk_create([voisins(from_territoire_id=a, to_territoire_id=b) for a, b in cotes], ignore_conflicts=True)
    for ligne in _lire("successions.json"):
        ancien, nouveau = cle[ligne["ancien"]], cle[ligne["nouveau"]]
        faits = {"date": ligne.get("date"), "note": ligne.get("note", "")}
        Succession.objects.update_or_create(ancien_id=ancien, nouveau_id=nouveau, defaults=faits)
    jalons = [Jalon(**{**ligne, "territoire": territoires[ligne["territoire"]]}) for ligne in _lire("jalons.json")]
    Jalon.objects.bulk_create(jalons, ignore_conflicts=True)


@transaction.atomic
def charger_territoires() -> Compte:
    """Create or update, by slug, the documented territories and their links; the same twice is once.

    A monde corrected by hand and links added by hand are kept. Each created or changed territory is announced.
    """
    contours, lignes = _lire("contours.json"), _lire("territoires.json")
    existants = {t.slug: t for t in Territoire.objects.filter(slug__in=[ligne["slug"] for ligne in lignes])}
    sorts = {}
    for ligne in lignes:
        sorts[ligne["slug"]] = _ecrire(existants, ligne["slug"], _valeurs(ligne | contours.get(ligne["slug"], {})))
    _lier(existants, lignes)
    annoncer_tous(existants[slug] for slug, sort in sorts.items() if sort != "inchanges")
    compte = Counter(sorts.values())
    return Compte(compte["crees"], compte["modifies"], compte["inchanges"])


def _commune(ligne: dict[str, str], existantes: dict[str, Territoire]) -> tuple[Territoire, bool]:
    """The commune of one line of the file, and whether it differs from what is stored."""
    commune = existantes.get(ligne["code"]) or Territoire(
        code=ligne["code"],
        slug=ligne["adresse"],
        nature=Nature.COMMUNE,
        departements=[ligne["code"][:2]],
        credit="Etalab, Licence Ouverte",
    )
    faits = FAITS_D_UNE_COMMUNE | {"nom": ligne["nom"], "population": int(ligne["population"])}
    change = any(getattr(commune, champ) != valeur for champ, valeur in faits.items())
    for champ, valeur in faits.items():
        setattr(commune, champ, valeur)
    return commune, change


@transaction.atomic
def charger_communes() -> Compte:
    """Create or update, by Insee code, the communes of the two départements, each inside its EPCI; the same twice is once.

    The EPCI come from ``charger_territoires``: called before it, the communes are loaded without their EPCI.
    """
    with (DONNEES / "communes.csv").open(encoding="utf-8", newline="") as fichier:
        lignes = list(csv.DictReader(fichier))
    existantes = {t.code: t for t in Territoire.objects.par_nature(Nature.VILLE, Nature.COMMUNE)}
    lues = [_commune(ligne, existantes) for ligne in lignes]
    nouvelles = Territoire.objects.bulk_create([commune for commune, _ in lues if not commune.pk])
    neuves = {commune.pk for commune in nouvelles}
    changees = [commune for commune, change in lues if change and commune.pk not in neuves]
    for commune in changees:
        commune.modifie_le = timezone.now()
    Territoire.objects.bulk_update(changees, ["nom", "population", "annee", "precision", "modifie_le"], batch_size=500)
    epci = dict(Territoire.objects.par_nature(Nature.EPCI, Nature.AGGLOMERATION).values_list("code", "pk"))
    dans = Territoire.contenu_dans.through
    liens = [(commune.pk, epci.get(ligne["epci"])) for (commune, _), ligne in zip(lues, lignes, strict=True)]
    dans.objects.bulk_create([dans(from_territoire_id=a, to_territoire_id=b) for a, b in liens if b], ignore_conflicts=True)
    annoncer_tous([*nouvelles, *changees])
    return Compte(len(nouvelles), len(changees), len(lues) - len(nouvelles) - len(changees))


@transaction.atomic
def corriger_monde(*, territoire: Territoire, monde: str) -> Territoire:
    """Write by hand the monde of ``territoire``; an empty ``monde`` gives it back the one of its nature.

    Raises ValueError for a word that is not a monde.
    """
    territoire.monde_corrige = Monde(monde) if monde else ""
    territoire.save(update_fields=["monde_corrige", "modifie_le"])
    annoncer(territoire)
    return territoire
