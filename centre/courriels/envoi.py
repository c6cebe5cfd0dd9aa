"""Sending one message: its row is held all along, its right asked again, its fate written in the same transaction.

A worker killed in the middle writes nothing: the job is taken up again, and the message leaves with the same Message-ID.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from centre.registre import retenues
from centre.taches import differer

from .backends import EN_TETE, FichierBackend
from .enums import COMPTE, Etat
from .models import Courriel, Preference
from .rendu import masquer_liens

#: Seconds before each new try; then the team is told.
ATTENTES = (30, 120, 600, 3600)


@transaction.atomic
def expedier(pk: int) -> None:
    """Send the message of that row, or cancel it, or plan the next try. Nothing when it is gone, done, or in other hands."""
    courriel = Courriel.objects.select_for_update(skip_locked=True).a_envoyer().filter(pk=pk).first()
    if courriel is None:
        return
    try:
        with transaction.atomic():
            motif = empechement(courriel)
            if not motif:
                remettre(courriel)
    except Exception as erreur:  # whatever went wrong is written on the row, and seen by the team
        _noter_l_echec(courriel, erreur)
    else:
        _clore(courriel, Etat.ANNULE if motif else Etat.ENVOYE, motif)


def empechement(courriel: Courriel) -> str:
    """Why a message may no longer leave; "" when it may. Suspension, refusal, withdrawal: the present state decides."""
    genre, membre = courriel.genre_declare, courriel.destinataire
    if not genre.avant_acceptation and (motif := next(filter(None, (f(courriel.adresse) for f in retenues.values())), "")):
        return motif
    if membre is not None and not (membre.is_active or genre.aux_inactifs):
        return "le compte n’est pas actif"
    if membre is not None and getattr(membre, "dort", False) and not (genre.aux_inactifs or genre.cle == COMPTE.cle):
        return "le compte est en sommeil"
    if membre is not None and not Preference.objects.accepte(membre, genre.cle):
        return "ces messages sont refusés"
    if courriel.object_id is None:
        return ""
    type_ = courriel.content_type
    objet = courriel.objet if type_ is not None and type_.model_class() else None
    if objet is None:
        return "l’objet n’existe plus"
    if genre.par_lien:
        return "l’objet est retiré" if getattr(objet, "retire_le", None) else ""
    lecture = getattr(type(objet)._default_manager, "visibles_pour", None)
    if lecture is None or lecture(membre or AnonymousUser()).filter(pk=objet.pk).exists():
        return ""
    return "l’objet n’est plus visible pour cette personne"


def remettre(courriel: Courriel) -> None:
    """Hand the message over to the mail server, and to the folder of mails when the settings want both."""
    message = EmailMultiAlternatives(
        subject=courriel.sujet,
        body=courriel.texte,
        to=[courriel.adresse],
        headers={"Message-ID": courriel.message_id, EN_TETE: str(courriel.uuid), "Auto-Submitted": "auto-generated"},
    )
    if courriel.html:
        message.attach_alternative(courriel.html, "text/html")
    for piece in courriel.pieces.all():
        message.attach(piece.nom, bytes(piece.contenu), piece.type_mime)
    message.send()
    if settings.COURRIELS_AUSSI_EN_FICHIERS:
        FichierBackend().send_messages([message])


def _clore(courriel: Courriel, etat: Etat, erreur: str) -> None:
    courriel.etat, courriel.erreur = etat, erreur
    if etat == Etat.ENVOYE:
        courriel.envoye_le = timezone.now()
        courriel.tentatives += 1
    _desarmer(courriel)
    courriel.save()


def _desarmer(courriel: Courriel) -> None:
    """Take out of the row what opens a door by itself: it now lives in the message alone."""
    if courriel.sensible:
        courriel.texte = courriel.html = ""
    courriel.texte, courriel.html = masquer_liens(courriel.texte), masquer_liens(courriel.html)


def _noter_l_echec(courriel: Courriel, erreur: Exception) -> None:
    courriel.erreur = f"{type(erreur).__name__} : {erreur}"[:500]
    if courriel.tentatives < len(ATTENTES):
        prochain = timezone.now() + dt.timedelta(seconds=ATTENTES[courriel.tentatives])
        differer("courriels.expedier", a_partir_de=prochain, courriel=courriel.pk)
    else:
        courriel.etat = Etat.ECHEC
        if courriel.sensible:
            _desarmer(courriel)
    courriel.tentatives += 1
    courriel.save()
