"""Asking to come in: the form, the address proved, the team's answer, the first password."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.enums import Etat, EtatDemande
from centre.membres.models import DemandeAcces, Membre, Structure
from centre.membres.operations import creer_structure, suspendre
from centre.membres.operations import demandes as operations
from centre.registre import journee
from centre.rgpd import conservations
from centre.temps import date_locale
from centre.territoires.models import Territoire
from tests.client import ClientInspecteur
from tests.personnes import membre

from .entrees import MOT_DE_PASSE, SAISIE, lien, recus, texte

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _essais_oublies():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def bray():
    return Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def equipe(animatrice):
    client = ClientInspecteur()
    client.force_login(animatrice)
    return client


@pytest.fixture
def visiteuse():
    """Not the inspector: the forms behind a signed link have no token of their own."""
    return Client()


def demande(**champs) -> DemandeAcces:
    """A request in the team's queue."""
    defauts = {nom: valeur for nom, valeur in SAISIE.items() if nom != "charte"}
    confirmee = {"etat": EtatDemande.A_TRAITER, "confirmee_le": timezone.now()}
    return DemandeAcces.objects.create(**defauts | confirmee | champs)


def demander(client, **champs):
    return client.post("/demander-un-acces/", SAISIE | champs)


# --- asking ---


def test_de_la_demande_a_la_page_demandee(visiteuse, equipe, animatrice, bray):
    """M1, without the browser: asked, confirmed, approved; one mail; a password; the page first asked for."""
    page = visiteuse.get("/espace/qui-voit/reseau/", follow=True)
    chemin = re.search(r'href="(/demander-un-acces/\?next=[^"]+)"', page.content.decode())[1]
    formulaire = visiteuse.get(chemin)
    assert '<input type="hidden" name="next" value="/espace/qui-voit/reseau/">' in formulaire.content.decode()
    reponse = demander(visiteuse, next="/espace/qui-voit/reseau/", territoires=[bray.pk])
    assert (reponse.status_code, reponse["Location"]) == (302, "/demander-un-acces/envoyee/")
    (mail,) = recus()
    assert mail["To"] == "lea.martin@pays.example"
    assert "Demandes d’accès à traiter" not in equipe.get("/gestion/").content.decode()
    assert "Martin" in visiteuse.get(lien(mail)).content.decode()
    assert DemandeAcces.objects.get().etat == EtatDemande.A_CONFIRMER, "a mail scanner opens links: the POST confirms"
    visiteuse.post(lien(mail))
    recue = DemandeAcces.objects.get()
    assert (recue.etat, recue.message) == (EtatDemande.A_TRAITER, "Je remplace Paul.")
    assert "Demandes d’accès à traiter" in equipe.get("/gestion/").content.decode()

    vue = equipe.get(f"/gestion/demandes/{recue.pk}/")
    envoi = {f"accepter-{nom}": valeur for nom, valeur in SAISIE.items()} | {"accepter-territoires": [bray.pk]}
    assert "Je remplace Paul." in vue.content.decode()
    assert equipe.post(f"/gestion/demandes/{recue.pk}/accepter/", envoi)["Location"] == "/gestion/demandes/"
    lea = Membre.objects.get(email="lea.martin@pays.example")
    assert (lea.etat, lea.has_usable_password(), lea.noms_des_groupes) == (Etat.ACTIF, False, {"pays"})
    assert (str(lea.poste), list(lea.poste.territoires.all())) == (
        "agente de développement, Association du Pays d’Auge",
        [bray],
    )
    _, entree = recus()
    page = visiteuse.get(lien(entree))
    assert "Choisir un mot de passe" in page.content.decode()
    refus = visiteuse.post(lien(entree), {"mot_de_passe": "court", "confirmation": "court"})
    assert (refus.status_code, "12" in refus.content.decode()) == (422, True)
    entre = visiteuse.post(lien(entree), {"mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE})
    assert (entre.status_code, entre["Location"]) == (302, "/espace/qui-voit/reseau/")
    assert visiteuse.get("/espace/qui-voit/reseau/").status_code == 200
    assert visiteuse.get(lien(entree)).status_code == 404, "once"
    autre = Client()
    autre.post("/connexion/", {"login": lea.email, "password": MOT_DE_PASSE})
    assert autre.get("/espace/").status_code == 200


@pytest.fixture
def connus(bray):
    """An address of each kind; the last is nobody's."""
    membre("active", Public.VILLE)
    suspendre(membre=membre("suspendue", Public.VILLE))
    membre("attente", etat=Etat.EN_ATTENTE)
    demande(email="demandeuse@test.example")
    demande(email="interrogee@test.example", etat=EtatDemande.PRECISIONS, motif="Qui vous emploie ?")
    demande(email="refusee@test.example", etat=EtatDemande.REFUSEE, motif="Non")
    qui = ("active", "suspendue", "attente", "demandeuse", "interrogee", "refusee", "inconnue")
    return [f"{nom}@test.example" for nom in qui]


def test_on_n_apprend_pas_qui_a_un_compte(connus):
    """M7: for every kind of address, the same answer, the same work before it, and one mail, to that address."""
    vues, requetes = [], []
    demander(Client(), email="amorce@test.example", REMOTE_ADDR="203.0.113.9")  # what a process learns once
    recus()
    for rang, adresse in enumerate(connus):
        client = Client(REMOTE_ADDR=f"192.0.2.{rang}")
        client.get("/demander-un-acces/")
        with CaptureQueriesContext(connection) as captees:
            reponse = demander(client, email=adresse)
        requetes.append(len(captees))
        en_tetes = {nom: valeur for nom, valeur in reponse.headers.items() if nom != "Expires"}
        vues.append((reponse.status_code, en_tetes, sorted(reponse.cookies), client.get(reponse["Location"]).content))
    assert all(vue == vues[0] for vue in vues)
    assert len(set(requetes)) == 1, requetes
    ecrits = recus()[1:]
    assert sorted(m["To"] for m in ecrits) == sorted(connus)
    assert {m["To"]: m["Subject"].strip() for m in ecrits} == {
        "active@test.example": "Vous avez déjà un compte",
        "suspendue@test.example": "Vous avez déjà un compte",
        "attente@test.example": "Confirmez votre demande d’accès",
        "demandeuse@test.example": "Votre demande d’accès est en cours",
        "interrogee@test.example": "Votre demande d’accès est en cours",
        "refusee@test.example": "Confirmez votre demande d’accès",
        "inconnue@test.example": "Confirmez votre demande d’accès",
    }
    for message in ecrits:
        assert "Paul" not in texte(message), "somebody else may have typed the form"
        assert "Léa" not in texte(message)


def test_trop_de_demandes_pour_une_adresse_ou_d_un_endroit():
    codes = [demander(Client(REMOTE_ADDR=f"192.0.2.{n}")).status_code for n in range(6)]
    assert codes == [302] * 5 + [429], "about one address, known or not"
    membre("active", Public.VILLE)
    codes = [demander(Client(REMOTE_ADDR=f"198.51.100.{n}"), email="active@test.example").status_code for n in range(6)]
    assert codes == [302] * 5 + [429]
    codes = [demander(Client(REMOTE_ADDR="203.0.113.1"), email=f"n{n}@test.example").status_code for n in range(6)]
    assert codes == [302] * 5 + [429], "from one place"


def test_trop_de_demandes_rend_la_saisie_et_dit_quand_recommencer():
    for n in range(5):
        demander(Client(REMOTE_ADDR=f"192.0.2.{n}"))
    reponse = demander(Client(REMOTE_ADDR="192.0.2.9"), message="Bonjour l’équipe", next="/annuaire/")
    page = reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert reponse.status_code == 429
    for saisi in ('value="Martin"', "Bonjour l’équipe", 'value="lea.martin@pays.example"', 'name="next" value="/annuaire/"'):
        assert saisi in page, saisi
    assert re.search(r'name="charte"[^>]* checked', page)
    dans_une_heure = timezone.localtime() + dt.timedelta(hours=1)
    dits = {date_locale(dans_une_heure + dt.timedelta(minutes=n), "heure").replace("\xa0", " ") for n in (-1, 0, 1)}
    assert any(f"envoyez-la de nouveau à partir de {dit}." in page for dit in dits), page
    assert 3540 <= int(reponse["Retry-After"]) <= 3600
    assert DemandeAcces.objects.count() == 5


def test_trop_de_demandes_d_un_endroit_se_recommencent_une_minute_plus_tard():
    for n in range(5):
        demander(Client(REMOTE_ADDR="203.0.113.1"), email=f"n{n}@test.example")
    reponse = demander(Client(REMOTE_ADDR="203.0.113.1"), email="n6@test.example")
    assert (reponse.status_code, reponse["Retry-After"]) == (429, "60")


def test_une_saisie_refusee_garde_tout(visiteuse, bray):
    reponse = visiteuse.post(
        "/demander-un-acces/", {"email": "pas une adresse", "prenom": "Léa", "message": "Bonjour", "territoires": [bray.pk], "next": "/jeudis/"}
    )  # fmt: skip
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert set(reponse.context["form"].errors) == {"email", "nom", "categorie", "structure_nom", "fonction", "charte"}
    assert all(
        mot in page
        for mot in ("pas une adresse", "Bonjour</textarea>", f'<option value="{bray.pk}" selected>', 'value="/jeudis/"')
    )
    assert (DemandeAcces.objects.count(), recus()) == (0, [])


@pytest.mark.parametrize("suite", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", "/x" * 300])
def test_on_ne_sort_pas_du_portail_par_next(suite):
    demander(Client(), next=suite)
    assert DemandeAcces.objects.get().suite == ""


def test_qui_a_un_compte_est_mene_a_son_espace(equipe):
    assert equipe.get("/demander-un-acces/")["Location"] == "/espace/"
    assert demander(equipe)["Location"] == "/espace/"
    assert DemandeAcces.objects.count() == 0


def test_les_suggestions_ne_disent_rien_de_l_annuaire(equipe, bray):
    creer_structure(nom="Canari et fils")
    recue = demande()
    page = ClientInspecteur().get("/demander-un-acces/").content.decode()
    assert ('<option value="Pays de Bray">' in page, "Canari" in page) == (True, False)
    assert '<option value="Canari et fils">' in equipe.get(f"/gestion/demandes/{recue.pk}/").content.decode()


def test_deux_confirmations_une_seule_demande(visiteuse):
    for _ in range(2):
        demander(visiteuse)
    premier, second = recus()
    assert "transmise" in visiteuse.post(lien(premier)).content.decode()
    assert "déjà" in visiteuse.post(lien(second)).content.decode()
    assert "transmise" in visiteuse.post(lien(premier)).content.decode()
    assert [d.etat for d in DemandeAcces.objects.confirmees()] == [EtatDemande.A_TRAITER]
    assert Ligne.objects.filter(verbe="demande.confirmer").count() == 1


def test_le_travail_refait_n_ecrit_qu_une_fois(visiteuse):
    demander(visiteuse)
    recus()
    operations.repondre(DemandeAcces.objects.get().pk)
    assert len(recus()) == 1


# --- answering ---


def test_refuser_avec_un_motif(equipe):
    recue = demande()
    vide = equipe.post(f"/gestion/demandes/{recue.pk}/refuser/", {"refuser-motif": " "})
    assert (vide.status_code, "Un refus s’explique" in vide.content.decode()) == (422, True)
    equipe.post(f"/gestion/demandes/{recue.pk}/refuser/", {"refuser-motif": "Le réseau est réservé aux agents publics."})
    (mail,) = recus()
    assert "Le réseau est réservé aux agents publics." in texte(mail)
    recue.refresh_from_db()
    assert (recue.etat, recue.traitee_par.email) == (EtatDemande.REFUSEE, "animatrice@test.example")
    assert not Membre.objects.filter(email=recue.email).exists()
    liste = equipe.get("/gestion/demandes/").content.decode()
    assert "Aucune demande" in liste
    assert "Martin" in equipe.get("/gestion/demandes/?etat=refusee&q=MARTIN").content.decode()


def test_demander_une_precision_et_la_recevoir(equipe, visiteuse, bray):
    recue = demande()
    equipe.post(f"/gestion/demandes/{recue.pk}/preciser/", {"preciser-question": "Depuis quand ?"})
    (mail,) = recus()
    page = visiteuse.get(lien(mail)).content.decode()
    assert ("Depuis quand" in page, 'value="Martin"' in page, 'name="email"' in page) == (True, True, False)
    refus = visiteuse.post(lien(mail), {"prenom": "Léa"})
    assert refus.status_code == 422
    corrigee = {nom: valeur for nom, valeur in SAISIE.items() if nom not in ("email", "charte")}
    envoi = corrigee | {"message": "Depuis octobre.", "territoires": [bray.pk], "email": "autre@test.example"}
    assert "complété" in visiteuse.post(lien(mail), envoi).content.decode()
    recue.refresh_from_db()
    assert (recue.etat, recue.message, recue.email) == (EtatDemande.A_TRAITER, "Depuis octobre.", SAISIE["email"])
    assert list(recue.territoires.all()) == [bray]
    assert "Rien à compléter" in visiteuse.get(lien(mail)).content.decode(), "the link does nothing more"
    equipe.post(f"/gestion/demandes/{recue.pk}/preciser/", {"preciser-question": "Et pour qui ?"})
    assert [m["Subject"].strip() for m in recus()] == ["Une précision pour votre demande d’accès"] * 2


def test_ce_que_corrige_l_equipe_vaut(equipe):
    creer_structure(nom="Métropole de Rouen")
    recue = demande(structure_nom="metropole  de rouen", categorie="referents")
    envoi = {"prenom": "Léa", "nom": "Martin", "categorie": "agglo", "structure_nom": "metropole  de rouen", "fonction": "cheffe"}
    equipe.post(f"/gestion/demandes/{recue.pk}/accepter/", {f"accepter-{nom}": v for nom, v in envoi.items()})
    lea = Membre.objects.get(email=recue.email)
    assert (lea.poste.categorie, lea.poste.structure.nom, Structure.objects.count()) == ("agglo", "Métropole de Rouen", 1)
    assert lea.noms_des_groupes == {"agglo"}


def test_accepter_ouvre_le_compte_en_attente_sans_le_doubler(animatrice):
    en_attente = membre("lea", Public.VILLE, etat=Etat.EN_ATTENTE)
    operations.accepter(demande=demande(email="LEA@test.example"), par=animatrice)
    lea = Membre.objects.get(email="lea@test.example")
    assert (lea.pk, lea.etat, lea.noms_des_groupes) == (en_attente.pk, Etat.ACTIF, {"pays"})
    assert [(p.categorie, p.depuis) for p in lea.postes.all()] == [("pays", dt.date(2025, 1, 1))]


def test_un_compte_ouvert_entre_temps_se_dit(equipe):
    recue = demande(email="active@test.example")
    membre("active", Public.VILLE)
    envoi = {f"accepter-{nom}": valeur for nom, valeur in SAISIE.items()}
    page = equipe.post(f"/gestion/demandes/{recue.pk}/accepter/", envoi, follow=True).content.decode()
    assert "Un compte existe déjà" in page
    recue.refresh_from_db()
    assert (recue.etat, recus()) == (EtatDemande.A_TRAITER, [])


def test_qui_ressemble_se_voit(equipe):
    membre("martine", Public.PAYS)
    Membre.objects.filter(email="martine@test.example").update(prenom="Lea", nom="MARTIN", email="l.martin@ville.example")
    collegue = membre("paul", Public.PAYS)
    Membre.objects.filter(pk=collegue.pk).update(email="paul@pays.example")
    creer_structure(nom="Pays d’Auge (association)")
    page = equipe.get(f"/gestion/demandes/{demande().pk}/").content.decode()
    assert ("presque le même nom" in page, "même domaine, pays.example" in page, "Pays d’Auge (association)" in page) == (
        True,
    ) * 3


def test_la_note_reste_entre_nous(equipe, visiteuse):
    recue = demande()
    equipe.post(f"/gestion/demandes/{recue.pk}/noter/", {"note-note": "Vue au colloque."})
    assert "Vue au colloque." in equipe.get(f"/gestion/demandes/{recue.pk}/").content.decode()
    equipe.post(f"/gestion/demandes/{recue.pk}/preciser/", {"preciser-question": "Depuis quand ?"})
    (mail,) = recus()
    assert "colloque" not in texte(mail) + visiteuse.get(lien(mail)).content.decode()


def test_une_demande_non_confirmee_ne_se_voit_pas(equipe):
    recue = demande(etat=EtatDemande.A_CONFIRMER, confirmee_le=None)
    assert equipe.get(f"/gestion/demandes/{recue.pk}/").status_code == 404
    assert "Martin" not in equipe.get("/gestion/demandes/?etat=toutes").content.decode()
    assert journee["demandes_d_acces"].compter(None) == 0


@pytest.mark.django_db(transaction=True)
def test_deux_acceptations_a_la_fois(animatrice):
    """M6: one account, one mail, one line of each act in the journal."""
    recue, depart, vus = demande(), threading.Barrier(2), []
    pk = animatrice.pk

    def agir() -> None:
        try:
            client = Client()
            client.force_login(Membre.objects.get(pk=pk))
            depart.wait()
            envoi = {f"accepter-{nom}": valeur for nom, valeur in SAISIE.items()}
            page = client.post(f"/gestion/demandes/{recue.pk}/accepter/", envoi, follow=True).content.decode()
            vus.append("déjà été traitée" in page)
        finally:
            connections.close_all()

    fils = [threading.Thread(target=agir) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    try:
        assert sorted(vus) == [False, True]
        assert Membre.objects.filter(email=recue.email).count() == 1
        assert Courriel.objects.filter(adresse=recue.email).count() == 1
        verbes = ("demande.accepter", "membre.creer", "membre.affecter_poste", "lien.creer")
        lignes = Ligne.objects.filter(verbe__in=verbes, acteur=pk).values_list("verbe", flat=True)
        assert sorted(lignes) == sorted(verbes)
    finally:
        with connection.cursor() as curseur:
            curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


# --- kept, then forgotten ---


def test_ce_qui_est_garde_assez_longtemps_est_efface():
    vieux, recent = timezone.now() - dt.timedelta(days=181), timezone.now() - dt.timedelta(days=179)
    for nom, etat, traitee in (
        ("refusee-vieille", EtatDemande.REFUSEE, vieux),
        ("refusee-recente", EtatDemande.REFUSEE, recent),
        ("acceptee-vieille", EtatDemande.ACCEPTEE, vieux),
        ("question-vieille", EtatDemande.PRECISIONS, vieux),
        ("a-traiter", EtatDemande.A_TRAITER, vieux),
    ):
        demande(email=f"{nom}@test.example", etat=etat, traitee_le=traitee)
    for nom, jours in (("jamais-vieille", 8), ("jamais-recente", 6)):
        gardee = demande(email=f"{nom}@test.example", etat=EtatDemande.A_CONFIRMER)
        DemandeAcces.objects.filter(pk=gardee.pk).update(cree_le=timezone.now() - dt.timedelta(days=jours))
    conservations["demandes"].purger()
    restent = {d.email.partition("@")[0] for d in DemandeAcces.objects.all()}
    assert restent == {"refusee-recente", "a-traiter", "jamais-recente"}
