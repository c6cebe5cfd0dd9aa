"""The one write path of every publication: views, back-office, imports and demo data call these and nothing else.

Each takes ``par``, the member who acts, checks their right on the *current* row under a row lock, and raises
PermissionDenied; the catalogue and the search follow in the same transaction (``centre.registre.annoncer``).
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.registre import annoncer
from centre.temps import PARIS

from .acces import exiger, peut_modifier, peut_retirer
from .enums import EtatDeSoumission
from .models import Fichier, Publication, Soumission

P = TypeVar("P", bound=Publication)

#: A pause in writing replaces the writer's own last draft when it is younger than this; older ones stay in the history.
REPRISE = dt.timedelta(minutes=15)


class ConflitDeVersion(Exception):
    """Somebody else saved since the form was opened. ``revision`` is the latest version; nothing was written."""

    def __init__(self, revision: Any) -> None:
        super().__init__("une autre version a été enregistrée entre-temps")
        self.revision = revision


def verrouiller(publication: P) -> P:
    """The live row, locked until the end of the transaction."""
    return type(publication)._default_manager.select_for_update(of=("self",)).get(pk=publication.pk)


def jetons(jeton: uuid.UUID, par: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """The names a form's token gives to a text of ``par``: its own, and the one it has when somebody else took that one."""
    return jeton, uuid.uuid5(jeton, str(par.pk))


@transaction.atomic
def creer(*, publication: P, espace: Espace, par: Any, exemple: bool = False) -> P:
    """Store a new draft (an unsaved instance with its content) in an espace where ``par`` contributes; its first version is kept.

    The same form sent twice (same ``jeton``) gives the draft already made; somebody else's ``jeton`` becomes one of ``par``'s.
    """
    exiger(peut(par, Niveau.CONTRIBUER, espace.pk))
    publication.espace, publication.auteur, publication.exemple = espace, par, exemple
    publication.live = False
    publication.slug = f"brouillon-{get_random_string(10, 'abcdefghijkmnpqrstuvwxyz23456789')}"
    publication.full_clean(validate_unique=False, validate_constraints=False)
    for jeton in jetons(publication.jeton, par):
        publication.jeton = jeton
        try:
            with transaction.atomic():
                publication.save()
            break
        except IntegrityError:
            if deja := type(publication)._default_manager.filter(jeton=jeton, auteur=par).first():
                return deja
    else:
        raise IntegrityError("ce jeton est pris deux fois")
    publication.save_revision(user=par)
    consigner(acteur=par, verbe="publication.creer", objet=publication)
    return publication


@transaction.atomic
def enregistrer(*, publication: P, par: Any, version_lue: int | None) -> Any:
    """Keep ``publication`` (an instance carrying the new content) as the latest draft; returns the revision.

    ``version_lue`` is the id of the version the writer started from (None: none); somebody else's since then raises
    ConflitDeVersion. One's own since then (an answer lost on the way, another tab) stays in the history. What readers see does
    not change until ``publier``.
    """
    vivante = verrouiller(publication)
    exiger(peut_modifier(vivante, par))
    derniere = vivante.get_latest_revision()
    if vivante.revisions.filter(pk__gt=version_lue or 0).exclude(user_id=par.pk).exists():
        raise ConflitDeVersion(derniere)
    contenu = vivante.with_content_json(publication.serializable_data())
    revision = contenu.save_revision(user=par)
    if derniere is not None and derniere.pk == version_lue and _se_reprend(derniere, par, vivante):
        derniere.delete()  # never overwritten in place: a version's number is what conflicts are told by
    if not vivante.first_published_at:
        _appliquer_au_brouillon(contenu)
    return revision


def _se_reprend(derniere: Any, par: Any, vivante: Publication) -> bool:
    """A draft of the same writer, younger than REPRISE, and not the version readers see."""
    if derniere.user_id != par.pk or derniere.pk == vivante.live_revision_id:
        return False
    return derniere.created_at > timezone.now() - REPRISE


def _appliquer_au_brouillon(contenu: Publication) -> None:
    """A text never published shows its latest draft in its author's lists: the row itself follows."""
    contenu.live = False
    contenu.save()


@transaction.atomic
def publier(*, publication: P, par: Any, quand: dt.datetime | None = None) -> P:
    """Show the latest version to the readers of the espace. ``quand`` (aware, past) dates an archive; the first date stays.

    A second click finds it published and changes nothing. Raises ValidationError, by field, for what is missing.
    """
    vivante = verrouiller(publication)
    exiger(peut_modifier(vivante, par))
    revision = vivante.get_latest_revision()
    contenu = vivante.with_content_json(revision.content)
    if erreurs := contenu.erreurs_de_publication():
        raise ValidationError(erreurs)
    if vivante.live and revision.pk == vivante.live_revision_id and not vivante.retire_le:
        return vivante
    premiere = vivante.date_publication is None
    if premiere:
        vivante.date_publication = quand or timezone.now()
        vivante.slug = _adresse_libre(vivante, contenu.titre)
        if vivante.auteur:
            jour = vivante.date_publication.astimezone(PARIS).date()
            vivante.signature_nom, vivante.signature_poste = vivante.auteur.signature(jour)
        vivante.save(update_fields=["date_publication", "slug", "signature_nom", "signature_poste"])
    # Asked anew: Wagtail builds the object from the row its revision remembers, and that row just changed.
    revision = vivante.get_latest_revision()
    contenu.publish(revision, user=par, log_action=False, skip_permission_checks=True)
    vivante = type(vivante)._default_manager.get(pk=vivante.pk)
    _fichiers_suivent(vivante)
    Soumission.objects.en_attente().sur(vivante).update(
        etat=EtatDeSoumission.ACCEPTEE, traitee_par=par, traitee_le=timezone.now()
    )
    annoncer(vivante)
    consigner(acteur=par, verbe="publication.publier", objet=vivante, details={"premiere": premiere, "revision": revision.pk})
    return vivante


def _adresse_libre(publication: Publication, titre: str) -> str:
    """A permanent ASCII address from the title, unique among the type's."""
    base = slugify(titre)[:100].strip("-") or "sans-titre"
    prises = (
        set(type(publication)._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
        | publication.ADRESSES_PRISES
    )
    candidats = [base, *(f"{base}-{n}" for n in range(2, len(prises) + 3))]
    return next(candidat for candidat in candidats if candidat not in prises)


def _fichiers_suivent(publication: Publication) -> None:
    """The files' rows take the espace and state of their publication: the one rule then reads them alone."""
    Fichier.objects.sur(publication).update(**etat_des_fichiers(publication))


def etat_des_fichiers(publication: Publication) -> dict[str, Any]:
    """What the row of a file copies from its publication: the one rule then reads that row alone."""
    return {
        "espace_id": publication.espace_des_fichiers,
        "auteur_id": publication.auteur_id,
        "publie": publication.live,
        "date_publication": publication.date_publication,
        "retire_le": publication.retire_le,
    }


@transaction.atomic
def restaurer(*, publication: P, revision: Any, par: Any) -> Any:
    """Make an old version the latest draft (published by ``publier``, like any draft). Espace and author stay those of today."""
    vivante = verrouiller(publication)
    exiger(peut_modifier(vivante, par))
    if (revision.content_type_id, str(revision.object_id)) != (vivante.latest_revision.content_type_id, str(vivante.pk)):
        raise ValueError("cette version est celle d’un autre contenu")
    contenu = vivante.with_content_json(revision.content)
    nouvelle = contenu.save_revision(user=par, previous_revision=revision)
    if not vivante.first_published_at:
        _appliquer_au_brouillon(contenu)
    consigner(acteur=par, verbe="publication.restaurer", objet=vivante, details={"revision": revision.pk})
    return nouvelle


@transaction.atomic
def deplacer(*, publication: P, espace: Espace, par: Any) -> P:
    """Change who reads, at once, drafts and files included: ``par`` may edit it where it is, and contribute where it goes."""
    vivante = verrouiller(publication)
    exiger(peut_modifier(vivante, par) and peut(par, Niveau.CONTRIBUER, espace.pk))
    ancien = vivante.espace_id
    if ancien == espace.pk:
        return vivante
    vivante.save(update_fields=vivante.demenager(espace))
    _fichiers_suivent(vivante)
    annoncer(vivante)
    consigner(acteur=par, verbe="publication.deplacer", objet=vivante, details={"de": ancien, "vers": espace.pk})
    return vivante


@transaction.atomic
def retirer(*, publication: P, par: Any) -> P:
    """Take a publication back: readers, search, files and links refuse it at once; its author and the team keep it."""
    return _dater(publication, "retire_le", timezone.now(), "publication.retirer", par)


@transaction.atomic
def retablir(*, publication: P, par: Any) -> P:
    """Undo ``retirer``: as it was, in its espace of today."""
    return _dater(publication, "retire_le", None, "publication.retablir", par)


@transaction.atomic
def archiver(*, publication: P, par: Any) -> P:
    """Leave the lists, stay readable and searchable."""
    return _dater(publication, "archive_le", timezone.now(), "publication.archiver", par)


def _dater(publication: P, champ: str, valeur: dt.datetime | None, verbe: str, par: Any) -> P:
    vivante = verrouiller(publication)
    exiger(peut_retirer(vivante, par))
    if bool(getattr(vivante, champ)) == bool(valeur):
        return vivante
    setattr(vivante, champ, valeur)
    vivante.save(update_fields=[champ])
    _fichiers_suivent(vivante)
    annoncer(vivante)
    consigner(acteur=par, verbe=verbe, objet=vivante)
    return vivante


@transaction.atomic
def soumettre(*, publication: P, par: Any) -> Soumission:
    """Ask the team to read before publication. Asked twice, it is one request."""
    vivante = verrouiller(publication)
    exiger(peut_modifier(vivante, par))
    soumission = Soumission.objects.en_attente().sur(vivante).first()
    if soumission is None:
        soumission = Soumission.objects.create(publication=vivante, par=par)
        consigner(acteur=par, verbe="publication.soumettre", objet=vivante)
    return soumission


@transaction.atomic
def rendre(*, soumission: Soumission, remarques: str, par: Any) -> Soumission:
    """Give a submitted text back to its author with remarks. Raises PermissionDenied for who does not animate the espace."""
    soumission = Soumission.objects.select_for_update().get(pk=soumission.pk)
    publication: Any = soumission.publication
    exiger(peut(par, Niveau.ANIMER, publication.espace_id))
    if soumission.etat == EtatDeSoumission.EN_ATTENTE:
        soumission.etat, soumission.remarques = EtatDeSoumission.RENDUE, remarques
        soumission.traitee_par, soumission.traitee_le = par, timezone.now()
        soumission.save()
        consigner(acteur=par, verbe="publication.rendre", objet=publication)
    return soumission
