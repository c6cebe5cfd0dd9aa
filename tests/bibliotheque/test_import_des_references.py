"""References in RIS, as other tools write them: same dry run, same undo (DOC-16)."""

from __future__ import annotations

import pytest

from centre.membres.enums import Constat
from centre.membres.lecture_des_listes import Illisible
from centre.membres.operations import imports as operations
from centre.taches import vider_la_file
from centre.themes.models import Famille, Theme
from ressources.bibliotheque import citations
from ressources.bibliotheque.lecture_des_ris import lire_les_references
from ressources.bibliotheque.models import Ressource

from .conftest import notice
from .paquets import constats, lire, remarques

pytestmark = pytest.mark.django_db

ZOTERO = """TY  - RPRT
TI  - Habiter les petites villes
AU  - Martin, Claire
AU  - Observatoire des territoires (exemple)
DA  - 2006/03/16/
PY  - 2006
AB  - Un état des lieux
sur deux lignes.
KW  - Conseils de développement
KW  - mot libre
PB  - La Documentation (exemple)
UR  - https://exemple.test/habiter
LA  - fr
ER  - 

TY  - JOUR
T1  - L’article au DOI
A1  - Le Goff, Jeanne
Y1  - 2007///
JF  - Revue d’exemple
DO  - 10.1234/abc.5
ER  -
"""
#: As PMB exports: ISO-8859-15, one space before the dash, no end for the last one, a type of its own.
PMB = "TY - XYZ\r\nT1 - Les conseils de développement : l’été\r\nPY - mars 2005\r\nER - \r\nTY - BOOK\r\nBT - Un livre papier\r\nPY - 2004\r\n"


@pytest.fixture
def theme(db):
    famille = Famille.objects.create(nom="Démocratie", slug="democratie")
    return Theme.objects.create(famille=famille, nom="Conseils de développement", slug="conseil-developpement")


def importer(par, texte, encodage="utf-8"):
    return lire(
        par, texte.replace("’", "'").encode(encodage) if encodage != "utf-8" else texte.encode(), "references", "refs.ris"
    )


def test_des_references_de_zotero_entrent_puis_sortent(animatrice, theme):
    lu = importer(animatrice, ZOTERO)
    assert constats(lu) == {1: Constat.CREER, 16: Constat.CREER}
    assert remarques(lu, 1) == ["Thèmes : « mot libre » n’est pas un thème du vocabulaire. Laissé de côté."]
    operations.appliquer(importation=lu, par=animatrice)
    vider_la_file()
    champs = ("titre", "type", "auteurs", "periode", "annee", "resume", "source", "lien", "live")
    assert list(Ressource.objects.order_by("pk").values_list(*champs)) == [
        (
            "Habiter les petites villes", "rapport", "Martin, Claire ; Observatoire des territoires (exemple)", "2006-03-16", 2006,
            "Un état des lieux sur deux lignes.", "La Documentation (exemple)", "https://exemple.test/habiter", True,
        ),
        ("L’article au DOI", "article", "Jeanne Le Goff", "2007", 2007, "", "Revue d’exemple", "https://doi.org/10.1234/abc.5", True),
    ]  # fmt: skip
    assert [t.pk for t in Ressource.objects.earliest("pk").themes.all()] == [theme.pk]
    encore = importer(animatrice, ZOTERO)
    assert constats(encore) == {1: Constat.DEJA_LA, 16: Constat.DEJA_LA}
    assert remarques(encore, 16) == ["Déjà dans la bibliothèque, à la même adresse : « L’article au DOI »."]
    operations.defaire(importation=lu, par=animatrice)
    vider_la_file()
    assert not Ressource.objects.exists()


def test_un_vieil_export_mal_fini_dit_ce_qui_lui_manque(client, animatrice):
    lu = importer(animatrice, PMB, "iso-8859-15")
    assert constats(lu) == {1: Constat.CREER, 5: Constat.CREER}
    sans = "Adresse en ligne : sans adresse ni fichier : la notice entre en brouillon, à compléter avant de la publier."
    assert remarques(lu, 1) == ["Type : « XYZ » n’a pas d’équivalent ici : « guide », à vérifier.", sans]
    assert remarques(lu, 5) == ["La référence n’a pas de fin (ER) : le fichier est peut-être coupé.", sans]
    operations.appliquer(importation=lu, par=animatrice)
    vider_la_file()
    assert list(Ressource.objects.order_by("pk").values_list("titre", "periode", "live")) == [
        ("Les conseils de développement : l'été", "2005-03", False),
        ("Un livre papier", "2004", False),
    ]
    client.force_login(animatrice)
    page = client.get(f"/gestion/imports/{lu.pk}/").content.decode()
    assert f'href="{Ressource.objects.earliest("pk").get_absolute_url()}"' in page
    operations.defaire(importation=lu, par=animatrice)
    vider_la_file()
    assert not Ressource.objects.exists()


def test_ce_que_nous_ecrivons_se_relit(animatrice, theme):
    faite = notice(animatrice, "Un guide à citer", periode="2005-06", auteurs="Claire Martin ; Pays de Test", source="Le Centre")
    faite.themes = [theme]
    (lue,), avis = lire_les_references(citations.en_ris(faite, "https://ici.test/ressources/guide/").encode())
    assert (avis, lue.finie, lue.premiere("TI"), lue.toutes("AU"), lue.premiere("PB"), lue.toutes("KW")) == (
        [], True, "Un guide à citer", ["Martin, Claire", "Pays de Test"], "Le Centre", ["Conseils de développement"],
    )  # fmt: skip


@pytest.mark.parametrize("texte", ["", "bonjour", "AU  - Sans début\nER  - \n", "\x00\x01\x02" * 50])
def test_ce_qui_n_est_pas_du_ris_est_refuse(animatrice, texte):
    with pytest.raises(Illisible):
        importer(animatrice, texte)


def test_une_adresse_qui_n_en_est_pas_une_est_refusee(animatrice):
    lu = importer(animatrice, "TY  - GEN\nTI  - Piège\nUR  - https://[mauvaise\nER  - \n")
    assert constats(lu) == {1: Constat.ERREUR}
    assert remarques(lu, 1) == ["Adresse en ligne : « https://[mauvaise » n’est pas une adresse du Web."]
