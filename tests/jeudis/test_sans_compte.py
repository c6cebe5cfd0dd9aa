"""Registering without an account (PUB-11): one answer for all, a confirmed address, a seat held for a while."""

import datetime as dt
import re
import time

import pytest
from django.core import signing
from django.core.cache import cache
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.operations import affecter_poste, creer_membre, suspendre
from centre.taches import vider_la_file
from jeudis import operations
from jeudis.forms import sans_compte
from jeudis.models import Inscription
from jeudis.operations import annuler_inscription, inscrire
from tests.jeudis.conftest import texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limites():
    cache.clear()


@pytest.fixture
def jeudi(faire):
    return faire(places=1, inscription="public-elargi")


def saisie(client, jeudi, courriel="Lea@caf.example", **plus):
    """The form as a person sends it, some time after having read it."""
    page = client.get(f"/jeudis/{jeudi.slug}/inscription/")
    assert page.status_code == 200
    marque = signing.TimestampSigner(salt=sans_compte.SEL)
    pose = f"{jeudi.pk}:{signing.b62_encode(int(time.time()) - 30)}"
    pose = f"{pose}:{marque.signature(pose)}"
    return {
        "prenom": "Léa",
        "nom": "Martin",
        "courriel": courriel,
        "fonction": "conseillère",
        "structure": "CAF",
        "pose": pose,
    } | plus


def demander(client, jeudi, *args, **plus):
    return client.post(f"/jeudis/{jeudi.slug}/inscription/", saisie(client, jeudi, *args, **plus))


def lien(genre, adresse="lea@caf.example"):
    courriel = Courriel.objects.filter(genre=genre, adresse=adresse).latest("pk")
    return re.findall(r"http://localhost:8000(/lien/\S+)", courriel.texte)[0]


def lignes(jeudi):
    return list(jeudi.inscriptions.order_by("rang").values_list("courriel", "etat"))


def test_un_lien_confirme_la_place_gardee(client, jeudi):
    reponse = demander(client, jeudi)
    assert (reponse.status_code, reponse["Location"]) == (302, f"/jeudis/{jeudi.slug}/inscription/demandee/")
    assert "Regardez votre boîte" in texte(client.get(reponse["Location"]))
    assert lignes(jeudi) == [("lea@caf.example", "a_confirmer")]
    assert "Complet" in texte(client.get(f"/jeudis/{jeudi.slug}/"))
    agglo = membre("agglo", Public.AGGLO)
    assert inscrire(jeudi=jeudi, membre=agglo, par=agglo).etat == "en_attente"
    chemin = lien("jeudi_a_confirmer")
    assert "Oui, je m’inscris" in texte(client.get(chemin))
    assert lignes(jeudi)[0][1] == "a_confirmer"
    assert "Votre place est réservée" in texte(client.post(chemin))
    client.post(chemin)
    assert lignes(jeudi) == [("lea@caf.example", "inscrit"), ("", "en_attente")]
    vider_la_file()
    recus = list(Courriel.objects.filter(adresse="lea@caf.example").order_by("pk").values_list("genre", "etat"))
    assert recus == [("jeudi_a_confirmer", "envoye"), ("jeudi_inscription", "envoye")]


def test_la_place_gardee_est_rendue_et_le_lien_marche_encore(client, jeudi):
    demander(client, jeudi)
    agglo = membre("agglo", Public.AGGLO)
    inscrire(jeudi=jeudi, membre=agglo, par=agglo)
    Inscription.objects.filter(etat="a_confirmer").update(tenue_jusqu_au=timezone.now() - dt.timedelta(minutes=1))
    operations.avancer(jeudi=jeudi.pk)
    assert lignes(jeudi) == [("lea@caf.example", "a_confirmer"), ("", "inscrit")]
    assert "Vous êtes sur la liste d’attente" in texte(client.post(lien("jeudi_a_confirmer")))
    assert lignes(jeudi) == [("", "inscrit"), ("lea@caf.example", "en_attente")]


def test_meme_reponse_pour_une_adresse_connue(client, jeudi):
    """A member is told to sign in, a suspended one is nobody's business, who is registered gets a link: one page for all."""
    membre("pays", Public.PAYS)
    suspendre(membre=membre("ferme", Public.PAYS))
    reponses = [demander(client, jeudi, adresse) for adresse in ("PAYS@test.example", "ferme@test.example", "lea@caf.example")]
    client.post(lien("jeudi_a_confirmer"))
    reponses.append(demander(client, jeudi, "lea@caf.example"))
    assert {(r.status_code, r["Location"]) for r in reponses} == {(302, f"/jeudis/{jeudi.slug}/inscription/demandee/")}
    genres = list(Courriel.objects.order_by("pk").values_list("genre", "adresse"))
    assert genres == [
        ("jeudi_compte_existant", "pays@test.example"), ("jeudi_a_confirmer", "ferme@test.example"),
        ("jeudi_a_confirmer", "lea@caf.example"), ("jeudi_attente", "lea@caf.example"), ("jeudi_deja_inscrit", "lea@caf.example"),
    ]  # fmt: skip
    assert not Inscription.objects.filter(membre__email="pays@test.example").exists()


def test_le_double_clic_n_ecrit_qu_une_fois(client, jeudi):
    for _ in range(2):
        demander(client, jeudi)
    assert (lignes(jeudi), Courriel.objects.count()) == ([("lea@caf.example", "a_confirmer")], 1)


def test_un_robot_recoit_la_meme_page_et_rien_ne_se_passe(client, jeudi):
    for plus in ({"site": "http://spam.example"}, {"pose": signing.TimestampSigner(salt=sans_compte.SEL).sign(str(jeudi.pk))}):
        assert demander(client, jeudi, **plus).status_code == 302
    faux = demander(client, jeudi, pose="rien")
    assert (faux.status_code, "Léa" in texte(faux)) == (422, True)
    assert (lignes(jeudi), Courriel.objects.count()) == ([], 0)


def test_trop_de_demandes_pour_une_adresse(client, jeudi):
    codes = [demander(client, jeudi).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]


def test_ou_le_public_ne_le_permet_pas(client, faire):
    for champs in ({"inscription": "reseau"}, {"espace": "public-elargi", "inscription": "public-elargi"}):
        fermee = faire(titre=str(champs), **champs)
        for adresse in (f"/jeudis/{fermee.slug}/inscription/", f"/jeudis/{fermee.slug}/inscription/demandee/"):
            assert client.get(adresse)["Location"] == f"/connexion/?next={adresse}"
        assert client.post(f"/jeudis/{fermee.slug}/inscription/", {"nom": "x"}).status_code == 302
        assert lignes(fermee) == []
    ouverte = faire(titre="Ouvert", inscription="ouvert")
    assert "M’inscrire" in texte(client.get(f"/jeudis/{ouverte.slug}/"))
    elu = membre("elu", Public.ELARGI)
    assert inscrire(jeudi=ouverte, membre=elu, par=elu).etat == "inscrit"


def test_changer_et_annuler_par_le_lien(client, jeudi):
    demander(client, jeudi)
    client.post(lien("jeudi_a_confirmer"))
    chemin = lien("jeudi_inscription")
    assert "Enregistrer mes réponses" in texte(client.get(chemin))
    assert "Vos réponses sont enregistrées" in texte(client.post(chemin, {"visible": "on"}))
    assert Inscription.objects.get().visible
    assert "Votre inscription est annulée" in texte(client.post(chemin, {"geste": "annuler", "motif": "Grippe"}))
    assert (lignes(jeudi), Inscription.objects.get().motif) == ([("lea@caf.example", "annulee")], "Grippe")
    assert "Vous n’êtes pas inscrit·e" in texte(client.get(chemin))


def test_le_lien_se_tait_quand_la_page_se_ferme(client, jeudi, animatrice):
    from centre.espaces.models import Espace
    from centre.publications.operations import deplacer

    demander(client, jeudi)
    client.post(lien("jeudi_a_confirmer"))
    chemin = lien("jeudi_inscription")
    deplacer(publication=jeudi, espace=Espace.objects.get(slug="reseau"), par=animatrice)
    reponse = client.get(chemin)
    assert (reponse.status_code, jeudi.titre in texte(reponse)) == (404, False)


def test_qui_devient_membre_retrouve_ses_inscriptions(client, faire, jeudi):
    autre, encore = faire(titre="Autre", inscription="ouvert"), faire(titre="Encore", inscription="ouvert")
    for lequel in (jeudi, autre):
        demander(client, lequel)
        client.post(lien("jeudi_a_confirmer"))
    demander(client, encore)
    lea = creer_membre(email="lea@caf.example", prenom="Léa", nom="Martin")
    affecter_poste(membre=lea, categorie=Public.ELARGI, fonction="conseillère", depuis=dt.date(2025, 1, 1))
    siennes = Inscription.objects.de(lea).order_by("jeudi_id").values_list("jeudi__titre", "etat", "nom", "courriel")
    assert sorted(siennes) == [("Autre", "inscrit", "", ""), ("Les CUCS", "inscrit", "", "")]
    assert Inscription.objects.get(jeudi=encore).membre is None


def test_l_equipe_inscrit_au_telephone_avec_deux_champs(client, jeudi, faire, animatrice):
    client.force_login(animatrice)
    membre("pays", Public.PAYS)
    adresse = f"/jeudis/{jeudi.slug}/inscrits/"
    page = texte(client.post(adresse, {"sans_compte": 1, "sc-prenom": "Omar", "sc-nom": "Étienne"}, follow=True))
    assert ("Omar Étienne est inscrit·e. Aucun courriel ne part." in page, "sans compte" in page) == (True, True)
    avec = {"sans_compte": 1, "sc-prenom": "Ana", "sc-nom": "Roy", "sc-courriel": "ana@mairie.example"}
    page = texte(client.post(adresse, avec, follow=True))
    assert "Ana Roy est sur la liste d’attente : le Jeudi est complet. Un courriel part." in page
    for courriel in ("ana@mairie.example", "pays@test.example"):
        refus = client.post(adresse, avec | {"sc-courriel": courriel})
        assert (refus.status_code, "sc-courriel_error" in texte(refus)) == (422, True)
    assert client.post(adresse, {"sans_compte": 1, "sc-prenom": "Seul"}).status_code == 422
    assert Inscription.objects.count() == 2
    assert "Ana" in texte(client.get(f"/jeudis/{jeudi.slug}/inscrits.csv"))


def test_ce_qui_n_est_pas_confirme_s_oublie(client, jeudi):
    demander(client, jeudi)
    assert operations.oublier_les_sans_suite() == 0
    Inscription.objects.update(demandee_le=timezone.now() - dt.timedelta(days=4))
    assert operations.oublier_les_sans_suite() == 1
    assert lignes(jeudi) == []


def test_trois_ans_apres_personne_n_est_nomme(client, faire, animatrice):
    identite = operations.Identite(nom="Martin", prenom="Léa", courriel="lea@caf.example")
    vieux, recent = faire(jours=-1, titre="Vieux"), faire(jours=-1, titre="Récent")
    for jeudi in (vieux, recent):
        operations.inscrire_sans_compte(jeudi=jeudi, identite=identite, par=animatrice)
    type(vieux).objects.filter(pk=vieux.pk).update(dernier_jour=dt.date(2020, 1, 9))
    assert operations.oublier_les_sans_compte() == 1
    assert operations.oublier_les_sans_compte() == 0
    assert list(vieux.inscriptions.values_list("nom", "courriel", "etat")) == [("", "", "inscrit")]
    assert list(recent.inscriptions.values_list("nom", "courriel")) == [("Martin", "lea@caf.example")]


def test_on_annule_aussi_ce_que_l_on_n_a_pas_confirme(client, jeudi):
    demander(client, jeudi)
    annuler_inscription(inscription=Inscription.objects.get(), par=operations.PAR_LIEN)
    assert (lignes(jeudi), Courriel.objects.count()) == ([("lea@caf.example", "annulee")], 1)
