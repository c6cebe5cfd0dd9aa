"""What the room of a groupe shows: agenda, publications, folders, thread, who came in, all as one reader may read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q

from centre.catalogue.models import Entree, Reference
from centre.espaces.enums import Niveau
from centre.espaces.models import DroitPersonnel
from centre.membres.acces import Regard
from centre.publications.models import Commentaire

from .enums import EtatAdhesion, RoleDansLeGroupe
from .models import Adhesion, Classeur, Groupe, inscrits

AGENDA, DERNIERS, ACTIVITE = 5, 8, 12
#: What is shown elsewhere on the page.
AILLEURS = ("jeudi", "groupe", "membre")


@dataclass(frozen=True)
class Place:
    """One person of the groupe: what they do, since when; ``connue``: their fiche may be opened."""

    membre: Any
    role: str
    depuis: dt.datetime | None
    connue: bool


@dataclass(frozen=True)
class Fait:
    """Something that happened in the groupe."""

    quand: dt.datetime
    quoi: str
    adresse: str = ""


def agenda(groupe: Groupe, lecteur: Any) -> Any:
    """The next Jeudis of the groupe."""
    return _entrees(groupe).du_type("jeudi").a_venir().au_plus_profond(lecteur)[:AGENDA]


def derniers(groupe: Groupe, lecteur: Any) -> list[Entree]:
    """What was published there, latest first."""
    return list(_entrees(groupe).exclude(type__in=AILLEURS).au_plus_profond(lecteur).recentes()[:DERNIERS])


def _entrees(groupe: Groupe) -> Any:
    return Entree.objects.courantes().filter(espace_id=groupe.pk)


def classeurs(groupe: Groupe, lecteur: Any) -> list[Classeur]:
    """The folders in order, each with ``documents``: the references this reader may follow. Two queries."""
    lus = list(groupe.classeurs.all())
    type_ = ContentType.objects.get_for_model(Classeur)
    references = Reference.objects.visibles_pour(lecteur).filter(content_type=type_, object_id__in=[c.pk for c in lus])
    par_classeur: dict[int, list[Reference]] = {}
    for reference in references:
        par_classeur.setdefault(reference.object_id, []).append(reference)
    for classeur in lus:
        classeur.documents = par_classeur.get(classeur.pk, [])  # type: ignore[attr-defined]
    return lus


def messages_de(groupe: Groupe) -> list[Commentaire]:
    """The thread, each message knowing what it is below."""
    messages = list(Commentaire.objects.sur(groupe).presents())
    for message in messages:
        message.publication = groupe
    return messages


def activite(groupe: Groupe, ecrits: Iterable[Entree], messages: Iterable[Commentaire]) -> list[Fait]:
    """Who came in, what was published and said, latest first: one query more."""
    arrivees = Adhesion.objects.filter(groupe=groupe, etat=EtatAdhesion.MEMBRE, depuis__isnull=False, membre__is_active=True)
    faits = [
        Fait(adhesion.depuis, f"{adhesion.membre.nom_complet} est entré·e dans le groupe")
        for adhesion in arrivees.select_related("membre").order_by("-depuis")[:ACTIVITE]
        if adhesion.depuis
    ]
    faits += [Fait(entree.date, entree.titre, entree.adresse) for entree in ecrits if entree.date]
    faits += [Fait(m.cree_le, f"{m.signataire} a écrit dans le fil", f"#commentaire-{m.pk}") for m in messages]
    return sorted(faits, key=lambda fait: fait.quand, reverse=True)[:ACTIVITE]


def places(groupe: Groupe, q: str = "") -> Any:
    """The members of the groupe, by name: whoever reads the room knows who else does."""
    adhesions = Prefetch("adhesions_aux_groupes", Adhesion.objects.filter(groupe=groupe), to_attr="ici")
    lus = inscrits(groupe).pour_l_annuaire().prefetch_related(adhesions).par_nom()
    for mot in q.split():
        lus = lus.filter(Q(nom__unaccent__icontains=mot) | Q(prenom__unaccent__icontains=mot))
    return lus


def en_places(groupe: Groupe, membres: Iterable[Any], lecteur: Any) -> list[Place]:
    """The places of these members of ``places``: who animates comes from the Django group, since when from the row."""
    regard = Regard.de(lecteur)
    lignes = []
    for membre in membres:
        anime = any(g.name == groupe.nom_de_la_coanimation for g in membre.groups.all())
        role = RoleDansLeGroupe.COANIMATION.label if anime else ""
        depuis = next((adhesion.depuis for adhesion in membre.ici), None)
        lignes.append(Place(membre, role, depuis, regard.voit(membre, "identite")))
    return lignes


def invites(groupe: Groupe) -> Any:
    """The guests whose instant has not come, soonest first."""
    droits = DroitPersonnel.objects.filter(content_object_id=groupe.pk, permission__codename=Niveau.CONSULTER.value).en_cours()
    actifs = droits.filter(user__is_active=True).exclude(user__groups__name=groupe.nom_du_groupe)
    return actifs.select_related("user").order_by("jusqu_au", "pk")
