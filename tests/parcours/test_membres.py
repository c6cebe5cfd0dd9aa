"""The life of a member: coming in (M1), leaving a post (M3), being a guest until Friday (M4), taking one's data and going (M5)."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.groupes.enums import Porte
from centre.groupes.operations import entrer_par_invitation, inviter_au_groupe, ouvrir_groupe
from centre.membres.models import Membre
from centre.membres.operations import affecter_poste, creer_structure
from centre.publications.operations import creer, publier
from centre.taches import differer, vider_la_file
from centre.territoires.models import Territoire
from echos.models import Echo
from jeudis.operations import inscrire
from tests.horloge import avancer_a
from tests.jeudis import conftest as jeudis
from tests.membres.entrees import MOT_DE_PASSE as CHOISI
from tests.membres.entrees import lien, recus
from tests.parcours import mesures
from tests.parcours.conftest import BUREAU
from tests.parcours.test_cle_acces import APPAREIL
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.navigateur

LEA = "lea.martin@pays.example"
A_LA_PORTE = re.compile(r"/connexion/\?next=")

animatrice, faire = jeudis.animatrice, jeudis.faire


@pytest.fixture
def bray(site):
    return Territoire.objects.get(slug="pays-de-bray")


def ecrire(auteur, titre, espace="reseau", publie=True):
    """An écho of ``auteur``, published or left in draft."""
    echo = Echo(titre=titre, retenir_1="La grille pastourelle sera partagée.")
    echo = creer(publication=echo, espace=Espace.objects.get(slug=espace), par=auteur)
    return publier(publication=echo, par=auteur) if publie else echo


def trouves(page, mots):
    """The titles the search box answers."""
    page.goto("/recherche/")
    page.get_by_role("main").get_by_label("Chercher", exact=True).fill(mots)
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    page.wait_for_url(re.compile(r"/recherche/\?"))
    return page.locator("[data-resultat] h3").all_inner_texts()


def statuts(page, *adresses):
    """What the server answers this browser at each address."""
    return [page.request.get(adresse, max_redirects=0).status for adresse in adresses]


# --- M1 ---


def demander(page, suite):
    """From a reserved page to « Regardez votre boîte », on a phone."""
    page.goto(suite)
    page.wait_for_url(A_LA_PORTE)
    page.get_by_role("main").get_by_role("link", name="Demander un accès au réseau").click()
    for champ, valeur in (
        ("Adresse électronique", LEA), ("Prénom", "Léa"), ("Nom", "Martin"), ("Structure", "Association du Pays de Bray"),
        ("Fonction", "agente de développement"), ("Un mot pour l’équipe", "Je remplace Paul."),
    ):  # fmt: skip
        page.get_by_role("textbox", name=re.compile(f"^{champ}")).or_(
            page.get_by_role("combobox", name=re.compile(f"^{champ}"))
        ).fill(valeur)
    page.get_by_role("radio", name=re.compile("Pays")).check()
    page.get_by_label("Territoires").select_option(label="Pays de Bray")
    page.get_by_label("J’ai lu la charte").check()
    assert mesures.debordement(page) + mesures.petites_cibles(page) == []
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regardez votre boîte")


def accepter(page):
    """The team, from « Ma journée » to the account opened; nothing waits any more."""
    page.goto("/espace/")
    page.get_by_role("navigation", name="Principale").get_by_role("link", name="Gestion").click()
    page.get_by_role("region", name="À faire").get_by_role("link", name=re.compile("Demandes d’accès")).first.click()
    page.get_by_role("link", name="Léa Martin").click()
    expect(page.get_by_text("Je remplace Paul.")).to_be_visible()
    page.get_by_role("button", name="Accepter et ouvrir le compte").dblclick()
    page.wait_for_url("**/gestion/demandes/")
    expect(page.get_by_role("main")).not_to_contain_text(LEA)


def poser_une_cle(navigateur, page):
    """A passkey of this device, which alone is enough."""
    cdp = navigateur.contexte.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": APPAREIL})
    page.goto("/mon-compte/")
    page.get_by_role("link", name="Clés d’accès et seconde étape").click()
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_label("Mot de passe").fill(CHOISI)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé").fill("Mon téléphone")
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url("**/mon-compte/verification/codes/")


def test_m1_d_une_page_reservee_a_la_cle_d_acces(ouvrir, animatrice, bray):
    echo = ecrire(membre("ville", Public.VILLE), "Colloque de Caen")
    suite = echo.get_absolute_url()
    navigateur = ouvrir(has_touch=True)
    page = navigateur.onglet()
    demander(page, suite)
    (premier,) = recus()
    assert (premier["To"], Membre.objects.filter(email=LEA).exists()) == (LEA, False)
    page.goto(lien(premier))
    page.get_by_role("button", name="Oui, transmettre ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre demande est transmise")

    accepter(ouvrir(viewport=BUREAU).deja_entre(animatrice))
    _, ouverture = (message for message in recus() if message["To"] == LEA)
    page.goto(lien(ouverture))
    page.get_by_label("Mot de passe", exact=True).fill(CHOISI)
    page.get_by_label("Le même, une seconde fois").fill(CHOISI)
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(f"**{suite}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Colloque de Caen")

    poser_une_cle(navigateur, page)
    page.goto("/deconnexion/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.goto(suite)
    page.wait_for_url(A_LA_PORTE)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(f"**{suite}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Colloque de Caen")
    assert [message["To"] for message in recus()].count(LEA) == 3, "the request, the account, the key that was added"


# --- M3 ---


@pytest.fixture
def camille(bray, animatrice):
    """A technician in post, in a groupe."""
    qui = membre("camille")
    affecter_poste(
        membre=qui, categorie=Public.PAYS, fonction="agente de développement", depuis=dt.date(2024, 1, 1),
        structure=creer_structure(nom="Association du Pays de Bray"), territoires=[bray],
    )  # fmt: skip
    return qui


def groupe_de(nom, porte, animatrice, *membres):
    """A groupe with its members."""
    groupe = ouvrir_groupe(nom=nom, description="À quoi il sert", porte=porte, par=animatrice)
    for qui in membres:
        inviter_au_groupe(groupe=groupe, membre=qui, par=animatrice)
        entrer_par_invitation(groupe=groupe, membre=qui)
    return groupe


def preparer_le_depart(page, qui, suivant, jour):
    """The team, from the list of members to « Départ prévu »."""
    page.goto("/gestion/membres/")
    page.get_by_role("link", name=re.compile(qui.prenom)).first.click()
    page.get_by_role("link", name="Préparer son départ").click()
    page.get_by_label("Dernier jour au poste").fill(jour.isoformat())
    page.get_by_label("Qui prend la suite").select_option(value=str(suivant.pk))
    page.get_by_role("button", name="Enregistrer le départ").dblclick()
    expect(page.get_by_role("heading", name="Départ prévu", level=2)).to_be_visible()


def au_lendemain(jour, tache):
    """Past midnight by the database's clock, the nightly job runs."""
    avancer_a(timezone.make_aware(dt.datetime.combine(jour + dt.timedelta(days=1), dt.time(2, 5))))
    differer(tache)
    vider_la_file()


@pytest.mark.complet
def test_m3_un_depart_et_sa_suite(horloge_de_la_base, ouvrir, animatrice, camille):
    suivant, aujourd_hui = membre("sacha"), timezone.localdate()
    groupe = groupe_de("Groupe mobilité", Porte.INVITATION, animatrice, camille)
    brouillon, echo = ecrire(camille, "Brouillon secret", publie=False), ecrire(camille, "Colloque de Caen")
    lecture = ouvrir().deja_entre(suivant)
    reserves = (groupe.get_absolute_url(), echo.get_absolute_url(), brouillon.get_absolute_url())
    assert statuts(lecture, *reserves) == [404, 404, 404]
    preparer_le_depart(ouvrir(viewport=BUREAU).deja_entre(animatrice), camille, suivant, aujourd_hui)
    assert statuts(lecture, *reserves) == [404, 404, 404], "not before the last day is over"

    au_lendemain(aujourd_hui, "membres.vivre")
    assert statuts(lecture, *reserves) == [200, 200, 404]
    lecture.goto("/espace/prise-de-poste/")
    expect(lecture.get_by_role("heading", name="Avant vous, Camille Essai")).to_be_visible()
    for nom in ("Pays de Bray", "Groupe mobilité", "Colloque de Caen"):
        expect(lecture.get_by_role("main").get_by_role("link", name=nom)).to_be_visible()
    lues = [lecture.content()]
    for adresse in ("/espace/", "/echos/"):
        lecture.goto(adresse)
        lues.append(lecture.content())
    assert [page.count("Brouillon secret") for page in lues] == [0, 0, 0]
    assert trouves(lecture, "pastourelle") == ["Colloque de Caen"]
    lecture.goto(echo.get_absolute_url())
    signature = "Camille Essai, agente de développement, Association du Pays de Bray"
    expect(lecture.get_by_role("main")).to_contain_text(signature)


# --- M4 ---


@pytest.mark.complet
def test_m4_une_intervenante_jusqu_a_vendredi(horloge_de_la_base, ouvrir, animatrice, camille):
    aujourd_hui, invitee = timezone.localdate(), membre("intervenante")
    vendredi = aujourd_hui + dt.timedelta(days=(4 - aujourd_hui.weekday()) % 7)
    groupe = groupe_de("Lectures partagées", Porte.INVITATION, animatrice, camille)
    autre = groupe_de("Foncier", Porte.LIBRE, animatrice, camille)
    ici, ailleurs, reseau = (
        ecrire(camille, f"Écho de {slug}", slug) for slug in (groupe.espace.slug, autre.espace.slug, "reseau")
    )
    dedans = (groupe.get_absolute_url(), ici.get_absolute_url())
    dehors = (autre.get_absolute_url(), ailleurs.get_absolute_url(), reseau.get_absolute_url(), f"{dedans[0]}regler/")
    navigateur = ouvrir()
    lecture = navigateur.deja_entre(invitee)
    assert statuts(lecture, *dedans, *dehors) == [404] * 6

    page = ouvrir(viewport=BUREAU).deja_entre(animatrice)
    page.goto(dedans[0])
    page.get_by_role("link", name="Voir, inviter, répondre aux demandes").click()
    page.get_by_label("Nom de la personne").fill("intervenante")
    page.get_by_label("Nom de la personne").press("Enter")
    page.get_by_text("Ouvrir jusqu’à une date").first.click()
    formulaire = page.locator("form:has(button[value=accueillir])")
    formulaire.get_by_label("Jusqu’au").fill(vendredi.isoformat())
    formulaire.get_by_role("button", name="Ouvrir l’accès").dblclick()
    expect(page.get_by_role("region", name="Personnes invitées")).to_contain_text("Intervenante Essai")

    avancer_a(timezone.make_aware(dt.datetime.combine(vendredi, dt.time(23, 59))))
    assert statuts(lecture, *dedans, *dehors) == [200, 200, 404, 404, 404, 404]
    lecture.goto(dedans[0])
    lecture.get_by_role("main").get_by_role("link", name=ici.titre).first.click()
    expect(lecture.get_by_role("heading", level=1)).to_have_text(ici.titre)
    assert trouves(lecture, "pastourelle") == [ici.titre]
    avancer_a(timezone.make_aware(dt.datetime.combine(vendredi + dt.timedelta(days=1), dt.time.min)))
    assert statuts(lecture, *dedans, *dehors) == [404] * 6
    assert trouves(lecture, "pastourelle") == []
    navigateur.admettre("status of 404")
    lecture.goto(dedans[0])
    expect(lecture.get_by_role("heading", level=1)).to_be_visible()
    assert groupe.espace.nom not in lecture.content()


# --- M5 ---


def prendre_ses_donnees(page):
    """The archive of « Mes données », opened."""
    page.goto("/mon-compte/")
    page.get_by_role("link", name="Mes données").click()
    page.get_by_role("button", name="Préparer mon archive").dblclick()
    expect(page.get_by_role("heading", name="En préparation")).to_have_count(1)
    vider_la_file()
    page.reload()
    with page.expect_download() as recue:
        page.get_by_role("link", name=re.compile("^Archive du")).click()
    octets = recue.value.path().read_bytes()
    return zipfile.ZipFile(io.BytesIO(octets))


def fermer_son_compte(page):
    """Asked, said who one is, asked again."""
    page.goto("/mon-compte/")
    page.get_by_role("link", name="Fermer mon compte").click()
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("signé « Ancien membre »").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Oui, fermer mon compte").dblclick()
    page.wait_for_url("**/mon-compte/")
    expect(page.get_by_role("button", name="Garder mon compte")).to_be_visible()


def ce_qu_on_sait(page, echo, nom):
    """Where a colleague reads ``nom``: the écho's page, the search, the annuaire."""
    page.goto(echo.get_absolute_url())
    vues = {"echo": nom in page.get_by_role("main").inner_text()}
    vues["recherche"] = any(nom in titre for titre in trouves(page, nom))
    page.goto("/annuaire/")
    page.get_by_role("main").get_by_label(re.compile("Nom|Chercher")).first.fill(nom)
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    page.wait_for_url(re.compile(r"/annuaire/\?"))
    return vues | {"annuaire": page.get_by_role("main").get_by_role("link", name=nom).count() > 0}


@pytest.mark.complet
def test_m5_ses_donnees_puis_la_fermeture(horloge_de_la_base, ouvrir, animatrice, camille, faire):
    lectrice, jeudi = membre("lectrice", Public.VILLE), faire(titre="Les CUCS")
    echo, nom = ecrire(camille, "Colloque de Caen"), "Camille Essai"
    inscrire(jeudi=jeudi, membre=camille, par=camille)
    collegue = ouvrir().deja_entre(lectrice)
    assert ce_qu_on_sait(collegue, echo, nom) == {"echo": True, "recherche": True, "annuaire": True}
    inscrits = jeudi.inscriptions.inscrits().count()

    page = ouvrir().deja_entre(camille)
    archive = prendre_ses_donnees(page)
    assert archive.testzip() is None
    assert [texte["titre"] for texte in json.loads(archive.read("donnees.json"))["echos.Echo"]] == ["Colloque de Caen"]
    assert "Colloque de Caen" in archive.read("mes-donnees.html").decode()
    fermer_son_compte(page)
    differer("gestion.conserver")
    vider_la_file()
    assert ce_qu_on_sait(collegue, echo, nom) == {"echo": True, "recherche": True, "annuaire": True}

    au_lendemain(timezone.localdate() + dt.timedelta(days=15), "gestion.conserver")
    assert ce_qu_on_sait(collegue, echo, nom) == {"echo": False, "recherche": False, "annuaire": False}
    collegue.goto(echo.get_absolute_url())
    expect(collegue.get_by_role("main")).to_contain_text("Ancien membre")
    assert (inscrits, jeudi.inscriptions.inscrits().count()) == (1, 1)
    page.goto("/mon-compte/")
    page.wait_for_url(A_LA_PORTE)
