"""The same number of queries with one note, post, mail, departure or change of post on a page and with three."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from centre.courriels.operations import envoyer_du_compte
from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe
from centre.journal.operations import consigner
from centre.membres.operations import affecter_poste, demander_changement, demander_export, noter, prevoir_depart
from centre.membres.operations.exports import preparer_export
from centre.publications.operations import creer, publier
from centre.territoires.models import Territoire
from echos.models import Echo
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db

__all__ = ["db"]

#: (reader, address): the number of queries of the page, warm.
PAGES: dict[tuple[str, str], int] = {
    ("animatrice", "/gestion/membres/{suivie}/"): 19,
    ("animatrice", "/gestion/membres/{suivie}/roles/"): 6,
    ("animatrice", "/gestion/membres/{suivie}/poste/"): 9,
    ("animatrice", "/gestion/membres/{suivie}/depart/"): 9,
    ("animatrice", "/gestion/membres/{suivie}/fusionner/"): 6,
    ("animatrice", "/gestion/changements/"): 6,
    ("animatrice", "/gestion/traitements/"): 5,
    ("agglo", "/mon-compte/poste/"): 9,
    ("agglo", "/mon-compte/mes-donnees/"): 5,
    ("agglo", "/mon-compte/mon-parcours/"): 10,
    ("agglo", "/mon-compte/mon-parcours.csv"): 8,
    ("agglo", "/espace/prise-de-poste/"): 17,
    ("visiteur", "/confidentialite/"): 11,
}


def ajouter(scene: Scene, numero: int) -> None:
    """One more of each thing these pages list, about « agglo »."""
    qui, animatrice = scene.gens["agglo"], scene.gens["animatrice"]
    territoire = Territoire.objects.create(nom=f"Pays {numero}", slug=f"pays-{numero}", nature="pays")
    affecter_poste(
        membre=qui, categorie=Public.AGGLO, fonction=f"Poste {numero}", depuis=dt.date(2025, numero, 1), territoires=[territoire]
    )
    affecter_poste(
        membre=membre(f"voisine{numero}"), categorie=Public.AGGLO, fonction="Voisine", depuis=dt.date(2025, 1, 1),
        territoires=[territoire],
    )  # fmt: skip
    noter(membre=qui, texte=f"Note {numero}", par=animatrice)
    creer_groupe(nom=f"Groupe {numero}", slug=f"groupe-{numero}")
    qui.groups.add(groupe_nomme(f"groupe-groupe-{numero}"))
    envoyer_du_compte(genre="essai", adresse=qui.email, sujet="Essai", texte="Essai", membre=qui)
    consigner(acteur=animatrice, verbe=f"essai.{numero}", objet=qui)
    demandeur = membre(f"demandeur{numero}", Public.VILLE)
    demander_changement(
        membre=demandeur, fonction="f", structure="", categorie="pays", territoires=[territoire], depuis=dt.date(2026, 1, 1)
    )
    echo = Echo(titre=f"Écho {numero}", retenir_1="Une idée")
    echo.territoires = [territoire]
    publier(publication=creer(publication=echo, espace=Espace.objects.get(slug="reseau"), par=qui), par=qui)
    preparer_export(cle=demander_export(membre=qui).cle)
    scene.mots["suivie"] = qui.pk


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing of each kind, then with three."""
    scene = Scene()
    prevoir_depart(membre=scene.gens["agglo"], dernier_jour=dt.date(2099, 1, 1), par=scene.gens["animatrice"])
    return un_puis_trois(scene, PAGES, partial(ajouter, scene))


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert (une[cle], trois[cle]) == (PAGES[cle], PAGES[cle])
