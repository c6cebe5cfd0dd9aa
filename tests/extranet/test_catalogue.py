"""Published pages are in the catalogue, in the same transaction; others are not."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.espaces.enums import Nature as Espaces
from centre.espaces.models import Espace
from centre.registre import ecoutes
from centre.themes.models import Theme
from centre.themes.operations import charger_themes
from extranet.models import ActualitePage, RubriquePage
from extranet.operations import creer_actualite
from extranet.taches import publier_les_pages_prevues

PAGES = {"/actualites/", "/le-centre/", "/mentions-legales/", "/accessibilite/", "/confidentialite/"}


def lisibles(*types):
    entrees = Entree.objects.visibles_pour(AnonymousUser()).publies()
    return set(entrees.du_type(*types).values_list("adresse", flat=True))


def test_les_pages_installees_y_sont(accueil, brouillon):
    assert lisibles("page") == PAGES
    assert lisibles("actualite") == set()


def test_une_actualite_y_est_avec_son_classement(ecrire, db):
    charger_themes()
    theme = Theme.objects.first()
    page = ecrire(themes=[theme])
    entree = Entree.objects.de_l_objet(page).get()
    assert (entree.type, entree.titre, entree.resume, entree.adresse) == ("actualite", page.title, page.chapo, page.adresse)
    assert entree.espace == Espace.objects.du_systeme(Espaces.OUVERT)
    assert list(entree.themes.all()) == [theme]
    assert timezone.localtime(entree.date).date() == dt.date(2026, 11, 3)


def test_un_brouillon_n_y_entre_qu_a_sa_publication(brouillon):
    assert lisibles("actualite") == set()
    brouillon.get_latest_revision().publish()
    assert lisibles("actualite") == {"/actualites/secret/"}


def test_modifier_sans_publier_ne_change_rien(ecrire):
    page = ecrire("Titre publié")
    page.title = "Titre en préparation"
    page.save_revision()
    assert Entree.objects.de_l_objet(page).get().titre == "Titre publié"
    page.get_latest_revision().publish()
    assert Entree.objects.de_l_objet(page).get().titre == "Titre en préparation"


@pytest.mark.parametrize("retirer", [ActualitePage.unpublish, ActualitePage.delete])
def test_depubliee_ou_supprimee_elle_en_sort(ecrire, retirer):
    page, autre = ecrire("À retirer"), ecrire("Reste")
    retirer(page)
    assert lisibles("actualite") == {autre.adresse}


def test_changer_une_adresse_change_celles_d_en_dessous(accueil):
    mere = accueil.add_child(instance=RubriquePage(title="Guides", slug="guides"))
    fille = mere.add_child(instance=RubriquePage(title="Écrire", slug="ecrire"))
    autre = accueil.add_child(instance=RubriquePage(title="Ailleurs", slug="ailleurs"))
    for page in (mere, fille, autre):
        page.save_revision().publish()
    assert lisibles("page") - PAGES == {"/guides/", "/guides/ecrire/", "/ailleurs/"}
    mere = RubriquePage.objects.get(pk=mere.pk)
    mere.slug = "modes-d-emploi"
    mere.save_revision().publish()
    assert lisibles("page") - PAGES == {"/modes-d-emploi/", "/modes-d-emploi/ecrire/", "/ailleurs/"}
    RubriquePage.objects.get(pk=mere.pk).move(RubriquePage.objects.get(pk=autre.pk), pos="last-child")
    assert lisibles("page") - PAGES == {"/ailleurs/", "/ailleurs/modes-d-emploi/", "/ailleurs/modes-d-emploi/ecrire/"}


def test_publication_refusee_page_et_entree_ensemble(accueil, monkeypatch):
    """A listener that fails takes the publication with it."""

    def refuser(objet):
        raise RuntimeError("refus")

    monkeypatch.setattr(ecoutes, "_entrees", {**dict(ecoutes.items()), "refus": refuser})
    with pytest.raises(RuntimeError), transaction.atomic():
        creer_actualite(titre="X", chapo="x", corps="<p>x</p>", date=dt.date(2026, 1, 1), nature="locale")
    assert ActualitePage.objects.count() == 0
    assert lisibles("actualite") == set()


def test_publication_programmee(ecrire):
    page = ecrire("Tout de suite")
    prevue = ActualitePage(title="Plus tard", slug="plus-tard", chapo="x", date=dt.date(2026, 11, 5), live=False)
    page.get_parent().add_child(instance=prevue)
    prevue.go_live_at = timezone.now() + dt.timedelta(hours=1)
    prevue.save_revision().publish()
    publier_les_pages_prevues()
    assert lisibles("actualite") == {page.adresse}
    revision = prevue.get_latest_revision()
    passe = timezone.now() - dt.timedelta(minutes=1)
    revision.approved_go_live_at = passe
    revision.content["go_live_at"] = passe.isoformat()
    revision.save()
    publier_les_pages_prevues()
    assert lisibles("actualite") == {page.adresse, "/actualites/plus-tard/"}
