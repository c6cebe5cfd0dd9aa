"""What the lines about the life of accounts are tried on: a note, a change of post asked for, an archive, a closing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.journal.models import Ligne
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.membres.models import Membre, Presence
from centre.membres.operations import demander_changement, demander_export, noter, prevoir_depart, suspendre
from centre.membres.operations.exports import preparer_export
from tests.personnes import membre

if TYPE_CHECKING:
    from .scene import Scene


def poser_la_vie(scene: Scene) -> None:
    """Each about « ville », who is a reader of the matrix, or about somebody nobody else tests."""
    gens, mots = scene.gens, scene.mots
    animatrice, ville = gens["animatrice"], gens["ville"]
    mots["ville_pk"] = ville.pk
    mots["note_pk"] = noter(membre=ville, texte="À rappeler", par=animatrice).pk
    changement = demander_changement(
        membre=ville, fonction="Directrice", structure="", categorie="agglo", territoires=[], depuis=dt.date(2026, 11, 1)
    )
    mots["changement"] = changement.pk
    prevoir_depart(membre=ville, dernier_jour=dt.date(2099, 1, 1), par=animatrice)
    export = demander_export(membre=ville)
    preparer_export(cle=export.cle)
    mots["export"] = export.cle
    autre = membre("temoin")
    suspendre(membre=autre, par=animatrice)
    mots["temoin"] = autre.pk
    mots["ligne_a_defaire"] = Ligne.objects.sur(Membre.objects.get(pk=autre.pk)).first().pk
    mots["ligne_acquise"] = Ligne.objects.filter(verbe="membre.creer").first().pk
    presence = Presence.objects.create(membre=ville, demandee_le=timezone.now())
    fin = timezone.now() + dt.timedelta(days=1)
    lien = creer_lien(objet=presence, action=Action.CONFIRMER, titulaire=ville, expire_le=fin)
    mots["lien_presence"] = lien.strip("/").split("/")[1]
