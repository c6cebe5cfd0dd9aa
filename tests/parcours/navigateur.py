"""Browsers of the journeys: each one is recorded, and what it complained of fails the test."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.parcours.reseau import Reseau
from tests.personnes import MOT_DE_PASSE

ECOUTE = """addEventListener("securitypolicyviolation", (e) =>
  signaler(`CSP ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`));"""
HORS_LIGNE = "net::ERR_"


class Navigateur:
    """One person's browser: pages opened by ``onglet`` or ``entrer``, and everything they complained of."""

    def __init__(self, browser: Any, site: str, **reglages: Any) -> None:
        self.site = site
        self.plaintes: list[str] = []
        self._admises: list[str] = []
        self._reseau = Reseau()
        self.contexte = browser.new_context(
            base_url=site, locale="fr-FR", timezone_id="Europe/Paris", proxy={"server": self._reseau.adresse}, **reglages
        )
        self.contexte.set_default_timeout(15_000)
        self.contexte.expose_binding("signaler", lambda source, texte: self.plaintes.append(texte))
        self.contexte.add_init_script(ECOUTE)
        self.contexte.on("page", self._suivre)

    def _suivre(self, page: Any) -> None:
        page.on(
            "console", lambda m: self.plaintes.append(f"console : {m.text} {m.location['url']}") if m.type == "error" else None
        )
        page.on("pageerror", lambda erreur: self.plaintes.append(f"erreur : {erreur}"))
        page.on("request", self._vers_un_tiers)
        page.on("requestfailed", self._echec)

    def _vers_un_tiers(self, requete: Any) -> None:
        if not requete.url.startswith((self.site, "data:", "blob:", "about:", "chrome-error:")):
            self.plaintes.append(f"tiers : {requete.url}")

    def _echec(self, requete: Any) -> None:
        if requete.failure != "net::ERR_ABORTED":  # left behind by the page that follows
            self.plaintes.append(f"échec : {requete.url} {requete.failure}")

    def admettre(self, motif: str) -> None:
        """What this test provokes on purpose: complaints holding ``motif`` are not counted."""
        self._admises.append(motif)

    def reste(self) -> list[str]:
        """The complaints nobody expected."""
        return [plainte for plainte in self.plaintes if not any(motif in plainte for motif in self._admises)]

    def onglet(self) -> Any:
        """A new page."""
        return self.contexte.new_page()

    def entrer(self, qui: Any) -> Any:
        """A new page, signed in through the login form."""
        page = self.onglet()
        page.goto("/connexion/")
        page.fill("input[name=login]", qui.email)
        page.fill("input[name=password]", MOT_DE_PASSE)
        page.click("main form:has(input[name=password]) button:not([name])")
        page.wait_for_url("**/espace/")
        return page

    def deja_entre(self, qui: Any) -> Any:
        """A new page, signed in beforehand: for what is not about signing in."""
        client = Client()
        client.force_login(qui)
        self.contexte.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.site}])
        return self.onglet()

    def couper(self, coupe: bool = True) -> None:
        """Cut the network, or give it back."""
        self.admettre(HORS_LIGNE)
        self._reseau.couper(coupe)
        self.contexte.set_offline(coupe)

    def fermer(self) -> None:
        """Every page, without leaving a request to a server that stops."""
        for page in self.contexte.pages:
            if not page.is_closed():
                page.goto("about:blank")
        self.contexte.close()
        self._reseau.fermer()
