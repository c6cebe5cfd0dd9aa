"""The engine: one capped statement gives the candidates a reader may read, in order, with what the facets count.

The index is asked first, whole. When more than PLAFOND rows answer, the latest ones are kept, those whose title answers apart; when
more than ASSEZ do, they are taken month after month instead. Nothing is ever ranked, counted or narrowed beyond PLAFOND rows, however
common the words (decision 059).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur, est_membre, ids
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace

#: More candidates than that are never ranked nor counted: « plus de 1 000 ».
PLAFOND = 1000
#: Up to that many, they are all read to keep the latest: cheaper than asking the index once a month.
ASSEZ = 4 * PLAFOND


@dataclass(frozen=True)
class Portee:
    """Where the question is asked: words of the index all the rows must have (any of each group), or a list of rows.

    Each group of ``cases`` is alternatives: (("e12",), ("t3", "t4")).
    """

    cases: tuple[tuple[str, ...], ...] = ()
    pks: tuple[int, ...] | None = None

    def restreindre(self, *groupes: Collection[str]) -> Portee:
        """The same, narrowed further by these groups; an empty group narrows nothing."""
        return Portee((*self.cases, *(tuple(groupe) for groupe in groupes if groupe)), self.pks)


PARTOUT = Portee()


@dataclass(frozen=True)
class Ligne:
    """One candidate: its pk and what it is filed under."""

    pk: int
    type: str
    annee: int | None
    espace: int
    auteur: int | None
    themes: tuple[int, ...]
    territoires: tuple[int, ...]
    #: Its title alone says it all.
    titre: bool


@dataclass(frozen=True)
class Candidats:
    """The rows found, in order. ``plein``: there are more than PLAFOND of them, of which these come first."""

    lignes: list[Ligne] = field(default_factory=list)
    plein: bool = False


@contextmanager
def par_les_index() -> Iterator[None]:
    """No sequential scan in the block: for very common words they look cheap to the planner; with a right beside, they are not.

    No compilation either: it would cost more than it saves.
    """
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield
        curseur.execute("SET LOCAL enable_seqscan = on; SET LOCAL jit = on")


def chercher(
    lecteur: Lecteur,
    requete: str,
    *,
    par_date: bool = False,
    portee: Portee = PARTOUT,
    sauf: Collection[int] = (),
    preferees: Sequence[str] = (),
) -> Candidats:
    """The entries ``lecteur`` may read that hold ``requete`` (a tsquery), an object once, at the deepest depth that holds it.

    Those whose title says it all, those whose title has most of ``preferees`` (tsqueries: the words themselves, together, as they were typed), then
    by rank, then the latest; or the latest first. ``sauf``: pks left out. One SQL query, beside those that know the reader's
    espaces.
    """
    espaces = _espaces_a_lire(lecteur)
    if not requete or not espaces or portee.pks == ():
        return Candidats()
    sql, parametres = composer(lecteur, requete, espaces, par_date=par_date, portee=portee, sauf=sauf, preferees=preferees)
    with par_les_index(), connection.cursor() as curseur:
        curseur.execute(sql, parametres)
        lues = curseur.fetchall()
    lignes = [Ligne(pk, genre, annee, e, a, tuple(th), tuple(te), titre) for pk, genre, annee, e, a, th, te, titre, _ in lues]
    return Candidats(lignes, bool(lues) and lues[0][-1])


def _espaces_a_lire(lecteur: Lecteur) -> set[int]:
    """Espaces in which something may be readable: those of the rule, and those where a member wrote. The rule itself comes after."""
    lus = set(pks(ids(lecteur)))
    if not est_membre(lecteur):
        return lus
    lus |= set(pks(ids(lecteur, Niveau.ANIMER)))
    siennes = Entree.objects.filter(espace_id=OuterRef("pk"), auteur_id=lecteur.pk)
    return lus | set(Espace.objects.filter(~Q(pk__in=lus), Exists(siennes)).values_list("pk", flat=True))


def pks(reponse: Any) -> list[int]:
    """The pks, whether the rule answered by a list or by a subquery."""
    return [x["pk"] if isinstance(x, dict) else x for x in reponse]


def composer(
    lecteur: Lecteur,
    requete: str,
    espaces: Collection[int],
    *,
    par_date: bool,
    portee: Portee,
    sauf: Collection[int] = (),
    preferees: Sequence[str] = (),
) -> tuple[str, Mapping[str, Any]]:
    """The statement and its parameters."""
    lisibles = Entree.objects.publies().visibles_pour(lecteur).exclude(pk__in=list(sauf)).order_by()
    colonnes = ("id", "content_type_id", "object_id", "rang", "type", "date", "espace_id", "auteur_id")
    ops: Any = connection.ops
    base = ops.compose_sql(*lisibles.values_list(*colonnes).query.sql_with_params()).replace("%", "%%")
    groupes = (tuple(f"e{pk}" for pk in sorted(espaces)), *portee.cases)
    parametres = {
        "q": requete,
        "large": f"({requete}) & {_toutes(groupes)}",
        "cases": _toutes(groupes),
        "pks": list(portee.pks or ()),
        "preferees": list(preferees),
        "plafond": PLAFOND,
        "assez": ASSEZ,
        "moitie": PLAFOND // 2,
    }
    dans = "AND t.entree_id = ANY(%(pks)s)" if portee.pks is not None else ""
    recents = _les_derniers("lus", "t.vecteur_long", dans, "plein", "plafond")
    titres = SANS_TITRES if par_date else _titres(dans)
    sql = CHERCHER.format(base=base, dans=dans, titres=titres, recents=recents, ordre=DATE if par_date else PERTINENCE)
    return sql, parametres


def _les_derniers(lus: str, touche: str, dans: str, quand: str, part: str) -> str:
    """The latest rows: of those that are all known, or else month after month."""
    derniers = LES_DERNIERS.format(lus=lus, part=part)
    return f"({derniers}) UNION ALL ({PAR_MOIS.format(touche=touche, dans=dans, quand=quand, part=part)})"


def _titres(dans: str) -> str:
    return TITRES.format(touche=TITRE, dans=dans, derniers=_les_derniers("titres_lus", TITRE, dans, "titres_pleins", "moitie"))


def _toutes(groupes: Collection[Collection[str]]) -> str:
    """A tsquery: one word at least of each group."""
    return " & ".join("(" + " | ".join(f"'§{case}'" for case in groupe) + ")" for groupe in groupes)


TITRE = "ts_filter(t.vecteur_court, '{a}')"
DATE = "date DESC NULLS LAST, id DESC"
PERTINENCE = f"titre DESC, preferee DESC, score DESC, {DATE}"
#: The latest rows that answer, month after month, until there are enough. « OFFSET 0 »: the index of the words is asked first,
#: whatever the planner thinks of the order asked afterwards; then the right, row by row, never of everything the reader may
#: read. Not run at all unless the words are too common.
PAR_MOIS = """
    SELECT x.id FROM mois m CROSS JOIN LATERAL (
        SELECT b.id, b.date FROM (
            SELECT t.entree_id FROM recherche_texte t
            WHERE {touche} @@ (%(q)s::tsquery && %(cases)s::tsquery && m.mot) {dans} OFFSET 0) t
        CROSS JOIN LATERAL (SELECT * FROM base WHERE base.id = t.entree_id OFFSET 0) b ORDER BY b.date DESC NULLS LAST, b.id DESC LIMIT %({part})s) x
    WHERE (SELECT oui FROM {quand}) LIMIT %({part})s"""
#: The latest of rows that are all known.
LES_DERNIERS = "SELECT id FROM {lus} ORDER BY date DESC NULLS LAST, id DESC LIMIT %({part})s"
#: Those whose title answers, by the same two ways; among ``lus`` when these are known.
TITRES = """
titres_directs AS MATERIALIZED (
    SELECT t.entree_id AS id FROM recherche_texte t
    WHERE (SELECT oui FROM plein) AND {touche} @@ %(large)s::tsquery {dans} LIMIT %(assez)s + 1),
titres_pleins AS MATERIALIZED (SELECT count(*) > %(assez)s AS oui FROM titres_directs),
titres_lus AS MATERIALIZED (
    SELECT l.id, l.date FROM lus l JOIN recherche_texte t ON t.entree_id = l.id
    WHERE (SELECT count(*) FROM lus) > %(plafond)s AND {touche} @@ %(q)s::tsquery UNION ALL
    SELECT b.id, b.date FROM titres_directs d CROSS JOIN LATERAL (SELECT * FROM base WHERE base.id = d.id OFFSET 0) b
    WHERE NOT (SELECT oui FROM titres_pleins)),
titres AS MATERIALIZED ({derniers})"""
SANS_TITRES = "titres AS (SELECT NULL::bigint AS id WHERE false)"
CHERCHER = """
WITH base AS NOT MATERIALIZED ({base}),
direct AS MATERIALIZED (
    SELECT t.entree_id AS id FROM recherche_texte t WHERE t.vecteur_long @@ %(large)s::tsquery {dans} LIMIT %(assez)s + 1),
plein AS MATERIALIZED (SELECT count(*) > %(assez)s AS oui FROM direct),
lus AS MATERIALIZED (
    SELECT b.id, b.date FROM direct d CROSS JOIN LATERAL (SELECT * FROM base WHERE base.id = d.id OFFSET 0) b
    WHERE NOT (SELECT oui FROM plein)),
bornes AS MATERIALIZED (
    SELECT date_trunc('month', max(date) AT TIME ZONE 'UTC') AS fin, date_trunc('month', min(date) AT TIME ZONE 'UTC') AS debut
    FROM catalogue_entree WHERE (SELECT oui FROM plein) AND date <= now()),
mois AS MATERIALIZED (
    SELECT ('''§m' || to_char(d, 'YYYYMM') || '''')::tsquery AS mot
    FROM bornes, generate_series(fin, debut, interval '-1 month') d UNION ALL SELECT '''§m0'''::tsquery),
{titres},
recents AS MATERIALIZED ({recents}),
candidats AS MATERIALIZED (SELECT id FROM titres UNION SELECT id FROM recents),
uniques AS (
    SELECT DISTINCT ON (b.content_type_id, b.object_id) b.* FROM candidats c
    CROSS JOIN LATERAL (SELECT * FROM base WHERE base.id = c.id OFFSET 0) b
    ORDER BY b.content_type_id, b.object_id, b.rang DESC),
classees AS (
    SELECT u.*, ts_filter(t.vecteur_court, '{{a}}') @@ %(q)s::tsquery AS titre,
           (SELECT count(*) FROM unnest(%(preferees)s::text[]) s WHERE ts_filter(t.vecteur_court, '{{a}}') @@ s::tsquery) AS preferee,
           ts_rank('{{0.1, 0.4, 0.4, 1}}', t.vecteur_court, %(q)s::tsquery) AS score
    FROM uniques u JOIN recherche_texte t ON t.entree_id = u.id)
SELECT id, type, extract(year FROM date AT TIME ZONE 'Europe/Paris')::int, espace_id, auteur_id,
    ARRAY(SELECT theme_id FROM catalogue_entree_themes WHERE entree_id = c.id),
    ARRAY(SELECT territoire_id FROM catalogue_entree_territoires WHERE entree_id = c.id),
    titre, (SELECT count(*) FROM lus) > %(plafond)s OR (SELECT oui FROM plein) AND (SELECT count(*) FROM recents) >= %(plafond)s
FROM classees c ORDER BY {ordre} LIMIT %(plafond)s"""
