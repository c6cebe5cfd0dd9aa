"""Writing the catalogue: each row follows its object inside the object's own transaction."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.registre import Projection, TypeCatalogue, annoncer, catalogue

from .enums import Etat, Role
from .models import AncienneAdresse, Entree, Reference
from .types import cle_de, objets_du_type, type_de

#: Columns copied from a projection.
CHAMPS = ("type", "rang", "titre", "resume", "adresse", "espace_id", "auteur_id", "date", "debut", "fin", "etat", "annoncable")
#: What neither PostgreSQL nor a screen wants inside a text.
_CONTROLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def propre(texte: str) -> str:
    """``texte`` without control characters other than tab and line ends (the marks of highlighting are among them)."""
    return _CONTROLES.sub("", texte)


def valeurs_de(genre: TypeCatalogue, projections: list[Projection], ouvert: int | None = None) -> dict[str, dict[str, Any]]:
    """The columns each projection asks for, by depth. Raises ValueError when two projections have the same depth.

    ``ouvert``: the pk of *Ouvert à tous*, for a caller who asks for many objects.
    """
    valeurs: dict[str, dict[str, Any]] = {}
    for rang, vue in enumerate(projections):
        if vue.profondeur in valeurs:
            raise ValueError(f"{genre.nom} : deux projections pour la profondeur « {vue.profondeur} »")
        if vue.espace_id is None:
            ouvert = ouvert or Espace.objects.du_systeme(Nature.OUVERT).pk
        valeurs[vue.profondeur] = {
            "type": genre.nom,
            "rang": rang,
            "titre": propre(vue.titre)[:300],
            "resume": propre(vue.resume),
            "adresse": vue.adresse,
            "espace_id": vue.espace_id or ouvert,
            "auteur_id": vue.auteur_id,
            "date": _instant(vue.date),
            "debut": vue.debut,
            "fin": vue.fin or vue.debut,
            "etat": vue.etat,
            "annoncable": vue.annoncable,
        }
    return valeurs


def _instant(date: dt.datetime | dt.date | None) -> dt.datetime | None:
    """A day begins at midnight, Paris time."""
    if date is None or isinstance(date, dt.datetime):
        return date
    return timezone.make_aware(dt.datetime.combine(date, dt.time.min))


@transaction.atomic(savepoint=False)
def tenir_a_jour(objet: models.Model) -> None:
    """Make the rows of ``objet`` equal to its projections, in place. A depth no longer projected is withdrawn, its title kept.

    Listens to ``centre.registre.annoncer``; does nothing for a type the catalogue does not keep.
    """
    genre = type_de(objet)
    if genre is None:
        return
    projections = genre.projeter(objet)
    valeurs = valeurs_de(genre, projections)
    lignes = {e.profondeur: e for e in Entree.objects.de_l_objet(objet).select_for_update(of=("self",))}
    _retirer([e for profondeur, e in lignes.items() if profondeur not in valeurs])
    for vue in projections:
        entree = lignes.get(vue.profondeur)
        neuve = entree is None
        entree = _ecrire(objet, vue.profondeur, entree, valeurs[vue.profondeur])
        _lier(entree, "themes", vue.themes, neuve=neuve)
        _lier(entree, "territoires", vue.territoires, neuve=neuve)


def tenir_a_jour_tous(objets: Sequence[models.Model]) -> None:
    """``tenir_a_jour`` for many objects; those without any row yet are written together, a few queries per type."""
    neufs: dict[str, list[models.Model]] = {}
    for objet in objets:
        if genre := type_de(objet):
            neufs.setdefault(genre.nom, []).append(objet)
    for nom, du_type in neufs.items():
        _tenir_du_type(catalogue[nom], du_type)


@transaction.atomic(savepoint=False)
def _tenir_du_type(genre: TypeCatalogue, objets: list[models.Model]) -> None:
    type_ = cle_de(objets[0])["content_type"]
    deja = set(Entree.objects.filter(content_type=type_).values_list("object_id", flat=True))
    ouvert = Espace.objects.du_systeme(Nature.OUVERT).pk
    lignes: list[tuple[Entree, Projection]] = []
    for objet in objets:
        if objet.pk in deja:
            tenir_a_jour(objet)
            continue
        projections = genre.projeter(objet)
        valeurs = valeurs_de(genre, projections, ouvert)
        for vue in projections:
            entree = Entree(content_type=type_, object_id=objet.pk, profondeur=vue.profondeur, **valeurs[vue.profondeur])
            lignes.append((entree, vue))
    _creer([entree for entree, _ in lignes])
    for champ in ("themes", "territoires"):
        _lier_neuves(champ, [(entree.pk, pk) for entree, vue in lignes for pk in set(getattr(vue, champ))])


def _creer(entrees: list[Entree]) -> list[Entree]:
    """Insert rows, and give them their pk. Two writers creating one at once make one row."""
    colonnes = [champ.removesuffix("_id") for champ in CHAMPS] + ["modifie_le"]
    cle = ["content_type", "object_id", "profondeur"]
    return Entree.objects.bulk_create(entrees, update_conflicts=True, unique_fields=cle, update_fields=colonnes, batch_size=500)


def _lier_neuves(champ: str, paires: Iterable[tuple[int, int]]) -> None:
    """Add thèmes or territoires (pks) to rows that have none yet."""
    lien = getattr(Entree, champ).through
    colonne = Entree._meta.get_field(champ).m2m_reverse_name()  # type: ignore[union-attr]
    liens = [lien(entree_id=entree, **{colonne: pk}) for entree, pk in paires]
    lien.objects.bulk_create(liens, ignore_conflicts=True, batch_size=1000)


def _ecrire(objet: models.Model, profondeur: str, entree: Entree | None, valeurs: dict[str, Any]) -> Entree:
    """Create the row, or update it when it differs."""
    if entree is None:
        return _creer([Entree(**cle_de(objet), profondeur=profondeur, **valeurs)])[0]
    if any(getattr(entree, champ) != valeurs[champ] for champ in CHAMPS):
        for champ in CHAMPS:
            setattr(entree, champ, valeurs[champ])
        entree.save()
    return entree


def _lier(entree: Entree, champ: str, pks: Iterable[int], *, neuve: bool) -> None:
    """Make the thèmes or territoires of a row those of its projection."""
    if neuve:
        _lier_neuves(champ, [(entree.pk, pk) for pk in set(pks)])
    else:
        getattr(entree, champ).set(set(pks))


def _retirer(entrees: Iterable[Entree]) -> None:
    for entree in entrees:
        if entree.etat != Etat.RETIRE:
            entree.etat = Etat.RETIRE
            entree.save(update_fields=["etat", "modifie_le"])


@transaction.atomic
def oublier(objet: models.Model) -> None:
    """Withdraw every row of an object that is being deleted; who pointed to it keeps the title."""
    _retirer(Entree.objects.de_l_objet(objet).select_for_update(of=("self",)))


def orphelines() -> Iterator[Entree]:
    """Rows still readable whose object no longer exists, or whose type is no longer registered."""
    genres = {ContentType.objects.get_for_model(g.modele).pk: g for g in catalogue.values()}
    yield from Entree.objects.exclude(etat=Etat.RETIRE).exclude(content_type_id__in=genres)
    for pk, genre in genres.items():
        existants = genre.modele._base_manager.values("pk")
        yield from Entree.objects.exclude(etat=Etat.RETIRE).filter(content_type_id=pk).exclude(object_id__in=existants)


@transaction.atomic
def reconstruire_catalogue() -> int:
    """Announce every object of every registered type, withdraw the rows of those that are gone; how many were announced."""
    compte = 0
    for genre in catalogue.values():
        for objet in objets_du_type(genre):
            annoncer(objet)
            compte += 1
    _retirer(list(orphelines()))
    return compte


@transaction.atomic
def referer(
    *, porteur: models.Model, entree: Entree, role: Role = Role.ELEMENT, ordre: int = 0, commentaire: str = ""
) -> Reference:
    """Point from ``porteur`` to an entry whose reading was checked, keeping its title. Asked twice, it is one reference."""
    cle = {"content_type": ContentType.objects.get_for_model(porteur), "object_id": porteur.pk, "role": role, "entree": entree}
    faits = {"titre": entree.titre, "ordre": ordre, "commentaire": commentaire}
    return Reference.objects.update_or_create(**cle, defaults=faits)[0]


@transaction.atomic
def rediriger(*, chemin: str, entree: Entree) -> AncienneAdresse:
    """From now on ``chemin`` (« /ressources/guide/ ») leads to ``entree``. An address in use again leads nowhere else.

    Raises ValueError for an entry's own address.
    """
    if chemin == entree.adresse:
        raise ValueError("une adresse ne mène pas à elle-même")
    AncienneAdresse.objects.filter(chemin=entree.adresse).delete()
    return AncienneAdresse.objects.update_or_create(chemin=chemin, defaults={"entree": entree})[0]
