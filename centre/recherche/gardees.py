"""Searches kept: one gesture to keep, a mail when they find something new, a link to stop."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.http import QueryDict
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.courriels.operations import envoyer
from centre.courriels.rendu import site
from centre.espaces.acces import Lecteur, est_membre
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.membres.models import Membre
from centre.publications.acces import exiger
from centre.taches import differer

from .enums import Frequence
from .facettes import GROUPES, choisies, compter, restriction
from .models import RechercheGardee
from .moteur import chercher
from .portees import portee_de
from .requete import lire, nettoyer

#: A member keeps that many searches; a mail tells that many entries of each; a stop link works that long.
AU_PLUS, DITES, DUREE = 30, 10, dt.timedelta(days=365)


def filtres_de(parametres: QueryDict) -> str:
    """What narrows a search, from the address of its results, always in the same order; nothing of what is only a display."""
    gardes = QueryDict(mutable=True)
    for nom, valeurs in choisies(parametres).items():
        gardes.setlist(nom, sorted(valeurs))
    for nom in ("dans", "exact"):
        if valeur := parametres.get(nom, "").replace("\x00", ""):
            gardes[nom] = valeur[:500]
    return "&".join(sorted(gardes.urlencode().split("&")))[:1000] if gardes else ""


def trouvees(lecteur: Lecteur, mots: str, filtres: str) -> list[int]:
    """The pks a search finds for a reader, latest first, with what was ticked."""
    parametres = QueryDict(filtres)
    _, portee = portee_de(lecteur, parametres.get("dans", ""))
    choix = choisies(parametres)
    requete = lire(nettoyer(mots), exacte=parametres.get("exact") == "1").tsquery
    candidats = chercher(lecteur, requete, par_date=True, portee=portee.restreindre(*restriction(choix)))
    return compter(lecteur, candidats.lignes).retenues(choix)


@transaction.atomic
def garder(*, membre: Any, mots: str, parametres: QueryDict, frequence: str = Frequence.HEBDOMADAIRE) -> RechercheGardee | None:
    """Keep a search; what it finds today counts as seen. The same twice is one. None past AU_PLUS of them.

    Raises PermissionDenied for who has no active account.
    """
    exiger(est_membre(membre))
    Membre.objects.select_for_update(of=("self",)).get(pk=membre.pk)
    cle = {"membre": membre, "mots": nettoyer(mots), "filtres": filtres_de(parametres)}
    if deja := RechercheGardee.objects.filter(**cle).first():
        return deja
    if RechercheGardee.objects.de(membre).count() >= AU_PLUS:
        return None
    return RechercheGardee.objects.create(**cle, frequence=frequence)


def changer_la_frequence(*, gardee: RechercheGardee, frequence: str) -> None:
    """How often it is told of, from now on."""
    RechercheGardee.objects.filter(pk=gardee.pk).update(frequence=Frequence(frequence))


def oublier(*, gardee: RechercheGardee) -> None:
    """Told of no more. Said twice, it is done once."""
    RechercheGardee.objects.filter(pk=gardee.pk).delete()


@dataclass(frozen=True)
class Nouveautes:
    """What one kept search has to tell: the first entries, how many more, the link that stops it."""

    gardee: RechercheGardee
    entrees: list[Entree]
    autres: int
    arreter: str


def prevenir_tout_le_monde(frequence: str) -> None:
    """One job for each member who keeps a search of that frequency."""
    for pk in RechercheGardee.objects.filter(frequence=frequence).order_by().values_list("membre", flat=True).distinct():
        differer("recherche.alerter", membre=pk, hebdomadaire=int(frequence == Frequence.HEBDOMADAIRE))


@transaction.atomic
def alerter(*, membre: Any, frequence: str) -> bool:
    """Write one mail about what this member's searches found since last time; whether there was anything to tell.

    The same day twice writes once. The right to each entry is asked now, and again when the mail leaves.
    """
    siennes = list(RechercheGardee.objects.de(membre).select_for_update(of=("self",)))
    RechercheGardee.objects.de(membre).update(dites=[])
    a_dire = [n for g in siennes if g.frequence == frequence and (n := _nouveautes(membre, g)) is not None]
    if not a_dire or not est_membre(membre):
        return False
    for nouveautes in a_dire:
        dites = [entree.pk for entree in nouveautes.entrees]
        RechercheGardee.objects.filter(pk=nouveautes.gardee.pk).update(dites=dites, vue_le=Now())
    envoyer(
        genre="alertes",
        evenement=f"{frequence}-{membre.pk}-{timezone.localdate():%Y-%m-%d}",
        destinataire=membre,
        objet=a_dire[0].gardee,
        contexte={"a_dire": a_dire, "total": sum(len(n.entrees) + n.autres for n in a_dire)},
    )
    return True


def _nouveautes(membre: Any, gardee: RechercheGardee) -> Nouveautes | None:
    """What it finds that came into the catalogue, or whose date came, since it was last told of."""
    pks = trouvees(membre, gardee.mots, gardee.filtres)
    depuis = Q(cree_le__gt=gardee.vue_le) | Q(date__gt=gardee.vue_le)
    neuves = list(Entree.objects.filter(depuis, pk__in=pks).recentes())
    if not neuves:
        return None
    fin = timezone.now() + DUREE
    lien = site() + creer_lien(objet=gardee, action=Action.DESINSCRIRE, titulaire=membre, expire_le=fin)
    return Nouveautes(gardee, neuves[:DITES], max(0, len(neuves) - DITES), lien)


def ce_qui_est_coche(gardee: RechercheGardee) -> list[str]:
    """The facets ticked, as words of the screen: their titles."""
    choix = choisies(QueryDict(gardee.filtres))
    return [GROUPES[nom].lower() for nom, valeurs in choix.items() if valeurs]
