"""The acts on Jeudis, as the audit log tells them."""

from centre.espaces.models import noms_des_espaces
from centre.registre import Geste, Precision, nommer_les_gestes
from centre.templatetags.typographie import compter, pluralize

from ..enums import EtatInscription

LECTEURS = Precision("lecteurs", nommer=noms_des_espaces)
PREVENUS = Precision(dire=lambda nombre: f"{compter(nombre, 'personne')} prévenue{pluralize(nombre)}")

nommer_les_gestes(
    {
        "compte_rendu.editer_pour": Geste("Édition publique du compte rendu changée", {"espace": LECTEURS}),
        "jeudi.ouvrir_a": Geste(
            "Inscriptions ouvertes",
            {"espace": Precision("à", nommer=noms_des_espaces), "places": Precision(dire=lambda n: compter(n, "place"))},
        ),
        "jeudi.inscrire": Geste(
            "Inscription à un Jeudi", {"etat": Precision(dire=lambda valeur: str(EtatInscription(valeur).label).lower())}
        ),
        "jeudi.annuler_inscription": "Inscription annulée",
        "jeudi.promouvoir": "Place donnée depuis la liste d’attente",
        "jeudi.annuler": Geste("Jeudi annulé", {"prevenus": PREVENUS}),
        "jeudi.retablir": Geste("Jeudi rétabli", {"prevenus": PREVENUS}),
        "jeudi.dater": Geste("Séances du Jeudi fixées", {"seances": Precision(dire=lambda n: compter(n, "séance"))}),
    }
)
