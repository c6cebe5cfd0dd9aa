"""Posts are left and taken over: what belongs to the post is handed over, what is the person's stays theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from centre.courriels.operations import envoyer
from centre.espaces.enums import CATEGORIES, EQUIPE, Public
from centre.journal.operations import consigner
from centre.registre import donnees_de_membre

from ..enums import EtatDeChangement, EtatDeDepart
from ..models import ChangementDePoste, Depart, Membre, Poste, Structure
from .annuaire import faire_connaitre
from .garde_fous import exiger_quelqu_un_apres
from .postes import affecter_poste, creer_structure, retirer_role

#: What the journal calls each answer.
VERBES = {EtatDeChangement.APPLIQUE: "membre.changement_applique", EtatDeChangement.REFUSE: "membre.changement_refuse"}


@transaction.atomic
def prevoir_depart(*, membre: Membre, dernier_jour: dt.date, successeur: Membre | None = None, par: Any = None) -> Depart:
    """Write a departure: done by the nightly job once ``dernier_jour`` (in Paris) is over, at once when it already is.

    Asked again, it replaces the one that was planned. Raises ValidationError for somebody without a post, for their own
    successor, and for the last person of a role of the team.
    """
    _verrouiller(membre, successeur)
    if not membre.postes.en_cours().exists():
        raise ValidationError("Cette personne n’a pas de poste en cours.")
    if successeur is not None and (successeur.pk == membre.pk or not successeur.is_active):
        raise ValidationError({"successeur": "Choisissez une autre personne, dont le compte est actif."})
    exiger_quelqu_un_apres(membre)
    valeurs = {"dernier_jour": dernier_jour, "successeur": successeur, "prevu_par": par}
    depart, _ = Depart.objects.update_or_create(membre=membre, etat=EtatDeDepart.PREVU, defaults=valeurs)
    details = {"jour": dernier_jour.isoformat(), "successeur": successeur.pk if successeur else None}
    consigner(acteur=par, verbe="membre.prevoir_depart", objet=membre, details=details)
    if Depart.objects.echus().filter(pk=depart.pk).exists():
        executer_depart(depart=depart, par=par)
        depart.refresh_from_db()
    return depart


def _verrouiller(*membres: Membre | None) -> None:
    """Their rows, always in the same order: two operations on the same people wait for each other."""
    pks = sorted(membre.pk for membre in membres if membre is not None)
    list(Membre.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


@transaction.atomic
def annuler_depart(*, depart: Depart, par: Any) -> None:
    """Forget a planned departure. Nothing happens to one that is done or cancelled."""
    if Depart.objects.prevus().filter(pk=depart.pk).update(etat=EtatDeDepart.ANNULE):
        consigner(acteur=par, verbe="membre.annuler_depart", objet=depart.membre)


@transaction.atomic
def executer_depart(*, depart: Depart, par: Any = None) -> None:
    """End the post, hand over what belongs to it, take back what came with it. Done once, whoever asks again."""
    _verrouiller(depart.membre, depart.successeur)
    verrouille = Depart.objects.select_for_update(of=("self",)).prevus().filter(pk=depart.pk).first()
    if verrouille is None:
        return
    membre, successeur = verrouille.membre, verrouille.successeur
    if successeur is not None and successeur.is_active:
        transferer(ancien=membre, successeur=successeur, depuis=verrouille.dernier_jour + dt.timedelta(days=1), par=par)
        envoyer(genre="prise_de_poste", evenement=f"depart-{verrouille.pk}", destinataire=successeur, contexte={"ancien": membre})
    for poste in membre.postes.en_cours().select_for_update():
        poste.jusqu_a = max(verrouille.dernier_jour, poste.depuis)
        poste.save(update_fields=["jusqu_a"])
    for role in EQUIPE:
        if membre.groups.filter(name=role.value).exists():
            retirer_role(membre=membre, role=role, par=par)
    _quitter_les_groupes(membre)
    faire_connaitre(membre)
    Depart.objects.filter(pk=verrouille.pk).update(etat=EtatDeDepart.FAIT)
    consigner(acteur=par, verbe="membre.partir", objet=membre, details={"successeur": successeur.pk if successeur else None})


def _quitter_les_groupes(membre: Membre) -> None:
    """The catégorie goes with the post, and so do the places in groupes."""
    publics = [public.value for public in (*CATEGORIES, Public.ELARGI)]
    perdus = [g for g in membre.groups.all() if g.name in publics or g.name.startswith("groupe-")]
    membre.groups.remove(*perdus)
    membre.__dict__.pop("_noms_des_groupes", None)


@transaction.atomic
def transferer(*, ancien: Membre, successeur: Membre, depuis: dt.date, par: Any = None) -> dict[str, int]:
    """Hand over what belongs to the post of ``ancien``; returns how many rows each model handed over.

    A successor without a post takes this one, from ``depuis``; one who has a post follows its territoires too.
    """
    poste = ancien.poste
    if poste is not None:
        _reprendre(poste, successeur, depuis, par)
    remis = {nom: d.transferer(ancien, successeur) for nom, d in donnees_de_membre.items() if d.transferer is not None}
    consigner(acteur=par, verbe="membre.transferer", objet=successeur, details={"de": ancien.pk, "remis": remis})
    return remis


def _reprendre(poste: Poste, successeur: Membre, depuis: dt.date, par: Any) -> None:
    territoires = list(poste.territoires.all())
    sien = successeur.postes.en_cours().first()
    if sien is not None:
        sien.territoires.add(*territoires)
        faire_connaitre(successeur)
        return
    affecter_poste(
        membre=successeur, categorie=Public(poste.categorie), fonction=poste.fonction, structure=poste.structure,
        territoires=territoires, depuis=depuis, par=par,
    )  # fmt: skip


def remettre_les_places(ancien: Membre, successeur: Membre) -> int:
    """The places in groupes go from one to the other (``transferer`` of the members' groups)."""
    places = list(ancien.groups.filter(name__startswith="groupe-"))
    successeur.groups.add(*places)
    ancien.groups.remove(*places)
    successeur.__dict__.pop("_noms_des_groupes", None)
    return len(places)


def executer_les_departs() -> int:
    """Do every departure whose last day is over; returns how many."""
    echus = list(Depart.objects.echus().select_related("membre", "successeur"))
    for depart in echus:
        executer_depart(depart=depart)
    return len(echus)


@transaction.atomic
def demander_changement(
    *, membre: Membre, fonction: str, structure: str, categorie: str, territoires: Any, depuis: dt.date
) -> ChangementDePoste:
    """Note what a member says of their new post, for the team. Said again before the answer, it replaces what was said."""
    _verrouiller(membre)
    valeurs = {"fonction": fonction, "structure": structure, "categorie": categorie, "depuis": depuis, "demande_le": Now()}
    demande, _ = ChangementDePoste.objects.update_or_create(membre=membre, etat=EtatDeChangement.EN_ATTENTE, defaults=valeurs)
    demande.territoires.set(territoires)
    consigner(acteur=membre, verbe="membre.demander_changement", objet=membre, details={"changement": demande.pk})
    return demande


@transaction.atomic
def appliquer_changement(*, changement: ChangementDePoste, par: Any) -> bool:
    """Give the post that was asked for; one mail says so. False when somebody answered meanwhile."""
    verrouille = ChangementDePoste.objects.select_for_update().en_attente().filter(pk=changement.pk).first()
    if verrouille is None:
        return False
    affecter_poste(
        membre=verrouille.membre, categorie=Public(verrouille.categorie), fonction=verrouille.fonction, depuis=verrouille.depuis,
        structure=_structure(verrouille.structure, par), territoires=list(verrouille.territoires.all()), par=par,
    )  # fmt: skip
    _repondre(verrouille, EtatDeChangement.APPLIQUE, par)
    return True


def _structure(nom: str, par: Any) -> Structure | None:
    if not nom.strip():
        return None
    return Structure.objects.filter(nom__iexact=nom.strip()).first() or creer_structure(nom=nom.strip(), par=par)


@transaction.atomic
def refuser_changement(*, changement: ChangementDePoste, motif: str, par: Any) -> bool:
    """Keep the present post; one mail says why. False when somebody answered meanwhile."""
    verrouille = ChangementDePoste.objects.select_for_update().en_attente().filter(pk=changement.pk).first()
    if verrouille is None:
        return False
    verrouille.motif = motif
    _repondre(verrouille, EtatDeChangement.REFUSE, par)
    return True


def _repondre(changement: ChangementDePoste, etat: EtatDeChangement, par: Any) -> None:
    ChangementDePoste.objects.filter(pk=changement.pk).update(etat=etat, traite_par=par, traite_le=Now(), motif=changement.motif)
    consigner(acteur=par, verbe=VERBES[etat], objet=changement.membre, details={"changement": changement.pk})
    envoyer(
        genre="changement_de_poste", evenement=f"changement-{changement.pk}", destinataire=changement.membre,
        contexte={"changement": changement, "applique": etat is EtatDeChangement.APPLIQUE},
    )  # fmt: skip
