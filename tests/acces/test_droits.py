"""docs/droits.md says what the matrix says."""

from .droits import COLONNES, PAGE, page
from .matrice import LIGNES
from .publics import LECTEURS, SANS_COMPTE


def test_la_page_des_droits_est_celle_de_la_matrice():
    assert PAGE.read_text(encoding="utf-8") == page(), "à refaire : python -m tests.acces.droits --ecrire"


def test_chaque_lecteur_a_sa_colonne():
    assert sorted(nom for noms in COLONNES.values() for nom in noms) == sorted(LECTEURS)


def test_suspendu_et_en_attente_sont_des_visiteurs():
    for ligne in LIGNES:
        assert len({(ligne.get[nom], ligne.post[nom]) for nom in SANS_COMPTE}) == 1, ligne
