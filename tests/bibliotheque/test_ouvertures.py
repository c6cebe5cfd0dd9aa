"""Opening to more readers: checked, now or on a day (embargo); and the way back, at once, everywhere (L4)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.operations import donner_role, retirer_role
from centre.publications.lecture_des_fichiers import lire_le_fichier
from centre.publications.operations import deplacer, retablir, retirer
from centre.recherche.gardees import alerter, garder
from centre.recherche.models import RechercheGardee
from centre.registre import journee
from ressources.bibliotheque.models import VERIFICATIONS, Ouverture, Ressource
from ressources.bibliotheque.operations import faire_l_ouverture, ouvertures_echues, ouvrir, ouvrir_les_fichiers_a
from tests.client import ClientInspecteur
from tests.personnes import membre

from .conftest import espace, fichier_de, lire, notice

pytestmark = pytest.mark.django_db
TOUT_VERIFIE = set(VERIFICATIONS)
COCHES = dict.fromkeys(VERIFICATIONS, "on")


@pytest.fixture
def client():
    return ClientInspecteur()


@pytest.fixture
def objet(animatrice):
    return notice(animatrice, "Guide", voit="ouvert", ouvre="reseau", resume="Mot-de-la-notice")


def lu_par_tous(objet):
    """What a visitor gets of the notice, its file, the search, the list."""
    qui = Client()
    fichier = fichier_de(objet)
    trouve = 'data-resultat="ressource"' in lire(qui.get("/recherche/", {"q": "mot-du-fichier"}))
    liste = f'href="{objet.get_absolute_url()}"' in lire(qui.get("/ressources/"))
    return qui.get(objet.get_absolute_url()).status_code, qui.get(fichier.get_absolute_url()).status_code, trouve, liste


def echoir(ouverture):
    Ouverture.objects.filter(pk=ouverture.pk).update(quand=timezone.now() - dt.timedelta(days=2))


def prevoir(objet, par, quoi="fichiers", vers="ouvert", jours=10):
    quand = timezone.now() + dt.timedelta(days=jours)
    return ouvrir(ressource=objet, quoi=quoi, vers=espace(vers), verifie=TOUT_VERIFIE, quand=quand, par=par)


def test_ouvrir_demande_ce_qui_est_a_verifier_puis_ouvre_et_le_journal_le_garde(client, objet, animatrice):
    lire_le_fichier(fichier_de(objet).cle)
    client.force_login(animatrice)
    assert 'href="/ressources/guide/ouvrir/"' in lire(client.get("/ressources/guide/"))
    corps = {"quoi": "fichiers", "vers": espace("ouvert").pk, "jour": "", "heure": "09:00", "note": "Accord du 3 mars"}
    assert lu_par_tous(objet) == (200, 302, False, True)
    for manque in VERIFICATIONS:
        reponse = client.post("/ressources/guide/ouvrir/", corps | {c: "on" for c in VERIFICATIONS if c != manque})
        assert (reponse.status_code, "À vérifier avant d’ouvrir." in lire(reponse), "Accord du 3 mars" in lire(reponse)) == (
            422,
            True,
            True,
        )
    assert lu_par_tous(objet) == (200, 302, False, True)
    assert client.post("/ressources/guide/ouvrir/", corps | COCHES).url == "/ressources/guide/"
    assert lu_par_tous(objet) == (200, 200, True, True)
    assert Ligne.objects.filter(verbe="ressource.decider_d_ouvrir", acteur=animatrice).count() == 1
    assert Ouverture.objects.get().note == "Accord du 3 mars"


def test_ce_qui_etait_reserve_ne_s_ouvre_pas_a_tous_par_un_simple_changement_de_lecteurs(client, animatrice):
    objet = notice(animatrice, "Réservé", voit="reseau")
    client.force_login(animatrice)
    reponse = client.post("/ressources/reserve/lecteurs/", {"espace": espace("ouvert").pk})
    assert (reponse.status_code, "Ouvrir plus largement" in lire(reponse)) == (422, True)
    corps = {
        "jeton": objet.jeton, "version": objet.latest_revision_id, "titre": "Réservé", "type": "guide", "geste": "garder",
        "espace": espace("ouvert").pk,
    }  # fmt: skip
    assert client.post("/ressources/reserve/modifier/", corps).status_code == 422
    objet.refresh_from_db()
    assert objet.espace.slug == "reseau"
    ouverte = notice(animatrice, "Ouverte", voit="ouvert", ouvre="reseau")
    with pytest.raises(ValidationError) as refus:
        ouvrir_les_fichiers_a(ressource=ouverte, espace=espace("ouvert"), par=animatrice)
    assert list(refus.value.message_dict) == ["espace_fichiers"]
    assert fichier_de(ouverte).espace.slug == "reseau"


def test_un_embargo_s_ouvre_seul_le_jour_dit_meme_en_retard_et_une_seule_fois(client, objet, animatrice):
    client.force_login(animatrice)
    dans_dix_jours = timezone.localdate() + dt.timedelta(days=10)
    corps = {"quoi": "fichiers", "vers": espace("ouvert").pk, "jour": f"{dans_dix_jours:%Y-%m-%d}", "heure": "08:30"} | COCHES
    assert client.post("/ressources/guide/ouvrir/", corps).status_code == 302
    ouverture = Ouverture.objects.get()
    page = lire(Client().get("/ressources/guide/"))
    assert ("<dd>Public le <time data-promesse" in page, "8 h 30" in page) == (True, True)
    assert "Guide" in lire(client.get("/ressources/ouvertures/"))
    assert (faire_l_ouverture(ouverture=ouverture.pk), ouvertures_echues()) == (False, [])  # a job that comes too early
    assert lu_par_tous(objet)[1] == 302
    echoir(ouverture)
    assert ouvertures_echues() == [ouverture.pk]
    assert faire_l_ouverture(ouverture=ouverture.pk)
    assert lu_par_tous(objet)[1] == 200
    # closed again by somebody, the job run again opens nothing
    ouvrir_les_fichiers_a(ressource=objet, espace=espace("reseau"), par=animatrice)
    assert (faire_l_ouverture(ouverture=ouverture.pk), ouvertures_echues(), lu_par_tous(objet)[1]) == (False, [], 302)


def test_toute_la_notice_s_ouvre_avec_ses_fichiers(animatrice):
    objet = notice(animatrice, "Réservée", voit="reseau", ouvre="equipe")
    assert lu_par_tous(objet)[:2] == (302, 302)
    ouverture = prevoir(objet, animatrice, quoi="tout")
    echoir(ouverture)
    faire_l_ouverture(ouverture=ouverture.pk)
    objet.refresh_from_db()
    assert (objet.espace.slug, objet.espace_fichiers.slug, lu_par_tous(objet)[:2]) == ("ouvert", "ouvert", (200, 200))


def test_ce_qui_s_ouvre_est_nouveau_ce_jour_la_pour_les_flux_et_les_recherches_gardees(animatrice):
    """Written long ago, told today: the notice first, its files a week later."""
    elu, vieux = membre("elu", Public.ELARGI), timezone.now() - dt.timedelta(days=60)
    objet = notice(animatrice, "Réservée", voit="reseau", ouvre="equipe")
    Ressource.objects.update(date_publication=vieux)
    Entree.objects.update(date=vieux, cree_le=vieux)
    gardee = garder(membre=elu, mots="réservée", parametres=QueryDict())
    RechercheGardee.objects.update(vue_le=vieux + dt.timedelta(days=1))
    assert alerter(membre=elu, frequence=gardee.frequence) is False
    ouverture = prevoir(objet, animatrice, quoi="tout", vers="public-elargi")
    echoir(ouverture)
    assert faire_l_ouverture(ouverture=ouverture.pk)
    faite_le = Ouverture.objects.get().faite_le
    assert set(Entree.objects.de_l_objet(objet).values_list("date", flat=True)) == {faite_le}
    assert alerter(membre=elu, frequence=gardee.frequence) is True
    assert "Réservée" in Courriel.objects.get(genre="alertes").texte
    objet.refresh_from_db()
    assert objet.date_publication == vieux
    ouvrir(ressource=objet, quoi="tout", vers=espace("ouvert"), verifie=TOUT_VERIFIE, par=animatrice)
    assert "<title>Réservée" in lire(Client().get("/flux/types/ressource.xml"))


def test_deplacee_entre_temps_la_notice_ne_s_ouvre_plus_seule(objet, animatrice):
    ouverture = prevoir(objet, animatrice)
    deplacer(publication=objet, espace=espace("equipe"), par=animatrice)
    echoir(ouverture)
    assert faire_l_ouverture(ouverture=ouverture.pk) is False
    ouverture.refresh_from_db()
    assert (ouverture.annulee_le is not None, lu_par_tous(objet)[:2]) == (True, (302, 302))


def test_retiree_ce_jour_la_elle_attend_d_etre_retablie(objet, animatrice):
    ouverture = prevoir(objet, animatrice)
    retirer(publication=objet, par=animatrice)
    echoir(ouverture)
    assert (faire_l_ouverture(ouverture=ouverture.pk), lu_par_tous(objet)[1]) == (False, 302)
    retablir(publication=objet, par=animatrice)
    assert ouvertures_echues() == [ouverture.pk]
    assert (faire_l_ouverture(ouverture=ouverture.pk), lu_par_tous(objet)[1]) == (True, 200)


def test_qui_n_en_a_plus_le_droit_n_ouvre_plus_rien_l_equipe_le_voit_et_ouvre(client, objet, animatrice):
    autre = membre("autre", Public.PAYS, role=Public.ANIMATRICE)
    ouverture = prevoir(objet, autre)
    retirer_role(membre=autre, role=Public.ANIMATRICE, par=animatrice)
    echoir(ouverture)
    assert (faire_l_ouverture(ouverture=ouverture.pk), lu_par_tous(objet)[1]) == (False, 302)
    assert journee["ouvertures_en_retard"].compter(animatrice) == 1
    client.force_login(animatrice)
    assert "Aurait dû s’ouvrir" in lire(client.get("/ressources/ouvertures/"))
    client.post("/ressources/ouvertures/", {"ouvrir": ouverture.pk})
    assert (lu_par_tous(objet)[1], journee["ouvertures_en_retard"].compter(animatrice)) == (200, 0)
    donner_role(membre=autre, role=Public.ANIMATRICE, par=animatrice)


def test_une_seconde_decision_remplace_la_premiere_et_l_on_peut_renoncer(client, objet, animatrice):
    prevoir(objet, animatrice)
    prevoir(objet, animatrice, vers="public-elargi", jours=3)
    assert [o.vers.slug for o in Ouverture.objects.attendues()] == ["public-elargi"]
    client.force_login(animatrice)
    client.post("/ressources/guide/ouvrir/", {"geste": "renoncer"})
    assert not Ouverture.objects.attendues().exists()
    assert "Bientôt" not in lire(client.get("/ressources/guide/"))


def test_on_n_ouvre_qu_a_davantage_de_lecteurs_et_ou_l_on_contribue(objet, animatrice, pays):
    sienne = notice(pays, "Sienne", voit="reseau")
    with pytest.raises(PermissionDenied):
        prevoir(sienne, pays, quoi="tout")
    for cible, quoi, vers in (
        (objet, "fichiers", "equipe"),
        (objet, "fichiers", "reseau"),
        (sienne, "fichiers", "public-elargi"),
    ):
        with pytest.raises(ValidationError) as refus:
            prevoir(cible, animatrice, quoi=quoi, vers=vers)
        assert list(refus.value.message_dict) == ["vers"]
    with pytest.raises(ValidationError) as refus:
        prevoir(objet, animatrice, jours=-1)
    assert list(refus.value.message_dict) == ["jour"]


# --- L4: the way back ---


def test_l4_du_public_au_reserve_tout_s_arrete_au_meme_instant(objet, animatrice, ville):
    """Page, file, its copy kept by a browser, its parts, catalogue, search, list, site map."""
    ouvrir(ressource=objet, quoi="fichiers", vers=espace("ouvert"), verifie=TOUT_VERIFIE, par=animatrice)
    fichier = fichier_de(objet)
    lire_le_fichier(fichier.cle)
    visiteur = Client()
    etag = visiteur.get(fichier.get_absolute_url())["ETag"]
    assert visiteur.get(fichier.get_absolute_url(), headers={"if-none-match": etag}).status_code == 304
    assert lu_par_tous(objet) == (200, 200, True, True)
    deplacer(publication=objet, espace=espace("reseau"), par=animatrice)
    assert lu_par_tous(objet) == (302, 302, False, False)
    for suite in ("", "vignette/"):
        reponse = visiteur.get(fichier.get_absolute_url() + suite, headers={"if-none-match": etag})
        assert (reponse.status_code, "ETag" in reponse) == (302, False)
    assert visiteur.get(fichier.get_absolute_url(), headers={"range": "bytes=0-3"}).status_code == 302
    assert not Entree.objects.visibles_pour(visiteur.get("/ressources/").wsgi_request.user).de_l_objet(objet).exists()
    for page in ("/", "/flux/", "/sitemap.xml", "/recherche/?q=mot-de-la-notice"):
        assert "/ressources/guide/" not in lire(visiteur.get(page))
    membre_ = Client()
    membre_.force_login(ville)
    reponse = membre_.get(fichier.get_absolute_url())
    assert (reponse.status_code, reponse["Cache-Control"], "ETag" in reponse) == (200, "private, no-store", False)
