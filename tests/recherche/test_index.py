"""The index says what the objects say: written with them, verified, repaired."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from centre.catalogue.models import Entree
from centre.catalogue.operations import reconstruire_catalogue
from centre.recherche.models import Lexique, Reecriture, Texte
from centre.recherche.operations import actualiser_lexique, purger
from centre.recherche.taches import actualiser
from centre.recherche.vecteurs import LIMITE
from centre.recherche.verification import ecarts
from centre.registre import annoncer, ecoutes
from centre.territoires.models import Territoire
from centre.themes.models import Theme

pytestmark = pytest.mark.django_db


def verifier(*options):
    """Exit code and lines of the command."""
    sortie = StringIO()
    try:
        call_command("verifier_index", *options, stdout=sortie)
    except SystemExit as fin:
        return fin.code, sortie.getvalue().splitlines()
    return 0, sortie.getvalue().splitlines()


@pytest.fixture
def annonces(atelier, vocabulaire):
    """Rows of every registered type that exists in the test, none of them drifting."""
    Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    atelier.faire("Une", "reseau", texte="Un texte", themes=(vocabulaire["ville"].pk,))
    atelier.montrer(atelier.nouvelle(), atelier.vue("Page"), atelier.vue("Tout", "equipe", profondeur="complete"))
    reconstruire_catalogue()
    return atelier


def test_le_catalogue_ecoute_avant_la_recherche():
    noms = list(ecoutes)
    assert noms.index("catalogue") < noms.index("recherche")


def test_chaque_type_enregistre_a_les_lignes_de_ses_projections(annonces):
    assert verifier() == (0, ["0 écart"])
    assert {"piece", "theme", "territoire"} <= set(Entree.objects.values_list("type", flat=True))
    assert Texte.objects.count() == Entree.objects.publies().count()


def derive_titre(e):
    Entree.objects.filter(pk=e.pk).update(titre="Faux")


def derive_espace(e):
    from centre.espaces.models import Espace

    Entree.objects.filter(pk=e.pk).update(espace=Espace.objects.get(slug="ouvert"))


def derive_etat(e):
    Entree.objects.filter(pk=e.pk).update(etat="archive")


def derive_themes(e):
    e.themes.clear()


def derive_texte(e):
    Texte.objects.filter(pk=e.pk).update(texte="Faux")


def derive_texte_absent(e):
    Texte.objects.filter(pk=e.pk).delete()


def derive_vecteur(e):
    with connection.cursor() as curseur:
        curseur.execute("UPDATE recherche_texte SET vecteur_long = to_tsvector('faux') WHERE entree_id = %s", [e.pk])


def derive_absente(e):
    Texte.objects.filter(pk=e.pk).delete()
    Entree.objects.filter(pk=e.pk).delete()


def derive_orpheline(e):
    e.objet.__class__.objects.filter(pk=e.object_id)._raw_delete("default")


def derive_theme_renomme(e):
    Theme.objects.filter(slug="contrats-de-ville").update(nom="Autre nom")


DERIVES = [f for nom, f in list(globals().items()) if nom.startswith("derive_")]


@pytest.mark.parametrize("deriver", DERIVES, ids=lambda f: f.__name__)
def test_un_ecart_fait_a_la_main_est_trouve_puis_repare(annonces, deriver):
    deriver(Entree.objects.get(titre="Une"))
    code, lignes = verifier()
    assert code == 1
    assert len(lignes) >= 2
    assert lignes[-1] != "0 écart"
    assert verifier("--reparer") == (0, ["0 écart"])
    assert verifier() == (0, ["0 écart"])


def test_une_ligne_en_trop_est_un_ecart(annonces):
    (objet,) = [o for o in annonces.type.tous() if annonces.vues[o.pk][0].titre == "Une"]
    annonces.vues[objet.pk] = []
    assert [texte for texte, _ in ecarts()] == [f"piece {objet.pk} : la ligne «  » devrait être retirée"]
    assert verifier("--reparer") == (0, ["0 écart"])


def test_verifier_ne_change_rien(annonces):
    derive_titre(Entree.objects.get(titre="Une"))
    avant = list(Entree.objects.order_by("pk").values()), list(Texte.objects.order_by("pk").values())
    verifier()
    assert (list(Entree.objects.order_by("pk").values()), list(Texte.objects.order_by("pk").values())) == avant


def test_une_ecriture_annulee_ne_laisse_rien_dans_l_index(atelier):
    atelier.faire("Avant")
    avant = list(Texte.objects.values("texte", "vecteur_long"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        atelier.faire("Jamais", texte="jamais")
        1 / 0
    assert list(Texte.objects.values("texte", "vecteur_long")) == avant


def test_retire_un_objet_n_a_plus_de_texte_et_le_retrouve_retabli(atelier):
    objet = atelier.faire("Titre", texte="texte")
    for etat, attendu in (("retire", []), ("publie", ["texte"]), ("archive", ["texte"])):
        atelier.changer(objet, etat=etat)
        assert list(Texte.objects.values_list("texte", flat=True)) == attendu
    Entree.objects.update(etat="retire")
    assert (purger(), Texte.objects.count()) == (1, 0)


def test_le_texte_garde_est_coupe_et_sans_caractere_de_controle(atelier):
    atelier.faire("T", texte="\x00a\x02b\n" + "c" * LIMITE)
    (garde,) = Texte.objects.values_list("texte", flat=True)
    assert (garde[:3], len(garde)) == ("ab\n", LIMITE)


def test_annoncer_une_commune_coute_peu(db, django_assert_max_num_queries):
    commune = Territoire.objects.create(nom="Forges", slug="forges", nature="commune")
    with transaction.atomic():
        annoncer(commune)
    with transaction.atomic(), django_assert_max_num_queries(10):
        annoncer(commune)


def test_la_nuit_le_lexique_et_les_regles_sont_relus(annonces):
    Reecriture.objects.all().delete()
    actualiser()
    assert Reecriture.objects.exists()
    assert Lexique.objects.get(mot="éducative").cle == "educative"
    avant = sorted(Lexique.objects.values_list("mot", "nb"))
    actualiser_lexique()
    assert sorted(Lexique.objects.values_list("mot", "nb")) == avant
