"""Files we write: tagged PDF, word-processor files, and the demonstration's resources made with them."""

import ctypes
import json
import subprocess
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pypandoc
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst

from centre.documents import bureautique, pdf
from ressources.bibliotheque.fabrique import fabriquer, lignes

DONNEES = Path(__file__).resolve().parents[2] / "centre"
HOSTILE = '#let x = 1 $ a^2 $ <script>alert(1)</script> @ref *gras* _souligné_ `code` \\ // ] } " #read("/etc/passwd")'
NOTE = {
    "titre": "Où l’été s’achève : œuvre, naïveté, ça",
    "auteurs": ["Nadège Modèle", "Çelik Exemple"],
    "date": "2 mai 2026",
    "sections": [
        {
            "titre": "Première partie",
            "paragraphes": ["Une efficacité difficile à afficher."],
            "puces": ["un été", "un hiver"],
            "tableau": {"entetes": ["Quand", "Qui"], "lignes": [["matin", "Zoé"]]},
        }
    ],
}


def texte(fichier: bytes) -> str:
    """All the text of a PDF, every blank made one plain space."""
    pages = pypdfium2.PdfDocument(fichier)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def roles(fichier: bytes) -> Counter[str]:
    """The tags of the first page."""
    document = pypdfium2.PdfDocument(fichier)
    page = document[0]  # kept: the tree dies with it
    arbre = pdfium.FPDF_StructTree_GetForPage(page.raw)
    compte: Counter[str] = Counter()

    def descendre(element) -> None:
        if not element:
            return
        taille = pdfium.FPDF_StructElement_GetType(element, None, 0)
        tampon = ctypes.create_string_buffer(taille)
        pdfium.FPDF_StructElement_GetType(element, tampon, taille)
        compte[tampon.raw.decode("utf-16-le").rstrip("\0")] += 1
        for rang in range(pdfium.FPDF_StructElement_CountChildren(element)):
            descendre(pdfium.FPDF_StructElement_GetChildAtIndex(element, rang))

    for rang in range(pdfium.FPDF_StructTree_CountChildren(arbre)):
        descendre(pdfium.FPDF_StructTree_GetChildAtIndex(arbre, rang))
    pdfium.FPDF_StructTree_Close(arbre)
    return compte


def relire(fichier: bytes, format_: str) -> str:
    """The plain text pandoc finds in a word-processor file."""
    commande = [pypandoc.get_pandoc_path(), f"--from={format_}", "--to=plain", "--wrap=none", "--standalone"]
    lu = subprocess.run(commande, input=fichier, capture_output=True, timeout=60, check=True).stdout.decode()
    return " ".join(lu.split())


def test_pdf_accessible():
    fichier = pdf.composer("note", NOTE)
    document = pypdfium2.PdfDocument(fichier)
    assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert b"/Lang(fr-FR)" in fichier.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part>1<" in fichier
    assert document.get_metadata_dict()["Title"] == "Où l’été s’achève\xa0: œuvre, naïveté, ça"
    trouves = roles(fichier)
    assert {role: trouves[role] for role in ("H1", "L", "LI", "Table", "TH", "TD")} == {
        "H1": 1, "L": 1, "LI": 2, "Table": 1, "TH": 2, "TD": 2,
    }  # fmt: skip


@pytest.mark.parametrize("gabarit", ["note", "support"])
def test_texte_du_pdf_retrouve_entier(gabarit: str):
    lu = texte(pdf.composer(gabarit, NOTE))
    for attendu in (NOTE["titre"], "Çelik Exemple", "efficacité difficile à afficher", "– un été", "matin Zoé"):
        assert attendu in lu


def test_aucun_mot_coupe():
    mots = "anticonstitutionnellement intercommunalité transversalité ludothèque " * 40
    lu = texte(pdf.composer("note", {"titre": "Mots longs", "sections": [{"paragraphes": [mots]}]}))
    assert Counter(lu.split())["intercommunalité"] == 40


@pytest.mark.parametrize("gabarit", ["note", "support"])
def test_texte_hostile_reste_du_texte(gabarit: str):
    tableau = {"entetes": [HOSTILE], "lignes": [[HOSTILE]]}
    section = {"titre": HOSTILE, "paragraphes": [HOSTILE], "puces": [HOSTILE], "tableau": tableau}
    tete = dict.fromkeys(("titre", "surtitre", "sous_titre", "date", "mention"), HOSTILE)
    lu = texte(pdf.composer(gabarit, {**tete, "auteurs": [HOSTILE], "sections": [section]}))
    sans_blanc = "".join(lu.lower().split())
    assert sans_blanc.count("".join(HOSTILE.lower().split())) >= 9
    assert "root:" not in lu


def test_pdf_reproductible():
    assert pdf.composer("note", NOTE) == pdf.composer("note", NOTE)


@pytest.mark.parametrize("donnees", [{"titre": ""}, {}, {"titre": "Sans sections lisibles", "sections": [{"puces": 3}]}])
def test_donnees_refusees(donnees: dict):
    with pytest.raises(typst.TypstError):
        pdf.composer("note", donnees)


@pytest.mark.parametrize("gabarit", ["../note", "/etc/passwd", "note.typ", "", "inconnu"])
def test_gabarit_inconnu(gabarit: str):
    with pytest.raises(ValueError, match="Gabarit inconnu"):
        pdf.composer(gabarit, NOTE)


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_bureautique_relue(format_: str):
    html = "<h1>À l’ombre</h1><p>Le cœur &lt;b&gt; &amp; l'été : « oui » ?</p><ul><li>une forêt</li></ul>"
    fichier = bureautique.composer(html, titre="Noël, #1 & <suite>", format=format_)
    assert relire(fichier, format_) == "Noël, #1 & <suite> À l’ombre Le cœur <b> & l’été : « oui » ? - une forêt"
    dedans = zipfile.ZipFile(BytesIO(fichier))
    textes = {nom: dedans.read(nom).decode() for nom in dedans.namelist() if nom.endswith(".xml")}
    assert "Noël, #1 &amp; &lt;suite&gt;" in textes["docProps/core.xml" if format_ == "docx" else "meta.xml"]
    assert ('w:val="fr-FR"' in textes["word/styles.xml"]) if format_ == "docx" else ('fo:language="fr"' in textes["styles.xml"])


def test_bureautique_ne_lit_aucun_fichier(tmp_path: Path):
    image = tmp_path / "secret.svg"
    image.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>canari-secret</text></svg>")
    fichier = bureautique.composer(f"<p>Avant</p><img src='{image}' alt='plan'><p>Après</p>", titre="Image", format="docx")
    dedans = zipfile.ZipFile(BytesIO(fichier))
    assert [nom for nom in dedans.namelist() if "media" in nom] == []
    assert relire(fichier, "docx").startswith("Image Avant")


def test_bureautique_refus(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(ValueError, match="refusé"):
        bureautique.composer("<p>x</p>", titre=" ", format="docx")
    with pytest.raises(ValueError, match="refusé"):
        bureautique.composer("<p>x</p>", titre="x", format="pdf")  # type: ignore[arg-type]
    monkeypatch.setattr(bureautique, "DELAI", 0.001)
    with pytest.raises(bureautique.EchecDeComposition, match="dépassé"):
        bureautique.composer("<p>x</p>", titre="x", format="docx")


def test_saison_connue_des_referentiels():
    """The catalogue of the season: its counts, and nothing that the other data files do not know."""
    saison = lignes()
    themes = {t["slug"] for f in json.loads((DONNEES / "themes/donnees/themes.json").read_text()) for t in f["themes"]}
    territoires = {t["slug"] for t in json.loads((DONNEES / "territoires/donnees/territoires.json").read_text())}
    comptes = {m["compte"] for m in json.loads((DONNEES / "membres/donnees/demonstration.json").read_text())}
    assert len({ligne["cle"] for ligne in saison}) == 25
    assert Counter(ligne["format"] for ligne in saison) == {"pdf": 15, "docx": 4, "odt": 4, "lien": 2}
    espaces = {"ouvert": 15, "reseau": 7, "pays": 1, "ville": 1, "groupe-observation": 1}
    assert Counter(ligne["espace"] for ligne in saison) == espaces
    assert sum((ligne["espace"], ligne["espace_fichiers"]) == ("ouvert", "reseau") for ligne in saison) == 3
    for ligne in saison:
        assert set(ligne["themes"]) - themes == set(ligne["territoires"]) - territoires == {ligne["deposant"]} - comptes == set()
        assert all("(exemple)" in auteur for auteur in ligne["auteurs"])
        assert ("lien" in ligne) == (ligne["format"] == "lien") == (ligne["sections"] == [])


AVEC_FICHIER = [ligne for ligne in lignes() if ligne["format"] != "lien"]


@pytest.mark.parametrize("ligne", AVEC_FICHIER, ids=lambda ligne: ligne["cle"])
def test_fichier_de_la_saison(ligne: dict):
    """Its own words are in the file and in no notice; the canari is in the name and in the text."""
    canari = f"canari-{ligne['espace_fichiers']}-ressource-42"
    nom, fichier, mime = fabriquer(ligne, canari)
    assert nom == f"{ligne['cle']}-{canari}.{ligne['format']}"
    if ligne["format"] == "pdf":
        assert mime == "application/pdf"
        assert len(pypdfium2.PdfDocument(fabriquer(ligne)[1])) == ligne["pages"]
        lu = texte(fichier)
    else:
        assert mime == bureautique.MIMES[ligne["format"]]
        lu = relire(fichier, ligne["format"])
    assert [mot for mot in [canari, ligne["auteurs"][0], *ligne["mots"]] if mot.casefold() not in lu.casefold()] == []
    assert [mot for mot in ligne["mots"] if mot.casefold() in f"{ligne['titre']} {ligne['resume']}".casefold()] == []


def test_sans_canari_ni_fichier():
    nom, fichier, _ = fabriquer(AVEC_FICHIER[0])
    assert (nom, "canari" in texte(fichier)) == (f"{AVEC_FICHIER[0]['cle']}.pdf", False)
    lien = next(ligne for ligne in lignes() if ligne["format"] == "lien")
    with pytest.raises(ValueError, match="Pas de fichier"):
        fabriquer(lien)


def test_long_recueil_une_fiche_par_page():
    ligne = next(ligne for ligne in lignes() if ligne["cle"] == "trente-six-indicateurs")
    document = pypdfium2.PdfDocument(fabriquer(ligne)[1])
    pages = [page.get_textpage().get_text_range() for page in document]
    trouvees = [
        [rang for rang, lu in enumerate(pages) if lu.splitlines()[0].strip() == fiche["nom"]] for fiche in ligne["fiches"]
    ]
    assert trouvees == [[rang] for rang in range(len(pages) - 36, len(pages))]
