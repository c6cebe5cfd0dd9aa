"""Restoring where there is something: asked twice, kept aside first, refused when it cannot be right."""

import os
import pty
import subprocess
import sys

import pytest

from tests.sauvegarde.outils import RACINE
from tests.sauvegarde.test_aller_retour import FILE

pytestmark = pytest.mark.django_db


def vivre(portail):
    """What happened since the backup: a member more, an écho less, a file changed under its name, one more, one less."""
    with portail.connexion() as connexion:
        connexion.execute("UPDATE membres_membre SET nom = 'Changé depuis'")
        connexion.execute("DELETE FROM publications_commentaire")
    image = next((portail.var / "medias" / "original_images").iterdir())
    image.write_bytes(b"une autre image sous le meme nom")
    (portail.var / "medias" / "documents" / "depuis.txt").write_bytes(b"ajoute depuis")
    perdu = next(c for c in (portail.var / "fichiers").rglob("*") if c.is_file() and c.name != "orphelin")
    perdu.unlink()
    return perdu.relative_to(portail.var / "fichiers")


def sans_la_file(etat):
    contenu, _, fichiers = etat
    return {table: lignes for table, lignes in contenu.items() if table not in FILE}, fichiers


@pytest.fixture
def habite(source, nouveau):
    portail = nouveau(source)
    vivre(portail)
    return portail


def test_une_base_habitee_n_est_pas_touchee_sans_le_dire(habite, sauvegarde):
    avant = habite.etat()
    for mots, phrase in (
        (["--oui"], "La base contient déjà des membres : rien n’est restauré sans « --remplacer »."),
        (["--remplacer"], "Sans terminal pour confirmer, il faut « --remplacer --oui »."),
    ):
        code, _, plaintes = habite.executer("restaurer", sauvegarde, *mots)
        assert (code, plaintes.strip()) == (1, f"CommandError: {phrase}")
    assert habite.etat() == avant


def test_remplacer_rend_l_etat_sauvegarde_et_garde_l_ancien_a_cote(source, sauvegarde, nouveau):
    habite = nouveau(source)
    perdu = vivre(habite)
    avant = habite.etat()
    sortie = habite.faire("restaurer", sauvegarde, "--remplacer", "--oui")
    assert sans_la_file(habite.etat()) == sans_la_file(source.etat())
    (gardee,) = (habite.var / "sauvegardes").glob("*-avant-restauration.tar.gz")
    assert f"Ce qui est remplacé est gardé dans « {gardee} »." in sortie
    retour = nouveau()
    dit = retour.faire("restaurer", gardee)
    assert f"Attention, fichiers qui manquaient déjà au moment de la sauvegarde : prive/{perdu}." in dit
    assert sans_la_file(retour.etat()) == sans_la_file(avant)


@pytest.mark.complet
@pytest.mark.parametrize(("reponses", "code"), [("remplacer\nnon\n", 1), ("non\n", 1), ("remplacer\nremplacer\n", 0)])
def test_au_terminal_il_faut_le_taper_deux_fois(source, habite, sauvegarde, reponses, code):
    avant = sans_la_file(habite.etat())
    maitre, esclave = pty.openpty()
    os.write(maitre, reponses.encode())
    commande = [sys.executable, "manage.py", "restaurer", str(sauvegarde), "--remplacer"]
    fini = subprocess.run(commande, cwd=RACINE, env=habite.env(), stdin=esclave, capture_output=True, text=True, timeout=240)
    os.close(maitre)
    os.close(esclave)
    assert fini.returncode == code, fini.stderr
    assert sans_la_file(habite.etat()) == (avant if code else sans_la_file(source.etat()))
    assert ("Rien n’a été restauré." in fini.stderr) == bool(code)


def test_la_base_d_un_autre_programme_est_laissee(nouveau, sauvegarde):
    autre = nouveau()
    with autre.connexion() as connexion:
        connexion.execute("CREATE TABLE compta (montant int)")
        connexion.execute("INSERT INTO compta VALUES (12)")
    code, _, plaintes = autre.executer("restaurer", sauvegarde, "--remplacer", "--oui")
    assert (code, "autre chose que l’Extranet" in plaintes) == (1, True)
    assert autre.contenu() == {"compta": ["(12)"]}


def test_un_portail_en_marche_est_laisse(habite, sauvegarde):
    avant = habite.etat()
    with habite.connexion():
        code, _, plaintes = habite.executer("restaurer", sauvegarde, "--remplacer", "--oui")
    assert (code, "Le portail est en marche (connexions à la base : 1)" in plaintes) == (1, True)
    assert habite.etat() == avant


@pytest.mark.complet
def test_une_sauvegarde_plus_ancienne_que_le_code_est_mise_a_jour(source, nouveau):
    ancien, vide = nouveau(source), nouveau()
    ancien.faire("migrate", "wagtailredirects", "0007")
    sortie = vide.faire("restaurer", ancien.sauvegarder())
    assert "Les migrations plus récentes que la sauvegarde ont été appliquées." in sortie
    with source.connexion() as avant, ancien.connexion() as entre, vide.connexion() as apres:
        lire = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
        complet = avant.execute(lire).fetchall()
        assert apres.execute(lire).fetchall() == complet
        assert len(entre.execute(lire).fetchall()) < len(complet)
    assert vide.contenu()["echos_echo"] == source.contenu()["echos_echo"]


@pytest.mark.complet
def test_un_changement_de_cle_se_dit(sauvegarde, nouveau):
    vide = nouveau()
    vide.environnement = {"DJANGO_SETTINGS_MODULE": "centre.settings.demo", "SECRET_KEY": "une autre" * 8}
    assert "Attention : SECRET_KEY n’est pas celle de la sauvegarde" in vide.faire("restaurer", sauvegarde)
