"""A dossier is read in as many queries for one item as for many; a long one is composed by a job, while its reader waits."""

import datetime as dt
import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from centre.catalogue.models import Entree
from centre.catalogue.origine import matiere_de, substances
from centre.publications import operations as ecriture
from centre.registre import catalogue
from centre.taches import vider_la_file
from centre.taches.ouvrier import TravauxEchoues
from echos.models import Echo
from jeudis.enums import EtatInscription, Moment
from jeudis.models import Inscription, Intervenant, Tirage
from jeudis.operations import Pointage, ajouter_au_dossier, decider, deposer_document, lier_au_dossier, pointer
from jeudis.operations.tirages import LEGER

from .conftest import texte
from .test_dossiers import document, dossier, entree, espace, mots_du_pdf, titres, ville  # noqa: F401
from .test_releve import TEXTE, rediger

pytestmark = pytest.mark.django_db
PARAGRAPHE = f"<p>{'Le car du jeudi passe au marché. ' * 60}</p>"
LONG = TEXTE + PARAGRAPHE * (LEGER // len(PARAGRAPHE) + 1)


@pytest.fixture
def long(faire, dossier, animatrice):  # noqa: F811
    """Public, with one compte rendu in two editions, too long to be composed at once."""
    objet = ecriture.publier(publication=rediger(faire(jours=-1, titre="Mobilités"), animatrice, html=LONG), par=animatrice)
    ajouter_au_dossier(dossier=dossier, entree=entree(objet), par=animatrice)
    return dossier


def travaux(nom="jeudis.composer_un_dossier"):
    return ProcrastinateJob.objects.filter(task_name=nom).count()


def octets(reponse):
    assert reponse.status_code == 200
    return b"".join(reponse.streaming_content)


def test_un_long_dossier_se_compose_sans_tenir_la_page(client, long, ville):  # noqa: F811
    """Asked once, said, then given: to a visitor what a visitor reads, to a member what they read."""
    adresse = f"{long.get_absolute_url()}dossier.pdf"
    for n, (qui, mots) in enumerate([(None, (True, False)), (ville, (True, True))], 1):
        if qui:
            client.force_login(qui)
        for _ in range(2):
            page = client.get(adresse)
            assert (page.status_code, page["Refresh"]) == (202, f"4; url={adresse}?essai=2")
            assert "Votre fichier se prépare" in texte(page)
        assert (travaux(), Tirage.objects.exclude(contenu="").count()) == (n, n - 1)
        vider_la_file()
        pdf = mots_du_pdf(octets(client.get(adresse)))
        assert ("Un car" in pdf, "Celé" in pdf) == mots
    client.logout()
    assert "Celé" not in mots_du_pdf(octets(client.get(adresse)))
    assert travaux() == 2


def test_la_page_qui_attend_s_arrete(client, long):
    adresse = f"{long.get_absolute_url()}dossier.pdf"
    assert client.get(f"{adresse}?essai=29")["Refresh"] == f"4; url={adresse}?essai=30"
    for essai, mots in (("30", "se prépare encore"), ("999", "commencera tout seul"), ("<", "commencera tout seul")):
        page = client.get(adresse, {"essai": essai})
        assert (mots in texte(page), "Refresh" in page) == (True, essai != "30")


def test_les_droits_sont_ceux_du_moment_ou_l_on_compose(client, long, animatrice, ville):  # noqa: F811
    adresse = f"{long.get_absolute_url()}dossier.pdf"
    client.force_login(ville)
    assert client.get(adresse).status_code == 202
    ecriture.deplacer(publication=long, espace=espace("equipe"), par=animatrice)
    vider_la_file()
    assert (client.get(adresse).status_code, Tirage.objects.exclude(contenu="").count()) == (404, 0)
    ecriture.deplacer(publication=long, espace=espace("ouvert"), par=animatrice)
    assert client.get(adresse).status_code == 202
    assert travaux() == 1
    Tirage.objects.update(demande_le=timezone.now() - dt.timedelta(minutes=3))
    for _ in range(2):
        client.get(adresse)
    assert travaux() == 2
    vider_la_file()
    assert "Celé" in mots_du_pdf(octets(client.get(adresse)))


def test_un_echec_se_dit_et_se_reprend(client, long, monkeypatch):
    adresse = f"{long.get_absolute_url()}dossier.pdf"
    with monkeypatch.context() as panne:
        panne.setattr("typst.compile", lambda *args, **options: 1 / 0)
        client.get(adresse)
        with pytest.raises(TravauxEchoues):
            vider_la_file()
    page = client.get(adresse)
    assert (page.status_code, "Refresh" in page, "réessayez dans quelques minutes" in texte(page)) == (503, False, True)
    Tirage.objects.update(demande_le=timezone.now() - dt.timedelta(minutes=3))
    assert client.get(adresse).status_code == 202
    vider_la_file()
    assert octets(client.get(adresse)).startswith(b"%PDF")


def test_les_originaux_d_un_long_dossier(client, long, animatrice):
    """Nothing is composed while the archive is sent."""
    ajouter_au_dossier(dossier=long, entree=entree(document(animatrice, "Le car")), par=animatrice)
    adresse = f"{long.get_absolute_url()}originaux.zip"
    assert client.get(adresse).status_code == 202
    vider_la_file()
    assert Tirage.objects.exclude(contenu="").count() == 2
    archive = zipfile.ZipFile(io.BytesIO(octets(client.get(adresse))))
    noms = ["se-deplacer.pdf", "01-compte-rendu-mobilites/compte-rendu.pdf", "02-le-car/etude-n-1.txt", "LISEZ-MOI.txt"]
    assert archive.namelist() == noms
    assert "Celé" not in mots_du_pdf(archive.read(noms[1]))
    assert (Tirage.objects.count(), travaux()) == (2, 1)


@pytest.mark.parametrize("format", ["pdf", "odt"])
def test_une_longue_annee_de_comptes_rendus(client, long, ville, format):  # noqa: F811
    annee = (timezone.localdate() - dt.timedelta(days=1)).year
    adresse = f"/jeudis/comptes-rendus/{annee}.{format}"
    client.force_login(ville)
    assert [client.get(adresse).status_code for _ in range(2)] == [202, 202]
    assert travaux("jeudis.composer_une_compilation") == 1
    vider_la_file()
    fait = octets(client.get(adresse))
    dit = mots_du_pdf(fait) if format == "pdf" else zipfile.ZipFile(io.BytesIO(fait)).read("content.xml").decode()
    assert "Celé" in dit


# --- as many queries for one item of each type as for three ---


def garnir(dossier, faire, animatrice, n):  # noqa: F811
    """One more item of each type, with what hangs on it."""
    jeudi = faire(jours=-n, titre=f"Passé {n}")
    for rang, (nom, etat) in enumerate((("Zola", "present"), ("Hugo", "excuse")), 1):
        inscrit = Inscription.objects.create(jeudi=jeudi, etat=EtatInscription.INSCRIT, rang=rang, nom=f"{nom} {n}")
        pointer(jeudi=jeudi, pointages=[Pointage(inscrit.pk, jeudi.seances.get().pk, "matin", etat, "a")], par=animatrice)
    fichier = SimpleUploadedFile(f"plan-{n}.txt", b"Plan", "text/plain")
    depose = deposer_document(
        jeudi=jeudi, fichier=fichier, titre=f"Plan {n}", moment=Moment.AVANT, espace=espace("ouvert"), par=animatrice
    )
    objet = ecriture.publier(publication=rediger(jeudi, animatrice), par=animatrice)
    for reservee in (False, True):
        decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi=f"Dire {n}", qui="la Région", reservee=reservee, par=animatrice)
    echo = ecriture.creer(publication=Echo(titre=f"Écho {n}", retenir_1="Un"), espace=espace("ouvert"), par=animatrice)
    ecriture.publier(publication=echo, par=animatrice)
    Intervenant.objects.create(jeudi=jeudi, nom=f"Odile {n}")
    for chose in (jeudi, objet, depose, echo, document(animatrice, f"Notice {n}")):
        ajouter_au_dossier(dossier=dossier, entree=entree(chose), par=animatrice)
    lier_au_dossier(dossier=dossier, titre="Ailleurs", adresse=f"https://ailleurs.example/{n}", par=animatrice)


def compter(client, adresse):
    """The queries of a file already composed once."""
    for _ in range(2):
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(adresse)
            b"".join(reponse)
        assert reponse.status_code == 200
    return len(requetes)


def test_autant_de_requetes_pour_une_chose_que_pour_trois(client, faire, dossier, animatrice, ville):  # noqa: F811
    comptes = []
    for n in (1, 2, 3):
        garnir(dossier, faire, animatrice, n)
        if n == 2:
            continue
        lus = {}
        for qui in (None, ville):
            client.logout() if qui is None else client.force_login(qui)
            for suite in ("", "dossier.pdf", "originaux.zip"):
                lus[qui and qui.pk, suite] = compter(client, dossier.get_absolute_url() + suite)
            assert len(titres(client.get(dossier.get_absolute_url()))) == 6 * n
        comptes.append(lus)
    assert comptes[0] == comptes[1]
    assert max(comptes[1].values()) < 50
    mots = " ".join(mots_du_pdf(octets(client.get(f"{dossier.get_absolute_url()}dossier.pdf"))).split())
    dites = [mot for n in (1, 2, 3) for mot in (f"Dire {n}", f"Plan {n}", f"Écho {n}", f"Notice {n}")]
    assert [mot for mot in dites if mot not in mots] == []


def test_la_substance_lue_ensemble_est_celle_de_chacun(faire, dossier, animatrice):  # noqa: F811
    garnir(dossier, faire, animatrice, 1)
    lues = list(Entree.objects.all())
    assert {e.type for e in lues} >= {"jeudi", "compte_rendu", "document", "echo", "ressource", "dossier"}
    assert substances(lues) == {e.pk: matiere_de(e).html for e in lues}
    assert [g.nom for g in catalogue.values() if hasattr(g.modele, "matiere") != hasattr(g.modele, "substance")] == []
