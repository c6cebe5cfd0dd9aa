"""M5: one's data in one click, the account closed when asked twice, and nothing of the person left but what was said to stay."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from itertools import count

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import connection, models
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.espaces.operations import creer_groupe, inviter
from centre.gestion import classification, conservation
from centre.journal.models import Ligne
from centre.membres.models import DemandeAcces, Export, Fermeture, Fiche, Import, Invitation, LigneImport, Membre, Note
from centre.membres.operations import (
    affecter_poste,
    creer_membre,
    creer_structure,
    demander_changement,
    demander_export,
    demander_fermeture,
    effacer_membre,
    executer_les_fermetures,
    noter,
    prevoir_depart,
)
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_photo
from centre.publications.models import Commentaire
from centre.publications.operations import creer, enregistrer, publier, soumettre
from centre.registre import donnees_de_membre
from centre.rgpd import Conservation, conservations, traitements
from centre.taches import vider_la_file
from echos.models import Echo
from jeudis.models import PARIS, Inscription, Jeudi
from jeudis.operations import Horaire, creer_jeudi, inscrire
from tests.echos.test_parcours import photo
from tests.horloge import avancer_a
from tests.jeudis.conftest import texte
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def zoe(animatrice):
    """A member with something in every table: « Zoé Zibeline »."""
    qui = creer_membre(email="zoe.zibeline@elbeuf.example", prenom="Zoé", nom="Zibeline", mot_de_passe=MOT_DE_PASSE)
    affecter_poste(
        membre=qui, categorie=Public.VILLE, fonction="Cheffe de projet", depuis=dt.date(2026, 1, 1),
        structure=creer_structure(nom="Ville d’Elbeuf"),
    )  # fmt: skip
    reseau, collegue = Espace.objects.get(slug="reseau"), membre("collegue", Public.AGGLO)
    creer(publication=Echo(titre="Brouillon", retenir_1="Secret."), espace=reseau, par=qui)
    echo = publier(publication=creer(publication=Echo(titre="Colloque", retenir_1="Une idée."), espace=reseau, par=qui), par=qui)
    joindre_photo(publication=echo, photo=photo(), par=qui)
    brouillon = echo.version_a_modifier()
    brouillon.surprise = "Une suite jamais publiée"
    echo.revisions.update(created_at=timezone.now() - dt.timedelta(days=1))
    enregistrer(publication=brouillon, par=qui, version_lue=Echo.objects.get(pk=echo.pk).latest_revision_id)
    soumettre(publication=echo, par=qui)
    ailleurs = creer(publication=Echo(titre="Ailleurs", retenir_1="Une autre."), espace=reseau, par=collegue)
    ailleurs = publier(publication=ailleurs, par=collegue)
    commenter(publication=ailleurs, texte="Merci de Zoé.", par=qui)
    commenter(publication=echo, texte="Bravo.", par=collegue)
    noter(membre=qui, texte="Rappeler Zoé Zibeline", par=animatrice)
    demander_changement(
        membre=qui, fonction="Directrice", structure="", categorie="agglo", territoires=[], depuis=dt.date(2026, 11, 1)
    )
    prevoir_depart(membre=qui, dernier_jour=dt.date(2027, 6, 1), par=animatrice)
    inviter(membre=qui, espace=creer_groupe(nom="Groupe mobilité", slug="mobilite"), jusqu_au=None, par=animatrice)
    _avant_d_entrer(qui)
    Fiche.objects.create(membre=qui, presentation="Je suis Zoé Zibeline.", telephone="02 00 00 00 00")
    debut = dt.datetime.now(PARIS) + dt.timedelta(days=9)
    jeudi = creer_jeudi(
        jeudi=Jeudi(titre="Les CUCS"), espace=reseau, espace_inscription=reseau, par=animatrice,
        horaires=[Horaire(debut, debut + dt.timedelta(hours=3))],
    )  # fmt: skip
    inscrire(jeudi=publier(publication=jeudi, par=animatrice), membre=qui, par=qui)
    return Membre.objects.get(pk=qui.pk)


def _avant_d_entrer(qui):
    """How she came in: a request, an invitation, a line of a table that also holds her name."""
    commun = {"email": qui.email, "prenom": "Zoé", "nom": "Zibeline", "categorie": "ville", "membre": qui}
    DemandeAcces.objects.create(**commun, message="Je suis Zoé.", etat="acceptee")
    Invitation.objects.create(**commun, envoyee_le=timezone.now(), expire_le=timezone.now() + dt.timedelta(days=1))
    lot = Import.objects.create(genre="membres", fichier="contacts.csv")
    LigneImport.objects.create(importation=lot, numero=1, cellules=["Zoé", "Zibeline", qui.email], remarques=["Zibeline ?"])


# --- export ---


def test_mes_donnees_en_un_clic(client, zoe, django_capture_on_commit_callbacks):
    client.force_login(zoe)
    assert client.post("/mon-compte/mes-donnees/").status_code == 302
    assert client.post("/mon-compte/mes-donnees/").status_code == 302
    assert Export.objects.count() == 1
    assert "En préparation" in client.get("/mon-compte/mes-donnees/").content.decode()
    vider_la_file()
    export = Export.objects.get()
    courriel = Courriel.objects.get(genre="donnees_pretes")
    assert (courriel.destinataire, "/mon-compte/mes-donnees/" in courriel.texte) == (zoe, True)
    reponse = client.get(f"/mon-compte/mes-donnees/{export.cle}/")
    assert (reponse["Content-Type"], reponse["Cache-Control"]) == ("application/zip", "private, no-store")
    lue = zipfile.ZipFile(io.BytesIO(b"".join(reponse.streaming_content)))
    assert lue.testzip() is None
    donnees = json.loads(lue.read("donnees.json"))
    assert donnees["compte"][0]["email"] == "zoe.zibeline@elbeuf.example"
    assert {e["titre"] for e in donnees["echos.Echo"]} == {"Brouillon", "Colloque"}
    assert [c["texte"] for c in donnees["publications.Commentaire"]] == ["Merci de Zoé."]
    assert [i["jeudi"] for i in donnees["jeudis.Inscription"]] == ["Les CUCS"]
    assert "Rappeler" not in lue.read("donnees.json").decode()
    assert "zoe.zibeline@elbeuf.example" in lue.read("mes-donnees.html").decode()
    assert [nom for nom in lue.namelist() if nom.startswith("fichiers/")] != []


def test_l_archive_n_est_a_personne_d_autre_et_disparait(client, zoe, animatrice, horloge_de_la_base):
    export = demander_export(membre=zoe)
    vider_la_file()
    export.refresh_from_db()
    adresse, nom = f"/mon-compte/mes-donnees/{export.cle}/", export.fichier.name
    assert client.get(adresse).status_code == 302
    for autre in (animatrice, membre("autre", Public.VILLE)):
        client.force_login(autre)
        assert client.get(adresse).status_code == 404
    client.force_login(zoe)
    avancer_a(timezone.now() + dt.timedelta(days=6, hours=23))
    lue = client.get(adresse)
    assert (lue.status_code, len(b"".join(lue.streaming_content)), conservations["exports"].purger()) == (200, export.taille, 0)
    avancer_a(timezone.now() + dt.timedelta(days=7, minutes=5))
    assert client.get(adresse).status_code == 404
    assert storages["prive"].exists(nom)


def test_l_archive_expiree_perd_aussi_ses_octets(zoe, horloge_de_la_base, django_capture_on_commit_callbacks):
    export = demander_export(membre=zoe)
    vider_la_file()
    export.refresh_from_db()
    avancer_a(timezone.now() + dt.timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert conservations["exports"].purger() == 1
    assert (Export.objects.count(), storages["prive"].exists(export.fichier.name)) == (0, False)


# --- closing ---


def test_fermer_se_demande_deux_fois_apres_avoir_dit_qui_l_on_est(client, zoe):
    client.force_login(zoe)
    assert client.get("/mon-compte/fermer/")["Location"].startswith("/mon-compte/confirmer/")
    client.post("/mon-compte/confirmer/", {"password": MOT_DE_PASSE})
    assert "Ancien membre" in client.get("/mon-compte/fermer/").content.decode()
    assert client.post("/mon-compte/fermer/", {"signee": "peut-être"}).status_code == 422
    assert "Fermer vraiment votre compte" in client.post("/mon-compte/fermer/", {"signee": "oui"}).content.decode()
    assert not Fermeture.objects.exists()
    assert client.post("/mon-compte/fermer/", {"signee": "oui", "confirmer": "oui"}).status_code == 302
    fermeture = Fermeture.objects.get()
    assert (fermeture.membre, fermeture.signee, fermeture.effacer_le - fermeture.demandee_le) == (
        zoe,
        True,
        dt.timedelta(days=15),
    )
    assert "Fermeture prévue" in client.get("/mon-compte/").content.decode()
    assert client.post("/mon-compte/fermer/annuler/").status_code == 302
    assert not Fermeture.objects.exists()
    assert [ligne.verbe for ligne in Ligne.objects.sur(zoe)[:2]] == ["membre.annuler_fermeture", "membre.demander_fermeture"]


def test_l_effacement_attend_quinze_jours_de_la_base(zoe, horloge_de_la_base):
    demander_fermeture(membre=zoe, signee=False, par=zoe)
    avancer_a(timezone.now() + dt.timedelta(days=14, hours=23))
    assert executer_les_fermetures() == 0
    avancer_a(timezone.now() + dt.timedelta(days=15, minutes=1))
    assert (executer_les_fermetures(), executer_les_fermetures()) == (1, 0)
    assert not Membre.objects.filter(pk=zoe.pk).exists()


def test_la_derniere_personne_de_l_equipe_ne_part_pas(animatrice):
    with pytest.raises(ValidationError, match="dernière personne de l’équipe"):
        demander_fermeture(membre=animatrice, signee=False, par=animatrice)
    assert not Fermeture.objects.exists()


def test_rester_signe_ou_devenir_ancien_membre(client, zoe, animatrice):
    lectrice = membre("lectrice", Public.VILLE)
    effacer_membre(membre=zoe, nommee=True)
    client.force_login(lectrice)
    echo = Echo.objects.get(titre="Colloque")
    page = client.get(echo.get_absolute_url()).content.decode()
    assert "Par Zoé Zibeline, Cheffe de projet, Ville d’Elbeuf" in page
    assert (echo.auteur, Commentaire.objects.get(texte="Merci de Zoé.").signataire) == (None, "Zoé Zibeline")


def test_les_presences_se_comptent_comme_avant(zoe):
    avant = Inscription.objects.inscrits().count()
    effacer_membre(membre=zoe)
    assert (Inscription.objects.inscrits().count(), Inscription.objects.filter(membre__isnull=False).count()) == (avant, 0)
    assert avant == 1


# --- canaries ---

#: Table, column: why a word of the person may stay there.
RESTENT = {
    ("echos_echo", "titre"): "ce qui a été publié reste, sans le nom (décision 16)",
    ("echos_echo", "retenir_1"): "idem",
    ("wagtailcore_revision", "content"): "les versions de ce qui a été publié, sans le nom",
    ("wagtailcore_revision", "object_str"): "leur titre",
    ("catalogue_entree", "titre"): "la ligne de ce qui a été publié",
    ("catalogue_entree", "resume"): "idem",
    ("publications_fichier", "nom"): "les fichiers de ce qui a été publié",
    ("publications_fichier", "description"): "idem",
    ("publications_commentaire", "texte"): "un commentaire reste, sans le nom",
}


#: Columns the machine reads by their value.
NON_LIBRES = {
    *("genre", "evenement", "verbe", "categorie", "etat", "type", "slug", "nom_du_groupe", "profondeur", "url_path", "contenu"),
    *("email", "type_mime", "empreinte", "object_id", "adresse"),
}


def poser_des_canaris(qui) -> dict[str, str]:
    """A word that exists nowhere else in every text column of every row about ``qui``; where each was put."""
    numeros, poses = count(1), {}
    for donnees in donnees_de_membre.values():
        modele = donnees.modele
        if modele._meta.app_label == "echos":
            continue  # its own words stay, and are looked for below
        for pk in list(donnees.lister(qui).values_list("pk", flat=True)):
            for champ in modele._meta.local_fields:
                libre = isinstance(champ, models.CharField | models.TextField) and not (
                    champ.choices or champ.primary_key or champ.unique or champ.name in NON_LIBRES
                )
                if libre and (champ.max_length is None or champ.max_length >= 20):
                    mot = f"canari{next(numeros)}fin"
                    modele._base_manager.filter(pk=pk).update(**{champ.name: mot})
                    poses[mot] = f"{modele._meta.label}.{champ.name}"
    return poses


def toute_la_base(motif: str) -> set[tuple[str, str, str]]:
    """(table, column, word) of every match in every row of every table of the database, whatever the type of the column."""
    trouves = set()
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t"
            " USING (table_schema, table_name) WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        )
        for table, colonne in curseur.fetchall():
            curseur.execute(f'SELECT "{colonne}"::text FROM "{table}" WHERE "{colonne}"::text ~* %s', [motif])
            for (lu,) in curseur.fetchall():
                trouves |= {(table, colonne, mot) for mot in re.findall(motif, lu, re.IGNORECASE)}
    return trouves


def test_rien_ne_reste_de_la_personne(zoe, animatrice, django_capture_on_commit_callbacks):
    demander_export(membre=zoe)
    with django_capture_on_commit_callbacks(execute=True):
        vider_la_file()
    fichiers = [export.fichier.name for export in Export.objects.all()]
    demander_fermeture(membre=zoe, signee=False, par=zoe)
    noms = r"zibeline|zo(?:é|\\u00e9)(?!\.)|zoe\.zibeline"
    poses = poser_des_canaris(zoe)
    assert len(poses) > 25
    avant = {mot for _, _, mot in toute_la_base(r"canari\d+fin")}
    assert avant == poses.keys()
    assert {table for table, _, _ in toute_la_base(noms)} >= {"membres_membre", "courriels_courriel", "catalogue_entree"}
    with django_capture_on_commit_callbacks(execute=True):
        effacer_membre(membre=zoe, par=animatrice)
    restent = {(table, colonne): poses[mot] for table, colonne, mot in toute_la_base(r"canari\d+fin")}
    assert {cle: ou for cle, ou in restent.items() if cle not in RESTENT} == {}
    assert {(table, colonne) for table, colonne, _ in toute_la_base(noms)} == set()
    assert [nom for nom in fichiers if storages["prive"].exists(nom)] == []


def test_la_recherche_des_canaris_peut_echouer(zoe):
    """The search reads every column: a word left in a JSON payload or another's mail is met."""
    Ligne.objects.create(verbe="essai", details={"nom": "Zibeline"})
    effacer_membre(membre=zoe)
    assert toute_la_base("zibeline") == {("journal_ligne", "details", "Zibeline")}


# --- retention ---


def test_chaque_regle_s_execute_et_se_note(client, zoe, animatrice, horloge_de_la_base):
    avancer_a(timezone.now() + dt.timedelta(days=366 * 2))
    effaces = conservation.executer()
    assert effaces.keys() == set(conservations)
    assert effaces["notes"] == 1
    assert not Note.objects.exists()
    assert not Courriel.objects.exclude(etat="a_envoyer").exists()
    lignes = Ligne.objects.filter(verbe=conservation.VERBE).count()
    assert set(conservation.executer().values()) == {0}
    assert Ligne.objects.filter(verbe=conservation.VERBE).count() == 2 * lignes == 2 * len(conservations)
    client.force_login(animatrice)
    page = texte(client.get("/gestion/traitements/"))
    assert "pas encore" not in page
    assert all(regle.libelle in page for regle in conservations.values())


def test_une_regle_malade_n_empeche_pas_les_autres(zoe, monkeypatch):
    def raler():
        raise RuntimeError("panne")

    malade = Conservation("comptes", "Malade", "jamais", raler)
    monkeypatch.setattr(conservations, "_entrees", {"malade": malade, **dict(conservations.items())})
    with pytest.raises(conservation.ConservationEchouee, match=r"^malade$"):
        conservation.executer()
    assert Ligne.objects.filter(verbe=conservation.VERBE).count() == len(conservations) - 1


def test_chaque_regle_tient_la_promesse_d_un_traitement():
    assert {regle.traitement for regle in conservations.values()} - set(traitements) == set()


def test_le_registre_est_public(client):
    from extranet.operations import installer_pages

    installer_pages()
    page = client.get("/confidentialite/").content.decode()
    assert [t.nom for t in traitements.values() if t.nom not in page.replace("\u202f", " ").replace("\xa0", " ")] == []


# --- classification ---


def test_chaque_champ_est_classe():
    assert classification.non_classes() == []
    assert classification.disparus() == []


def test_un_champ_que_personne_n_a_classe_est_vu(monkeypatch):
    amputee = {label: classes for label, classes in classification.table().items() if label != "membres.Note"}
    monkeypatch.setattr(classification, "table", lambda: amputee)
    assert classification.non_classes() == ["membres.Note.texte", "membres.Note.cree_le"]


def test_une_cle_vers_un_membre_est_personnelle():
    for modele in apps.get_models():
        for champ in classification.champs(modele):
            if champ.related_model is Membre:
                assert classification.classe(modele, champ) == "personnelle"
    assert classification.classe(Entree, Entree._meta.get_field("espace")) == "technique"
