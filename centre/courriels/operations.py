"""Writes on e-mails: written in the caller's transaction, sent after its commit."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.html import escape

from centre.journal.operations import consigner
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.registre import courriels as genres
from centre.taches import differer

from .enums import COMPTE, Etat
from .models import Courriel, PieceJointe, Preference
from .rendu import Message, composer, site

#: How long a message is kept.
GARDE = dt.timedelta(days=365)
#: What a mail says in the place of a person who is gone.
ANCIEN_MEMBRE = "un ancien membre"
#: How long « ne plus recevoir ces messages » works.
DUREE_DU_REFUS = dt.timedelta(days=365)
#: A code or a reset is waited for: it goes before a newsletter.
URGENT = 10


@transaction.atomic
def envoyer(
    *,
    genre: str,
    evenement: str,
    destinataire: Any = None,
    adresse: str = "",
    objet: models.Model | None = None,
    contexte: Mapping[str, Any],
    pieces: Iterable[tuple[str, str, bytes]] = (),
) -> Courriel | None:
    """Write a message to a member, or to an address; it leaves after the caller's commit, if they may still read ``objet``.

    ``evenement`` names what happened: called again for the same one, returns the message already written. None when the member
    refuses this kind. ``pieces``: (file name, MIME type, bytes). Raises KeyError on an unknown kind, ValueError without anyone
    to write to.
    """
    declare = genres[genre]
    adresse = (adresse or getattr(destinataire, "email", "")).strip().lower()
    if not adresse:
        raise ValueError("un courriel a un destinataire ou une adresse")
    if destinataire is not None and not Preference.objects.accepte(destinataire, genre):
        return None
    if deja := _deja_ecrit(genre, evenement, destinataire, adresse):
        return deja
    refus = "" if destinataire is None or declare.essentiel else lien_de_refus(destinataire, genre)
    message = composer(genre, {"destinataire": destinataire, "objet": objet, "lien_refus": refus, **contexte})
    courriel = Courriel(genre=genre, evenement=evenement, destinataire=destinataire, adresse=adresse, objet=objet)
    try:
        with transaction.atomic():
            return _ecrire(courriel, message, pieces)
    except IntegrityError:  # written meanwhile by another transaction
        return Courriel.objects.get(_du_meme(genre, evenement, destinataire, adresse))


def _du_meme(genre: str, evenement: str, destinataire: Any, adresse: str) -> Q:
    personne = Q(adresse=adresse) | Q(destinataire=destinataire) if destinataire is not None else Q(adresse=adresse)
    return Q(genre=genre, evenement=evenement) & personne


def _deja_ecrit(genre: str, evenement: str, destinataire: Any, adresse: str) -> Courriel | None:
    return Courriel.objects.filter(_du_meme(genre, evenement, destinataire, adresse)).first()


def _ecrire(courriel: Courriel, message: Message, pieces: Iterable[tuple[str, str, bytes]] = (), priorite: int = 0) -> Courriel:
    courriel.sujet, courriel.texte, courriel.html = message.sujet, message.texte, message.html
    courriel.save()
    jointes = [PieceJointe(courriel=courriel, nom=nom, type_mime=type_, contenu=contenu) for nom, type_, contenu in pieces]
    PieceJointe.objects.bulk_create(jointes)
    differer("courriels.expedier", priorite=priorite, courriel=courriel.pk)
    return courriel


def lien_de_refus(membre: Any, genre: str) -> str:
    """A full address that lets ``membre`` refuse a kind without signing in."""
    preference, _ = Preference.objects.get_or_create(membre=membre, genre=genre)
    fin = timezone.now() + DUREE_DU_REFUS
    return site() + creer_lien(objet=preference, action=Action.DESINSCRIRE, titulaire=membre, expire_le=fin)


@transaction.atomic
def envoyer_du_compte(*, genre: str, adresse: str, sujet: str, texte: str, membre: Any = None) -> Courriel:
    """Write a message of allauth (``genre``: its template). Each call is a message of its own, erased once sent."""
    courriel = Courriel(
        genre=COMPTE.cle,
        evenement=f"{genre}:{uuid.uuid4()}",
        destinataire=membre if getattr(membre, "pk", None) else None,
        adresse=adresse.strip().lower(),
    )
    return _ecrire(courriel, Message(sujet=" ".join(sujet.split())[:300], texte=texte), priorite=URGENT)


@transaction.atomic
def renvoyer(*, courriel: Courriel, par: Any) -> Courriel:
    """Give a failed message its tries again. Raises ValueError for one that has not failed, or whose text was erased."""
    courriel = Courriel.objects.select_for_update().get(pk=courriel.pk)
    if not courriel.renvoyable:
        raise ValueError("ce courriel ne peut pas être renvoyé")
    courriel.etat, courriel.tentatives, courriel.erreur = Etat.A_ENVOYER, 0, ""
    courriel.save(update_fields=["etat", "tentatives", "erreur"])
    differer("courriels.expedier", courriel=courriel.pk)
    consigner(acteur=par, verbe="courriel.renvoyer", objet=courriel)
    return courriel


def purger_les_courriels() -> int:
    """Forget the messages of more than a year, whatever became of them, but those still to be sent."""
    vieux = Courriel.objects.filter(cree_le__lte=Now() - GARDE).exclude(etat=Etat.A_ENVOYER)
    return vieux.delete()[0]


@transaction.atomic
def effacer_les_courriels(membre: Any) -> int:
    """Forget what was written to a member; in what was written to others, take their name and address out."""
    effaces = Courriel.objects.de(membre).delete()[0]
    mots = {mot for mot in (membre.nom_complet, membre.email) if mot}
    mots |= {escape(mot) for mot in mots}
    citent = Q(pk__in=[])
    for mot in mots:
        citent |= Q(sujet__icontains=mot) | Q(texte__icontains=mot) | Q(html__icontains=mot)
    motif = re.compile("|".join(re.escape(mot) for mot in sorted(mots, key=len, reverse=True)), re.IGNORECASE)
    for courriel in Courriel.objects.filter(citent).select_for_update():
        for champ in ("sujet", "texte", "html"):
            setattr(courriel, champ, motif.sub(ANCIEN_MEMBRE, getattr(courriel, champ))[: 300 if champ == "sujet" else None])
        courriel.save(update_fields=["sujet", "texte", "html"])
        effaces += 1
    return effaces


def choisir(*, membre: Any, genre: str, recevoir: bool) -> None:
    """Accept or refuse a kind. Raises KeyError on an unknown kind, ValueError when it cannot be refused."""
    if genres[genre].essentiel and not recevoir:
        raise ValueError("ces messages ne peuvent pas être refusés")
    Preference.objects.update_or_create(membre=membre, genre=genre, defaults={"recevoir": recevoir})
