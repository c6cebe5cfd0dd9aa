"""How somebody comes in, by a request, an invitation or an import: one account, one post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import groupe_nomme
from centre.journal.operations import consigner

from ..enums import Etat
from ..models import Membre, Poste, Structure
from .comptes import creer_membre
from .postes import affecter_poste, creer_structure


class DejaMembre(ValueError):
    """The address is already that of an account in use."""


def trouver_structure(nom: str) -> Structure | None:
    """The structure of that name, accents, case and spaces aside; the oldest when several bear it."""
    nom = " ".join(nom.split())
    return Structure.objects.filter(nom__unaccent__iexact=nom).order_by("pk").first() if nom else None


def structure_nommee(nom: str, *, par: Any = None) -> Structure | None:
    """The structure of that name, made when nobody knows it; None for an empty name."""
    nom = " ".join(nom.split())
    return trouver_structure(nom) or (creer_structure(nom=nom, par=par) if nom else None)


@transaction.atomic
def ouvrir_compte(
    *,
    email: str,
    prenom: str,
    nom: str,
    categorie: str,
    fonction: str,
    structure: str,
    territoires: Iterable[Any],
    mot_de_passe: str | None = None,
    etat: Etat = Etat.ACTIF,
    depuis: dt.date | None = None,
    par: Any = None,
) -> Membre:
    """An account with its post since ``depuis`` (today): made, or the pending one of that address opened.

    ``structure`` is a name. Raises DejaMembre when an account, active or suspended, has that address.
    """
    membre = Membre.objects.select_for_update().filter(email__iexact=email).first()
    if membre is None:
        try:
            with transaction.atomic():
                membre = creer_membre(email=email, prenom=prenom, nom=nom, mot_de_passe=mot_de_passe, etat=etat, par=par)
        except IntegrityError as erreur:  # made meanwhile by another door
            raise DejaMembre(email) from erreur
    else:
        depuis = _activer(membre, prenom=prenom, nom=nom, mot_de_passe=mot_de_passe, par=par) or depuis
    affecter_poste(
        membre=membre,
        categorie=Public(categorie),
        fonction=fonction,
        structure=structure_nommee(structure, par=par),
        territoires=territoires,
        depuis=depuis or timezone.localdate(),
        par=par,
    )
    return membre


def _activer(membre: Membre, *, prenom: str, nom: str, mot_de_passe: str | None, par: Any) -> dt.date | None:
    """Open a pending account; the post noted for it is replaced, and its first day returned."""
    if membre.etat != Etat.EN_ATTENTE:
        raise DejaMembre(membre.email)
    membre.prenom, membre.nom, membre.etat = prenom, nom, Etat.ACTIF
    membre.set_password(mot_de_passe)
    membre.save(update_fields=["prenom", "nom", "etat", "password"])
    consigner(acteur=par, verbe="membre.activer", objet=membre)
    note = membre.postes.en_cours().first()
    if note is None:
        return None
    note.delete()
    return note.depuis


@transaction.atomic
def retirer_poste(*, poste: Poste, par: Any = None) -> None:
    """Take back a post given by mistake, with the doors its catégorie opened; there was none before it."""
    membre = poste.membre
    membre.groups.remove(groupe_nomme(poste.categorie))
    membre.__dict__.pop("_noms_des_groupes", None)
    consigner(acteur=par, verbe="membre.retirer_poste", objet=membre, details={"poste": poste.pk})
    poste.delete()
