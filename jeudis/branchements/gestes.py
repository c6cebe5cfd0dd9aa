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
        "jeudi.changer_le_bulletin": "Réponses d’inscription changées",
        "jeudi.ecrire_en_covoiturage": "Message porté entre covoitureurs",
        "jeudi.decliner": "A dit qu’il ou elle ne viendrait pas",
        "jeudi.demander_sans_compte": "Inscription sans compte demandée",
        "jeudi.rattacher": "Inscription sans compte rattachée au compte",
        "jeudi.offrir": "Place proposée pour un temps",
        "jeudi.offre_finie": "Place proposée, restée sans réponse",
        "jeudi.regler": "Règles d’inscription changées",
        "jeudi.proposer": "Membre invité·e à un Jeudi",
        "jeudi.dupliquer": "Jeudi dupliqué",
        "jeudi.ecrire_le_programme": "Programme du Jeudi changé",
        "jeudi.ecrire_aux_intervenants": "Courriel envoyé aux intervenant·es",
        "jeudi.poser_la_visio": "Lien de visioconférence changé",
        "jeudi.deposer_document": "Document joint à un Jeudi",
        "jeudi.ouvrir_document_a": "Document d’un Jeudi ouvert à d’autres lecteurs",
        "jeudi.retirer_document": "Document d’un Jeudi retiré",
        "jeudi.cocher": "Étape de préparation cochée",
        "jeudi.decocher": "Étape de préparation décochée",
        "jeudi.regler_la_liste": "Liste de préparation changée",
        "jeudi.ranger": "Jeudi rangé dans une série",
        "lieu.creer": "Fiche de lieu créée",
        "lieu.modifier": "Fiche de lieu modifiée",
    }
)
nommer_les_gestes(
    {
        "jeudi.pointer": "Présences pointées",
        "jeudi.deposer_preuve": "Feuille signée déposée",
        "jeudi.detruire_preuve": "Feuille signée détruite",
        "jeudi.attester": "Attestations émises",
        "jeudi.evaluer": "Avis demandés aux participants",
        "evaluation.ecrire": "Questions d’évaluation changées",
    }
)
nommer_les_gestes(
    {
        "agenda.preparer": "Import d’agenda préparé",
        "agenda.appliquer": Geste("Import d’agenda appliqué", {"evenements": Precision(dire=lambda n: compter(n, "événement"))}),
        "agenda.defaire": "Import d’agenda défait",
        "evenement.enregistrer": "Événement d’ailleurs enregistré",
        "evenement.retirer": "Événement d’ailleurs retiré",
        "evenement.retablir": "Événement d’ailleurs rétabli",
        "besoin.proposer": "Thème proposé",
        "besoin.traiter": "Décision prise sur un thème proposé",
        "besoin.fusionner": "Deux thèmes proposés réunis",
        "sondage.ouvrir": "Sondage de dates ouvert",
        "sondage.choisir": "Date choisie au sondage",
        "sondage.clore": "Sondage de dates clos",
    }
)
nommer_les_gestes(
    {
        "modele.ecrire": "Modèle de compte rendu changé",
        "relecture.demander": "Relecture d’un compte rendu demandée",
        "relecture.repondre": "Relecture d’un compte rendu rendue",
        "relecture.retirer": "Demande de relecture retirée",
        "decision.creer": "Décision ajoutée au relevé",
        "decision.tenir": "Décision du relevé mise à jour",
        "decision.retirer": "Décision retirée du relevé",
        "dossier.ajouter": "Élément ajouté à un dossier",
        "dossier.lier": "Lien ajouté à un dossier",
        "dossier.ranger": "Dossier mis dans un autre ordre",
        "dossier.enlever": "Élément retiré d’un dossier",
        "dossier.dater": "Édition datée d’un dossier",
    }
)
