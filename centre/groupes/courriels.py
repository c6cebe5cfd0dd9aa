"""The mails of the groupes: one per event, never to who made it happen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer
from centre.membres.models import Membre
from centre.publications.models import Commentaire

from .models import Adhesion, Groupe

#: How many messages a digest quotes; it counts the others.
MONTRES = 10


def prevenir_de_la_demande(adhesion: Adhesion) -> None:
    """Tell those who animate the groupe, the team when nobody else does, that somebody asks to enter."""
    groupe = adhesion.groupe
    animent = Membre.objects.actifs().filter(groups__name=groupe.nom_de_la_coanimation)
    for membre in animent or Membre.objects.equipe():
        envoyer(
            genre="groupe_demande", evenement=f"groupe-demande-{adhesion.pk}-{adhesion.tour}", destinataire=membre, objet=groupe,
            contexte={"groupe": groupe, "adhesion": adhesion},
        )  # fmt: skip


def dire_oui(adhesion: Adhesion) -> None:
    """Tell who asked that they are in."""
    _repondre("groupe_oui", adhesion)


def dire_non(adhesion: Adhesion) -> None:
    """Tell who asked that they are not, and why."""
    _repondre("groupe_non", adhesion)


def annoncer_l_ajout(adhesion: Adhesion) -> None:
    """Tell who did not ask that the team gave them a place."""
    _repondre("groupe_ajout", adhesion)


def inviter_par_courriel(adhesion: Adhesion) -> None:
    """Propose the place."""
    _repondre("groupe_invitation", adhesion)


def _repondre(genre: str, adhesion: Adhesion) -> None:
    envoyer(
        genre=genre, evenement=f"{genre}-{adhesion.pk}-{adhesion.tour}", destinataire=adhesion.membre, objet=adhesion,
        contexte={"groupe": adhesion.groupe, "adhesion": adhesion},
    )  # fmt: skip


def annoncer_l_acces(groupe: Groupe, membre: Any, jusqu_au: dt.datetime) -> None:
    """Tell a guest what they may read, and until when."""
    envoyer(
        genre="groupe_acces", evenement=f"groupe-acces-{groupe.pk}-{membre.pk}-{jusqu_au:%Y%m%d%H%M}", destinataire=membre,
        objet=groupe, contexte={"groupe": groupe, "jusqu_au": timezone.localdate(jusqu_au - dt.timedelta(seconds=1))},
    )  # fmt: skip


def resumer_le_fil(groupe: Groupe, membre: Any, messages: list[Commentaire], evenement: str) -> Courriel | None:
    """Tell a member what others said in the thread; None when they refuse these digests."""
    return envoyer(
        genre="groupe_fil", evenement=evenement, destinataire=membre, objet=groupe,
        contexte={
            "groupe": groupe, "messages": messages, "montres": messages[:MONTRES], "autres": max(0, len(messages) - MONTRES),
        },
    )  # fmt: skip
