"""Depositing a document, reading its text, finding it by a word inside, at the right page (journeys J1, J5)."""

import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.documents.pdf import composer
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.models import Fichier, TexteDeFichier
from centre.publications.operations import deplacer, publier, retirer
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Ressource, abreger
from ressources.bibliotheque.operations import ouvrir_les_fichiers_a
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def pdf(*sections, saut=False):
    donnees = {"titre": "Note", "saut": saut, "sous_titre": "", "auteurs": ["Le Centre"], "date": "2026", "sections": [
        {"titre": f"Partie {n}", "paragraphes": [texte], "puces": [], "tableau": None} for n, texte in enumerate(sections)
    ]}  # fmt: skip
    return composer("note", donnees)


def envoi(nom, octets):
    return SimpleUploadedFile(nom, octets, "application/octet-stream")


def corps(espace="ouvert", fichiers="", **champs):
    donnees = {
        "jeton": uuid.uuid4(),
        "titre": "Guide",
        "type": "guide",
        "geste": "publier",
        "espace": Espace.objects.get(slug=espace).pk,
    }
    donnees["espace_fichiers"] = Espace.objects.get(slug=fichiers).pk if fichiers else ""
    return donnees | champs


@pytest.fixture
def animatrice(client):
    qui = membre("animatrice", role=Public.ANIMATRICE)
    client.force_login(qui)
    return qui


def deposer(client, nom, octets, **champs):
    reponse = client.post("/ressources/deposer/", corps(documents=[envoi(nom, octets)], **champs))
    vider_la_file()
    return reponse


def trouver(client, mot):
    return client.get("/recherche/", {"q": mot}).content.decode()


def test_j1_un_visiteur_trouve_un_document_par_un_mot_de_son_pdf_avec_ou_sans_accent(client, animatrice):
    reponse = deposer(client, "guide.pdf", pdf("Rien ici. " * 400, "La ludothèque itinérante passe le mardi."))
    assert reponse.url == "/ressources/guide/"
    client.logout()
    fichier = Fichier.objects.get()
    for mot in ("ludothèque", "ludotheque", "ludothèques"):
        page = trouver(client, mot)
        assert 'data-resultat="ressource"' in page
        assert "<mark>ludothèque</mark>" in page
        assert f"/fichiers/{fichier.cle}/#page=" in page
    numero = int(page.split(f"/fichiers/{fichier.cle}/#page=")[1].split('"')[0])
    assert "ludothèque" in fichier.lecture.pages[numero - 1]
    assert numero > 1
    assert client.get(fichier.get_absolute_url()).status_code == 200


def test_le_texte_des_fichiers_ne_vit_que_dans_leur_espace(client, animatrice):
    deposer(client, "guide.pdf", pdf("Un mot caché : canarifichier."), espace="ouvert", fichiers="reseau")
    fichier, ressource = Fichier.objects.get(), Ressource.objects.get()
    assert fichier.espace.slug == "reseau"
    client.logout()
    assert 'data-resultat="ressource"' in trouver(client, "guide")
    assert 'data-resultat="ressource"' not in trouver(client, "canarifichier")
    page = client.get("/ressources/guide/").content.decode()
    assert (
        "guide.pdf" in page,
        "Le contenu de cette notice est réservé à" in page.replace("\u202f", " ").replace("\xa0", " "),
    ) == (False, True)
    assert client.get(fichier.get_absolute_url()).status_code == 302
    client.force_login(membre("ville", Public.VILLE))
    assert trouver(client, "canarifichier").count('data-resultat="ressource"') == 1
    assert client.get(fichier.get_absolute_url()).status_code == 200
    ouvrir_les_fichiers_a(ressource=ressource, espace=Espace.objects.get(slug="equipe"), par=animatrice)
    assert 'data-resultat="ressource"' not in trouver(client, "canarifichier")
    assert client.get(fichier.get_absolute_url()).status_code == 404


def test_deplacer_ou_retirer_emporte_les_fichiers(client, animatrice):
    deposer(client, "guide.pdf", pdf("canarideplace"))
    fichier, ressource = Fichier.objects.get(), Ressource.objects.get()
    client.logout()
    assert client.get(fichier.get_absolute_url()).status_code == 200
    retirer(publication=ressource, par=animatrice)
    assert client.get(fichier.get_absolute_url()).status_code == 302
    assert 'data-resultat="ressource"' not in trouver(client, "canarideplace")
    deplacer(publication=ressource, espace=Espace.objects.get(slug="equipe"), par=animatrice)
    assert client.get(fichier.get_absolute_url()).status_code == 302


def test_les_fichiers_ne_sont_pas_plus_ouverts_que_la_notice(client, animatrice):
    reponse = client.post("/ressources/deposer/", corps(espace="reseau", fichiers="ouvert", documents=[envoi("g.pdf", pdf("x"))]))
    assert (reponse.status_code, Ressource.objects.count()) == (422, 0)
    assert "ne voient pas la notice" in reponse.content.decode()


def zip_renomme():
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("a.txt", "bonjour")
    return sortie.getvalue()


@pytest.mark.parametrize(
    ("nom", "octets", "message"),
    [
        ("vide.pdf", b"", "Ce fichier est vide."),
        ("archive.pdf", zip_renomme(), "s’appelle .pdf mais n’en est pas un"),
        ("programme.exe", b"MZ", "Ce format n’est pas accepté"),
    ],
)
def test_j5_ce_qui_est_refuse_est_dit_et_rien_n_est_perdu(client, animatrice, nom, octets, message):
    reponse = client.post("/ressources/deposer/", corps(resume="À garder", documents=[envoi(nom, octets)]))
    page = reponse.content.decode()
    assert (reponse.status_code, message in page, "À garder" in page) == (422, True, True)
    assert (Ressource.objects.get().resume, Fichier.objects.count()) == ("À garder", 0)


def test_j5_soixante_mo_sont_refuses_avec_une_phrase(client, animatrice):
    reponse = client.post("/ressources/deposer/", corps(documents=[envoi("gros.pdf", b"%PDF-" + b"0" * 60 * 1024**2)]))
    assert "dépasse 50" in reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("nom", "octets", "etat"), [("tronque.pdf", pdf("x" * 50)[:900], "illisible"), ("faux.docx", zip_renomme(), "illisible")]
)
def test_j5_un_fichier_abime_est_garde_et_dit_abime(client, animatrice, nom, octets, etat):
    deposer(client, nom, octets)
    assert TexteDeFichier.objects.get().etat == etat
    fichier = Fichier.objects.get()
    with fichier.contenu.open() as flux:
        assert flux.read() == octets
    assert "abîmé" in client.get("/ressources/guide/").content.decode()


def test_j5_quatre_cents_pages_lues_jusqu_au_bout(client, animatrice):
    deposer(
        client, "long.pdf", pdf(*[f"Section {n}, le territoire avance." for n in range(410)], "Le mot finalunique.", saut=True)
    )
    lecture = TexteDeFichier.objects.get()
    assert (lecture.etat, len(lecture.pages) > 400) == ("lu", True)
    page = trouver(client, "finalunique")
    assert f"#page={next(n for n, p in enumerate(lecture.pages, 1) if 'finalunique' in p)}" in page


def test_deux_fois_le_meme_fichier_n_en_fait_qu_un_et_le_travail_se_refait_sans_doubler(client, animatrice):
    octets = pdf("Texte")
    deposer(client, "a.pdf", octets)
    ressource = Ressource.objects.get()
    client.post(
        "/ressources/guide/modifier/",
        corps(documents=[envoi("b.pdf", octets)], jeton=ressource.jeton, version=ressource.latest_revision_id),
    )
    vider_la_file()
    assert (Fichier.objects.count(), TexteDeFichier.objects.count()) == (1, 1)


def test_abreger_garde_chaque_mot():
    texte = "début " * 50_000 + "milieu " + "fin"
    court = abreger(texte)
    assert len(court) < len(texte)
    assert {"début", "milieu", "fin"} <= set(court.split())


def test_publier_demande_un_fichier_ou_un_lien(client, animatrice):
    reponse = client.post("/ressources/deposer/", corps())
    assert (reponse.status_code, "Joignez un fichier" in reponse.content.decode()) == (422, True)
    ressource = Ressource.objects.get()
    ressource.lien = "https://exemple.example/doc"
    ressource.save_revision(user=animatrice)
    assert publier(publication=ressource, par=animatrice).live


def test_un_pdf_s_ouvre_dans_le_navigateur_le_reste_s_enregistre(client, animatrice):
    """« #page=3 » leads nowhere in a file that is downloaded; what a browser might run is never shown by it."""
    client.post("/ressources/deposer/", corps(documents=[envoi("guide.pdf", pdf("x")), envoi("liste.csv", b"a;b\n1;2\n")]))
    reponses = [client.get(fichier.get_absolute_url()) for fichier in Fichier.objects.order_by("nom")]
    assert [(r["Content-Disposition"], r["Content-Security-Policy"]) for r in reponses] == [
        ('inline; filename="guide.pdf"', "default-src 'none'; sandbox"),
        ('attachment; filename="liste.csv"', "default-src 'none'; sandbox"),
    ]


def test_les_memes_personnes_est_un_choix_coche_d_avance(client, animatrice):
    page = client.get("/ressources/deposer/").content.decode()
    choix = page.split('id="id_espace_fichiers"')[1].split("</fieldset>")[0]
    assert choix.count("Les mêmes personnes") == 1
    assert choix.split("checked")[0].count("<input") == 1
    deposer(client, "guide.pdf", pdf("x"), espace="reseau")
    assert Ressource.objects.get().espace_fichiers.slug == "reseau"
