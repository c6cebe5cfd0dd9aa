"""A ZIP and its table: an honest dry run, applied by a job, undone exactly (DOC-16)."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.catalogue.models import Entree
from centre.membres.enums import Constat, EtatImport
from centre.membres.lecture_des_listes import Illisible
from centre.membres.models import Import, LigneImport
from centre.membres.operations import imports as operations
from centre.publications.commentaires import commenter
from centre.publications.models import Fichier, TexteDeFichier
from centre.publications.operations import enregistrer
from centre.taches import vider_la_file
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Synonyme, Theme
from ressources.bibliotheque.models import Ressource

from .conftest import espace, notice
from .conftest import lire as texte_de
from .paquets import WORD_97, constats, ligne, lire, remarques, zip_de

pytestmark = pytest.mark.django_db


@pytest.fixture
def vocabulaire(db):
    """Two themes, a word that means both, a Pays of the time and its successor."""
    famille = Famille.objects.create(nom="Démocratie", slug="democratie")
    sante = Theme.objects.create(famille=famille, nom="Réussite éducative", slug="reussite-educative")
    conseil = Theme.objects.create(famille=famille, nom="Conseils de développement", slug="conseil-developpement")
    Synonyme.objects.create(theme=conseil, texte="CODEV")
    for theme in (sante, conseil):
        Synonyme.objects.create(theme=theme, texte="DRE")
    Territoire.objects.create(nom="Pays de Test", slug="pays-de-test", nature="pays", debut="2001-01-01", fin="2014-12-31")
    return famille


def compte() -> tuple[int, ...]:
    """What an import may write."""
    lisibles = Entree.objects.du_type("ressource").exclude(etat="retire")
    return (*(modele.objects.count() for modele in (Ressource, Fichier, TexteDeFichier)), lisibles.count())


LIGNES = (
    ligne(
        "a.txt",
        "La charte du Pays",
        thèmes="codev",
        territoires="Pays de Test",
        date="mars 2006",
        auteurs="Léa Martin ; Pays de Test",
    ),
    ligne("absent.txt", "Absent"),
    ligne("b.txt", "Inconnu", thèmes="Astrologie ; CODEV"),
    ligne("b.txt", "Deux sens", thèmes="DRE"),
    ligne("b.txt", "Trop large", qui_voit_la_notice="Ouvert à tous"),
    ligne("b.txt", "À l’envers", qui_voit_la_notice="Équipe", qui_ouvre_le_fichier="Réseau"),
    ligne("b.txt", "Ailleurs", qui_voit_la_notice="Groupe secret"),
    ligne("d.doc", "Un vieux Word", date="2030-2005"),
    ligne("e.exe", "Un programme"),
    ligne("g.txt", "Le même contenu"),
    ligne("c.txt", "Guide des conseils de developpement"),
    ligne("h.txt", "Le même qu’en haut"),
    ligne("d.doc", "Un vieux Word daté", date="2005", type="compte rendu", licence="tous droits réservés"),
)
#: What is said of each, but the first.
PHRASES = (
    (3, "fichier : « absent.txt » n’est pas dans le ZIP."),
    (4, "thèmes : « Astrologie » n’est pas un thème du vocabulaire."),
    (5, "thèmes : « DRE » veut dire « Conseils de développement » ou « Réussite éducative » : écrivez lequel."),
    (6, "qui voit la notice : « Ouvert à tous » est plus large que ce que cet import permet (au réseau)."),
    (7, "qui ouvre le fichier : Les fichiers ne peuvent pas être lus par des personnes qui ne voient pas la notice."),
    (8, "qui voit la notice : « Groupe secret » n’est pas un espace où vous écrivez."),
    (11, "Déjà dans la bibliothèque, avec le même fichier : « Guide des conseils de développement »."),
    (12, "Titre très proche de « Guide des conseils de développement »."),
    (13, "fichier : le même fichier qu’à la ligne 2."),
    (14, "fichier : ancien format de Word : le fichier est gardé, la recherche ne lira pas ce qu’il contient."),
)


def test_l_essai_dit_ligne_par_ligne_ce_qui_se_passerait(animatrice, vocabulaire):
    notice(animatrice, "Guide des conseils de développement")
    deja = f"mot-du-fichier {'Guide des conseils de développement'}".encode()
    pieces = {
        "a.txt": b"Un",
        "b.txt": b"Deux",
        "sous/c.txt": b"Trois",
        "d.doc": WORD_97,
        "e.exe": b"MZ",
        "g.txt": deja,
        "h.txt": b"Un",
    }
    lu = lire(
        animatrice,
        zip_de(pieces, *LIGNES),
    )
    erreur = Constat.ERREUR
    assert constats(lu) == {
        2: Constat.CREER, 3: erreur, 4: erreur, 5: erreur, 6: erreur, 7: erreur, 8: erreur, 9: erreur, 10: erreur,
        11: Constat.DEJA_LA, 12: Constat.A_DECIDER, 13: erreur, 14: Constat.CREER,
    }  # fmt: skip
    dits = {numero: " | ".join(remarques(lu, numero)) for numero in constats(lu)}
    assert dits[2] == ""
    for numero, phrase in PHRASES:
        assert dits[numero] == phrase
    assert dits[9].startswith("date : « 2030-2005 » : Cette date n’est pas comprise.")
    assert dits[10].startswith("fichier : Ce format n’est pas accepté.")
    assert Ressource.objects.count() == 1, "a dry run writes nothing"


def test_le_plafond_se_leve_et_le_theme_inconnu_se_laisse(animatrice, vocabulaire):
    lu = lire(animatrice, zip_de({"a.txt": b"Un"}, ligne(qui_voit_la_notice="Ouvert à tous", thèmes="Astrologie")))
    assert constats(lu) == {2: Constat.ERREUR}
    options = lu.options | {"plafond": "ouvert", "inconnus": "laisser"}
    operations.regler(importation=lu, correspondance=lu.correspondance, options=options, par=animatrice)
    assert constats(lu) == {2: Constat.CREER}
    assert remarques(lu, 2) == ["thèmes : « Astrologie » n’est pas un thème du vocabulaire. Laissé de côté."]


def test_applique_par_un_travail_puis_defait_exactement(client, animatrice, vocabulaire):
    client.force_login(animatrice)
    avant = compte()
    lignes = [ligne(f"{n}.txt", f"Document numéro {n} du fonds", date="2005", thèmes="CODEV") for n in range(3)]
    envoi = SimpleUploadedFile("fonds.zip", zip_de({f"{n}.txt": f"motimporte{n}".encode() for n in range(3)}, *lignes))
    reponse = client.post("/gestion/imports/nouveau/", {"genre": "documents", "fichier": envoi})
    lu = Import.objects.get()
    assert reponse["Location"] == f"/gestion/imports/{lu.pk}/"
    assert "Appliquer : 3 à créer<" in texte_de(client.get(f"/gestion/imports/{lu.pk}/"))
    page = texte_de(client.post(f"/gestion/imports/{lu.pk}/appliquer/", follow=True))
    assert "L’import est lancé" in page
    assert "Lignes faites : 0 sur 3." in page
    avancement = f"/gestion/imports/{lu.pk}/avancement/"
    assert client.get(avancement).json() == {"lus": 0, "total": 3, "fini": False, "phrase": "Lignes faites : 0 sur 3."}
    vider_la_file()
    assert client.get(avancement).json()["fini"] is True
    notice_ = Ressource.objects.get(titre="Document numéro 1 du fonds")
    assert (notice_.live, notice_.annee, notice_.espace.slug, [t.slug for t in notice_.themes.all()]) == (
        True, 2005, "reseau", ["conseil-developpement"],
    )  # fmt: skip
    assert 'data-resultat="ressource"' in client.get("/recherche/", {"q": "motimporte2"}).content.decode()
    lu.refresh_from_db()
    assert (lu.etat, lu.archive.name) == (EtatImport.APPLIQUE, "")
    assert f'href="{notice_.get_absolute_url()}"' in texte_de(client.get(f"/gestion/imports/{lu.pk}/"))
    assert "Inviter" not in texte_de(client.get(f"/gestion/imports/{lu.pk}/"))

    client.post(f"/gestion/imports/{lu.pk}/defaire/")
    vider_la_file()
    assert compte() == avant
    assert client.get(notice_.get_absolute_url()).status_code == 404
    assert "3 lignes défaites" in texte_de(client.get(f"/gestion/imports/{lu.pk}/"))
    encore = lire(animatrice, zip_de({"1.txt": b"motimporte1"}, lignes[1].replace("2005", "2006")))
    assert constats(encore) == {2: Constat.CREER}, "what was undone is not there any more"


def test_le_retrait_laisse_ce_qui_a_change_ou_sert_depuis(animatrice, vocabulaire):
    noms = ("intact", "modifie", "commente", "retire")
    lu = lire(
        animatrice,
        zip_de({f"{nom}.txt": nom.encode() for nom in noms}, *(ligne(f"{nom}.txt", f"Titre {nom} long") for nom in noms)),
    )
    operations.appliquer(importation=lu, par=animatrice)
    vider_la_file()
    par_nom = {nom: Ressource.objects.get(titre=f"Titre {nom} long") for nom in noms}
    texte = par_nom["modifie"].version_a_modifier()
    texte.resume = "Relu"
    enregistrer(publication=texte, par=animatrice, version_lue=texte.latest_revision_id)
    commenter(publication=par_nom["commente"], texte="Utile", par=animatrice)
    operations.defaire(importation=lu, par=animatrice)
    vider_la_file()
    assert set(Ressource.objects.values_list("titre", flat=True)) == {"Titre modifie long", "Titre commente long"}
    assert dict(LigneImport.objects.exclude(refus="").values_list("numero", "refus")) == {
        3: "« Titre modifie long » a été modifiée depuis : elle reste.",
        4: "« Titre commente long » a été commentée ou relue depuis : elle reste.",
    }


def test_tue_au_milieu_le_travail_reprend_sans_rien_doubler(animatrice, monkeypatch):
    lu = lire(
        animatrice,
        zip_de({f"{n}.txt": str(n).encode() for n in range(4)}, *(ligne(f"{n}.txt", f"{n} fois le titre {n}") for n in range(4))),
    )
    operations.appliquer(importation=lu, par=animatrice)
    ecrire, faits = operations._ecrire, []

    def mourir(type_, importation, une, par):
        if len(faits) == 2:
            raise KeyboardInterrupt
        faits.append(une.numero)
        ecrire(type_, importation, une, par)

    monkeypatch.setattr(operations, "_ecrire", mourir)
    with pytest.raises(KeyboardInterrupt):
        operations.poursuivre(importation=lu.pk, par=animatrice)
    assert Ressource.objects.count() == 2
    monkeypatch.undo()
    for _ in range(2):
        operations.poursuivre(importation=lu.pk, par=animatrice)
    assert (Ressource.objects.count(), Fichier.objects.count(), lu.lignes.filter(creee=True).count()) == (4, 4, 4)


def test_qui_n_a_plus_le_droit_n_ecrit_rien(animatrice, ville):
    lu = lire(animatrice, zip_de({"a.txt": b"Un"}, ligne(qui_voit_la_notice="Équipe")))
    operations.appliquer(importation=lu, par=animatrice)
    operations.poursuivre(importation=lu.pk, par=ville)
    lu.refresh_from_db()
    assert (Ressource.objects.count(), lu.etat, constats(lu)) == (0, EtatImport.APPLIQUE, {2: Constat.ERREUR})


def test_un_document_depose_entre_temps_n_entre_pas_deux_fois(animatrice):
    lu = lire(animatrice, zip_de({"a.txt": b"mot-du-fichier Autre"}, ligne()))
    operations.appliquer(importation=lu, par=animatrice)
    notice(animatrice, "Autre")
    vider_la_file()
    assert Ressource.objects.count() == 1
    assert remarques(lu, 2) == ["Déposé entre-temps, avec le même fichier : « Autre »."]


def test_le_titre_proche_se_decide_et_une_autre_annee_n_est_pas_la_meme(animatrice):
    notice(animatrice, "Rapport d’activité du Centre", periode="2005", annee=2005)
    un, deux = (
        ligne("a.txt", "Rapport d’activite du Centre", date="2006"),
        ligne("b.txt", "Rapport d’activite du Centre", date="2005"),
    )
    lu = lire(animatrice, zip_de({"a.txt": b"Un", "b.txt": b"Deux"}, un, deux))
    assert constats(lu) == {2: Constat.CREER, 3: Constat.A_DECIDER}
    operations.decider(importation=lu, decisions={3: "creer"}, par=animatrice)
    operations.appliquer(importation=lu, par=animatrice)
    vider_la_file()
    assert Ressource.objects.count() == 3


def test_un_ancien_word_est_garde_et_son_silence_est_dit(client, animatrice):
    lu = lire(
        animatrice,
        zip_de(
            {"cr.doc": WORD_97, "riche.doc": rb"{\rtf1\ansi motenrtf}"},
            ligne("cr.doc", "Un compte rendu"),
            ligne("riche.doc", "Un autre"),
        ),
    )
    operations.appliquer(importation=lu, par=animatrice)
    vider_la_file()
    assert set(TexteDeFichier.objects.values_list("fichier__nom", "etat")) == {("cr.doc", "ancien"), ("riche.doc", "lu")}
    assert [r.titre for r in Ressource.objects.muets()] == ["Un compte rendu"]


# --- hostile ZIP ---


def avec(nom: str, octets: bytes = b"x", **attributs) -> bytes:
    """A good line, and a member of that name."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("notices.csv", "fichier;titre\na.txt;Bon titre\n" + f"{nom};Mauvais\n")
        archive.writestr("a.txt", b"bon")
        membre = zipfile.ZipInfo(nom)
        for cle, valeur in attributs.items():
            setattr(membre, cle, valeur)
        archive.writestr(membre, octets)
    return sortie.getvalue()


@pytest.mark.parametrize(
    ("nom", "attributs", "motif"),
    [
        ("../../etc/passwd.txt", {}, "son chemin sort du dossier"),
        ("/etc/passwd.txt", {}, "son chemin sort du dossier"),
        ("C:/w.txt", {}, "son chemin sort du dossier"),
        ("lien.txt", {"external_attr": 0o120777 << 16}, "c’est un raccourci, pas un fichier"),
        ("lzma.txt", {"compress_type": zipfile.ZIP_LZMA}, "il est comprimé d’une façon qui ne se lit pas ici"),
    ],
)
def test_un_chemin_hostile_est_laisse_de_cote(animatrice, nom, attributs, motif):
    lu = lire(animatrice, avec(nom, **attributs))
    assert lu.avis == [f"« {nom} » est laissé de côté : {motif}."]
    assert constats(lu) == {2: Constat.CREER, 3: Constat.ERREUR}
    assert list(lu.pieces) == ["a.txt"]


def test_les_bombes_et_ce_qui_n_est_pas_un_zip_sont_refuses(animatrice):
    bombe = zip_de({"a.txt": bytes(30 * 1024**2)}, ligne())
    beaucoup = zip_de({f"{n}.txt": b"" for n in range(2100)}, ligne())
    for octets, motif in (
        (bombe, "serait bien plus lourd"),
        (beaucoup, "2000 au plus"),
        (b"PK\x03\x04 rien", "n’est pas un ZIP"),
        (b"bonjour", "n’est pas un ZIP"),
        (zip_de({"a.txt": b"Un"}), "pas de tableau"),
        (zip_de({"b.csv": b"fichier;titre\na;b"}, ligne()), "plusieurs tableaux"),
    ):
        with pytest.raises(Illisible, match=motif):
            lire(animatrice, octets)
    assert not Import.objects.exists()


def test_un_zip_de_windows_dans_un_dossier_aux_accents_anciens(animatrice):
    pieces = {"fonds/Réunion du 3.TXT": b"Un", "__MACOSX/fonds/._x": b"dechet", "fonds/Thumbs.db": b"dechet"}
    octets = zip_de(pieces, ligne("réunion du 3.txt", "L’été à Évreux"), nom="fonds/notices.csv", encodage="cp1252")
    lu = lire(animatrice, octets)
    assert (constats(lu), list(lu.pieces)) == ({2: Constat.CREER}, ["fonds/Réunion du 3.TXT"])
    assert lu.lignes.get().cellules[1] == "L’été à Évreux"


def test_l_espace_d_un_fichier_est_celui_de_sa_ligne(client, animatrice, ville):
    lu = lire(animatrice, zip_de({"a.txt": b"motreserve"}, ligne(qui_voit_la_notice="Réseau", qui_ouvre_le_fichier="Équipe")))
    operations.appliquer(importation=lu, par=animatrice)
    vider_la_file()
    fichier = Fichier.objects.get()
    assert (fichier.espace, fichier.publication.espace) == (espace("equipe"), espace("reseau"))
    client.force_login(ville)
    assert client.get(fichier.publication.get_absolute_url()).status_code == 200
    assert client.get(fichier.get_absolute_url()).status_code == 404
