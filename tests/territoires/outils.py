"""What the tests of territories and themes share."""

import re
from types import SimpleNamespace

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from centre.territoires.models import Territoire


def creer(nom, nature="pays", **champs):
    """A territory with nothing but what the test says."""
    return Territoire.objects.create(**{"nom": nom, "slug": slugify(nom), "nature": nature, **champs})


def page(client, adresse, **parametres):
    """The page at ``adresse``, read as a tree; fails unless it answers 200."""
    reponse = client.get(adresse, parametres)
    assert reponse.status_code == 200, reponse
    return BeautifulSoup(reponse.content, "html.parser")


def objets(arbre, type_objet):
    """Addresses of the items of a list, in order; each carries its espace and one link."""
    items = arbre.select(f"[data-objet={type_objet}]")
    assert {item["data-espace"] for item in items} <= {"ouvert"}
    return [item.find("a")["href"] for item in items]


def requetes(client, adresse, table):
    """Texts of the queries on ``table`` that the page takes."""
    with CaptureQueriesContext(
        connection,
    ) as lues:
        assert client.get(adresse).status_code == 200
    return [q["sql"] for q in lues if re.search(rf'(FROM|JOIN) "{table}', q["sql"])]


def entree(titre, adresse="/echos/un/"):
    """An entry of the catalogue as the pages read it."""
    espace = SimpleNamespace(slug="ouvert", nom="Ouvert à tous")
    return SimpleNamespace(type="echo", espace=espace, titre=titre, adresse=adresse, resume="Résumé", date=None)
