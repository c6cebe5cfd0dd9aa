"""A Jeudi made from another: everything but who came."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree
from centre.catalogue.operations import referer
from centre.espaces.acces import peut
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.publications.acces import exiger
from centre.publications.fichiers import recopier
from centre.temps import PARIS

from ..copies import copies
from ..models import Creneau, Document, Intervenant, Jeudi, Seance
from .documents import peut_etre_lu_par
from .seances import Horaire, creer_jeudi

CHAMPS = (
    *("forme", "chapo", "objectif", "programme", "lieu", "adresse", "salle_id", "hybride", "besoins", "co_organisateurs"),
    *("presence_requise", "places"),
)
RYTHME = dt.timedelta(weeks=6)


def dates_proposees(jeudi: Jeudi) -> list[dt.date]:
    """The next dates of what recurs: the rhythm between the former one and this one (six weeks without), a week around; none passed."""
    if jeudi.premier_jour is None:
        return []
    avant = jeudi.precedent.premier_jour if jeudi.precedent else None
    rythme = jeudi.premier_jour - avant if avant and avant < jeudi.premier_jour else RYTHME
    suivante, aujourd_hui = jeudi.premier_jour + rythme, dt.datetime.now(PARIS).date()
    while suivante - dt.timedelta(weeks=1) <= aujourd_hui:
        suivante += dt.timedelta(weeks=1)
    return [suivante + dt.timedelta(weeks=n) for n in (-1, 0, 1)]


@transaction.atomic
def dupliquer(
    *, jeudi: Jeudi, titre: str, premier_jour: dt.date, par: Any, suite: bool = False, documents: Iterable[int] = (),
    jeton: uuid.UUID | None = None,
) -> Jeudi:  # fmt: skip
    """A draft like ``jeudi`` (its latest version), its dates shifted, ``documents`` (keys) copied, the origin kept.

    ``suite``: the next meeting of the same group. The same ``jeton`` twice gives one draft. No registration, no link to follow
    from afar. Raises PermissionDenied.
    """
    exiger(peut(par, Niveau.ANIMER, jeudi.espace_id))
    jeton = jeton or uuid.uuid4()
    if deja := Jeudi.objects.filter(jeton=jeton).first():
        return deja
    ecart = premier_jour - (jeudi.premier_jour or premier_jour)
    nouveau = _copier_le_texte(jeudi, ecart)
    nouveau.jeton, nouveau.titre, nouveau.precedent = jeton, titre[:200], jeudi if suite else None
    anciennes = list(jeudi.seances.all())
    horaires = [Horaire(_decaler(s.debut, ecart), _decaler(s.fin, ecart), s.titre, s.lieu) for s in anciennes]
    espace_inscription: Any = jeudi.espace_inscription or jeudi.espace
    nouveau = creer_jeudi(jeudi=nouveau, espace=jeudi.espace, espace_inscription=espace_inscription, horaires=horaires, par=par)
    _copier_le_programme(anciennes, nouveau, jeudi)
    _copier_les_documents(jeudi, nouveau, documents, par)
    _garder_l_origine(jeudi, nouveau)
    for copier in copies.values():
        copier(ancien=jeudi, nouveau=nouveau, par=par)
    consigner(acteur=par, verbe="jeudi.dupliquer", objet=nouveau, details={"de": jeudi.pk})
    return nouveau


def _copier_le_texte(jeudi: Jeudi, ecart: dt.timedelta) -> Jeudi:
    """An unsaved Jeudi with the words of the latest version."""
    modele: Any = jeudi.version_a_modifier()
    nouveau = Jeudi()
    for champ in CHAMPS:
        setattr(nouveau, champ, getattr(modele, champ))
    nouveau.cloture = _decaler(modele.cloture, ecart) if modele.cloture else None
    nouveau.compte_rendu_attendu_le = modele.compte_rendu_attendu_le and modele.compte_rendu_attendu_le + ecart
    nouveau.themes, nouveau.territoires = list(modele.themes.all()), list(modele.territoires.all())
    return nouveau


def _decaler(instant: dt.datetime, ecart: dt.timedelta) -> dt.datetime:
    """So many days later, at the same hour in Paris, whatever the change of hour between the two."""
    local = instant.astimezone(PARIS)
    return dt.datetime.combine(local.date() + ecart, local.time(), tzinfo=PARIS).astimezone(dt.UTC)


def _copier_le_programme(anciennes: list[Seance], nouveau: Jeudi, jeudi: Jeudi) -> None:
    personnes = {}
    for qui in jeudi.intervenants.all():
        valeurs = {"nom": qui.nom, "fonction": qui.fonction, "structure": qui.structure, "courriel": qui.courriel}
        personnes[qui.pk] = Intervenant.objects.create(jeudi=nouveau, membre=qui.membre, ordre=qui.ordre, **valeurs)
    for ancienne, seance in zip(anciennes, nouveau.seances.all(), strict=True):
        for creneau in ancienne.creneaux.prefetch_related("intervenants"):
            valeurs = {"de": creneau.de, "a": creneau.a, "titre": creneau.titre, "description": creneau.description}
            copie = Creneau.objects.create(seance=seance, **valeurs)
            copie.intervenants.set(personnes[qui.pk] for qui in creneau.intervenants.all())


def _copier_les_documents(jeudi: Jeudi, nouveau: Jeudi, choisis: Iterable[int], par: Any) -> None:
    """A copy of each file: one taken away leaves the other. What was for a cohort waits for the team to open it again."""
    for document in Document.objects.filter(jeudi=jeudi, pk__in=choisis).select_related("espace"):
        fichier = document.fichier
        if fichier is None:
            continue
        lu_par = document.espace if peut_etre_lu_par(nouveau, document.espace) else Espace.objects.du_systeme(Nature.EQUIPE)
        copie = Document.objects.create(jeudi=nouveau, titre=document.titre, moment=document.moment, espace=lu_par, auteur=par)
        porteur: Any = copie
        recopier(fichier=fichier, publication=porteur, par=par)


def _garder_l_origine(jeudi: Jeudi, nouveau: Jeudi) -> None:
    entree = Entree.objects.de_l_objet(jeudi).publies().first()
    if entree is not None:
        referer(porteur=nouveau, entree=entree, role=Role.ORIGINE)
