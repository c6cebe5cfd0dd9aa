"""The head of a compte rendu: filled by itself from the Jeudi, the émargement and the catalogue, at each reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree, Reference
from centre.espaces.acces import Audience, Lecteur
from centre.registre import Registre

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


#: ``emargement``: f(jeudi) -> Presences; ``intervenants``: f(jeudi) -> names as they are announced.
SOURCES: Registre[Callable[[Jeudi], Any]] = Registre("tête du compte rendu")


def tete_du_compte_rendu(jeudi: Jeudi, *, lecteur: Lecteur, complet: bool) -> Tete:
    """The head of the edition ``lecteur`` reads: names in the complete one alone; documents as far as its readers open them."""
    presences = SOURCES["emargement"](jeudi) if "emargement" in SOURCES else Presences()
    tete = Tete(
        jeudi=jeudi,
        seances=tuple(jeudi.seances.all()),
        intervenants=tuple(SOURCES["intervenants"](jeudi)) if "intervenants" in SOURCES else (),
        documents=tuple(documents_de(jeudi, lecteur if complet else Audience())),
        presences=presences,
        structures=_structures(presences.presents),
        n_presents=len(presences.presents),
        n_excuses=len(presences.excuses),
    )
    return tete if complet else tete.publique()


def _structures(presents: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(sorted({personne.structure for personne in presents if personne.structure}, key=str.casefold))


def documents_de(jeudi: Jeudi, lecteur: Lecteur) -> list[Entree]:
    """The Jeudi's own documents, then those of the library made from it (« ?depuis= »), as ``lecteur`` may read them."""
    siens = Entree.objects.courantes().du_type("document").filter(object_id__in=jeudi.documents.values("pk"))
    origine = Reference.objects.du_role(Role.ORIGINE).filter(entree__in=Entree.objects.de_l_objet(jeudi))
    pks = list(origine.values_list("object_id", flat=True))
    documents = Entree.objects.courantes().du_type("ressource").filter(object_id__in=pks)
    return [e for lus in (siens, documents) for e in lus.au_plus_profond(lecteur).order_by("date", "pk")]
