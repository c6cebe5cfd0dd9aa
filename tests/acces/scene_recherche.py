"""What the lines of the search are tried on: a question without answer, two words, a pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from centre.catalogue.models import Entree
from centre.recherche.epingles import epingler
from centre.recherche.models import Equivalence, QuestionVaine
from centre.recherche.questions import demander

if TYPE_CHECKING:
    from .scene import Scene


def poser_la_recherche(scene: Scene) -> None:
    """Each by whoever may."""
    demander(texte="introuvable", membre=scene.gens["pays"])
    entree = Entree.objects.publies().order_by("pk")[0]
    scene.mots |= {
        "question": QuestionVaine.objects.get(cle="introuvable").pk,
        "equivalence": Equivalence.objects.create(terme="colloque", equivalent="séminaire").pk,
        "epingle": epingler(mots="colloque", entree=entree, ecartee=False, par=scene.gens["animatrice"]).pk,
    }
