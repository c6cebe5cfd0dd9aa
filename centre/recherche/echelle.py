"""A base of N synthetic documents, and how long the search takes on it, by how common the words are.

For measuring only: rows of the catalogue and of the index, without the objects they would stand for.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max

from centre.catalogue.models import Entree
from centre.espaces.acces import Audience, Lecteur
from centre.espaces.enums import Nature, Public
from centre.espaces.models import Espace

from .extraits import resultats
from .facettes import compter
from .models import Texte
from .moteur import chercher
from .operations import recalculer
from .requete import lire

#: A word, and one document in how many holds it.
CLASSES = {"territoire": 1, "quartier": 2, "logement": 10, "ludothèque": 100, "péniche": 1000}
#: Written in one transaction.
LOT = 5000

#: Parameters: the content type, the words, the first number and the last, the espaces, how many thèmes and territoires to choose from.
DOCUMENTS = """
WITH lieux AS (SELECT array_agg(id ORDER BY id) AS ids FROM territoires_territoire),
sujets AS (SELECT array_agg(id ORDER BY id) AS ids FROM themes_theme),
neufs AS (
    INSERT INTO catalogue_entree (content_type_id, object_id, profondeur, rang, type, titre, resume, adresse, espace_id, date, etat,
                                  annoncable, cree_le, modifie_le)
    SELECT %(type)s, n, '', 0, 'ressource', 
           left(concat_ws(' ', 'Document', n, CASE WHEN n %% 7 = 0 THEN concat_ws(' ', {classes}) END, t.mots), 200),
           left(r.mots, 400), '/ressources/essai-' || n || '/',
           (%(espaces)s::bigint[])[1 + n %% cardinality(%(espaces)s::bigint[])], now() - random() * interval '20 years', 'publie', false,
           now(), now()
    FROM generate_series(%(de)s, %(a)s) n
    CROSS JOIN LATERAL (SELECT string_agg((%(mots)s::text[])[1 + floor(power(random(), 3) * %(nb)s)::int], ' ') AS mots
                        FROM generate_series(1, 6 + n * 0)) t
    CROSS JOIN LATERAL (SELECT string_agg((%(mots)s::text[])[1 + floor(power(random(), 3) * %(nb)s)::int], ' ') AS mots
                        FROM generate_series(1, 25 + n * 0)) r
    RETURNING id, object_id AS n),
textes AS (
    INSERT INTO recherche_texte (entree_id, texte, vecteur_court, vecteur_long)
    SELECT id, concat_ws(' ', {classes}, x.mots), '', '' FROM neufs
    CROSS JOIN LATERAL (SELECT string_agg((%(mots)s::text[])[1 + floor(power(random(), 3) * %(nb)s)::int], ' ') AS mots
                        FROM generate_series(1, 180 + n * 0)) x),
themes AS (
    INSERT INTO catalogue_entree_themes (entree_id, theme_id)
    SELECT neufs.id, ids[1 + n %% cardinality(ids)] FROM neufs, sujets WHERE ids IS NOT NULL),
territoires AS (
    INSERT INTO catalogue_entree_territoires (entree_id, territoire_id)
    SELECT neufs.id, ids[1 + n %% cardinality(ids)] FROM neufs, lieux WHERE ids IS NOT NULL)
SELECT id FROM neufs"""


def remplir(nombre: int, *, graine: int, melange: Sequence[str] = ()) -> Iterator[int]:
    """Add that many documents, a lot at a time; gives how many there are so far. The same seed gives the same words.

    ``melange``: words to mix with them, among the most common.
    """
    hasard = Random(graine)  # noqa: S311
    syllabes = ["ba", "co", "di", "fu", "ga", "lé", "mi", "no", "pa", "ri", "so", "ta", "vi", "zo"]
    mots = ["".join(m) for m in itertools.product(syllabes, repeat=4)]
    hasard.shuffle(mots)
    slugs = [Nature.OUVERT, Nature.OUVERT, Nature.RESEAU, Nature.OUVERT, Nature.EQUIPE]
    classes = ", ".join(f"CASE WHEN n %% {un_sur} = 0 THEN '{mot}' END" for mot, un_sur in CLASSES.items())
    parametres: dict[str, Any] = {
        "type": ContentType.objects.get_for_model(Texte).pk,
        "mots": [*melange, *mots][:5000],
        "nb": 5000,
        "espaces": [Espace.objects.du_systeme(nature).pk for nature in slugs],
    }
    deja = Entree.objects.filter(content_type=parametres["type"]).aggregate(dernier=Max("object_id"))["dernier"] or 0
    for de in range(deja + 1, deja + nombre + 1, LOT):
        a = min(de + LOT - 1, deja + nombre)
        with transaction.atomic(), connection.cursor() as curseur:
            curseur.execute("SELECT setseed(%s)", [Random(f"{graine}-{de}").random()])  # noqa: S311
            curseur.execute(DOCUMENTS.replace("{classes}", classes), parametres | {"de": de, "a": a})
            recalculer(pk for (pk,) in curseur.fetchall())
        yield a - deja


@dataclass(frozen=True)
class Mesure:
    """How long one question takes: median and 95th percentile, in milliseconds; how many rows; whether there are more."""

    mot: str
    part: str
    lecteur: str
    tri: str
    p50: float
    p95: float
    lignes: int
    plein: bool

    def __str__(self) -> str:
        trouves = f"plus de {self.lignes}" if self.plein else str(self.lignes)
        return f"{self.mot:<24}{self.part:>8}{self.lecteur:>10}{self.tri:>12}{self.p50:>9.0f}{self.p95:>9.0f}   {trouves}"


ENTETE = f"{'question':<24}{'part':>8}{'lecteur':>10}{'tri':>12}{'p50 ms':>9}{'p95 ms':>9}   résultats"


def mesurer(*, fois: int) -> Iterator[Mesure]:
    """The first page of each question, by relevance and by date, as a visitor and as a member see it."""
    questions = {mot: f"{100 / un_sur:g} %" for mot, un_sur in CLASSES.items()} | {
        "territoire logement": "10 %",
        "quartier -logement": "45 %",
    }
    lecteurs: dict[str, Lecteur] = {"visiteur": AnonymousUser(), "membre": Audience((Public.PAYS.value,))}
    for (mot, part), (nom, lecteur), tri in itertools.product(questions.items(), lecteurs.items(), ("pertinence", "date")):
        durees = []
        for _ in range(fois + 1):
            debut = time.perf_counter()
            requete = lire(mot)
            candidats = chercher(lecteur, requete.tsquery, par_date=tri == "date", preferees=requete.preferees)
            trouvees = compter(lecteur, candidats.lignes)
            resultats(lecteur, trouvees.pks[:20], requete.tsquery, trouvees)
            durees.append((time.perf_counter() - debut) * 1000)
        tries = sorted(durees[1:])  # the first answer fills the caches
        yield Mesure(
            mot, part, nom, tri, tries[len(tries) // 2], tries[len(tries) * 95 // 100], len(candidats.lignes), candidats.plein
        )
