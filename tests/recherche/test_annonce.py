"""The honest notice: visitors learn that reserved results exist, never which, nor how many, nor what they say."""

import pytest
from django.test import Client

from centre.espaces.models import Espace

from .outils import Page

QUELQUES, PLUS = "Quelques résultats sont réservés au réseau", "Plus de 10 résultats sont réservés au réseau"


def avis(page):
    return next((dit for dit in (QUELQUES, PLUS) if dit in page.texte), "réservés" in page.texte)


@pytest.fixture
def theme(vocabulaire):
    return {"themes": (vocabulaire["reussite"].pk,)}


def test_un_type_qui_ne_s_annonce_pas_n_est_annonce_par_rien(atelier, client, theme):
    atelier.faire("Réussite éducative à Bray", "reseau", **theme)
    assert avis(Page(client, q="réussite éducative")) is False


def test_quelques_puis_plus_de_dix_jamais_le_compte(atelier, client, theme):
    for attendu in [QUELQUES] * 10 + [PLUS] * 2:
        atelier.faire("Sans rapport", "reseau", annoncable=True, **theme)
        page = Page(client, q="réussite éducative")
        assert (avis(page), page.titres, "Sans rapport" in page.texte) == (attendu, [], False)


@pytest.mark.parametrize("q", ["secret", "resumesecret", "textesecret", "secret réussite éducative", "-absent"])
def test_ni_le_titre_ni_le_resume_ni_le_texte_ne_sont_interroges(atelier, client, theme, q):
    atelier.faire("secret", "reseau", resume="resumesecret", texte="textesecret", annoncable=True, **theme)
    autre = Page(client, q="introuvable" if q != "-absent" else "-réussite -éducative -absent")
    page = Page(client, q=q)
    assert avis(autre) is False
    assert avis(page) == (QUELQUES if q == "-absent" else False)


@pytest.mark.parametrize("q", ["-secret", "-resumesecret", "-textesecret", "éducative -secret", "éducative -textesecret"])
def test_exclure_un_mot_ne_dit_pas_s_il_y_est(atelier, client, theme, q):
    """The same answer whether the reserved text holds the excluded word or not."""
    objet = atelier.faire("secret", "reseau", resume="resumesecret", texte="textesecret", annoncable=True, **theme)
    avec = avis(Page(client, q=q))
    atelier.changer(objet, titre="autre", resume="autre", texte="autre")
    assert avis(Page(client, q=q)) == avec == QUELQUES


def test_le_titre_de_la_profondeur_publique_annonce_la_reservee(atelier, client):
    objet = atelier.nouvelle()
    atelier.montrer(
        objet,
        atelier.vue("Le bocage", resume="resumepublic"),
        atelier.vue("Titre complet", "reseau", profondeur="complete", annoncable=True),
    )
    assert (Page(client, q="bocage").titres, avis(Page(client, q="bocage"))) == (["Le bocage"], QUELQUES)
    assert avis(Page(client, q="resumepublic")) is False
    assert avis(Page(client, q="complet")) is False
    atelier.montrer(
        objet,
        atelier.vue("Le bocage", etat="retire"),
        atelier.vue("Titre complet", "reseau", profondeur="complete", annoncable=True),
    )
    assert avis(Page(client, q="bocage")) is False


@pytest.mark.parametrize("slug", ["equipe", "ville", "public-elargi"])
def test_un_espace_qui_ne_s_annonce_pas_se_tait(atelier, client, theme, slug):
    atelier.faire("Sans rapport", slug, annoncable=True, **theme)
    assert avis(Page(client, q="réussite éducative")) is False
    Espace.objects.filter(slug=slug).update(annoncer_au_public=True)
    assert avis(Page(client, q="réussite éducative")) == QUELQUES


@pytest.mark.parametrize("etat", ["retire", "archive"])
def test_un_resultat_retire_ne_s_annonce_plus(atelier, client, theme, etat):
    atelier.faire("Sans rapport", "reseau", annoncable=True, etat=etat, **theme)
    assert avis(Page(client, q="réussite éducative")) == (QUELQUES if etat == "archive" else False)


def test_un_membre_n_a_pas_d_avis_et_les_filtres_n_y_changent_rien(atelier, client, personnes, theme):
    atelier.faire("Sans rapport", "reseau", annoncable=True, **theme)
    membre = Client()
    membre.force_login(personnes["public-elargi"], backend="django.contrib.auth.backends.ModelBackend")
    assert avis(Page(membre, q="réussite éducative")) is False
    for filtre in ({"type": "piece"}, {"annee": "1999"}, {"theme": "reussite-educative"}):
        assert avis(Page(client, q="réussite éducative", **filtre)) == QUELQUES


def test_l_avis_mene_a_la_connexion_puis_revient_a_la_recherche(atelier, client, theme):
    atelier.faire("Sans rapport", "reseau", annoncable=True, **theme)
    assert "?next=%2Frecherche%2F%3Fq%3DPRE%2526" in Page(client, q="PRE&").principal
