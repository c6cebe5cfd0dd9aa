import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree, Reference
from centre.catalogue.operations import referer
from centre.catalogue.origine import depuis, garder_l_origine, origine
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.matiere import Matiere
from tests.personnes import membre

VISITEUR = AnonymousUser()


def demande(qui, **parametres):
    requete = RequestFactory().get("/", parametres)
    requete.user = qui
    return requete


def entree_de(objet):
    return Entree.objects.de_l_objet(objet).get()


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


def test_une_reference_suit_le_titre_de_sa_cible_et_le_garde_quand_elle_est_retiree(atelier, pays):
    cible, porteur = atelier.faire("Titre", "reseau", adresse="/ici/"), atelier.nouvelle()
    referer(porteur=porteur, entree=entree_de(cible), ordre=2)
    atelier.changer(cible, titre="Titre corrigé")
    (reference,) = Reference.objects.sur(porteur).visibles_pour(pays)
    assert (reference.intitule, reference.adresse) == ("Titre corrigé", "/ici/")
    atelier.montrer(cible)
    (reference,) = Reference.objects.sur(porteur).visibles_pour(pays)
    assert (reference.intitule, reference.adresse) == ("Titre", "")


def test_une_reference_ne_se_lit_que_si_sa_cible_se_lit_retiree_ou_non(atelier, pays):
    cible, porteur = atelier.faire("Réservée", "reseau"), atelier.nouvelle()
    referer(porteur=porteur, entree=entree_de(cible))
    assert not Reference.objects.visibles_pour(VISITEUR).exists()
    atelier.montrer(cible)
    assert not Reference.objects.visibles_pour(VISITEUR).exists()
    assert Reference.objects.visibles_pour(pays).count() == 1
    atelier.montrer(cible, atelier.vue("Réservée", "equipe"))
    assert not Reference.objects.visibles_pour(pays).exists()


def test_referer_deux_fois_est_une_reference_dans_l_ordre_demande(atelier):
    porteur, une, autre = atelier.nouvelle(), entree_de(atelier.faire("Une")), entree_de(atelier.faire("Autre"))
    for _ in range(2):
        referer(porteur=porteur, entree=une, ordre=2, commentaire="à lire")
    referer(porteur=porteur, entree=autre, ordre=1)
    references = Reference.objects.sur(porteur).visibles_pour(VISITEUR)
    assert [(r.intitule, r.commentaire) for r in references] == [("Autre", ""), ("Une", "à lire")]


def test_depuis_une_entree_lisible_donne_sa_matiere(atelier, pays):
    cible = entree_de(atelier.faire("Un <écho>", "reseau", resume="Ce qu’il <dit>"))
    matiere = depuis(demande(pays, depuis=cible.pk))
    assert (matiere.titre, matiere.html, matiere.entree) == ("Un <écho>", "<p>Ce qu’il &lt;dit&gt;</p>", cible)


def test_depuis_rend_la_matiere_de_l_objet_quand_il_n_a_qu_une_profondeur(atelier, pays, monkeypatch):
    objet = atelier.faire("Complète", "reseau")
    monkeypatch.setattr(type(objet), "matiere", lambda soi: Matiere("Tout", "<p>tout</p>"), raising=False)
    assert depuis(demande(pays, depuis=entree_de(objet).pk)).html == "<p>tout</p>"


def test_depuis_une_profondeur_ne_donne_pas_ce_que_dit_une_autre(atelier, monkeypatch):
    objet = atelier.nouvelle()
    monkeypatch.setattr(type(objet), "matiere", lambda soi: Matiere("Tout", "<p>canari-reseau</p>"), raising=False)
    atelier.montrer(objet, atelier.vue("Page", resume="public"), atelier.vue("Complet", "reseau", profondeur="complete"))
    page = Entree.objects.de_l_objet(objet).get(profondeur="")
    assert depuis(demande(VISITEUR, depuis=page.pk)).html == "<p>public</p>"


def test_depuis_rien_n_est_rien():
    assert depuis(demande(VISITEUR)) is None
    assert garder_l_origine(porteur=Espace(), matiere=None) is None


@pytest.mark.parametrize("valeur", ["0", "999999", "-1", "abc", "9" * 40, "1\x00", "٣"])
def test_depuis_une_entree_absente_est_introuvable(db, valeur):
    with pytest.raises(Http404) as absente:
        depuis(demande(VISITEUR, depuis=valeur))
    assert not absente.value.args


@pytest.mark.parametrize("etat", ["publie", "retire"])
def test_depuis_une_entree_reservee_ou_retiree_est_aussi_introuvable(atelier, etat):
    cible = entree_de(atelier.faire("Cachée", "reseau" if etat == "publie" else "ouvert", etat=etat))
    with pytest.raises(Http404) as refusee:
        depuis(demande(VISITEUR, depuis=cible.pk))
    assert not refusee.value.args


def test_on_n_ecrit_pas_depuis_ce_qu_on_a_retire(atelier, pays):
    cible = entree_de(atelier.faire("Retirée", "reseau", auteur_id=pays.pk, etat="retire"))
    assert Entree.objects.visibles_pour(pays).filter(pk=cible.pk).exists()
    with pytest.raises(Http404):
        depuis(demande(pays, depuis=cible.pk))


def test_l_origine_est_gardee_et_se_lit_selon_les_droits(atelier, pays):
    source, objet = entree_de(atelier.faire("Source", "reseau")), atelier.nouvelle()
    garder_l_origine(porteur=objet, matiere=depuis(demande(pays, depuis=source.pk)))
    assert origine(objet, pays).entree == source
    assert origine(objet, VISITEUR) is None
    assert origine(source.objet, pays) is None
    assert Reference.objects.get().role == Role.ORIGINE
