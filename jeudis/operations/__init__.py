"""Writes on Jeudis: séances, programme, documents, venues, preparation, registrations, cohort, comptes rendus."""

from centre.publications import operations as ecriture

from .agenda import (
    fermer_mon_agenda,
    ouvrir_mon_agenda,
)
from .annulation import (
    a_prevenir,
    annuler_jeudi,
    retablir_jeudi,
)
from .attestations import (
    Tirage,
    emettre_attestations,
    meritees,
    seances_requises,
)
from .besoins import (
    espace_des_besoins,
    fusionner_les_besoins,
    peut_proposer_un_besoin,
    proposer_un_besoin,
    suivre_les_besoins,
    traiter_le_besoin,
    voter,
)
from .bulletins import (
    Bulletin,
    changer_le_bulletin,
)
from .cohorte import (
    fin_de_la_cohorte,
    suivre_la_cohorte,
)
from .comptes_rendus import (
    commencer_compte_rendu,
    editer_pour,
)
from .documents import (
    deposer_document,
    ouvrir_document_a,
    peut_etre_lu_par,
    retirer_document,
    suivre_les_documents,
)
from .dossiers import (
    ajouter_au_dossier,
    commenter_l_element,
    creer_dossier,
    dater_une_edition,
    lier_au_dossier,
    ranger,
)
from .duplication import (
    dates_proposees,
    dupliquer,
)
from .evaluations import (
    DUREE as DUREE_DE_L_EVALUATION,
)
from .evaluations import (
    Ecrite,
    donner_son_avis,
    ecrire_les_questions,
    installer_les_questions,
    ouvrir_l_evaluation,
)
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
from .import_agenda import (
    appliquer_l_agenda,
    defaire_l_agenda,
    preparer_l_agenda,
)
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
from .places import (
    PAR_LIEN,
    motif_d_attente,
)
from .pointage import (
    accueillir,
    seance_en_cours,
    signer_avec_le_code,
)
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
from .presences import (
    Pointage,
    pointer,
    reunir_les_presences,
    trancher,
)
from .programme import (
    Parole,
    Tranche,
    ecrire_le_programme,
    oublier_les_adresses,
    poser_la_visio,
    visio_de,
    visio_pour,
)
from .rappels import (
    a_rappeler,
    rappeler,
)
from .regles import (
    QUESTIONS,
    copier_les_regles,
    regler,
)
from .relectures import (
    faire_relire,
    ne_plus_faire_relire,
    oublier_les_relectures,
    rappeler_les_relectures,
    repondre,
    reprendre,
)
from .releve import (
    decider,
    ecrire_le_modele,
    ranger_dans_la_serie,
    retirer_la_decision,
    tenir_la_decision,
)
from .sans_compte import (
    Identite,
    au_retour,
    confirmer,
    demander_sans_compte,
    inscrire_sans_compte,
    rattacher,
)
from .seances import (
    Horaire,
    creer_jeudi,
    dater,
    prevenir_du_changement,
    suivre_le_lieu,
)
from .sondages import (
    choisir_la_date,
    clore_le_sondage,
    ouvrir_un_sondage,
    peut_animer_le_sondage,
    purger_les_reponses,
    repondants,
    repondre_au_sondage,
)
from .tirages import (
    composer,
    oublier_les_tirages,
)

__all__ = [
    "DUREE_DE_L_EVALUATION",
    "PAR_LIEN",
    "QUESTIONS",
    "Bulletin",
    "Ecrite",
    "Horaire",
    "Identite",
    "Ligne",
    "Parole",
    "Pointage",
    "Prevue",
    "Tirage",
    "Tranche",
    "a_faire_avancer",
    "a_prevenir",
    "a_rappeler",
    "a_suivre",
    "accueillir",
    "agir",
    "ajouter_au_dossier",
    "annuler_inscription",
    "annuler_jeudi",
    "appliquer_l_agenda",
    "au_retour",
    "avancer",
    "changer_le_bulletin",
    "changer_le_code",
    "choisir_la_date",
    "clore_le_sondage",
    "cocher",
    "code_de_salle",
    "commencer_compte_rendu",
    "commenter_l_element",
    "composer",
    "compter_les_retards",
    "confirmer",
    "copier_les_regles",
    "creer_dossier",
    "creer_jeudi",
    "dater",
    "dater_une_edition",
    "dates_proposees",
    "decider",
    "decliner",
    "defaire_l_agenda",
    "demander_sans_compte",
    "deposer_document",
    "deposer_preuve",
    "detruire_les_feuilles_echues",
    "detruire_preuve",
    "dire_j_y_vais",
    "donner_son_avis",
    "dupliquer",
    "ecrire_aux_intervenants",
    "ecrire_le_modele",
    "ecrire_le_programme",
    "ecrire_les_questions",
    "ecrire_lieu",
    "ecriture",
    "editer_pour",
    "effacer_les_inscriptions",
    "emettre_attestations",
    "enregistrer_un_evenement",
    "espace_des_besoins",
    "faire_relire",
    "fermer_mon_agenda",
    "fin_de_la_cohorte",
    "fusionner_les_besoins",
    "fusionner_les_inscriptions",
    "inscrire",
    "inscrire_sans_compte",
    "installer_les_questions",
    "lier_au_dossier",
    "lignes_de",
    "liste_type",
    "meritees",
    "motif_d_attente",
    "ne_plus_faire_relire",
    "noter_l_impression",
    "oublier_les_adresses",
    "oublier_les_gestes",
    "oublier_les_relectures",
    "oublier_les_reponses",
    "oublier_les_sans_compte",
    "oublier_les_sans_suite",
    "oublier_les_tirages",
    "oublier_les_trajets",
    "ouvrir_a",
    "ouvrir_document_a",
    "ouvrir_l_evaluation",
    "ouvrir_mon_agenda",
    "ouvrir_un_sondage",
    "peut_ajouter_un_evenement",
    "peut_animer_le_sondage",
    "peut_etre_inscrit",
    "peut_etre_lu_par",
    "peut_proposer_un_besoin",
    "peut_s_inscrire",
    "pointer",
    "poser_la_visio",
    "preparations",
    "preparer",
    "preparer_l_agenda",
    "prevenir_du_changement",
    "proposer_de_venir",
    "proposer_un_besoin",
    "purger_les_reponses",
    "purger_les_venues",
    "ranger",
    "ranger_dans_la_serie",
    "rappeler",
    "rappeler_les_relectures",
    "rattacher",
    "regler",
    "regler_la_liste",
    "repondants",
    "repondre",
    "repondre_a_l_offre",
    "repondre_au_sondage",
    "reprendre",
    "retablir_jeudi",
    "retirer_document",
    "retirer_la_decision",
    "retirer_un_evenement",
    "reunir_les_presences",
    "seance_en_cours",
    "seances_requises",
    "signer_avec_le_code",
    "suivre_la_cohorte",
    "suivre_le_lieu",
    "suivre_les_besoins",
    "suivre_les_documents",
    "tenir_la_decision",
    "traiter_le_besoin",
    "trancher",
    "visio_de",
    "visio_pour",
    "voter",
]
