"""An écho from the empty notebook to a colleague's comment, through the real screens."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Revision

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.models import Commentaire, Fichier
from centre.taches import vider_la_file
from echos.models import Echo
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def saisie(espace="reseau", geste="garder", **champs):
    corps = {
        "jeton": str(uuid.uuid4()), "titre": "Colloque de Caen", "retenir_1": "On recrute mieux en rendant compte.",
        "recit": "Deux jours.\n\n- Un", "espace": Espace.objects.get(slug=espace).pk, "geste": geste,
    }  # fmt: skip
    return corps | champs


def photo(nom="photo.jpg", couleur="red"):
    sortie = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canari-metadonnee"
    Image.new("RGB", (800, 600), couleur).save(sortie, "JPEG", exif=exif)
    return SimpleUploadedFile(nom, sortie.getvalue(), "image/jpeg")


@pytest.fixture
def ville(client):
    qui = membre("ville", Public.VILLE)
    client.force_login(qui)
    return qui


def test_ecrire_garder_puis_publier(client, ville):
    reponse = client.post("/echos/ecrire/", saisie(photos=[photo()]))
    echo = Echo.objects.get()
    assert (reponse.status_code, reponse.url) == (302, f"/echos/{echo.slug}/modifier/")
    assert (echo.live, echo.auteur, echo.espace.slug) == (False, ville, "reseau")
    assert echo.recit == "<p>Deux jours.</p><ul><li><p>Un</p></li></ul>"
    fichier = Fichier.objects.get()
    with fichier.contenu.open() as octets:
        assert b"canari" not in octets.read()
    reponse = client.post(reponse.url, saisie(geste="publier", version=echo.latest_revision_id, jeton=echo.jeton))
    assert reponse.url == "/echos/colloque-de-caen/"
    page = client.get(reponse.url).content.decode()
    assert "On recrute mieux en rendant compte." in page
    assert f"/fichiers/{fichier.cle}/vignette/" in page


def test_deux_fois_le_meme_formulaire_font_un_echo(client, ville):
    corps = saisie()
    client.post("/echos/ecrire/", corps)
    client.post("/echos/ecrire/", corps)
    assert Echo.objects.count() == 1


def test_ce_qui_manque_est_dit_pres_du_champ_et_rien_n_est_perdu(client, ville):
    reponse = client.post("/echos/ecrire/", saisie(geste="publier", retenir_1="", surprise="Rien avant 15 heures"))
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert "Écrivez au moins une phrase" in page
    assert "Rien avant 15 heures" in page
    assert Echo.objects.get().surprise == "Rien avant 15 heures"


def test_un_collegue_commente_et_l_autrice_a_un_courriel(client, ville, settings):
    client.post("/echos/ecrire/", saisie(geste="publier"))
    agglo = membre("agglo", Public.AGGLO)
    client.force_login(agglo)
    reponse = client.post("/echos/colloque-de-caen/commenter/", {"texte": "Merci !"})
    assert reponse.status_code == 302
    assert "Merci" in client.get("/echos/colloque-de-caen/").content.decode()
    assert Commentaire.objects.get().auteur == agglo
    vider_la_file()
    [courriel] = Courriel.objects.all()
    assert (courriel.destinataire, courriel.etat, courriel.sujet) == (
        ville,
        "envoye",
        "Agglo Essai a commenté « Colloque de Caen »",
    )
    assert len(list(settings.COURRIELS_DOSSIER.glob("*.eml"))) == 1


def test_deux_versions_a_la_fois_se_montrent_toutes_les_deux(client, ville):
    client.post("/echos/ecrire/", saisie())
    echo = Echo.objects.get()
    adresse = f"/echos/{echo.slug}/modifier/"
    animatrice = membre("animatrice", role=Public.ANIMATRICE)
    client.force_login(animatrice)
    client.post(adresse, saisie(version=echo.latest_revision_id, surprise="version de l'animatrice"))
    client.force_login(ville)
    reponse = client.post(adresse, saisie(version=echo.latest_revision_id, surprise="version de ville"))
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "<del>l’animatrice</del> <ins>ville</ins>" in page
    assert "version de ville</textarea>" in page
    apres = client.post(adresse, saisie(version=Echo.objects.get().latest_revision_id, surprise="version de ville"))
    assert apres.status_code == 302
    assert Revision.objects.count() == 3


def test_l_espace_ne_s_elargit_jamais_par_une_version(client, ville):
    """Journey A6: a draft is pending, the écho moves to a narrower espace, the draft is published, an old version restored."""
    client.post("/echos/ecrire/", saisie(geste="publier"))
    echo = Echo.objects.get()
    premiere = echo.latest_revision
    client.post(f"/echos/{echo.slug}/modifier/", saisie(version=echo.latest_revision_id, surprise="en attente"))
    client.post(f"/echos/{echo.slug}/lecteurs/", {"espace": Espace.objects.get(slug="ville").pk})
    echo.refresh_from_db()
    assert echo.espace.slug == "ville"
    version = Echo.objects.get(pk=echo.pk).latest_revision_id
    client.post(f"/echos/{echo.slug}/modifier/", saisie(version=version, surprise="publié", geste="publier"))
    client.post(f"/echos/{echo.slug}/historique/{premiere.pk}/restaurer/")
    client.post(f"/echos/{echo.slug}/modifier/", saisie(version=Echo.objects.get(pk=echo.pk).latest_revision_id, geste="publier"))
    echo = Echo.objects.get(pk=echo.pk)
    assert (echo.espace.slug, echo.surprise) == ("ville", "")
    assert not Echo.objects.visibles_pour(membre("agglo", Public.AGGLO)).exists()


def test_une_reponse_perdue_n_est_pas_un_conflit(client, ville):
    """The notebook sent again with more words, its first answer lost: they are kept, and nobody is told of another version."""
    corps = saisie(geste="publier")
    client.post("/echos/ecrire/", corps)
    echo = Echo.objects.get()
    adresse = f"/echos/{echo.slug}/modifier/"
    client.post(adresse, saisie(version=echo.latest_revision_id, surprise="première phrase"))  # the answer is lost
    reponse = client.post(adresse, saisie(version=echo.latest_revision_id, surprise="première phrase, et la suite"))
    assert reponse.status_code == 302
    versions = [revision.as_object().surprise for revision in Echo.objects.get().revisions.order_by("pk")]
    assert versions == ["", "première phrase", "première phrase, et la suite"]


def test_le_premier_envoi_repete_garde_ce_qui_a_ete_ecrit_depuis(client, ville):
    corps = saisie()
    client.post("/echos/ecrire/", corps)
    client.post("/echos/ecrire/", corps | {"surprise": "écrit pendant que la réponse se perdait"})
    assert Echo.objects.get().surprise == "écrit pendant que la réponse se perdait"


def test_publier_deux_fois_depuis_le_carnet_vide_ne_fait_qu_une_version(client, ville):
    corps = saisie(geste="publier")
    reponses = [client.post("/echos/ecrire/", corps).url for _ in range(2)]
    assert reponses == ["/echos/colloque-de-caen/"] * 2
    assert Echo.objects.get().revisions.count() == 1


def test_qui_ecrit_encore_dans_la_version_lue_par_un_autre_fait_un_conflit(client, ville):
    """The author's draft is replaced at each pause: who read the one before is told."""
    client.post("/echos/ecrire/", saisie())
    echo = Echo.objects.get()
    adresse, lue = f"/echos/{echo.slug}/modifier/", echo.latest_revision_id
    client.post(adresse, saisie(version=lue, surprise="la suite de l’autrice"))
    assert echo.revisions.count() == 1
    client.force_login(membre("animatrice", role=Public.ANIMATRICE))
    assert client.post(adresse, saisie(version=lue, surprise="une correction")).status_code == 409
    assert Echo.objects.get().surprise == "la suite de l’autrice"
