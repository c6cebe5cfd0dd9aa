"""Starts and stops one embedded server."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from .adresse import Adresse, choisir_adresse
from .binaires import trouver_binaires
from .compte import Compte, choisir_compte, environnement, mourir_avec_le_parent
from .erreurs import DemarrageImpossible, ErreurServeur
from .grappe import DONNEES, ROLE, copier_grappe, creer_grappe, lire_mot_de_passe
from .verrou import Verrou, deja_lance

REGLAGES = ("max_connections=300", "lc_messages=C", "timezone=UTC", "log_timezone=UTC")
REGLAGES_DE_TESTS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
ESSAIS = 3
PATIENCE = 120.0
JOURNAL_MAXIMAL = 5_000_000
# Reasons that pass by themselves: remains of a crash, a port taken since it was chosen.
PASSAGERES = ("pre-existing shared memory", 'lock file "postmaster.pid"', "could not create any TCP/IP sockets")


def _se_tient_dans(pid: int, dossier: Path) -> bool:
    """Tell whether the working folder of a process is this one. Raises OSError when it cannot be known."""
    Path("/proc/self/cwd").readlink()
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == dossier.resolve()
    except FileNotFoundError:
        return False  # gone, or dead and not yet buried by its parent


class Serveur:
    """One PostgreSQL and its data folder.

    `dossier` holds the cluster, its password, its log and its lock; it may hold spaces and accents.
    `tests` trades safety for speed; `base` is the database made at the first start; `port` asks for TCP
    on 127.0.0.1 (0: any free port) in place of the unix socket.
    """

    def __init__(self, dossier: Path, *, tests: bool = False, base: str = "centre", port: int | None = None):
        self.dossier = Path(dossier).absolute()
        self.donnees = self.dossier / DONNEES
        self.journal = self.dossier / "postgres.log"
        self.tests = tests
        self.base = base
        self.port = port
        self.processus: subprocess.Popen[bytes] | None = None
        self._adresse: Adresse | None = None

    def __enter__(self) -> Self:
        return self.demarrer(lien_parent=True)

    def __exit__(self, *_exception: object) -> None:
        self.arreter()

    @property
    def url(self) -> str:
        """The DATABASE_URL, for django-environ. The server must have been started."""
        return self._ou().url(ROLE, lire_mot_de_passe(self.dossier), self.base)

    @property
    def dsn(self) -> str:
        """The same address for psycopg and the programs of PostgreSQL."""
        return self._dsn(self.base)

    def demarrer(self, lien_parent: bool = False) -> Self:
        """Start the server, making the cluster and the database when missing; return when it answers.

        With `lien_parent` it stops by itself when the calling process (its thread) dies. Nothing happens when it
        already runs. Raises ErreurServeur, whose subclasses say which trouble.
        """
        if self.processus and self.processus.poll() is None:
            return self
        binaires = trouver_binaires()
        self._preparer_dossier()
        verrou = Verrou(self.dossier)
        verrou.prendre()
        try:
            compte = choisir_compte(binaires / "postgres", self.dossier)
            creer_grappe(self.dossier, binaires, compte, durable=not self.tests, verrou=verrou)
            compte.donner(self.donnees)
            self._lancer_avec_patience(binaires, compte, verrou, lien_parent)
            verrou.noter(self.url)
        finally:
            verrou.lacher()
        return self

    def arreter(self) -> None:
        """Stop the server this object started, at most ten seconds; does nothing when there is none."""
        processus, self.processus = self.processus, None
        if processus is None:
            return
        # Fast stop, then without checkpoint (the next start recovers), then for good.
        for envoi, delai in ((signal.SIGINT, 6), (signal.SIGQUIT, 2), (signal.SIGKILL, 1)):
            if processus.poll() is None:
                processus.send_signal(envoi)
            try:
                processus.wait(delai)
                break
            except subprocess.TimeoutExpired:
                continue
        self._ou().nettoyer()

    @staticmethod
    def copier(source: Path, destination: Path) -> None:
        """Copy the cluster of a cleanly stopped server to a folder that has none. Raises ErreurServeur."""
        copier_grappe(Path(source).absolute(), Path(destination).absolute())

    def _ou(self) -> Adresse:
        if self._adresse is None:
            raise ErreurServeur("Le serveur PostgreSQL n’a pas encore été démarré.")
        return self._adresse

    def _dsn(self, base: str) -> str:
        ou = self._ou()
        return make_conninfo(host=ou.hote, port=ou.port, user=ROLE, password=lire_mot_de_passe(self.dossier), dbname=base)

    def _preparer_dossier(self) -> None:
        try:
            self.dossier.mkdir(parents=True, exist_ok=True)
            if self.dossier.stat().st_uid == os.geteuid():
                self.dossier.chmod(0o700)
            if self.journal.exists() and self.journal.stat().st_size > JOURNAL_MAXIMAL:
                self.journal.replace(self.journal.with_suffix(".log.1"))
        except OSError as erreur:
            raise DemarrageImpossible(f"Impossible d’écrire dans « {self.dossier} » : {erreur.strerror}.") from erreur

    def _lancer_avec_patience(self, binaires: Path, compte: Compte, verrou: Verrou, lien_parent: bool) -> None:
        """Launch up to three times while the reason of the failure is one that passes."""
        for essai in range(1, ESSAIS + 1):
            debut = self.journal.stat().st_size if self.journal.exists() else 0
            env = environnement() | self._pid_recycle()
            self._adresse = choisir_adresse(self.dossier, compte, self.port)
            self.processus = self._lancer(binaires, compte, verrou, lien_parent, env)
            try:
                if self._attendre():
                    return self._creer_base()
            except BaseException:
                self.arreter()
                raise
            self.arreter()
            fatales = self._lignes_fatales(debut)
            if essai == ESSAIS or not any(raison in fatales for raison in PASSAGERES):
                raise self._refus(fatales)
            time.sleep(essai)

    def _lancer(
        self, binaires: Path, compte: Compte, verrou: Verrou, lien_parent: bool, env: dict[str, str]
    ) -> subprocess.Popen[bytes]:
        mort = signal.SIGINT if lien_parent else None
        reglages = REGLAGES + (REGLAGES_DE_TESTS if self.tests else ())
        commande = compte.commande(
            binaires / "postgres",
            *("-D", self.donnees),
            *self._ou().options(),
            *(mot for reglage in reglages for mot in ("-c", reglage)),
            mort=mort,
        )
        with self.journal.open("ab") as journal:
            return subprocess.Popen(
                commande,
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                env=env,
                pass_fds=(verrou.fd,),
                process_group=0,
                preexec_fn=mourir_avec_le_parent(mort),
            )

    def _pid_recycle(self) -> dict[str, str]:
        """Return the variable that lets PostgreSQL pass a postmaster.pid naming a process that is not a server.

        After a crash the number may have gone to any process of the same user, and PostgreSQL would refuse for ever.
        It ignores its own grandparent's number, which pg_ctl hands over in PG_GRANDPARENT_PID: we hand over that one,
        only when its working folder, where every server stands, is known and is not the data. The file is left
        alone, and PostgreSQL's check of the shared memory still applies. Raises ServeurDejaLance when it is a server.
        """
        try:
            pid = int((self.donnees / "postmaster.pid").read_text().split()[0])
            vivant = _se_tient_dans(pid, self.donnees)
        except (OSError, ValueError, IndexError):
            return {}
        if vivant:
            raise deja_lance(self.dossier)
        return {"PG_GRANDPARENT_PID": str(pid)}

    def _attendre(self) -> bool:
        """Wait until the server answers; False when it has ended instead."""
        assert self.processus
        limite = time.monotonic() + PATIENCE
        while self.processus.poll() is None:
            try:
                psycopg.connect(self._dsn("postgres"), connect_timeout=5).close()
                return True
            except psycopg.OperationalError as erreur:
                if time.monotonic() > limite:
                    raise DemarrageImpossible(f"PostgreSQL ne répond pas. Journal : {self.journal}") from erreur
            time.sleep(0.03)
        return False

    def _creer_base(self) -> None:
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connexion:
            existe = connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.base]).fetchone()
            if not existe:
                connexion.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.base)))

    def _lignes_fatales(self, debut: int) -> str:
        with self.journal.open("rb") as journal:
            journal.seek(debut)
            texte = journal.read().decode(errors="replace")
        return "\n".join(ligne for ligne in texte.splitlines() if "FATAL:" in ligne) or " ".join(texte[-400:].split())

    def _refus(self, fatales: str) -> ErreurServeur:
        if 'lock file "postmaster.pid"' in fatales or "pre-existing shared memory" in fatales:
            return deja_lance(self.dossier)
        raison = fatales.rpartition("FATAL:")[2].strip()
        return DemarrageImpossible(f"PostgreSQL n’a pas démarré : {raison} (journal : {self.journal})")
