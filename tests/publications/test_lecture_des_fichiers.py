"""Journey J5: whatever is deposited, its text is read or a clear sentence says why not; nothing is lost, the worker lives."""

import io

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from centre.documents import bureautique, pdf
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.enums import EtatDeLecture
from centre.publications.fichiers import joindre_document
from centre.publications.models import TexteDeFichier
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.personnes import membre

from .fichiers_difficiles import opendocument, pdf_chiffre, pdf_numerise

pytestmark = pytest.mark.django_db


def note(texte):
    donnees = {"titre": "Note", "saut": False, "sous_titre": "", "auteurs": ["Le Centre"], "date": "2026"}
    return pdf.composer("note", donnees | {"sections": [{"titre": "Un", "paragraphes": [texte], "puces": [], "tableau": None}]})


def tableur():
    classeur, sortie = Workbook(), io.BytesIO()
    classeur.active.append(["Commune", "Doudeville"])
    classeur.create_sheet("Suite").append(["quotité", 12])
    classeur.save(sortie)
    return sortie.getvalue()


def octets(fichier):
    with fichier.contenu.open() as flux:
        return flux.read()


@pytest.fixture
def lire(db):
    """``lire(nom, octets)``: deposit a file, let the worker work, give back what it read."""
    par, reseau = membre("pays", Public.PAYS), Espace.objects.get(slug="reseau")
    ressource = deposer(ressource=Ressource(titre="Guide"), espace=reseau, espace_fichiers=reseau, par=par)

    def faire(*fichiers):
        for nom, contenu in fichiers:
            joindre_document(publication=ressource, document=SimpleUploadedFile(nom, contenu), par=par)
        vider_la_file()
        lectures = TexteDeFichier.objects.select_related("fichier").order_by("fichier__depose_le")
        assert [(lecture.fichier.nom, octets(lecture.fichier)) for lecture in lectures] == list(fichiers)
        return list(lectures)

    faire.ressource, faire.par = ressource, par
    return faire


def formats():
    texte = "<h1>Titre</h1><p>La quotité garantie à Doudeville.</p>"
    return [
        ("note.pdf", note("La quotité garantie à Doudeville.")),
        *((f"note.{f}", bureautique.composer(texte, titre="Titre", format=f)) for f in ("docx", "odt")),
        ("tableau.xlsx", tableur()),
        ("tableau.ods", opendocument("spreadsheet", "Doudeville", "quotit&#233;", "l&apos;an")),
        ("diapos.odp", opendocument("presentation", "Doudeville", "quotité")),
        ("texte.txt", "Doudeville, la quotité".encode()),
        ("export.csv", "Commune;Valeur\nDoudeville;quotité".encode("cp1252")),
        ("note.rtf", rb"{\rtf1\ansi Doudeville, la quotit\'e9}"),
    ]


def test_le_texte_de_chaque_format_est_lu(lire):
    lectures = lire(*formats())
    assert {lecture.fichier.nom: lecture.etat for lecture in lectures} == {nom: "lu" for nom, _ in formats()}
    for lecture in lectures:
        assert "Doudeville" in "\n".join(lecture.pages), lecture.fichier.nom
        assert "quotité" in "\n".join(lecture.pages), lecture.fichier.nom


def test_le_pdf_chiffre_des_tests_s_ouvre_avec_son_mot_de_passe():
    document = pdfium.PdfDocument(pdf_chiffre("secret", "Un mot"), password="secret")
    try:
        assert document[0].get_textpage().get_text_bounded() == "Un mot"
    finally:
        document.close()


def test_ce_qui_ne_se_lit_pas_est_garde_et_se_dit_et_l_ouvrier_continue(lire, client):
    fichiers = [
        ("chiffre.pdf", pdf_chiffre("secret", "canarichiffre")),
        ("scan.pdf", pdf_numerise()),
        ("tronque.pdf", note("x")[:700]),
        ("faux.ods", b"PK rien"),
        ("bon.pdf", note("Le dernier est lu.")),
    ]
    etats = [lecture.etat for lecture in lire(*fichiers)]
    assert etats == ["protege", "numerise", "illisible", "illisible", "lu"]
    client.force_login(lire.par)
    page = client.get(lire.ressource.get_absolute_url()).content.decode()
    for etat in etats:
        assert EtatDeLecture(etat).label.split(" : ")[0] in page.replace("\u202f", " ").replace("\xa0", " "), etat


def test_une_archive_qui_gonfle_est_arretee(lire):
    """A spreadsheet of 200 KB that unfolds to 200 MB is cut where the reading stops, not in the worker's memory."""
    import zipfile

    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<body>{'<text:p>mot</text:p>' * 10_000_000}</body>")
    (lecture,) = lire(("bombe.ods", sortie.getvalue()))
    assert lecture.etat == "lu"
    assert sum(map(len, lecture.pages)) <= 3_000_000
