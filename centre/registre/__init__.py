"""What crosses from one app to the next without an import: one registry class, its instances, the announcement.

Each app fills these from its ``branchements.py``, imported by its AppConfig's ``ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection, models

from .formes import (
    CANARI,
    Demonstration,
    DonneesDeMembre,
    Ecran,
    Flux,
    Geste,
    LigneDeJournee,
    Origines,
    Precision,
    Projection,
    Suite,
    TexteDeMembre,
    TypeCatalogue,
    changer_de_main,
)

__all__ = [
    "CANARI",
    "Demonstration",
    "DonneesDeMembre",
    "Ecran",
    "Flux",
    "Geste",
    "LigneDeJournee",
    "Origines",
    "Precision",
    "Projection",
    "Registre",
    "Suite",
    "TexteDeMembre",
    "TypeCatalogue",
    "annoncer",
    "annoncer_tous",
    "catalogue",
    "changer_de_main",
    "courriels",
    "demonstration",
    "donnees_de_membre",
    "ecoutes",
    "ecoutes_en_nombre",
    "ecrans",
    "flux",
    "fusions_de_themes",
    "gestes",
    "imports",
    "installations",
    "journee",
    "lectures",
    "liens_des_textes",
    "mes_textes",
    "moissons",
    "nommer_les_gestes",
    "origines",
    "publications_liees",
    "retenues",
    "sitemaps",
    "sondes",
    "suites",
]

T = TypeVar("T")


class Registre(Generic[T]):
    """An ordered set of named entries, filled once at start-up."""

    def __init__(self, nom: str) -> None:
        self.nom = nom
        self._entrees: dict[str, T] = {}

    def ajouter(self, cle: str, entree: T) -> T:
        """Register ``entree`` under ``cle``. Raises ValueError when the key is taken by another entry."""
        if self._entrees.get(cle, entree) is not entree:
            raise ValueError(f"{self.nom} : « {cle} » est déjà pris")
        self._entrees[cle] = entree
        return entree

    def __getitem__(self, cle: str) -> T:
        return self._entrees[cle]

    def __contains__(self, cle: object) -> bool:
        return cle in self._entrees

    def __iter__(self) -> Iterator[str]:
        return iter(self._entrees)

    def __len__(self) -> int:
        return len(self._entrees)

    def items(self) -> Iterable[tuple[str, T]]:
        """Pairs (key, entry) in registration order."""
        return self._entrees.items()

    def values(self) -> Iterable[T]:
        """Entries in registration order."""
        return self._entrees.values()


#: Called with the object written, inside its transaction (catalogue, recherche).
ecoutes: Registre[Callable[[models.Model], None]] = Registre("écoutes")
#: The same listeners, under the same names, for many objects at once; a name that is absent here is called object by object.
ecoutes_en_nombre: Registre[Callable[[Sequence[models.Model]], None]] = Registre("écoutes en nombre")
#: ``f(fichier, pages)``, called in the transaction that keeps the text read in a file.
lectures: Registre[Callable[[Any, list[str]], None]] = Registre("lectures")
#: Types whose published texts give addresses of elsewhere: ``f(objet) -> depth → texts, HTML or plain, that readers of it see``.
liens_des_textes: Registre[Callable[[Any], Mapping[str, Iterable[str]]]] = Registre("liens des textes")
#: Types with rows in the catalogue, by their public name (``data-objet``).
catalogue: Registre[TypeCatalogue] = Registre("catalogue")
#: ``f(lecteur, *, territoire=None, theme=None, auteur=None) -> list of entries`` readable by ``lecteur``.
publications_liees: Registre[Callable[..., list[Any]]] = Registre("publications liées")
#: Lines of « Ma journée ».
journee: Registre[LigneDeJournee] = Registre("journée")
#: Screens of the team.
ecrans: Registre[Ecran] = Registre("écrans")
#: Public feeds and calendars.
flux: Registre[Flux] = Registre("flux")
#: ``f(garde, absorbe)``: what else follows a thème merged into another, in the same transaction, before the absorbed one goes.
fusions_de_themes: Registre[Callable[[Any, Any], None]] = Registre("fusions de thèmes")
#: Public addresses for search engines: classes of ``django.contrib.sitemaps``.
sitemaps: Registre[type[Any]] = Registre("sitemaps")
#: What a feature makes in an empty database, once (``manage.py installer``): ``f() -> None``, idempotent.
installations: Registre[Callable[[], Any]] = Registre("installations")
#: What is known of a member, model by model.
donnees_de_membre: Registre[DonneesDeMembre] = Registre("données de membre")
#: Kinds of e-mail: see ``centre.courriels``.
courriels: Registre[Any] = Registre("courriels")
#: ``f(adresse) -> str``: why nothing but what its kind allows may be sent there now; "" when all may.
retenues: Registre[Callable[[str], str]] = Registre("retenues")
#: Kinds of tables the team imports: see ``centre.membres.importation``.
imports: Registre[Any] = Registre("imports")
#: ``f(membre) -> list of TexteDeMembre``: what a member is writing or has written, latest first, for « Mon espace ».
mes_textes: Registre[Callable[[Any], "list[TexteDeMembre]"]] = Registre("mes textes")
#: Types whose open objects other catalogues may harvest: ``f(objet) -> Dublin Core elements`` the catalogue does not know.
moissons: Registre[Callable[[Any], dict[str, list[str]]]] = Registre("moissons")
#: « ?depuis= »: one entry, the catalogue's.
origines: Registre[Origines] = Registre("origines")
#: Gestures offered below a published text to write another from it.
suites: Registre[Suite] = Registre("suites")
#: Verbs of the audit log, in words: every ``consigner(verbe=…)`` has its entry, declared by the app that writes it.
gestes: Registre[Geste] = Registre("gestes")
#: Health probes: ``f() -> None``, raising when the part is ill.
sondes: Registre[Callable[[], None]] = Registre("sondes")

#: Stages of the demonstration, run in this order by ``manage.py peupler``; each may run again without doubling anything.
demonstration: Registre[Callable[[Demonstration], None]] = Registre("démonstration")


def nommer_les_gestes(mots: Mapping[str, Geste | str]) -> None:
    """Register verbs of the audit log; a string is a Geste without details to tell. Raises ValueError for a verb named twice."""
    for verbe, geste in mots.items():
        gestes.ajouter(verbe, geste if isinstance(geste, Geste) else Geste(geste))


def annoncer(objet: models.Model) -> None:
    """Tell every listener that ``objet`` was written or removed from view.

    Raises RuntimeError outside a transaction: the listeners' rows must live or die with the write itself.
    """
    _exiger_une_transaction()
    for ecouter in ecoutes.values():
        ecouter(objet)


def annoncer_tous(objets: Iterable[models.Model]) -> None:
    """``annoncer`` for many objects: each listener hears them all before the next one. Raises RuntimeError as it does."""
    _exiger_une_transaction()
    liste = list(objets)
    for nom, ecouter in ecoutes.items():
        if nom in ecoutes_en_nombre:
            ecoutes_en_nombre[nom](liste)
        else:
            for objet in liste:
                ecouter(objet)


def _exiger_une_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("annoncer() s'appelle dans la transaction de l'écriture")
