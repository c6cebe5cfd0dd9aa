"""Stage of the demonstration: somebody left and was followed, somebody will leave, notes of the team, a change of post to write in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from centre.espaces.enums import Public
from centre.membres.demonstration import DOMAINE, MOT_DE_PASSE
from centre.membres.models import ChangementDePoste, Depart, Membre, Note, Presence
from centre.membres.operations import (
    affecter_poste,
    confirmer_presence,
    creer_membre,
    demander_changement,
    noter,
    prevoir_depart,
)
from centre.registre import Demonstration

NOTES = (
    ("m.lefort", "A pris la suite d’Hélène Picard. Lui présenter les collègues du Vexin au prochain Jeudi."),
    ("g.thomas", "Préfère être appelé le matin. Peut témoigner sur les conseils citoyens."),
)


@transaction.atomic
def peupler_la_vie(demo: Demonstration) -> None:
    """Through the operations of the screens; run again, it doubles nothing."""
    membres = demo.acquis["membres"]
    _depart_fait(demo, membres)
    if not Depart.objects.filter(membre=membres["t.garin"]).exists():
        dernier = demo.aujourd_hui + dt.timedelta(days=38)
        prevoir_depart(membre=membres["t.garin"], dernier_jour=dernier, successeur=membres["j.duclos"], par=membres["admin"])
    for compte, texte in NOTES:
        if not Note.objects.sur(membres[compte]).exists():
            note = noter(membre=membres[compte], texte=texte, par=membres["animatrice"])
            Note.objects.filter(pk=note.pk).update(texte=demo.marquer(texte, "equipe", "note", note.pk))
    if not ChangementDePoste.objects.filter(membre=membres["v.colin"]).exists():
        _changement(demo, membres["v.colin"])
    if not Presence.objects.filter(membre=membres["c.lambert"]).exists():
        confirmer_presence(membre=membres["c.lambert"])


def _depart_fait(demo: Demonstration, membres: dict[str, Any]) -> None:
    """Hélène Picard held for six years the post « m.lefort » took over."""
    if Membre.objects.filter(email=f"h.picard@{DOMAINE}").exists():
        return
    successeur = membres["m.lefort"]
    poste = successeur.poste
    helene = creer_membre(email=f"h.picard@{DOMAINE}", prenom="Hélène", nom="Picard", mot_de_passe=MOT_DE_PASSE, exemple=True)
    affecter_poste(
        membre=helene, categorie=Public(poste.categorie), fonction="agente de développement économique et rural",
        structure=poste.structure, territoires=list(poste.territoires.all()), depuis=poste.depuis - dt.timedelta(days=6 * 365),
    )  # fmt: skip
    prevoir_depart(
        membre=helene, dernier_jour=poste.depuis - dt.timedelta(days=1), successeur=successeur, par=membres["animatrice"]
    )


def _changement(demo: Demonstration, qui: Any) -> None:
    poste = qui.poste
    demander_changement(
        membre=qui, fonction="chef du service transition et alimentation", structure=str(poste.structure or ""),
        categorie=poste.categorie, territoires=list(poste.territoires.all()), depuis=demo.aujourd_hui - dt.timedelta(days=12),
    )  # fmt: skip
