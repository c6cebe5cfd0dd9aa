import pytest
from django.contrib.sitemaps import Sitemap

from centre.registre import catalogue
from centre.territoires.branchements import projeter
from centre.territoires.models import Territoire
from centre.territoires.sitemaps import TerritoireSitemap

from .outils import creer

pytestmark = pytest.mark.django_db


def test_la_projection_d_un_territoire():
    gea = creer(
        "Grand Évreux", "agglomeration", autres_noms="GEA", code="27", siege="Évreux", departements=["27"], description="Texte."
    )
    (p,) = projeter(gea)
    assert (p.titre, p.adresse, p.resume, p.profondeur) == ("Grand Évreux", "/territoires/grand-evreux/", "Texte.", "")
    assert p.texte == "GEA. Agglomération. Eure. Évreux. 27"
    assert (p.espace_id, p.auteur_id, p.etat, p.territoires, p.themes) == (None, None, "publie", (gea.pk,), ())


def test_l_incertain_n_est_pas_projete():
    assert projeter(creer("Douteux", confiance="basse")) == []


def test_le_type_est_inscrit():
    genre = catalogue["territoire"]
    assert (genre.nom, genre.libelle, genre.modele, genre.projeter) == ("territoire", "Territoire", Territoire, projeter)
    un = creer("Un")
    assert list(genre.tous()) == [un]


def test_plan_du_site():
    un = creer("Un")
    creer("Douteux", confiance="basse")
    plan = TerritoireSitemap()
    assert isinstance(plan, Sitemap)
    assert [(plan.location(t), plan.lastmod(t)) for t in plan.items()] == [("/territoires/un/", un.modifie_le)]
