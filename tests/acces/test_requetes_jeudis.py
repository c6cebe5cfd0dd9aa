"""The same number of queries with one Jeudi, compte rendu, registration or file on a page and with three."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_document
from centre.publications.lecture_des_fichiers import lire_le_fichier
from centre.recherche.operations import actualiser_lexique
from centre.territoires.models import Territoire
from centre.themes.models import Theme
from jeudis.models import CompteRendu, Jeudi
from jeudis.operations import Horaire, commencer_compte_rendu, creer_jeudi, dater, inscrire
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db

__all__ = ["db"]

#: (reader, address) of the pages that list or hold these.
PAGES: list[tuple[str, str]] = [
    *[(nom, "/jeudis/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/jeudis/passes/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/jeudis/{unique}/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/jeudis/{passe}/compte-rendu/") for nom in ("visiteur", "pays", "animatrice")],
    ("visiteur", "/jeudis/agenda.ics"),
    ("visiteur", "/jeudis/{unique}/agenda.ics"),
    ("animatrice", "/jeudis/{unique}/inscrits/"),
    ("animatrice", "/jeudis/{unique}/inscrits.csv"),
    ("animatrice", "/jeudis/{unique}/annuler/"),
    ("animatrice", "/jeudis/{unique}/historique/"),
    ("animatrice", "/jeudis/comptes-rendus-a-publier/"),
    *[(nom, "/ressources/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/ressources/{notice}/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/recherche/?q=rouen") for nom in ("visiteur", "pays")],
    ("visiteur", "/"),
    ("pays", "/"),
    ("pays", "/espace/"),
    ("animatrice", "/espace/"),
    ("animatrice", "/gestion/"),
]


class Rencontres:
    """Adds to a scene one more of each thing: a coming Jeudi, a past one awaiting its compte rendu, one that has it, a notice."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.par = scene, scene.gens["animatrice"]
        self.unique = self.jeudi("unique", 20)
        self.passe = self.compte_rendu("passe")
        self.notice = self.deposer("notice")
        scene.mots |= {"unique": self.unique.slug, "passe": self.passe.jeudi.slug, "notice": self.notice.slug}
        self.horaires: list[Horaire] = []

    def marquer(self, objet: Any, nom: str) -> Any:
        """A theme and a territoire more each time."""
        theme = Theme.objects.create(famille=self.scene.theme.famille, nom=f"Thème {nom}", slug=f"theme-{nom}")
        lieu = Territoire.objects.create(nom=f"Pays {nom}", slug=f"lieu-{nom}", nature="pays")
        objet.themes, objet.territoires = [self.scene.theme, theme], [self.scene.territoire, lieu]
        return objet

    def jeudi(self, nom: str, jours: int) -> Jeudi:
        """An open Jeudi, with a registration while it is to come."""
        debut = timezone.now() + dt.timedelta(days=jours)
        jeudi = creer_jeudi(
            jeudi=self.marquer(Jeudi(titre=f"Rouen {nom}", lieu="Rouen", places=2), f"j-{nom}"),
            espace=Espace.objects.get(slug="ouvert"), espace_inscription=Espace.objects.get(slug="reseau"),
            horaires=[Horaire(debut, debut + dt.timedelta(hours=2))], par=self.par,
        )  # fmt: skip
        jeudi = operations.publier(publication=jeudi, par=self.par)
        if jours > 0:
            inscrire(jeudi=jeudi, membre=self.scene.gens["pays"], par=self.scene.gens["pays"])
        return jeudi

    def compte_rendu(self, nom: str) -> CompteRendu:
        """A past Jeudi and its compte rendu, in two editions."""
        objet = commencer_compte_rendu(
            jeudi=self.jeudi(nom, -20), espace=Espace.objects.get(slug="reseau"),
            espace_publique=Espace.objects.get(slug="ouvert"), par=self.par,
        )  # fmt: skip
        texte = objet.version_a_modifier()
        texte.texte = '<p>Dit à Rouen</p><p class="reserve">Entre nous</p>'
        operations.enregistrer(publication=texte, par=self.par, version_lue=objet.latest_revision_id)
        return operations.publier(publication=objet, par=self.par)

    def deposer(self, nom: str) -> Ressource:
        """An open notice and its file, of the réseau."""
        notice = deposer(
            ressource=self.marquer(Ressource(titre=f"Rouen {nom}", auteurs="Le Centre"), f"r-{nom}"),
            espace=Espace.objects.get(slug="ouvert"), espace_fichiers=Espace.objects.get(slug="reseau"), par=self.par,
        )  # fmt: skip
        self.joindre(notice, nom)
        return operations.publier(publication=notice, par=self.par)

    def joindre(self, notice: Ressource, nom: str) -> None:
        """One more file, read."""
        document = SimpleUploadedFile(f"{nom}.txt", f"Rouen {nom}".encode(), "text/plain")
        lire_le_fichier(joindre_document(publication=notice, document=document, par=self.par).cle)

    def ajouter(self, numero: int) -> None:
        """One more of each, in the lists and on the pages."""
        par, collegue = self.par, membre(f"venue{numero}", Public.PAYS)
        self.jeudi(f"venir-{numero}", 20 + numero)
        self.jeudi(f"attendu-{numero}", -20 - numero)
        self.compte_rendu(f"rendu-{numero}")
        self.deposer(f"doc-{numero}")
        self.joindre(self.notice, f"annexe-{numero}")
        inscrire(jeudi=self.unique, membre=collegue, par=collegue)
        for objet in (self.unique, self.passe, self.notice):
            commenter(publication=objet, texte=f"Réponse {numero}", par=collegue if objet is self.passe else par)
        debut = timezone.now() + dt.timedelta(days=30 + numero)
        self.horaires.append(Horaire(debut, debut + dt.timedelta(hours=2), f"Séance {numero}"))
        dater(jeudi=self.unique, horaires=self.horaires, par=par)
        texte = self.unique.version_a_modifier()
        texte.chapo = f"Version {numero}"
        self.unique.revisions.update(created_at=timezone.now() - dt.timedelta(days=1))
        lue = Jeudi.objects.get(pk=self.unique.pk).latest_revision_id
        operations.enregistrer(publication=texte, par=par, version_lue=lue)
        actualiser_lexique()


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    return un_puis_trois(scene, PAGES, Rencontres(scene).ajouter)


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 45
