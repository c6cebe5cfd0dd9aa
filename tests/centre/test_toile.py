"""The one door out: where it never goes, what it says, how little it asks. A server of this machine, no network."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from centre import toile
from centre.toile import Visite, publique, visiter

#: What each path answers: (status, headers).
REPONSES = {
    "/bon": (200, {}),
    "/disparu": (404, {}),
    "/parti": (410, {}),
    "/ferme": (403, {}),
    "/panne": (500, {}),
    "/renvoi": (301, {"Location": "/bon"}),
    "/vers-rien": (302, {"Location": "/disparu"}),
    "/boucle": (302, {"Location": "/boucle"}),
    "/dedans": (302, {"Location": "http://192.168.0.1/secret"}),
    "/fichier": (302, {"Location": "file:///etc/passwd"}),
    "/accentu%C3%A9?q=%C3%A9t%C3%A9": (200, {}),
}


class _Reponse(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.demandes.append((self.command, self.path, self.headers.get("User-Agent", "")))
        if self.path == "/sans-head" and self.command == "HEAD":
            return self._dire(405, {})
        if self.path == "/sans-head":
            return self._dire(200, {"Content-Length": "9000000"})
        if self.path == "/muet":
            self.server.fini.wait(5)
            return None
        return self._dire(*REPONSES.get(self.path, (404, {})))

    do_GET = do_HEAD

    def _dire(self, code, en_tetes):
        self.send_response(code)
        for nom, valeur in en_tetes.items():
            self.send_header(nom, valeur)
        self.end_headers()

    def log_message(self, *args):
        """Nothing on the terminal."""


@pytest.fixture
def serveur(settings):
    """A web server of this machine, which the settings let be seen; ``demandes``: what it was asked."""
    settings.TOILE_PERMET = ["127.0.0.1"]
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), _Reponse)
    serveur.demandes, serveur.fini = [], threading.Event()
    serveur.adresse = f"http://127.0.0.1:{serveur.server_port}"
    fil = threading.Thread(target=serveur.serve_forever, daemon=True)
    fil.start()
    yield serveur
    serveur.fini.set()
    serveur.shutdown()
    serveur.server_close()


@pytest.mark.parametrize(
    ("chemin", "attendue"),
    [
        ("/bon", Visite(True)),
        ("/ferme", Visite(True)),
        ("/renvoi", Visite(True)),
        ("/sans-head", Visite(True)),
        ("/accentué?q=été", Visite(True)),
        ("/disparu", Visite(False, "La page n’existe plus (réponse 404).")),
        ("/parti", Visite(False, "La page n’existe plus (réponse 410).")),
        ("/vers-rien", Visite(False, "La page n’existe plus (réponse 404).")),
        ("/panne", Visite(False, "Le site répond par une erreur (500).")),
        ("/boucle", Visite(False, "Cette adresse renvoie sans fin à d’autres.")),
        ("/dedans", Visite(False, "Cette adresse est celle d’un réseau privé : le portail n’y va pas.")),
        ("/fichier", Visite(False, "Cette adresse n’est pas celle d’une page.")),
    ],
)
def test_ce_qu_une_visite_dit(serveur, chemin, attendue):
    assert visiter(serveur.adresse + chemin) == attendue


def test_on_demande_la_tete_et_l_on_dit_qui_l_on_est(serveur, settings):
    visiter(serveur.adresse + "/bon")
    visiter(serveur.adresse + "/sans-head")
    assert [(methode, chemin) for methode, chemin, _ in serveur.demandes] == [
        ("HEAD", "/bon"), ("HEAD", "/sans-head"), ("GET", "/sans-head")
    ]  # fmt: skip
    assert {agent for *_, agent in serveur.demandes} == {f"ExtranetDesTerritoires (+{settings.WAGTAILADMIN_BASE_URL})"}


def test_un_site_muet_ne_retient_personne(serveur, monkeypatch):
    monkeypatch.setattr(toile, "SILENCE", 0.3)
    assert visiter(serveur.adresse + "/muet") == Visite(False, "Le site ne répond pas à temps.")


def test_sans_permission_cette_machine_n_est_jamais_vue(serveur, settings):
    settings.TOILE_PERMET = []
    for hote in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433"):
        visite = visiter(f"http://{hote}:{serveur.server_port}/bon")
        assert visite.repond is False, hote
    assert serveur.demandes == []


@pytest.mark.parametrize(
    "adresse",
    [
        *("http://192.0.2.1:22/", "ftp://exemple.example/", "http://moi:secret@exemple.example/", "javascript:alert(1)"),
        *("http://", "http://[", "http://a b/", "", "/etc/passwd"),
    ],
)
def test_ce_qui_n_est_pas_une_page_n_est_pas_vu(adresse):
    assert visiter(adresse).repond is False


@pytest.mark.parametrize(
    ("ip", "attendu"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1%eth0", False), ("fd00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_adresses_publiques_et_privees(ip, attendu):
    assert publique(ip) is attendu
