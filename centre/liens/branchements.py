"""What signed links bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.registre import DonneesDeMembre, Geste, Precision, changer_de_main, donnees_de_membre, nommer_les_gestes
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from .enums import Action
from .models import LienQuerySet, LienSigne
from .operations import purger


def _lister(membre: Any) -> LienQuerySet:
    return LienSigne.objects.filter(titulaire=membre) | LienSigne.objects.filter(cree_par=membre)


def _exporter(membre: Any) -> list[dict[str, Any]]:
    return [dict(ligne) for ligne in _lister(membre).values("action", "cree_le", "expire_le", "revoque_le", "usages", "adresse")]


def _effacer(membre: Any) -> int:
    """Their own links end; those they gave to others go on without their name."""
    LienSigne.objects.filter(cree_par=membre).update(cree_par=None)
    return LienSigne.objects.filter(titulaire=membre).delete()[0]


donnees_de_membre.ajouter(
    "liens.LienSigne",
    DonneesDeMembre(
        modele=LienSigne,
        lister=_lister,
        exporter=_exporter,
        effacer=_effacer,
        champs=("titulaire", "cree_par"),
        fusionner=lambda doublon, garde: changer_de_main(LienSigne, ("cree_par",), doublon, garde),
    ),
)
traitements.ajouter(
    "liens",
    Traitement(
        nom="Liens personnels envoyés par courriel",
        finalite="Faire relire un texte, confirmer un poste, ne plus recevoir un message, sans se connecter.",
        base=MISSION,
        donnees="À qui le lien est destiné, ce qu’il permet, combien de fois il a servi. Le lien lui-même n’est pas gardé.",
        duree="Trente jours après la fin du lien.",
        acces="L’équipe du Centre et la personne qui l’a créé.",
    ),
)
conservations.ajouter("liens", Conservation("liens", "Liens expirés ou révoqués", "30 jours", purger))

QUELLE_ACTION = Precision("pour", lambda valeur: Action(valeur).label.lower() if valeur in Action.values else "")
nommer_les_gestes(
    {
        "lien.creer": Geste("Lien personnel envoyé", {"action": QUELLE_ACTION}),
        "lien.ouvrir": Geste("Lien personnel ouvert", {"action": QUELLE_ACTION}),
        "lien.revoquer": Geste("Lien personnel fermé", {"action": QUELLE_ACTION}),
    }
)
