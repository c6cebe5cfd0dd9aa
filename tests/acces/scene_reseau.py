"""The annuaire and the groupes of the matrix: fiches more or less open, a groupe of each door."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.espaces.enums import Public
from centre.groupes import operations
from centre.groupes.enums import Porte
from centre.membres.models import CHAMPS
from centre.membres.operations import affecter_poste, creer_structure, enregistrer_la_fiche
from centre.publications.commentaires import commenter
from tests.personnes import membre

if TYPE_CHECKING:
    from .scene import Scene


def poser_le_reseau(scene: Scene) -> None:
    """Two fiches, one structure where a discreet member works, one that is alike, three groupes."""
    discrete, ouverte = membre("discrete"), membre("ouverte", Public.PAYS)
    structure, autre = creer_structure(nom="Association du Pays"), creer_structure(nom="L’association du Pays")
    affecter_poste(membre=discrete, categorie=Public.PAYS, fonction="agente", structure=structure, depuis=dt.date(2025, 1, 1))
    for qui, choix in ((discrete, "categorie"), (ouverte, "public-elargi")):
        enregistrer_la_fiche(
            membre=qui, textes={"presentation": "Essai", "telephone": ""}, connus=[], cherches=[], suivis=[], par=qui,
            visibilites=dict.fromkeys(CHAMPS, choix),
        )  # fmt: skip
    par, present = scene.gens["animatrice"], scene.gens["membre"]
    operations.installer_groupe(espace=scene.gens.atelier, porte=Porte.INVITATION, par=par)
    libre = operations.ouvrir_groupe(nom="Cercle libre", description="Ouvert", porte=Porte.LIBRE, par=par)
    demande = operations.ouvrir_groupe(nom="Cercle sur demande", description="Sur demande", porte=Porte.DEMANDE, par=par)
    operations.rejoindre(groupe=libre, membre=present)
    message = commenter(publication=libre, texte="Bonjour", par=present)
    classeur = operations.creer_classeur(groupe=libre, nom="À lire", par=par)
    scene.mots |= {
        "discrete_pk": discrete.pk, "ouverte_pk": ouverte.pk, "membre_pk": present.pk,
        "structure": structure.slug, "autre_structure": autre.slug,
        "libre": libre.espace.slug, "demande": demande.espace.slug, "message": message.pk, "classeur": classeur.pk,
        "demain": (timezone.localdate() + dt.timedelta(days=1)).isoformat(),
    }  # fmt: skip
