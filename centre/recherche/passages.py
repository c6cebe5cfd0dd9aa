"""The page a word is on, in the files of a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline
from django.db import connection
from django.db.models import Q

from centre.catalogue.models import Entree
from centre.catalogue.operations import propre
from centre.espaces.acces import Lecteur
from centre.publications.extraction import PAGINES, PDF
from centre.publications.models import Fichier

from .expressions import TsQuery
from .models import Passage
from .vecteurs import CONFIGURATION, DEBUT, FIN, PAGES

#: Characters of a page that are kept: a spreadsheet or a web page is one page.
PAGE_MAX = 60_000


@dataclass(frozen=True)
class PageTrouvee:
    """The first page of a file that holds what was looked for; ``mot``: what a page of its format is called, if it has pages."""

    nom: str
    adresse: str
    numero: int
    extrait: str
    mot: str


def indexer_les_pages(fichier: Fichier, pages: list[str]) -> None:
    """Keep the pages of a file that was just read; read again, they replace the former ones."""
    Passage.objects.filter(fichier=fichier).delete()
    textes = [propre(page[:PAGE_MAX]) for page in pages]
    with connection.cursor() as curseur:
        curseur.execute(PAGES, [fichier.pk, list(range(1, len(textes) + 1)), textes])


def pages_trouvees(lecteur: Lecteur, entrees: Iterable[Entree], requete: str) -> dict[int, PageTrouvee]:
    """For each entry, the first page that holds ``requete`` in a file ``lecteur`` may open. One SQL query, or none."""
    objets = {(entree.content_type_id, entree.object_id): entree.pk for entree in entrees}
    if not objets:
        return {}
    q, concernes = TsQuery(requete), Q(pk__in=[])
    for type_, objet in objets:
        concernes |= Q(content_type_id=type_, object_id=objet)
    lisibles = Fichier.objects.visibles_pour(lecteur).dernieres().filter(concernes)
    passages = (
        Passage.objects.filter(fichier__in=lisibles, vecteur=q)
        .select_related("fichier")
        .order_by("fichier__depose_le", "fichier_id", "numero")
    )
    passages = passages.distinct("fichier__depose_le", "fichier_id").annotate(
        extrait=SearchHeadline(
            "texte", q, config=CONFIGURATION, start_sel=DEBUT, stop_sel=FIN, max_fragments=1, max_words=32, min_words=16
        )
    )
    trouvees: dict[int, PageTrouvee] = {}
    for passage in passages:
        fichier = passage.fichier
        page = PageTrouvee(fichier.nom, _adresse(fichier, passage.numero), passage.numero, passage.extrait, _mot(fichier))
        trouvees.setdefault(objets[fichier.content_type_id, fichier.object_id], page)
    return trouvees


def _mot(fichier: Fichier) -> str:
    return PAGINES.get(fichier.type_mime, "")


def _adresse(fichier: Fichier, numero: int) -> str:
    """A browser opens a PDF at its page; slides and sheets are read in the site; a format without pages opens whole."""
    if fichier.type_mime == PDF:
        return f"{fichier.get_absolute_url()}#page={numero}"
    return fichier.adresse_de_page(numero) if _mot(fichier) else fichier.get_absolute_url()
