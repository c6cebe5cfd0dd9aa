"""The states of an e-mail, and its kinds."""

from dataclasses import dataclass

from django.db import models

from centre.registre import courriels


class Etat(models.TextChoices):
    """Only *à envoyer* leaves; a worker holds the row itself while it sends."""

    A_ENVOYER = "a_envoyer", "À envoyer"
    ENVOYE = "envoye", "Envoyé"
    ECHEC = "echec", "En échec"
    ANNULE = "annule", "Annulé"


@dataclass(frozen=True)
class Genre:
    """A kind of e-mail, declared by the app that sends it; its text is ``templates/courriels/<cle>.txt``.

    ``sensible``: it opens a door by itself (code, reset): erased once sent, never shown to the team. ``essentiel``: a member
    cannot refuse it. ``aux_inactifs``: also to a member who may not sign in (« votre compte est suspendu »). ``par_lien``: the
    right to the object comes with the signed link inside, not from the reader. ``avant_acceptation``: it also leaves to somebody
    who is invited and has not accepted (``centre.registre.retenues``): the invitation, and what the person asks for themselves.
    """

    cle: str
    libelle: str
    sensible: bool = False
    essentiel: bool = False
    aux_inactifs: bool = False
    par_lien: bool = False
    avant_acceptation: bool = False


def declarer(genre: Genre) -> Genre:
    """Register a kind. Raises ValueError when its key is taken."""
    return courriels.ajouter(genre.cle, genre)


def facultatifs() -> list[Genre]:
    """The kinds a member may refuse, in order of declaration."""
    return [genre for genre in courriels.values() if not genre.essentiel]


#: The messages of allauth: code, reset, confirmation of an address.
COMPTE = Genre("compte", "Messages de votre compte", sensible=True, essentiel=True, avant_acceptation=True)
