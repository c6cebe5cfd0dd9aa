"""A GET cannot write: every line of the matrix, and every screen of Wagtail, with the database listening."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from django.db import connection

from .adresses import adresses
from .matrice import LIGNES, WAGTAIL, Ligne
from .scene import db, scene

__all__ = ["db", "scene"]

ECRITURE = re.compile(
    r"""(?:^|;|\bWITH\b.*?\()\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO|CREATE|ALTER|DROP)\s+(?:ONLY\s+)?"?(\w+)""",
    re.IGNORECASE | re.DOTALL,
)
#: Table: why a GET may write it.
PARTOUT = {
    "django_session": "la session elle-même : messages lus, étape d’une connexion",
    "cache": "les limites d’essais",
    "usersessions_usersession": "dernière activité d’un appareil",
}
#: (start of the address, table): why.
ICI = {
    ("/lien/", "liens_liensigne"): "lire un brouillon par un lien compte un usage",
    ("/lien/", "journal_ligne"): "et se note au journal",
    ("/gestion/pages/", "wagtailadmin_editingsession"): "Wagtail dit qui est en train d’écrire la même page",
    ("/gestion/pages/", "wagtailcore_pagesubscription"): "et s’il veut être prévenu des commentaires",
    ("/gestion/editing-sessions/", "wagtailadmin_editingsession"): "et l’oublie",
    ("/jeudis/", "jeudis_tirage"): "un fichier composé est gardé trois jours (docs/decisions/050)",
    ("/dossiers/", "jeudis_tirage"): "de même",
    ("/recherche/", "recherche_questionvaine"): "une recherche sans résultat se note, sans personne (docs/decisions/060)",
    ("/fichiers/", "publications_telechargement"): "un téléchargement se compte, sans personne (docs/decisions/073)",
    ("/lien/", "publications_telechargement"): "de même, par le lien qui l’ouvre",
    ("/jeudis/", "jeudis_codedesalle"): "le code d’une séance se tire la première fois qu’on le projette",
}
LECTEURS = ("visiteur", "pays", "autrice", "animatrice")


@contextmanager
def ecoute():
    """The tables written in the block, in order."""
    tables: list[str] = []

    def noter(execute, sql, params, many, contexte):
        tables.extend(ECRITURE.findall(str(sql)))
        return execute(sql, params, many, contexte)

    with connection.execute_wrapper(noter):
        yield tables


def de_trop(adresse: str, tables: list[str]) -> set[str]:
    """Tables no declaration covers."""
    permises = set(PARTOUT) | {table for debut, table in ICI if adresse.startswith(debut)}
    return set(tables) - permises


@pytest.mark.parametrize("ligne", LIGNES, ids=str)
def test_lire_n_ecrit_rien(scene, ligne: Ligne):
    adresse = ligne.adresse.format(**scene.mots)
    ecrites = {}
    for nom in LECTEURS:
        with ecoute() as tables:
            scene.demander(nom, "GET", adresse)
        ecrites[nom] = de_trop(adresse, tables)
    assert {nom: tables for nom, tables in ecrites.items() if tables} == {}


DE_WAGTAIL = [a for a in adresses() if a.route.startswith(WAGTAIL) and a.module.startswith("wagtail")]


@pytest.mark.parametrize("adresse", DE_WAGTAIL, ids=lambda a: a.cle)
def test_lire_un_ecran_de_wagtail_n_ecrit_rien(scene, adresse):
    chemin = re.sub(r"(/pages/)1(/)", rf"\g<1>{scene.mots['page']}\2", adresse.exemple)
    with ecoute() as tables:
        scene.demander("animatrice", "GET", chemin)
    assert de_trop(chemin, tables) == set()


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "echos_echo" ("titre") VALUES (1)', "echos_echo"),
        ('UPDATE "echos_echo" SET "titre" = 1', "echos_echo"),
        ('DELETE FROM "echos_echo"', "echos_echo"),
        ('WITH x AS (DELETE FROM "echos_echo" RETURNING id) SELECT 1', "echos_echo"),
        ("TRUNCATE echos_echo", "echos_echo"),
    ],
)
def test_une_ecriture_se_voit(sql, table):
    assert ECRITURE.findall(sql) == [table]


@pytest.mark.parametrize("sql", ['SELECT "id" FROM "x" WHERE "titre" = \'update\' FOR UPDATE', "SAVEPOINT s", "SELECT 1"])
def test_une_lecture_n_en_est_pas_une(sql):
    assert ECRITURE.findall(sql) == []


def test_le_lien_lu_est_bien_la_seule_ecriture(scene):
    """The declarations are true: without them the test would fail."""
    adresse = "/lien/{lien}/".format(**scene.mots)
    with ecoute() as tables:
        scene.demander("visiteur", "GET", adresse)
    assert {"liens_liensigne", "journal_ligne"} <= set(tables)
