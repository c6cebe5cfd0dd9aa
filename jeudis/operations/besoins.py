"""Writes on the themes members ask for: proposed, voted, merged, answered by a Jeudi."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from centre.espaces.acces import est_membre, peut
from centre.espaces.enums import Nature, Niveau
from centre.espaces.models import Espace
from centre.journal.operations import consigner
from centre.membres.models import Membre
from centre.publications.acces import exiger

from ..enums import EtatDuBesoin
from ..models import Besoin, Jeudi, Voix


def espace_des_besoins() -> Espace:
    """Where themes are proposed: the réseau."""
    return Espace.objects.du_systeme(Nature.RESEAU)


def peut_proposer_un_besoin(membre: Any) -> bool:
    """Who contributes to the réseau: technicien·nes and the team."""
    return est_membre(membre) and peut(membre, Niveau.CONTRIBUER, espace_des_besoins().pk)


@transaction.atomic
def proposer_un_besoin(
    *, titre: str, detail: str = "", themes: Iterable[Any] = (), par: Any, jeton: uuid.UUID | None = None, exemple: bool = False
) -> Besoin:
    """A new theme, with its author's voice. The same form twice is one."""
    exiger(peut_proposer_un_besoin(par))
    Membre.objects.select_for_update(of=("self",)).get(pk=par.pk)
    jeton = uuid.uuid5(jeton, str(par.pk)) if jeton else uuid.uuid4()
    if deja := Besoin.objects.filter(jeton=jeton).first():
        return deja
    besoin = Besoin.objects.create(titre=titre, detail=detail, espace=espace_des_besoins(), par=par, jeton=jeton, exemple=exemple)
    besoin.themes.set(themes)
    Voix.objects.create(besoin=besoin, membre=par)
    consigner(acteur=par, verbe="besoin.proposer", objet=besoin)
    return besoin


@transaction.atomic
def voter(*, besoin: Besoin, membre: Any, pour: bool) -> None:
    """Give one's voice, or take it back; a need already answered keeps the voices it has."""
    vif = Besoin.objects.select_for_update(of=("self",)).get(pk=besoin.pk)
    exiger(est_membre(membre) and peut(membre, Niveau.CONTRIBUER, vif.espace_id) and vif.ouvert and vif.fusionne_dans_id is None)
    if pour:
        Voix.objects.get_or_create(besoin=vif, membre=membre)
    else:
        Voix.objects.filter(besoin=vif, membre=membre).delete()


@transaction.atomic
def traiter_le_besoin(*, besoin: Besoin, etat: str, motif: str = "", jeudi: Jeudi | None = None, par: Any) -> Besoin:
    """The team's word: keep it, set it aside with a reason, or answer it with a Jeudi.

    A Jeudi still in draft keeps the need *retenu*: it becomes *programmé*, and voices are told, when the Jeudi is published.
    Raises ValidationError by field.
    """
    vif = Besoin.objects.select_for_update(of=("self",)).get(pk=besoin.pk)
    exiger(peut(par, Niveau.ANIMER, vif.espace_id))
    if etat == EtatDuBesoin.ECARTE and not motif.strip():
        raise ValidationError({"motif": "Dites pourquoi : les personnes qui l’ont demandé le liront."})
    if etat == EtatDuBesoin.PROGRAMME and jeudi is None:
        raise ValidationError({"jeudi": "Choisissez le Jeudi qui y répond."})
    vif.motif = motif.strip()
    vif.jeudi = jeudi if etat == EtatDuBesoin.PROGRAMME else None
    vif.etat = EtatDuBesoin.RETENU if etat == EtatDuBesoin.PROGRAMME else EtatDuBesoin(etat)
    vif.save(update_fields=["motif", "jeudi", "etat"])
    if vif.jeudi is not None and vif.jeudi.est_publie:
        _programmer(vif)
    consigner(acteur=par, verbe="besoin.traiter", objet=vif, details={"etat": etat, "jeudi": jeudi and jeudi.pk})
    return vif


def suivre_les_besoins(jeudi: Jeudi) -> None:
    """A Jeudi just published answers what was linked to its draft (``centre.registre.ecoutes``)."""
    if jeudi.est_publie:
        for besoin in Besoin.objects.select_for_update(of=("self",)).filter(jeudi=jeudi, etat=EtatDuBesoin.RETENU):
            _programmer(besoin)


def _programmer(besoin: Besoin) -> None:
    """Tell whoever asked, once each, that a Jeudi answers; those of a past one are told nothing."""
    from .. import courriels

    besoin.etat = EtatDuBesoin.PROGRAMME
    besoin.save(update_fields=["etat"])
    if besoin.jeudi is not None and not besoin.jeudi.est_passe:
        for membre in Membre.objects.actifs().filter(pk__in=besoin.voix.values("membre")).par_nom():
            courriels.annoncer_la_reponse(besoin, membre)


@transaction.atomic
def fusionner_les_besoins(*, doublon: Besoin, garde: Besoin, par: Any) -> Besoin:
    """Two needs that are one: the voices go to ``garde``, one per person; ``doublon`` leaves the lists."""
    vifs = {b.pk: b for b in Besoin.objects.select_for_update(of=("self",)).filter(pk__in=[doublon.pk, garde.pk]).order_by("pk")}
    perdu, garde = vifs[doublon.pk], vifs[garde.pk]
    exiger(peut(par, Niveau.ANIMER, perdu.espace_id) and peut(par, Niveau.ANIMER, garde.espace_id))
    if perdu.pk == garde.pk or garde.fusionne_dans_id:
        raise ValidationError({"garde": "Choisissez un autre thème."})
    if perdu.fusionne_dans_id:
        return garde
    for voix in perdu.voix.all():
        Voix.objects.get_or_create(besoin=garde, membre_id=voix.membre_id, defaults={"donnee_le": voix.donnee_le})
    perdu.voix.all().delete()
    perdu.fusionne_dans, perdu.jeudi = garde, None
    perdu.save(update_fields=["fusionne_dans", "jeudi"])
    consigner(acteur=par, verbe="besoin.fusionner", objet=perdu, details={"dans": garde.pk})
    return garde
