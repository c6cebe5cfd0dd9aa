"""The mail to who speaks at a Jeudi."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer

from ..models import Creneau, Intervenant, Jeudi


def ecrire_a_l_intervenant(intervenant: Intervenant) -> Courriel | None:
    """When and where they speak, and what is expected of them: once per version of the Jeudi. None without an address."""
    jeudi, membre = intervenant.jeudi, intervenant.membre
    if membre is None and not intervenant.courriel:
        return None
    lecteur = membre or AnonymousUser()
    return envoyer(
        genre="jeudi_intervenant",
        evenement=f"intervenant-{intervenant.pk}-{jeudi.sequence}",
        destinataire=membre,
        adresse="" if membre else intervenant.courriel,
        objet=intervenant,
        contexte={
            "jeudi": jeudi,
            "intervenant": intervenant,
            "seances": list(jeudi.seances.all()),
            "creneaux": list(
                Creneau.objects.filter(intervenants=intervenant, seance__in=jeudi.seances.all()).select_related("seance")
            ),
            "lisible": Jeudi.objects.visibles_pour(lecteur).publies().filter(pk=jeudi.pk).exists(),
        },
    )
