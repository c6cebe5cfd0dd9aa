"""The mail that carries a message between two people who share a ride."""

from __future__ import annotations

from django.urls import reverse

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer
from centre.courriels.rendu import site

from ..models import Inscription
from .inscription import lien_de_gestion


def porter_un_message(*, de: Inscription, a: Inscription, texte: str, evenement: str) -> Courriel | None:
    """« … vous écrit pour le covoiturage », with where to answer: the page of who has an account, the link of who has none."""
    sans_compte = a.membre is None
    repondre = lien_de_gestion(a) if sans_compte else site() + reverse("jeudis:covoiturage", args=[a.jeudi.slug])
    contexte = {"jeudi": a.jeudi, "de": de.trajet.qui, "texte": texte, "repondre": repondre, "sans_compte": sans_compte}
    if sans_compte:
        contexte["destinataire"] = a
    return envoyer(
        genre="jeudi_covoiturage",
        evenement=evenement,
        destinataire=a.membre,
        adresse=a.courriel if sans_compte else "",
        objet=a.jeudi,
        contexte=contexte,
    )
