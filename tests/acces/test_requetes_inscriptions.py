"""The same number of queries with one question, answer, atelier, ride or registration without account as with three."""

from __future__ import annotations

from functools import partial

import pytest

from centre.espaces.enums import Public
from jeudis.enums import GenreQuestion
from jeudis.models import Atelier, Inscription, Jeudi, Question, Trajet
from jeudis.operations import Bulletin, Identite, changer_le_bulletin, inscrire, inscrire_sans_compte, regler
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db
from .scene_inscriptions import poser_les_inscriptions

__all__ = ["db"]

PAGES = [
    ("visiteur", "/jeudis/{sans_compte}/"),
    ("pays", "/jeudis/{sans_compte}/"),
    ("pays", "/jeudis/{sans_compte}/covoiturage/"),
    ("visiteur", "/lien/{lien_gerer}/"),
    ("animatrice", "/jeudis/{sans_compte}/inscrits/"),
    ("animatrice", "/jeudis/{sans_compte}/inscrits.csv"),
    ("animatrice", "/jeudis/{sans_compte}/besoins/"),
    ("animatrice", "/jeudis/{sans_compte}/besoins.csv"),
    ("visiteur", "/jeudis/{sans_compte}/inscription/"),
    ("pays", "/jeudis/{sans_compte}/inscription/"),
    ("animatrice", "/jeudis/{sans_compte}/regles/"),
]


def ajouter(scene: Scene, numero: int) -> None:
    """One more of each: a question answered, an atelier wished for, somebody seen, a ride, a registration without account."""
    par, jeudi = scene.gens["animatrice"], Jeudi.objects.get(slug=scene.mots["sans_compte"])
    questions = [{"pk": q.pk, "genre": q.genre, "libelle": q.libelle, "choix": q.choix} for q in jeudi.questions.all()] + [
        {"genre": GenreQuestion.REPAS, "libelle": f"Repas {numero} ?", "choix": ["Oui", "Non"]}
    ]
    lieux = [{"pk": a.pk, "seance_id": a.seance_id, "titre": a.titre, "places": a.places} for a in Atelier.objects.du(jeudi)] + [
        {"seance_id": jeudi.seances.get().pk, "titre": f"Atelier {numero}", "places": 9}
    ]
    regler(jeudi=jeudi, regles={}, questions=questions, ateliers=lieux, par=par)
    reponses = {pk: ["Oui"] for pk in Question.objects.posees(jeudi).values_list("pk", flat=True)}
    voeux = {jeudi.seances.get().pk: list(Atelier.objects.du(jeudi).values_list("pk", flat=True))[:2]}

    def bulletin() -> Bulletin:
        trajet = Trajet(genre="propose", territoire=scene.territoire)
        return Bulletin(reponses=reponses, voeux=voeux, visible=True, trajet=trajet)

    qui = membre(f"venue{numero}", Public.PAYS)
    inscrire(jeudi=jeudi, membre=qui, par=qui, bulletin=bulletin())
    mienne = Inscription.objects.get(jeudi=jeudi, membre=scene.gens["pays"])
    changer_le_bulletin(inscription=mienne, bulletin=bulletin(), par=scene.gens["pays"])
    inscrire_sans_compte(jeudi=jeudi, identite=Identite(nom=f"N{numero}"), par=par)


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    poser_les_inscriptions(scene)
    return un_puis_trois(scene, PAGES, partial(ajouter, scene))


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 45
