"""What comptes rendus bring to the registries: decisions, relectures, exported files."""

from __future__ import annotations

from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.presentation import adresse
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    LigneDeJournee,
    TexteDeMembre,
    demonstration,
    donnees_de_membre,
    ecrans,
    journee,
    mes_textes,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements
from centre.temps import date_locale

from ..demonstration import peupler_les_comptes_rendus
from ..models import CompteRendu, Decision, Relecture
from ..operations import oublier_les_relectures, oublier_les_tirages
from ..views.relectures import relire, relire_tout

gestes.ajouter(cle(CompteRendu, Action.RELIRE), relire_tout)
gestes.ajouter(cle(Relecture, Action.RELIRE), relire)
for nom, libelle in [
    ("compte_rendu_relecture", "Une relecture demandée à un·e intervenant·e"),
    ("compte_rendu_rappel", "Le rappel d’une relecture"),
]:
    declarer(Genre(nom, libelle, sensible=True, essentiel=True, par_lien=True))


def _a_faire(membre: Any) -> list[TexteDeMembre]:
    """The decisions a member answers for, on « Mon espace »."""
    miennes = Decision.objects.de(membre).publiees().visibles_pour(membre).a_faire().select_related("compte_rendu__jeudi")
    return [_texte(decision) for decision in miennes[:10]]


def _texte(decision: Decision) -> TexteDeMembre:
    quand = f", pour le {date_locale(decision.pour_le, 'courte')}" if decision.pour_le else ""
    statut = f"à faire{quand} (décidé : {decision.compte_rendu.jeudi})"
    return TexteDeMembre(titre=decision.quoi, adresse=adresse("jeudis:mes_decisions"), statut=statut, a_finir=True)


mes_textes.ajouter("decisions", _a_faire)
journee.ajouter(
    "decisions_en_retard",
    LigneDeJournee(
        titre="Décisions en retard",
        url_name="jeudis:suivi",
        compter=lambda membre: Decision.objects.visibles_pour(membre).publiees().en_retard().count(),
        aide="Décidées en Jeudi, leur date est passée : à relancer, ou à clore.",
    ),
)
journee.ajouter(
    "corrections_a_reprendre",
    LigneDeJournee(
        titre="Corrections proposées par des intervenant·es",
        url_name="jeudis:suivi",
        compter=lambda membre: Relecture.objects.a_reprendre().count(),
        aide="Elles attendent dans la relecture de leur compte rendu.",
    ),
)
ecrans.ajouter("decisions", Ecran("Décisions en cours", "jeudis:suivi", "Publier", "Qui fait quoi, décidé en Jeudi."))
ecrans.ajouter(
    "delais_des_comptes_rendus", Ecran("Délais des comptes rendus", "jeudis:delais", "Publier", "Du Jeudi à sa publication.")
)
ecrans.ajouter(
    "modeles_de_compte_rendu", Ecran("Modèles de compte rendu", "jeudis:modeles", "Publier", "Un par forme, à votre main.")
)
demonstration.ajouter("comptes_rendus", peupler_les_comptes_rendus)
donnees_de_membre.ajouter(
    "jeudis.Decision",
    DonneesDeMembre.par_cles(Decision, nommees=("responsable",), montrer=("quoi", "pour_le", "etat", "cree_le", "close_le")),
)
traitements.ajouter(
    "relectures",
    Traitement(
        nom="Relecture des comptes rendus par les intervenant·es",
        finalite="Faire valider ce qui est écrit d’une intervention avant de le publier.",
        base=MISSION,
        donnees="Nom, adresse électronique, partie relue, réponse et corrections proposées.",
        duree="Un an après la date de réponse attendue.",
        acces="L’équipe du Centre ; la personne elle-même, par son lien.",
    ),
)
traitements.ajouter(
    "comptes_rendus",
    Traitement(
        nom="Comptes rendus des Jeudis et relevés de décisions",
        finalite="Garder trace de ce qui s’est dit et décidé, et de qui le fait.",
        base=MISSION,
        donnees="Présent·es et excusé·es, d’après l’émargement ; qui répond de chaque décision. L’édition publique ne nomme personne.",
        duree="Le texte reste ; un nom s’en va avec le compte. Les fichiers tirés d’un compte rendu sont effacés après trois jours.",
        acces="Les lecteurs de l’édition complète.",
    ),
)
conservations.ajouter(
    "relectures",
    Conservation("relectures", "Relectures des intervenant·es", "un an après la date de réponse", oublier_les_relectures),
)
conservations.ajouter(
    "tirages", Conservation("comptes_rendus", "Fichiers tirés des comptes rendus", "trois jours", oublier_les_tirages)
)
