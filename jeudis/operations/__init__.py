"""Writes on Jeudis: séances, programme, documents, venues, preparation, registrations, cohort, comptes rendus."""

from centre.publications import operations as ecriture

from .annulation import a_prevenir, annuler_jeudi, retablir_jeudi
from .cohorte import fin_de_la_cohorte, suivre_la_cohorte
from .comptes_rendus import commencer_compte_rendu, editer_pour, modele_de_texte
from .documents import deposer_document, ouvrir_document_a, peut_etre_lu_par, retirer_document, suivre_les_documents
from .duplication import dates_proposees, dupliquer
from .inscriptions import annuler_inscription, fusionner_les_inscriptions, inscrire, ouvrir_a, peut_etre_inscrit, peut_s_inscrire
from .intervenants import ecrire_aux_intervenants
from .lieux import ecrire_lieu
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
from .programme import Parole, Tranche, ecrire_le_programme, oublier_les_adresses, poser_la_visio, visio_de, visio_pour
from .seances import Horaire, creer_jeudi, dater, prevenir_du_changement, suivre_le_lieu

__all__ = [
    "Horaire",
    "Ligne",
    "Parole",
    "Prevue",
    "Tranche",
    "a_prevenir",
    "a_suivre",
    "agir",
    "annuler_inscription",
    "annuler_jeudi",
    "cocher",
    "commencer_compte_rendu",
    "compter_les_retards",
    "creer_jeudi",
    "dater",
    "dates_proposees",
    "deposer_document",
    "dupliquer",
    "ecrire_aux_intervenants",
    "ecrire_le_programme",
    "ecrire_lieu",
    "ecriture",
    "editer_pour",
    "fin_de_la_cohorte",
    "fusionner_les_inscriptions",
    "inscrire",
    "lignes_de",
    "liste_type",
    "modele_de_texte",
    "oublier_les_adresses",
    "ouvrir_a",
    "ouvrir_document_a",
    "peut_etre_inscrit",
    "peut_etre_lu_par",
    "peut_s_inscrire",
    "poser_la_visio",
    "preparations",
    "preparer",
    "prevenir_du_changement",
    "regler_la_liste",
    "retablir_jeudi",
    "retirer_document",
    "suivre_la_cohorte",
    "suivre_le_lieu",
    "suivre_les_documents",
    "visio_de",
    "visio_pour",
]
