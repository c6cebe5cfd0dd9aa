"""The programs a command starts: their journals, and their own children, which go with them."""

from __future__ import annotations

import signal
import sys
import time

import psutil
import pytest

from centre import enfants
from centre.enfants import Enfant, fermer
from tests.demo.outils import attendre

#: Starts a child of its own that ignores SIGTERM, says its number, then waits.
SOURD = """
import subprocess, sys, time
petit = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('sourd', flush=True); time.sleep(60)"])
print(petit.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def lancer(tmp_path):
    lances = []

    def executer(programme: str, nom: str = "essai") -> Enfant:
        journal = tmp_path / "journaux" / f"{nom}.log"
        lances.append(Enfant(nom, [sys.executable, "-c", programme], journal=journal, mort=signal.SIGKILL))
        return lances[-1]

    yield executer
    fermer(lances)


def finie(enfant: Enfant) -> int:
    attendre(lambda: enfant.code is not None, 10, 0.02)
    return enfant.code


def test_ses_mots_vont_dans_son_journal(lancer):
    enfant = lancer("print('bonjour'); import sys; sys.exit('Il manque une pièce.')")
    assert finie(enfant) == 1
    assert enfant.journal.read_text() == "bonjour\nIl manque une pièce.\n"
    assert enfant.dernier_mot() == "Il manque une pièce."


def test_le_dernier_mot_est_celui_de_ce_lancement(lancer):
    finie(lancer("print('la fois d’avant')"))
    muet = lancer("pass")
    finie(muet)
    assert muet.dernier_mot() == ""
    assert "la fois d’avant" in muet.journal.read_text()


def test_les_erreurs_sont_rendues_une_fois(lancer):
    dit = [
        "2026-11-22 10:00:00,123 ERROR django.request Boum",
        "Traceback (ERROR)",
        "2026-11-22 10:00:01,000 WARNING x Rien",
        "[ERROR] Panne",
    ]
    enfant = lancer(
        f"import time; print({chr(10).join(dit)!r}, flush=True); print('[ERROR] à moitié', end='', flush=True); time.sleep(60)"
    )
    assert attendre(lambda: "moitié" in enfant.journal.read_text(), 10)
    assert enfant.nouvelles_erreurs() == [dit[0], dit[3]]
    assert enfant.nouvelles_erreurs() == []


def test_un_journal_trop_long_est_mis_de_cote(lancer, monkeypatch):
    monkeypatch.setattr(enfants, "JOURNAL_MAXIMAL", 100)
    finie(lancer("print('a' * 200)"))
    neuf = lancer("print('b')")
    finie(neuf)
    assert neuf.journal.read_text() == "b\n"
    assert neuf.journal.with_suffix(".log.1").read_text() == "a" * 200 + "\n"


def test_fermer_emporte_les_petits_enfants(lancer, monkeypatch):
    """Also one that hears nothing, and one whose parent was killed before."""
    monkeypatch.setattr(enfants, "PATIENCE", 0.5)
    calme, orphelin = lancer(SOURD, "calme"), lancer(SOURD, "orphelin")
    assert attendre(lambda: all("sourd" in e.journal.read_text() for e in (calme, orphelin)), 20)
    petits = [psutil.Process(int(next(m for m in e.journal.read_text().split() if m.isdigit()))) for e in (calme, orphelin)]
    orphelin.processus.kill()
    debut = time.monotonic()
    fermer([calme, orphelin])
    assert time.monotonic() - debut < 3
    assert attendre(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in petits), 5, 0.05) is True
