"""What happens to a row when the one it points to is deleted is chosen for each key, and written here."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from tests.coherence.arbre import NOTRE_CODE

#: The types of publications.
TEXTES = ("bibliotheque.Ressource", "echos.Echo", "jeudis.CompteRendu", "jeudis.Dossier", "jeudis.Jeudi")
#: CASCADE: the row is a part of what goes, or means nothing without it.
CASCADE = {
    "bibliotheque.DemandeDeFichier.membre",
    "bibliotheque.DemandeDeFichier.ressource",
    "bibliotheque.Ouverture.ressource",
    "themes.AncienTheme.theme",
    "catalogue.Reference.content_type",
    "courriels.Courriel.destinataire",
    "courriels.PieceJointe.courriel",
    "courriels.Preference.membre",
    "espaces.DroitDeGroupe.content_object",
    "espaces.DroitDeGroupe.group",
    "espaces.DroitDeGroupe.permission",
    "espaces.DroitPersonnel.content_object",
    "espaces.DroitPersonnel.permission",
    "espaces.DroitPersonnel.user",
    "groupes.Adhesion.groupe",
    "groupes.Adhesion.membre",
    "groupes.Classeur.groupe",
    "groupes.Groupe.espace",
    "membres.AncienneStructure.structure",
    "membres.DemandeAcces.membre",
    "membres.Invitation.membre",
    "membres.LigneImport.content_type",
    "membres.LigneImport.importation",
    "membres.Fiche.membre",
    "membres.Message.a",
    "membres.Message.de",
    "liens.LienSigne.content_type",
    "liens.LienSigne.titulaire",
    "membres.ChangementDePoste.membre",
    "membres.Depart.membre",
    "membres.Export.membre",
    "membres.Fermeture.membre",
    "membres.Note.membre",
    "membres.Poste.membre",
    "membres.Presence.membre",
    "publications.Commentaire.content_type",
    "publications.Fichier.content_type",
    "jeudis.Coche.jeudi",
    "jeudis.Creneau.seance",
    "jeudis.Document.jeudi",
    "jeudis.Intervenant.jeudi",
    "jeudis.Avis.evaluation",
    "jeudis.CodeDeSalle.seance",
    "jeudis.Emission.jeudi",
    "jeudis.Evaluation.jeudi",
    "jeudis.Feuille.jeudi",
    "jeudis.Marque.inscription",
    "jeudis.Presence.inscription",
    "jeudis.ReponseAvis.avis",
    "jeudis.Sollicitation.evaluation",
    "jeudis.Sollicitation.inscription",
    *("jeudis.Decision.compte_rendu", "jeudis.EditionDeDossier.dossier", "jeudis.LienDeDossier.dossier"),
    *("jeudis.LienDeDossier.edition", "jeudis.Maillon.jeudi", "jeudis.Maillon.serie", "jeudis.Relecture.compte_rendu"),
    "jeudis.Seance.jeudi",
    "jeudis.Visio.jeudi",
    "jeudis.Atelier.seance",
    "jeudis.Question.jeudi",
    "jeudis.Regles.jeudi",
    "jeudis.Reponse.inscription",
    "jeudis.Reponse.question",
    "jeudis.Seance.jeudi",
    "jeudis.Trajet.inscription",
    "jeudis.Voeu.atelier",
    "jeudis.Voeu.inscription",
    "jeudis.AgendaPersonnel.membre",
    "jeudis.Seance.jeudi",
    "jeudis.DateProposee.sondage",
    "jeudis.Voix.besoin",
    "jeudis.Voix.membre",
    "jeudis.ReponseDeDate.date",
    "jeudis.ReponseDeDate.membre",
    "jeudis.Venue.evenement",
    "jeudis.Venue.membre",
    "publications.Apercu.fichier",
    "publications.Soumission.content_type",
    "publications.TexteDeFichier.fichier",
    *("recherche.Attente.membre", "recherche.Attente.question", "recherche.Epingle.entree", "recherche.RechercheGardee.membre"),
    "recherche.Passage.fichier",
    "recherche.Texte.entree",
    "territoires.Jalon.territoire",
    "territoires.Succession.ancien",
    "territoires.Succession.nouveau",
    "themes.Synonyme.theme",
}
#: SET_NULL: the row stays and forgets who.
SET_NULL = {
    "bibliotheque.DemandeDeFichier.repondue_par",
    "bibliotheque.Ouverture.par",
    "themes.Theme.plus_large",
    "groupes.Adhesion.traitee_par",
    "membres.DemandeAcces.traitee_par",
    "membres.Import.par",
    "membres.Invitation.par",
    *(f"{m}.{c}" for m in TEXTES for c in ("auteur", "latest_revision", "live_revision", "locked_by")),
    "catalogue.Entree.auteur",
    "recherche.QuestionVaine.reponse",
    "courriels.Courriel.content_type",
    "espaces.DroitPersonnel.accorde_par",
    "jeudis.Coche.par",
    "jeudis.Document.auteur",
    "jeudis.Evenement.auteur",
    "jeudis.Evenement.importation",
    "jeudis.Besoin.fusionne_dans",
    "jeudis.Besoin.par",
    "jeudis.ImportAgenda.par",
    "jeudis.Sondage.choisie",
    "jeudis.Sondage.par",
    "jeudis.Decision.responsable",
    "jeudis.Inscription.membre",
    "jeudis.Intervenant.membre",
    "jeudis.Jeudi.precedent",
    "jeudis.Lieu.territoire",
    "jeudis.Attestation.remplacee_par",
    "jeudis.Avis.inscription",
    "jeudis.Emission.par",
    "jeudis.Evaluation.par",
    "jeudis.Marque.par",
    "jeudis.Presence.autre",
    "jeudis.Presence.marque",
    "jeudis.Preuve.par",
    "journal.Ligne.acteur",
    "journal.Ligne.content_type",
    "liens.LienSigne.cree_par",
    "membres.ChangementDePoste.traite_par",
    "membres.Depart.prevu_par",
    "membres.Depart.successeur",
    "membres.Fermeture.demandee_par",
    "membres.Membre.fusionne_dans",
    "membres.Note.auteur",
    "publications.Commentaire.auteur",
    "publications.Fichier.auteur",
    "publications.Soumission.par",
    "publications.Soumission.traitee_par",
}
#: PROTECT: what it points to cannot go while the row is there.
PROTECT = {
    "moisson.Enregistrement.content_type",
    "catalogue.Entree.content_type",
    "catalogue.Entree.espace",
    "catalogue.AncienneAdresse.entree",
    "catalogue.Reference.entree",
    *(f"{m}.espace" for m in TEXTES),
    "bibliotheque.DemandeDeFichier.espace",
    "bibliotheque.Ouverture.depuis",
    "bibliotheque.Ouverture.depuis_fichiers",
    "bibliotheque.Ouverture.vers",
    "bibliotheque.Ressource.espace_fichiers",
    "jeudis.CompteRendu.espace_publique",
    "jeudis.CompteRendu.jeudi",
    "jeudis.Evenement.espace",
    "jeudis.Besoin.espace",
    "jeudis.Besoin.jeudi",
    "jeudis.ImportAgenda.espace",
    "jeudis.Sondage.espace",
    "jeudis.Sondage.jeudi",
    "jeudis.Inscription.jeudi",
    "jeudis.Document.espace",
    "jeudis.Jeudi.cohorte",
    "jeudis.Attestation.inscription",
    "jeudis.Marque.seance",
    "jeudis.Presence.seance",
    "jeudis.Preuve.jeudi",
    "jeudis.ReponseAvis.question",
    "jeudis.Jeudi.espace_inscription",
    "jeudis.Jeudi.salle",
    "jeudis.Lieu.espace",
    "jeudis.Trajet.territoire",
    "membres.Poste.structure",
    "publications.Fichier.espace",
    "themes.Theme.famille",
}
ATTENDUS = {"CASCADE": CASCADE, "SET_NULL": SET_NULL, "PROTECT": PROTECT}


def cles() -> dict[str, models.ForeignKey]:
    """Every foreign key declared by our models, parents' links and lists' own tables aside."""
    notres = (m for m in apps.get_models() if m.__module__.split(".")[0] in NOTRE_CODE)
    return {
        f"{modele._meta.label}.{champ.name}": champ
        for modele in notres
        for champ in modele._meta.local_fields
        if isinstance(champ, models.ForeignKey) and not champ.remote_field.parent_link
    }


def test_chaque_suppression_est_choisie():
    choix = {nom: champ.remote_field.on_delete.__name__ for nom, champ in cles().items()}
    attendus = {nom: politique for politique, noms in ATTENDUS.items() for nom in noms}
    assert choix == attendus


def test_supprimer_un_membre_n_emporte_aucun_contenu():
    """What follows a member is what was only ever theirs: rights, posts, mails, links."""
    emportes = {nom for nom, champ in cles().items() if champ.related_model is get_user_model() and nom in CASCADE}
    assert emportes == {
        "bibliotheque.DemandeDeFichier.membre",
        "courriels.Courriel.destinataire",
        "courriels.Preference.membre",
        "espaces.DroitPersonnel.user",
        "liens.LienSigne.titulaire",
        "groupes.Adhesion.membre",
        "jeudis.AgendaPersonnel.membre",
        "jeudis.ReponseDeDate.membre",
        "jeudis.Venue.membre",
        *("recherche.Attente.membre", "recherche.RechercheGardee.membre"),
        "jeudis.Voix.membre",
        "membres.DemandeAcces.membre",
        "membres.Fiche.membre",
        "membres.Invitation.membre",
        "membres.Message.a",
        "membres.Message.de",
        "membres.ChangementDePoste.membre",
        "membres.Depart.membre",
        "membres.Export.membre",
        "membres.Fermeture.membre",
        "membres.Note.membre",
        "membres.Poste.membre",
        "membres.Presence.membre",
    }
