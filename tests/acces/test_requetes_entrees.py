"""The same number of queries with one request, invitation or table on a page and with three."""

from __future__ import annotations

import pytest

from centre.espaces.enums import Public
from centre.membres.enums import EtatDemande
from centre.membres.models import Structure
from centre.membres.operations import imports
from centre.membres.operations.invitations import inviter_a_entrer
from centre.territoires.models import Territoire
from tests.bibliotheque.conftest import notice
from tests.bibliotheque.paquets import ligne, lire, zip_de
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db
from .scene_entrees import FICHE, demande, poser_les_entrees

__all__ = ["db"]

PAGES: list[tuple[str, str]] = [
    ("visiteur", "/demander-un-acces/"),
    *[
        ("animatrice", f"/gestion/{suite}")
        for suite in (
            *("", "demandes/", "demandes/{demande_pk}/", "invitations/", "invitations/inviter/", "imports/"),
            *("imports/{import_pk}/", "imports/{import_applique}/", "imports/{import_long}/", "imports/{import_documents}/"),
        )
    ],
]


class Arrivees:
    """One more of each thing these pages list."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.par, self.n = scene, scene.gens["animatrice"], 0

    def ajouter(self, numero: int) -> None:
        """Somebody who resembles the request's author, their structure, a territoire; a request, an invitation, two tables."""
        self.n = numero
        voisine = membre(f"lea{self.n}", Public.PAYS)
        type(voisine).objects.filter(pk=voisine.pk).update(prenom="Léa", nom=f"Martin{self.n}")
        Structure.objects.create(nom=f"Pays d’Auge {self.n}", slug=f"auge-{self.n}")
        Territoire.objects.create(nom=f"Pays {self.n}", slug=f"lieu-{self.n}", nature="pays")
        collegue = demande(f"autre{self.n}", EtatDemande.A_TRAITER)
        type(collegue).objects.filter(pk=collegue.pk).update(traitee_par=voisine)
        inviter_a_entrer(email=f"n{self.n}@demande.example", par=voisine, **FICHE)
        for nom in ("import_pk", "import_applique"):
            self._tableau(nom)
        self._documents()

    def _documents(self) -> None:
        """A ZIP to apply, references under way: as many lines that make, that resemble, that are wrong."""
        notice(self.par, f"Le guide numéro {self.n}")
        lignes = [ligne(f"{n}.txt", f"Tout autre titre {n}") for n in range(self.n)]
        lignes += [ligne(f"{n}.txt", f"Le guide numéro {n + 1}") for n in range(self.n)] + [
            ligne("rien", f"Faux {n}") for n in range(self.n)
        ]
        pieces = {f"{n}.txt": f"{self.n}-{n}".encode() for n in range(self.n)}
        self.scene.mots["import_documents"] = lire(self.par, zip_de(pieces, *lignes)).pk
        references = "".join(f"TY  - GEN\nTI  - Référence {n} sur {self.n}\nER  -\n" for n in range(self.n))
        lu = imports.preparer(genre="references", nom="r.ris", octets=references.encode(), par=self.par)
        imports.appliquer(importation=lu, par=self.par)
        imports.poursuivre(importation=lu.pk, par=self.par)
        self.scene.mots["import_long"] = lu.pk

    def _tableau(self, nom: str) -> None:
        """A table of as many lines: errors, people to decide about, to create."""
        adresses = [f"{nom}{self.n}-{rang}@liste.example" for rang in range(self.n)]
        lignes = [f"{adresse};Neuve{rang};" for rang, adresse in enumerate(adresses)]
        lignes += [f"autre-{adresse};Martin{rang + 1};Léa" for rang, adresse in enumerate(adresses)]
        lignes += [f"pas une adresse {rang};Nom;" for rang in range(self.n)]
        octets = "\n".join(["Mail;Nom;Prénom", *lignes]).encode()
        lu = imports.preparer(genre="membres", nom="l.csv", octets=octets, par=self.par)
        if nom == "import_applique":
            imports.appliquer(importation=lu, par=self.par)
        self.scene.mots[nom] = lu.pk


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one of each, then with three."""
    scene = Scene()
    poser_les_entrees(scene)
    return un_puis_trois(scene, PAGES, Arrivees(scene).ajouter)


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert une[cle] == trois[cle] <= 30
