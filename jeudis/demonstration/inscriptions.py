"""Stage of the demonstration: how the season's Jeudis register, each in its own way."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.espaces.models import Espace
from centre.registre import Demonstration
from centre.territoires.models import Territoire

from .. import operations
from ..enums import Covoiturage, GenreQuestion
from ..models import Atelier, Inscription, Jeudi, Question, Trajet
from ..operations import QUESTIONS, Bulletin, Identite
from ..operations.places import l_heure

TITRE = "Réunir tout le monde : l’accessibilité de nos rencontres"
CHAPO = "Une matinée dans la salle et à distance, interprétée en LSF et sous-titrée selon vos besoins."
#: What people of the demonstration answer, one after the other.
REPAS = ("Oui", "Oui, repas végétarien", "Oui", "Non", "Oui")
BESOINS: tuple[list[str], ...] = (
    [],
    [],
    ["Sous-titres"],
    [],
    ["Interprétation en LSF", "Sous-titres"],
    [],
    ["Accès en fauteuil (PMR)"],
)
ATTENTES = ("Des exemples d’ailleurs", "", "Un modèle à reprendre", "", "Rencontrer mes homologues du rural")
#: Where people start from.
ALENTOURS = ("cc-des-quatre-rivieres-en-bray", "metropole-rouen-normandie")
DEPARTS = ("la gare", "la place du marché", "l’aire de covoiturage")


def peupler_les_inscriptions(demo: Demonstration) -> None:
    """Questions answered and a shared ride; ateliers, without account; quotas; an offer. What is already ruled stays."""
    saison = Jeudi.objects.a_venir().publies().filter(exemple=True, annule_le__isnull=True, regles__isnull=True)
    animatrice = demo.acquis["membres"]["animatrice"]
    for jeudi in saison.select_related("espace_inscription"):
        _regler(jeudi, animatrice)


@transaction.atomic
def _regler(jeudi: Jeudi, par: Any) -> None:
    regles, ateliers = _choix(jeudi)
    operations.regler(jeudi=jeudi, regles=regles, questions=QUESTIONS, ateliers=ateliers, par=par)
    questions = list(Question.objects.posees(jeudi))
    lieux = list(Territoire.objects.filter(slug__in=ALENTOURS).order_by("slug"))
    venues = Inscription.objects.filter(jeudi=jeudi, membre__isnull=False).en_cours()
    for rang, inscription in enumerate(venues):
        bulletin = _bulletin(jeudi, rang, questions, lieux)
        operations.changer_le_bulletin(inscription=inscription, bulletin=bulletin, par=inscription.membre)
    if jeudi.accepte_sans_compte:
        _sans_compte(jeudi, lieux, par)


def _choix(jeudi: Jeudi) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A journée has ateliers; a séance that is full offers its seats; a cycle keeps some for the towns and the Pays."""
    seances = list(jeudi.seances.all())
    if jeudi.forme == "journee" and seances:
        titres = ("Donner la parole aux habitants", "Répondre par écrit à un avis")
        return {}, [{"seance_id": seances[-1].pk, "titre": titre, "places": 6} for titre in titres]
    if jeudi.forme == "cycle" and jeudi.premier_jour:
        ouverture = timezone.now() + (jeudi.premier_jour - timezone.localdate()) / 2
        return {
            "categories": ["ville", "pays"],
            "part": 60,
            "ouverture_le": ouverture.replace(minute=0, second=0, microsecond=0),
        }, []
    return {"offre": jeudi.places is not None, "offre_heures": 24}, []


def _bulletin(jeudi: Jeudi, rang: int, questions: list[Question], lieux: list[Territoire]) -> Bulletin:
    par_genre = {
        GenreQuestion.REPAS: [REPAS[rang % len(REPAS)]],
        GenreQuestion.ACCESSIBILITE: BESOINS[rang % len(BESOINS)],
        GenreQuestion.ATTENTES: [ATTENTES[rang % len(ATTENTES)]],
    }
    reponses = {q.pk: par_genre.get(GenreQuestion(q.genre), []) for q in questions}
    voeux: dict[int, list[int]] = {}
    for atelier in Atelier.objects.du(jeudi):
        voeux.setdefault(atelier.seance_id, []).append(atelier.pk)
    if rang % 2:
        voeux = {seance: pks[::-1] for seance, pks in voeux.items()}
    trajet = None
    if lieux and rang < 5:
        genre = Covoiturage.CHERCHE if rang % 2 else Covoiturage.PROPOSE
        places = 3 if genre == Covoiturage.PROPOSE else None
        trajet = Trajet(genre=genre, places=places, territoire=lieux[0 if rang < 4 else -1], depart=DEPARTS[rang % len(DEPARTS)])
    return Bulletin(reponses=reponses, voeux=voeux, visible=rang % 3 != 2, trajet=trajet)


def _sans_compte(jeudi: Jeudi, lieux: list[Territoire], par: Any) -> None:
    """Two people without account: one looks for a shared ride, one has still to confirm."""
    venue = Identite(
        nom="Dubreuil", prenom="Nadia", courriel="n.dubreuil@caf.example", fonction="conseillère", structure="CAF (exemple)"
    )
    inscrite = operations.inscrire_sans_compte(jeudi=jeudi, identite=venue, par=par)
    if lieux:
        bulletin = Bulletin(trajet=Trajet(genre=Covoiturage.CHERCHE, territoire=lieux[0], depart=DEPARTS[0]))
        operations.changer_le_bulletin(inscription=inscrite, bulletin=bulletin, par=operations.PAR_LIEN)
    attendue = Identite(
        nom="Vasseur", prenom="Paul", courriel="p.vasseur@mairie.example", fonction="élu", structure="Mairie (exemple)"
    )
    if jeudi.ouvertes_a(l_heure()):
        operations.demander_sans_compte(jeudi=jeudi, identite=attendue, bulletin=Bulletin())


def peupler_le_jeudi_en_ligne(demo: Demonstration) -> None:
    """Thursday 10 December 2026, in the room and at a distance: needs are asked, nobody needs an account."""
    jour = dt.date(2026, 12, 10)
    if jour < demo.aujourd_hui or Jeudi.objects.filter(titre=TITRE, exemple=True).exists():
        return
    animatrice = demo.acquis["membres"]["animatrice"]
    ouvert, elargi = (Espace.objects.get(slug=slug) for slug in ("ouvert", "public-elargi"))
    debut = dt.datetime(2026, 12, 10, 8, 30, tzinfo=dt.UTC)
    jeudi = Jeudi(titre=TITRE, places=60, lieu="Rouen, salle des Hallettes (exemple), et à distance", chapo=CHAPO)
    jeudi.objectif = "Une liste de dix gestes simples à reprendre dans vos réunions."
    horaires = [operations.Horaire(debut, debut + dt.timedelta(hours=3))]
    jeudi = operations.creer_jeudi(
        jeudi=jeudi, espace=ouvert, espace_inscription=elargi, horaires=horaires, par=animatrice, exemple=True
    )
    jeudi = operations.ecriture.publier(publication=jeudi, par=animatrice)
    membres = [m for m in demo.acquis["membres"].values() if operations.peut_s_inscrire(jeudi, m) and not m.est_de_l_equipe]
    for membre in membres[:8]:
        operations.inscrire(jeudi=jeudi, membre=membre, par=membre)


def peupler(demo: Demonstration) -> None:
    """The whole stage; nothing is doubled when it runs again."""
    peupler_le_jeudi_en_ligne(demo)
    peupler_les_inscriptions(demo)
