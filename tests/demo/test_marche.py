"""``manage.py demo`` as whoever starts it sees it: what it says, what it answers, what it leaves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from centre.postgres.compte import PERSONNE, _comptes
from tests.demo.outils import RACINE, Demo, Personne, attendre

COMPTES = ("animatrice", "admin", "pays", "ville", "agglo", "referent", "elu", "financeur")


def rien_ne_reste(demo: Demo, delai: float) -> list[str]:
    attendre(lambda: not demo.restes() and not demo.ecoute(), delai)
    return demo.restes()


def test_demarrer_entrer_arreter(demo):
    """A second start: seconds, nothing built again; the accounts; 60 logins; SIGINT though it was inherited as ignored."""
    assert demo.lancer(sigint_ignore=True) < 30
    dit = demo.dit()
    assert "Préparation" not in dit
    assert f"http://localhost:{demo.port}" in dit
    assert "territoires-2026" in dit
    assert all(compte in dit for compte in (*COMPTES, "suspendu"))
    assert "Launching" not in dit
    assert demo.sante() == 200
    entrer_soixante_fois(demo)
    assert not Personne(demo).entrer("suspendu")
    assert not Personne(demo).entrer("ville", "mauvais-mot-de-passe")
    code, secondes = demo.finir(signal.SIGINT)
    assert (code, rien_ne_reste(demo, 0), demo.ecoute()) == (0, [], False)
    assert secondes < 10


def entrer_soixante_fois(demo: Demo) -> None:
    """The contract's 300 logins a minute from one address, for twelve seconds; every account gets in."""
    debut = time.monotonic()
    with ThreadPoolExecutor(8) as fils:
        entres = list(fils.map(lambda rang: Personne(demo).entrer(COMPTES[rang % len(COMPTES)]), range(60)))
    assert entres == [True] * 60
    assert time.monotonic() - debut < 30, "the machine of the tests is shared: 12 s when it is not"


def lignes(fini: subprocess.CompletedProcess[str]) -> list[str]:
    return (fini.stdout + fini.stderr).strip().splitlines()


def essayer(dossier, *, python: tuple[str, ...] = (sys.executable,), **env: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": str(dossier.parent), "CENTRE_VAR": str(dossier), **env}
    commande = [*python, str(RACINE / "manage.py"), "demo"]
    return subprocess.run(commande, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_ce_qui_manque_tient_en_une_ligne(dossier):
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        pris = str(prise.getsockname()[1])
        occupe = essayer(dossier, PORT=pris)
    assert occupe.returncode == 1
    assert f"Le port {pris} de 127.0.0.1 n’est pas libre" in occupe.stderr
    fichier = dossier.parent / "un fichier"
    fichier.touch()
    essais = {
        "PORT=deux mille": essayer(dossier, PORT="deux mille"),
        "HOST": essayer(dossier, HOST="203.0.113.7", PORT="8199"),
        "Impossible d’écrire": essayer(fichier, PORT="8199"),
        "DATABASE_URL ne répond pas": essayer(dossier, PORT="8199", DATABASE_URL="postgres://a:b@127.0.0.1:9/rien"),
        "« psycopg »": essayer(dossier, python=(sys.executable, "-S"), PORT="8199"),
    }
    for mots, fini in essais.items():
        assert fini.returncode == 1, mots
        assert len(lignes(fini)) == 1, fini.stderr
    assert len(lignes(occupe)) == 1
    for mots in set(essais) - {"HOST"}:
        assert mots in essais[mots].stderr
    assert not (dossier / "postgres" / "donnees").exists()


@pytest.mark.complet
def test_sigterm(demo):
    demo.lancer()
    code, secondes = demo.finir(signal.SIGTERM)
    assert (code, rien_ne_reste(demo, 0)) == (0, [])
    assert secondes < 10
    assert "Traceback" not in demo.dit()


@pytest.mark.complet
def test_parent_tue_rien_ne_reste_et_le_suivant_repart(demo):
    demo.lancer()
    assert len(demo.restes()) > 6
    demo.tuer()
    assert rien_ne_reste(demo, 8) == []
    assert not demo.ecoute()
    assert demo.lancer() < 30
    assert "Préparation" not in demo.dit()
    assert Personne(demo).entrer("ville")


@pytest.mark.complet
@pytest.mark.parametrize("qui", ["granian", "postgres"])
def test_un_programme_tue_tout_s_arrete_en_le_disant(demo, qui):
    demo.lancer()
    (victime,) = demo.processus(qui)
    victime.kill()
    assert demo.code_final() == 1
    assert rien_ne_reste(demo, 5) == []
    assert "s’est arrêté : tout s’arrête" in demo.dit()
    assert "Traceback" not in demo.dit()
    assert demo.lancer() < 30


@pytest.mark.complet
def test_un_ouvrier_qui_s_arrete_est_relance(demo):
    demo.lancer()
    for _ in range(2):
        (victime,) = demo.processus("procrastinate")
        victime.kill()
        assert attendre(lambda: [p.pid for p in demo.processus("procrastinate")] not in ([], [victime.pid]), 10)
    assert demo.dit().count("« ouvrier » s’est arrêté : il est relancé") == 2
    assert attendre(lambda: demo.sante() == 200, 30, 0.5)


@pytest.mark.complet
def test_un_second_lancement_ne_derange_pas_le_premier(demo):
    demo.lancer()
    second = essayer(demo.var, PORT="8198")
    assert (second.returncode, len(lignes(second))) == (1, 1)
    assert "utilise déjà les données" in second.stderr
    assert demo.sante() == 200


def dit_oui(demo: Demo, question: str) -> bool:
    """The answer of the database to a yes-or-no question; no while it does not answer at all."""
    try:
        return demo.requete(f"SELECT {question}") == [(True,)]
    except (OSError, LookupError, psycopg.Error):
        return False


#: Where the first building is killed, one after the other: what tells that it is there, then how many seconds later.
ETAPES = {
    "initdb": (lambda demo: any((demo.var / "postgres").glob("ebauche-*/PG_VERSION")), 0),
    "tables": (lambda demo: dit_oui(demo, "to_regclass('django_migrations') IS NOT NULL"), 1),
    "référence": (lambda demo: dit_oui(demo, "to_regclass('cache') IS NOT NULL"), 0.5),
    "personnes": (lambda demo: (demo.var / "journaux" / "peupler.log").exists(), 2),
    "échos": (lambda demo: dit_oui(demo, "count(*) BETWEEN 2 AND 9 FROM echos_echo"), 0),
}


@pytest.mark.complet
def test_premiere_construction_tuee_a_chaque_etape(vide):
    """kill -9 in the middle of each step: nothing stays, the next start goes on, the last one ends the work."""
    for etape, (y_est, secondes) in ETAPES.items():
        vide.demarrer()
        assert attendre(lambda y_est=y_est: y_est(vide), 300, 0.02), etape
        time.sleep(secondes)
        assert "Ctrl+C" not in vide.dit(), etape
        vide.tuer()
        assert rien_ne_reste(vide, 10) == [], etape
    vide.lancer()
    verifier_le_contenu(vide)


@pytest.mark.complet
def test_premiere_construction_arretee(vide):
    """Ctrl+C while it is being built: everything ends, and says nothing more."""
    vide.demarrer()
    assert attendre(lambda: (vide.var / "journaux" / "installer.log").exists(), 60)
    time.sleep(2)
    code, secondes = vide.finir(signal.SIGINT)
    assert (code, rien_ne_reste(vide, 0)) == (0, [])
    assert secondes < 10
    assert vide.dit().splitlines() == ["Préparation de la démonstration (une minute la première fois)…"]


def verifier_le_contenu(demo: Demo) -> None:
    assert demo.requete("SELECT count(*) FROM echos_echo WHERE live") == [(11,)]
    assert demo.requete("SELECT count(*) FROM membres_membre") == [(101,)]
    assert demo.requete("SELECT count(*) FROM publications_commentaire") == [(16,)]
    verification = demo.manage("verifier_index")
    assert verification.returncode == 0, verification.stdout + verification.stderr
    ville = Personne(demo, "ville")
    for chemin in ("/", "/espace/", "/echos/", "/territoires/", "/themes/", "/recherche/?q=conseil"):
        assert ville.lire(chemin).status_code == 200, chemin


@pytest.mark.complet
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may take another account")
def test_sans_etre_root(dossier):
    """An ordinary account, with a folder of its own."""
    dossier.mkdir()
    os.chown(dossier, PERSONNE, PERSONNE)
    compte = next(c for c in _comptes() if c.uid == PERSONNE and c.convient(Path(sys.executable), dossier))
    demo = Demo(dossier, prefixe=compte.prefixe)
    try:
        demo.lancer()
        assert {os.stat(f"/proc/{ligne.split()[0]}").st_uid for ligne in demo.restes()} == {PERSONNE}
        verifier_le_contenu(demo)
        code, secondes = demo.finir(signal.SIGINT)
        assert (code, rien_ne_reste(demo, 0)) == (0, [])
        assert secondes < 10
    finally:
        demo.oublier()


@pytest.mark.complet
def test_make_demo_dans_un_environnement_vide(demo):
    """Through make, with nothing but PATH and HOME: what it starts is what manage.py starts."""
    demo.env |= {"PYTHON": sys.executable}
    with demo.sortie.open("wb") as sortie:
        demo.programme = subprocess.Popen(
            ["make", "demo"], cwd=RACINE, env=demo.env, stdout=sortie, stderr=sortie, start_new_session=True
        )
    assert attendre(lambda: "Ctrl+C" in demo.dit(), 60), demo.dit()
    assert demo.sante() == 200
    _, secondes = demo.finir(signal.SIGINT)
    assert secondes < 10
    assert rien_ne_reste(demo, 1) == []
