"""Writes on attestations: issued in one gesture for those who were there, closed as soon as the attendance says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from centre.journal.operations import consigner
from centre.publications import operations as ecriture
from centre.publications.acces import exiger

from ..acces import suit_les_personnes
from ..enums import EtatAttestation, Forme
from ..models import Attestation, Emission, Inscription, Jeudi, Presence, Seance, bornes


@dataclass(frozen=True)
class Tirage:
    """What issuing did: how many new, how many of them take the place of another, how many were withdrawn."""

    emises: int
    remplacees: int
    retirees: int


def seances_requises(jeudi: Jeudi) -> int | None:
    """For a cycle, how many séances must be attended: the rule it was issued with, else its own, else all; None for another forme."""
    if jeudi.forme != Forme.CYCLE:
        return None
    emission = Emission.objects.filter(jeudi=jeudi).first()
    choisies = emission.requises if emission else None
    return choisies or jeudi.presence_requise or jeudi.seances.count()


def meritees(jeudi: Jeudi, requises: int | None, parmi: Collection[int] | None = None) -> dict[int, Attestation]:
    """What today's attendance gives, by registration: attestations not stored. Nobody absent, nobody short of a cycle's rule."""
    seances = list(jeudi.seances.all())
    presences = Presence.objects.du(jeudi).presents().select_related("seance")
    if parmi is not None:
        presences = presences.filter(inscription__in=parmi)
    par_personne: dict[int, list[Presence]] = defaultdict(list)
    for presence in presences:
        par_personne[presence.inscription_id].append(presence)
    toutes = {pk: _attester(jeudi, pk, siennes, seances, requises) for pk, siennes in par_personne.items()}
    return {pk: attestation for pk, attestation in toutes.items() if (attestation.suivies or 0) >= (attestation.requises or 0)}


def _attester(jeudi: Jeudi, pk: int, presences: list[Presence], seances: list[Seance], requises: int | None) -> Attestation:
    lignes = sorted((_ligne(presence) for presence in presences), key=lambda ligne: (ligne["jour"], ligne["de"]))
    cycle = requises is not None
    return Attestation(
        inscription_id=pk,
        titre=jeudi.titre,
        lignes=lignes,
        minutes=sum(ligne["minutes"] for ligne in lignes),
        suivies=len({presence.seance_id for presence in presences}) if cycle else None,
        prevues=len(seances) if cycle else None,
        requises=requises,
    )


def _ligne(presence: Presence) -> dict[str, Any]:
    de, a = bornes(presence.seance, presence.demi_journee)
    return {
        "jour": de.date().isoformat(),
        "demi": presence.demi_journee,
        "de": f"{de:%H:%M}",
        "a": f"{a:%H:%M}",
        "minutes": int((a - de).total_seconds() // 60),
        "seance": presence.seance.titre,
    }


@transaction.atomic
def emettre_attestations(*, jeudi: Jeudi, par: Any, requises: int | None = None, prevenir: bool = True) -> Tirage:
    """Issue what the attendance gives, once it is settled; asked again, only what changed is issued, and written to its reader.

    ``requises``: for a cycle, how many séances must be attended. Raises PermissionDenied, ValidationError in French.
    """
    vivant = ecriture.verrouiller(jeudi)
    exiger(suit_les_personnes(par, vivant))
    _exiger_un_emargement_fini(vivant)
    regle = _regle(vivant, requises)
    emission, _ = Emission.objects.get_or_create(jeudi=vivant, defaults={"par": par})
    emission.requises, emission.a_revoir = regle, False
    emission.save(update_fields=["requises", "a_revoir"])
    dues, valables = meritees(vivant, regle), {a.inscription_id: a for a in Attestation.objects.du(vivant).valides()}
    perimees = [a for pk, a in valables.items() if pk not in dues or a.memes_faits != dues[pk].memes_faits]
    for ancienne in perimees:
        _clore(ancienne, EtatAttestation.REMPLACEE if ancienne.inscription_id in dues else EtatAttestation.RETIREE)
    tenues = valables.keys() - {a.inscription_id for a in perimees}
    neuves = [a for pk, a in dues.items() if pk not in tenues]
    remplacees = sum(_emettre(attestation, prevenir=prevenir) for attestation in neuves)
    tirage = Tirage(len(neuves), remplacees, sum(a.inscription_id not in dues for a in perimees))
    details = {"emises": tirage.emises, "remplacees": tirage.remplacees, "retirees": tirage.retirees}
    consigner(acteur=par, verbe="jeudi.attester", objet=vivant, details=details)
    return tirage


def _exiger_un_emargement_fini(jeudi: Jeudi) -> None:
    if not jeudi.est_publie or jeudi.annule_le:
        raise ValidationError("On atteste la présence à un Jeudi publié, qui a eu lieu.")
    if any(seance.fin > timezone.now() for seance in jeudi.seances.all()):
        raise ValidationError("La dernière séance n’est pas finie : les attestations viennent après.")
    if n := Presence.objects.du(jeudi).en_conflit().count():
        cas = "un désaccord" if n == 1 else f"{n} désaccords"
        raise ValidationError(f"L’émargement contient {cas} entre deux appareils : dites d’abord ce qui est juste.")
    if not Presence.objects.du(jeudi).presents().exists():
        raise ValidationError("Personne n’est noté présent : saisissez d’abord la feuille.")


def _regle(jeudi: Jeudi, requises: int | None) -> int | None:
    if jeudi.forme != Forme.CYCLE:
        return None
    regle, seances = requises or seances_requises(jeudi) or 1, jeudi.seances.count()
    if not 1 <= regle <= seances:
        raise ValidationError({"requises": f"Entre 1 et {seances} séances."})
    return regle


def _clore(attestation: Attestation, etat: EtatAttestation) -> None:
    attestation.etat, attestation.close_le = etat, timezone.now()
    attestation.save(update_fields=["etat", "close_le"])


def _emettre(attestation: Attestation, *, prevenir: bool) -> bool:
    """Store it, as the successor of one closed and not replaced; True when there was one."""
    from .. import courriels

    attestation.save()
    anciennes = Attestation.objects.filter(inscription=attestation.inscription_id, remplacee_par=None).exclude(pk=attestation.pk)
    revisee = anciennes.update(etat=EtatAttestation.REMPLACEE, remplacee_par=attestation) > 0
    if prevenir:
        courriels.envoyer_l_attestation(attestation, revisee=revisee)
    return revisee


def revoir_les_attestations(jeudi: Jeudi, inscriptions: Collection[int]) -> None:
    """The attendance of these people changed: what no longer holds is closed at once, what holds again is in force again."""
    emission = Emission.objects.filter(jeudi=jeudi).first()
    if emission is None or not inscriptions:
        return
    dues = meritees(jeudi, emission.requises, inscriptions)
    for attestation in _dernieres(inscriptions):
        due = dues.get(attestation.inscription_id)
        if due is not None and due.memes_faits == attestation.memes_faits:
            attestation.etat, attestation.close_le = EtatAttestation.VALIDE, None
            attestation.save(update_fields=["etat", "close_le"])
        else:
            _clore(attestation, EtatAttestation.REMPLACEE if due else EtatAttestation.RETIREE)
    valables = Attestation.objects.du(jeudi).valides().values("inscription")
    manquent = set(meritees(jeudi, emission.requises)) - set(valables.values_list("inscription", flat=True))
    emission.a_revoir = bool(manquent)
    emission.save(update_fields=["a_revoir"])


def _dernieres(inscriptions: Collection[int]) -> list[Attestation]:
    """Of each registration, the one in force, else the last one closed without a successor."""
    ouvertes = Attestation.objects.filter(inscription__in=inscriptions, remplacee_par=None).order_by("pk")
    par_personne: dict[int, Attestation] = {}
    for attestation in ouvertes:
        autre = par_personne.get(attestation.inscription_id)
        if autre is None or autre.etat != EtatAttestation.VALIDE:
            par_personne[attestation.inscription_id] = attestation
    return list(par_personne.values())


def reunir_les_attestations(*, de: Inscription, vers: Inscription) -> None:
    """Two registrations of one person become one: their numbers stay checkable, one stays in force."""
    if Attestation.objects.valides().filter(inscription=vers).exists():
        for attestation in Attestation.objects.valides().filter(inscription=de):
            _clore(attestation, EtatAttestation.RETIREE)
    Attestation.objects.filter(inscription=de).update(inscription=vers)
    revoir_les_attestations(vers.jeudi, {vers.pk})
