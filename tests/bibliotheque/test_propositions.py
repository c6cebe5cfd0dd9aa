"""Depositing in a minute: what the file proposes, with its origin; what is there already; nothing lost, nothing twice (DOC-10, DOC-11, L6)."""

import io
import json
import re
import resource
import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.fichiers import TYPES, joindre_document
from centre.publications.lecture_des_fichiers import extraire_de, lire_le_fichier
from centre.publications.models import Apercu, Fichier, TexteDeFichier
from centre.publications.operations import deplacer, publier
from centre.taches import vider_la_file
from centre.themes.models import Famille, Synonyme, Theme
from ressources.bibliotheque.fabrique import fabriquer, lignes
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer
from ressources.bibliotheque.propositions import Contenu, auteurs, langue, periode, proposer, titre
from tests.personnes import membre

from .test_depot import corps, envoi, pdf

pytestmark = pytest.mark.django_db


def contenu(texte, nom="fichier.pdf", **metadonnees):
    return Contenu(nom, texte, metadonnees)


@pytest.mark.parametrize(
    ("lu", "attendu"),
    [
        (
            contenu("Bilan 2019\nTexte", titre="Microsoft Word - doc1.docx", en_tete="Bilan 2019"),
            ("Bilan 2019", "la première page"),
        ),
        (contenu("Le bilan des Pays\nTexte", titre="Le Bilan des Pays"), ("Le Bilan des Pays", "la première page")),
        (contenu("1\n", titre="Le bilan des Pays"), ("Le bilan des Pays", "les propriétés du fichier")),
        (contenu("12\nUn premier titre\nSuite"), ("Un premier titre", "la première page")),
        (contenu("", nom="compte-rendu_mai.pdf"), ("Compte rendu mai", "le nom du fichier")),
        (contenu("", nom="a.pdf", titre="Document1"), None),
    ],
)
def test_un_titre(lu, attendu):
    assert titre(lu) == attendu


@pytest.mark.parametrize(
    ("lu", "attendu"),
    [
        (contenu("Ce que demande la loi de 2021\nLe Centre · 2024"), ("2024", "la première page")),
        (contenu("Rouen, le 16 novembre 2006. Contrats 2000-2006"), ("2006", "la première page")),
        (contenu("Réunion du 03/04/2012"), ("2012", "la première page")),
        (contenu("Programme 2014-2020", date="2015-01-02"), ("2015", "les propriétés du fichier")),
        (contenu("Tél. 02 35 20 26 00", date="1970-01-01"), None),
        (contenu("En 2050, la Seine"), None),
    ],
)
def test_une_date(lu, attendu):
    assert periode(lu) == attendu


def test_des_auteurs_et_une_langue():
    assert auteurs(contenu("x", auteurs="Utilisateur")) is None
    assert auteurs(contenu("Guide · Agence du bâti, Le Centre · 2021")) == ("Agence du bâti, Le Centre", "la première page")
    assert auteurs(contenu("Rédigé par Jeanne Hauville")) == ("Jeanne Hauville", "la première page")
    assert langue(contenu("x", langue="fr-FR")) == ("fr", "les propriétés du fichier")
    assert langue(contenu("the list of the places that are in the town " * 5)) == ("en", "les mots du texte")
    assert langue(contenu("Rouen")) is None


def test_les_themes_viennent_du_vocabulaire():
    famille = Famille.objects.create(nom="F", slug="f-essai", ordre=98)
    noms = ("Haies et bocages", "Conseils ruraux", "Phares")
    vu, sigle, absent = (Theme.objects.create(nom=nom, slug=f"t-{n}", famille=famille) for n, nom in enumerate(noms))
    Synonyme.objects.create(theme=sigle, texte="conseil de campagne")
    texte = "Un guide à plusieurs mains\nLa haie et le bocage. Les haies et bocages ! Haies et bocages. "
    texte += "Conseils de campagne, un conseil de campagne. Phares."
    (p,) = [p for p in proposer(contenu(texte)) if p.champ == "themes"]
    assert sorted(p.valeur) == sorted([vu.pk, sigle.pk])
    assert absent.pk not in p.valeur


@pytest.mark.complet
def test_vingt_titres_et_quinze_dates_justes_sur_les_documents_de_la_demonstration(capsys):
    """The figure is printed: it is what the rules are worth."""

    def plie(texte):
        return re.sub(r"\s+", " ", str(texte)).strip()

    justes, fautes = {"titre": 0, "periode": 0, "auteurs": 0, "langue": 0}, []
    for ligne in (ligne for ligne in lignes() if ligne["format"] != "lien"):
        nom, octets, _ = fabriquer(ligne)
        lu = extraire_de(io.BytesIO(octets), TYPES[ligne["format"]][0]).resultat
        dites = {p.champ: plie(p.valeur) for p in proposer(Contenu(nom, "\n".join(lu["pages"]), lu["metadonnees"]))}
        vrais = {"titre": ligne["titre"], "periode": ligne["annee"], "auteurs": ", ".join(ligne["auteurs"]), "langue": "fr"}
        for champ, vrai in vrais.items():
            justes[champ] += dites.get(champ) == plie(vrai)
            if dites.get(champ) != plie(vrai):
                fautes.append((ligne["cle"], champ, dites.get(champ)))
    with capsys.disabled():
        print(f"\nPropositions justes sur les 25 documents de la démonstration (2 sont des liens) : {justes}")
    assert (justes["titre"] >= 20, justes["periode"] >= 15) == (True, True), fautes


@pytest.fixture
def pays(client):
    qui = membre("pays", Public.PAYS)
    client.force_login(qui)
    return qui


def commencer(client, *fichiers, **champs):
    envoyes = [envoi(nom, octets) for nom, octets in fichiers]
    return client.post("/ressources/deposer/", corps("reseau", documents=envoyes, titre="", **{"geste": "lire"} | champs)).url


def en_texte(reponse):
    return reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def test_on_depose_un_fichier_on_voit_ou_en_est_la_lecture_puis_ce_qu_il_propose_et_on_publie(client, pays):
    adresse = commencer(client, ("guide.txt", "La haie en commun\nLe Centre · 2019".encode()))
    page = en_texte(client.get(adresse))
    assert ("Lecture des fichiers : 0 sur 1." in page, "Proposé d’après" in page) == (True, False)
    suivi = f"{adresse.removesuffix('modifier/')}lecture/"
    assert json.loads(client.get(suivi).content)["fini"] is False
    vider_la_file()
    assert json.loads(client.get(suivi).content) == {"lus": 1, "total": 1, "fini": True, "phrase": "Les fichiers sont lus."}
    page = en_texte(client.get(adresse))
    assert re.search(r'name="titre" value="La haie en commun"', page)
    assert re.search(r'name="periode" value="2019"', page)
    assert page.count("proposé d’après la première page") == 3
    ressource = Ressource.objects.get()
    champs = {
        "jeton": ressource.jeton,
        "version": ressource.latest_revision_id,
        "titre": "La haie en commun",
        "periode": "2019",
        "auteurs": "Le Centre",
    }
    refus = client.post(adresse, corps("reseau", **champs | {"geste": "", "refuser": "periode"}))
    assert refus.url == f"{adresse}?refuse=periode"
    page = en_texte(client.get(refus.url))
    assert ('name="periode" value' in page, 'name="refuse" value="periode"' in page, "La haie en commun" in page) == (
        False,
        True,
        True,
    )
    ressource.refresh_from_db()
    assert (ressource.titre, ressource.annee, ressource.auteurs) == ("La haie en commun", None, "Le Centre")
    fin = client.post(adresse, corps("reseau", **champs | {"version": ressource.latest_revision_id}))
    assert fin.url == "/ressources/la-haie-en-commun/"


def test_un_doublon_se_dit_avant_de_publier_a_qui_peut_le_lire_et_a_nul_autre(client, pays):
    octets = b"Le meme fichier, mot pour mot."
    autre = membre("animatrice", role=Public.ANIMATRICE)
    reseau = Espace.objects.get(slug="reseau")
    deja = deposer(ressource=Ressource(titre="Canarititre du bocage"), espace=reseau, espace_fichiers=reseau, par=autre)
    joindre_document(publication=deja, document=SimpleUploadedFile("a.txt", octets), par=autre)
    deja = publier(publication=deja, par=autre)
    for visible in (True, False):
        if not visible:
            deplacer(publication=deja, espace=Espace.objects.get(slug="equipe"), par=autre)
        jeton = uuid.uuid4()
        for fichiers, titre_ in (
            ([envoi("b.txt", octets)], "Tout autre chose"),
            ([envoi("c.txt", b"autre")], "Canarititre du bocages"),
        ):
            donnees = corps("reseau", jeton=uuid.uuid5(jeton, titre_), documents=fichiers, titre=titre_)
            reponse = client.post("/ressources/deposer/", donnees)
            page = en_texte(reponse)
            assert (reponse.status_code, deja.get_absolute_url() in page) == ((422, True) if visible else (302, False))
            if visible:
                assert ("Publier quand même" in page, "Canarititre du bocage<" in page) == (True, True)
                assert client.post("/ressources/deposer/", donnees | {"documents": [], "malgre": "1"}).status_code == 302
        Ressource.objects.filter(auteur=pays).delete()
        Fichier.objects.filter(auteur=pays).delete()


def test_le_depot_d_un_autre_ne_dit_rien_de_sa_lecture(client, pays):
    adresse = commencer(client, ("guide.txt", b"x"))
    client.force_login(membre("ville", Public.VILLE))
    assert client.get(f"{adresse.removesuffix('modifier/')}lecture/").status_code == 404


def test_un_disque_plein_se_dit_et_rien_n_est_perdu_ni_a_moitie_garde(client, pays):
    """The operating system refuses the bytes past one megabyte, as a full disk does."""
    limites = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024**2, limites[1]))
    try:
        gros = envoi("gros.txt", b"mot " * 500_000)
        reponse = client.post("/ressources/deposer/", corps("reseau", documents=[gros], titre="Gardé"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limites)
    assert (reponse.status_code, "plus de place" in en_texte(reponse)) == (422, True)
    assert (Ressource.objects.get().titre, Fichier.objects.count()) == ("Gardé", 0)


def test_un_ouvrier_tue_avant_la_fin_recommence_et_rien_n_est_double(pays):
    """What he had written goes with his transaction; the job is run again."""
    reseau = Espace.objects.get(slug="reseau")
    notice = deposer(ressource=Ressource(titre="Guide"), espace=reseau, espace_fichiers=reseau, par=pays)
    fichier = joindre_document(publication=notice, document=SimpleUploadedFile("g.pdf", pdf("Un mot.")), par=pays)
    with transaction.atomic():
        lire_le_fichier(fichier.pk)
        assert TexteDeFichier.objects.count() == 1
        transaction.set_rollback(True)
    assert (TexteDeFichier.objects.count(), Apercu.objects.count()) == (0, 0)
    vider_la_file()
    lire_le_fichier(fichier.pk)
    nombre = len(TexteDeFichier.objects.get().pages)
    assert (Fichier.objects.count(), list(Apercu.objects.values_list("numero", flat=True))) == (1, list(range(1, nombre + 1)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.complet
def test_le_meme_fichier_depose_deux_fois_au_meme_instant_n_en_fait_qu_un():
    par = membre("pays", Public.PAYS)
    reseau = Espace.objects.get(slug="reseau")
    notice = deposer(ressource=Ressource(titre="Guide"), espace=reseau, espace_fichiers=reseau, par=par)
    depart, cles = threading.Barrier(2), []

    def joindre():
        try:
            depart.wait()
            cles.append(joindre_document(publication=notice, document=SimpleUploadedFile("g.txt", b"mot"), par=par).pk)
        finally:
            connection.close()

    fils = [threading.Thread(target=joindre) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert (len(cles), len(set(cles)), Fichier.objects.count()) == (2, 1, 1)
