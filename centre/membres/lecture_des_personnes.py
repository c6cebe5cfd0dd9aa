"""What one cell says of a person: a catégorie, a day, an address, territoires."""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from centre.espaces.enums import CATEGORIES, Public
from centre.territoires.models import Territoire

from .lecture_des_listes import plier

#: Words that say a catégorie; its own label and key do too.
MOTS = {
    Public.VILLE: ("politique de la ville", "chef de projet cucs", "cheffe de projet cucs", "cucs", "quartiers"),
    Public.PAYS: ("pnr", "parc", "petr", "agent de pays", "agent de developpement"),
    Public.AGGLO: ("agglomeration", "metropole", "charge de mission contrat d agglo", "chargee de mission contrat d agglo"),
    Public.REFERENTS: ("referent", "referente", "etat", "region", "departement"),
    Public.ELARGI: ("elargi", "elu", "elue", "elus", "conseil de developpement"),
}
PAR_MOT = {
    plier(mot): public for public in (*CATEGORIES, Public.ELARGI) for mot in (public.value, str(public.label), *MOTS[public])
}
DATE = re.compile(r"(?P<j>\d{1,2})[/.\- ](?P<m>\d{1,2})[/.\- ](?P<a>\d{4})")


def lire_categorie(texte: str) -> Public | None:
    """« Agents de Pays et du Parc », « pays », « Agglo »; None for words nobody uses for one."""
    return PAR_MOT.get(plier(texte))


def lire_date(texte: str) -> dt.date | None:
    """« 03/11/2025 », « 2025-11-03 », « 2024 » (its first day); None for anything else."""
    trouvee = DATE.fullmatch(texte.strip())
    try:
        if trouvee:
            return dt.date(int(trouvee["a"]), int(trouvee["m"]), int(trouvee["j"]))
        if re.fullmatch(r"(?:19|20)\d\d", texte.strip()):
            return dt.date(int(texte), 1, 1)
        return dt.date.fromisoformat(texte.strip()[:10])
    except ValueError:
        return None


def adresse_valable(email: str) -> bool:
    """Whether a mail may be sent there."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def morceaux(texte: str) -> list[str]:
    """« Pays de Bray ; Pays de Caux »: each, once."""
    return list(dict.fromkeys(mot.strip() for mot in re.split(r"[;|/\n]", texte) if mot.strip()))


def territoires_par_nom() -> dict[str, int]:
    """Every way to write a territoire (name, other names, code): its key. Ordinary communes aside."""
    connus: dict[str, int] = {}
    lus = Territoire.objects.affirmes().hors_communes().ranges().values_list("pk", "nom", "slug", "code", "autres_noms")
    for pk, nom, slug, code, autres in lus:
        for mot in (nom, slug, code, *re.split(r"[,;]", autres)):
            if plier(mot):
                connus.setdefault(plier(mot), pk)
    return connus
