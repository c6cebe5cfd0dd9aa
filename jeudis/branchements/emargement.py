"""What émargement, attestations and evaluations bring to the registries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    LigneDeJournee,
    demonstration,
    donnees_de_membre,
    ecrans,
    installations,
    journee,
)
from centre.rgpd import MISSION, Conservation, Etape, Traitement, conservations, parcours, traitements

from ..demonstration import peupler_emargements
from ..models import (
    Attestation,
    Avis,
    Emission,
    Evaluation,
    Jeudi,
    Marque,
    Presence,
    Preuve,
    Sollicitation,
    emargements_a_saisir,
    emargements_en_conflit,
    jeudis_a_attester,
    jeudis_a_evaluer,
)
from ..operations import detruire_les_feuilles_echues, installer_les_questions, oublier_les_gestes
from ..views.attestations import par_lien as attestation_par_lien
from ..views.evaluation import par_lien as avis_par_lien
from . import lecture, programme  # noqa: F401  their stages of the demonstration make the Jeudis of this one

gestes.ajouter(cle(Attestation, Action.LIRE), attestation_par_lien)
gestes.ajouter(cle(Sollicitation, Action.CONTRIBUER), avis_par_lien)
declarer(Genre("jeudi_attestation", "Votre attestation de présence", essentiel=True))
declarer(Genre("jeudi_avis", "Votre avis sur un Jeudi"))
installations.ajouter("evaluations", installer_les_questions)
demonstration.ajouter("emargements", peupler_emargements)


def _ligne(cle_: str, titre: str, aide: str, lire: Callable[[Any], Any]) -> None:
    """One line of « Ma journée », counted on what this person reads."""
    journee.ajouter(
        cle_,
        LigneDeJournee(titre, "jeudis:emargements", lambda membre: lire(Jeudi.objects.visibles_pour(membre)).count(), aide),
    )


_ligne(
    "emargements",
    "Feuilles d’émargement à saisir",
    "Des Jeudis ont eu lieu ; personne n’y est noté présent.",
    emargements_a_saisir,
)
_ligne(
    "desaccords",
    "Émargements qui se contredisent",
    "Deux saisies disent le contraire : dites ce qui est juste.",
    emargements_en_conflit,
)
_ligne("attestations", "Attestations à émettre", "L’émargement est saisi ; les personnes présentes attendent.", jeudis_a_attester)
_ligne("avis", "Avis à demander", "Les personnes présentes n’ont pas encore été interrogées.", jeudis_a_evaluer)
ecrans.ajouter(
    "emargements",
    Ecran("Émargements et attestations", "jeudis:emargements", "Publier", "Feuilles à saisir, attestations à émettre."),
)
ecrans.ajouter(
    "evaluations", Ecran("Évaluations des Jeudis", "jeudis:evaluations", "Publier", "Les avis, par forme et par année.")
)


# --- what is known of a member ---


def _exporter_les_presences(membre: Any) -> list[dict[str, Any]]:
    siennes = Presence.objects.de(membre).select_related("seance__jeudi")
    return [
        {"jeudi": p.seance.jeudi.titre, "jour": p.seance.jour, "demi_journee": p.demi_journee, "etat": p.get_etat_display()}
        for p in siennes
    ]


def _exporter_les_attestations(membre: Any) -> list[dict[str, Any]]:
    siennes = Attestation.objects.de(membre)
    return [{"numero": a.numero, "titre": a.titre, "etat": a.get_etat_display(), "minutes": a.minutes} for a in siennes]


def _exporter_les_demandes(membre: Any) -> list[dict[str, Any]]:
    siennes = Sollicitation.objects.de(membre).select_related("evaluation__jeudi")
    return [{"jeudi": s.evaluation.jeudi.titre, "a_repondu": s.a_repondu} for s in siennes]


def _avis_signes(membre: Any) -> Any:
    return Avis.objects.filter(inscription__membre=membre)


def _exporter_les_avis(membre: Any) -> list[dict[str, Any]]:
    return [
        {"jeudi": avis.evaluation.jeudi.titre, "reponses": [[str(r.question), r.note or r.texte] for r in avis.reponses.all()]}
        for avis in _avis_signes(membre).select_related("evaluation__jeudi").prefetch_related("reponses__question")
    ]


def _par_l_inscription(modele: Any, lister: Any, exporter: Any, effacer: Any = lambda membre: 0) -> None:
    """Rows that hang on a registration, which loses its name: what is counted does not change, numbers stay checkable."""
    donnees = DonneesDeMembre(modele=modele, lister=lister, exporter=exporter, effacer=effacer)
    donnees_de_membre.ajouter(modele._meta.label, donnees)


_par_l_inscription(Presence, Presence.objects.de, _exporter_les_presences)
_par_l_inscription(Attestation, Attestation.objects.de, _exporter_les_attestations)
_par_l_inscription(Sollicitation, Sollicitation.objects.de, _exporter_les_demandes)
_par_l_inscription(Avis, _avis_signes, _exporter_les_avis, lambda membre: _avis_signes(membre).update(inscription=None))
for _modele, _montrer in (
    (Marque, ("recu_le",)),
    (Preuve, ("jour", "deposee_le")),
    (Emission, ("emises_le",)),
    (Evaluation, ("ouverte_le",)),
):
    donnees_de_membre.ajouter(_modele._meta.label, DonneesDeMembre.par_cles(_modele, nommees=("par",), montrer=_montrer))


def _mes_attestations(membre: Any) -> list[Etape]:
    """One line per attestation in force."""
    return [
        Etape(a.jours[-1], "Attestation", a.titre, a.get_absolute_url(), a.heures)
        for a in Attestation.objects.de(membre).valides()
    ]


parcours.ajouter("attestations", _mes_attestations)
traitements.ajouter(
    "emargements",
    Traitement(
        nom="Émargement des Jeudis",
        finalite="Attester la présence de chacun, compter les demi-journées et les participations pour les financeurs.",
        base=MISSION,
        donnees="Qui était là, excusé ou absent, à chaque demi-journée ; qui l’a noté, quand, sur quel appareil ; la feuille signée.",
        duree="Feuille signée : 3 ans, puis détruite, le certificat de destruction reste. Gestes : 1 an. "
        "La présence reste pour le compte ; le nom s’en va avec le compte.",
        acces="Vous pour ce qui vous concerne, l’équipe du Centre.",
    ),
)
traitements.ajouter(
    "attestations",
    Traitement(
        nom="Attestations de présence",
        finalite="Donner à chacun la preuve de ses heures, que son employeur peut vérifier.",
        base=MISSION,
        donnees="Le numéro, le titre du Jeudi, les demi-journées suivies. Aucun nom : il est lu de l’inscription.",
        duree="Sans limite : un numéro reste vérifiable. Le nom s’en va avec le compte.",
        acces="Vous, l’équipe du Centre. Qui tient un numéro vérifie qu’il est valable, rien de plus.",
    ),
)
traitements.ajouter(
    "evaluations",
    Traitement(
        nom="Évaluation des Jeudis",
        finalite="Savoir ce qu’un Jeudi a apporté, comparer les formes et les années.",
        base=MISSION,
        donnees="Vos réponses, sans vous, sauf si vous les signez ; et si vous avez répondu, pour ne demander qu’une fois.",
        duree="Les réponses restent pour les comparaisons ; la signature s’en va avec le compte.",
        acces="L’équipe du Centre, à partir de cinq réponses.",
    ),
)
conservations.ajouter(
    "feuilles", Conservation("emargements", "Feuilles d’émargement signées", "3 ans", detruire_les_feuilles_echues)
)
conservations.ajouter("gestes", Conservation("emargements", "Gestes d’émargement", "1 an", oublier_les_gestes))
