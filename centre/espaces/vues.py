"""Doors of views."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

Vue = Callable[..., HttpResponseBase]


def reserve_a_l_equipe(vue: Vue) -> Vue:
    """Show a view to the team alone: 404, as for an absent address, to anyone else.

    At a reserved address the middleware has already sent visitors to the login.
    """

    @functools.wraps(vue)
    def ouvrir(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request.user, "est_de_l_equipe", False):
            raise Http404
        return vue(request, *args, **kwargs)

    return ouvrir
