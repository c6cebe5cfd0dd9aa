"""What can go wrong with the embedded server; each message is one French line for the person who typed the command."""


class ErreurServeur(RuntimeError):
    """Base of every error of the embedded server."""


class ServeurIntrouvable(ErreurServeur):
    """No usable PostgreSQL binaries on this machine."""


class ServeurDejaLance(ErreurServeur):
    """Another instance runs on the same data; `url` is its address when it could be read, else an empty string."""

    def __init__(self, message: str, url: str = ""):
        super().__init__(message)
        self.url = url


class PortOccupe(ErreurServeur):
    """The TCP port asked for is taken by another program."""


class DemarrageImpossible(ErreurServeur):
    """The server, or the creation of its data, failed; the message quotes the reason PostgreSQL gave."""
