"""Around the comptes rendus of the matrix: decisions, relectures, a series; dossiers, each in its state."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.models import Espace
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_photo
from jeudis.models import CompteRendu, Dossier
from jeudis.operations import (
    ajouter_au_dossier,
    creer_dossier,
    dater_une_edition,
    decider,
    faire_relire,
    lier_au_dossier,
    ranger_dans_la_serie,
)

from .scene import photo

if TYPE_CHECKING:
    from .scene import Scene


def poser_les_comptes_rendus(scene: Scene) -> None:
    """A decision on each compte rendu (a technicienne of a Pays answers for the public one), a relecture, a series."""
    par, pays = scene.gens["animatrice"], scene.gens["pays"]
    for nom in ("cr", "cr_reserve", "cr_brouillon", "cr_retire"):
        objet = CompteRendu.objects.select_related("jeudi").get(jeudi__slug=scene.mots[nom])
        ligne = decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi="Écrire", responsable=pays, par=par)
        scene.mots[f"{nom}_decision"] = ligne.pk
    objet = CompteRendu.objects.select_related("jeudi").get(jeudi__slug=scene.mots["cr"])
    ranger_dans_la_serie(jeudi=objet.jeudi, serie="Mobilités", par=par)
    scene.mots |= {"cr_serie": objet.jeudi.maillon.serie_id, "cr_annee": objet.jeudi.premier_jour.year}
    demain = timezone.localdate() + dt.timedelta(days=1)
    faire_relire(compte_rendu=objet, nom="Odile", adresse="odile@relit.example", partie="", avant_le=demain, par=par)
    courriel = Courriel.objects.get(genre="compte_rendu_relecture").texte
    scene.mots["lien_cr"] = courriel.partition("/lien/")[2].partition("/")[0]


def poser_les_dossiers(scene: Scene) -> None:
    """One per state, with an item, a link, a photo; once published, an edition and a comment."""
    par = scene.gens["animatrice"]
    entree = Entree.objects.filter(type="compte_rendu").order_by("pk").first()
    scene.mots["entree_cr"] = entree.pk
    for nom, slug in (
        ("dossier", "ouvert"),
        ("dossier_reseau", "reseau"),
        ("dossier_brouillon", "ouvert"),
        ("dossier_retire", "ouvert"),
    ):
        objet = creer_dossier(dossier=Dossier(titre=f"Dossier {nom}"), espace=Espace.objects.get(slug=slug), par=par)
        joindre_photo(publication=objet, photo=photo(), par=par)
        ajouter_au_dossier(dossier=objet, entree=entree, par=par)
        lier_au_dossier(dossier=objet, titre="Ailleurs", adresse="https://ailleurs.example/", par=par)
        scene.mots[f"{nom}_jour"] = timezone.localdate().isoformat()
        if nom != "dossier_brouillon":
            objet = operations.publier(publication=objet, par=par)
            commenter(publication=objet, texte="Une précision", par=par)
            dater_une_edition(dossier=objet, par=par)
        if nom == "dossier_retire":
            objet = operations.retirer(publication=objet, par=par)
        scene.poser(nom, objet)
