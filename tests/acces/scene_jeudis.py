"""The Jeudis and comptes rendus of the matrix, each in its state."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.utils import timezone

from centre.espaces.models import Espace
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_photo
from jeudis.models import CompteRendu, Jeudi
from jeudis.operations import Horaire, commencer_compte_rendu, creer_jeudi, inscrire

from .scene import photo

if TYPE_CHECKING:
    from .scene import Scene

TEXTE = '<p>Une idée à retenir</p><p class="reserve">Entre nous</p>'


def poser_les_jeudis(scene: Scene) -> None:
    """One Jeudi per state (a technicienne of a Pays registered and, where she may, commenting), one compte rendu per state."""
    scene.mots["pays_adresse"] = scene.gens["pays"].email
    scene.mots["espace_ouvert"] = Espace.objects.get(slug="ouvert").pk
    _poser(scene, "jeudi", _jeudi(scene, "public"))
    reseau = _jeudi(scene, "du réseau", espace="reseau")
    _poser(scene, "jeudi_reseau", reseau)
    mot = commenter(publication=reseau, texte="Merci", par=scene.gens["pays"])
    scene.mots["jeudi_reseau_commentaire_pays"] = mot.pk
    _poser(scene, "jeudi_brouillon", _jeudi(scene, "en brouillon", publie=False))
    retire = _jeudi(scene, "retiré")
    _poser(scene, "jeudi_retire", operations.retirer(publication=retire, par=scene.gens["animatrice"]))
    for nom, publique, publie in (
        ("cr", "ouvert", True),
        ("cr_reserve", "", True),
        ("cr_brouillon", "ouvert", False),
        ("cr_retire", "ouvert", True),
    ):
        compte_rendu = _compte_rendu(scene, nom, publique, publie=publie)
        if nom == "cr_retire":
            compte_rendu = operations.retirer(publication=compte_rendu, par=scene.gens["animatrice"])
        scene.poser(nom, compte_rendu, compte_rendu.jeudi.slug)


def _poser(scene: Scene, nom: str, jeudi: Jeudi) -> None:
    scene.poser(nom, jeudi)
    inscription = jeudi.inscriptions.first()
    scene.mots[f"{nom}_inscription"] = inscription.pk if inscription else 0


def _jeudi(scene: Scene, mot: str, *, espace: str = "ouvert", publie: bool = True) -> Jeudi:
    """A coming Jeudi with a photo, open to the réseau; once published, a comment of the team and a registration."""
    par, debut = scene.gens["animatrice"], timezone.now() + dt.timedelta(days=30)
    jeudi = creer_jeudi(
        jeudi=Jeudi(jeton=uuid.uuid4(), titre=f"Jeudi {mot}", lieu="Rouen"),
        espace=Espace.objects.get(slug=espace),
        espace_inscription=Espace.objects.get(slug="reseau"),
        horaires=[Horaire(debut, debut + dt.timedelta(hours=3))],
        par=par,
    )
    joindre_photo(publication=jeudi, photo=photo(), par=par)
    if publie:
        jeudi = operations.publier(publication=jeudi, par=par)
        commenter(publication=jeudi, texte="Une précision", par=par)
        inscrire(jeudi=jeudi, membre=scene.gens["pays"], par=scene.gens["pays"])
    return jeudi


def _compte_rendu(scene: Scene, nom: str, publique: str, *, publie: bool) -> CompteRendu:
    """The compte rendu of a public Jeudi of its own, with a photo and, once published, a comment."""
    par = scene.gens["animatrice"]
    compte_rendu = commencer_compte_rendu(
        jeudi=_jeudi(scene, nom),
        espace=Espace.objects.get(slug="reseau"),
        espace_publique=Espace.objects.filter(slug=publique).first(),
        par=par,
    )
    compte_rendu.texte = TEXTE
    operations.enregistrer(publication=compte_rendu, par=par, version_lue=compte_rendu.latest_revision_id)
    joindre_photo(publication=compte_rendu, photo=photo(), par=par)
    if publie:
        compte_rendu = operations.publier(publication=compte_rendu, par=par)
        commenter(publication=compte_rendu, texte="Une précision", par=par)
    return CompteRendu.objects.get(pk=compte_rendu.pk)
