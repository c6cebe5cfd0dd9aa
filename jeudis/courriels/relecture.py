"""The mails of a relecture: the request, and its one reminder. Their reader has no account: the link inside is the right."""

from __future__ import annotations

from typing import Any

from centre.courriels.operations import envoyer

from ..models import Relecture


def _ecrire(genre: str, relecture: Relecture, chemin: str, par: Any) -> None:
    compte_rendu = relecture.compte_rendu
    envoyer(
        genre=genre,
        evenement=f"relecture-{relecture.pk}-{relecture.version}",
        adresse=relecture.adresse,
        contexte={"relecture": relecture, "jeudi": compte_rendu.jeudi, "par": par, "chemin": chemin},
    )


def demander_la_relecture(relecture: Relecture, chemin: str, par: Any) -> None:
    """« Relisez ce qui a été écrit de votre intervention »."""
    _ecrire("compte_rendu_relecture", relecture, chemin, par)


def rappeler_la_relecture(relecture: Relecture, chemin: str, par: Any) -> None:
    """« Nous n’avons pas votre réponse », once."""
    _ecrire("compte_rendu_rappel", relecture, chemin, par)
