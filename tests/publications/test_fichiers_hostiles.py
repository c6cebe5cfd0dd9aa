"""A hostile file costs a sentence, never the worker; pages of slides and sheets are told apart."""

import io
import stat

import pytest

from centre.publications import lecture_des_fichiers
from centre.publications.extraction import HTML, ODP, ODS, PDF, PPTX, XLSX
from centre.publications.lecture_des_fichiers import extraire_de

from . import fichiers_hostiles as h
from .fichiers_difficiles import pdf_numerise

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def lu(octets, mime):
    return extraire_de(io.BytesIO(octets), mime).resultat


def test_diapositives_et_feuilles_sont_des_pages_dans_leur_ordre():
    assert lu(h.presentation(("Le bocage recule", "dire la date"), ("Deuxième vue", "")), PPTX)["pages"] == [
        "Le bocage recule\n\ndire la date",
        "Deuxième vue",
    ]
    vues = "".join(f"<draw:page draw:name='p{n}'><text:p>Vue <text:span>{n}</text:span></text:p></draw:page>" for n in (1, 2))
    assert lu(h.archive(content_0xml=f"<office:body>{vues}</office:body>"), ODP)["pages"] == ["Vue 1", "Vue 2"]
    lignes = "<table:table-row><text:p>Caen</text:p><text:p>12</text:p></table:table-row>"
    feuilles = "".join(f"<table:table table:name='{nom}'>{lignes}</table:table>" for nom in ("Villes", "Pays"))
    assert lu(h.archive(content_0xml=f"<body>{feuilles}</body>"), ODS)["pages"] == ["Villes\nCaen 12", "Pays\nCaen 12"]


def test_une_page_web_donne_ses_mots_et_ce_que_dit_sa_tete():
    page = "<html lang=fr><head><title>Bilan</title><style>p{}</style></head><script>secret()</script><p>Le&nbsp;bocage<br>recule"
    resultat = lu(page.encode(), HTML)
    assert resultat["pages"] == ["Bilan\n\nLe bocage\nrecule"]
    assert resultat["metadonnees"] == {"langue": "fr", "titre": "Bilan"}


@pytest.mark.parametrize(
    ("nom", "mime", "etat"),
    [
        ("archive_qui_gonfle", PPTX, "trop_long"),
        ("boites_sans_fond", ODP, "trop_long"),
        ("archive_chiffree", ODP, "protege"),
        ("opendocument_chiffre", ODP, "protege"),
    ],
)
def test_un_fichier_hostile_donne_un_etat(nom, mime, etat):
    assert lu(getattr(h, nom)(), mime)["etat"] == etat


@pytest.mark.parametrize(
    ("partie", "mime"),
    [("content_0xml", ODP), ("ppt__slides__slide1_0xml", PPTX), ("word__document_0xml", DOCX), ("xl__workbook_0xml", XLSX)],
)
def test_des_entites_sans_fin_ne_se_deplient_pas(partie, mime):
    assert lu(h.bombe_d_entites(partie), mime) == {"etat": "illisible", "pages": [], "metadonnees": {}, "accessibilite": {}}


def test_une_feuille_immense_se_lit_jusqu_ou_elle_se_lit():
    resultat = lu(h.feuille_immense(), XLSX)
    assert (resultat["etat"], "début" in resultat["pages"][0], len(resultat["pages"][0]) < 1000) == ("lu", True, True)


@pytest.mark.parametrize("mime", [PPTX, XLSX, ODS, DOCX, PDF])
def test_un_fichier_abime_est_dit_illisible(mime):
    assert lu(h.presentation(("x", ""))[:150], mime)["etat"] == "illisible"


def test_qui_ne_finit_pas_est_arrete_avec_ses_enfants(monkeypatch):
    """A second is not enough to start pandoc: what takes longer than its share is stopped, and said."""
    monkeypatch.setattr(lecture_des_fichiers, "DELAI", 0.05)
    assert lu(h.presentation(("x", "")), PPTX) == {"etat": "trop_long", "pages": []}


FAUX_TESSERACT = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of available languages (2):\\neng\\nfra\\n'; exit; fi
[ -s "$1" ] && [ "$2 $3 $4" = "stdout -l fra" ] && echo "Le bocage numérisé"
"""


def test_un_scan_sans_tesseract_est_dit_numerise_et_se_montre(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    extraction = extraire_de(io.BytesIO(pdf_numerise()), PDF)
    assert (extraction.resultat["etat"], extraction.resultat["pages"], list(extraction.apercus)) == ("numerise", [""], [1])
    assert extraction.resultat["accessibilite"] == {"balise": False, "texte": False, "titre": False, "langue": ""}


def test_un_scan_avec_tesseract_est_reconnu(monkeypatch, tmp_path):
    """A program of that name that is called as tesseract is: its words become the page's."""
    programme = tmp_path / "tesseract"
    programme.write_text(FAUX_TESSERACT)
    programme.chmod(programme.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    resultat = lu(pdf_numerise(), PDF)
    assert (resultat["etat"], resultat["pages"], resultat["accessibilite"]["texte"]) == ("reconnu", ["Le bocage numérisé"], False)
