"""The head of a compte rendu: filled by itself from the Jeudi, the émargement and the catalogue, at each reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree, Reference
from centre.espaces.acces import Audience, Lecteur
from centre.registre import Registre

from .contenu import Document
from .inscription import Participant
from .jeudi import Jeudi


@dataclass(frozen=True)
class Presences:
    """What the émargement says of a Jeudi: people at each half-day (« jeudi 16 novembre, matin », 41), who came, who is excused."""

    demi_journees: tuple[tuple[str, int], ...] = ()
    presents: tuple[Participant, ...] = ()
    excuses: tuple[Participant, ...] = ()


@dataclass(frozen=True)
class Tete:
    """What stands above the text. ``structures``: those present; ``n_presents``, ``n_excuses``: persons, named or not."""

    jeudi: Jeudi
    seances: tuple[Any, ...]
    intervenants: tuple[str, ...] = ()
    documents: tuple[Any, ...] = ()
    presences: Presences = field(default_factory=Presences)
    structures: tuple[str, ...] = ()
    n_presents: int = 0
    n_excuses: int = 0

    def publique(self) -> "Tete":
        """The same without a name: counts and structures."""
        return replace(self, presences=replace(self.presences, presents=(), excuses=()))


#: ``emargement``: f(jeudis) -> Presences by pk; ``intervenants``: f(jeudis) -> names as they are announced, by pk.
SOURCES: Registre[Callable[[Collection[Jeudi]], dict[int, Any]]] = Registre("tête du compte rendu")


def tetes_des_comptes_rendus(jeudis: Collection[Jeudi], *, lecteur: Lecteur, complets: Collection[int]) -> dict[int, Tete]:
    """The head of the edition ``lecteur`` reads of each Jeudi's compte rendu, by the Jeudi's pk: as many queries for one as for many.

    ``complets``: the Jeudis (pks) whose complete edition they read: names stand there alone; documents as far as its readers open them.
    """
    prefetch_related_objects(list(jeudis), "seances")
    presences, intervenants = _dites("emargement", jeudis), _dites("intervenants", jeudis)
    documents = documents_des([j for j in jeudis if j.pk in complets], lecteur)
    documents |= documents_des([j for j in jeudis if j.pk not in complets], Audience())
    tetes = {}
    for jeudi in jeudis:
        dites = presences.get(jeudi.pk, Presences())
        tete = Tete(
            jeudi=jeudi,
            seances=tuple(jeudi.seances.all()),
            intervenants=tuple(intervenants.get(jeudi.pk, ())),
            documents=tuple(documents[jeudi.pk]),
            presences=dites,
            structures=_structures(dites.presents),
            n_presents=len(dites.presents),
            n_excuses=len(dites.excuses),
        )
        tetes[jeudi.pk] = tete if jeudi.pk in complets else tete.publique()
    return tetes


def _dites(source: str, jeudis: Collection[Jeudi]) -> dict[int, Any]:
    return SOURCES[source](jeudis) if source in SOURCES else {}


def _structures(presents: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(sorted({personne.structure for personne in presents if personne.structure}, key=str.casefold))


def documents_des(jeudis: Collection[Jeudi], lecteur: Lecteur) -> dict[int, list[Entree]]:
    """Of each Jeudi, by its pk: its own documents, then those of the library made from it (« ?depuis= »), as ``lecteur`` reads them."""
    documents: dict[int, list[Entree]] = {jeudi.pk: [] for jeudi in jeudis}
    if not jeudis:
        return documents
    siens = {pk: {jeudi} for pk, jeudi in Document.objects.filter(jeudi__in=jeudis).values_list("pk", "jeudi_id")}
    for genre, d_ou in (("document", siens), ("ressource", _tires(documents))):
        entrees = Entree.objects.courantes().du_type(genre).filter(object_id__in=d_ou)
        for entree in entrees.au_plus_profond(lecteur).order_by("date", "pk"):
            for jeudi in d_ou[entree.object_id]:
                documents[jeudi].append(entree)
    return documents


def _tires(jeudis: Collection[int]) -> dict[int, set[int]]:
    """Notices of the library (pks) → the Jeudis they were made from."""
    notices = Entree.objects.du_type("ressource").values("content_type_id")[:1]
    origines = Reference.objects.du_role(Role.ORIGINE).filter(
        content_type_id=notices, entree__content_type=ContentType.objects.get_for_model(Jeudi), entree__object_id__in=jeudis
    )
    tires: dict[int, set[int]] = {}
    for notice, jeudi in origines.values_list("object_id", "entree__object_id"):
        tires.setdefault(notice, set()).add(jeudi)
    return tires
