"""A network of one browser's own, that is really cut: nothing it asks reaches the site, whatever page asks it.

Chromium's own « offline » forgets a page that a service worker has just drawn again: what it asks first still goes through.
"""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading

#: RFC 1928: version 5, no authentication; success, general failure.
ACCUEIL, PASSEZ, COUPE = b"\x05\x00", b"\x05\x00\x00\x01" + bytes(6), b"\x05\x01\x00\x01" + bytes(6)

IPV4, IPV6 = 1, 4


class Reseau(socketserver.ThreadingTCPServer):
    """A SOCKS server on the loopback, for one browser."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Liaison)
        self.coupe = False
        self.ouvertes: set[socket.socket] = set()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def adresse(self) -> str:
        """What the browser is told."""
        return f"socks5://127.0.0.1:{self.server_address[1]}"

    def couper(self, coupe: bool) -> None:
        """Cut everything, what is on its way included; or let it through again."""
        self.coupe = coupe
        for liaison in list(self.ouvertes) if coupe else ():
            with contextlib.suppress(OSError):
                liaison.shutdown(socket.SHUT_RDWR)

    def fermer(self) -> None:
        """For good."""
        self.couper(True)
        self.shutdown()
        self.server_close()


class _Liaison(socketserver.StreamRequestHandler):
    server: Reseau

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.rfile.read(self.rfile.read(2)[1])
            self.wfile.write(ACCUEIL)
            sorte = self.rfile.read(4)[3]
            hote = self.rfile.read({IPV4: 4, IPV6: 16}.get(sorte) or self.rfile.read(1)[0])
            port = int.from_bytes(self.rfile.read(2), "big")
            if self.server.coupe:
                self.wfile.write(COUPE)
                return
            with socket.create_connection((_nom(sorte, hote), port)) as vers_le_site:
                self.wfile.write(PASSEZ)
                self._relier(vers_le_site)

    def _relier(self, vers_le_site: socket.socket) -> None:
        bouts = {self.connection, vers_le_site}
        self.server.ouvertes |= bouts
        retour = threading.Thread(target=_verser, args=(vers_le_site, self.connection), daemon=True)
        retour.start()
        _verser(self.connection, vers_le_site)
        retour.join()
        self.server.ouvertes -= bouts


def _nom(sorte: int, hote: bytes) -> str:
    """The host as it is written: an address of either family, or a name."""
    if sorte == IPV4:
        return socket.inet_ntop(socket.AF_INET, hote)
    return socket.inet_ntop(socket.AF_INET6, hote) if sorte == IPV6 else hote.decode()


def _verser(source: socket.socket, puits: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while morceau := source.recv(65536):
            puits.sendall(morceau)
    for bout in (source, puits):
        with contextlib.suppress(OSError):
            bout.shutdown(socket.SHUT_RDWR)
