"""The same number of queries with one decision, relecture, compte rendu or item of a dossier on a page and with three."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.publications import operations
from jeudis.models import CompteRendu, Dossier, Jeudi
from jeudis.operations import (
    Horaire,
    ajouter_au_dossier,
    commencer_compte_rendu,
    creer_dossier,
    creer_jeudi,
    dater_une_edition,
    decider,
    faire_relire,
    lier_au_dossier,
    ranger_dans_la_serie,
    repondre,
)

from .comptages import un_puis_trois
from .scene import Scene, db

__all__ = ["db"]

PAGES: list[tuple[str, str]] = [
    *[(nom, "/jeudis/{rendu}/compte-rendu/") for nom in ("visiteur", "pays", "animatrice")],
    *[("animatrice", "/jeudis/{rendu}/compte-rendu/" + suite) for suite in ("modifier/", "decisions/", "relecture/")],
    *[(nom, "/jeudis/{suivant}/") for nom in ("visiteur", "pays", "animatrice")],
    *[("animatrice", f"/jeudis/{page}/") for page in ("delais-des-comptes-rendus", "decisions/suivi", "modeles")],
    *[(nom, "/jeudis/comptes-rendus/") for nom in ("visiteur", "pays")],
    ("pays", "/jeudis/decisions/"),
    *[(nom, "/dossiers/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/dossiers/{selection}/") for nom in ("visiteur", "pays", "animatrice")],
    *[(nom, "/dossiers/{selection}/editions/{jour}/") for nom in ("visiteur", "pays")],
    *[(nom, "/dossiers/{selection}/dossier.pdf") for nom in ("visiteur", "pays")],
    *[(nom, "/jeudis/comptes-rendus/{cr_annee}.odt") for nom in ("visiteur", "pays")],
    ("animatrice", "/dossiers/{selection}/elements/"),
    ("visiteur", "/dossiers/flux.xml"),
]


class Travaux:
    """Adds to a scene one more of each thing."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.par = scene, scene.gens["animatrice"]
        self.rendu = self.compte_rendu(0)
        self.suivant = self.jeudi("suivant", 20)
        for jeudi in (self.rendu.jeudi, self.suivant):
            ranger_dans_la_serie(jeudi=jeudi, serie="Suite", par=self.par)
        self.dossier = self.publier_un_dossier("selection")
        self.edition = dater_une_edition(dossier=self.dossier, par=self.par)
        scene.mots |= {"rendu": self.rendu.jeudi.slug, "suivant": self.suivant.slug, "selection": self.dossier.slug}
        scene.mots |= {"jour": self.edition.jour.isoformat(), "cr_annee": self.rendu.jeudi.premier_jour.year}

    def jeudi(self, nom: str, jours: int) -> Jeudi:
        """An open Jeudi."""
        debut = timezone.now() + dt.timedelta(days=jours)
        jeudi = creer_jeudi(
            jeudi=Jeudi(titre=f"Jeudi {nom}", lieu="Rouen"), espace=Espace.objects.get(slug="ouvert"),
            espace_inscription=Espace.objects.get(slug="reseau"), horaires=[Horaire(debut, debut + dt.timedelta(hours=2))], par=self.par,
        )  # fmt: skip
        return operations.publier(publication=jeudi, par=self.par)

    def compte_rendu(self, numero: int) -> CompteRendu:
        """Of a past Jeudi, in two editions."""
        objet = commencer_compte_rendu(
            jeudi=self.jeudi(f"rendu {numero}", -20 - numero), espace=Espace.objects.get(slug="reseau"),
            espace_publique=Espace.objects.get(slug="ouvert"), par=self.par,
        )  # fmt: skip
        return operations.publier(publication=objet, par=self.par)

    def publier_un_dossier(self, nom: str) -> Dossier:
        """Open to all."""
        dossier = creer_dossier(dossier=Dossier(titre=nom), espace=Espace.objects.get(slug="ouvert"), par=self.par)
        return operations.publier(publication=dossier, par=self.par)

    def ajouter(self, numero: int) -> None:
        """One more of each."""
        autre, pays = self.compte_rendu(numero), self.scene.gens["pays"]
        ranger_dans_la_serie(jeudi=autre.jeudi, serie=f"Autre {numero}", par=self.par)
        for reservee in (False, True):
            decider(
                compte_rendu=self.rendu,
                jeton=uuid.uuid4(),
                quoi=f"Dire {numero}",
                responsable=pays,
                reservee=reservee,
                par=self.par,
            )
        demain = timezone.localdate() + dt.timedelta(days=1)
        faite = faire_relire(
            compte_rendu=self.rendu,
            nom=f"Odile {numero}",
            adresse=f"o{numero}@r.example",
            partie="",
            avant_le=demain,
            par=self.par,
        )
        repondre(relecture=faite, corrections="Ici")
        self.publier_un_dossier(f"Dossier {numero}")
        for objet in (self.dossier, self.edition):
            self.remplir(objet, autre, numero)

    def remplir(self, porteur: Any, objet: CompteRendu, numero: int) -> None:
        """One more item and one more link; those of the edition, as if it had been dated later."""
        entree = Entree.objects.de_l_objet(objet).get(rang=1)
        if porteur == self.dossier:
            ajouter_au_dossier(dossier=porteur, entree=entree, par=self.par)
            lier_au_dossier(dossier=porteur, titre="Ailleurs", adresse=f"https://ailleurs.example/{numero}", par=self.par)
            return
        from centre.catalogue.operations import referer

        referer(porteur=porteur, entree=Entree.objects.de_l_objet(objet).get(rang=0), ordre=numero)


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing more of each kind, then with three."""
    scene = Scene()
    return un_puis_trois(scene, PAGES, Travaux(scene).ajouter)


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert trois[cle] == une[cle]
    assert une[cle] < 50
