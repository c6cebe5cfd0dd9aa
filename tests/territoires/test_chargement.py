import datetime as dt
from collections import Counter

import pytest

from centre.territoires.models import Jalon, Succession, Territoire
from centre.territoires.operations import Compte, charger_communes, charger_territoires, corriger_monde

pytestmark = pytest.mark.django_db


def rangs():
    """Every row of the app, to compare two states."""
    liens = [Territoire.contenu_dans.through, Territoire.voisins.through, Succession, Jalon, Territoire]
    return [sorted(map(repr, modele.objects.values_list())) for modele in liens]


def slugs(territoires):
    return sorted(territoires.values_list("slug", flat=True))


def test_charger_deux_fois_est_une_fois(annonces):
    assert charger_territoires() == Compte(130, 0, 0)
    assert len(annonces) == 130
    avant = rangs()
    annonces.clear()
    assert charger_territoires() == Compte(0, 0, 130)
    assert rangs() == avant
    assert annonces == []


def test_ce_qui_est_charge():
    charger_territoires()
    assert Counter(Territoire.objects.values_list("nature", flat=True)) == {
        "region": 2, "departement": 2, "pays": 13, "petr": 4, "pnr": 1,
        "agglomeration": 15, "epci": 23, "ville": 37, "commune": 1, "quartier": 32,
    }  # fmt: skip
    assert Territoire.objects.filter(confiance="basse").count() == 0
    bray = Territoire.objects.get(slug="pays-de-bray")
    assert (bray.debut, bray.fin) == (dt.date(2001, 1, 1), dt.date(2014, 12, 31))
    assert (bray.population, bray.communes, bray.precision) == (58706, 114, "périmètre actuel équivalent")
    assert slugs(bray.successeurs) == ["petr-du-pays-de-bray"]
    assert slugs(bray.membres) == ["cc-bray-eawy", "cc-de-londinieres", "cc-des-quatre-rivieres-en-bray"]
    assert slugs(bray.voisins) == [
        "pays-dieppois-terroir-de-caux",
        "pays-du-vexin-normand",
        "pays-entre-seine-et-bray",
        "pays-interregional-bresle-yeres",
    ]


def test_les_successions_s_enchainent():
    charger_territoires()
    metropole = Territoire.objects.get(slug="metropole-rouen-normandie")
    crea = metropole.predecesseurs.get()
    assert crea.slug == "crea"
    assert slugs(crea.predecesseurs) == ["agglomeration-elbeuf-boucle-de-seine-caebs", "agglomeration-rouennaise"]
    rouen = Territoire.objects.filter(slug__in=["agglomeration-rouennaise", "crea", "metropole-rouen-normandie"])
    assert [slugs(rouen.a_la_date(dt.date(annee, 6, 1))) for annee in (2005, 2012, 2026)] == [
        ["agglomeration-rouennaise"],
        ["crea"],
        ["metropole-rouen-normandie"],
    ]


def test_chaque_succession_va_du_plus_ancien_au_plus_recent():
    charger_territoires()
    for lien in Succession.objects.select_related("ancien", "nouveau"):
        if lien.ancien.debut and lien.nouveau.debut:
            assert lien.ancien.debut < lien.nouveau.debut, lien


def test_recharger_corrige_les_faits_et_garde_la_main(annonces):
    charger_territoires()
    havre = Territoire.objects.get(slug="pays-le-havre-pointe-de-caux-estuaire")
    corriger_monde(territoire=havre, monde="mixte")
    Territoire.objects.filter(pk=havre.pk).update(siege="Ailleurs")
    ajoute = Territoire.objects.get(slug="eu")
    havre.voisins.add(ajoute)
    annonces.clear()
    assert charger_territoires() == Compte(0, 1, 129)
    havre.refresh_from_db()
    assert (havre.siege, havre.monde_corrige, havre.monde) == ("Le Havre", "mixte", "mixte")
    assert ajoute in havre.voisins.all()
    assert annonces == [havre]


def test_corriger_monde(annonces):
    charger_territoires()
    annonces.clear()
    eure = Territoire.objects.get(slug="eure")
    corriger_monde(territoire=eure, monde="rural")
    assert Territoire.objects.get(slug="eure").monde == "rural"
    corriger_monde(territoire=eure, monde="")
    assert Territoire.objects.get(slug="eure").monde == "mixte"
    assert annonces == [eure, eure]
    with pytest.raises(ValueError, match="lunaire"):
        corriger_monde(territoire=eure, monde="lunaire")


def test_les_faits_peu_surs_ne_sont_pas_charges():
    """Seats given with low confidence in the sources, and a ZUS list of medium confidence."""
    charger_territoires()
    assert Territoire.objects.get(slug="pays-entre-seine-et-bray").siege == ""
    assert Territoire.objects.get(slug="pays-du-vexin-normand").siege == ""
    assert "Justice" not in Territoire.objects.get(slug="cucs-de-louviers-et-val-de-reuil").description
    assert Territoire.objects.get(slug="pays-risle-estuaire").confiance == "moyenne"


def test_communes_chargees_deux_fois_est_une_fois(annonces):
    charger_territoires()
    annonces.clear()
    assert charger_communes() == Compte(1254, 0, 38)
    assert len(annonces) == 1254
    avant = rangs()
    annonces.clear()
    assert charger_communes() == Compte(0, 0, 1292)
    assert charger_territoires() == Compte(0, 0, 130)
    assert rangs() == avant
    assert annonces == []
    communes = Territoire.objects.par_nature("ville", "commune")
    assert communes.count() == 1292 == communes.values("code").distinct().count()
    assert communes.filter(contenu_dans__nature__in=["epci", "agglomeration"]).count() == 1292
    bray = Territoire.objects.get(slug="cc-de-londinieres")
    assert bray.membres.count() == bray.communes == 16


def test_une_commune_change_de_population(annonces):
    charger_communes()
    Territoire.objects.filter(code="27001").update(population=1)
    avant = Territoire.objects.get(code="27001").modifie_le
    annonces.clear()
    assert charger_communes() == Compte(0, 1, 1291)
    aclou = Territoire.objects.get(code="27001")
    assert aclou.population == 337
    assert aclou.modifie_le > avant
    assert annonces == [aclou]
