"""Which bank of the passerelle a post stands on."""

from collections.abc import Iterable
from fractions import Fraction

from .enums import Monde
from .models import Territoire

RIVES = {Monde.URBAIN: {Monde.URBAIN}, Monde.RURAL: {Monde.RURAL}, Monde.MIXTE: {Monde.URBAIN, Monde.RURAL}}


def monde_d_un_poste(territoires: Iterable[Territoire]) -> dict[str, Fraction]:
    """Shares of *urbain* and *rural* of a post holding ``territoires``: they sum to 1, or the result is empty.

    Glossary, « Territoire »: one monde counts one; a post that touches both counts half and half, however many territories it
    has on each side; a territory of monde *mixte* touches both. A référent of State or Region is left out by the caller.
    """
    rives = {rive for territoire in territoires for rive in RIVES[Monde(territoire.monde)]}
    return {rive.value: Fraction(1, len(rives)) for rive in Monde if rive in rives}
