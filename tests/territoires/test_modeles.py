import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from centre.territoires.departements import NOMS, nommer
from centre.territoires.enums import MONDE_PAR_NATURE, Monde, Nature
from centre.territoires.models import Succession, Territoire

from .outils import creer

pytestmark = pytest.mark.django_db


def noms(territoires):
    return [territoire.nom for territoire in territoires]


def test_a_la_date_inclut_les_deux_bouts_et_l_inconnu():
    creer("Fini", debut=dt.date(2001, 1, 1), fin=dt.date(2014, 12, 31))
    creer("Neuf", debut=dt.date(2015, 1, 1))
    creer("Sans dates")
    a = Territoire.objects.order_by("pk").a_la_date
    assert noms(a(dt.date(2000, 12, 31))) == ["Sans dates"]
    assert noms(a(dt.date(2001, 1, 1))) == ["Fini", "Sans dates"]
    assert noms(a(dt.date(2014, 12, 31))) == ["Fini", "Sans dates"]
    assert noms(a(dt.date(2015, 1, 1))) == ["Neuf", "Sans dates"]


def test_actifs_se_lit_a_l_heure_de_paris():
    fini = creer("Fini", fin=dt.date(2014, 12, 31))
    with time_machine.travel("2014-12-31 22:59 +0000", tick=False):  # 23:59 in Paris
        assert noms(Territoire.objects.actifs()) == ["Fini"]
        assert not fini.termine
    with time_machine.travel("2014-12-31 23:01 +0000", tick=False):  # already 2015 in Paris
        assert noms(Territoire.objects.actifs()) == []
        assert fini.termine


@pytest.mark.parametrize(
    ("nature", "monde"),
    [
        ("quartier", "urbain"), ("agglomeration", "urbain"), ("ville", "urbain"),
        ("pays", "rural"), ("petr", "rural"), ("pnr", "rural"),
        ("departement", "mixte"), ("region", "mixte"), ("epci", "mixte"), ("commune", "mixte"),
    ],
)  # fmt: skip
def test_monde_de_chaque_nature(nature, monde):
    assert creer("Un", nature).monde == monde


def test_chaque_nature_a_son_monde():
    assert set(MONDE_PAR_NATURE) == set(Nature)


def test_de_monde_dit_comme_la_propriete():
    for nature in Nature.values:
        creer(nature, nature)
    for monde in Monde.values:
        creer(f"corrigé {monde}", "pays", monde_corrige=monde)
    for monde in Monde.values:
        trouves = set(Territoire.objects.de_monde(monde))
        assert trouves == {t for t in Territoire.objects.all() if t.monde == monde}
    assert creer("Le Havre Pointe de Caux", "pays", monde_corrige="mixte").monde == "mixte"


def test_par_nature_et_hors_communes():
    creer("Bray", "pays")
    creer("Rouen", "ville")
    creer("Aclou", "commune")
    assert noms(Territoire.objects.par_nature("pays", "ville").order_by("pk")) == ["Bray", "Rouen"]
    assert noms(Territoire.objects.hors_communes().order_by("pk")) == ["Bray", "Rouen"]


@pytest.mark.parametrize(
    ("texte", "trouves"),
    [
        ("", ["CC des Villes Sœurs", "Évreux", "Gonfreville-l’Orcher", "Grand Évreux Agglomération"]),
        ("EVREUX", ["Évreux", "Grand Évreux Agglomération"]),
        ("gea", ["Grand Évreux Agglomération"]),
        ("evreux grand", ["Grand Évreux Agglomération"]),
        ("soeurs", ["CC des Villes Sœurs"]),
        ("l'orcher", ["Gonfreville-l’Orcher"]),
        ("27229", ["Évreux"]),
        ("2722", []),
        ("eu ville soeurs", ["CC des Villes Sœurs"]),
        ("%", []),
        ("evreux\x00", ["Évreux", "Grand Évreux Agglomération"]),
    ],
)
def test_cherchant(texte, trouves):
    creer("Évreux", "ville", code="27229")
    creer("Grand Évreux Agglomération", "agglomeration", autres_noms="GEA")
    creer("CC des Villes Sœurs", "epci", siege="Eu")
    creer("Gonfreville-l’Orcher", "ville")
    assert sorted(noms(Territoire.objects.cherchant(texte)), key=str.casefold) == sorted(trouves, key=str.casefold)


def test_ranges_par_nature_puis_sans_egard_aux_accents():
    for nom, nature in [("Vernon", "ville"), ("Évreux", "ville"), ("elbeuf", "ville"), ("Bray", "pays"), ("Eu", "ville")]:
        creer(nom, nature)
    assert noms(Territoire.objects.ranges()) == ["Bray", "elbeuf", "Eu", "Évreux", "Vernon"]


def test_adresse_unique_et_en_ascii():
    creer("Bray", slug="bray")
    with pytest.raises(IntegrityError), transaction.atomic():
        creer("Autre", slug="bray")
    with pytest.raises(ValidationError):
        Territoire(nom="É", slug="évreux", nature="ville").full_clean()


def test_une_succession_est_unique_et_jamais_a_soi():
    a, b = creer("A"), creer("B")
    Succession.objects.create(ancien=a, nouveau=b)
    assert list(a.successeurs.all()) == [b]
    assert list(b.predecesseurs.all()) == [a]
    for paire in ((a, b), (a, a)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(ancien=paire[0], nouveau=paire[1])


def test_un_departement_contient_ce_qui_porte_son_code():
    eure = creer("Eure", "departement", code="27", departements=["27"])
    dedans = creer("Roumois", "pays", departements=["27", "76"])
    creer("Bray", "pays", departements=["76"])
    creer("Louviers", "ville", departements=["27"])
    dit = creer("Hameau", "commune")
    dit.contenu_dans.add(eure)
    creer("Douteux", "pays", departements=["27"], confiance="basse")
    assert set(eure.contenus()) == {dedans, dit}


def test_genre_lieu_et_resume():
    qpv = creer("Navarre", "quartier", dispositif="qpv", departements=["27"], periode="depuis 2015")
    assert (qpv.genre, qpv.lieu) == ("Quartier prioritaire (QPV)", "Eure")
    assert qpv.resume == "Quartier prioritaire (QPV), Eure, depuis 2015"
    assert creer("Eure", "departement", departements=["27"]).lieu == ""
    assert creer("Parc", "pnr").natures == "Parcs naturels régionaux"
    assert creer("Bray").natures == "Pays"


def test_noms_des_departements():
    assert len(NOMS) == 101
    assert nommer(["27", "76"]) == "Eure et Seine-Maritime"
    assert nommer(["14", "27", "76"]) == "Calvados, Eure et Seine-Maritime"
    assert nommer(["2A"]) == "Corse-du-Sud"
    assert nommer(["99"]) == "99"
    assert nommer([]) == ""
