"""The annuaire follows its members: their fiche, the messages written through it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from centre.courriels.models import Preference
from centre.courriels.operations import envoyer
from centre.journal.operations import consigner
from centre.portraits import portraits
from centre.registre import annoncer

from ..acces import Regard
from ..models import CHAMPS, Fiche, Membre, Message

#: Messages one member may write in a day through the annuaire.
PAR_JOUR = 20
MESSAGE = "message"


class TropDeMessages(Exception):
    """Too many messages were written in a day."""


def faire_connaitre(membre: Membre) -> None:
    """Make the search, the pages of territoires and the photo follow what a member is today. In the caller's transaction."""
    actuel = Membre.objects.pour_l_annuaire().get(pk=membre.pk)
    for portrait in portraits.values():
        portrait.ranger(actuel)
    annoncer(actuel)


@transaction.atomic
def enregistrer_la_fiche(
    *,
    membre: Membre,
    textes: Mapping[str, str],
    connus: Iterable[Any],
    cherches: Iterable[Any],
    suivis: Iterable[Any],
    visibilites: Mapping[str, str],
    par: Any,
) -> Fiche:
    """Keep what a member says of themselves (``presentation``, ``telephone``), and to whom (by field of ``CHAMPS``)."""
    Membre.objects.select_for_update(of=("self",)).get(pk=membre.pk)
    fiche = Fiche.objects.filter(membre=membre).first() or Fiche(membre=membre)
    for champ in ("presentation", "telephone"):
        setattr(fiche, champ, textes[champ].strip())
    for champ in CHAMPS:
        setattr(fiche, f"voir_{champ}", visibilites[champ])
    fiche.save()
    fiche.connus.set(connus)
    fiche.cherches.set(cherches)
    membre.themes.set(suivis)
    faire_connaitre(membre)
    consigner(acteur=par, verbe="fiche.enregistrer", objet=membre)
    return fiche


def poser_la_photo(*, membre: Membre, photo: Any) -> None:
    """Replace a member's photo. Raises ValidationError when it is not one."""
    portraits["photo"].poser(Membre.objects.pour_l_annuaire().get(pk=membre.pk), photo)


def retirer_la_photo(*, membre: Membre) -> None:
    """Delete a member's photo."""
    portraits["photo"].retirer(membre)


def peut_ecrire_a(de: Any, a: Membre) -> bool:
    """To whom one finds in the annuaire, or who wrote first; never to oneself, nor to who refuses these messages."""
    if de.pk == a.pk or not Preference.objects.accepte(a, MESSAGE):
        return False
    connu = Membre.objects.dans_l_annuaire(Regard.de(de)).filter(pk=a.pk).exists()
    return connu or (a.is_active and Message.objects.recus_de(de, a).exists())


@transaction.atomic
def ecrire_a(
    *, de: Membre, a: Membre, sujet: str, texte: str, montrer_adresse: bool, jeton: uuid.UUID, admis: bool = False
) -> Message:
    """Send one mail, that shows no address unless ``montrer_adresse``; its words are kept nowhere else.

    ``admis``: the caller has checked that both asked to be put in touch, whatever their fiches show; a refusal of messages holds.
    The same ``jeton`` twice is one message. Raises PermissionDenied, and TropDeMessages past ``PAR_JOUR`` in a day.
    """
    Membre.objects.select_for_update(of=("self",)).get(pk=de.pk)
    deja = Message.objects.filter(jeton=jeton, de=de).first()
    if deja is not None:
        return deja
    if not (admis and de.pk != a.pk and a.is_active and Preference.objects.accepte(a, MESSAGE)) and not peut_ecrire_a(de, a):
        raise PermissionDenied
    if Message.objects.recents_de(de).count() >= PAR_JOUR:
        raise TropDeMessages
    message = Message.objects.create(de=de, a=a, jeton=jeton)
    contexte = {"de": de, "sujet_du_message": sujet, "texte": texte, "montrer_adresse": montrer_adresse}
    envoyer(genre=MESSAGE, evenement=f"message-{message.pk}", destinataire=a, contexte=contexte)
    consigner(acteur=de, verbe="membre.ecrire", objet=a)
    return message


def purger_les_messages() -> int:
    """Forget who wrote to whom more than a year ago; how many rows."""
    return Message.objects.perimes().delete()[0]
