"""What else follows a Jeudi that is duplicated: each trade of the Jeudis registers how its own is copied."""

from __future__ import annotations

from collections.abc import Callable

from centre.registre import Registre

#: ``f(ancien=, nouveau=, par=)``, called in the transaction that makes the new draft. Never the registrations.
copies: Registre[Callable[..., None]] = Registre("copies")
