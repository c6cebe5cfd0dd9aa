# ruff: noqa: E501
"""Around a compte rendu: decisions followed, speakers who read by a link, files of each edition, the head."""

import datetime as dt
import io
import re
import uuid
import zipfile

import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.liens.models import LienSigne
from centre.publications.operations import enregistrer, publier, retirer
from jeudis.models import CompteRendu, Decision, Participant, Relecture, Tirage
from jeudis.models.tete import SOURCES, Presences
from jeudis.operations import (
    commencer_compte_rendu,
    dater,
    decider,
    faire_relire,
    oublier_les_relectures,
    oublier_les_tirages,
    ranger_dans_la_serie,
    rappeler_les_relectures,
)
from tests.personnes import membre

from .conftest import horaire, texte

pytestmark = pytest.mark.django_db
TEXTE = (
    '<h3>Ouverture</h3><p>Dit à <strong>tous</strong></p><h3 class="reserve">Huis clos</h3><p>Celé</p>'
    '<h3>Mobilité</h3><p>Un car <a href="https://car.example/">par jour</a></p><ol><li><p>Un</p></li><li><p>Deux</p></li></ol>'
)


def rediger(jeudi, animatrice, html=TEXTE, publique="ouvert"):
    fait = commencer_compte_rendu(
        jeudi=jeudi, espace=Espace.objects.get(slug="reseau"), espace_publique=Espace.objects.get(slug=publique), par=animatrice
    )
    brouillon = fait.version_a_modifier()
    brouillon.texte = html
    enregistrer(publication=brouillon, par=animatrice, version_lue=fait.latest_revision_id)
    return CompteRendu.objects.get(pk=fait.pk)


@pytest.fixture
def objet(faire, animatrice):
    return rediger(faire(jours=-1, titre="Mobilités rurales"), animatrice)


@pytest.fixture
def presences(monkeypatch):
    """Two present, one excused."""
    gens = (Participant("Éloi", "Léa", structure="Pays de Bray"), Participant("Dupont", "Ali", structure="CREA"))
    dites = Presences((("matin", 2), ("après-midi", 1)), gens, (Participant("Zola", "Ève"),))
    monkeypatch.setitem(SOURCES._entrees, "emargement", lambda jeudis: {jeudi.pk: dites for jeudi in jeudis})


# --- the relevé, from one séance to the next ---


def test_ce_qui_est_decide_revient_a_la_seance_suivante(client, faire, animatrice):
    """Written on the screen, assigned to a member, seen in their space, done by them, gone from the next séance."""
    premier, second = faire(jours=-2, titre="Première"), faire(jours=7, titre="Seconde")
    objet = rediger(premier, animatrice)
    pays = membre("pays", Public.PAYS)
    for jeudi in (premier, second):
        ranger_dans_la_serie(jeudi=jeudi, serie="Mobilités", par=animatrice)
    client.force_login(animatrice)
    releve = f"/jeudis/{premier.slug}/compte-rendu/decisions/"
    jeton = uuid.uuid4()
    corps = {"jeton": jeton, "quoi": "Écrire à la Région", "qui": pays.email, "pour_le": "2020-01-02"}
    for _ in range(2):
        assert client.post(releve, corps).status_code == 302
    assert client.post(releve, {"jeton": uuid.uuid4(), "quoi": ""}).status_code == 422
    [ligne] = Decision.objects.all()
    assert (ligne.responsable, ligne.qui, ligne.est_en_retard) == (pays, "", True)
    client.force_login(pays)
    assert "Écrire à la Région" not in texte(client.get("/espace/"))
    publier(publication=objet, par=animatrice)
    assert "Écrire à la Région" in texte(client.get("/espace/"))
    assert "Écrire à la Région" in texte(client.get(f"/jeudis/{second.slug}/"))
    assert "Écrire à la Région" in texte(client.get("/jeudis/decisions/"))
    client.force_login(animatrice)
    assert "Décisions en retard" in texte(client.get("/gestion/"))
    client.force_login(pays)
    assert client.post("/jeudis/decisions/", {"faite": ligne.pk}).status_code == 302
    assert client.post("/jeudis/decisions/", {"faite": "0"}).status_code == 404
    ligne.refresh_from_db()
    assert (ligne.etat, ligne.close_le is not None) == ("faite", True)
    assert "Écrire à la Région" not in texte(client.get(f"/jeudis/{second.slug}/"))


def test_qui_ne_lit_pas_le_compte_rendu_ne_lit_pas_ses_decisions(faire, animatrice):
    objet = rediger(faire(jours=-2, titre="Entre nous"), animatrice, publique="reseau")
    decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi="Écrire à la Région", qui="Le Centre", par=animatrice)
    publier(publication=objet, par=animatrice)
    lecteurs = (membre("ville", Public.VILLE), membre("elu", Public.ELARGI), AnonymousUser())
    assert [Decision.objects.visibles_pour(qui).count() for qui in lecteurs] == [1, 0, 0]


def test_une_decision_reservee_quitte_l_edition_publique(client, objet, animatrice):
    ville = membre("ville", Public.VILLE)
    for quoi, reservee in (("Publier la carte", False), ("Relancer le préfet", True)):
        decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi=quoi, responsable=ville, reservee=reservee, par=animatrice)
    publier(publication=objet, par=animatrice)
    page = texte(client.get(objet.get_absolute_url()))
    assert ("Publier la carte" in page, "Relancer le préfet" in page, ville.nom_complet in page) == (True, False, False)
    client.force_login(ville)
    page = texte(client.get(objet.get_absolute_url()))
    assert ("Publier la carte" in page, "Relancer le préfet" in page, ville.nom_complet in page) == (True, True, True)


def test_un_groupe_se_suit_de_lui_meme(faire, animatrice):
    """Jeudis of one groupe follow each other; those of the réseau do not unless a series says so."""
    for espace, suivies in (("reseau", 0),):
        premier, second = faire(jours=-2, espace=espace), faire(jours=7, espace=espace)
        decider(compte_rendu=rediger(premier, animatrice), jeton=uuid.uuid4(), quoi="Dire", par=animatrice)
        assert Decision.objects.avant(second).count() == suivies
    from centre.espaces.operations import creer_groupe

    creer_groupe(nom="Atelier", slug="atelier")
    premier, second = faire(jours=-2, espace="atelier"), faire(jours=7, espace="atelier")
    decider(compte_rendu=rediger(premier, animatrice), jeton=uuid.uuid4(), quoi="Faire", par=animatrice)
    assert [d.quoi for d in Decision.objects.avant(second)] == ["Faire"]
    assert not Decision.objects.avant(premier).exists()


# --- relecture ---


def chemin(genre):
    """The address inside the mail of that kind."""
    return re.search(r"/lien/\S+", Courriel.objects.filter(genre=genre).latest("pk").texte)[0]


def test_une_intervenante_relit_sa_partie_et_propose(client, objet, animatrice):
    client.force_login(animatrice)
    ecran = f"/jeudis/{objet.jeudi.slug}/compte-rendu/relecture/"
    corps = {"nom": "Odile Roy", "adresse": "Odile@Roy.example", "partie": "Mobilité", "avant_le": "2020-01-01"}
    assert client.post(ecran, corps).status_code == 422
    corps |= {"avant_le": (timezone.localdate() + dt.timedelta(days=3)).isoformat()}
    for _ in range(2):
        assert client.post(ecran, corps).status_code == 302
    assert client.post(ecran, corps | {"partie": "Huis clos"}).status_code == 422
    assert Courriel.objects.filter(genre="compte_rendu_relecture").count() == 1
    lien = chemin("compte_rendu_relecture")
    client.logout()
    page = texte(client.get(lien))
    assert ("Un car" in page, "Dit à" in page, "Celé" in page) == (True, False, False)
    assert client.post(lien, {"geste": "proposer", "corrections": " "}).status_code == 422
    assert client.post(lien, {"geste": "proposer", "corrections": "Deux cars par jour"}).status_code == 200
    relecture = Relecture.objects.get()
    assert (relecture.validee, relecture.corrections) == (False, "Deux cars par jour")
    client.force_login(animatrice)
    assert "Deux cars par jour" in texte(client.get(ecran))
    assert "Corrections proposées" in texte(client.get("/gestion/"))
    client.post(ecran, {"reprendre": relecture.pk})
    assert "Corrections proposées par" not in texte(client.get("/gestion/"))
    client.logout()
    assert client.post(lien, {"geste": "valider"}).status_code == 200
    relecture.refresh_from_db()
    assert (relecture.validee, relecture.corrections) == (True, "")
    retirer(publication=objet, par=animatrice)
    assert client.get(lien).status_code == 404


def test_publier_sans_attendre_dit_qui_n_a_pas_repondu(client, objet, animatrice):
    faire_relire(
        compte_rendu=objet, nom="Odile Roy", adresse="o@roy.example", partie="", avant_le=timezone.localdate(), par=animatrice
    )
    client.force_login(animatrice)
    carnet = f"/jeudis/{objet.jeudi.slug}/compte-rendu/modifier/"
    form = client.get(carnet).context["form"]
    corps = {nom: form[nom].value() for nom in ("jeton", "version", "titre", "texte")} | {
        "texte-format": "html",
        "geste": "publier",
    }
    corps["publique"] = objet.espace_publique_id
    page = texte(client.post(carnet, corps, follow=True))
    assert ("Le compte rendu est publié" in page, "Sans réponse à la relecture : Odile Roy" in page) == (True, True)


def test_un_seul_rappel_le_lendemain_avec_un_autre_lien(client, objet, animatrice):
    faire_relire(
        compte_rendu=objet, nom="Odile Roy", adresse="o@roy.example", partie="", avant_le=timezone.localdate(), par=animatrice
    )
    ancien = chemin("compte_rendu_relecture")
    assert rappeler_les_relectures() == 0
    Relecture.objects.update(avant_le=timezone.localdate() - dt.timedelta(days=1))
    assert [rappeler_les_relectures() for _ in range(2)] == [1, 0]
    assert Courriel.objects.filter(genre="compte_rendu_rappel").count() == 1
    assert [client.get(lien).status_code for lien in (ancien, chemin("compte_rendu_rappel"))] == [404, 200]
    Relecture.objects.update(rappelee_le=None)
    publier(publication=objet, par=animatrice)
    assert rappeler_les_relectures() == 0


@pytest.fixture
def ecrits(objet, animatrice):
    """The two mails of a relecture, their links hidden."""
    dater(jeudi=objet.jeudi, horaires=[horaire(dt.date(2026, 1, 8))], par=animatrice, prevenir=False)
    objet = CompteRendu.objects.get(pk=objet.pk)
    faire_relire(
        compte_rendu=objet,
        nom="Odile Roy",
        adresse="o@roy.example",
        partie="Mobilité",
        avant_le=dt.date(2026, 1, 20),
        par=animatrice,
    )
    rappeler_les_relectures()
    return {c.genre: re.sub(r"/lien/\S+", "/lien/…/", f"{c.sujet}\n\n{c.texte}") for c in Courriel.objects.all()}


def test_les_mots_de_la_demande(ecrits):
    assert ecrits["compte_rendu_relecture"] == snapshot("""\
À relire avant le 20 janvier 2026 : Mobilités rurales

Bonjour,

Animatrice Essai vous demande de relire ce qui a été écrit de votre intervention : « Mobilités rurales », jeudi 8\xa0janvier 2026.

http://localhost:8000/lien/…/

Sur cette page, un clic suffit pour valider ; vous pouvez aussi proposer des corrections. Répondez avant le 20\xa0janvier 2026, sans compte ni mot de passe. Ce lien vous est personnel. Une question : animatrice@test.example

Extranet des Territoires
http://localhost:8000/
""")


def test_les_mots_du_rappel(ecrits):
    assert ecrits["compte_rendu_rappel"] == snapshot("""\
Rappel : votre relecture est attendue, Mobilités rurales

Bonjour,

Nous attendions votre réponse le 20\xa0janvier 2026, pour le compte rendu « Mobilités rurales ». Il est encore temps : ce rappel est le seul, et sans réponse le compte rendu paraîtra tel quel.

http://localhost:8000/lien/…/

Sur cette page, un clic suffit pour valider ; vous pouvez aussi proposer des corrections. L’ancien lien ne sert plus ; celui-ci vous est personnel. Une question : animatrice@test.example

Extranet des Territoires
http://localhost:8000/
""")


def test_les_noms_des_relecteurs_s_en_vont_apres_un_an(objet, animatrice):
    faire_relire(
        compte_rendu=objet, nom="Odile Roy", adresse="o@roy.example", partie="", avant_le=timezone.localdate(), par=animatrice
    )
    assert oublier_les_relectures() == 0
    Relecture.objects.update(avant_le=timezone.localdate() - dt.timedelta(days=366))
    assert oublier_les_relectures() == 1


def test_un_lien_donne_sur_le_compte_rendu_ne_montre_que_l_edition_publique(client, objet, animatrice):
    from centre.publications.relecture import demander

    demander(publication=objet, adresse="o@roy.example", expire_le=timezone.now() + dt.timedelta(days=1), par=animatrice)
    page = texte(client.get(chemin("relecture")))
    assert ("Un car" in page, "Celé" in page, "Huis clos" in page) == (True, False, False)
    assert LienSigne.objects.count() == 1


# --- the head, and the files ---


def lire(reponse):
    """All the words of a file, metadata and inner files included."""
    octets = b"".join(reponse.streaming_content)
    if octets.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(octets)
        return "\n".join(
            [page.get_textpage().get_text_range() for page in document] + [str(document.get_metadata_dict()), str(octets)]
        )
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return "\n".join([f"{nom}\n{archive.read(nom).decode(errors='replace')}" for nom in archive.namelist()])


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_chaque_edition_en_fichier(client, objet, animatrice, presences, format):
    """The public file holds no reserved word, name nor trace, whoever asks for it; the complete one is for its readers."""
    decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi="Relancer", qui="la Région", reservee=True, par=animatrice)
    decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi="Publier", qui="le Pays", par=animatrice)
    publier(publication=objet, par=animatrice)
    base = f"{objet.get_absolute_url()}edition-"
    assert client.get(f"{base}complete.{format}").status_code == 302
    reserves = ("Celé", "Huis clos", "Relancer", "Région", "Éloi", "Dupont", "Zola", "le Pays", "Animatrice")
    for qui in (None, membre("ville", Public.VILLE), animatrice):
        if qui:
            client.force_login(qui)
        mots = lire(client.get(f"{base}publique.{format}"))
        assert [mot for mot in reserves if mot in mots] == []
        assert [mot for mot in ("Un car", "2 personnes", "Pays de Bray", "Publier") if mot not in mots.replace("\xa0", " ")] == []
    mots = lire(client.get(f"{base}complete.{format}"))
    assert [
        mot for mot in ("Celé", "Huis clos", "Relancer", "Léa", "Zola", "le Pays") if mot not in mots.replace("\xa0", " ")
    ] == []
    client.force_login(membre("elargi", Public.ELARGI))
    assert client.get(f"{base}complete.{format}").status_code == 404


def test_un_fichier_par_contenu_et_qui_s_en_va(client, objet, animatrice):
    publier(publication=objet, par=animatrice)
    adresse = f"{objet.get_absolute_url()}edition-publique.pdf"
    for _ in range(2):
        reponse = client.get(adresse)
        assert reponse["Content-Disposition"] == f'attachment; filename="compte-rendu-{objet.jeudi.slug}-edition-publique.pdf"'
        assert b"".join(reponse.streaming_content).startswith(b"%PDF")
    [tirage] = Tirage.objects.all()
    assert oublier_les_tirages() == 0
    Tirage.objects.update(cree_le=timezone.now() - dt.timedelta(days=4))
    stockage, nom = tirage.contenu.storage, tirage.contenu.name
    assert (oublier_les_tirages(), stockage.exists(nom)) == (1, False)
    assert client.get(f"{objet.get_absolute_url()}edition-autre.pdf").status_code == 302
    assert client.get(f"{objet.get_absolute_url()}edition-publique.exe").status_code == 302


def test_la_tete_se_remplit_de_l_emargement(client, objet, animatrice, presences):
    publier(publication=objet, par=animatrice)
    page = texte(client.get(objet.get_absolute_url()))
    assert ("matin : 2 ; après-midi : 1" in page, "2 personnes" in page, "CREA, Pays de Bray" in page, "Éloi" in page) == (
        True,
        True,
        True,
        False,
    )
    client.force_login(membre("ville", Public.VILLE))
    page = texte(client.get(objet.get_absolute_url()))
    assert "Ali Dupont (CREA), Léa Éloi (Pays de Bray)" in page


def test_une_annee_en_un_document_chacun_dans_l_edition_qu_il_lit(client, faire, animatrice):
    jours = [faire(jours=-3, titre="Un"), faire(jours=-2, titre="Deux")]
    for jeudi in jours:
        ranger_dans_la_serie(jeudi=jeudi, serie="Mobilités", par=animatrice)
        publier(publication=rediger(jeudi, animatrice), par=animatrice)
    annee = jours[0].premier_jour.year
    page = texte(client.get("/jeudis/comptes-rendus/"))
    [serie] = re.findall(r"/jeudis/comptes-rendus/serie-\d+\.pdf", page)
    adresses = [serie] if jours[1].premier_jour.year != annee else [serie, f"/jeudis/comptes-rendus/{annee}.pdf"]
    for adresse in adresses:
        mots = lire(client.get(adresse))
        assert ("Un" in mots, "Deux" in mots, "Un car" in mots, "Celé" in mots) == (True, True, True, False)
    client.force_login(membre("ville", Public.VILLE))
    assert "Celé" in lire(client.get(serie.replace("pdf", "docx")))
    client.logout()
    assert client.get("/jeudis/comptes-rendus/1950.pdf").status_code == 302
    assert client.get("/jeudis/comptes-rendus/99999.pdf").status_code == 302
