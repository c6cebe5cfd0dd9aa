"""The tree: which page goes where, what the installer makes, what cannot be undone by mistake."""

import pytest
from django.urls import get_resolver
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailPageTestCase

from extranet.models import (
    ADRESSES_FIXES,
    ADRESSES_RESERVEES,
    AccueilPage,
    ActualitePage,
    ActualitesPage,
    CentrePage,
    RubriquePage,
)
from extranet.operations import installer_pages

TYPES = {Page, AccueilPage, ActualitePage, ActualitesPage, CentrePage, RubriquePage}


class TestRegles(WagtailPageTestCase):
    """Parents and children of each type, equal to this table."""

    def test_filles_permises(self):
        self.assertAllowedSubpageTypes(Page, {Page, AccueilPage})
        self.assertAllowedSubpageTypes(AccueilPage, {RubriquePage, ActualitesPage, CentrePage})
        self.assertAllowedSubpageTypes(RubriquePage, {RubriquePage})
        self.assertAllowedSubpageTypes(ActualitesPage, {ActualitePage})
        self.assertAllowedSubpageTypes(ActualitePage, set())
        self.assertAllowedSubpageTypes(CentrePage, set())

    def test_creation(self):
        self.assertCanCreateAt(Page, AccueilPage)
        self.assertCanCreateAt(AccueilPage, RubriquePage)
        self.assertCanCreateAt(ActualitesPage, ActualitePage)
        self.assertCanNotCreateAt(AccueilPage, ActualitePage)
        self.assertCanNotCreateAt(Page, RubriquePage)

    def test_une_seule_de_chaque(self):
        accueil = installer_pages()
        racine = Page.objects.get(depth=1)
        uniques = (AccueilPage, ActualitesPage, CentrePage)
        assert [t for t in uniques if t.can_create_at(accueil) or t.can_create_at(racine)] == []
        assert RubriquePage.can_create_at(accueil)


def arbre():
    return sorted(Page.objects.filter(depth__gte=2).values_list("url_path", "title", "live", "content_type__model"))


def test_installer_fait_l_arbre_et_pas_deux_fois(accueil):
    attendu = {"/accueil/", *(f"/accueil/{slug}/" for slug in ADRESSES_FIXES)}
    avant = arbre()
    assert {ligne[0] for ligne in avant} == attendu
    assert all(live for _, _, live, _ in avant)
    installer_pages()
    assert arbre() == avant
    site = Site.objects.get()
    assert (site.root_page_id, site.is_default_site) == (accueil.pk, True)


def test_installer_garde_ce_que_l_equipe_a_ecrit(accueil):
    centre = CentrePage.objects.get()
    centre.chapo = "Écrit par l’équipe."
    centre.save_revision().publish()
    RubriquePage.objects.get(slug="confidentialite").delete()
    installer_pages()
    assert CentrePage.objects.get().chapo == "Écrit par l’équipe."
    assert RubriquePage.objects.filter(slug="confidentialite", live=True).count() == 1


def test_installer_garde_une_page_home_ecrite_par_quelqu_un(db):
    bienvenue = Page.objects.get(slug="home", depth=2)
    bienvenue.save_revision()
    installer_pages()
    assert Page.objects.filter(pk=bienvenue.pk).exists()


def test_aucune_page_ne_peut_etre_restreinte():
    assert [t.private_page_options for t in TYPES - {Page}] == [[]] * 5


def test_les_adresses_des_autres_parties_sont_reservees():
    """Every first word of an address that is not a page is refused to a page of the first level."""
    mots = set()
    for motif in get_resolver().url_patterns:
        for m in [motif, *getattr(motif, "url_patterns", [])] if str(motif.pattern) == "" else [motif]:
            premier = str(m.pattern).split("/")[0]
            if premier and premier.replace("-", "").isalnum():
                mots.add(premier)
    administration = {"connexion", "deconnexion", "inscription"}
    assert {"territoires", "gestion", "echos", *administration} <= mots  # the walk sees something
    assert mots - ADRESSES_RESERVEES - set(ADRESSES_FIXES) == set()


@pytest.mark.parametrize("slug", ["jeudis", "territoires"])
def test_le_formulaire_refuse_une_adresse_reservee(accueil, slug):
    formulaire = RubriquePage.get_edit_handler().get_form_class()
    donnees = {"title": "X", "slug": slug, "chapo": "", "corps-count": "0"}
    form = formulaire(donnees, instance=RubriquePage(), parent_page=accueil)
    assert "slug" in form.errors
    permis = formulaire({**donnees, "slug": "ou-dormir"}, instance=RubriquePage(), parent_page=accueil)
    assert "slug" not in permis.errors


def test_le_formulaire_garde_l_adresse_des_pages_fixes(accueil):
    page = RubriquePage.objects.get(slug="accessibilite")
    form = RubriquePage.get_edit_handler().get_form_class()(instance=page, parent_page=accueil)
    assert form.fields["slug"].disabled
