"""The rows of one page of results, their words highlighted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchHeadline
from django.db.models import F
from django.db.models.functions import Left
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur
from centre.registre import catalogue

from .expressions import TsQuery
from .facettes import Trouvees
from .passages import pages_trouvees
from .vecteurs import CONFIGURATION, DEBUT, FIN

#: Between two marks, what does not part them: « réussite éducative », « programme de réussite ».
_SUITE = re.compile(rf"{FIN}((?: (?:de|du|des|la|le|les))* (?:[dl][’'])?){DEBUT}")
#: Characters of the text in which an extract is looked for.
PROFONDEUR = 20_000
FRAGMENTS = {"max_fragments": 2, "max_words": 30, "min_words": 12, "fragment_delimiter": " … "}


def surligner(texte: str) -> SafeString:
    """``texte`` escaped, what PostgreSQL marked between ``<mark>`` tags; words that follow each other are marked together."""
    texte = _SUITE.sub(r"\1", texte)
    return mark_safe(escape(texte).replace(DEBUT, "<mark>").replace(FIN, "</mark>"))  # noqa: S308


def resultats(lecteur: Lecteur, pks: Iterable[int], requete: str, trouvees: Trouvees) -> list[Entree]:
    """The entries of a page, in order, with ``titre_surligne``, ``extrait``, ``metas``, ``passage`` (a page of a file, or None).

    Two SQL queries, for these rows alone. The right to read the rows was checked where ``pks`` come from; the files' own right
    is asked again.
    """
    q = TsQuery(requete)
    lignes = Entree.objects.filter(pk__in=list(pks)).select_related("espace")
    lignes = lignes.annotate(
        _titre=_extraire(F("titre"), q, highlight_all=True),
        _resume=_extraire(F("resume"), q, highlight_all=True),
        _texte=_extraire(Left(F("texte__texte"), PROFONDEUR), q, **FRAGMENTS),
    )
    par_pk = {ligne.pk: ligne for ligne in lignes}
    libelles = {genre.nom: genre.libelle for genre in catalogue.values()}
    pages = pages_trouvees(lecteur, par_pk.values(), requete)
    presentees: list[Any] = [_presenter(par_pk[pk], libelles, trouvees) for pk in pks if pk in par_pk]
    for entree in presentees:
        entree.passage = pages.get(entree.pk)
        if entree.passage is not None and DEBUT not in f"{entree._titre}{entree._resume}":
            entree.extrait = surligner(entree.passage.extrait)
    return presentees


def _extraire(champ: Any, q: TsQuery, **options: Any) -> SearchHeadline:
    return SearchHeadline(champ, q, config=CONFIGURATION, start_sel=DEBUT, stop_sel=FIN, **options)


def _presenter(entree: Any, libelles: dict[str, str], trouvees: Trouvees) -> Entree:
    """The summary, unless only the text holds what was looked for."""
    entree.titre_surligne = surligner(entree._titre)
    montre = entree._texte if DEBUT in entree._texte and DEBUT not in entree._resume else entree._resume or entree._texte
    entree.extrait = surligner(montre)
    lieux = [trouvees.libelles["territoire"][cle] for cle in trouvees.valeurs["territoire"].get(entree.pk, ())]
    entree.metas = [libelles.get(entree.type, entree.type)]
    if lieux and entree.type != "territoire":
        entree.metas.append(", ".join(sorted(lieux)[:3]) + (", …" if len(lieux) > 3 else ""))
    return entree
