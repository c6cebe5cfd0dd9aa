"""The few SQL expressions of the engine that Django does not have."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Func, IntegerField, TextField
from django.db.models.functions import Cast


class TsQuery(SearchQuery):
    """A query PostgreSQL already made, from its text form: nothing a person typed is parsed here."""

    def __init__(self, requete: str) -> None:
        super().__init__(requete, search_type="raw")
        self.requete = requete

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, Any]:  # type: ignore[override]
        """The text, cast."""
        return "%s::tsquery", [self.requete]


class Contient(Func):
    """Whether the words of these weights alone satisfy the query."""

    output_field = BooleanField()

    def __init__(self, vecteur: Any, requete: TsQuery, poids: str) -> None:
        super().__init__(vecteur, requete, template="(ts_filter(%(expressions)s)", arg_joiner=f", '{{{poids}}}') @@ ")


def touche(requete: TsQuery, cible: Any) -> Func:
    """Whether the query holds every word of ``cible``."""
    return Func(requete, cible, template="(%(expressions)s)", arg_joiner=" @> ", output_field=BooleanField())


def longueur(cible: Any) -> Func:
    """The number of words and operators of a query."""
    return Func(cible, function="numnode", output_field=IntegerField())


def en_texte(cible: Any) -> Cast:
    """A query as text: its words between quotes."""
    return Cast(cible, TextField())
