"""Killed in the middle, two at once, writes going on: what is whole stays whole."""

import datetime as dt
import fcntl
import json
import os
import signal
import threading
import time
import uuid

import psycopg
import pytest
from django.db import connection
from django.test import Client

from centre.sauvegarde.erreurs import SauvegardeAncienne
from centre.sauvegarde.sonde import verifier_la_sauvegarde
from tests.sauvegarde.outils import _dsn
from tests.sauvegarde.test_remplacer import sans_la_file, vivre

pytestmark = pytest.mark.django_db

PSQL = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name = 'centre-psql' AND query ~ %s"
JETON = "SELECT obj_description('public'::regnamespace, 'pg_namespace') LIKE 'restauration %'"


def attendre(vrai, programme, limite=120):
    """Wait for ``vrai()``, as long as the program runs."""
    fin = time.monotonic() + limite
    while not vrai():
        assert programme.poll() is None, programme.communicate()
        assert time.monotonic() < fin
        time.sleep(0.005)


def tuer(programme):
    os.kill(programme.pid, signal.SIGKILL)
    programme.communicate()
    assert programme.returncode == -signal.SIGKILL


MOMENTS = [
    pytest.param("DROP SCHEMA|CREATE", marks=pytest.mark.complet),
    "^COPY",
    pytest.param("CREATE .*INDEX|ALTER TABLE .* ADD CONSTRAINT", marks=pytest.mark.complet),
]


@pytest.mark.parametrize("requete", MOMENTS)
def test_tuee_avant_la_fin_une_restauration_laisse_les_anciennes_donnees(source, sauvegarde, nouveau, requete):
    portail = nouveau(source)
    vivre(portail)
    avant = portail.etat()
    restauration = portail.lancer("manage.py", "restaurer", sauvegarde, "--remplacer", "--oui")
    with psycopg.connect(**_dsn("postgres"), autocommit=True) as ailleurs:
        attendre(lambda: ailleurs.execute(PSQL, [portail.base, requete]).fetchone() != (0,), restauration)
        tuer(restauration)
    contenu, structure, fichiers = portail.etat()
    assert (contenu, structure) == avant[:2]
    assert avant[2].items() <= fichiers.items()
    code, _, plaintes = portail.executer("sauvegarder")
    assert (code, "Une restauration a été interrompue" in plaintes) == (1, True)
    assert "n’avait rien changé : elle est oubliée" in portail.faire("restaurer", "--terminer")
    assert portail.etat() == avant
    assert not (portail.var / "restauration").exists()


@pytest.mark.complet
def test_tuee_juste_apres_la_base_une_restauration_se_termine(source, sauvegarde, nouveau):
    portail = nouveau(source)
    vivre(portail)
    restauration = portail.lancer("manage.py", "restaurer", sauvegarde, "--remplacer", "--oui")
    with psycopg.connect(**_dsn("postgres"), autocommit=True) as ailleurs:
        attendre(lambda: ailleurs.execute(PSQL, [portail.base, "^COPY"]).fetchone() != (0,), restauration)
    with portail.connexion() as connexion:
        attendre(lambda: connexion.execute(JETON).fetchone() == (True,), restauration)
        tuer(restauration)
    assert (portail.var / "restauration" / "reste.json").exists()
    assert "La restauration interrompue est terminée." in portail.faire("restaurer", "--terminer")
    assert sans_la_file(portail.etat()) == sans_la_file(source.etat())
    assert portail.structure()[-1:] == source.structure()[-1:]
    assert not (portail.var / "restauration").exists()
    assert "Aucune restauration à terminer." in portail.faire("restaurer", "--terminer")


class Activite(threading.Thread):
    """A portal in use: each photo is on the disk before its row, and leaves it after; two lines of the journal at a time."""

    def __init__(self, portail):
        super().__init__()
        self.portail, self.tours, self.fini = portail, 0, threading.Event()

    def poll(self):
        return None if self.is_alive() else 1

    def run(self):
        fichiers = self.portail.var / "fichiers"
        with self.portail.connexion() as connexion:
            (colonnes,) = connexion.execute(
                "SELECT string_agg(column_name, ', ') FROM information_schema.columns WHERE table_name = 'publications_fichier' "
                "AND column_name NOT IN ('cle', 'contenu', 'vignette', 'nom')"
            ).fetchone()
            while not self.fini.is_set():
                cle = uuid.uuid4()
                chemin = fichiers / cle.hex[:2] / cle.hex
                chemin.parent.mkdir(parents=True, exist_ok=True)
                chemin.write_bytes(cle.bytes)
                connexion.execute(
                    f"INSERT INTO publications_fichier (cle, contenu, vignette, nom, {colonnes}) "
                    f"SELECT %s, %s, '', 'actif', {colonnes} FROM publications_fichier WHERE nom <> 'actif' LIMIT 1",
                    [cle, f"{cle.hex[:2]}/{cle.hex}"],
                )
                with connexion.transaction():
                    for _ in range(2):
                        connexion.execute(
                            "INSERT INTO journal_ligne (quand, verbe, details) VALUES (now(), 'essai.activite', '{}')"
                        )
                if self.tours % 2:
                    connexion.execute("DELETE FROM publications_fichier WHERE cle = %s", [cle])
                    chemin.unlink()
                self.tours += 1


def test_une_sauvegarde_pendant_qu_on_ecrit_est_d_un_seul_instant(source, nouveau):
    portail, vide = nouveau(source), nouveau()
    activite = Activite(portail)
    activite.start()
    try:
        attendre(lambda: activite.tours > 5, activite)
        debut = activite.tours
        archive = portail.sauvegarder()
        fin = activite.tours
    finally:
        activite.fini.set()
        activite.join()
    assert fin > debut > 0
    sortie = vide.faire("restaurer", archive)
    assert "manquaient" not in sortie
    with vide.connexion() as connexion:
        lire = "SELECT contenu, cle FROM publications_fichier WHERE nom = 'actif'"
        cites = {nom: cle.bytes for nom, cle in connexion.execute(lire)}
        (notes,) = connexion.execute("SELECT count(*) FROM journal_ligne WHERE verbe = 'essai.activite'").fetchone()
    assert len(cites) > debut // 2
    assert {nom: (vide.var / "fichiers" / nom).read_bytes() for nom in cites} == cites
    assert notes % 2 == 0
    assert debut <= notes // 2 <= fin + 1


def test_deux_a_la_fois_la_seconde_le_dit(source, sauvegarde):
    with (source.var / "sauvegarde.verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        code, _, plaintes = source.executer("sauvegarder")
    assert (code, plaintes.strip()) == (1, "CommandError: Une sauvegarde ou une restauration est déjà en cours.")


@pytest.fixture
def installation_ancienne(db):
    with connection.cursor() as curseur:
        curseur.execute("UPDATE django_migrations SET applied = now() - interval '30 days'")


def noter(settings, age):
    dossier = settings.CENTRE_VAR / "sauvegardes"
    dossier.mkdir(exist_ok=True)
    date = (dt.datetime.now(dt.UTC) - age).isoformat(timespec="seconds")
    (dossier / "derniere.json").write_text(json.dumps({"date": date, "fichier": "x"}))


def test_la_sonde_se_plaint_d_une_sauvegarde_trop_ancienne(settings, installation_ancienne):
    settings.SAUVEGARDE_AGE_MAXIMAL = 48
    with pytest.raises(SauvegardeAncienne):
        verifier_la_sauvegarde()
    noter(settings, dt.timedelta(hours=47))
    assert verifier_la_sauvegarde() is None
    noter(settings, dt.timedelta(hours=49))
    with pytest.raises(SauvegardeAncienne, match="il y a 2 jours"):
        verifier_la_sauvegarde()
    assert Client().get("/sante/").json()["sondes"]["sauvegarde"] is False


def test_la_sonde_attend_d_un_portail_neuf_et_ne_demande_rien_a_la_demonstration(settings, installation_ancienne):
    assert settings.SAUVEGARDE_AGE_MAXIMAL is None
    assert verifier_la_sauvegarde() is None
    settings.SAUVEGARDE_AGE_MAXIMAL = 48
    with connection.cursor() as curseur:
        curseur.execute("UPDATE django_migrations SET applied = now() - interval '2 hours'")
    assert verifier_la_sauvegarde() is None


def test_sauvegarder_note_quand_pour_la_sonde(source, sauvegarde):
    note = json.loads((source.var / "sauvegardes" / "derniere.json").read_text())
    assert dt.timedelta() <= dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(note["date"]) < dt.timedelta(hours=1)
