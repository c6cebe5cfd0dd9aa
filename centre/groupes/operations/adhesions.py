"""Who comes into a groupe, and who leaves it: under the lock of the groupe, the Django group and the row together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from centre.espaces.enums import Niveau
from centre.espaces.models import DroitPersonnel, groupe_nomme
from centre.espaces.operations import accorder_au_groupe, inviter, retirer_invitation
from centre.journal.operations import consigner
from centre.publications.acces import exiger

from ..acces import peut_animer, peut_fermer
from ..enums import EtatAdhesion, Porte, RoleDansLeGroupe
from ..models import Adhesion, Groupe
from .groupes import verrouiller


def est_dedans(groupe: Groupe, membre: Any) -> bool:
    """True for a member of the Django group."""
    return bool(membre.groups.filter(name=groupe.nom_du_groupe).exists())


def _adhesion(groupe: Groupe, membre: Any) -> Adhesion:
    return Adhesion.objects.filter(groupe=groupe, membre=membre).first() or Adhesion(groupe=groupe, membre=membre)


def _faire_entrer(groupe: Groupe, membre: Any, par: Any, verbe: str = "groupe.entrer") -> Adhesion:
    """The place, and the row that says since when."""
    adhesion = _adhesion(groupe, membre)
    adhesion.etat, adhesion.depuis, adhesion.traitee_par = EtatAdhesion.MEMBRE, timezone.now(), par
    adhesion.message = ""
    adhesion.save()
    membre.groups.add(groupe_nomme(groupe.nom_du_groupe))
    membre.__dict__.pop("_noms_des_groupes", None)
    consigner(acteur=par, verbe=verbe, objet=groupe, details={"membre": membre.pk})
    return adhesion


def _exiger_connu(groupe: Groupe, membre: Any, porte: Porte) -> None:
    """The door is that one, and the member may know of the groupe: asked again on the row of now."""
    connu = Groupe.objects.connus_de(membre).filter(pk=groupe.pk).exists()
    exiger(membre.is_active and groupe.porte == porte and connu and not groupe.ferme)


@transaction.atomic
def rejoindre(*, groupe: Groupe, membre: Any) -> None:
    """Enter a groupe that is open to the réseau. Twice is once. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    _exiger_connu(groupe, membre, Porte.LIBRE)
    if not est_dedans(groupe, membre):
        _faire_entrer(groupe, membre, membre)


@transaction.atomic
def demander(*, groupe: Groupe, membre: Any, message: str = "") -> Adhesion | None:
    """Ask to enter; those who animate are told. Asked twice, it is one request. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    _exiger_connu(groupe, membre, Porte.DEMANDE)
    adhesion = _adhesion(groupe, membre)
    if est_dedans(groupe, membre) or adhesion.etat == EtatAdhesion.DEMANDEE:
        return adhesion
    adhesion.etat, adhesion.demandee_le, adhesion.message = EtatAdhesion.DEMANDEE, timezone.now(), message
    adhesion.tour, adhesion.traitee_par = adhesion.tour + 1, None
    adhesion.save()
    consigner(acteur=membre, verbe="groupe.demander", objet=groupe)
    from ..courriels import prevenir_de_la_demande

    prevenir_de_la_demande(adhesion)
    return adhesion


@transaction.atomic
def accepter(*, adhesion: Adhesion, par: Any) -> None:
    """Let somebody in who asked; they are told. Answered already, nothing changes. Raises PermissionDenied."""
    groupe = verrouiller(adhesion.groupe)
    exiger(peut_animer(groupe, par))
    adhesion = Adhesion.objects.select_related("membre").get(pk=adhesion.pk)
    if adhesion.etat != EtatAdhesion.DEMANDEE:
        return
    adhesion = _faire_entrer(groupe, adhesion.membre, par)
    from ..courriels import dire_oui

    dire_oui(adhesion)


@transaction.atomic
def refuser(*, adhesion: Adhesion, motif: str, par: Any) -> None:
    """Say no, and why; they are told, and may ask again. Raises PermissionDenied."""
    groupe = verrouiller(adhesion.groupe)
    exiger(peut_animer(groupe, par))
    adhesion = Adhesion.objects.select_related("membre").get(pk=adhesion.pk)
    if adhesion.etat != EtatAdhesion.DEMANDEE:
        return
    adhesion.etat, adhesion.message, adhesion.traitee_par = EtatAdhesion.REFUSEE, motif, par
    adhesion.save()
    consigner(acteur=par, verbe="groupe.refuser", objet=groupe, details={"membre": adhesion.membre_id})
    from ..courriels import dire_non

    dire_non(adhesion)


@transaction.atomic
def inviter_au_groupe(*, groupe: Groupe, membre: Any, par: Any) -> Adhesion:
    """Propose a place; a request already made is accepted. Invited twice, they get one mail. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_animer(groupe, par) and membre.is_active and not groupe.ferme)
    adhesion = _adhesion(groupe, membre)
    if adhesion.etat == EtatAdhesion.DEMANDEE:
        accepter(adhesion=adhesion, par=par)
    elif not est_dedans(groupe, membre) and adhesion.etat != EtatAdhesion.INVITEE:
        adhesion.etat, adhesion.message, adhesion.traitee_par = EtatAdhesion.INVITEE, "", par
        adhesion.tour += 1
        adhesion.save()
        consigner(acteur=par, verbe="groupe.inviter", objet=groupe, details={"membre": membre.pk})
        from ..courriels import inviter_par_courriel

        inviter_par_courriel(adhesion)
    return adhesion


@transaction.atomic
def ajouter(*, groupe: Groupe, membre: Any, par: Any) -> bool:
    """Give a place without asking: the team, which knows. They are told, once; somebody who had asked reads that they are accepted.

    False when they are in already. Raises PermissionDenied, also for a closed groupe or account.
    """
    groupe = verrouiller(groupe)
    exiger(peut_fermer(groupe, par) and membre.is_active and not groupe.ferme)
    if est_dedans(groupe, membre):
        return False
    demandait = _adhesion(groupe, membre).etat == EtatAdhesion.DEMANDEE
    adhesion = _faire_entrer(groupe, membre, par, "groupe.ajouter")
    if not demandait:
        Adhesion.objects.filter(pk=adhesion.pk).update(tour=F("tour") + 1)
        adhesion.refresh_from_db(fields=["tour"])
    from ..courriels import annoncer_l_ajout, dire_oui

    (dire_oui if demandait else annoncer_l_ajout)(adhesion)
    return True


@transaction.atomic
def entrer_par_invitation(*, groupe: Groupe, membre: Any) -> None:
    """Accept a place that was proposed. Raises PermissionDenied without an invitation."""
    groupe = verrouiller(groupe)
    if est_dedans(groupe, membre):
        return
    exiger(membre.is_active and not groupe.ferme and _adhesion(groupe, membre).etat == EtatAdhesion.INVITEE)
    _faire_entrer(groupe, membre, membre)


@transaction.atomic
def decliner(*, groupe: Groupe, membre: Any) -> None:
    """Leave an invitation, or take a request back: nothing of it remains."""
    groupe = verrouiller(groupe)
    en_attente = Adhesion.objects.filter(groupe=groupe, membre=membre, etat__in=[EtatAdhesion.INVITEE, EtatAdhesion.DEMANDEE])
    if en_attente.update(etat=EtatAdhesion.PARTIE, message=""):
        consigner(acteur=membre, verbe="groupe.decliner", objet=groupe)


@transaction.atomic
def quitter(*, groupe: Groupe, membre: Any) -> None:
    """Leave: what one wrote stays one's own."""
    _faire_sortir(verrouiller(groupe), membre, membre, "groupe.quitter")


@transaction.atomic
def exclure(*, groupe: Groupe, membre: Any, par: Any) -> None:
    """Take a place back. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_animer(groupe, par))
    _faire_sortir(groupe, membre, par, "groupe.exclure")


def _faire_sortir(groupe: Groupe, membre: Any, par: Any, verbe: str) -> None:
    if not est_dedans(groupe, membre):
        return
    adhesion = _adhesion(groupe, membre)
    adhesion.etat, adhesion.role, adhesion.traitee_par = EtatAdhesion.PARTIE, RoleDansLeGroupe.MEMBRE, par
    adhesion.save()
    membre.groups.remove(*membre.groups.filter(name__in=[groupe.nom_du_groupe, groupe.nom_de_la_coanimation]))
    membre.__dict__.pop("_noms_des_groupes", None)
    consigner(acteur=par, verbe=verbe, objet=groupe, details={"membre": membre.pk})


@transaction.atomic
def nommer(*, groupe: Groupe, membre: Any, role: RoleDansLeGroupe, par: Any) -> None:
    """Let a member of the groupe animate it with the team, or no longer. The team alone. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_fermer(groupe, par) and est_dedans(groupe, membre))
    coanimation = groupe_nomme(groupe.nom_de_la_coanimation)
    if role == RoleDansLeGroupe.COANIMATION:
        accorder_au_groupe(espace=groupe.espace, groupe=coanimation, niveau=Niveau.ANIMER)
        membre.groups.add(coanimation)
    else:
        membre.groups.remove(coanimation)
    membre.__dict__.pop("_noms_des_groupes", None)
    adhesion = _adhesion(groupe, membre)
    adhesion.etat, adhesion.role = EtatAdhesion.MEMBRE, role
    adhesion.save()
    consigner(acteur=par, verbe="groupe.nommer", objet=groupe, details={"membre": membre.pk, "role": str(role)})


@transaction.atomic
def accueillir(*, groupe: Groupe, membre: Any, jusqu_au: dt.datetime, par: Any) -> None:
    """Let a guest read the groupe until ``jusqu_au`` (aware); they are told. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_animer(groupe, par) and membre.is_active and not groupe.ferme)
    if est_dedans(groupe, membre):
        raise PermissionDenied
    deja = DroitPersonnel.objects.filter(user=membre, content_object=groupe.espace, jusqu_au=jusqu_au).exists()
    inviter(membre=membre, espace=groupe.espace, jusqu_au=jusqu_au, par=par)
    if not deja:
        from ..courriels import annoncer_l_acces

        annoncer_l_acces(groupe, membre, jusqu_au)


@transaction.atomic
def retirer_l_acces(*, groupe: Groupe, membre: Any, par: Any) -> None:
    """End a guest's access at once. Raises PermissionDenied."""
    groupe = verrouiller(groupe)
    exiger(peut_animer(groupe, par))
    retirer_invitation(membre=membre, espace=groupe.espace, par=par)


@transaction.atomic
def suivre_les_membres(*, groupe: Groupe, dedans: Iterable[Any], dehors: Iterable[Any], par: Any) -> None:
    """Make ``dedans`` members and ``dehors`` no longer so, whoever else is in; nobody is told, and again it changes nothing.

    Its caller checked the right to: who is in follows another list, that of a cycle's registrations.
    """
    groupe = verrouiller(groupe)
    for membre in dedans:
        if not est_dedans(groupe, membre):
            _faire_entrer(groupe, membre, par)
    for membre in dehors:
        _faire_sortir(groupe, membre, par, "groupe.exclure")
