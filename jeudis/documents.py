"""The paper of a Jeudi: attendance sheet, attestation. Rows in, PDF out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from centre.documents.pdf import composer
from centre.gestion.models import Identite
from centre.temps import date_locale

from .enums import DemiJournee
from .models import PARIS, Attestation, Jeudi, duree
from .pointage import Moment, a_emarger, moments

#: Blank rows for who comes unannounced, at least.
LIGNES_LIBRES = 6
USAGE = (
    "Votre signature atteste votre présence pour la demi-journée ; elle sert à l’attestation et au bilan, et à rien d’autre. "
    "La feuille signée est conservée trois ans, puis détruite."
)


def nom_de_feuille(participant: Any) -> str:
    """« ÉBAUCHE Éden », capitals with their accents."""
    return f"{participant.nom.upper()} {participant.prenom}".strip()


def feuille_pdf(jeudi: Jeudi, jour: dt.date) -> bytes:
    """The sheet of a day: one signature column per demi-journée."""
    centre, colonnes, gens = Identite.objects.courante(), moments(jeudi, jour), [i.participant for i in a_emarger(jeudi)]
    seance = colonnes[0].seance
    donnees = {
        "titre": jeudi.titre,
        "surtitre": " : ".join(filter(None, [jeudi.get_forme_display(), seance.titre])),
        "quand": date_locale(jour),
        "lieu": seance.lieu or jeudi.ou,
        "centre": centre.sous_titre,
        "financeurs": ", ".join(filter(None, [centre.sous_titre, centre.financeurs and f"financé par {centre.financeurs}"])),
        "mention": f"{centre.sous_titre}. {len(gens)} personnes inscrites, {LIGNES_LIBRES} lignes libres.",
        "usage": USAGE,
        "imprimee_le": f"Imprimée le {date_locale(timezone.now())}",
        "colonnes": [{"nom": _nom(moment, colonnes), "heures": moment.heures} for moment in colonnes],
        "lignes": [
            {"nom": nom_de_feuille(p), "fonction": p.fonction, "structure": p.structure, "territoire": p.lieux} for p in gens
        ],
        "vides": LIGNES_LIBRES,
    }
    return composer("emargement", donnees)


def _nom(moment: Moment, colonnes: list[Moment]) -> str:
    """« Matin »; with the title of its séance when two of them share a demi-journée."""
    double = sum(autre.demi == moment.demi for autre in colonnes) > 1
    return f"{moment.nom}, {moment.seance.titre}" if double and moment.seance.titre else moment.nom


def attestation_pdf(attestation: Attestation) -> bytes:
    """The attestation, naming whom the registration names (rows read with ``avec_participant``)."""
    centre, qui = Identite.objects.courante(), attestation.inscription.participant
    adresse = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/attestations/"
    regle = ""
    if attestation.requises:
        regle = (
            f"{attestation.suivies} séances suivies sur {attestation.prevues} ; "
            f"l’attestation de ce cycle en demande {attestation.requises}."
        )
    donnees = {
        "titre": "Attestation de suivi de cycle" if attestation.requises else "Attestation de présence",
        "surtitre": centre.sous_titre,
        "phrase": f"Le {centre.sous_titre} atteste que {_identite(qui)} a participé à :",
        "objet": attestation.titre,
        "regle": regle,
        "lignes": [_ligne(ligne) for ligne in attestation.lignes],
        "total": attestation.heures,
        "fait": f"Fait le {date_locale(attestation.emise_le.astimezone(PARIS).date())}",
        "centre": "Pour le Centre, l’équipe",
        "financeurs": f"{centre.sous_titre}, financé par {centre.financeurs}" if centre.financeurs else centre.sous_titre,
        "numero": attestation.numero,
        "verifier": f"Chacun peut vérifier ce numéro à l’adresse {adresse}",
    }
    return composer("attestation", donnees)


def _identite(participant: Any) -> str:
    return ", ".join(filter(None, [str(participant), participant.fonction, participant.structure]))


def _ligne(ligne: dict[str, Any]) -> list[str]:
    demi = DemiJournee(ligne["demi"]).label
    de, a = (dt.datetime.combine(dt.date.min, dt.time.fromisoformat(ligne[cle]), tzinfo=dt.UTC) for cle in ("de", "a"))
    jour = date_locale(dt.date.fromisoformat(ligne["jour"]))
    return [jour, f"{demi}, {ligne['seance']}" if ligne["seance"] else demi, _h(de), _h(a), duree(ligne["minutes"])]


def _h(instant: dt.datetime) -> str:
    return f"{instant.hour} h {instant.minute:02d}" if instant.minute else f"{instant.hour} h"
