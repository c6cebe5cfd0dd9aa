"""Stage of the demonstration: documents to look at again, due and to come, and how often documents were taken."""

from __future__ import annotations

import datetime as dt

from centre.publications.models import Fichier, Telechargement
from centre.publications.telechargements import premier_mois
from centre.registre import Demonstration

from .. import operations
from ..models import Echeance
from .saison import notice

#: Key → owner (empty: the team), days until its day, days since it was last said right (0: never).
REVOIR = {
    "s-engager-pour-un-logement": ("animatrice", -12, 0),
    "reglement-interieur-conseil": ("", -3, 400),
    "mediation-sante-premier-rendez-vous": ("i.moreau", 200, 165),
    "fonds-europeens-deposer-a-plusieurs": ("t.garin", -6, 0),
}
#: Keys, from the most taken.
PRIS = (
    "lire-une-loi-de-finances",
    "diagnostic-en-marchant",
    "rallumer-les-vitrines",
    "manger-pres-de-chez-soi",
    "un-agent-pas-un-ecran",
)


def peupler_les_soins(demo: Demonstration) -> None:
    """Said again, it is the same."""
    membres = demo.acquis["membres"]
    for cle, (qui, jours, revu) in REVOIR.items():
        objet = notice(cle)
        if not Echeance.objects.filter(ressource=objet).exists():
            dans_un_an, par = demo.aujourd_hui + dt.timedelta(days=365), membres["animatrice"]
            operations.prevoir(ressource=objet, date=dans_un_an, responsable=membres[qui] if qui else None, par=par)
            revu_le = demo.aujourd_hui - dt.timedelta(days=revu) if revu else None
            Echeance.objects.filter(ressource=objet).update(date=demo.aujourd_hui + dt.timedelta(days=jours), revu_le=revu_le)
    for rang, cle in enumerate(PRIS):
        _compter(demo, cle, 40 - 7 * rang)


def _compter(demo: Demonstration, cle: str, nombre: int) -> None:
    """This month and two others."""
    debut = premier_mois()
    for fichier in Fichier.objects.sur(notice(cle)).dernieres():
        for mois, n in ((demo.aujourd_hui.replace(day=1), nombre), (debut.replace(day=1), nombre // 2)):
            Telechargement.objects.update_or_create(fichier=fichier, mois=mois, defaults={"nombre": n})
