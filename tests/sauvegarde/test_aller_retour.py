"""What is saved comes back, row by row and byte by byte."""

import json
import stat
import tarfile

import pytest

from tests.sauvegarde.outils import SANS_LIGNES

pytestmark = pytest.mark.django_db

#: Given another state by a restore: jobs that were running, and the workers that ran them.
FILE = {"procrastinate_jobs", "procrastinate_events", "procrastinate_workers"}


@pytest.fixture(scope="module")
def manifeste(sauvegarde):
    with tarfile.open(sauvegarde) as tar:
        return json.load(tar.extractfile("manifeste.json"))


def test_un_portail_entier_revient_ligne_a_ligne_sur_un_serveur_vide(source, restaure):
    vide, sortie = restaure
    avant, apres = source.contenu(sauf=SANS_LIGNES | FILE), vide.contenu(sauf=SANS_LIGNES | FILE)
    assert apres == avant
    for table in ("echos_echo", "publications_commentaire", "courriels_courriel", "wagtailcore_page", "wagtailcore_revision"):
        assert apres[table], table
    assert vide.fichiers() == source.fichiers()
    assert "Index de recherche : 0 écart" in sortie
    assert not (vide.var / "restauration").exists()
    avant, apres = (
        [ligne for ligne in portail.structure() if "procrastinate_events" not in str(ligne[0])] for portail in (source, vide)
    )
    assert apres == avant


def test_les_tables_sont_mesurees_pour_que_la_premiere_recherche_soit_rapide(restaure):
    """Without statistics the planner reads fresh tables whole: the restored portal would be slow until the night."""
    vide, _ = restaure
    with vide.connexion() as connexion:
        mesurees = {nom for (nom,) in connexion.execute("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'")}
    assert {"membres_membre", "catalogue_entree", "recherche_texte", "publications_commentaire"} <= mesurees


def test_les_travaux_en_cours_reprendront_et_ceux_qui_attendent_attendent(source, restaure):
    vide, _ = restaure
    lire = "SELECT id, task_name, args::text, status::text, worker_id, queueing_lock FROM procrastinate_jobs ORDER BY id"
    with source.connexion() as avant, vide.connexion() as apres:
        anciens, nouveaux = avant.execute(lire).fetchall(), apres.execute(lire).fetchall()
        assert apres.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)
    assert sorted({travail[3] for travail in anciens}) == ["doing", "todo"]
    attendus = [
        (pk, tache, ids, "todo", None, None if etat == "doing" else verrou) for pk, tache, ids, etat, _, verrou in anciens
    ]
    assert nouveaux == attendus


def test_les_numeros_continuent_ou_ils_en_etaient(source, restaure):
    """A number given then freed before the backup is not given again."""
    vide, _ = restaure
    suite = "SELECT nextval(pg_get_serial_sequence('membres_membre', 'id'))"
    with source.connexion() as avant, vide.connexion() as apres:
        (dernier,) = avant.execute("SELECT last_value FROM membres_membre_id_seq").fetchone()
        (plus_grand,) = apres.execute("SELECT max(id) FROM membres_membre").fetchone()
        assert apres.execute(suite).fetchone() == (dernier + 1,)
        assert dernier > plus_grand


def test_ni_sessions_ni_compteurs_ne_sont_gardes(source, restaure):
    vide, _ = restaure
    with source.connexion() as avant, vide.connexion() as apres:
        for table in ("cache", "django_session"):
            assert avant.execute(f"SELECT count(*) FROM {table}").fetchone() > (0,)
            assert apres.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_le_manifeste_dit_ce_que_contient_l_archive(source, manifeste):
    assert manifeste["lignes"] == {table: len(lignes) for table, lignes in source.contenu().items()}
    assert manifeste["sans_lignes"] == sorted(SANS_LIGNES)
    assert {nom.partition("/")[0] for nom in manifeste["fichiers"]} == {"prive", "medias"}
    dossiers = {"prive": "fichiers", "medias": "medias"}
    dits = {}
    for nom, piece in manifeste["fichiers"].items():
        stock, _, fichier = nom.partition("/")
        dits[f"{dossiers[stock]}/{fichier}"] = piece["sha256"]
    assert dits == source.fichiers()
    assert manifeste["orphelins"] == ["medias/documents/orphelin.txt", "prive/ab/orphelin"]
    assert manifeste["manquants"] == []
    with source.connexion() as connexion:
        assert sorted(map(tuple, manifeste["migrations"])) == sorted(connexion.execute("SELECT app, name FROM django_migrations"))


def test_l_archive_n_est_lue_que_par_son_proprietaire_et_ne_dit_pas_la_cle(sauvegarde, manifeste):
    assert stat.S_IMODE(sauvegarde.stat().st_mode) == 0o600
    assert stat.S_IMODE(sauvegarde.parent.stat().st_mode) == 0o700
    assert "tests-000" not in json.dumps(manifeste)
    assert [chemin.name for chemin in sauvegarde.parent.iterdir() if chemin.name.startswith(".")] == []


def test_une_sauvegarde_n_en_remplace_jamais_une_autre(source, sauvegarde, tmp_path):
    deja = tmp_path / "deja.tar.gz"
    deja.write_bytes(b"precieux")
    code, _, plaintes = source.executer("sauvegarder", deja)
    assert (code, deja.read_bytes()) == (1, b"precieux")
    assert "existe déjà" in plaintes
    avant = set(sauvegarde.parent.glob("*.tar.gz"))
    autres = {source.sauvegarder(), source.sauvegarder()}
    assert len(avant | autres) == len(avant) + 2
