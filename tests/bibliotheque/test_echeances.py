"""« Revoir ce document » (DOC-13): a day and somebody; one mail when it comes; readers warned; the team takes over."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.envoi import expedier
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.operations import prevoir_depart, suspendre
from centre.publications.operations import deplacer, retirer
from centre.registre import donnees_de_membre, journee
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Echeance
from ressources.bibliotheque.operations import prevenir, prevoir, remplacer, reprendre_les_echeances
from ressources.bibliotheque.taches import revoir
from tests.client import ClientInspecteur
from tests.personnes import membre

from .conftest import espace, lire, notice

pytestmark = pytest.mark.django_db
AUJOURD_HUI = timezone.localdate()
DANS_UN_AN = AUJOURD_HUI + dt.timedelta(days=365)


@pytest.fixture
def client():
    return ClientInspecteur()


def echoir(objet, jours=3, **champs):
    """As if its day had come, that many days ago."""
    Echeance.objects.filter(ressource=objet).update(date=AUJOURD_HUI - dt.timedelta(days=jours), **champs)


def a_revoir(par, titre="Guide", voit="reseau", responsable=None, auteur=None, jours=3):
    """A notice whose day came."""
    objet = notice(auteur or par, titre, voit=voit)
    prevoir(ressource=objet, date=DANS_UN_AN, responsable=responsable, par=par)
    echoir(objet, jours)
    return objet


def test_de_la_date_au_toujours_valable(client, animatrice, pays):
    """The journey: who deposited says when; the day comes, one mail, « Mon espace »; « toujours valable »; the readers see it."""
    objet = notice(pays, "Guide", voit="reseau")
    client.force_login(pays)
    assert 'href="/ressources/guide/revoir/"' in lire(client.get("/ressources/guide/"))
    corps = {"date": f"{DANS_UN_AN:%Y-%m-%d}", "responsable": pays.pk, "geste": "prevoir"}
    assert client.post("/ressources/guide/revoir/", corps).url == "/ressources/guide/"
    assert "n’a pas été relu" not in lire(client.get("/ressources/guide/"))
    revoir()
    vider_la_file()
    assert Courriel.objects.count() == 0
    echoir(objet)
    for _ in range(2):
        revoir()
        vider_la_file()
    assert [c.adresse for c in Courriel.objects.filter(genre="documents_a_revoir")] == [pays.email]
    assert "document à revoir depuis le" in lire(client.get("/espace/"))
    assert "Guide" in lire(client.get("/ressources/a-revoir/"))
    assert "n’a pas été relu depuis sa publication, le" in lire(client.get("/ressources/guide/"))
    for _ in range(2):  # a double click
        assert client.post("/ressources/guide/revoir/", corps | {"geste": "valable"}).url == "/ressources/guide/"
    page = lire(client.get("/ressources/guide/"))
    assert ("n’a pas été relu" in page, "<dt>Relu</dt>" in page) == (False, True)
    assert "Rien à revoir pour vous." in lire(client.get("/ressources/a-revoir/"))
    assert Ligne.objects.filter(verbe="ressource.toujours_valable", acteur=pays).count() == 1


def test_le_lecteur_est_prevenu_sans_nom_ni_bouton(animatrice, ville):
    a_revoir(animatrice, voit="ouvert", responsable=animatrice)
    for qui in (None, ville):
        lecteur = Client()
        if qui:
            lecteur.force_login(qui)
        page = lire(lecteur.get("/ressources/guide/"))
        assert "Ce document n’a pas été relu depuis sa publication, le" in page
        assert ("revoir/" in page, "<dt>À revoir</dt>" in page) == (False, False)
    echoir(Echeance.objects.get().ressource, revu_le=AUJOURD_HUI - dt.timedelta(days=400))
    assert "n’a pas été relu depuis le" in lire(Client().get("/ressources/guide/"))


def test_une_date_passee_ou_un_responsable_qui_ne_peut_pas_se_dit_a_cote(client, animatrice, ville):
    notice(animatrice, "Guide", voit="reseau")
    client.force_login(animatrice)
    for corps, mots in (
        ({"date": f"{AUJOURD_HUI:%Y-%m-%d}", "responsable": ""}, "Choisissez un jour à venir"),
        ({"date": "", "responsable": ""}, "Dites quel jour le relire."),
        ({"date": f"{DANS_UN_AN:%Y-%m-%d}", "responsable": ville.pk}, "Sélectionnez un choix valide"),
    ):
        reponse = client.post("/ressources/guide/revoir/", corps | {"geste": "valable"})
        assert (reponse.status_code, mots in lire(reponse)) == (422, True), mots
    assert not Echeance.objects.exists()


def test_qui_ne_peut_pas_corriger_ne_peut_pas_dire_toujours_valable(animatrice, ville):
    objet = a_revoir(animatrice, voit="ouvert")
    with pytest.raises(PermissionDenied):
        prevoir(ressource=objet, date=DANS_UN_AN, responsable=None, par=ville)
    lecteur = Client()
    lecteur.force_login(ville)
    assert lecteur.get("/ressources/guide/revoir/").status_code == 404


def test_remplace_retire_ou_oublie_on_ne_le_demande_plus(client, animatrice):
    ligne = journee["documents_a_revoir"]
    remplace, retire, oublie = (a_revoir(animatrice, titre, responsable=animatrice) for titre in ("Un", "Deux", "Trois"))
    assert ligne.compter(animatrice) == 3
    remplacer(ressource=notice(animatrice, "Nouveau", voit="reseau"), ancienne=remplace, par=animatrice)
    assert ligne.compter(animatrice) == 2
    retirer(publication=retire, par=animatrice)
    assert ligne.compter(animatrice) == 1
    client.force_login(animatrice)
    for _ in range(2):
        client.post("/ressources/trois/revoir/", {"geste": "oublier"})
    assert (ligne.compter(animatrice), Echeance.objects.filter(ressource=oublie).exists()) == (0, False)
    assert prevenir(membre=animatrice) is False


def test_ma_journee_compte_les_siens_et_ceux_de_l_equipe(client, animatrice, pays):
    a_revoir(animatrice, "Le mien", responsable=animatrice)
    a_revoir(animatrice, "De l’équipe")
    a_revoir(animatrice, "De Pays", responsable=pays, auteur=pays)
    assert journee["documents_a_revoir"].compter(animatrice) == 2
    client.force_login(animatrice)
    page = lire(client.get("/ressources/a-revoir/"))
    miens, equipe, autres = page.split('id="les-miens"')[1].split('<section class="section"')
    assert ("Le mien" in miens, "De l’équipe" in equipe, "De Pays" in autres, "par Pays Essai" in autres) == (True,) * 4
    client.force_login(pays)
    page = lire(client.get("/ressources/a-revoir/"))
    assert ("De Pays" in page, "Le mien" in page, "De l’équipe" in page) == (True, False, False)


# --- who leaves ---


def test_qui_quitte_le_reseau_laisse_a_l_equipe_ce_dont_il_repondait(animatrice, pays):
    objet = a_revoir(animatrice, responsable=pays, auteur=pays)
    prevoir_depart(membre=pays, dernier_jour=AUJOURD_HUI - dt.timedelta(days=1), par=animatrice)
    assert reprendre_les_echeances() == 1
    assert (reprendre_les_echeances(), Echeance.objects.get(ressource=objet).responsable) == (0, None)
    assert journee["documents_a_revoir"].compter(animatrice) == 1
    assert Ligne.objects.filter(verbe="ressource.revue_a_l_equipe").count() == 1


def test_la_ou_le_successeur_peut_corriger_il_recoit_sinon_l_equipe(animatrice, pays, ville):
    a_revoir(animatrice, "A", responsable=pays, auteur=pays)
    autre = membre("autre", Public.PAYS, role=Public.ANIMATRICE)
    b = a_revoir(animatrice, "B", responsable=autre)
    transferer = donnees_de_membre["bibliotheque.Echeance"].transferer
    assert (transferer(pays, ville), transferer(autre, animatrice)) == (1, 1)
    assert list(Echeance.objects.order_by("pk").values_list("responsable", flat=True)) == [None, animatrice.pk]
    assert Echeance.objects.get(ressource=b).responsable == animatrice


def test_suspendu_ou_sans_l_espace_le_responsable_n_est_plus_prevenu(animatrice, pays):
    a_revoir(animatrice, "A", responsable=pays, auteur=pays)
    moved = a_revoir(animatrice, "B", voit="pays", responsable=pays, auteur=pays)
    deplacer(publication=moved, espace=espace("equipe"), par=animatrice)
    assert reprendre_les_echeances() == 1
    suspendre(membre=pays, par=animatrice)
    revoir()
    vider_la_file()
    assert (Courriel.objects.filter(genre="documents_a_revoir").count(), Echeance.objects.a_l_equipe().count()) == (0, 2)


# --- the mail ---


def test_le_courriel_en_entier(animatrice, pays):
    a_revoir(animatrice, "Guide du bocage", responsable=pays, auteur=pays, jours=3)
    a_revoir(animatrice, "Fiche eau", responsable=pays, auteur=pays, jours=1)
    a_revoir(animatrice, "D’une autre", responsable=animatrice)
    Echeance.objects.filter(ressource__titre="Guide du bocage").update(date=dt.date(2026, 11, 1))
    Echeance.objects.filter(ressource__titre="Fiche eau").update(date=dt.date(2026, 11, 2))
    assert (prevenir(membre=pays), prevenir(membre=pays)) == (True, False)
    courriel = Courriel.objects.get(genre="documents_a_revoir")
    assert courriel.sujet == snapshot("2 documents à revoir")
    assert courriel.texte.partition("Extranet des Territoires")[0].replace("\xa0", " ") == snapshot("""\
Bonjour Pays,

Vous répondez de ces documents, et leur date est venue :

– Guide du bocage
  à revoir depuis le 1er novembre 2026
  http://localhost:8000/ressources/guide-du-bocage/revoir/

– Fiche eau
  à revoir depuis le 2 novembre 2026
  http://localhost:8000/ressources/fiche-eau/revoir/

Toujours valable, à remplacer ou à retirer : cette page propose les trois. En attendant, les lecteurs sont prévenus qu’il n’a pas été relu.

""")


def test_ce_qui_se_ferme_entre_temps_annule_le_courriel_entier(animatrice, pays):
    a_revoir(animatrice, "A", responsable=pays, auteur=pays)
    ferme = a_revoir(animatrice, "Secret", responsable=pays, auteur=pays)
    prevenir(membre=pays)
    type(ferme).objects.filter(pk=ferme.pk).update(auteur=animatrice, espace=espace("equipe"))
    courriel = Courriel.objects.get(genre="documents_a_revoir")
    expedier(courriel.pk)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.erreur) == ("annule", "l’objet n’est plus visible pour cette personne")
