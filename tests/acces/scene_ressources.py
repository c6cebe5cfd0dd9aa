"""The notices of the matrix, each in its state, with a document."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.espaces.models import Espace
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_document
from centre.publications.models import Apercu, TexteDeFichier
from ressources.bibliotheque import operations as operations_
from ressources.bibliotheque.models import VERIFICATIONS, DemandeDeFichier, Ressource
from ressources.bibliotheque.operations import deposer

if TYPE_CHECKING:
    from .scene import Scene


def poser_les_ressources(scene: Scene) -> None:
    """Two public notices of the team, three of the réseau's autrice."""
    scene.poser("res", _ressource(scene, "ouvert", "reseau", "animatrice"))
    scene.poser("res_ouverte", _ressource(scene, "ouvert", "ouvert", "animatrice"))
    scene.poser("res_reseau", _ressource(scene, "reseau", "reseau", "autrice"))
    scene.poser("res_brouillon", _ressource(scene, "reseau", "reseau", "autrice", publie=False))
    retiree = _ressource(scene, "reseau", "reseau", "autrice")
    _acces(scene)
    scene.poser("res_retiree", operations.retirer(publication=retiree, par=scene.gens["autrice"]))


def _acces(scene: Scene) -> None:
    """Two requests for the files of the public notice, one to answer and one granted by a link; an opening planned."""
    par, notice = scene.gens["animatrice"], Ressource.objects.get(slug=scene.mots["res"])
    demande = operations_.demander(ressource=notice, membre=scene.gens["public-elargi"], motif="Pour une étude")
    donnee = operations_.ouvrir_a(ressource=notice, nom="Zoé", adresse="zoe@dehors.example", jours=30, motif="Étude", par=par)
    operations_.demander_sans_compte(ressource=notice, nom="Léa", adresse="lea@dehors.example", motif="Étude")
    a_confirmer = DemandeDeFichier.objects.get(adresse="lea@dehors.example")
    ouverture = operations_.ouvrir(
        ressource=notice, quoi="fichiers", vers=Espace.objects.get(slug="ouvert"), verifie=set(VERIFICATIONS),
        quand=timezone.now() + dt.timedelta(days=9), par=par,
    )  # fmt: skip
    scene.mots |= {
        "demande_fichier": demande.pk,
        "ouverture": ouverture.pk,
        "lien_demande": _lien(a_confirmer, Action.CONFIRMER),
        "lien_document": _lien(donnee, Action.LIRE),
    }


def _lien(demande: DemandeDeFichier, action: Action) -> str:
    fin = timezone.now() + dt.timedelta(days=1)
    return creer_lien(objet=demande, action=action, adresse=demande.adresse, expire_le=fin).strip("/").split("/")[1]


def _ressource(scene: Scene, espace: str, fichiers: str, auteur: str, *, publie: bool = True) -> Ressource:
    """A notice with a document and, once published, a comment of its author."""
    par = scene.gens[auteur]
    ressource = deposer(
        ressource=Ressource(jeton=uuid.uuid4(), titre=f"Guide {espace} {fichiers}", resume="Un résumé"),
        espace=Espace.objects.get(slug=espace),
        espace_fichiers=Espace.objects.get(slug=fichiers),
        par=par,
    )
    document = SimpleUploadedFile("guide.txt", b"Un guide pour le Pays", "text/plain")
    fichier = joindre_document(publication=ressource, document=document, par=par)
    TexteDeFichier.objects.create(fichier=fichier, etat="lu", pages=["Un guide pour le Pays"])
    Apercu(fichier=fichier, numero=1, largeur=1, hauteur=1).image.save("apercu", ContentFile(b"jpeg"))
    if publie:
        ressource = operations.publier(publication=ressource, par=par)
        commenter(publication=ressource, texte="Un complément", par=par)
    return ressource
