"""The probe's registrations: what is asked, answered, chosen and shared, each read by those it is for."""

from __future__ import annotations

from jeudis.enums import GenreQuestion
from jeudis.models import Atelier, Jeudi, Question, Trajet
from jeudis.operations import Bulletin, Identite, annuler_inscription, inscrire, inscrire_sans_compte, regler
from jeudis.operations.regles import QUESTIONS

from .publics import EQUIPE, LISENT, TECHNICIENS
from .sonde import Voliere, operations, sonde
from .sonde_jeudis import DU_SEUL_JEUDI, _jeudi, _noter

SUITES = ("inscription/", "covoiturage/", "regles/", "besoins/", "besoins.csv", "inscription/demandee/")


@sonde("inscriptions")
def inscriptions(v: Voliere) -> None:
    """On a Jeudi everybody reads and the réseau registers for."""
    par, lisent = v.gens["animatrice"], TECHNICIENS | EQUIPE
    ouvert = _jeudi(v, "ouvert", "Jeudi aux questions", LISENT["ouvert"], inscription="reseau", titre="Essai aux questions")
    jeudi = operations.publier(publication=ouvert, par=par)
    seance = jeudi.seances.first().pk
    regler(
        jeudi=jeudi, regles={}, par=par,
        questions=[*QUESTIONS, {"genre": GenreQuestion.TEXTE, "libelle": f"Essai {v.canari('question', lisent)}"}],
        ateliers=[{"seance_id": seance, "titre": f"Essai {v.canari('atelier', lisent)}", "places": 5}],
    )  # fmt: skip
    _inscrire_tout_le_monde(v, jeudi, seance)
    _noter(v, jeudi, (*DU_SEUL_JEUDI, *SUITES))


def _inscrire_tout_le_monde(v: Voliere, jeudi: Jeudi, seance: int) -> None:
    """« pays » and « agglo » share a ride, « ville » gave up, a person without account was registered by telephone."""
    gens, ateliers = v.gens, {seance: [Atelier.objects.get(seance=seance).pk]}
    for nom, autre in (("pays", "agglo"), ("agglo", "pays")):
        depart = f"Essai {v.canari(f'lieu de départ ({nom})', {nom, autre})}"
        reponses = {
            q.pk: [f"Essai {v.canari(f'réponse de {nom} : {q.genre}', EQUIPE | {nom}, montre=not q.choix)}"]
            for q in Question.objects.posees(jeudi)
        }
        trajet = Trajet(genre="propose", territoire=v.territoire, depart=depart)
        bulletin = Bulletin(reponses=reponses, voeux=ateliers, trajet=trajet)
        inscrire(jeudi=jeudi, membre=gens[nom], par=gens[nom], bulletin=bulletin)
    ville = inscrire(jeudi=jeudi, membre=gens["ville"], par=gens["ville"])
    motif = f"Essai {v.canari('motif', EQUIPE | {'ville'}, montre=False)}"
    annuler_inscription(inscription=ville, par=gens["ville"], motif=motif)
    identite = Identite(
        nom=f"Essai {v.canari('nom sans compte', EQUIPE)}", structure=v.canari("structure sans compte", EQUIPE, montre=False)
    )
    inscrire_sans_compte(jeudi=jeudi, identite=identite, par=gens["animatrice"])
