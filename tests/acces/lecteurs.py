"""People of each kind, and their browsers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import groupe_nomme
from centre.espaces.operations import creer_groupe, inviter
from tests.personnes import membre, tout_le_monde


class Gens:
    """One person of each kind, their browsers, and the groupe « atelier »."""

    def __init__(self, nom_du_groupe: str = "Atelier", description: str = "") -> None:
        self.personnes: dict[str, Any] = tout_le_monde()
        self.personnes["autrice"] = membre("autrice", Public.VILLE)
        self.personnes["membre"] = membre("membre", Public.AGGLO)
        self.personnes["invitee"] = membre("invitee", Public.ELARGI)
        self.atelier = creer_groupe(nom=nom_du_groupe, slug="atelier", description=description)
        self.personnes["membre"].groups.add(groupe_nomme("groupe-atelier"))
        demain = timezone.now() + dt.timedelta(days=1)
        inviter(membre=self.personnes["invitee"], espace=self.atelier, jusqu_au=demain, par=self.personnes["animatrice"])
        self._cles = {nom: self._ouvrir(qui) for nom, qui in self.personnes.items()}

    def _ouvrir(self, qui: Any) -> str:
        client = Client()
        client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def __getitem__(self, nom: str) -> Any:
        return self.personnes[nom]

    def client(self, nom: str, **options: Any) -> Client:
        """A new browser holding that person's session: for a suspended account too, as if the cookie had survived."""
        client = Client(**options)
        if nom in self._cles:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._cles[nom]
        return client
