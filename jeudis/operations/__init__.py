"""Writes on Jeudis: séances, programme, documents, venues, preparation, registrations, cohort, comptes rendus."""

from centre.publications import operations as ecriture

from .agenda import fermer_mon_agenda, ouvrir_mon_agenda
from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .attestations import Tirage, emettre_attestations, meritees, seances_requises
from .besoins import (
    espace_des_besoins,
    fusionner_les_besoins,
    peut_proposer_un_besoin,
    proposer_un_besoin,
    suivre_les_besoins,
    traiter_le_besoin,
    voter,
)
from .bulletins import Bulletin, changer_le_bulletin
from .cohorte import fin_de_la_cohorte, suivre_la_cohorte
from .compositions import compilation_lue, composer_un_dossier, composer_une_compilation
from .comptes_rendus import commencer_compte_rendu, editer_pour
from .covoiturage import ecrire_en_covoiturage
from .documents import deposer_document, ouvrir_document_a, peut_etre_lu_par, retirer_document, suivre_les_documents
from .dossiers import ajouter_au_dossier, commenter_l_element, creer_dossier, dater_une_edition, lier_au_dossier, ranger
from .duplication import dates_proposees, dupliquer
from .evaluations import DUREE as DUREE_DE_L_EVALUATION
from .evaluations import Ecrite, donner_son_avis, ecrire_les_questions, installer_les_questions, ouvrir_l_evaluation
from .evenements import (
    dire_j_y_vais,
    enregistrer_un_evenement,
    peut_ajouter_un_evenement,
    purger_les_venues,
    retirer_un_evenement,
)
from .feuilles import (
    changer_le_code,
    code_de_salle,
    deposer_preuve,
    detruire_les_feuilles_echues,
    detruire_preuve,
    noter_l_impression,
    oublier_les_gestes,
)
from .import_agenda import appliquer_l_agenda, defaire_l_agenda, preparer_l_agenda
from .inscriptions import (
    a_faire_avancer,
    annuler_inscription,
    avancer,
    decliner,
    fusionner_les_inscriptions,
    inscrire,
    ouvrir_a,
    peut_etre_inscrit,
    peut_s_inscrire,
    repondre_a_l_offre,
)
from .intervenants import ecrire_aux_intervenants
from .lieux import ecrire_lieu
from .oubli import (
    effacer_les_inscriptions,
    oublier_les_reponses,
    oublier_les_sans_compte,
    oublier_les_sans_suite,
    oublier_les_trajets,
)
from .passerelle import proposer_de_venir
from .places import PAR_LIEN, motif_d_attente
from .pointage import accueillir, seance_en_cours, signer_avec_le_code
from .preparation import (
    Ligne,
    Prevue,
    a_suivre,
    agir,
    cocher,
    compter_les_retards,
    lignes_de,
    liste_type,
    preparations,
    preparer,
    regler_la_liste,
)
from .presences import Pointage, pointer, reunir_les_presences, trancher
from .programme import (
    Parole,
    Tranche,
    ecrire_le_programme,
    oublier_les_adresses,
    poser_la_visio,
    visio_de,
    visio_pour,
    visios_de,
)
from .rappels import a_rappeler, rappeler
from .regles import QUESTIONS, copier_les_regles, regler
from .relectures import faire_relire, ne_plus_faire_relire, oublier_les_relectures, rappeler_les_relectures, repondre, reprendre
from .releve import decider, ecrire_le_modele, ranger_dans_la_serie, retirer_la_decision, tenir_la_decision
from .sans_compte import Identite, au_retour, confirmer, demander_sans_compte, inscrire_sans_compte, rattacher
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu
from .sondages import (
    choisir_la_date,
    clore_le_sondage,
    ouvrir_un_sondage,
    peut_animer_le_sondage,
    purger_les_reponses,
    repondants,
    repondre_au_sondage,
)
from .tirages import composer, oublier_les_tirages, pret

__all__: list[str] = []
__all__ += ["ecriture"]
__all__ += ["fermer_mon_agenda", "ouvrir_mon_agenda"]
__all__ += ["a_prevenir", "annuler_jeudi", "retablir_jeudi"]
__all__ += ["Tirage", "emettre_attestations", "meritees", "seances_requises"]
__all__ += ["espace_des_besoins", "fusionner_les_besoins", "peut_proposer_un_besoin", "proposer_un_besoin"]
__all__ += ["suivre_les_besoins", "traiter_le_besoin", "voter"]
__all__ += ["Bulletin", "changer_le_bulletin"]
__all__ += ["fin_de_la_cohorte", "suivre_la_cohorte"]
__all__ += ["ecrire_en_covoiturage"]
__all__ += ["compilation_lue", "composer_un_dossier", "composer_une_compilation"]
__all__ += ["commencer_compte_rendu", "editer_pour"]
__all__ += ["deposer_document", "ouvrir_document_a", "peut_etre_lu_par", "retirer_document", "suivre_les_documents"]
__all__ += ["ajouter_au_dossier", "commenter_l_element", "creer_dossier", "dater_une_edition", "lier_au_dossier"]
__all__ += ["ranger"]
__all__ += ["dates_proposees", "dupliquer"]
__all__ += ["DUREE_DE_L_EVALUATION"]
__all__ += ["Ecrite", "donner_son_avis", "ecrire_les_questions", "installer_les_questions", "ouvrir_l_evaluation"]
__all__ += ["dire_j_y_vais", "enregistrer_un_evenement", "peut_ajouter_un_evenement", "purger_les_venues"]
__all__ += ["retirer_un_evenement"]
__all__ += ["changer_le_code", "code_de_salle", "deposer_preuve", "detruire_les_feuilles_echues", "detruire_preuve"]
__all__ += ["noter_l_impression", "oublier_les_gestes"]
__all__ += ["appliquer_l_agenda", "defaire_l_agenda", "preparer_l_agenda"]
__all__ += ["a_faire_avancer", "annuler_inscription", "avancer", "decliner", "fusionner_les_inscriptions", "inscrire"]
__all__ += ["ouvrir_a", "peut_etre_inscrit", "peut_s_inscrire", "repondre_a_l_offre"]
__all__ += ["ecrire_aux_intervenants"]
__all__ += ["ecrire_lieu"]
__all__ += ["effacer_les_inscriptions", "oublier_les_reponses", "oublier_les_sans_compte", "oublier_les_sans_suite"]
__all__ += ["oublier_les_trajets"]
__all__ += ["proposer_de_venir"]
__all__ += ["PAR_LIEN", "motif_d_attente"]
__all__ += ["accueillir", "seance_en_cours", "signer_avec_le_code"]
__all__ += ["Ligne", "Prevue", "a_suivre", "agir", "cocher", "compter_les_retards", "lignes_de", "liste_type"]
__all__ += ["preparations", "preparer", "regler_la_liste"]
__all__ += ["Pointage", "pointer", "reunir_les_presences", "trancher"]
__all__ += ["Parole", "Tranche", "ecrire_le_programme", "oublier_les_adresses", "poser_la_visio", "visio_de"]
__all__ += ["visio_pour", "visios_de"]
__all__ += ["a_rappeler", "rappeler"]
__all__ += ["QUESTIONS", "copier_les_regles", "regler"]
__all__ += ["faire_relire", "ne_plus_faire_relire", "oublier_les_relectures", "rappeler_les_relectures", "repondre"]
__all__ += ["reprendre"]
__all__ += ["decider", "ecrire_le_modele", "ranger_dans_la_serie", "retirer_la_decision", "tenir_la_decision"]
__all__ += ["Identite", "au_retour", "confirmer", "demander_sans_compte", "inscrire_sans_compte", "rattacher"]
__all__ += ["Horaire", "creer_jeudi", "dater", "prevenir_du_changement", "suivre_le_lieu"]
__all__ += ["choisir_la_date", "clore_le_sondage", "ouvrir_un_sondage", "peut_animer_le_sondage"]
__all__ += ["purger_les_reponses", "repondants", "repondre_au_sondage"]
__all__ += ["composer", "oublier_les_tirages", "pret"]
