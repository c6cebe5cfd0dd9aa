"""The pages of a file, read in the site: pictures, text, « page suivante »; who may not open the file sees none of it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import detacher, joindre_document
from centre.publications.models import Apercu, Fichier
from centre.publications.operations import deplacer, publier
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.bibliotheque.test_depot import pdf
from tests.personnes import membre

from .fichiers_hostiles import presentation

pytestmark = pytest.mark.django_db


def en_texte(reponse):
    return reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture
def notice(db):
    """``notice(nom, octets, …)``: a notice *Ouvert à tous* whose files are the réseau's, read by the worker."""
    par = membre("animatrice", role=Public.ANIMATRICE)
    ouvert, reseau = (Espace.objects.get(slug=slug) for slug in ("ouvert", "reseau"))

    def faire(*fichiers, ouverts=False):
        ressource = deposer(
            ressource=Ressource(titre="Guide"), espace=ouvert, espace_fichiers=ouvert if ouverts else reseau, par=par
        )
        for nom, octets in fichiers:
            joindre_document(publication=ressource, document=SimpleUploadedFile(nom, octets), par=par)
        vider_la_file()
        return publier(publication=ressource, par=par)

    faire.par = par
    return faire


def test_on_feuillette_un_pdf_de_page_en_page_et_nul_autre_n_en_voit_rien(client, notice):
    ressource = notice(("guide.pdf", pdf("Un canaripremier.", "Un canarisecond.", saut=True)))
    fichier = Fichier.objects.get()
    base, nombre = fichier.get_absolute_url(), len(fichier.lecture.pages)
    client.force_login(membre("ville", Public.VILLE))
    page = en_texte(client.get(ressource.get_absolute_url()))
    assert f'src="{base}page/1/image/"' in page
    assert "PDF balisé, avec son titre et sa langue." in page
    assert "Accessibilité de ce PDF" not in page
    vues, adresse = [], f"{base}page/1/"
    while adresse:
        reponse = client.get(adresse)
        assert (reponse.status_code, reponse["Cache-Control"], reponse["X-Robots-Tag"]) == (200, "private, no-store", "noindex")
        vues.append(en_texte(reponse))
        image = client.get(f"{adresse}image/")
        assert (image.status_code, image["Content-Type"], image["Cache-Control"]) == (200, "image/jpeg", "private, no-store")
        suivante = re.search(r'href="([^"]+)" rel="next"', vues[-1])
        adresse = suivante and suivante[1]
    assert len(vues) == nombre
    assert ("canaripremier" in "".join(vues), "canarisecond" in vues[-1], "canaripremier" in vues[-1]) == (True, True, False)
    assert client.get(f"{base}page/{nombre + 1}/").status_code == 404
    client.logout()
    for suite in ("page/1/", "page/1/image/", "vignette/", "page/99/"):
        assert client.get(base + suite).status_code == 302
    page = en_texte(client.get(ressource.get_absolute_url()))
    assert ("/page/1" in page, "PDF balisé" in page, "Le contenu de cette notice est réservé à" in page) == (False, False, True)


def test_les_pages_d_un_fichier_public_se_gardent_comme_lui_et_se_ferment_avec_lui(client, notice):
    ressource = notice(("guide.pdf", pdf("Un mot.")), ouverts=True)
    base = Fichier.objects.get().get_absolute_url()
    for suite in ("", "page/1/", "page/1/image/"):
        reponse = client.get(base + suite)
        assert (reponse.status_code, reponse["Cache-Control"], reponse["X-Robots-Tag"]) == (200, "no-cache", "all"), suite
    image = client.get(f"{base}page/1/image/")
    assert client.get(f"{base}page/1/image/", headers={"If-None-Match": image["ETag"]}).status_code == 304
    deplacer(publication=ressource, espace=Espace.objects.get(slug="equipe"), par=notice.par)
    for suite in ("", "page/1/", "page/1/image/", "vignette/"):
        assert client.get(base + suite, headers={"If-None-Match": image["ETag"]}).status_code == 302


def test_un_resultat_ouvre_la_diapositive_et_le_deposant_lit_les_conseils(client, notice):
    ressource = notice(("vues.pptx", presentation(("Rien", ""), ("Le canaribocage", ""))), ("scan.txt", b"autre"), ouverts=True)
    fichier = Fichier.objects.get(nom="vues.pptx")
    trouve = en_texte(client.get("/recherche/", {"q": "canaribocage"}))
    assert f'href="{fichier.get_absolute_url()}page/2/"' in trouve
    assert "Diapositive 2 de vues.pptx" in trouve
    lue = en_texte(client.get(f"{fichier.get_absolute_url()}page/2/"))
    assert ("Le canaribocage" in lue, "Diapositive 2 sur 2" in lue, "<img" in lue.split("<main")[1]) == (True, True, False)
    assert f'href="{ressource.get_absolute_url()}"' in lue


def test_le_deposant_lit_ce_qui_manque_a_son_pdf(client, notice):
    from .fichiers_difficiles import pdf_numerise

    ressource = notice(("scan.pdf", pdf_numerise()))
    client.force_login(notice.par)
    page = en_texte(client.get(ressource.get_absolute_url()))
    assert page.count("À améliorer") == 4
    assert page.count("Document scanné : son texte n’est pas cherchable.") == 1


def test_un_fichier_retire_emporte_ses_images(notice, django_capture_on_commit_callbacks):
    notice(("guide.pdf", pdf("Un mot.")))
    fichier, (apercu, *_) = Fichier.objects.get(), Apercu.objects.all()
    stockage, noms = (
        apercu.image.storage,
        [a.image.name for a in Apercu.objects.all()] + [fichier.contenu.name, fichier.vignette.name],
    )
    assert [stockage.exists(nom) for nom in noms] == [True] * len(noms)
    with django_capture_on_commit_callbacks(execute=True):
        detacher(fichier=fichier, par=notice.par)
    assert ([stockage.exists(nom) for nom in noms], Apercu.objects.count()) == ([False] * len(noms), 0)


def test_la_notice_ne_redemande_rien_par_fichier(client, notice):
    """One file or three: as many queries, and never the text of the pages."""
    comptes = []
    for nombre in (1, 3):
        ressource = notice(*((f"n{n}.txt", f"Texte {n}".encode()) for n in range(nombre)), ouverts=True)
        client.get(ressource.get_absolute_url())
        with CaptureQueriesContext(connection) as requetes:
            client.get(ressource.get_absolute_url())
        comptes.append(len(requetes))
        assert not [r for r in requetes.captured_queries if re.search(r'"pages"(,(?! 1\))| FROM| AS)', r["sql"])]
    assert comptes[0] == comptes[1]
