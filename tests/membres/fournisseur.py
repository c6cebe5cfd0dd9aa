"""A provider of identities on the loopback, as strict as ProConnect and as wrong as a test asks."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "extranet", "secret-des-tests"
COURT = 32


@cache
def cle(nom: str) -> rsa.RSAPrivateKey:
    """A private key, made once per run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signer(contenu: dict[str, Any], *, par: str = "publiee", kid: str = "cle-1", algorithme: str = "RS256") -> str:
    """A token signed by the key called ``par``, that says ``kid``."""
    secret: Any = cle(par) if algorithme.startswith("RS") else None
    return jwt.encode(contenu, secret, algorithm=algorithme, headers={"kid": kid})


class Fournisseur:
    """``identite``: what userinfo says. ``jeton`` and ``infos``: how the two tokens are made, replaced by a test that wants
    them wrong. ``demandes``: what was asked at the authorization, then at the logout."""

    def __init__(self) -> None:
        self.identite: dict[str, Any] = {"sub": "sub-1", "email": "ville@test.example", "email_verified": True}
        self.changer_jeton: dict[str, Any] = {}
        self.changer_infos: dict[str, Any] = {}
        self.signature_du_jeton: dict[str, Any] = {}
        self.signature_des_infos: dict[str, Any] = {}
        self.type_des_infos = "application/jwt; charset=utf-8"
        self.config: dict[str, Any] = {}
        self.demandes: list[dict[str, str]] = []
        self.sorties: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.serveur = ThreadingHTTPServer(("127.0.0.1", 0), type("Ici", (_Reponses,), {"fournisseur": self}))
        self.fil = threading.Thread(target=self.serveur.serve_forever, args=(0.02,), daemon=True)
        self.fil.start()

    @property
    def adresse(self) -> str:
        """Its issuer."""
        return f"http://127.0.0.1:{self.serveur.server_port}/api/v2"

    def arreter(self) -> None:
        """Close the door."""
        self.serveur.shutdown()
        self.serveur.server_close()
        self.fil.join()

    def affirmer(self, contenu: dict[str, Any]) -> dict[str, Any]:
        """What every token of an issuer says, and ``contenu``."""
        ici = int(time.time())
        return {"iss": self.adresse, "aud": CLIENT, "iat": ici, "exp": ici + 60} | contenu


class _Reponses(BaseHTTPRequestHandler):
    fournisseur: Fournisseur

    def log_message(self, *args: Any) -> None:
        """Silent."""

    def do_GET(self) -> None:
        chemin, recu = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        f = self.fournisseur
        if chemin == "/api/v2/.well-known/openid-configuration":
            noms = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "session/end"}
            points = {f"{nom}_endpoint": f"{f.adresse}/{fin}" for nom, fin in noms.items()}
            self.json({"issuer": f.adresse, "jwks_uri": f"{f.adresse}/jwks"} | points | f.config)
        elif chemin == "/api/v2/jwks":
            publique = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(cle("publiee").public_key()))
            self.json({"keys": [publique | {"kid": "cle-1", "alg": "RS256", "use": "sig"}]})
        elif chemin == "/api/v2/authorize":
            self.autoriser(recu)
        elif chemin == "/api/v2/userinfo" and self.headers["Authorization"] == "Bearer acces-1":
            contenu = f.affirmer(f.identite) | f.changer_infos
            corps = signer(contenu, **f.signature_des_infos) if "jwt" in f.type_des_infos else json.dumps(contenu)
            self.repondre(200, corps, f.type_des_infos)
        elif chemin == "/api/v2/session/end":
            f.sorties.append(recu)
            self.vers(recu["post_logout_redirect_uri"], state=recu["state"])
        else:
            self.repondre(404, "")

    def autoriser(self, recu: dict[str, str]) -> None:
        """Refuse what ProConnect refuses; else the person is there at once."""
        self.fournisseur.demandes.append(recu)
        if min(len(recu.get("state", "")), len(recu.get("nonce", ""))) < COURT or recu.get("code_challenge_method") != "S256":
            self.repondre(400, "")
            return
        code = f"code-{len(self.fournisseur.demandes)}"
        self.fournisseur.codes[code] = recu
        self.vers(recu["redirect_uri"], code=code, state=recu["state"])

    def do_POST(self) -> None:
        """The token, once per code, to the client who asked, with the verifier of its challenge."""
        f = self.fournisseur
        recu = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        demande = f.codes.pop(recu.get("code", ""), None)
        empreinte = hashlib.sha256(recu.get("code_verifier", "").encode()).digest()
        if (
            demande is None
            or (recu.get("client_id"), recu.get("client_secret")) != (CLIENT, SECRET)
            or recu.get("redirect_uri") != demande["redirect_uri"]
            or base64.urlsafe_b64encode(empreinte).decode().rstrip("=") != demande["code_challenge"]
        ):
            self.json({"error": "invalid_grant"}, 400)
            return
        contenu = f.affirmer({"sub": f.identite["sub"], "nonce": demande["nonce"]}) | f.changer_jeton
        contenu = {nom: valeur for nom, valeur in contenu.items() if valeur is not None}
        self.json({"access_token": "acces-1", "token_type": "Bearer", "id_token": signer(contenu, **f.signature_du_jeton)})

    def vers(self, adresse: str, **parametres: str) -> None:
        """302."""
        self.repondre(302, "", Location=f"{adresse}?{urlencode(parametres)}")

    def json(self, contenu: dict[str, Any], statut: int = 200) -> None:
        """JSON."""
        self.repondre(statut, json.dumps(contenu), "application/json")

    def repondre(self, statut: int, corps: str, genre: str = "text/plain", **tetes: str) -> None:
        """An answer, whole."""
        octets = corps.encode()
        self.send_response(statut)
        for nom, valeur in ({"Content-Type": genre, "Content-Length": str(len(octets))} | tetes).items():
            self.send_header(nom, valeur)
        self.end_headers()
        self.wfile.write(octets)
