"""Writes on dossiers: their items, their order, their dated editions. The text itself goes by the one write path."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree, Reference
from centre.catalogue.operations import referer
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger, peut_modifier
from centre.registre import annoncer

from ..models.dossier import Dossier, EditionDeDossier, LienDeDossier


def _verrouiller(dossier: Dossier, par: Any) -> Dossier:
    vivant = ecriture.verrouiller(dossier)
    exiger(peut_modifier(vivant, par))
    return vivant


def creer_dossier(*, dossier: Dossier, espace: Espace, par: Any, exemple: bool = False) -> Dossier:
    """A draft; the team alone makes dossiers. Raises PermissionDenied."""
    exiger(bool(getattr(par, "est_de_l_equipe", False)))
    return ecriture.creer(publication=dossier, espace=espace, par=par, exemple=exemple)


def _references(dossier: Dossier) -> Any:
    return Reference.objects.sur(dossier).du_role(Role.ELEMENT)


def _liens(dossier: Dossier) -> Any:
    return dossier.liens.filter(edition__isnull=True)


def _dernier(dossier: Dossier) -> int:
    ordres = [*_references(dossier).values_list("ordre", flat=True), *_liens(dossier).values_list("ordre", flat=True)]
    return max(ordres, default=0)


@transaction.atomic
def ajouter_au_dossier(*, dossier: Dossier, entree: Entree, par: Any, commentaire: str = "") -> Reference:
    """Put what ``par`` may read in the dossier, last; an object already there, at any depth, stays as it is.

    The reference points to the shallowest depth: whoever reads one depth of the object finds it. Raises PermissionDenied.
    """
    vivant = _verrouiller(dossier, par)
    exiger(Entree.objects.publies().visibles_pour(par).filter(pk=entree.pk).exists())
    du_meme = {"content_type_id": entree.content_type_id, "object_id": entree.object_id}
    deja = _references(vivant).filter(**{f"entree__{nom}": valeur for nom, valeur in du_meme.items()}).first()
    if deja is not None:
        return deja
    ouverte = Entree.objects.publies().visibles_pour(par).filter(**du_meme).order_by("rang").first() or entree
    reference = referer(porteur=vivant, entree=ouverte, ordre=_dernier(vivant) + 1, commentaire=commentaire)
    consigner(acteur=par, verbe="dossier.ajouter", objet=vivant, details={"entree": ouverte.pk})
    _dire(vivant)
    return reference


@transaction.atomic
def lier_au_dossier(*, dossier: Dossier, titre: str, adresse: str, par: Any, commentaire: str = "") -> LienDeDossier:
    """Put an outside address in the dossier, last; the same one twice is one. Raises PermissionDenied."""
    vivant = _verrouiller(dossier, par)
    faits = {"titre": titre, "commentaire": commentaire, "ordre": _dernier(vivant) + 1}
    lien, _ = LienDeDossier.objects.get_or_create(dossier=vivant, edition=None, adresse=adresse, defaults=faits)
    consigner(acteur=par, verbe="dossier.lier", objet=vivant, details={"lien": lien.pk})
    return lien


def _lignes(dossier: Dossier) -> list[Any]:
    """References and links together, in order; each with the key its screen names it by."""
    lignes = [(r.ordre, f"reference-{r.pk}", r) for r in _references(dossier)]
    lignes += [(lien.ordre, f"lien-{lien.pk}", lien) for lien in _liens(dossier)]
    return [(cle, ligne) for _, cle, ligne in sorted(lignes, key=lambda x: x[:2])]


@transaction.atomic
def ranger(*, dossier: Dossier, cle: str, geste: str, par: Any) -> bool:
    """Move an item one place ``monter`` or ``descendre``, or ``retirer`` it; False when it is not there. Raises PermissionDenied."""
    vivant = _verrouiller(dossier, par)
    lignes = _lignes(vivant)
    rang = next((i for i, (sienne, _) in enumerate(lignes) if sienne == cle), None)
    if rang is None:
        return False
    ligne = lignes.pop(rang)
    if geste == "retirer":
        ligne[1].delete()
    else:
        lignes.insert(max(rang - 1, 0) if geste == "monter" else rang + 1, ligne)
    for ordre, (_, autre) in enumerate(lignes, 1):
        type(autre).objects.filter(pk=autre.pk).update(ordre=ordre)
    consigner(
        acteur=par, verbe="dossier.enlever" if geste == "retirer" else "dossier.ranger", objet=vivant, details={"element": cle}
    )
    _dire(vivant)
    return True


@transaction.atomic
def commenter_l_element(*, dossier: Dossier, cle: str, commentaire: str, par: Any) -> bool:
    """Say why an item is there; False when it is not. Raises PermissionDenied."""
    vivant = _verrouiller(dossier, par)
    ligne = next((sienne for autre, sienne in _lignes(vivant) if autre == cle), None)
    if ligne is None:
        return False
    type(ligne).objects.filter(pk=ligne.pk).update(commentaire=commentaire)
    return True


def _dire(dossier: Dossier) -> None:
    if dossier.date_publication:
        annoncer(dossier)


@transaction.atomic
def dater_une_edition(*, dossier: Dossier, par: Any) -> EditionDeDossier:
    """Freeze what readers see today; the edition of the day when there is one already. Raises PermissionDenied.

    Raises ValueError for a dossier that is not published.
    """
    vivant = _verrouiller(dossier, par)
    if not vivant.est_publie:
        raise ValueError("un dossier se date une fois publié")
    faits = {"titre": vivant.titre, "chapo": vivant.chapo, "texte": vivant.texte}
    edition, neuve = EditionDeDossier.objects.get_or_create(dossier=vivant, jour=timezone.localdate(), defaults=faits)
    if not neuve:
        return edition
    type_ = ContentType.objects.get_for_model(EditionDeDossier)
    copies = [
        Reference(content_type=type_, object_id=edition.pk, role=Role.ELEMENT, entree_id=r.entree_id, titre=_titre(r), ordre=r.ordre,
                  commentaire=r.commentaire)
        for r in _references(vivant).select_related("entree")
    ]  # fmt: skip
    Reference.objects.bulk_create(copies)
    liens = [
        LienDeDossier(dossier=vivant, edition=edition, titre=x.titre, adresse=x.adresse, commentaire=x.commentaire, ordre=x.ordre)
        for x in _liens(vivant)
    ]
    LienDeDossier.objects.bulk_create(liens)
    consigner(acteur=par, verbe="dossier.dater", objet=vivant, details={"edition": edition.pk})
    return edition


def _titre(reference: Reference) -> str:
    return reference.intitule
