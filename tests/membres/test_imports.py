"""Bringing in a list of contacts: an honest dry run, applied once, undone exactly."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.espaces.operations import inviter as inviter_dans
from centre.journal.models import Ligne
from centre.membres.enums import Constat, Etat, EtatImport
from centre.membres.models import Import, Invitation, LigneImport, Membre, Poste, Structure
from centre.membres.operations import creer_structure, effacer_membre
from centre.membres.operations import imports as operations
from centre.membres.operations.invitations import accepter_l_invitation
from centre.registre import donnees_de_membre, journee
from centre.rgpd import conservations
from centre.territoires.models import Territoire
from tests.client import ClientInspecteur
from tests.personnes import membre

from .entrees import MOT_DE_PASSE, recus

pytestmark = pytest.mark.django_db
ENTETES = "Structure,Prénom,Nom,Mail,Fonction_hiérarchique,Téléphone"


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def equipe(animatrice):
    client = ClientInspecteur()
    client.force_login(animatrice)
    return client


def contacts(nombre=75) -> list[str]:
    """As many fictitious contacts, of five structures."""
    return [
        f"Structure {n % 5},Prénom{n},Nom{n},contact{n}@liste.example,chargée de mission,02 00 00 00 {n:02}"
        for n in range(nombre)
    ]


def fichier(lignes, entetes=ENTETES, encodage="utf-8", nom="contacts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, "\n".join([entetes, *lignes]).encode(encodage))


def preparer(par, lignes, entetes=ENTETES, **suite) -> Import:
    envoi = fichier(lignes, entetes, **suite)
    return operations.preparer(genre="membres", nom=envoi.name, octets=envoi.read(), par=par)


def constats(importation) -> dict[int, str]:
    return dict(importation.lignes.values_list("numero", "constat"))


def remarques(importation, numero) -> list[tuple[str, str]]:
    return [(r["colonne"], r["message"]) for r in importation.lignes.get(numero=numero).remarques]


def lue(reponse) -> str:
    """The page, its no-break spaces made ordinary."""
    return reponse.content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


def photo_de_la_base() -> tuple:
    """What an import may write, by key."""
    return (
        set(Membre.objects.values_list("pk", "email", "prenom", "nom", "etat")),
        set(Poste.objects.values_list("pk", "membre", "fonction", "structure", "jusqu_a")),
        set(Structure.objects.values_list("pk", "nom")),
        set(Membre.groups.through.objects.values_list("membre", "group")),
    )


def test_m2_soixante_quinze_contacts_dont_trois_abimes(equipe, animatrice):
    lignes = contacts()
    lignes[10] = lignes[10].replace("contact10@liste.example", "contact10.liste.example")
    lignes[30] = lignes[30].replace("contact30@liste.example", "")
    lignes[60] = lignes[60].replace("contact60@", "CONTACT3@")
    avant = photo_de_la_base()
    reponse = equipe.post("/gestion/imports/nouveau/", {"genre": "membres", "fichier": fichier(lignes)})
    lu = Import.objects.get()
    assert reponse["Location"] == f"/gestion/imports/{lu.pk}/"
    assert photo_de_la_base() == avant, "a dry run writes nothing"
    page = lue(equipe.get(f"/gestion/imports/{lu.pk}/"))
    assert "Appliquer : 72 à créer, 0 à compléter" in page
    for ligne, motif in (
        (12, "Mail : « contact10.liste.example » n’est pas une adresse électronique."),
        (32, "Mail : elle manque."),
        (62, "Mail : même adresse qu’à la ligne 5."),
    ):
        assert f"<b>Ligne {ligne}</b>" in page
        assert motif in page
    assert {n for n, constat in constats(lu).items() if constat == Constat.ERREUR} == {12, 32, 62}
    assert journee["imports"].compter(animatrice) == 1

    for suite in ("72 créations, 0 complément", "déjà appliqué"):
        assert suite in equipe.post(f"/gestion/imports/{lu.pk}/appliquer/", follow=True).content.decode()
    assert Membre.objects.filter(email__endswith="@liste.example").count() == 72
    assert Structure.objects.count() == 5
    un = Membre.objects.get(email="contact0@liste.example")
    assert (un.etat, un.has_usable_password(), str(un.poste)) == (Etat.EN_ATTENTE, False, "chargée de mission, Structure 0")
    assert Ligne.objects.filter(verbe="import.appliquer").values_list("details", flat=True).get() == {
        "creees": 72,
        "completees": 0,
    }
    assert recus() == [], "no mail"

    page = equipe.post(f"/gestion/imports/{lu.pk}/defaire/", follow=True).content.decode()
    assert "tout ce qu’il avait créé est retiré" in page
    assert photo_de_la_base() == avant
    equipe.post(f"/gestion/imports/{lu.pk}/appliquer/")
    assert photo_de_la_base() == avant, "what is undone is not applied again"


def test_le_meme_fichier_deux_fois_ne_double_personne(animatrice):
    premier, second = preparer(animatrice, contacts(3)), preparer(animatrice, contacts(4))
    operations.appliquer(importation=premier, par=animatrice)
    operations.appliquer(importation=second, par=animatrice)
    assert constats(second) == {2: "deja_la", 3: "deja_la", 4: "deja_la", 5: "creer"}
    assert Membre.objects.filter(email__endswith="@liste.example").count() == 4
    operations.defaire(importation=second, par=animatrice)
    assert Membre.objects.filter(email__endswith="@liste.example").count() == 3, "the undo of one leaves what the other made"


def test_defaire_garde_qui_est_entre_depuis(animatrice, equipe):
    lu = preparer(animatrice, contacts(4))
    operations.appliquer(importation=lu, par=animatrice)
    equipe.post(f"/gestion/imports/{lu.pk}/inviter/")
    accepter_l_invitation(
        invitation=Invitation.objects.get(email="contact1@liste.example"), mot_de_passe=MOT_DE_PASSE, territoires=[]
    )
    invitee = Membre.objects.get(email="contact2@liste.example")
    inviter_dans(membre=invitee, espace=Espace.objects.get(slug="equipe"), jusqu_au=None, par=animatrice)
    page = equipe.post(f"/gestion/imports/{lu.pk}/defaire/", follow=True).content.decode()
    restent = set(Membre.objects.filter(email__endswith="@liste.example").values_list("email", flat=True))
    assert restent == {"contact1@liste.example", "contact2@liste.example"}
    assert "sauf 2 lignes" in page
    assert "est entré·e depuis" in page
    assert "d’autres données lui sont liées" in page
    assert set(Structure.objects.values_list("nom", flat=True)) == {"Structure 1", "Structure 2"}


def test_inviter_les_personnes_importees_une_seule_fois(animatrice, equipe):
    lu = preparer(animatrice, contacts(3))
    operations.appliquer(importation=lu, par=animatrice)
    for suite in ("Envoyé", "Personne à inviter"):
        assert suite in equipe.post(f"/gestion/imports/{lu.pk}/inviter/", follow=True).content.decode()
    assert len(recus()) == 3
    invitation = Invitation.objects.get(email="contact0@liste.example")
    assert (invitation.nom, invitation.structure_nom, invitation.fonction) == ("Nom0", "Structure 0", "chargée de mission")


def test_rapprocher_se_propose_et_ne_se_fait_pas_tout_seul(animatrice, equipe):
    bray = creer_structure(nom="Pays de Bray")
    lea = membre("lea", Public.PAYS)
    Membre.objects.filter(pk=lea.pk).update(prenom="Léa", nom="Martin")
    Poste.objects.filter(membre=lea).update(structure=bray)
    lignes = ["PAYS DE BRAY,LEA,MARTIN,autre@liste.example,cheffe,", "Ville,Léa,Martin,ville@liste.example,cheffe,"]
    lu = preparer(animatrice, lignes)
    assert constats(lu) == {2: "a_decider", 3: "creer"}
    assert "lea@test.example" in remarques(lu, 2)[0][1]
    page = lue(equipe.get(f"/gestion/imports/{lu.pk}/"))
    assert "Appliquer : 1 à créer" in page
    equipe.post(f"/gestion/imports/{lu.pk}/decider/", {"ligne_2": "creer"})
    assert "Appliquer : 2 à créer" in lue(equipe.get(f"/gestion/imports/{lu.pk}/"))
    equipe.post(f"/gestion/imports/{lu.pk}/decider/", {"ligne_2": ""})
    operations.appliquer(importation=lu, par=animatrice)
    assert not Membre.objects.filter(email="autre@liste.example").exists()
    assert Membre.objects.filter(email="ville@liste.example").exists()


def test_completer_remplit_ce_qui_manque_et_rien_d_autre(animatrice):
    vide = membre("vide")
    Membre.objects.filter(pk=vide.pk).update(prenom="", nom="")
    pleine = membre("pleine", Public.VILLE)
    entetes = "Mél;Prénom;Nom;Fonction;Catégorie"
    lignes = ["vide@test.example;Léa;Martin;cheffe;Pays", "pleine@test.example;Autre;Nom;autre;Pays"]
    avant = photo_de_la_base()
    lu = preparer(animatrice, lignes, entetes)
    assert constats(lu) == {2: "completer", 3: "deja_la"}
    assert "on ajoute le prénom, le nom, le poste" in remarques(lu, 2)[0][1]
    operations.appliquer(importation=lu, par=animatrice)
    vide, pleine = Membre.objects.get(pk=vide.pk), Membre.objects.get(pk=pleine.pk)
    assert (vide.nom_complet, str(vide.poste), vide.noms_des_groupes) == ("Léa Martin", "cheffe", {"pays"})
    assert (pleine.nom_complet, pleine.poste.fonction) == ("Pleine Essai", "agente")
    operations.defaire(importation=lu, par=animatrice)
    assert photo_de_la_base() == avant


def test_un_membre_connu_ne_recoit_pas_de_poste_que_sa_ligne_ne_dit_pas(animatrice):
    financeur = membre("financeur", role=Public.FINANCEUR)
    lu = preparer(animatrice, ["État,Financeur,Essai,financeur@test.example,chef de bureau,"])
    operations.appliquer(importation=lu, par=animatrice)
    assert (constats(lu), financeur.poste, Structure.objects.count()) == ({2: "deja_la"}, None, 0)


def test_les_colonnes_se_devinent_et_se_corrigent(animatrice, equipe):
    Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays", autres_noms="Bray")
    entetes = "Nom;Titre;Prénom;Nom;Société;Titre;Pays;Adresse de messagerie;Catégories"
    lignes = [
        ";M.;Léa;Martin;Ville;cheffe de projet;France;lea@x.example;Amis",
        ";Mme;Ana;Petit;Pays;agente;France;ana@x.example;Fournisseurs",
    ]
    lu = preparer(animatrice, lignes, entetes, encodage="iso-8859-15")
    noms = {cle: lu.entetes[rang] for cle, rang in lu.correspondance.items()}
    assert noms == {
        "email": "Adresse de messagerie",
        "prenom": "Prénom",
        "nom": "Nom",
        "structure": "Société",
        "fonction": "Titre (2)",
    }
    assert constats(lu) == {2: "erreur", 3: "erreur"}
    assert remarques(lu, 2) == [("Nom", "il manque.")]
    page = lue(equipe.get(f"/gestion/imports/{lu.pk}/"))
    assert "Non reprises" in page
    bons = {f"colonne_{cle}": str(lu.entetes.index(nom)) for cle, nom in (noms | {"nom": "Nom (2)"}).items()}
    doubles = equipe.post(
        f"/gestion/imports/{lu.pk}/regler/", bons | {"colonne_prenom": bons["colonne_nom"], "option_categorie": "pays"}
    )
    assert (doubles.status_code, "déjà prise" in doubles.content.decode()) == (422, True)
    equipe.post(f"/gestion/imports/{lu.pk}/regler/", bons | {"option_categorie": "agglo"})
    assert constats(lu) == {2: "creer", 3: "creer"}
    operations.appliquer(importation=lu, par=animatrice)
    lea = Membre.objects.get(email="lea@x.example")
    assert (lea.nom_complet, lea.poste.fonction, lea.poste.categorie) == ("Léa Martin", "cheffe de projet", "agglo")


def test_ce_qu_une_ligne_peut_dire_de_faux(animatrice):
    bray = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays", autres_noms="Bray")
    entetes = "Contact;Mél;Catégorie;Territoires;Depuis;Fonction"
    lignes = [
        'Jeanne LE GOFF;a@x.example;Pays;"Bray ; Ailleurs";03/11/2020;cheffe',
        "Jean Pierre Petit;b@x.example;Pays;pays de bray;demain;chef",
        ";c@x.example;Pays;;;",
        "Ana Roux;d@x.example;VIP;;;",
        f"Zoé Blanc;e@x.example;Agglo;;;{'x' * 161}",
        "Luc Noir;mailto:F@x.example;Agglo;Bray;2020;chef",
    ]
    lu = preparer(animatrice, lignes, entetes)
    assert constats(lu) == {2: "creer", 3: "creer", 4: "erreur", 5: "erreur", 6: "erreur", 7: "creer"}
    assert remarques(lu, 2) == [("Territoires", "« Ailleurs » n’est pas un territoire connu : laissé de côté.")]
    assert remarques(lu, 3) == [
        ("Contact", "lu : prénom « Jean », nom « Pierre Petit ». À vérifier."),
        ("Depuis", "« demain » n’est pas une date passée : aujourd’hui la remplace."),
    ]
    assert [remarques(lu, n) for n in (4, 5, 6)] == [
        [("Contact", "il manque.")],
        [("Catégorie", "« VIP » n’est pas une catégorie connue.")],
        [("Fonction", "plus de 160 caractères.")],
    ]
    operations.appliquer(importation=lu, par=animatrice)
    jeanne, luc = Membre.objects.get(email="a@x.example"), Membre.objects.get(email="f@x.example")
    assert (jeanne.nom, jeanne.poste.depuis, list(jeanne.poste.territoires.all())) == ("LE GOFF", dt.date(2020, 11, 3), [bray])
    assert (luc.poste.depuis, luc.poste.categorie) == (dt.date(2020, 1, 1), "agglo")


def test_un_fichier_illisible_se_dit_sous_le_champ(equipe):
    for contenu, phrase in ((b"", "vide"), (b"\xd0\xcf\x11\xe0", "Enregistrer sous")):
        reponse = equipe.post("/gestion/imports/nouveau/", {"genre": "membres", "fichier": SimpleUploadedFile("l.xls", contenu)})
        assert (reponse.status_code, phrase in reponse.content.decode()) == (422, True)
    assert Import.objects.count() == 0


def test_ce_qui_change_entre_l_essai_et_l_application(animatrice):
    lu = preparer(animatrice, contacts(2))
    Membre.objects.create_user("contact0@liste.example", None, prenom="Prénom0", nom="Nom0")
    operations.appliquer(importation=lu, par=animatrice)
    assert constats(lu) == {2: "deja_la", 3: "creer"}


def test_regle_ou_decide_trop_tard(animatrice, equipe):
    lu = preparer(animatrice, contacts(1))
    operations.appliquer(importation=lu, par=animatrice)
    with pytest.raises(operations.DejaApplique):
        operations.regler(importation=lu, correspondance={}, options={}, par=animatrice)
    with pytest.raises(operations.DejaApplique):
        operations.decider(importation=lu, decisions={2: "creer"}, par=animatrice)
    assert "ne sont plus possibles" in equipe.post(f"/gestion/imports/{lu.pk}/decider/", follow=True).content.decode()


def test_autant_de_requetes_pour_trois_lignes_que_pour_trente(animatrice):
    comptes = []
    preparer(animatrice, contacts(1))
    for nombre in (3, 30):
        with CaptureQueriesContext(connection) as captees:
            preparer(animatrice, contacts(nombre))
        comptes.append(len(captees))
    assert comptes[0] == comptes[1], comptes


@pytest.mark.django_db(transaction=True)
def test_appliquer_a_deux_en_meme_temps(animatrice):
    lu, depart, faits, pk = preparer(animatrice, contacts(5)), threading.Barrier(2), [], animatrice.pk

    def agir() -> None:
        try:
            depart.wait()
            faits.append(operations.appliquer(importation=lu, par=Membre.objects.get(pk=pk)))
        finally:
            connections.close_all()

    fils = [threading.Thread(target=agir) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(faits) == [False, True]
    assert Membre.objects.filter(email__endswith="@liste.example").count() == 5
    with connection.cursor() as curseur:
        curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def test_effacer_une_personne_vide_ses_lignes(animatrice):
    lu = preparer(animatrice, contacts(2))
    operations.appliquer(importation=lu, par=animatrice)
    contact = Membre.objects.get(email="contact0@liste.example")
    assert donnees_de_membre["membres.LigneImport"].exporter(contact)[0]["numero"] == 2
    effacer_membre(membre=contact)
    assert [(ligne.numero, bool(ligne.cellules)) for ligne in LigneImport.objects.all()] == [(2, False), (3, True)]


def test_les_lignes_sont_effacees_au_bout_de_six_mois(animatrice):
    vieux, recent = preparer(animatrice, contacts(1)), preparer(animatrice, contacts(1))
    operations.appliquer(importation=vieux, par=animatrice)
    for lu, jours in ((vieux, 181), (recent, 179)):
        Import.objects.filter(pk=lu.pk).update(cree_le=timezone.now() - dt.timedelta(days=jours))
    conservations["imports"].purger()
    assert list(Import.objects.values_list("pk", "etat")) == [(recent.pk, EtatImport.A_VERIFIER)]
    assert Membre.objects.filter(email="contact0@liste.example").exists()


def test_la_liste_dit_ou_en_est_chaque_fichier(animatrice, equipe):
    assert "Aucun import" in lue(equipe.get("/gestion/imports/"))
    lu, _ = preparer(animatrice, contacts(3), nom="faits.csv"), preparer(animatrice, contacts(2), nom="a-voir.csv")
    operations.appliquer(importation=lu, par=animatrice)
    page = lue(equipe.get("/gestion/imports/"))
    assert ("faits.csv" in page, "a-voir.csv" in page, "Appliqué" in page, "À vérifier" in page) == (True,) * 4
    assert [(i.fichier, i.total, i.ecrites) for i in equipe.get("/gestion/imports/").context["page"]] == [
        ("a-voir.csv", 2, 0),
        ("faits.csv", 3, 3),
    ]
