"""What the registries hold: the shape of each kind of entry."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from random import Random
from typing import Any

from django.db import IntegrityError, models, transaction


@dataclass(frozen=True)
class Projection:
    """What one object shows of itself in the catalogue, at one depth.

    ``espace_id`` decides who reads the row (None: *Ouvert à tous*). ``etat`` is ``publie``, ``archive`` or ``retire``. ``texte``
    is the plain text searched; ``date``, an aware datetime or a date, is when it is published: before it nobody finds the row.
    ``debut`` and ``fin``: first and last day, in Paris, of what takes place (None: nothing does).
    ``annoncable``: a visitor may learn that such results exist, never which nor how many (DESIGN §2, Refusal).
    """

    titre: str
    adresse: str
    resume: str = ""
    texte: str = ""
    profondeur: str = ""
    espace_id: int | None = None
    auteur_id: int | None = None
    date: dt.datetime | dt.date | None = None
    etat: str = "publie"
    debut: dt.date | None = None
    fin: dt.date | None = None
    themes: tuple[int, ...] = ()
    territoires: tuple[int, ...] = ()
    annoncable: bool = False


@dataclass(frozen=True)
class TypeCatalogue:
    """A type of object the catalogue keeps rows of.

    ``projeter`` gives one Projection per depth, from the shallowest to the deepest ([]: no row is shown). ``tous`` gives every
    object of the type (None: the model's default manager).
    """

    nom: str
    libelle: str
    modele: type[models.Model]
    projeter: Callable[[Any], list[Projection]]
    tous: Callable[[], Iterable[Any]] | None = None
    icone: str = "page"


@dataclass(frozen=True)
class LigneDeJournee:
    """One thing to do, shown on « Ma journée » to ``roles``; ``compter`` is asked at each visit, ``parametres`` end the address."""

    titre: str
    url_name: str
    compter: Callable[[Any], int]
    aide: str = ""
    roles: tuple[str, ...] = ("animatrice", "administration")
    parametres: str = ""


@dataclass(frozen=True)
class Ecran:
    """A screen of the team, linked from « Ma journée » under its ``groupe``; shown to whoever holds one of ``roles``."""

    titre: str
    url_name: str
    groupe: str
    aide: str = ""
    roles: tuple[str, ...] = ("animatrice", "administration")


@dataclass(frozen=True)
class Flux:
    """A public feed or calendar, listed at /flux/. ``parametres`` end its address."""

    titre: str
    url_name: str
    aide: str = ""
    mime: str = "application/atom+xml"
    parametres: str = ""


@dataclass(frozen=True)
class DonneesDeMembre:
    """How one model's rows about a member are listed, exported, handed on, merged and erased.

    ``transferer(ancien, successeur)`` hands over what belongs to the post, nothing personal; ``fusionner(doublon, garde)`` moves
    everything from one account of a person to the other. ``signer(membre, nommee)``, asked before ``effacer``, leaves the name as
    text on what stays, or takes it off. ``fichiers``: (name, open-able file) that go with the export.
    """

    modele: type[models.Model]
    lister: Callable[[Any], models.QuerySet[Any]]
    exporter: Callable[[Any], list[dict[str, Any]]]
    effacer: Callable[[Any], int]
    transferer: Callable[[Any, Any], int] | None = None
    champs: tuple[str, ...] = field(default=())
    fusionner: Callable[[Any, Any], int] | None = None
    signer: Callable[[Any, bool], int] | None = None
    fichiers: Callable[[Any], Iterable[tuple[str, Any]]] | None = None

    @classmethod
    def par_cles(
        cls,
        modele: type[models.Model],
        *,
        siennes: tuple[str, ...] = (),
        nommees: tuple[str, ...] = (),
        montrer: tuple[str, ...] = (),
        fusion: bool = True,
        **autres: Any,
    ) -> DonneesDeMembre:
        """The usual case, said by keys: rows naming the member in ``siennes`` are theirs and go with them, those that name them
        in ``nommees`` stay without the name. ``montrer``: the columns exported. ``fusion=False``: nothing moves in a merge.
        """

        def de(membre: Any, champs: tuple[str, ...]) -> models.QuerySet[Any]:
            conditions = (models.Q(**{champ: membre}) for champ in champs)
            return modele._base_manager.filter(reduce(or_, conditions, models.Q(pk__in=[])))

        def effacer(membre: Any) -> int:
            rendues = sum(de(membre, (champ,)).update(**{champ: None}) for champ in nommees)
            return rendues + de(membre, siennes).delete()[0]

        def exporter(membre: Any) -> list[dict[str, Any]]:
            return [dict(ligne) for ligne in de(membre, siennes + nommees).values(*montrer)]

        def fusionner(doublon: Any, garde: Any) -> int:
            return changer_de_main(modele, siennes + nommees, doublon, garde)

        return cls(
            modele=modele,
            lister=lambda membre: de(membre, siennes + nommees),
            champs=siennes + nommees,
            **{"effacer": effacer, "exporter": exporter, "fusionner": fusionner if fusion else None} | autres,
        )


def changer_de_main(modele: type[models.Model], champs: Iterable[str], de: Any, vers: Any) -> int:
    """Write ``vers`` where ``de`` is named; a row that would double one of ``vers``'s stays where it is. Returns how many moved."""
    changees = 0
    for champ in champs:
        for pk in list(modele._base_manager.filter(**{champ: de}).order_by("pk").values_list("pk", flat=True)):
            try:
                with transaction.atomic():
                    changees += modele._base_manager.filter(pk=pk).update(**{champ: vers})
            except IntegrityError:
                continue
    return changees


@dataclass(frozen=True)
class TexteDeMembre:
    """One text of a member on « Mon espace ». ``statut`` is said as it is shown; ``a_finir``: the member still has to act."""

    titre: str
    adresse: str
    statut: str
    a_finir: bool = False
    date: dt.datetime | None = None


@dataclass(frozen=True)
class Origines:
    """« ?depuis= » (DESIGN §1): writing one thing from another without knowing it.

    ``lire(request)`` gives the Matiere of the entry asked for, None when none is or when this reader may not read it;
    ``garder(porteur=, matiere=)`` keeps it; ``montrer(objet, lecteur)`` is the reference a reader may follow, or None;
    ``numero(objet, lecteur)`` names an object as the starting point of another (None: not published, or not for them).
    """

    lire: Callable[[Any], Any]
    garder: Callable[..., Any]
    montrer: Callable[[models.Model, Any], Any]
    numero: Callable[[models.Model, Any], int | None]


@dataclass(frozen=True)
class Precision:
    """What one detail of the audit log says: ``libelle : text``, or the text alone.

    ``dire(value)`` puts one value in words ("": nothing to tell). ``nommer(values)`` names many keys at once, in one query; a key
    it does not name belongs to something that is gone.
    """

    libelle: str = ""
    dire: Callable[[Any], str] = str
    nommer: Callable[[Iterable[Any]], Mapping[Any, str]] | None = None


@dataclass(frozen=True)
class Geste:
    """One verb of the audit log, as people read it; a detail without a ``Precision`` is a number nobody needs to see."""

    mots: str
    precisions: Mapping[str, Precision] = field(default_factory=dict)


@dataclass(frozen=True)
class Suite:
    """What may be written from a published text: the words of the gesture, its form's URL name, who may.

    ``sauf``: labels of the models it is not offered on (« bibliotheque.Ressource »). ``d_un_fichier``: the words under a file that
    another text holds, for a form that takes it along (empty: it takes none).
    """

    titre: str
    url_name: str
    peut: Callable[[Any], bool]
    sauf: tuple[str, ...] = ()
    d_un_fichier: str = ""


#: The mark, as it ends a text, a paragraph or a file's name.
CANARI = re.compile(r"(<p>)?[ -]?canari-[a-z0-9-]+-\d+(?(1)</p>)")


@dataclass
class Demonstration:
    """What the stages of the demonstration share: the day it is dated from, a seeded chance, and what earlier stages made.

    ``a_la_fin``: what a stage leaves for when every other one has run, because it gathers what they made.
    """

    aujourd_hui: dt.date
    hasard: Random
    canaris: bool = False
    acquis: dict[str, Any] = field(default_factory=dict)
    a_la_fin: list[Callable[[Demonstration], None]] = field(default_factory=list)

    def canari(self, espace: str, type_objet: str, pk: Any) -> str:
        """The mark a leak would show (CENTRE_CANARIS=1), with a space before it; nothing otherwise, nor for what is public."""
        return f" canari-{espace}-{type_objet}-{pk}" if self.canaris and espace != "ouvert" else ""

    def marquer(self, texte: str, espace: str, type_objet: str, pk: Any) -> str:
        """``texte`` with its mark in place of the one it may have; what is empty stays empty."""
        nu = CANARI.sub("", texte)
        return nu + self.canari(espace, type_objet, pk) if nu else ""
