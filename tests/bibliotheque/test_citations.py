"""Citing a notice: a sentence, three formats, the tags of the page; nothing a reader of the notice does not read."""

import json
import re

import pytest
from django.test import Client
from inline_snapshot import snapshot

from centre.courriels.rendu import site
from ressources.bibliotheque import citations
from ressources.bibliotheque.models import Ressource
from tests.client import ClientInspecteur

from .conftest import fichier_de, lire, notice

pytestmark = pytest.mark.django_db
HOSTILE = "50 % d’eau & {TY} $_\\x\r\nER  - \r\n</script><b>"
URL = "https://portail.example/ressources/guide/"


def complete(par, **champs):
    valeurs = {
        "auteurs": "Claire Martin ; Centre de ressources", "periode": "2006-03", "edition": "2e édition", "source": "DRE", "type": "rapport",
        "resume": "Un résumé", "licence": "etalab-2.0",
    }  # fmt: skip
    return notice(par, "Le guide des Pays", **(valeurs | champs))


def test_une_notice_en_une_phrase_et_en_bibtex(animatrice):
    objet = complete(animatrice)
    assert citations.en_phrase(objet, URL).replace("\xa0", " ") == (
        f"Martin, Claire ; Centre de ressources. Le guide des Pays. 2e édition. DRE, mars 2006. {URL}"
    )
    assert citations.en_bibtex(objet, URL) == snapshot("""\
@techreport{martin2006le,
  title = {Le guide des Pays},
  author = {Martin, Claire and {Centre de ressources}},
  year = {2006},
  month = {3},
  institution = {DRE},
  edition = {2e édition},
  langid = {fr},
  url = {https://portail.example/ressources/guide/},
  abstract = {Un résumé},
}
""")


def test_une_notice_en_ris_et_en_csl(animatrice):
    objet = complete(animatrice)
    assert citations.en_ris(objet, URL).replace("\r\n", "\n") == snapshot("""\
TY  - RPRT
TI  - Le guide des Pays
AU  - Martin, Claire
AU  - Centre de ressources
PY  - 2006
DA  - 2006/03//
PB  - DRE
ET  - 2e édition
LA  - fr
AB  - Un résumé
UR  - https://portail.example/ressources/guide/
ER  - \n\
""")
    assert json.loads(citations.en_csl(objet, URL)) == snapshot(
        [
            {
                "id": "le-guide-des-pays",
                "type": "report",
                "title": "Le guide des Pays",
                "author": [{"family": "Martin", "given": "Claire"}, {"literal": "Centre de ressources"}],
                "issued": {"date-parts": [[2006, 3]]},
                "publisher": "DRE",
                "edition": "2e édition",
                "language": "fr",
                "abstract": "Un résumé",
                "URL": "https://portail.example/ressources/guide/",
            }
        ]
    )


def test_une_periode_et_une_notice_presque_vide(animatrice):
    assert json.loads(citations.en_csl(complete(animatrice, periode="2005/2008"), URL))[0]["issued"] == {
        "date-parts": [[2005], [2008]]
    }
    nue = Ressource(titre="Nue", slug="nue", pk=12)
    assert citations.en_phrase(nue, URL) == f"Nue. {URL}"


@pytest.mark.parametrize("champ", ["titre", "auteurs", "resume", "source", "edition"])
def test_rien_d_hostile_ne_sort_de_son_champ(animatrice, champ):
    objet = complete(animatrice)
    setattr(objet, champ, HOSTILE[:80])
    ris = citations.en_ris(objet, URL)
    lignes = ris.split("\r\n")
    assert (lignes.count("ER  - "), all(re.fullmatch(r"[A-Z]{2}  - .*", ligne) for ligne in lignes if ligne)) == (1, True)
    bib = citations.en_bibtex(objet, URL).replace(r"\{", "").replace(r"\}", "")
    assert (bib.count("{") == bib.count("}"), bib.count("\n@"), r"50 \%" in bib) == (True, 0, True)
    assert HOSTILE[:5] in json.loads(citations.en_csl(objet, URL))[0].get("title", "") or champ != "titre"
    assert "<" not in citations.en_json_ld(objet, URL)


def test_la_page_se_lit_par_zotero_et_les_formats_se_telechargent(animatrice):
    objet = complete(animatrice)
    client = ClientInspecteur()
    page = lire(client.get(objet.get_absolute_url()))
    for balise in (
        '<meta name="citation_title" content="Le guide des Pays">',
        '<meta name="citation_author" content="Martin, Claire">',
        '<meta name="citation_publication_date" content="2006/03">',
        '<meta name="DC.creator" content="Centre de ressources">',
        '<link rel="alternate" type="application/x-bibtex" href="/ressources/le-guide-des-pays/citer.bib">',
    ):
        assert balise in page
    donnees = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (donnees["@type"], donnees["name"], donnees["author"][0]) == (
        "Report",
        objet.titre,
        {"@type": "Person", "name": "Claire Martin"},
    )
    for nom, (mime, _) in citations.FORMATS.items():
        reponse = client.get(f"/ressources/le-guide-des-pays/citer.{nom}")
        assert (reponse["Content-Type"], reponse["Content-Disposition"]) == (
            f"{mime}; charset=utf-8", f'attachment; filename="le-guide-des-pays.{nom}"',
        )  # fmt: skip
        assert "Le guide des Pays" in reponse.content.decode()


def test_une_notice_reservee_ne_se_cite_pas_a_qui_ne_la_lit_pas_ni_son_fichier(animatrice, ville):
    objet = notice(animatrice, "Réservée", voit="reseau")
    for nom in (*citations.FORMATS, "doc"):
        for slug in (objet.slug, "absente"):
            adresse = f"/ressources/{slug}/citer.{nom}"
            assert Client().get(adresse).url == f"/connexion/?next={adresse}"
    client = ClientInspecteur()
    client.force_login(ville)
    page = lire(client.get(objet.get_absolute_url()))
    assert ("citation_title" in page, "ld+json" in page) == (True, False)  # for its readers, not for search engines
    assert client.get("/ressources/reservee/citer.bib").status_code == 200
    publique = notice(animatrice, "Publique", voit="ouvert", ouvre="reseau")
    fichier = fichier_de(publique)
    type(fichier).objects.filter(pk=fichier.pk).update(type_mime="application/pdf")
    assert "citation_pdf_url" not in lire(Client().get(publique.get_absolute_url()))
    attendu = f'<meta name="citation_pdf_url" content="{site()}{fichier.get_absolute_url()}">'
    assert attendu in lire(client.get(publique.get_absolute_url()))
