"""What members bring to the audit log: each of their acts, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from centre.espaces.enums import Public
from centre.journal.lecture import QUI, personnes_nommees
from centre.registre import Geste, Precision
from centre.templatetags.typographie import compter
from centre.temps import date_locale

from .models import Poste


def _postes_nommes(cles: Iterable[Any]) -> dict[Any, str]:
    """The posts as they are written, with their structure: one query."""
    return {poste.pk: str(poste) for poste in Poste.objects.select_related("structure").filter(pk__in=cles)}


def _public(valeur: str) -> str:
    return str(Public(valeur).label) if valeur in Public.values else ""


def _elements(deplaces: dict[str, int]) -> str:
    return compter(sum(deplaces.values()), "élément")


POSTE = Precision("poste", nommer=_postes_nommes)
CATEGORIE, ROLE = Precision("catégorie", _public), Precision("rôle", _public)
LIGNES = Precision(dire=lambda nombre: compter(nombre, "ligne"))
COMPTES: dict[str, Geste | str] = {
    "membre.creer": "Compte créé",
    "membre.activer": "Compte ouvert",
    "membre.suspendre": "Compte suspendu",
    "membre.retablir": "Compte rétabli",
    "membre.retirer": "Compte jamais ouvert retiré",
    "membre.effacer": "Compte effacé",
    "membre.demander_fermeture": Geste(
        "Fermeture du compte demandée",
        {"signee": Precision(dire=lambda oui: "textes signés de son nom" if oui else "textes signés « Ancien membre »")},
    ),
    "membre.annuler_fermeture": "Fermeture du compte annulée",
    "membre.fusionner": Geste(
        "Deux comptes réunis",
        {"doublon": Precision("compte fermé", nommer=personnes_nommees), "deplaces": Precision("repris", _elements)},
    ),
    "membre.relier": "Identité extérieure reliée",
    "membre.delier": "Identité extérieure déliée",
    "membre.demander_export": "Copie de ses données demandée",
    "membre.donner_role": Geste("Rôle donné", {"role": ROLE}),
    "membre.retirer_role": Geste("Rôle repris", {"role": ROLE}),
    "membre.noter": "Note de l’équipe ajoutée",
    "membre.effacer_note": "Note de l’équipe effacée",
}
POSTES: dict[str, Geste | str] = {
    "membre.affecter_poste": Geste("Poste attribué", {"poste": POSTE, "categorie": CATEGORIE}),
    "membre.retirer_poste": "Poste attribué par erreur, repris",
    "membre.prevoir_depart": Geste(
        "Départ prévu",
        {
            "jour": Precision("dernier jour", lambda jour: date_locale(dt.date.fromisoformat(jour))),
            "successeur": Precision("prend la suite", nommer=personnes_nommees),
        },
    ),
    "membre.annuler_depart": "Départ annulé",
    "membre.partir": Geste("Départ du poste", {"successeur": Precision("prend la suite", nommer=personnes_nommees)}),
    "membre.transferer": Geste(
        "Suite d’un poste reprise",
        {"de": Precision("de", nommer=personnes_nommees), "remis": Precision("reçu", _elements)},
    ),
    "membre.demander_changement": "Changement de poste annoncé",
    "membre.changement_applique": "Changement de poste accepté",
    "membre.changement_refuse": "Changement de poste refusé",
    "membre.confirmer_presence": "« Toujours en poste » confirmé",
    "membre.reveiller": "Compte réveillé",
    "membre.presence_rappel": "« Toujours en poste ? » : rappel envoyé",
    "membre.presence_sommeil": "Compte mis en sommeil, faute de réponse",
    "membre.presence_preavis": "Effacement annoncé, faute de réponse",
}
ENTREES: dict[str, Geste | str] = {
    "demande.confirmer": "Demande d’accès : adresse confirmée",
    "demande.accepter": Geste("Demande d’accès acceptée", {"membre": QUI}),
    "demande.refuser": "Demande d’accès refusée",
    "demande.demander_precisions": "Demande d’accès : précisions demandées",
    "demande.completer": "Demande d’accès complétée",
    "demande.annoter": "Demande d’accès : note ajoutée",
    "invitation.envoyer": "Invitation envoyée",
    "invitation.renvoyer": Geste("Invitation envoyée de nouveau", {"envoi": Precision(dire=lambda n: f"envoi n° {n}")}),
    "invitation.revoquer": "Invitation annulée",
    "invitation.accepter": "Invitation acceptée",
    "import.preparer": Geste("Fichier lu pour import", {"lignes": LIGNES}),
    "import.appliquer": Geste(
        "Import fait",
        {
            "creees": Precision("créations", lambda n: str(n)),
            "completees": Precision("compléments", lambda n: str(n)),
        },
    ),
    "import.defaire": Geste(
        "Import défait",
        {"defaites": Precision("lignes défaites", lambda n: str(n)), "refusees": Precision("lignes gardées", lambda n: str(n))},
    ),
}
RESEAU: dict[str, Geste | str] = {
    "structure.creer": "Structure créée",
    "structure.fusionner": "Deux structures réunies",
    "fiche.enregistrer": "Fiche de l’annuaire modifiée",
    "membre.ecrire": "Message envoyé par l’annuaire",
    "annuaire.exporter": Geste("Annuaire téléchargé", {"lignes": LIGNES}),
}
MOTS: dict[str, Geste | str] = {**COMPTES, **POSTES, **ENTREES, **RESEAU}
