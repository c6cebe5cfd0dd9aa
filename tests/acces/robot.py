"""Reads the portal as one reader: every page that can be reached, and every address that can be guessed."""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.test import Client

from .adresses import adresses
from .sonde import Voliere

LIEN = re.compile(
    r"""(?<![\w-])(?:href|src|action|formaction)\s*=\s*["']([^"'#]+)|data-[\w-]+\s*=\s*["'](/[^"'#]+)"""
    r"""|<(?:loc|link|id)>([^<]+)<|":\s*"((?:https?:/)?/[^"\s]+)\""""
)
#: Leave the house, end the session, or answer the same whatever is asked.
SAUTES = ("/static/", "/deconnexion/", "/gestion/logout/", "/gestion/jsi18n/", "/gestion/sprite/", "/galerie/")
DEPARTS = (
    *("/", "/espace/", "/echos/", "/jeudis/", "/jeudis/passes/", "/jeudis/agenda.ics", "/ressources/", "/mon-compte/"),
    *("/dossiers/", "/jeudis/comptes-rendus/", "/jeudis/decisions/"),
    *("/annuaire/", "/annuaire/structures/", "/mon-compte/fiche/", "/espace/groupes/"),
    *("/gestion/", "/sitemap.xml", "/robots.txt", "/flux/", "/recherche/"),
)
#: Lists with their own box.
BOITES = (
    "/echos/",
    "/jeudis/",
    "/jeudis/ailleurs/",
    "/jeudis/passes/",
    "/dossiers/",
    "/ressources/",
    "/annuaire/",
    "/annuaire/structures/",
    "/espace/groupes/",
)
#: What a canary's place begins with: the box it is asked to in vain.
PAR_BOITE = (
    ("événement", "/jeudis/ailleurs/"),
    ("dossier", "/dossiers/"),
    ("Jeudi de", "/jeudis/passes/"),
    ("Jeudi", "/jeudis/"),
    ("ressource", "/ressources/"),
    ("notice", "/ressources/"),
)
#: Words every object holds, and pieces of words.
COMMUNS = ("essai", "canari", "atelier", "logement", "bray", "reseau")
#: Words asked at once, as many as a question may hold.
A_LA_FOIS = 9
INCONNU = "canari" + "b" * 10


class Robot:
    """``vues``: the status of each address read; ``rencontres``: where each canary was met."""

    def __init__(self, client: Client, voliere: Voliere, nom: str, *, au_plus: int = 8000) -> None:
        self.client, self.voliere, self.nom, self.au_plus = client, voliere, nom, au_plus
        self.vues: dict[str, int] = {}
        self.rencontres: dict[str, str] = {}
        self._liens: dict[str, str] = {}
        self._temoins: dict[tuple[str, int], str] = {}

    @property
    def fuites(self) -> dict[str, str]:
        """Where what is not for this reader was put: where it was met."""
        canaris = self.voliere.canaris
        return {canaris[m].ou: adresse for m, adresse in self.rencontres.items() if self.nom not in canaris[m].pour}

    @property
    def morts(self) -> set[str]:
        """Links of the pages read that lead this reader to a refusal; what only takes a POST is a form's business."""
        refus = {adresse: statut for adresse, statut in self.vues.items() if statut >= 400 and statut != 405}
        return {f"{self._liens[adresse]} → {adresse} ({statut})" for adresse, statut in refus.items() if adresse in self._liens}

    def tout_lire(self) -> "Robot":
        """Every address reachable from the entrances, every address of the probe, of the resolver, of the search."""
        self.parcourir([*DEPARTS, *sorted(self.voliere.adresses), *(a.exemple for a in adresses())])
        self.chercher_partout()
        return self

    def parcourir(self, departs: Iterable[str]) -> None:
        """Breadth first, GET only, one visit per address."""
        file = deque(departs)
        while file and len(self.vues) < self.au_plus:
            adresse = file.popleft()
            if adresse in self.vues or adresse.startswith(SAUTES):
                continue
            reponse, texte = self.lire(adresse)
            self.vues[adresse] = reponse.status_code
            self.relever(adresse, texte)
            for lien in self.liens(adresse, reponse, texte):
                self._liens.setdefault(lien, adresse)
                file.append(lien)
        assert len(self.vues) < self.au_plus, f"{self.nom} tourne en rond : {Counter(map(_forme, self.vues)).most_common(40)}"

    def regarder(self, voulues: Iterable[str]) -> None:
        """These addresses, and no link from them."""
        for adresse in voulues:
            self.relever(adresse, self.lire(adresse)[1])

    def lire(self, adresse: str) -> tuple[Any, str]:
        """The answer, and all it says: headers and body."""
        reponse = self.client.get(adresse)
        corps = b"".join(reponse) if reponse.streaming else reponse.content
        texte = corps.decode("utf-8") if _est_du_texte(reponse) else corps.decode("latin-1")
        if reponse.get("Content-Type", "").startswith("text/calendar"):
            texte = texte.replace("\r\n ", "")  # RFC 5545 §3.1: a long line is folded, a word with it
        return reponse, f"{reponse.headers}\n{html.unescape(texte)}"

    def liens(self, adresse: str, reponse: Any, texte: str) -> set[str]:
        """Addresses of this site a page leads to."""
        if reponse.status_code in (301, 302):
            return self._du_site(adresse, [reponse["Location"]])
        if reponse.status_code >= 400 or not _est_du_texte(reponse):
            return set()
        return self._du_site(adresse, ["".join(groupes) for groupes in LIEN.findall(texte)])

    def _du_site(self, base: str, trouves: Iterable[str]) -> set[str]:
        """Those of this host; not every order of a list, nor the way back after a sign-in."""
        retenus = set()
        for trouve in trouves:
            morceaux = urlsplit(urljoin(f"http://testserver{base}", trouve.strip()))
            if morceaux.scheme not in ("http", "https") or morceaux.hostname not in ("testserver", "localhost"):
                continue
            if re.search(r"(?:^|&)(?:tri|next|ordering|depuis)=", morceaux.query) or (
                base.startswith("/gestion/pages") and morceaux.query
            ):
                continue
            retenus.add(morceaux.path + (f"?{morceaux.query}" if morceaux.query else ""))
        return retenus

    def relever(self, adresse: str, texte: str) -> None:
        """Note the canaries of an answer; the address asked for, that an answer may repeat, tells nothing."""
        chemin, _, question = unquote(adresse).partition("?")
        lu = unquote(texte)
        for dit in (chemin, "/".join(chemin.split("/")[:3]) + "/"):
            lu = lu.replace(dit, "") if len(dit) > 1 else lu
        for mot in self.voliere.rencontres(lu) - self.voliere.rencontres(question):
            self.rencontres.setdefault(mot, adresse)

    # --- the boxes ---

    def chercher_partout(self) -> None:
        """Ask the search for every canary, and the list of échos for every title and text."""
        canaris = self.voliere.canaris.values()
        siens = [c.mot for c in canaris if self.nom in c.pour]
        autres = [c.mot for c in canaris if self.nom not in c.pour]
        for mot in COMMUNS:
            self.relever("/", self.lire(f"/recherche/?q={mot}")[1])
            for boite in BOITES:
                self.relever("/", self.lire(f"{boite}?q={mot}")[1])
        for mots in _par(siens, A_LA_FOIS):
            self.relever("/", _sans(mots, self.lire(_question(mots))[1]))
        for mots in _par(autres, A_LA_FOIS):
            self.chercher_en_vain("/recherche/", mots)
        for canari in canaris:
            if self.nom in canari.pour:
                continue
            for boite in _boites_de(canari.ou):
                self.chercher_en_vain(boite, [canari.mot])

    def chercher_en_vain(self, boite: str, mots: Sequence[str]) -> None:
        """Canaries of others must be as unknown as words nobody wrote."""
        reponse, texte = self.lire(_question(mots, boite))
        if reponse.status_code == 200 and _anonyme(mots, texte) != self._de_mots_inconnus(boite, len(mots)):
            for mot in mots:
                self.rencontres.setdefault(mot, f"{_question(mots, boite)} (la réponse n’est pas celle de mots inconnus)")

    def _de_mots_inconnus(self, boite: str, combien: int) -> str:
        """What that box answers to as many words nobody wrote, asked once."""
        if (boite, combien) not in self._temoins:
            self._temoins[boite, combien] = _anonyme([], self.lire(_question([INCONNU] * combien, boite))[1])
        return self._temoins[boite, combien]


def _boites_de(ou: str) -> list[str]:
    """The lists where what was put there could be looked for."""
    boites = ["/echos/"] if ou.endswith((", titre", ", recit", ", commentaire")) else []
    if ou.startswith("fiche "):
        boites.append("/annuaire/structures/" if ", structure" in ou else "/annuaire/")
    return boites + [boite for debut, boite in PAR_BOITE if ou.startswith(debut) and ou.endswith(", titre")]


def _question(mots: Sequence[str], boite: str = "/recherche/") -> str:
    return f"{boite}?q={quote(' or '.join(mots))}"


def _par(mots: Sequence[str], combien: int) -> Iterable[Sequence[str]]:
    return (mots[rang : rang + combien] for rang in range(0, len(mots), combien))


def _sans(mots: Iterable[str], texte: str) -> str:
    """The answer without the question it repeats, but with the words found: marked ones are not repeated, they were read."""
    for mot in mots:
        texte = re.sub(rf"(?<!<mark>){mot}(?!</mark>)", "", texte, flags=re.IGNORECASE)
    return texte


def _anonyme(mots: Iterable[str], texte: str) -> str:
    """The answer without what changes each time: the form's token, the policy's nonce, the words asked."""
    for mot in mots:
        texte = re.sub(mot, INCONNU, texte, flags=re.IGNORECASE)
    texte = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", texte)
    return re.sub(r"nonce-[\w+/=-]+|nonce=\"[^\"]+\"", "", texte)


def _est_du_texte(reponse: Any) -> bool:
    return reponse.get("Content-Type", "").startswith(("text/", "application/json", "application/xml", "application/atom"))


def _forme(adresse: str) -> str:
    """What kind of address it is: its path without what names one object, the names of its parameters."""
    parties = urlsplit(adresse)
    chemin = re.sub(r"[\w-]*\d[\w-]*|(?<=s/)[\w-]{12,}", "*", unquote(parties.path))
    return f"{chemin}?{'&'.join(sorted(p.partition('=')[0] for p in parties.query.split('&')))}".rstrip("?")
