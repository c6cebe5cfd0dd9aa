"""The annuaire: each shows what they chose to whom they chose, in the list, the filters, the search, the card, the photo."""

from __future__ import annotations

import datetime as dt
import io
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel, Preference
from centre.courriels.operations import choisir
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.acces import Regard
from centre.membres.fiches import ENTETES, FicheLue, ligne, vcard
from centre.membres.models import CHAMPS, Fiche, Membre, Message
from centre.membres.operations import (
    affecter_poste,
    creer_structure,
    effacer_membre,
    enregistrer_la_fiche,
    poser_la_photo,
    retablir,
    suspendre,
)
from centre.membres.operations.annuaire import PAR_JOUR, purger_les_messages
from centre.publications.models import Fichier
from centre.recherche.models import Texte
from centre.tableur import telecharger
from centre.taches import vider_la_file
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from tests.client import ClientInspecteur
from tests.personnes import membre, tout_le_monde

pytestmark = pytest.mark.django_db
FERME = dict.fromkeys(CHAMPS, "equipe")


def photo(couleur="red", nom="moi.jpg"):
    sortie, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "canari"
    Image.new("RGB", (300, 200), couleur).save(sortie, "JPEG", exif=exif)
    return SimpleUploadedFile(nom, sortie.getvalue(), "image/jpeg")


def client_de(qui) -> ClientInspecteur:
    client = ClientInspecteur()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ecrire_la_fiche(qui, *, presentation="", telephone="", connus=(), cherches=(), voir=None) -> None:
    choix = {champ: defaut.value for champ, (_, defaut) in CHAMPS.items()} | (voir or {})
    textes = {"presentation": presentation, "telephone": telephone}
    enregistrer_la_fiche(membre=qui, textes=textes, connus=connus, cherches=cherches, suivis=(), visibilites=choix, par=qui)


@pytest.fixture
def gens(db):
    return tout_le_monde()


@pytest.fixture
def theme():
    return Theme.objects.create(nom="Mobilité", slug="mobilite", famille=Famille.objects.create(nom="Vivre", slug="vivre"))


def noms(qui, question="") -> set[str]:
    """First names shown to that reader."""
    page = client_de(qui).get(f"/annuaire/{question}")
    assert page.status_code == 200
    return {fiche.membre.prenom for fiche in page.context["fiches"]}


def lus(qui) -> set[str]:
    return {m.prenom for m in Membre.objects.dans_l_annuaire(Regard.de(qui))}


# --- who is there, for whom ---


def test_par_defaut_le_reseau_se_connait_et_le_public_elargi_ne_lit_rien(gens):
    reseau = {"Ville", "Pays", "Agglo", "Referents", "Public-elargi", "Animatrice", "Administration"}
    for nom in ("ville", "pays", "agglo", "referents"):
        assert lus(gens[nom]) == reseau, nom
    assert lus(gens["public-elargi"]) == {"Public-elargi"}
    assert lus(gens["financeur"]) == {"Financeur"}
    assert lus(gens["animatrice"]) == reseau | {"Financeur"}
    assert lus(gens["suspendu"]) == lus(gens["en_attente"]) == set()


@pytest.mark.parametrize(
    ("choix", "lecteurs"),
    [
        ("public-elargi", {"public-elargi", "ville", "pays", "agglo", "referents", "animatrice", "administration"}),
        ("reseau", {"ville", "pays", "agglo", "referents", "animatrice", "administration"}),
        ("categorie", {"pays", "animatrice", "administration"}),
        ("equipe", {"animatrice", "administration"}),
    ],
)
def test_chaque_choix_ouvre_a_ses_lecteurs_et_a_personne_d_autre(gens, choix, lecteurs):
    """The same answer in the list, on the page, in the search, at the photo, in the table of the team."""
    qui = membre("canari", Public.PAYS)
    ecrire_la_fiche(qui, presentation="Rotule", voir=dict.fromkeys(CHAMPS, choix))
    poser_la_photo(membre=qui, photo=photo())
    fichier = Fichier.objects.sur(qui).get()
    for nom, lecteur in gens.items():
        attendu = nom in lecteurs
        client = client_de(lecteur)
        if nom in ("suspendu", "en_attente"):
            assert client.get(f"/annuaire/{qui.pk}/").status_code == 302, nom
            continue
        assert ("Canari" in noms(lecteur)) is attendu, nom
        assert ("Canari" in noms(lecteur, "?q=rotule")) is attendu, nom
        assert (client.get(f"/annuaire/{qui.pk}/").status_code == 200) is attendu, nom
        assert (client.get(f"/annuaire/{qui.pk}/fiche.vcf").status_code == 200) is attendu, nom
        assert (client.get(fichier.get_absolute_url()).status_code == 200) is attendu, nom
        assert (f'href="/annuaire/{qui.pk}/"' in client.get("/recherche/?q=rotule").content.decode()) is attendu, nom


def test_la_regle_de_la_liste_est_celle_de_la_fiche(gens, theme):
    """For every choice of two fields and every reader: the SQL condition and the Python answer are one."""
    qui = membre("canari", Public.VILLE)
    for identite in ("public-elargi", "reseau", "categorie", "equipe"):
        for champ_ouvert in ("public-elargi", "reseau", "categorie", "equipe"):
            ecrire_la_fiche(qui, presentation="Rotule", voir=FERME | {"identite": identite, "presentation": champ_ouvert})
            for nom, lecteur in gens.items():
                regard = Regard.de(Membre.objects.get(pk=lecteur.pk))
                vus = Membre.objects.dans_l_annuaire(regard).filter(pk=qui.pk)
                par_la_liste = vus.filter(regard.condition("presentation")).exists()
                par_la_fiche = any(FicheLue(m, regard).presentation == "Rotule" for m in vus)
                assert par_la_liste == par_la_fiche, (identite, champ_ouvert, nom)


def test_les_filtres_ne_trouvent_que_ce_qui_est_montre(gens, theme):
    qui = membre("canari", Public.PAYS)
    ecrire_la_fiche(
        qui, presentation="Rotule", connus=[theme], cherches=[theme],
        voir=FERME | {"identite": "reseau", "connus": "categorie"},
    )  # fmt: skip
    assert "Canari" in noms(gens["ville"])
    for question in ("?connait=mobilite", "?cherche=mobilite", "?q=rotule"):
        assert "Canari" not in noms(gens["ville"], question), question
        assert "Canari" in noms(gens["animatrice"], question), question
    assert "Canari" in noms(gens["pays"], "?connait=mobilite")
    assert "Canari" not in noms(gens["pays"], "?cherche=mobilite")
    page = client_de(gens["ville"]).get(f"/annuaire/{qui.pk}/").content.decode()
    assert "Mobilité" not in page.split("<main")[1]
    assert "Rotule" not in page


def test_filtres_par_poste(gens):
    bray = Territoire.objects.create(nom="Pays de Bray", slug="bray", nature="pays")
    forges = Territoire.objects.create(nom="Forges", slug="forges", nature="commune")
    forges.contenu_dans.add(bray)
    pays_de_bray = creer_structure(nom="Association du Pays")
    affecter_poste(
        membre=gens["pays"], categorie=Public.PAYS, fonction="Chargée du foncier", depuis=dt.date(2026, 2, 1),
        structure=pays_de_bray, territoires=[forges],
    )  # fmt: skip
    for question in ("?categorie=pays", "?territoire=forges", "?structure=association-du-pays", "?q=foncier", "?q=association"):
        assert noms(gens["ville"], question) == {"Pays"}, question
    assert noms(gens["ville"], "?territoire=absent") == set()
    assert "Aucune personne ne répond" in client_de(gens["ville"]).get("/annuaire/?q=zzz").content.decode()
    assert client_de(gens["ville"]).get("/annuaire/?" + urlencode({"q": "\x00'\"<"})).status_code == 200


def test_une_personne_suspendue_quitte_l_annuaire_et_la_recherche(gens):
    qui = membre("canari", Public.PAYS)
    ecrire_la_fiche(qui, presentation="Rotule")
    poser_la_photo(membre=qui, photo=photo())
    fichier, client = Fichier.objects.sur(qui).get(), client_de(gens["ville"])
    suspendre(membre=qui)
    assert "Canari" not in lus(gens["animatrice"])
    assert client.get(f"/annuaire/{qui.pk}/").status_code == 404
    assert client.get(fichier.get_absolute_url()).status_code == 404
    assert Texte.objects.filter(entree__in=Entree.objects.de_l_objet(qui)).count() == 0
    retablir(membre=qui)
    assert "Canari" in lus(gens["ville"])
    assert client.get(fichier.get_absolute_url()).status_code == 200


def test_l_index_suit_le_poste_et_le_choix(gens):
    qui = membre("canari", Public.PAYS)
    ecrire_la_fiche(qui, presentation="Rotule")
    rangees = {"reseau": "publie"}
    assert dict(Entree.objects.de_l_objet(qui).values_list("profondeur", "etat")) == rangees
    enregistrer_la_fiche(
        membre=qui, textes={"presentation": "Rotule", "telephone": ""}, connus=[], cherches=[], suivis=[], par=qui,
        visibilites=FERME | {"identite": "reseau", "presentation": "categorie"},
    )  # fmt: skip
    assert dict(Entree.objects.de_l_objet(qui).values_list("profondeur", "etat")) == {"reseau": "publie", "pays": "publie"}
    assert "Rotule" not in Texte.objects.get(entree__object_id=qui.pk, entree__profondeur="reseau", entree__type="membre").texte
    affecter_poste(membre=qui, categorie=Public.VILLE, fonction="cheffe de projet", depuis=dt.date(2026, 5, 1))
    etats = dict(Entree.objects.de_l_objet(qui).values_list("profondeur", "etat"))
    assert etats == {"reseau": "publie", "pays": "retire", "ville": "publie"}
    assert Entree.objects.de_l_objet(qui).get(profondeur="ville").resume == "cheffe de projet"


def test_effacer_une_personne_efface_sa_fiche_sa_photo_et_ses_lignes(gens):
    qui = membre("canari", Public.PAYS)
    ecrire_la_fiche(qui, presentation="Rotule")
    poser_la_photo(membre=qui, photo=photo())
    pk = qui.pk
    effacer_membre(membre=qui)
    lignes = Entree.objects.filter(type="membre", object_id=pk)
    assert set(lignes.values_list("titre", "resume", "adresse", "etat")) == {("Ancien membre", "", "/", "retire")}
    assert not Fiche.objects.filter(pk=pk).exists()
    assert not Fichier.objects.filter(object_id=pk, nom=f"photo-{pk}.jpg").exists()
    assert not Texte.objects.filter(entree__in=lignes).exists()


# --- my fiche ---


def envoi(**champs):
    return {f"voir_{champ}": defaut.value for champ, (_, defaut) in CHAMPS.items()} | champs


def test_ma_fiche_se_remplit_et_se_voit(gens, theme):
    client = client_de(gens["pays"])
    reponse = client.post(
        "/mon-compte/fiche/",
        envoi(presentation="Le foncier", telephone="02 00 00 00 00", connus=[theme.pk], suivis=[theme.pk], photo=photo()),
    )
    assert reponse.status_code == 302
    page = client_de(gens["ville"]).get(f"/annuaire/{gens['pays'].pk}/").content.decode()
    assert "Le foncier" in page
    assert "Mobilité" in page
    assert "02 00 00 00 00" not in page, "the telephone is the team's by default"
    assert gens["pays"].email not in page
    fichier = Fichier.objects.sur(gens["pays"]).get()
    assert b"canari" not in b"".join(client.get(fichier.get_absolute_url()))
    equipe = client_de(gens["animatrice"]).get(f"/annuaire/{gens['pays'].pk}/").content.decode()
    assert "02 00 00 00 00" in equipe.replace("\xa0", " ")
    assert gens["pays"].email in equipe
    assert list(gens["pays"].themes.all()) == [theme]


def test_une_saisie_refusee_ne_perd_rien(gens):
    client = client_de(gens["pays"])
    faux = SimpleUploadedFile("x.jpg", b"pas une photo", "image/jpeg")
    for plus, mots in (
        ({"telephone": "appelez-moi"}, "Écrivez un numéro"),
        ({"photo": faux}, "n’est pas une photo lisible"),
        ({"voir_telephone": "tout-le-monde"}, "Sélectionnez un choix valide"),
    ):
        reponse = client.post("/mon-compte/fiche/", envoi(presentation="Le foncier") | plus)
        assert reponse.status_code == 422, plus
        assert mots in reponse.content.decode().replace("\xa0", " ")
        assert "Le foncier" in reponse.content.decode()
    assert not Fiche.objects.filter(membre=gens["pays"]).exists()


def test_une_photo_remplace_l_autre_et_se_retire(gens):
    qui, client = gens["pays"], client_de(gens["pays"])
    for couleur in ("red", "red", "blue"):
        client.post("/mon-compte/fiche/", envoi(photo=photo(couleur)))
        assert Fichier.objects.sur(qui).count() == 1
    client.post("/mon-compte/fiche/", envoi(retirer_photo="on"))
    assert Fichier.objects.sur(qui).count() == 0


def test_une_photo_plus_reservee_que_le_nom_n_est_pas_montree(gens):
    ecrire_la_fiche(gens["pays"], voir={"photo": "categorie"})
    poser_la_photo(membre=gens["pays"], photo=photo())
    fichier = Fichier.objects.sur(gens["pays"]).get()
    for nom, attendu in (("ville", False), ("pays", True), ("animatrice", True)):
        for adresse in ("/annuaire/", f"/annuaire/{gens['pays'].pk}/"):
            assert (str(fichier.cle) in client_de(gens[nom]).get(adresse).content.decode()) is attendu, (nom, adresse)


def test_un_elu_ne_choisit_pas_une_categorie_qu_il_n_a_pas(gens):
    reponse = client_de(gens["public-elargi"]).post("/mon-compte/fiche/", envoi(voir_telephone="categorie"))
    assert reponse.status_code == 422


# --- exports ---


def test_la_carte_et_le_tableau_sont_surs(gens, theme):
    qui = membre("canari", Public.PAYS)
    Membre.objects.filter(pk=qui.pk).update(nom="=HYPERLINK(1);Dupont\nEMAIL:x", prenom="Éloïse")
    ecrire_la_fiche(qui, telephone="+33 2", connus=[theme])
    regard = Regard.de(gens["ville"])
    carte = vcard(FicheLue(Membre.objects.dans_l_annuaire(regard).get(pk=qui.pk), regard))
    assert "N:=HYPERLINK(1)\\;Dupont\\nEMAIL:x;Éloïse;;;\r\n" in carte
    assert "TEL" not in carte
    assert "\nEMAIL" not in carte.replace("\\nEMAIL", "")
    assert all(len(ligne.encode()) <= 75 for ligne in carte.split("\r\n"))
    regard = Regard.de(gens["animatrice"])
    table = telecharger(
        "annuaire.csv", ENTETES, [ligne(FicheLue(Membre.objects.dans_l_annuaire(regard).get(pk=qui.pk), regard))]
    ).content.decode()
    assert "\"'=HYPERLINK(1)" in table
    assert "'+33 2" in table
    assert qui.email in table


def test_le_tableau_est_a_l_equipe_et_se_note(gens):
    assert client_de(gens["ville"]).post("/annuaire/annuaire.csv").status_code == 404
    reponse = client_de(gens["animatrice"]).post("/annuaire/annuaire.csv?categorie=pays")
    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    assert len(reponse.content.decode().strip().splitlines()) == 2
    assert Ligne.objects.get(verbe="annuaire.exporter").details == {"lignes": 1}


# --- writing ---


def test_ecrire_sans_montrer_d_adresse(gens):
    client = client_de(gens["pays"])
    formulaire = client.get(f"/annuaire/{gens['ville'].pk}/ecrire/")
    jeton = str(formulaire.context["form"]["jeton"].value())
    corps = {"sujet": "Le PLU", "texte": "Une question.", "jeton": jeton}
    for _ in range(2):
        assert client.post(f"/annuaire/{gens['ville'].pk}/ecrire/", corps).status_code == 302
    courriel = Courriel.objects.get(genre="message")
    assert (courriel.destinataire, courriel.sujet) == (gens["ville"], "Pays Essai vous écrit : Le PLU")
    assert gens["pays"].email not in courriel.texte + courriel.html
    assert f"/annuaire/{gens['pays'].pk}/ecrire/" in courriel.texte
    assert "Une question." in courriel.texte
    assert courriel.sensible
    vider_la_file()
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.texte) == ("envoye", "")


def test_donner_son_adresse_quand_on_le_veut(gens):
    corps = {"sujet": "Le PLU", "texte": "Bonjour", "jeton": "8f14e45f-ceea-4671-8a8e-1c1f9b3e7b11", "montrer_adresse": "on"}
    client_de(gens["pays"]).post(f"/annuaire/{gens['ville'].pk}/ecrire/", corps)
    assert gens["pays"].email in Courriel.objects.get(genre="message").texte


def test_repondre_a_qui_ne_se_montre_pas(gens):
    """The one written to may answer; nobody else finds the writer."""
    ecrire_la_fiche(gens["pays"], voir=FERME)
    assert client_de(gens["ville"]).get(f"/annuaire/{gens['pays'].pk}/ecrire/").status_code == 404
    Message.objects.create(de=gens["pays"], a=gens["ville"])
    assert client_de(gens["ville"]).get(f"/annuaire/{gens['pays'].pk}/ecrire/").status_code == 200
    assert client_de(gens["ville"]).get(f"/annuaire/{gens['pays'].pk}/").status_code == 404
    assert client_de(gens["agglo"]).get(f"/annuaire/{gens['pays'].pk}/ecrire/").status_code == 404


def test_la_trace_d_un_message_s_efface_au_bout_d_un_an(gens):
    vieux, neuf = (Message.objects.create(de=gens["pays"], a=gens["ville"]) for _ in range(2))
    Message.objects.filter(pk=vieux.pk).update(cree_le=timezone.now() - dt.timedelta(days=366))
    assert purger_les_messages() == 1
    assert Message.objects.get() == neuf


def test_pas_plus_de_vingt_messages_par_jour(gens):
    Message.objects.bulk_create([Message(de=gens["pays"], a=gens["agglo"]) for _ in range(PAR_JOUR)])
    corps = {"sujet": "x", "texte": "Bonjour à garder", "jeton": "8f14e45f-ceea-4671-8a8e-1c1f9b3e7b12"}
    reponse = client_de(gens["pays"]).post(f"/annuaire/{gens['ville'].pk}/ecrire/", corps)
    assert reponse.status_code == 422
    assert "Bonjour à garder" in reponse.content.decode()
    assert not Courriel.objects.filter(genre="message").exists()


def test_on_n_ecrit_ni_a_soi_ni_a_qui_refuse_ni_a_qui_est_suspendu(gens):
    choisir(membre=gens["ville"], genre="message", recevoir=False)
    assert Preference.objects.filter(membre=gens["ville"], recevoir=False).exists()
    suspendre(membre=gens["agglo"])
    for nom in ("pays", "ville", "agglo", "suspendu"):
        assert client_de(gens["pays"]).get(f"/annuaire/{gens[nom].pk}/ecrire/").status_code == 404, nom
    page = client_de(gens["pays"]).get(f"/annuaire/{gens['ville'].pk}/").content.decode()
    assert "Lui écrire" not in page


def test_l_annuaire_coute_autant_pour_un_que_pour_trois(gens, theme):
    client = client_de(gens["ville"])

    def ajouter(n):
        qui = membre(f"collegue{n}", Public.PAYS)
        ecrire_la_fiche(qui, presentation="Rotule", connus=[theme], cherches=[theme])
        poser_la_photo(membre=qui, photo=photo())
        return qui

    def cout(adresse):
        client.get(adresse)
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(adresse).status_code == 200
        return len(requetes)

    premiere = ajouter(1)
    adresses = ("/annuaire/", f"/annuaire/{premiere.pk}/", "/annuaire/structures/", "/mon-compte/fiche/")
    un = [cout(adresse) for adresse in adresses]
    for n in (2, 3):
        ajouter(n)
    assert [cout(adresse) for adresse in adresses] == un
