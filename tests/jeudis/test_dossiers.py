"""Dossiers thématiques: chosen from any page, ordered, dated, taken away; each reads what they may read."""

import io
import uuid
import zipfile

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.catalogue.models import Entree, Reference
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications import operations as ecriture
from centre.publications.fichiers import joindre_document
from jeudis.models import CompteRendu, Dossier, EditionDeDossier, LienDeDossier
from jeudis.operations import ajouter_au_dossier, creer_dossier, dater_une_edition, lier_au_dossier, ranger
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.personnes import membre

from .conftest import texte
from .test_releve import rediger

pytestmark = pytest.mark.django_db


def espace(slug):
    return Espace.objects.get(slug=slug)


@pytest.fixture
def ville(db):
    return membre("ville", Public.VILLE)


@pytest.fixture
def dossier(animatrice):
    """Public, published, empty."""
    fait = creer_dossier(
        dossier=Dossier(titre="Se déplacer", chapo="Sans voiture", texte="<p>Un <strong>tour</strong></p>"),
        espace=espace("ouvert"), par=animatrice,
    )  # fmt: skip
    return ecriture.publier(publication=fait, par=animatrice)


def document(animatrice, titre, notice="ouvert", fichiers="ouvert", nom="Étude n° 1.txt"):
    """A published notice with a file."""
    fait = deposer(
        ressource=Ressource(titre=titre, resume=f"Résumé de {titre}"),
        espace=espace(notice),
        espace_fichiers=espace(fichiers),
        par=animatrice,
    )
    joindre_document(
        publication=fait, document=SimpleUploadedFile(nom, f"Texte de {titre}".encode(), "text/plain"), par=animatrice
    )
    return ecriture.publier(publication=fait, par=animatrice)


def entree(objet):
    return Entree.objects.de_l_objet(objet).order_by("-rang").first()


def titres(page):
    return [element.titre for element in page.context["selection"].elements]


def mots_du_pdf(octets):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(octets))


def test_de_la_page_d_un_document_au_dossier_publie(client, animatrice):
    """P4's end: « Ajouter à un dossier » below a document, a new dossier, a link, the order, publication, the home page."""
    notice, autre = document(animatrice, "Le car"), document(animatrice, "Le vélo")
    client.force_login(animatrice)
    ajouter = f"/dossiers/ajouter/?depuis={entree(notice).pk}"
    assert ajouter in texte(client.get(notice.get_absolute_url()))
    assert client.post(ajouter, {"titre": ""}).status_code == 422
    reponse = client.post(ajouter, {"titre": "Se déplacer", "commentaire": "Pour commencer"})
    dossier = Dossier.objects.get()
    elements = f"/dossiers/{dossier.slug}/elements/"
    assert reponse.url == elements
    assert "Le vélo" in texte(client.get(elements + "?q=velo"))
    for _ in range(2):
        client.post(elements, {"geste": "ajouter", "entree": entree(autre).pk})
        client.post(elements, {"geste": "lier", "titre": "La carte", "adresse": "https://carte.example/"})
    assert client.post(elements, {"geste": "lier", "titre": "Sans adresse"}).status_code == 422
    assert titres(client.get(elements)) == ["Le car", "Le vélo", "La carte"]
    lien = LienDeDossier.objects.get()
    client.post(elements, {"geste": "monter", "element": f"lien-{lien.pk}"})
    client.post(elements, {"geste": "commenter", "element": f"lien-{lien.pk}", "commentaire": "À jour"})
    page = client.get(elements)
    assert (titres(page), "À jour" in texte(page)) == (["Le car", "La carte", "Le vélo"], True)
    client.post(elements, {"geste": "descendre", "element": page.context["selection"].elements[0].cle})
    client.post(elements, {"geste": "retirer", "element": page.context["selection"].elements[2].cle})
    page = client.get(elements)
    assert (titres(page), "Chaque changement se voit aussitôt" in texte(page)) == (["La carte", "Le car"], False)
    assert f'href="/dossiers/{dossier.slug}/modifier/">Dire qui le lira, et le publier' in texte(page)
    assert client.post(elements, {"geste": "monter", "element": "lien-0"}).status_code == 404
    form = client.get(f"/dossiers/{dossier.slug}/modifier/").context["form"]
    corps = {nom: form[nom].value() for nom in ("jeton", "version", "titre")} | {"texte": "Un tour", "geste": "publier"}
    reponse = client.post(f"/dossiers/{dossier.slug}/modifier/", corps | {"espace": espace("ouvert").pk})
    assert reponse.url == "/dossiers/se-deplacer/"
    page = texte(client.get("/dossiers/se-deplacer/elements/"))
    assert ("Chaque changement se voit aussitôt" in page, "brouillon" in page) == (True, False)
    client.logout()
    page = client.get("/dossiers/se-deplacer/")
    assert ('data-objet="dossier"' in texte(page), titres(page)) == (True, ["La carte", "Le car"])
    for adresse in ("/dossiers/", "/dossiers/flux.xml", "/sitemap.xml", "/recherche/?q=deplacer"):
        assert "/dossiers/se-deplacer/" in texte(client.get(adresse)), adresse


def test_ce_qu_on_ne_peut_lire_n_est_pas_nomme(client, dossier, animatrice, ville):
    """A visitor learns that a compte rendu of the réseau exists, « quelques »; of what is the team's or a groupe's, nothing."""
    reserve, cache = (
        document(animatrice, "Guide du réseau", "reseau", "reseau"),
        document(animatrice, "Note interne", "equipe", "equipe"),
    )
    for objet in (reserve, cache):
        ajouter_au_dossier(dossier=dossier, entree=entree(objet), par=animatrice)
    page = client.get(dossier.get_absolute_url())
    assert (titres(page), page.context["selection"].reserves, "Guide" in texte(page)) == ([], "", False)
    client.force_login(ville)
    assert titres(client.get(dossier.get_absolute_url())) == ["Guide du réseau"]
    client.force_login(animatrice)
    assert titres(client.get(dossier.get_absolute_url())) == ["Guide du réseau", "Note interne"]


def test_quelques_comptes_rendus_reserves(client, faire, dossier, animatrice, ville):
    jeudi = faire(jours=-1, titre="À huis clos", espace="reseau")
    objet = rediger(jeudi, animatrice, publique="reseau")
    CompteRendu.objects.update(espace_publique=None)
    objet = ecriture.publier(publication=CompteRendu.objects.get(pk=objet.pk), par=animatrice)
    ajouter_au_dossier(dossier=dossier, entree=entree(objet), par=animatrice)
    page = texte(client.get(dossier.get_absolute_url()))
    assert ("Quelques documents de ce dossier sont réservés au réseau" in page, "À huis clos" in page) == (True, False)
    client.force_login(ville)
    page = texte(client.get(dossier.get_absolute_url()))
    assert ("sont réservés au réseau" in page, "À huis clos" in page) == (False, True)


def test_un_objet_en_deux_profondeurs_se_lit_a_celle_de_chacun(client, faire, dossier, animatrice, ville):
    objet = ecriture.publier(publication=rediger(faire(jours=-1, titre="Mobilités"), animatrice), par=animatrice)
    ajouter_au_dossier(dossier=dossier, entree=entree(objet), par=animatrice)
    for qui, mots in ((None, (True, False)), (ville, (True, True))):
        if qui:
            client.force_login(qui)
        assert titres(client.get(dossier.get_absolute_url())) == ["Compte rendu : Mobilités"]
        pdf = mots_du_pdf(b"".join(client.get(f"{dossier.get_absolute_url()}dossier.pdf").streaming_content))
        assert ("Un car" in pdf, "Celé" in pdf) == mots


def test_un_document_retire_garde_son_titre(client, dossier, animatrice, ville):
    public, reserve = document(animatrice, "Parti"), document(animatrice, "Secret parti", "reseau", "reseau")
    for objet in (public, reserve):
        ajouter_au_dossier(dossier=dossier, entree=entree(objet), par=animatrice)
        ecriture.retirer(publication=objet, par=animatrice)
    page = client.get(dossier.get_absolute_url())
    assert (titres(page), "Retiré depuis" in texte(page), public.get_absolute_url() in texte(page)) == (["Parti"], True, False)
    client.force_login(ville)
    assert titres(client.get(dossier.get_absolute_url())) == ["Parti", "Secret parti"]


def test_une_edition_datee_ne_bouge_plus(client, dossier, animatrice):
    notice = document(animatrice, "Le car")
    ajouter_au_dossier(dossier=dossier, entree=entree(notice), par=animatrice)
    lier_au_dossier(dossier=dossier, titre="La carte", adresse="https://carte.example/", par=animatrice)
    edition = dater_une_edition(dossier=dossier, par=animatrice)
    assert dater_une_edition(dossier=dossier, par=animatrice) == edition
    ranger(dossier=dossier, cle=f"lien-{LienDeDossier.objects.get(edition=None).pk}", geste="retirer", par=animatrice)
    brouillon = dossier.version_a_modifier()
    brouillon.titre = "Bouger"
    ecriture.enregistrer(publication=brouillon, par=animatrice, version_lue=Dossier.objects.get().latest_revision_id)
    ecriture.publier(publication=dossier, par=animatrice)
    page = client.get(edition.get_absolute_url())
    assert (titres(page), "<h1>Se déplacer</h1>" in texte(page)) == (["Le car", "La carte"], True)
    page = client.get(dossier.get_absolute_url())
    assert (titres(page), edition.get_absolute_url() in texte(page), "Bouger" in texte(page)) == (["Le car"], True, True)
    assert client.get(f"{dossier.get_absolute_url()}editions/2020-01-01/").status_code == 302
    assert client.get(f"{dossier.get_absolute_url()}editions/demain/").status_code == 302
    ecriture.deplacer(publication=dossier, espace=espace("equipe"), par=animatrice)
    assert client.get(edition.get_absolute_url()).status_code == 302
    assert Reference.objects.sur(edition).count() == 1


def test_un_brouillon_ne_se_date_pas(client, animatrice):
    brouillon = creer_dossier(dossier=Dossier(titre="Plus tard"), espace=espace("ouvert"), par=animatrice)
    client.force_login(animatrice)
    assert "Publiez d’abord" in texte(client.post(f"/dossiers/{brouillon.slug}/dater/", follow=True))
    assert not EditionDeDossier.objects.exists()


def test_les_originaux_selon_les_droits(client, faire, dossier, animatrice, ville):
    """Sane names that sort, the same name twice kept, what is not there and why."""
    double = document(animatrice, "Le car", nom="Étude n° 1.txt")
    joindre_document(publication=double, document=SimpleUploadedFile("etude N-1.txt", b"Autre", "text/plain"), par=animatrice)
    ferme = document(animatrice, "Le train", "ouvert", "reseau")
    compte_rendu = ecriture.publier(publication=rediger(faire(jours=-1, titre="Mobilités"), animatrice), par=animatrice)
    for objet in (double, ferme, compte_rendu):
        ajouter_au_dossier(dossier=dossier, entree=entree(objet), par=animatrice)
    lier_au_dossier(dossier=dossier, titre="La carte", adresse="https://carte.example/", par=animatrice)

    def ouvrir(qui):
        if qui:
            client.force_login(qui)
        reponse = client.get(f"{dossier.get_absolute_url()}originaux.zip")
        assert reponse["Content-Disposition"] == 'attachment; filename="dossier-se-deplacer.zip"'
        return zipfile.ZipFile(io.BytesIO(b"".join(reponse.streaming_content)))

    public = ouvrir(None)
    communs = [
        "se-deplacer.pdf",
        "01-le-car/etude-n-1.txt",
        "01-le-car/etude-n-1-2.txt",
        "03-compte-rendu-mobilites/compte-rendu.pdf",
    ]
    assert public.namelist() == [*communs, "LISEZ-MOI.txt"]
    assert {public.read(nom) for nom in communs[1:3]} == {b"Texte de Le car", b"Autre"}
    assert "Celé" not in mots_du_pdf(public.read(communs[3]))
    liste = public.read("LISEZ-MOI.txt").decode("utf-8-sig")
    assert "02 Le train (Ressource) : non inclus : pas de fichier que vous puissiez ouvrir" in liste
    assert "04 La carte (Lien) : non inclus : page d’un autre site, https://carte.example/" in liste
    reserve = ouvrir(ville)
    assert "02-le-train/etude-n-1.txt" in reserve.namelist()
    assert "Celé" in mots_du_pdf(reserve.read(communs[3]))


def test_l_equipe_seule_fait_des_dossiers(client, dossier, animatrice, ville):
    notice = document(animatrice, "Le car")
    client.force_login(ville)
    assert "/dossiers/ajouter/" not in texte(client.get(notice.get_absolute_url()))
    gestes = [("/dossiers/creer/", {}), (f"/dossiers/ajouter/?depuis={entree(notice).pk}", {"titre": "x"})]
    gestes += [
        (f"/dossiers/{dossier.slug}/{suite}", {"geste": "ajouter", "entree": entree(notice).pk})
        for suite in ("elements/", "dater/", "modifier/")
    ]
    assert {client.post(adresse, corps | {"jeton": uuid.uuid4()}).status_code for adresse, corps in gestes} == {404}
    assert not Reference.objects.sur(dossier).exists()
