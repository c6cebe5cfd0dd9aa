"""A site without any address."""

from typing import Any

urlpatterns: list[Any] = []
