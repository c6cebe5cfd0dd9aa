"""Words no file of the tree may hold: places of one machine, work left for later, addresses of real people; and clean locks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.coherence.arbre import RACINE, fichiers, texte

#: Domains kept for examples (RFC 2606, RFC 6761), which belong to nobody.
EXEMPLES = re.compile(r"(?:^|\.)(?:example|example\.(?:com|org|net)|test|invalid|localhost)$", re.I)
#: Quoted from the Centre's founding presentation, and tested to be shown there and nowhere else.
CITATION = {Path("extranet/donnees/le-centre.json"), Path("tests/extranet/test_pages.py")}
COURRIEL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[\w-]*[a-z][\w-]*)", re.I)
ADRESSE = re.compile(r"https?://(?:[\w-]+\.)+[a-z]{2,}", re.I)
#: What may be linked from a page, or names a format.
SITES = {
    "http://www.w3.org": "namespaces of SVG and Atom",
    "https://doi.org": "where the DOI of an imported reference is read",
    "http://www.sitemaps.org": "namespace of sitemaps",
    "http://www.openarchives.org": "namespaces of OAI-PMH",
    "https://www.openarchives.org": "where the protocol is written",
    "http://purl.org": "namespace of Dublin Core",
    "https://schema.org": "vocabulary of JSON-LD",
    "https://www.etalab.gouv.fr": "text of the Licence Ouverte",
    "https://creativecommons.org": "texts of the Creative Commons licences",
    "https://www.defenseurdesdroits.fr": "named by the law on the accessibility page",
    "https://www.cnil.fr": "named by the law on the privacy page",
}
INTERDITS = {
    # Written in pieces: this file is read too.
    "a place of one machine": re.compile("/" + r"(?:work|home|Users)/[\w.-]+|" + "/" + r"root/[\w.]"),
    "work left for later": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"),
    "an address of a registry": re.compile(
        r"\S*/(?:simple|packages/[0-9a-f]{2})/|pypi\.|files\.pythonhosted|" + r"registry\.[\w-]+\.(?:org|com|io|net)\b|index-url",
        re.I,
    ),
    "a phone number of the founding presentation": re.compile(r"35.52.(?:22.81|56.09)"),
}
EXCEPTIONS = {
    "a phone number of the founding presentation": CITATION | {Path("centre/gestion/donnees/identite.json")},
    "an address of a registry": {Path("tests/coherence/test_mots.py")},
}
LUS = [f for f in fichiers() if f.name != "LICENSE"]


def trouver(motif: re.Pattern[str], sauf: set[Path] = frozenset()) -> list[tuple[str, str]]:  # type: ignore[assignment]
    return [(str(f), trouve.group()) for f in LUS if f not in sauf for trouve in motif.finditer(texte(f))]


@pytest.mark.parametrize("quoi", INTERDITS)
def test_mots_interdits(quoi):
    assert trouver(INTERDITS[quoi], EXCEPTIONS.get(quoi, frozenset())) == []


@pytest.mark.parametrize(
    ("quoi", "phrase"),
    [
        ("a place of one machine", "/" + "work/main/x"),
        ("work left for later", "# TO" + "DO: later"),
        ("an address of a registry", "--index" + "-url x"),
        ("a phone number of the founding presentation", "02 35" + " 52 22 81"),
    ],
)
def test_un_mot_interdit_est_vu(quoi, phrase):
    assert INTERDITS[quoi].search(phrase)


def test_aucune_adresse_electronique_reelle():
    reelles = {(f, adresse) for f, adresse in trouver(COURRIEL, CITATION) if not EXEMPLES.search(adresse.partition("@")[2])}
    assert reelles == set()


def test_aucun_site_reel_hors_de_la_liste():
    reels = {(f, site) for f, site in trouver(ADRESSE) if not EXEMPLES.search(site) and site not in SITES}
    assert reels == set()
    assert {site for _, site in trouver(ADRESSE)} >= SITES.keys()


@pytest.mark.parametrize("nom", ["uv", "base", "test"])
def test_les_verrous_ont_leurs_empreintes_et_aucune_adresse(nom):
    verrou = texte(Path(f"requirements/{nom}.txt"))
    assert "://" not in verrou
    blocs = [bloc for bloc in re.split(r"\n(?=\S)", verrou.strip()) if not bloc.startswith("#")]
    assert blocs
    assert [
        b.split()[0] for b in blocs if not re.match(r"[\w.\[\],-]+==\S+", b) or not re.search(r"--hash=sha256:[0-9a-f]{64}", b)
    ] == []


@pytest.mark.parametrize("nom", ["uv", "base", "test"])
def test_chaque_piece_declaree_est_dans_le_verrou(nom):
    lignes = [ligne for ligne in texte(Path(f"requirements/{nom}.in")).splitlines() if ligne and not ligne.startswith(("#", "-"))]
    declarees = {_normal(re.split(r"[\[<>=!~; ]", ligne)[0]) for ligne in lignes}
    verrouillees = {_normal(n) for n in re.findall(r"^([\w.-]+)==", texte(Path(f"requirements/{nom}.txt")), re.M)}
    assert declarees - verrouillees == set()


def test_le_verrou_des_tests_est_celui_de_la_maison_et_plus():
    base, tests = (set(re.findall(r"^\S+==\S+", texte(Path(f"requirements/{nom}.txt")), re.M)) for nom in ("base", "test"))
    assert base - tests == set()


def test_rien_de_ce_que_le_projet_fabrique_n_est_garde():
    gardes = [
        str(f)
        for f in fichiers()
        if f.parts[0] in ("var", ".venv") or "__pycache__" in f.parts or f.suffix in (".pyc", ".eml", ".sqlite3")
    ]
    assert gardes == []
    assert all((RACINE / f).stat().st_size < 1_500_000 for f in fichiers())


def _normal(nom: str) -> str:
    return re.sub(r"[-_.]+", "-", nom).lower()
