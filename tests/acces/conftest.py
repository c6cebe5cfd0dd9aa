"""Fixtures of the tests of access."""

from .connexions import gens  # noqa: F401
