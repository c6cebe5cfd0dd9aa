"""The items of a dossier as one reader reads them: what they may not read is not named, what was withdrawn keeps its title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from centre.catalogue.enums import Etat, Role
from centre.catalogue.models import Entree, Reference
from centre.espaces.acces import Lecteur, ids

from .dossier import Dossier, EditionDeDossier, LienDeDossier

#: Up to that many reserved items are « quelques »: never an exact count (DESIGN §2, Refusal).
QUELQUES = 10


@dataclass(frozen=True)
class Element:
    """One item: ``cle`` names it on the team's screen; ``entree`` is the row read (None: a link, or withdrawn)."""

    cle: str
    titre: str
    adresse: str
    commentaire: str
    ordre: int
    entree: Entree | None = None
    retire: bool = False

    @property
    def est_un_lien(self) -> bool:
        """An address outside of the portal."""
        return self.cle.startswith("lien-")


@dataclass(frozen=True)
class Selection:
    """The items one reader may know, in order, and what is said of the others: "", « quelques », « plus de 10 »."""

    elements: tuple[Element, ...]
    reserves: str


def selection(porteur: Dossier | EditionDeDossier, lecteur: Lecteur) -> Selection:
    """The items of a dossier, or of an edition of it, for ``lecteur``. Five queries.

    Of an object in several depths, the deepest one they read; a frozen edition keeps the titles of its day.
    """
    references = list(Reference.objects.sur(porteur).du_role(Role.ELEMENT).select_related("entree"))
    lues = _lues(references, lecteur)
    retirees = _retirees(references, lecteur)
    elements, caches = [], []
    for reference in references:
        cle = (reference.entree.content_type_id, reference.entree.object_id)
        if entree := lues.get(cle):
            titre = reference.titre if isinstance(porteur, EditionDeDossier) else entree.titre
            elements.append(_element(reference, titre, entree))
        elif cle in retirees:
            elements.append(_element(reference, reference.titre, None))
        else:
            caches.append(cle)
    elements += [_du_lien(lien) for lien in _liens(porteur)]
    rangs = tuple(sorted(elements, key=lambda e: (e.ordre, e.cle)))
    return Selection(rangs, _reserves(caches, lecteur))


def _element(reference: Reference, titre: str, entree: Entree | None) -> Element:
    return Element(
        cle=f"reference-{reference.pk}", titre=titre, adresse=entree.adresse if entree else "",
        commentaire=reference.commentaire, ordre=reference.ordre, entree=entree, retire=entree is None,
    )  # fmt: skip


def _du_lien(lien: LienDeDossier) -> Element:
    return Element(cle=f"lien-{lien.pk}", titre=lien.titre, adresse=lien.adresse, commentaire=lien.commentaire, ordre=lien.ordre)


def _liens(porteur: Dossier | EditionDeDossier) -> Any:
    return porteur.liens.all() if isinstance(porteur, EditionDeDossier) else porteur.liens.filter(edition__isnull=True)


def _objets(cles: Any) -> Q:
    """The rows of these objects (content type, pk), at every depth."""
    objets = Q(pk__in=[])
    for type_, pk in cles:
        objets |= Q(content_type_id=type_, object_id=pk)
    return objets


def _lues(references: list[Reference], lecteur: Lecteur) -> dict[tuple[int, int], Entree]:
    cles = {(r.entree.content_type_id, r.entree.object_id) for r in references}
    entrees = Entree.objects.filter(_objets(cles)).au_plus_profond(lecteur).select_related("espace")
    return {(e.content_type_id, e.object_id): e for e in entrees} if cles else {}


def _retirees(references: list[Reference], lecteur: Lecteur) -> set[tuple[int, int]]:
    """Withdrawn objects that this reader could read before."""
    cles = {(r.entree.content_type_id, r.entree.object_id) for r in references}
    retirees = Entree.objects.filter(_objets(cles), etat=Etat.RETIRE, espace_id__in=ids(lecteur))
    return set(retirees.values_list("content_type_id", "object_id")) if cles else set()


def _reserves(cles: list[tuple[int, int]], lecteur: Lecteur) -> str:
    """What is said of the hidden items: only those a visitor may know to exist are counted, never exactly."""
    if not cles:
        return ""
    annoncees = Entree.objects.publies().filter(_objets(cles), annoncable=True, espace__annoncer_au_public=True)
    nombre = len(set(annoncees.values_list("content_type_id", "object_id")[: QUELQUES + 1]))
    return "" if not nombre else "quelques" if nombre <= QUELQUES else f"plus de {QUELQUES}"
