"""Inviting: one person, a list, a file; nothing else is sent before acceptance; accepted once."""

from __future__ import annotations

import datetime as dt
import io
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.courriels.operations import envoyer
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.journal.models import Ligne
from centre.membres.enums import Etat
from centre.membres.listes_d_adresses import lire_les_lignes
from centre.membres.models import Invitation, Membre
from centre.membres.operations import demandes
from centre.membres.operations import invitations as operations
from centre.membres.operations.entrees import DejaMembre
from centre.membres.taches import rappeler_les_invitations
from centre.publications.operations import creer
from centre.publications.relecture import demander as demander_relecture
from centre.rgpd import conservations
from echos.models import Echo
from tests.client import ClientInspecteur
from tests.personnes import membre

from .entrees import MOT_DE_PASSE, lien, recus, texte
from .test_demandes import demande

pytestmark = pytest.mark.django_db
LEA = "lea@pays.example"


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def equipe(animatrice):
    client = ClientInspecteur()
    client.force_login(animatrice)
    return client


def inviter(par, email=LEA, **fiche) -> Invitation:
    fiche = {"prenom": "Léa", "nom": "Martin", "categorie": "pays", "structure_nom": "Pays d’Auge", "fonction": "agente"} | fiche
    return operations.inviter_a_entrer(email=email, par=par, **fiche)[0]


def vieillir(invitation, jours):
    """As if it had been sent that long ago."""
    recul = dt.timedelta(days=jours)
    invitation.refresh_from_db()
    Invitation.objects.filter(pk=invitation.pk).update(
        envoyee_le=invitation.envoyee_le - recul, expire_le=invitation.expire_le - recul
    )


# --- one, a list, a file ---


def test_une_personne_verifiee_puis_envoyee(equipe):
    saisie = {"email": "Lea@Pays.example", "prenom": "Léa", "nom": "Martin", "categorie": "pays", "structure_nom": "Pays d’Auge"}
    page = equipe.post("/gestion/invitations/inviter/", saisie | {"geste": "verifier"}).content.decode()
    assert "Envoyer 1 invitation" in page
    assert "Léa Martin &lt;lea@pays.example&gt;" in page
    assert (Invitation.objects.count(), recus()) == (0, [])
    envoi = {"liste": "Léa Martin <lea@pays.example>", "categorie": "pays", "structure_nom": "Pays d’Auge", "geste": "envoyer"}
    assert equipe.post("/gestion/invitations/inviter/", envoi)["Location"] == "/gestion/invitations/"
    (mail,) = recus()
    (invitation,) = Invitation.objects.all()
    assert (mail["To"], invitation.nom_complet, invitation.structure_nom) == (LEA, "Léa Martin", "Pays d’Auge")
    assert "Animatrice Essai" in texte(mail)
    equipe.post("/gestion/invitations/inviter/", envoi)
    assert len(recus()) == Invitation.objects.count() == 1, "submitted twice"


def test_une_liste_dit_ce_qui_arrive_a_chaque_ligne(equipe, animatrice):
    membre("active", Public.VILLE)
    membre("attente", etat=Etat.EN_ATTENTE)
    inviter(animatrice)
    recus()
    liste = "\n".join(
        (
            *("Jeanne LE GOFF <jeanne@ville.example>", "active@test.example", "", "attente@test.example", "lea@pays.example"),
            *("Paul sans adresse", "JEANNE@ville.example"),
        )
    )
    page = equipe.post("/gestion/invitations/inviter/", {"liste": liste, "categorie": "ville", "geste": "envoyer"})
    contenu = page.content.decode()
    assert (page.status_code, len(recus())) == (422, 1), "a line that cannot be read stops the sending"
    assert [(a.email, a.empechement) for a in page.context["examinees"]] == [
        ("jeanne@ville.example", ""),
        ("active@test.example", "Active Essai est déjà membre, compte actif."),
        ("attente@test.example", ""),
        ("lea@pays.example", "Déjà invitée : son invitation attend une réponse."),
        ("", "Ce n’est pas une adresse électronique."),
        ("jeanne@ville.example", "Cette adresse est écrite plus haut : une seule invitation partira."),
    ]
    assert "Paul sans adresse" in contenu
    reste = "\n".join(ligne for ligne in liste.splitlines() if "Paul" not in ligne)
    page = equipe.post("/gestion/invitations/inviter/", {"liste": reste, "categorie": "ville", "geste": "envoyer"}, follow=True)
    assert "2 invitations envoyées. 3 adresses n’en avaient pas besoin." in page.content.decode()
    assert sorted(m["To"] for m in recus()) == ["attente@test.example", "jeanne@ville.example", LEA]
    jeanne = Invitation.objects.get(email="jeanne@ville.example")
    assert (jeanne.prenom, jeanne.nom, jeanne.categorie) == ("Jeanne", "LE GOFF", "ville")


def classeur(*lignes) -> SimpleUploadedFile:
    import openpyxl

    livre, sortie = openpyxl.Workbook(), io.BytesIO()
    for ligne in lignes:
        livre.active.append(ligne)
    livre.save(sortie)
    return SimpleUploadedFile("liste.xlsx", sortie.getvalue())


@pytest.mark.parametrize(
    "fichier",
    [
        lambda: SimpleUploadedFile("l.csv", "Prénom;Nom;Mél\nLéa;Martin;lea@pays.example\n".encode("iso-8859-15")),
        lambda: classeur(["Prénom", "Nom", "Mél"], ["Léa", "Martin", "lea@pays.example"]),
    ],
)
def test_un_fichier_se_lit_comme_une_liste(equipe, fichier):
    page = equipe.post("/gestion/invitations/inviter/", {"fichier": fichier(), "categorie": "pays"}).content.decode()
    assert "Léa Martin &lt;lea@pays.example&gt;" in page
    assert "Envoyer 1 invitation" in page


def test_un_fichier_illisible_se_dit_sous_le_champ(equipe):
    envoi = {"fichier": SimpleUploadedFile("l.xls", b"\xd0\xcf\x11\xe0vieux"), "categorie": "pays", "liste": "lea@pays.example"}
    reponse = equipe.post("/gestion/invitations/inviter/", envoi)
    assert reponse.status_code == 422
    assert "ancien format Excel" in reponse.content.decode()
    assert "lea@pays.example</textarea>" in reponse.content.decode()


def test_rien_a_inviter(equipe):
    assert equipe.post("/gestion/invitations/inviter/", {"categorie": "pays"}).status_code == 422
    trop = "\n".join(f"n{n}@x.example" for n in range(301))
    reponse = equipe.post("/gestion/invitations/inviter/", {"categorie": "pays", "liste": trop})
    assert (reponse.status_code, "Pas plus de 300 adresses" in reponse.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("ligne", "email", "prenom", "nom"),
    [
        ("lea@pays.example", "lea@pays.example", "", ""),
        ("Léa Martin <Lea@pays.example>", "lea@pays.example", "Léa", "Martin"),
        ('"MARTIN, Léa" <lea@pays.example>;', "lea@pays.example", "Léa", "MARTIN"),
        ("lea@pays.example ; LE GOFF Jeanne", "lea@pays.example", "Jeanne", "LE GOFF"),
        ("M. Jean de La Tour <j@x.example>", "j@x.example", "Jean", "de La Tour"),
    ],
)
def test_une_ligne_collee(ligne, email, prenom, nom):
    (lue,) = lire_les_lignes(ligne)
    assert (lue.email, lue.prenom, lue.nom) == (email, prenom, nom)


# --- accepting ---


def test_accepter_en_corrigeant(animatrice):
    inviter(animatrice, categorie="ville")
    (mail,) = recus()
    client = Client()
    page = client.get(lien(mail)).content.decode()
    assert all(mot in page for mot in ('value="Martin"', 'value="Pays d’Auge"', "politique de la ville"))
    assert 'name="categorie"' not in page
    corrigee = {"prenom": "Léa", "nom": "Martin-Petit", "structure_nom": "Ville du Havre", "fonction": "cheffe", "charte": "on"}
    cles = {"mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE}
    for manque in ({"confirmation": "autre chose en entier"}, {"charte": ""}, {"nom": " "}):
        assert client.post(lien(mail), corrigee | cles | manque).status_code == 422
    assert not Membre.objects.filter(email=LEA).exists()
    reponse = client.post(lien(mail), corrigee | cles | {"categorie": "referents", "email": "autre@x.example"})
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/")
    lea = Membre.objects.get(email=LEA)
    assert (lea.nom, lea.poste.categorie, lea.poste.structure.nom) == ("Martin-Petit", "ville", "Ville du Havre")
    assert client.get("/espace/").status_code == 200
    autre = Client()
    assert autre.post("/connexion/", {"login": LEA, "password": MOT_DE_PASSE}).status_code == 302
    assert "ne sert plus" in client.get(lien(mail)).content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.etat, invitation.membre) == ("acceptee", lea)
    assert len(recus()) == 1


def test_accepter_ouvre_le_compte_en_attente(animatrice):
    en_attente = membre("lea", Public.VILLE, etat=Etat.EN_ATTENTE)
    operations.accepter_l_invitation(
        invitation=inviter(animatrice, email="lea@test.example"), mot_de_passe=MOT_DE_PASSE, territoires=[]
    )
    lea = Membre.objects.get(email="lea@test.example")
    assert (lea.pk, lea.etat, lea.check_password(MOT_DE_PASSE)) == (en_attente.pk, Etat.ACTIF, True)


def test_deux_acceptations_un_seul_compte(animatrice):
    invitation = inviter(animatrice)
    operations.accepter_l_invitation(invitation=invitation, mot_de_passe=MOT_DE_PASSE, territoires=[])
    with pytest.raises(operations.InvitationClose):
        operations.accepter_l_invitation(invitation=invitation, mot_de_passe="autre mot de passe", territoires=[])
    assert Membre.objects.get(email=LEA).check_password(MOT_DE_PASSE)
    with pytest.raises(DejaMembre):
        inviter(animatrice)


# --- again, once, no more ---


def test_renvoyer_ferme_le_lien_d_avant(equipe, animatrice):
    invitation = inviter(animatrice)
    vieillir(invitation, 29)
    recus()
    equipe.post(f"/gestion/invitations/{invitation.pk}/renvoyer/")
    premier, second = recus()
    assert (Client().get(lien(premier)).status_code, Client().get(lien(second)).status_code) == (404, 200)
    invitation.refresh_from_db()
    assert invitation.expire_le > timezone.now() + dt.timedelta(days=29)


def test_annuler_ferme_le_lien(equipe, animatrice):
    invitation = inviter(animatrice)
    (mail,) = recus()
    equipe.post(f"/gestion/invitations/{invitation.pk}/annuler/")
    assert Client().get(lien(mail)).status_code == 404
    page = equipe.post(f"/gestion/invitations/{invitation.pk}/renvoyer/", follow=True).content.decode()
    assert "a été annulée" in page
    assert len(recus()) == 1
    assert inviter(animatrice).pk != invitation.pk, "taken back, it may be made again"


def test_expiree_elle_ne_s_ouvre_plus_et_repart(animatrice):
    invitation = inviter(animatrice)
    recus()
    vieillir(invitation, 31)
    invitation.refresh_from_db()
    assert invitation.etat == "expiree"
    deja, envoyee = operations.inviter_a_entrer(email=LEA, par=animatrice, categorie="pays")
    assert (deja.pk, envoyee, deja.etat, deja.nom) == (invitation.pk, True, "en_attente", "Martin")
    assert len(recus()) == 2


def test_un_seul_rappel(animatrice):
    ancienne, recente = inviter(animatrice), inviter(animatrice, email="paul@x.example")
    recus()
    vieillir(ancienne, 11)
    vieillir(recente, 9)
    for _ in range(3):
        rappeler_les_invitations.func()
    rappels = [m for m in recus() if "vous attend" in m["Subject"]]
    assert [m["To"] for m in rappels] == [LEA]
    assert Client().get(lien(rappels[0])).status_code == 200


def test_rien_d_autre_ne_part_avant_l_acceptation(animatrice):
    """A reminder aside: neither a notification, nor a letter, nor a relecture, to an address or to a pending account."""
    en_attente = membre("attente", Public.PAYS, etat=Etat.EN_ATTENTE)
    inviter(animatrice)
    inviter(animatrice, email="attente@test.example")
    echo = creer(publication=Echo(titre="Colloque"), espace=Espace.objects.get(slug="reseau"), par=animatrice)
    fin = timezone.now() + dt.timedelta(days=1)
    for adresse in (LEA, "temoin@x.example"):
        demander_relecture(publication=echo, adresse=adresse, expire_le=fin, par=animatrice)
    commun = {"publication": echo, "commentaire": {"texte": "Merci", "auteur": animatrice}}
    envoyer(genre="commentaire", evenement="1", destinataire=en_attente, contexte=commun)
    partis = recus()
    assert sorted(m["To"] for m in partis) == ["attente@test.example", LEA, "temoin@x.example"]
    retenus = Courriel.objects.filter(etat="annule").values_list("adresse", "genre", "erreur")
    motif = "cette personne n’a pas encore accepté son invitation"
    assert sorted(retenus) == [("attente@test.example", "commentaire", motif), (LEA, "relecture", motif)]
    operations.accepter_l_invitation(invitation=Invitation.objects.get(email=LEA), mot_de_passe=MOT_DE_PASSE, territoires=[])
    demander_relecture(publication=echo, adresse=LEA, expire_le=fin, par=animatrice)
    assert sum(m["To"] == LEA for m in recus()) == 2


def test_entrer_par_une_demande_solde_l_invitation(animatrice):
    invitation = inviter(animatrice)
    (mail,) = recus()
    demandes.accepter(demande=demande(email=LEA), par=animatrice)
    invitation.refresh_from_db()
    assert (invitation.etat, invitation.membre.email) == ("acceptee", LEA)
    assert Client().get(lien(mail)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_deux_portes_a_la_fois_un_seul_compte(animatrice):
    """The team approves a request while the person accepts an invitation: one account, and the other door says so."""
    invitation, recue, depart, vus = inviter(animatrice), demande(email=LEA), threading.Barrier(2), []

    def par_la_demande() -> None:
        demandes.accepter(demande=recue, par=animatrice)

    def par_l_invitation() -> None:
        operations.accepter_l_invitation(invitation=invitation, mot_de_passe=MOT_DE_PASSE, territoires=[])

    def entrer(porte) -> None:
        try:
            depart.wait()
            porte()
            vus.append("entre")
        except (DejaMembre, operations.InvitationClose):
            vus.append("deja")
        finally:
            connections.close_all()

    fils = [threading.Thread(target=entrer, args=(porte,)) for porte in (par_la_demande, par_l_invitation)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(vus) == ["deja", "entre"]
    assert Membre.objects.filter(email=LEA).count() == 1
    with connection.cursor() as curseur:
        curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def test_ce_qui_a_fini_depuis_longtemps_est_efface(animatrice):
    vieille, recente = inviter(animatrice), inviter(animatrice, email="paul@x.example")
    vieillir(vieille, 211)
    vieillir(recente, 209)
    conservations["invitations"].purger()
    assert [i.email for i in Invitation.objects.all()] == ["paul@x.example"]


def test_la_liste_se_filtre_par_etat(equipe, animatrice):
    inviter(animatrice)
    vieillir(inviter(animatrice, email="vieille@x.example", nom="Vieille"), 31)
    page = equipe.get("/gestion/invitations/?etat=expiree").content.decode()
    assert ("vieille@x.example" in page, LEA in page) == (True, False)
    assert LEA in equipe.get("/gestion/invitations/?q=martin").content.decode()
    assert Ligne.objects.filter(verbe="invitation.envoyer", acteur=animatrice).count() == 2
