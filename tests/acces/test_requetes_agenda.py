"""The same number of queries with one event, poll, theme or registration on a page and with three."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.membres.operations import affecter_poste
from centre.publications.operations import publier
from centre.territoires.models import Territoire
from jeudis.models import Evenement, Jeudi
from jeudis.operations import (
    Horaire,
    creer_jeudi,
    dire_j_y_vais,
    enregistrer_un_evenement,
    inscrire,
    ouvrir_mon_agenda,
    ouvrir_un_sondage,
    preparer_l_agenda,
    proposer_un_besoin,
    repondre_au_sondage,
    traiter_le_besoin,
    voter,
)
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db
from .scene_agenda import ICS

__all__ = ["db"]

PAGES: list[tuple[str, str]] = [
    *[(nom, "/jeudis/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/jeudis/ailleurs/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/jeudis/ailleurs/{evenement}/") for nom in ("visiteur", "pays")],
    ("visiteur", "/jeudis/agenda.ics?ailleurs=1"),
    ("visiteur", "/jeudis/mon-agenda/{jeton}.ics"),
    ("pays", "/jeudis/mon-agenda/"),
    ("pays", "/jeudis/{jeudi}/"),
    ("animatrice", "/jeudis/{jeudi}/passerelle/"),
    ("animatrice", "/jeudis/ailleurs/importer/"),
    *[(nom, "/jeudis/sondages/") for nom in ("pays", "animatrice")],
    *[(nom, "/jeudis/sondages/{sondage}/") for nom in ("pays", "animatrice")],
    *[(nom, "/jeudis/besoins/") for nom in ("pays", "animatrice")],
    ("animatrice", "/jeudis/besoins/{besoin}/"),
    ("pays", "/echos/"),
    ("pays", "/espace/"),
    ("animatrice", "/gestion/"),
]


class Saison:
    """Adds one more of each thing to the lists and to the pages."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.par = scene, scene.gens["animatrice"]
        self.reseau, self.ouvert = (Espace.objects.get(slug=slug) for slug in ("reseau", "ouvert"))
        self.theme = scene.theme
        self.jour = timezone.localdate() + dt.timedelta(days=60)
        self.jeudi = self.un_jeudi("Unique")
        for numero in range(5):
            self.venir(self.jeudi, f"socle{numero}", Public.PAYS, "pays")
        self.evenement = self.un_evenement("Unique")
        self.sondage = self.un_sondage("Unique")
        self.besoin = proposer_un_besoin(titre="Unique", par=self.par)
        scene.mots |= {"jeudi": self.jeudi.slug, "evenement": self.evenement.slug, "sondage": self.sondage.pk}
        scene.mots |= {"besoin": self.besoin.pk, "jeton": ouvrir_mon_agenda(membre=scene.gens["pays"], propositions=True)}

    def venir(self, jeudi, nom, categorie, nature):
        """Somebody of that bank registers."""
        qui = membre(nom)
        lieu = Territoire.objects.create(nom=nom, slug=nom, nature=nature)
        affecter_poste(membre=qui, categorie=categorie, fonction="f", depuis=dt.date(2025, 1, 1), territoires=[lieu])
        if jeudi is not None:
            inscrire(jeudi=jeudi, membre=qui, par=qui)
        return qui

    def un_jeudi(self, titre):
        debut = dt.datetime.combine(self.jour, dt.time(8), tzinfo=dt.UTC)
        jeudi = creer_jeudi(
            jeudi=Jeudi(titre=titre, lieu="Rouen"), espace=self.ouvert, espace_inscription=self.reseau,
            horaires=[Horaire(debut, debut + dt.timedelta(hours=3))], par=self.par,
        )  # fmt: skip
        return publier(publication=jeudi, par=self.par)

    def un_evenement(self, titre):
        evenement = Evenement(jeton=uuid.uuid4(), titre=titre, premier_jour=self.jour, dernier_jour=self.jour)
        return enregistrer_un_evenement(evenement=evenement, espace=self.ouvert, themes=[self.theme], par=self.par)

    def un_sondage(self, titre):
        debut = dt.datetime.combine(self.jour, dt.time(8), tzinfo=dt.UTC)
        dates = [Horaire(debut + dt.timedelta(days=n), debut + dt.timedelta(days=n, hours=2)) for n in (0, 1)]
        return ouvrir_un_sondage(titre=titre, espace=self.reseau, dates=dates, par=self.par)

    def ajouter(self, numero: int) -> None:
        """One more of each, and one more person on each page."""
        jeudi = self.un_jeudi(f"Jeudi {numero}")
        qui = self.venir(self.jeudi, f"venue{numero}", Public.PAYS, "pays")
        inscrire(jeudi=jeudi, membre=self.scene.gens["pays"], par=self.scene.gens["pays"])
        self.venir(None, f"candidate{numero}", Public.VILLE, "quartier")
        self.un_evenement(f"Événement {numero}")
        dire_j_y_vais(evenement=self.evenement, membre=qui, vient=True)
        preparer_l_agenda(octets=ICS, nom=f"Voisins {numero}", espace=self.reseau, passes=False, par=self.par)
        self.un_sondage(f"Sondage {numero}")
        repondre_au_sondage(sondage=self.sondage, membre=qui, reponses={d.pk: "oui" for d in self.sondage.dates.all()})
        besoin = proposer_un_besoin(titre=f"Thème {numero}", par=qui, themes=[self.theme])
        voter(besoin=self.besoin, membre=qui, pour=True)
        traiter_le_besoin(
            besoin=proposer_un_besoin(titre=f"Répondu {numero}", par=qui), etat="programme", jeudi=self.jeudi, par=self.par
        )
        assert besoin.pk


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    return un_puis_trois(scene, PAGES, Saison(scene).ajouter)


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 45
