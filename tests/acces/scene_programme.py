"""What the matrix of rights asks about the making of a Jeudi: a venue, a document in each Jeudi of the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from centre.espaces.models import Espace
from jeudis.enums import Moment
from jeudis.models import Jeudi, Lieu
from jeudis.operations import deposer_document, ecrire_lieu

if TYPE_CHECKING:
    from .scene import Scene

#: Word of the scene → espace of the document it holds.
DOCUMENTS = {"jeudi": "reseau", "jeudi_reseau": "pays", "jeudi_brouillon": "reseau", "jeudi_retire": "reseau"}


def poser_le_programme(scene: Scene) -> None:
    """A venue with its plan; a document of each Jeudi, in an espace of its own."""
    from .scene import photo

    par = scene.gens["animatrice"]
    lieu = ecrire_lieu(lieu=Lieu(nom="Salle des fêtes"), par=par, plan=photo("plan.jpg"))
    scene.mots["espace_equipe"] = Espace.objects.get(slug="equipe").pk
    scene.mots |= {"lieu": lieu.pk, "plan": lieu.plans.get().cle}
    for mot, slug in DOCUMENTS.items():
        note = SimpleUploadedFile("note.txt", b"note", "text/plain")
        jeudi = Jeudi.objects.get(slug=scene.mots[mot])
        espace = Espace.objects.get(slug=slug)
        document = deposer_document(jeudi=jeudi, fichier=note, titre="Note", moment=Moment.AVANT, espace=espace, par=par)
        scene.mots |= {f"{mot}_document": document.pk, f"{mot}_note": document.fichier.cle}
