"""What a member finds of their documents on « Mon espace », and what the team finds on « Ma journée »."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import joindre_document
from centre.publications.operations import publier, retirer
from centre.registre import donnees_de_membre, journee
from centre.taches import vider_la_file
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def document(titre, par, espace="reseau", *, publie=True, quand=None, octets=b"Un mot", nom="note.txt"):
    lieu = Espace.objects.get(slug=espace)
    objet = deposer(ressource=Ressource(titre=titre), espace=lieu, espace_fichiers=lieu, par=par)
    joindre_document(publication=objet, document=SimpleUploadedFile(nom, octets, "text/plain"), par=par)
    return publier(publication=objet, par=par, quand=quand) if publie else objet


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def animatrice(db):
    return membre("animatrice", role=Public.ANIMATRICE)


def test_mon_espace_montre_mes_documents_et_ceux_que_je_dois_finir(client, pays):
    brouillon, fini = document("Le mien en cours", pays, publie=False), document("Le mien publié", pays)
    retirer(publication=document("Le mien retiré", pays), par=pays)
    document("canari d’une autre", membre("autre", Public.PAYS), publie=False)
    client.force_login(pays)
    page = client.get("/espace/").content.decode()
    a_finir, textes = page.split('id="a-finir"')[1].split('id="mes-textes"')
    assert f'href="/ressources/{brouillon.slug}/modifier/"' in a_finir
    assert "Document brouillon" in a_finir
    assert f'href="{fini.get_absolute_url()}"' in textes
    assert ("canari" in page, "Le mien retiré" in page) == (False, False)


def test_ma_journee_compte_ce_que_la_bibliotheque_montre_alors(client, pays, animatrice):
    recent = document("Récent", pays)
    document("Ancien", pays, quand=timezone.now() - dt.timedelta(days=8))
    document("Le mien", animatrice)
    document("Brouillon", pays, publie=False)
    muet = document("Abîmé", pays, octets=b"%PDF-1.4 rien", nom="a.pdf", quand=timezone.now() - dt.timedelta(days=30))
    vider_la_file()
    client.force_login(animatrice)
    for nom, attendus in (("documents_recents", [recent]), ("documents_muets", [muet])):
        ligne = journee[nom]
        assert ligne.compter(animatrice) == len(attendus)
        page = client.get("/gestion/").content.decode()
        adresse = "/ressources/" + ligne.parametres
        assert f'href="{adresse}"' in page
        assert [r.pk for r in client.get(adresse).context["page"]] == [r.pk for r in attendus]


def test_ces_tris_sont_ceux_de_l_equipe(client, pays):
    document("Ancien", pays, quand=timezone.now() - dt.timedelta(days=8))
    client.force_login(pays)
    for voir in ("recents", "muets", "n’importe"):
        page = client.get("/ressources/", {"voir": voir})
        assert (len(page.context["page"]), 'name="voir"' in page.content.decode()) == (1, False)


def test_mes_donnees_disent_toute_la_notice(pays):
    objet = document("Guide", pays)
    for champ, valeur in (
        ("resume", "Résumé"),
        ("auteurs", "Une autrice"),
        ("source", "Éditeur"),
        ("lien", "https://x.example/"),
    ):
        setattr(objet, champ, valeur)
    objet.save_revision(user=pays)
    (fiche,) = donnees_de_membre["bibliotheque.Ressource"].exporter(pays)
    assert fiche["titre"] == "Guide"
    assert all(mot in fiche["texte"] for mot in ("Résumé", "Une autrice", "Éditeur", "https://x.example/"))
