"""What the demonstration holds: marks in every restricted text when asked for, none otherwise, nothing twice."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection

from centre.courriels.models import Courriel
from centre.espaces.models import Espace
from centre.groupes.enums import ANNONCEES
from centre.groupes.models import Groupe
from centre.membres.models import Membre
from centre.publications import fichiers
from centre.publications.models import Commentaire, Fichier
from centre.recherche.verification import ecarts
from centre.registre import Demonstration
from centre.taches import vider_la_file
from echos import demonstration
from echos.models import Echo
from extranet.models import ActualitePage
from tests.racine import replanter

pytestmark = pytest.mark.django_db
TEXTES = ("titre", "lieu", "retenir_1", "retenir_2", "retenir_3", "surprise", "recit")


@pytest.fixture
def peupler(db, settings):
    """Fills the database as ``make demo`` does, with or without marks."""
    settings.DEMO = True
    replanter()
    call_command("installer", verbosity=0)

    def executer(canaris: bool) -> None:
        settings.CANARIS = canaris
        call_command("peupler")

    return executer


def compte() -> dict[str, int]:
    modeles = (Echo, Commentaire, Fichier, Membre, Espace, ActualitePage)
    return {modele.__name__: modele.objects.count() for modele in modeles}


def textes_reserves() -> dict[tuple[str, object, str], tuple[str, str]]:
    """(type, pk, field) → (the mark expected, the text), of every restricted text that is not empty."""
    textes = {}
    type_echo = ContentType.objects.get_for_model(Echo)
    for echo in Echo.objects.select_related("espace", "live_revision"):
        marque = f"canari-{echo.espace.slug}-echo-{echo.pk}"
        textes |= {("echo", echo.pk, champ): (marque, getattr(echo, champ)) for champ in TEXTES}
        textes |= {("version", echo.pk, champ): (marque, echo.live_revision.content[champ]) for champ in TEXTES}
        for fichier in Fichier.objects.filter(content_type=type_echo, object_id=echo.pk):
            textes |= {("fichier", fichier.pk, champ): (marque, getattr(fichier, champ)) for champ in ("nom", "description")}
    for commentaire in Commentaire.objects.all():
        marque = f"canari-{commentaire.publication.espace.slug}-commentaire-{commentaire.pk}"
        textes["commentaire", commentaire.pk, "texte"] = (marque, commentaire.texte)
    for groupe in Groupe.objects.select_related("espace"):
        dehors = "reseau" if groupe.porte in ANNONCEES else groupe.espace.slug
        marque = f"canari-{dehors}-groupe-{groupe.pk}"
        textes |= {("groupe", groupe.pk, champ): (marque, getattr(groupe.espace, champ)) for champ in ("nom", "description")}
        textes["groupe", groupe.pk, "note"] = (f"canari-{groupe.espace.slug}-groupe-{groupe.pk}", groupe.note)
        for nom, lignes, champ in (("classeur", groupe.classeurs, "nom"), ("adhesion", groupe.adhesions, "message")):
            textes |= {(nom, x.pk, champ): (f"canari-{groupe.espace.slug}-{nom}-{x.pk}", getattr(x, champ)) for x in lignes.all()}
    for membre in Membre.objects.pour_l_annuaire().filter(fiche__isnull=False):
        for champ in ("presentation", "telephone"):
            marque = f"canari-{membre.espace_le_plus_ferme('identite', champ)}-membre-{membre.pk}"
            textes["fiche", membre.pk, champ] = (marque, getattr(membre.fiche, champ))
    return {cle: valeur for cle, valeur in textes.items() if valeur[1]}


def canaris_de_la_base() -> set[str]:
    """Every table and column of text that holds a mark, wherever it came from."""
    colonnes = """SELECT table_name, column_name FROM information_schema.columns
                  WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"""
    trouvees = set()
    with connection.cursor() as curseur:
        curseur.execute(colonnes)
        for table, colonne in curseur.fetchall():
            curseur.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{colonne}"::text LIKE %s)', ["%canari%"])
            if curseur.fetchone()[0]:
                trouvees.add(f"{table}.{colonne}")
    return trouvees


def test_sans_canaris_aucune_marque_et_deux_fois_c_est_une(peupler):
    peupler(False)
    premier = compte()
    assert (premier["Echo"], premier["Membre"], premier["ActualitePage"]) == (11, 101, 6)
    assert canaris_de_la_base() == set()
    assert len(textes_reserves()) > 130
    assert {groupe.porte for groupe in Groupe.objects.all()} == {"libre", "demande", "invitation"}
    assert list(ecarts()) == []
    versions = set(Echo.objects.values_list("pk", "live_revision_id", "date_publication"))
    peupler(False)
    assert compte() == premier
    assert set(Echo.objects.values_list("pk", "live_revision_id", "date_publication")) == versions


def test_avec_canaris_chaque_texte_reserve_porte_la_sienne(peupler):
    peupler(True)
    reserves = textes_reserves()
    assert {(nom, champ) for nom, _, champ in reserves} >= {("echo", champ) for champ in TEXTES}
    assert {cle: texte for cle, (marque, texte) in reserves.items() if marque not in texte} == {}
    assert "catalogue_entree.titre" in canaris_de_la_base()
    ouvertes = Echo.objects.filter(espace__ouvert=True)
    assert not ouvertes.exists()
    for page in ActualitePage.objects.all():
        assert "canari" not in page.title + page.chapo + str(page.corps)
    for fichier in Fichier.objects.all():
        with fichier.contenu.open() as octets:
            assert b"canari" not in octets.read(), "a photo is kept without its metadata"
    assert list(ecarts()) == []


def test_la_photo_envoyee_porte_sa_marque_dans_ses_metadonnees():
    assert b"canari-reseau-echo-7" in demonstration.page_de_notes(3, "canari-reseau-echo-7")


@pytest.mark.complet
def test_une_demonstration_deja_construite_change_de_marques(peupler):
    peupler(False)
    avant = {cle: texte for cle, (_, texte) in textes_reserves().items() if cle[0] != "version"}
    premier = compte()
    peupler(True)
    reserves = textes_reserves()
    assert {cle: texte for cle, (marque, texte) in reserves.items() if marque not in texte} == {}
    assert compte() == premier
    peupler(False)
    assert {cle: texte for cle, (_, texte) in textes_reserves().items() if cle[0] != "version"} == avant
    assert list(ecarts()) == []


@pytest.mark.complet
def test_une_construction_interrompue_est_reprise(peupler, monkeypatch, transactional_db):
    """Cut in the middle of the fifth écho, it starts again and ends as an undisturbed one."""
    vrai, appels = fichiers.joindre_photo, []

    def couper(**arguments):
        appels.append(arguments)
        if len(appels) == 5:
            raise KeyboardInterrupt
        return vrai(**arguments)

    monkeypatch.setattr(demonstration, "joindre_photo", couper)
    with pytest.raises(KeyboardInterrupt):
        peupler(False)
    faits = Echo.objects.count()
    assert 0 < faits < 10
    assert set(Echo.objects.values_list("live", flat=True)) == {True}
    monkeypatch.setattr(demonstration, "joindre_photo", vrai)
    peupler(False)
    assert compte() | {"Espace": 0} == {
        "Echo": 11,
        "Commentaire": 16,
        "Fichier": 48,
        "Membre": 101,
        "ActualitePage": 6,
        "Espace": 0,
    }
    assert list(ecarts()) == []


@pytest.mark.complet
def test_chaque_commentaire_ecrit_une_fois_a_l_auteur(peupler, settings):
    peupler(False)
    vider_la_file()
    autres = [c for c in Commentaire.objects.all() if c.publication.auteur not in (None, c.auteur)]
    envoyes = Courriel.objects.filter(etat="envoye")
    assert len(list(settings.COURRIELS_DOSSIER.glob("*.eml"))) == envoyes.count()
    assert envoyes.filter(genre="commentaire").count() == len(autres) > 3


def test_hors_demonstration_rien_ne_se_peuple(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("peupler")
    assert Membre.objects.count() == 0


def test_une_marque_prend_la_place_de_l_autre():
    demo = Demonstration(dt.date(2026, 11, 22), Random(1), canaris=True)
    assert demo.marquer("Titre", "reseau", "echo", 3) == "Titre canari-reseau-echo-3"
    assert demo.marquer("Titre canari-public-elargi-echo-3", "reseau", "echo", 4) == "Titre canari-reseau-echo-4"
    assert demo.marquer("Titre", "ouvert", "page", 3) == "Titre"
    assert demo.marquer("", "reseau", "echo", 3) == ""
    sans = Demonstration(dt.date(2026, 11, 22), Random(1))
    assert sans.marquer("Titre canari-reseau-echo-3", "reseau", "echo", 3) == "Titre"
