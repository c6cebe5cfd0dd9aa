"""Who speaks and when, the documents and their readers, the link to follow from afar, séances taken out."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import recopier
from centre.publications.models import Fichier
from centre.publications.operations import deplacer, retirer
from centre.recherche.models import Texte
from centre.taches import vider_la_file
from centre.territoires.models import Territoire
from jeudis.enums import Moment
from jeudis.models import Creneau, Document, Intervenant, Jeudi, Lieu, Seance, Visio
from jeudis.operations import (
    Parole,
    Tranche,
    dater,
    deposer_document,
    ecrire_aux_intervenants,
    ecrire_le_programme,
    ecrire_lieu,
    inscrire,
    oublier_les_adresses,
    ouvrir_document_a,
    poser_la_visio,
    retirer_document,
)
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.acces.scene import photo
from tests.jeudis.conftest import horaire, laisser_passer, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db
LIEN = "https://visio.example/salle-secrete"


def espace(slug):
    return Espace.objects.get(slug=slug)


def relu(jeudi):
    return Jeudi.objects.get(pk=jeudi.pk)


def note(nom="note.txt", mots="le mot rarissime est ici"):
    return SimpleUploadedFile(nom, mots.encode(), "text/plain")


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def equipe(client, animatrice):
    client.force_login(animatrice)
    return client


# --- séances ---


def test_une_seance_retiree_d_un_jeudi_annonce_reste_en_ligne_annulee(faire, animatrice):
    jeudi = faire()
    deux = [horaire(dt.date(2030, 3, 28)), horaire(dt.date(2030, 4, 4))]
    dater(jeudi=jeudi, horaires=deux, par=animatrice)
    premiere, seconde = jeudi.seances.all()
    dater(jeudi=jeudi, horaires=deux[1:], par=animatrice)
    assert list(jeudi.seances.all()) == [seconde]
    assert [(s.pk, s.annulee_le is not None) for s in jeudi.seances(manager="toutes").all()] == [
        (premiere.pk, True),
        (seconde.pk, False),
    ]
    assert (relu(jeudi).premier_jour, relu(jeudi).dernier_jour) == (dt.date(2030, 4, 4), dt.date(2030, 4, 4))
    dater(jeudi=jeudi, horaires=deux, par=animatrice)
    assert [s.pk for s in jeudi.seances.all()] == [premiere.pk, seconde.pk]


def test_une_seance_nommee_garde_son_identite_quoi_qu_il_arrive_aux_autres(faire, animatrice):
    jeudi = faire()
    dater(jeudi=jeudi, horaires=[horaire(dt.date(2030, 3, 28)), horaire(dt.date(2030, 4, 4))], par=animatrice)
    premiere, seconde = jeudi.seances.all()
    nouveau = horaire(dt.date(2030, 3, 21))
    avancee = type(nouveau)(nouveau.debut, nouveau.fin, "", "", seconde.pk)
    dater(jeudi=jeudi, horaires=[avancee, horaire(dt.date(2030, 3, 28))], par=animatrice)
    assert [(s.pk, s.jour.day) for s in jeudi.seances.all()] == [(seconde.pk, 21), (premiere.pk, 28)]


def test_une_seance_retiree_d_un_brouillon_disparait(faire, animatrice):
    jeudi = faire()
    Jeudi.objects.filter(pk=jeudi.pk).update(date_publication=None, live=False)
    dater(jeudi=relu(jeudi), horaires=[], par=animatrice)
    assert Seance.toutes.filter(jeudi=jeudi).count() == 0


# --- who speaks, when ---


def test_le_programme_par_l_ecran_puis_par_la_page_et_la_recherche(equipe, client, faire, pays):
    jeudi = faire()
    seance = jeudi.seances.get()
    gestion = {f"{p}-{c}": v for p in ("intervenants", "creneaux") for c, v in (("TOTAL_FORMS", 2), ("INITIAL_FORMS", 0))}
    corps = gestion | {
        "intervenants-0-courriel": "PAYS@test.example", "intervenants-1-nom": "Odile Dehors", "intervenants-1-fonction": "juriste",
        "intervenants-1-courriel": "odile@dehors.example",
        "creneaux-0-seance": seance.pk, "creneaux-0-de": "09:30", "creneaux-0-a": "10:15", "creneaux-0-titre": "Ouverture cosmopolite",
        "creneaux-1-seance": seance.pk, "geste": "continuer",
    }  # fmt: skip
    adresse = f"/jeudis/{jeudi.slug}/programme/"
    refus = equipe.post(adresse, corps | {"creneaux-0-a": "09:00"})
    assert (refus.status_code, "Le créneau finit après son début." in texte(refus)) == (422, True)
    for _ in range(2):  # a double click
        assert equipe.post(adresse, corps).status_code == 302
    assert list(Intervenant.objects.values_list("nom", "fonction", "membre__email", "courriel")) == [
        ("Pays Essai", "agente", "pays@test.example", ""),
        ("Odile Dehors", "juriste", None, "odile@dehors.example"),
    ]
    assert [str(c) for c in Creneau.objects.all()] == ["09:30 Ouverture cosmopolite"]
    client.logout()
    page = texte(client.get(jeudi.get_absolute_url()))
    assert "Odile Dehors" in page
    assert "odile@dehors.example" not in page
    assert "Ouverture cosmopolite" in page
    assert 'data-resultat="jeudi"' in texte(client.get("/recherche/?q=cosmopolite"))


def test_deux_personnes_qui_ecrivent_le_programme_ne_s_effacent_pas(faire, animatrice):
    jeudi = faire()
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Une")], par=animatrice)
    une = Intervenant.objects.get()
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Deux")], par=animatrice)
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Une autre", cle=une.pk)], par=animatrice)
    assert set(Intervenant.objects.values_list("nom", flat=True)) == {"Une autre", "Deux"}
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("", cle=une.pk, retire=True)], par=animatrice)
    assert list(Intervenant.objects.values_list("nom", flat=True)) == ["Deux"]


def test_un_creneau_ne_s_ecrit_que_dans_son_jeudi(faire, animatrice):
    jeudi, autre = faire(), faire(titre="Autre")
    ecrire_le_programme(jeudi=jeudi, tranches=[Tranche(autre.seances.get().pk, dt.time(9), "Ailleurs")], par=animatrice)
    assert Creneau.objects.count() == 0
    with pytest.raises(PermissionDenied):
        ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Moi")], par=membre("ville", Public.VILLE))


def test_ecrire_aux_intervenants_une_fois(faire, animatrice, pays):
    jeudi = faire()
    qui = [Parole("", courriel="pays@test.example"), Parole("Odile", courriel="odile@dehors.example"), Parole("Sans adresse")]
    ecrire_le_programme(jeudi=jeudi, paroles=qui, par=animatrice)
    for _ in range(2):
        phrase = ecrire_aux_intervenants(jeudi=jeudi, par=animatrice)
    assert phrase == "2 intervenant·es prévenu·es par courriel. 1 n’a pas d’adresse : à prévenir vous-même."
    vider_la_file()
    envoyes = Courriel.objects.filter(genre="jeudi_intervenant").order_by("adresse")
    assert [(c.adresse, c.etat) for c in envoyes] == [("odile@dehors.example", "envoye"), ("pays@test.example", "envoye")]


def test_l_adresse_d_un_intervenant_s_efface_un_an_apres(faire, animatrice):
    jeudi, recent = faire(), faire(titre="Récent")
    for lequel in (jeudi, recent):
        ecrire_le_programme(jeudi=lequel, paroles=[Parole("Odile", courriel="odile@dehors.example")], par=animatrice)
    Jeudi.objects.filter(pk=jeudi.pk).update(dernier_jour=dt.date.today() - dt.timedelta(days=367))
    assert oublier_les_adresses() == 1
    assert list(Intervenant.objects.order_by("jeudi_id").values_list("nom", "courriel")) == [
        ("Odile", ""),
        ("Odile", "odile@dehors.example"),
    ]


# --- the link to follow from afar ---


def test_le_lien_de_visio_est_pour_qui_a_une_place(client, faire, animatrice, pays):
    jeudi = faire(places=1, hybride=True)
    poser_la_visio(jeudi=jeudi, lien=LIEN, consigne="code 1234", par=animatrice)
    attend = membre("attend", Public.VILLE)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    inscrire(jeudi=jeudi, membre=attend, par=attend)
    lus = {}
    for nom, qui in (("visiteur", None), ("a sa place", pays), ("attend", attend), ("curieuse", membre("curieuse", Public.PAYS))):
        client.logout()
        if qui:
            client.force_login(qui)
        page, fichier = client.get(jeudi.get_absolute_url()), client.get(f"/jeudis/{jeudi.slug}/agenda.ics")
        lus[nom] = (LIEN in texte(page), "salle-secrete" in fichier.content.decode().replace("\r\n ", ""))
    assert lus == {"visiteur": (False, False), "a sa place": (True, True), "attend": (False, False), "curieuse": (False, False)}
    assert "salle-secrete" not in client.get("/jeudis/agenda.ics").content.decode().replace("\r\n ", "")
    textes = {
        c.genre: (LIEN in c.texte, any(b"salle" in bytes(p.contenu) for p in c.pieces.all())) for c in Courriel.objects.all()
    }
    assert textes == {"jeudi_inscription": (True, True), "jeudi_attente": (False, False)}
    jeudi = relu(jeudi)
    assert LIEN not in str([r.content for r in jeudi.revisions.all()])
    assert not Texte.objects.filter(texte__contains="salle-secrete").exists()


def test_un_lien_qui_change_previent_qui_a_une_place(faire, animatrice, pays):
    jeudi = faire()
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    avant = relu(jeudi).sequence
    for _ in range(2):
        poser_la_visio(jeudi=jeudi, lien=LIEN, consigne="", par=animatrice)
    laisser_passer()
    courriel = Courriel.objects.get(genre="jeudi_changement")
    assert (relu(jeudi).sequence, LIEN in courriel.texte) == (avant + 1, True)
    [piece] = courriel.pieces.all()
    [evenement] = Calendar.from_ical(bytes(piece.contenu)).walk("VEVENT")
    assert LIEN in str(evenement["DESCRIPTION"])
    poser_la_visio(jeudi=jeudi, lien="", consigne="", par=animatrice)
    assert Visio.objects.count() == 0


# --- documents ---


def test_un_document_a_ses_lecteurs_son_texte_et_sa_recherche(client, faire, animatrice, pays):
    jeudi = faire()
    document = deposer_document(
        jeudi=jeudi, fichier=note(), titre="Note de cadrage", moment=Moment.AVANT, espace=espace("reseau"), par=animatrice
    )
    vider_la_file()
    fichier = document.fichier.get_absolute_url()
    page = texte(client.get(jeudi.get_absolute_url()))
    assert ("Note de cadrage" in page, "Des documents existent, réservés" in page) == (False, True)
    assert (client.get(fichier).status_code, "data-resultat" in texte(client.get("/recherche/?q=rarissime"))) == (302, False)
    client.force_login(pays)
    assert "Note de cadrage" in texte(client.get(jeudi.get_absolute_url()))
    assert client.get(fichier).status_code == 200
    assert 'data-resultat="document"' in texte(client.get("/recherche/?q=rarissime"))
    retirer(publication=jeudi, par=animatrice)
    assert client.get(fichier).status_code == 404
    assert 'data-resultat="document"' not in texte(client.get("/recherche/?q=rarissime"))


def test_un_document_n_est_jamais_plus_ouvert_que_la_page(faire, animatrice):
    jeudi = faire(espace="reseau")
    with pytest.raises(ValidationError):
        deposer_document(jeudi=jeudi, fichier=note(), titre="N", moment=Moment.AVANT, espace=espace("ouvert"), par=animatrice)
    jeudi = faire(titre="Public")
    document = deposer_document(
        jeudi=jeudi, fichier=note(), titre="N", moment=Moment.AVANT, espace=espace("ouvert"), par=animatrice
    )  # fmt: skip
    deplacer(publication=jeudi, espace=espace("pays"), par=animatrice)
    assert Document.objects.get(pk=document.pk).espace == espace("pays")
    assert set(Fichier.objects.sur(document).values_list("espace__slug", flat=True)) == {"pays"}
    assert Entree.objects.de_l_objet(document).get().espace == espace("pays")
    deplacer(publication=relu(jeudi), espace=espace("ouvert"), par=animatrice)
    assert Document.objects.get(pk=document.pk).espace == espace("pays")


def test_deposer_ouvrir_retirer_par_l_ecran(equipe, faire):
    jeudi = faire()
    adresse = f"/jeudis/{jeudi.slug}/documents/"
    for _ in range(2):
        corps = {"titre": "Diaporama", "moment": "pendant", "espace": espace("reseau").pk, "fichier": note()}
        assert equipe.post(adresse, corps).status_code == 302
    document = Document.objects.get()
    assert equipe.post(adresse, corps | {"fichier": SimpleUploadedFile("a.exe", b"MZ")}).status_code == 422
    equipe.post(adresse, {"document": document.pk, "geste": "ouvrir", "espace": espace("ouvert").pk})
    assert Fichier.objects.sur(document).get().espace == espace("ouvert")
    equipe.post(adresse, {"document": document.pk, "geste": "retirer"})
    assert (Document.objects.count(), Fichier.objects.count()) == (0, 0)
    assert equipe.post(adresse, {"document": document.pk, "geste": "retirer"}).status_code == 404


def test_proposer_un_document_a_la_bibliotheque(equipe, faire, animatrice):
    jeudi = faire()
    document = deposer_document(
        jeudi=jeudi, fichier=note(), titre="Note utile", moment=Moment.APRES, espace=espace("reseau"), par=animatrice
    )
    entree = Entree.objects.de_l_objet(document).get()
    lien = f"/ressources/deposer/?depuis={entree.pk}"
    assert f'href="{lien}"' in texte(equipe.get(f"/jeudis/{jeudi.slug}/documents/"))
    formulaire = equipe.get(lien)
    assert "Déjà joint : note.txt" in texte(formulaire)
    corps = {
        "jeton": formulaire.context["form"].initial["jeton"], "titre": "Note utile", "type": "guide", "depuis": entree.pk,
        "espace": espace("reseau").pk, "geste": "publier",
    }  # fmt: skip
    assert equipe.post("/ressources/deposer/", corps).status_code == 302
    notice = Ressource.objects.get()
    [copie] = notice.fichiers
    assert (notice.live, copie.nom, copie.empreinte) == (True, "note.txt", document.fichier.empreinte)
    retirer_document(document=document, par=animatrice)
    assert notice.fichiers.count() == 1


def test_un_document_s_ouvre_a_plus_de_monde(faire, animatrice, pays, client):
    jeudi = faire()
    document = deposer_document(
        jeudi=jeudi, fichier=note(), titre="N", moment=Moment.AVANT, espace=espace("equipe"), par=animatrice
    )  # fmt: skip
    client.force_login(pays)
    assert client.get(document.fichier.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        ouvrir_document_a(document=document, espace=espace("reseau"), par=pays)
    ouvrir_document_a(document=document, espace=espace("reseau"), par=animatrice)
    assert client.get(document.fichier.get_absolute_url()).status_code == 200


def test_le_courriel_a_l_intervenante_ne_mene_qu_a_ce_qu_elle_peut_lire(faire, animatrice):
    for titre, espace_ in (("Ouvert", "ouvert"), ("Réservé", "reseau")):
        jeudi = faire(titre=titre, espace=espace_)
        ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Odile", courriel="odile@dehors.example")], par=animatrice)
        ecrire_aux_intervenants(jeudi=jeudi, par=animatrice)
    adresses = {c.sujet: "/jeudis/" in c.texte for c in Courriel.objects.filter(genre="jeudi_intervenant")}
    assert adresses == {"Votre intervention : Ouvert": True, "Votre intervention : Réservé": False}


def test_on_ne_recopie_pas_ce_qu_on_ne_peut_pas_ouvrir(faire, animatrice, pays):
    document = deposer_document(
        jeudi=faire(), fichier=note(), titre="N", moment=Moment.AVANT, espace=espace("equipe"), par=animatrice
    )  # fmt: skip
    notice = deposer(
        ressource=Ressource(jeton=uuid.uuid4(), titre="N"), espace=espace("reseau"), espace_fichiers=espace("reseau"), par=pays
    )  # fmt: skip
    assert recopier(fichier=document.fichier, publication=notice, par=pays) is None
    assert notice.fichiers.count() == 0
    ouvrir_document_a(document=document, espace=espace("reseau"), par=animatrice)
    assert recopier(fichier=document.fichier, publication=notice, par=pays) == notice.fichiers.get()


# --- venues ---


def test_une_fiche_de_lieu_sert_d_un_jeudi_a_l_autre(equipe, client, faire, animatrice):
    bray = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    corps = {
        "nom": "Salle des fêtes", "adresse": "1 place du Marché", "territoire": bray.pk, "acces_train": "Gare à dix minutes",
        "accessibilite": "Plain-pied", "hote": "La commune", "cout": "Gratuite, ménage à faire", "capacite": 80, "actif": "on",
    }  # fmt: skip
    refus = equipe.post("/jeudis/lieux/creer/", corps | {"plan": SimpleUploadedFile("plan.png", b"rien")})
    assert (refus.status_code, Lieu.objects.count()) == (422, 0)
    assert equipe.post("/jeudis/lieux/creer/", corps | {"plan": photo("plan.jpg", "canari")}).url == "/jeudis/lieux/"
    lieu = Lieu.objects.get()
    with lieu.plans.get().contenu.open("rb") as octets:
        assert b"canari" not in octets.read()
    equipe.post(f"/jeudis/lieux/{lieu.pk}/", corps | {"plan": photo("autre.jpg", couleur="blue")})
    assert lieu.plans.count() == 1
    jeudi = faire(salle=lieu)
    client.logout()
    page = texte(client.get(jeudi.get_absolute_url()))
    assert ("Gare à dix minutes" in page, "Plain-pied" in page, "ménage à faire" in page) == (True, True, False)
    assert client.get(lieu.plans.get().get_absolute_url()).status_code == 200
    assert client.get("/jeudis/lieux/").status_code == 302


def test_les_lieux_les_moins_sollicites_d_abord(equipe, faire, animatrice):
    bray = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    annee = dt.date.today().year
    deja, jamais = (ecrire_lieu(lieu=Lieu(nom=nom, territoire=bray), par=animatrice) for nom in ("Déjà", "Jamais"))
    for titre in ("Un", "Deux"):
        dater(jeudi=faire(titre=titre, salle=deja), horaires=[horaire(dt.date(annee, 12, 10))], par=animatrice)
    dater(jeudi=faire(titre="Autre année", salle=jamais), horaires=[horaire(dt.date(2030, 1, 10))], par=animatrice)
    page = equipe.get("/jeudis/lieux/")
    assert [(lieu.nom, lieu.n_jeudis) for lieu in page.context["lieux"]] == [("Jamais", 0), ("Déjà", 2)]
    assert page.context["par_territoire"] == [("Pays de Bray", 2)]


def test_le_lieu_choisi_remplit_le_lieu_et_l_adresse(equipe, faire, animatrice):
    lieu = ecrire_lieu(lieu=Lieu(nom="Salle des fêtes", adresse="1 place du Marché"), par=animatrice)
    corps = {
        "jeton": uuid.uuid4(), "titre": "Neuf", "forme": "seance", "salle": lieu.pk, "geste": "garder",
        "espace": espace("ouvert").pk, "espace_inscription": espace("reseau").pk,
        "seances-TOTAL_FORMS": 0, "seances-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert equipe.post("/jeudis/creer/", corps).status_code == 302
    assert Jeudi.objects.get().ou == "Salle des fêtes, 1 place du Marché"
