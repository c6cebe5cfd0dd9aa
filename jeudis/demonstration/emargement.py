"""Stage of the demonstration: who was there. The archive exactly as told (P1, P2), the season's past Jeudis with their evaluations.

The latest past Jeudi waits for its sheet and the one before for its attestations: « Ma journée » shows both.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.registre import Demonstration

from .. import operations
from ..enums import EtatPresence, Geste
from ..models import AUJOURD_HUI, Attestation, Inscription, Jeudi, Presence
from ..operations import Pointage
from ..pointage import Moment, a_emarger, moments
from .saison import DEMO

#: The cohort of 2007 that has no account: words that are nobody's name.
COHORTE = (
    *("Brouillon Gaël", "Calque Andréa", "Croquis Yaël", "Ébauche Éden", "Échantillon Ange", "Essai Morgan", "Exemple Camille"),
    *("Fictif Noé", "Gabarit Claude", "Maquette Charlie", "Modèle Sacha", "Motif Alix", "Patron Dominique", "Prototype Maé"),
    *("Spécimen Lou", "Témoin Sam", "Trame Robin", "Version Eli"),
)
#: Séances each of the eighteen attended: eleven have the two of three that the attestation asks.
ASSIDUITE = [3] * 6 + [2] * 5 + [1] * 4 + [0] * 3
IDEES = (
    "Plus de temps pour les échanges à midi.",
    "Une visite sur place la prochaine fois.",
    "Les exemples chiffrés aident à convaincre.",
    "Revenir sur ce sujet dans six mois.",
    "Inviter des élus.",
)


def peupler_emargements(demo: Demonstration) -> None:
    """The archive, then the season; a Jeudi that has its attendance keeps it."""
    par = demo.acquis["membres"]["animatrice"]
    for jeton, emarger in (("p1", _contrats_de_ville), ("p2", _cycle_de_2007)):
        jeudi = Jeudi.objects.filter(jeton=uuid.uuid5(DEMO, jeton)).first()
        if jeudi is not None and not Presence.objects.du(jeudi).exists():
            emarger(demo, jeudi, par)
    saison = Jeudi.objects.publies().filter(
        exemple=True, annule_le=None, dernier_jour__lt=AUJOURD_HUI, premier_jour__year__gte=2015
    )
    for rang, jeudi in enumerate(saison.order_by("-dernier_jour", "-pk")):
        if rang and not Presence.objects.du(jeudi).exists():
            _saison(demo, jeudi, par, rang)


def _present(inscription: Inscription, moment: Moment, etat: str = EtatPresence.PRESENT) -> Pointage:
    appareil = f"archive-{inscription.jeudi_id}"
    return Pointage(inscription.pk, moment.seance.pk, moment.demi, etat, appareil, geste=Geste.ARCHIVE)


@transaction.atomic
def _contrats_de_ville(demo: Demonstration, jeudi: Jeudi, par: Any) -> None:
    """16 November 2006: 41 in the morning, 38 of them still there in the afternoon, 79 participations."""
    matin, apres_midi = moments(jeudi)
    gens = a_emarger(jeudi)
    gestes = [_present(i, matin) for i in gens[:41]] + [_present(i, apres_midi) for i in gens[:38]]
    gestes += [_present(i, apres_midi, EtatPresence.ABSENT) for i in gens[38:41]]
    gestes += [_present(i, m, EtatPresence.EXCUSE) for i in gens[41:43] for m in (matin, apres_midi)]
    gestes += [_present(i, m, EtatPresence.ABSENT) for i in gens[43:] for m in (matin, apres_midi)]
    operations.pointer(jeudi=jeudi, pointages=gestes, par=par)
    _emettre(jeudi, par, dt.datetime(2006, 11, 20, 9, tzinfo=dt.UTC))


@transaction.atomic
def _cycle_de_2007(demo: Demonstration, jeudi: Jeudi, par: Any) -> None:
    """February to May 2007: a cohort of eighteen, the attestation from two séances of three."""
    tous = moments(jeudi)
    for rang, nom in enumerate(COHORTE):
        if jeudi.inscriptions.count() >= len(COHORTE):
            break
        famille, prenom = nom.split()
        signe = Pointage(
            0, tous[0].seance.pk, tous[0].demi, EtatPresence.PRESENT, f"archive-{jeudi.pk}", rang + 1, geste=Geste.ARCHIVE
        )  # fmt: skip
        structure = "Conseil de développement (exemple)"
        operations.accueillir(jeudi=jeudi, pointage=signe, par=par, nom=famille, prenom=prenom, structure=structure)
    seances = [seance.pk for seance in jeudi.seances.all()]
    gestes = []
    for inscription, suivies in zip(a_emarger(jeudi), ASSIDUITE, strict=False):
        la = set(seances[:suivies])
        etats = {pk: EtatPresence.PRESENT if pk in la else EtatPresence.ABSENT for pk in seances}
        gestes += [_present(inscription, m, etats[m.seance.pk]) for m in tous]
    operations.pointer(jeudi=jeudi, pointages=gestes, par=par)
    _emettre(jeudi, par, dt.datetime(2007, 6, 4, 9, tzinfo=dt.UTC), requises=2)


def _emettre(jeudi: Jeudi, par: Any, quand: dt.datetime, requises: int | None = None) -> None:
    """Issued as of its time, without a mail to people of long ago."""
    operations.emettre_attestations(jeudi=jeudi, par=par, requises=requises, prevenir=False)
    Attestation.objects.du(jeudi).update(emise_le=quand)


@transaction.atomic
def _saison(demo: Demonstration, jeudi: Jeudi, par: Any, rang: int) -> None:
    """Most came, some left at noon, one was excused; from the second one back, attestations and opinions."""
    gens, tous = a_emarger(jeudi), moments(jeudi)
    demo.hasard.shuffle(gens)
    connus = [i for i in gens if i.membre is not None and i.membre.email.split("@")[0] in ("ville", "agglo", "pays")]
    gens = connus + [i for i in gens if i not in connus]
    gestes = []
    for place, inscription in enumerate(gens):
        for numero, moment in enumerate(tous):
            part = place / max(len(gens), 1)
            etat = EtatPresence.PRESENT if part < 0.85 - 0.1 * numero else EtatPresence.ABSENT
            gestes.append(_present(inscription, moment, EtatPresence.EXCUSE if place == len(gens) - 1 else etat))
    operations.pointer(jeudi=jeudi, pointages=gestes, par=par)
    if rang > 1 and gens:
        operations.emettre_attestations(jeudi=jeudi, par=par, prevenir=rang == 2)
        _evaluer(demo, jeudi, par)


def _evaluer(demo: Demonstration, jeudi: Jeudi, par: Any) -> None:
    """Two people in three answered; the questionnaire is closed."""
    evaluation = operations.ouvrir_l_evaluation(jeudi=jeudi, par=par, prevenir=False)
    questions = list(evaluation.questions.all())
    demandes = list(evaluation.sollicitations.order_by("pk"))
    for n, sollicitation in enumerate(demandes[: 2 * len(demandes) // 3]):
        notes = {q.pk: demo.hasard.choices((4, 3, 2, 1), (5, 4, 1, 0.3))[0] for q in questions if q.genre == "note"}
        idee = {q.pk: demo.marquer(IDEES[n % len(IDEES)], "equipe", "avis", n) for q in questions if q.genre == "texte"}
        operations.donner_son_avis(sollicitation=sollicitation, notes=notes, mots=idee if n < 2 * len(IDEES) else {}, signe=False)
    ferme_le = timezone.now() - dt.timedelta(days=1)
    type(evaluation).objects.filter(pk=evaluation.pk).update(
        ferme_le=ferme_le, ouverte_le=ferme_le - operations.DUREE_DE_L_EVALUATION
    )
