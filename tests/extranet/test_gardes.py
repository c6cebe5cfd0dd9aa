"""What the team's back-office refuses, and what it keeps alive."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from centre.espaces.enums import Public
from centre.gestion.operations import accorder_gestion
from centre.membres.operations import creer_membre, donner_role
from extranet.models import ADRESSES_FIXES, AccueilPage, RubriquePage


@pytest.fixture
def equipe(client, db):
    accorder_gestion()
    membre = creer_membre(email="animatrice@essai.example", prenom="Anne", nom="Essai")
    donner_role(membre=membre, role=Public.ANIMATRICE)
    client.force_login(membre)
    return client


@pytest.fixture
def guide(accueil):
    page = AccueilPage.objects.get().add_child(instance=RubriquePage(title="Guide", slug="guide"))
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("slug", ["accueil", *ADRESSES_FIXES])
def test_une_page_fixe_ne_se_supprime_ni_ne_se_deplace_ni_ne_se_depublie(equipe, guide, slug):
    fixe = Page.objects.get(slug=slug)
    avant = Page.objects.values_list("url_path", "live").get(pk=fixe.pk)
    for nom, arguments in (("delete", []), ("unpublish", []), ("move_confirm", [guide.pk])):
        equipe.post(reverse(f"wagtailadmin_pages:{nom}", args=[fixe.pk, *arguments]))
    for action in ("delete", "unpublish"):
        equipe.post(f"/gestion/bulk/wagtailcore/page/{action}/?id={fixe.pk}")
    assert Page.objects.values_list("url_path", "live").get(pk=fixe.pk) == avant


def test_une_autre_page_se_supprime_et_se_depublie(equipe, guide):
    equipe.post(reverse("wagtailadmin_pages:unpublish", args=[guide.pk]))
    assert not Page.objects.get(pk=guide.pk).live
    equipe.post(reverse("wagtailadmin_pages:delete", args=[guide.pk]))
    assert not Page.objects.filter(pk=guide.pk).exists()


def test_une_adresse_changee_mene_a_la_nouvelle(client, guide, django_capture_on_commit_callbacks):
    assert client.get("/guide/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        guide.slug = "mode-d-emploi"
        guide.save_revision().publish()
    reponse = client.get("/guide/")
    assert (reponse.status_code, reponse["Location"]) == (301, "/mode-d-emploi/")


def test_administration_ne_supprime_pas_en_nombre(client, guide):
    accorder_gestion()
    membre = creer_membre(email="admin@essai.example", prenom="Ali", nom="Essai")
    donner_role(membre=membre, role=Public.ADMINISTRATION)
    client.force_login(membre)
    fille = guide.add_child(instance=RubriquePage(title="Fille", slug="fille"))
    client.post(reverse("wagtailadmin_pages:delete", args=[guide.pk]))
    assert Page.objects.filter(pk__in=[guide.pk, fille.pk]).count() == 2
