"""Files as people kept them: every encoding, separator and damage gives the same clean table, or a sentence that says why not."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from centre.membres.lecture_des_listes import LIGNES_AU_PLUS, Illisible, lire, plier, reparer
from centre.membres.lecture_des_personnes import lire_categorie, lire_date
from centre.membres.noms import couper

TEXTE = "Prénom;Nom;Société;Mél\r\nLéa;Martin;Pays d’Auge €;lea@pays.example\r\n"
ATTENDU = ("Léa", "Martin", "Pays d’Auge €", "lea@pays.example")


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_chaque_encodage(encodage):
    tableau = lire("l.csv", TEXTE.encode(encodage))
    assert tableau.entetes == ["Prénom", "Nom", "Société", "Mél"]
    assert [ligne.cellules for ligne in tableau.lignes] == [ATTENDU]


def test_iso_8859_15_se_distingue_de_windows():
    tableau = lire("l.csv", TEXTE.replace("’", "'").replace("Léa", "Lœa").encode("iso-8859-15"))
    assert tableau.lignes[0].cellules == ("Lœa", "Martin", "Pays d'Auge €", "lea@pays.example")
    assert "ISO-8859-15" in tableau.avis[0]
    assert "Windows" in lire("l.csv", TEXTE.encode("cp1252")).avis[0]


@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
def test_chaque_separateur(separateur):
    contenu = TEXTE.replace(";", separateur).encode()
    assert lire("l.csv", contenu).lignes[0].cellules == ATTENDU
    assert lire("l.csv", b"sep=" + separateur.encode() + b"\r\n" + contenu).lignes[0].cellules == ATTENDU


def test_guillemets_et_retours_a_la_ligne_dans_une_cellule():
    tableau = lire("l.csv", 'Nom,Structure\n"Martin","Pays\nd’Auge, ""le vrai"""\nPetit,X\n'.encode())
    assert [(ligne.numero, ligne.cellules) for ligne in tableau.lignes] == [
        (2, ("Martin", 'Pays d’Auge, "le vrai"')),
        (3, ("Petit", "X")),
    ]


@pytest.mark.parametrize(
    ("abime", "propre"),
    [
        ("PrÃ©nom", "Prénom"),
        ("ChargÃ©e de mission Ã\u00a0 lâ€™agglo", "Chargée de mission à l’agglo"),
        ("PrÈnom", "Prénom"),
        ("DÈp/RÈgion (bureau)", "Dép/Région (bureau)"),
        ("SociÈtÈ", "Société"),
        ("DeuxiËme prÈnom", "Deuxième prénom"),
        ("HÉLÈNE", "HÉLÈNE"),
        ("Élise Où", "Élise Où"),
        ("CÂBLÉ", "CÂBLÉ"),
    ],
)
def test_les_accents_abimes_se_reparent_et_les_autres_restent(abime, propre):
    assert reparer(abime) == propre


def test_ce_qui_est_repare_ou_perdu_se_dit():
    tableau = lire("l.csv", "PrÃ©nom;Nom\nLÃ©a;Mart\ufffdn\n".encode())
    assert tableau.entetes == ["Prénom", "Nom"]
    assert "2 cellules aux accents abîmés" in tableau.avis[0]
    assert tableau.lignes[0].avis == (("Nom", "Un caractère a été perdu : corrigez-le."),)


def test_en_tetes_en_double_ou_vides_lignes_vides_et_cellules_de_trop():
    contenu = "\n;;\nNom;Nom;;Mél\n;;;\nA\u00a0 B;C;D;a@x.example;de trop\n\nE\n;;;\n"
    tableau = lire("l.csv", contenu.encode())
    assert tableau.entetes == ["Nom", "Nom (2)", "Colonne 3", "Mél"]
    assert [(ligne.numero, ligne.cellules) for ligne in tableau.lignes] == [
        (5, ("A B", "C", "D", "a@x.example")),
        (7, ("E", "", "", "")),
    ]
    assert "plus de cellules" in tableau.lignes[0].avis[0][1]
    assert "en double" in tableau.avis[0]


def test_un_titre_au_dessus_du_tableau_n_est_pas_ses_en_tetes():
    tableau = lire("l.csv", b"Liste des contacts;;\nNom;Mel;\nMartin;a@x.example;\n")
    assert (tableau.entetes, tableau.lignes[0].numero) == (["Nom", "Mel"], 3)


def classeur(*feuilles) -> bytes:
    livre, sortie = openpyxl.Workbook(), io.BytesIO()
    livre.remove(livre.active)
    for lignes in feuilles:
        feuille = livre.create_sheet()
        for ligne in lignes:
            feuille.append(ligne)
    livre.save(sortie)
    return sortie.getvalue()


def test_xlsx_la_premiere_feuille_pleine():
    contenu = classeur([], [["Nom", "Depuis", "Code"], [], ["Martin", dt.datetime(2025, 11, 3), 76100.0]])
    tableau = lire("l.xlsx", contenu)
    assert [(ligne.numero, ligne.cellules) for ligne in tableau.lignes] == [(3, ("Martin", "2025-11-03", "76100"))]


def bombe() -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (101 * 1024 * 1024))
    return sortie.getvalue()


ESPACES = " ".join(f'xmlns:{nom}="urn:oasis:names:tc:opendocument:xmlns:{nom}:1.0"' for nom in ("office", "table", "text"))


def odf(corps: str = "", genre: str = "spreadsheet", entete: str = "") -> bytes:
    """A document as LibreOffice writes it: its type first, then its content."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{genre}")
        archive.writestr(
            "content.xml",
            f"<?xml version='1.0'?>{entete}<office:document-content {ESPACES}><office:body><office:spreadsheet>{corps}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return sortie.getvalue()


def ligne_ods(*cellules: str) -> str:
    return f"<table:table-row>{''.join(f'<table:table-cell><text:p>{c}</text:p></table:table-cell>' for c in cellules)}</table:table-row>"


def test_ods_la_premiere_feuille_pleine():
    vide = (
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row></table:table>'
    )
    pleine = (
        "<table:table>" + ligne_ods("Nom", "Depuis", "Téléphone", "Remarque", "Fin")
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row><table:table-cell><office:annotation><text:p>À revoir</text:p></office:annotation>'
        "<text:p>Le<text:s/><text:span>Goff</text:span></text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2025-11-03"><text:p>3 nov. 2025</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="231234567"><text:p>02 31 23 45 67</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>idem</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
    )  # fmt: skip
    tableau = lire("l.ods", odf(vide + pleine))
    assert tableau.entetes == ["Nom", "Depuis", "Téléphone", "Remarque", "Fin"]
    assert [(lue.numero, lue.cellules) for lue in tableau.lignes] == [
        (4, ("Le Goff", "2025-11-03", "02 31 23 45 67", "idem", "idem"))
    ]


def test_ods_trop_long_se_dit():
    lignes = "".join(ligne_ods(f"n{n}", f"a{n}@x.example") for n in range(LIGNES_AU_PLUS + 1))
    with pytest.raises(Illisible, match="501 lignes"):
        lire("l.ods", odf(f"<table:table>{ligne_ods('Nom', 'Mel')}{lignes}</table:table>"))


def test_ods_piege_n_est_pas_deplie():
    """Entities that would fill the memory are refused before they are read."""
    piege = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with pytest.raises(Illisible, match="abîmé"):
        lire("l.ods", odf(f"<table:table>{ligne_ods('Nom', 'Mel')}{ligne_ods('&b;', 'x')}</table:table>", entete=piege))


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (lambda: b"", "vide"),
        (lambda: b"   \n", "vide"),
        (lambda: b"Nom;Mel\n", "pas de ligne"),
        (lambda: b"\x89PNG\r\n\x1a\n\x00\x01\x00", "pas du texte"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1", "« Classeur Excel"),
        (lambda: b"PK\x03\x04abime", "abîmé"),
        (odf, "Ce classeur est vide"),
        (lambda: odf(genre="text"), "LibreOffice n’est pas un classeur"),
        (lambda: odf("<table:table>"), "abîmé"),
        (bombe, "trop lourd"),
        (lambda: classeur([]), "vide"),
        (lambda: b"Nom;Mel\n" + b"a;b\n" * (LIGNES_AU_PLUS + 1), "501 lignes"),
        (lambda: b"a" * (5 * 1024 * 1024 + 1), "5 Mo"),
    ],
)
def test_ce_qui_ne_se_lit_pas_dit_pourquoi(contenu, phrase):
    with pytest.raises(Illisible, match=phrase):
        lire("l", contenu())


def test_deux_en_tetes_se_comparent_sans_accents_ni_casse():
    assert plier("  Fonction_hiérarchique ") == plier("fonction HIERARCHIQUE") == "fonction hierarchique"


@pytest.mark.parametrize(
    ("complet", "prenom", "nom", "certain"),
    [
        ("Jeanne LE GOFF", "Jeanne", "LE GOFF", True),
        ("LE GOFF Jeanne-Marie", "Jeanne-Marie", "LE GOFF", True),
        ("Le Goff, Jeanne", "Jeanne", "Le Goff", True),
        ("Mme Léa Martin", "Léa", "Martin", True),
        ("Jean de La Tour", "Jean", "de La Tour", True),
        ("Jean Pierre Petit", "Jean", "Pierre Petit", False),
        ("LEA MARTIN", "LEA", "MARTIN", False),
        ("Martin", "", "Martin", False),
    ],
)
def test_un_nom_ecrit_en_une_fois(complet, prenom, nom, certain):
    coupe = couper(complet)
    assert (coupe.prenom, coupe.nom, coupe.certain) == (prenom, nom, certain)


@pytest.mark.parametrize(
    ("texte", "jour"),
    [("03/11/2025", dt.date(2025, 11, 3)), ("3.11.2025", dt.date(2025, 11, 3)), ("2025-11-03", dt.date(2025, 11, 3)),
     ("2024", dt.date(2024, 1, 1)), ("31/02/2025", None), ("hier", None)],
)  # fmt: skip
def test_un_jour(texte, jour):
    assert lire_date(texte) == jour


@pytest.mark.parametrize(
    ("texte", "cle"),
    [("Pays", "pays"), ("agents de pays et du parc", "pays"), ("Politique de la Ville", "ville"), ("PNR", "pays"),
     ("Métropole", "agglo"), ("Région", "referents"), ("Élue", "public-elargi"), ("VIP", None)],
)  # fmt: skip
def test_une_categorie(texte, cle):
    lue = lire_categorie(texte)
    assert (lue.value if lue else None) == cle
