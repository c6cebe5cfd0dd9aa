"""Every row that names a member is listed, exported and erased by somebody; an author who leaves leaves what was read."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from wagtail.models import Revision

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import DroitPersonnel, Espace
from centre.espaces.operations import creer_groupe, inviter
from centre.journal.models import Ligne
from centre.membres.models import Membre
from centre.membres.operations import effacer_membre
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_photo
from centre.publications.models import Commentaire, Fichier, Soumission
from centre.publications.operations import creer, enregistrer, publier, retirer, soumettre
from centre.registre import DonneesDeMembre, Registre, donnees_de_membre
from echos.models import Echo
from tests.echos.test_parcours import photo
from tests.personnes import membre


def cles_vers_un_membre() -> list[tuple[str, str]]:
    """Each (model, key) of the database that points to a member, the tables of Membre's own lists aside."""
    cles = []
    for modele in apps.get_models(include_auto_created=True):
        if modele._meta.auto_created is Membre:
            continue
        locaux = [*modele._meta.local_fields, *modele._meta.local_many_to_many]
        cles += [(modele._meta.label, champ.name) for champ in locaux if champ.related_model is get_user_model()]
    return cles


def oubliees(registre: Registre[DonneesDeMembre]) -> list[tuple[str, str]]:
    nommees = {(donnees.modele._meta.label, champ) for donnees in registre.values() for champ in donnees.champs}
    return [cle for cle in cles_vers_un_membre() if cle not in nommees]


def test_chaque_cle_vers_un_membre_est_nommee():
    assert oubliees(donnees_de_membre) == []


def test_un_modele_que_personne_ne_nomme_est_vu():
    amputee: Registre[DonneesDeMembre] = Registre("essai")
    for nom, donnees in donnees_de_membre.items():
        if donnees.modele is not Commentaire:
            amputee.ajouter(nom, donnees)
    assert oubliees(amputee) == [("publications.Commentaire", "auteur")]


def test_aucun_nom_de_cle_n_est_invente():
    cles = set(cles_vers_un_membre())
    nommees = {(donnees.modele._meta.label, champ) for donnees in donnees_de_membre.values() for champ in donnees.champs}
    assert nommees - cles == set()


@pytest.mark.django_db
def test_chaque_declaration_repond_pour_qui_n_a_rien_fait():
    """Only what making the account leaves: an address, and the line of the journal is somebody else's."""
    qui = membre("neuve")
    listes = {nom: donnees.lister(qui).count() for nom, donnees in donnees_de_membre.items()}
    exports = {nom: len(donnees.exporter(qui)) for nom, donnees in donnees_de_membre.items()}
    assert {nom: n for nom, n in listes.items() if n} == {"account.EmailAddress": 1}
    assert exports == listes


@pytest.fixture
def autrice(db):
    return membre("autrice", Public.VILLE)


@pytest.fixture
def collegue(db):
    return membre("collegue", Public.AGGLO)


def ecrire(par, titre, *, publie=True):
    reseau = Espace.objects.get(slug="reseau")
    echo = creer(publication=Echo(titre=titre, retenir_1=f"Une chose de {titre}."), espace=reseau, par=par)
    return publier(publication=echo, par=par) if publie else echo


def modifier(echo, par, **champs):
    brouillon = echo.version_a_modifier()
    for nom, valeur in champs.items():
        setattr(brouillon, nom, valeur)
    return enregistrer(publication=brouillon, par=par, version_lue=echo.latest_revision_id)


def test_exporter_rend_ce_qu_elle_a_ecrit_et_rien_d_autre(autrice, collegue):
    echo = ecrire(autrice, "Colloque")
    ecrire(autrice, "En cours", publie=False)
    d_autrui = ecrire(collegue, "Ailleurs")
    commenter(publication=d_autrui, texte="Merci pour ce récit.", par=autrice)
    commenter(publication=echo, texte="Mot d’une collègue.", par=collegue)
    echos = donnees_de_membre["echos.Echo"].exporter(autrice)
    assert {(e["titre"], e["statut"], e["espace"]) for e in echos} == {
        ("Colloque", "Publié", "Réseau"),
        ("En cours", "Brouillon", "Réseau"),
    }
    assert [e["texte"] for e in echos if e["titre"] == "Colloque"] == ["<ul><li><p>Une chose de Colloque.</p></li></ul>"]
    assert [c["texte"] for c in donnees_de_membre["publications.Commentaire"].exporter(autrice)] == ["Merci pour ce récit."]
    assert [e["titre"] for e in donnees_de_membre["catalogue"].exporter(autrice)] == ["Colloque"]
    assert [p["categorie"] for p in donnees_de_membre["membres.Poste"].exporter(autrice)] == ["ville"]


def test_effacer_garde_ce_qui_a_ete_lu_sans_le_nom(autrice, collegue, client):
    echo = ecrire(autrice, "Colloque")
    joindre_photo(publication=echo, photo=photo(), par=autrice)
    commenter(publication=echo, texte="Mot d’une collègue.", par=collegue)
    commenter(publication=echo, texte="Réponse de l’autrice.", par=autrice)
    soumettre(publication=echo, par=autrice)
    effacer_membre(membre=autrice)

    reste = Echo.objects.get()
    assert (reste.pk, reste.auteur, reste.live) == (echo.pk, None, True)
    assert list(Commentaire.objects.order_by("pk").values_list("texte", "auteur")) == [
        ("Mot d’une collègue.", collegue.pk), ("Réponse de l’autrice.", None)
    ]  # fmt: skip
    assert [f.auteur for f in Fichier.objects.all()] == [None]
    assert [s.par for s in Soumission.objects.all()] == [None]
    assert [e.auteur for e in Entree.objects.filter(type="echo")] == [None]
    assert {(r.user, r.content["auteur"]) for r in reste.revisions} == {(None, None)}
    assert reste.version_a_modifier().auteur is None
    client.force_login(collegue)
    page = client.get(reste.get_absolute_url()).content.decode()
    assert "Par Ancien membre" in page
    assert "Autrice" not in page


def test_effacer_supprime_brouillons_et_textes_repris_avec_leurs_fichiers(autrice, collegue, django_capture_on_commit_callbacks):
    brouillon, repris = ecrire(autrice, "En cours", publie=False), ecrire(autrice, "Repris")
    noms = [
        joindre_photo(publication=texte, photo=photo(couleur=c), par=autrice).contenu.name
        for texte, c in ((brouillon, "red"), (repris, "blue"))
    ]
    commenter(publication=repris, texte="Trop tard.", par=collegue)
    retirer(publication=repris, par=autrice)
    temoin = ecrire(collegue, "D’autrui", publie=False)
    assert [storages["prive"].exists(nom) for nom in noms] == [True, True]
    with django_capture_on_commit_callbacks(execute=True):
        effacer_membre(membre=autrice)
    assert list(Echo.objects.all()) == [temoin]
    assert (Fichier.objects.count(), Commentaire.objects.count()) == (0, 0)
    assert {r.object_id for r in Revision.objects.all()} == {str(temoin.pk)}
    assert [storages["prive"].exists(nom) for nom in noms] == [False, False]


def test_effacer_laisse_la_version_lue_et_oublie_la_suivante(autrice):
    echo = ecrire(autrice, "Colloque")
    Revision.objects.update(created_at="2026-01-01T00:00Z")  # old enough not to be overwritten by the next draft
    modifier(echo, autrice, titre="Secret de travail")
    assert Echo.objects.get().has_unpublished_changes
    effacer_membre(membre=autrice)
    reste = Echo.objects.get()
    assert (reste.titre, reste.has_unpublished_changes, reste.latest_revision_id) == ("Colloque", False, reste.live_revision_id)
    assert [r.content["titre"] for r in reste.revisions] == ["Colloque"]


def test_effacer_ne_laisse_aucune_cle_et_ferme_ses_portes(autrice, collegue):
    groupe = creer_groupe(nom="Groupe mobilité", slug="mobilite")
    inviter(membre=autrice, espace=groupe, jusqu_au=None, par=collegue)
    inviter(membre=collegue, espace=groupe, jusqu_au=None, par=autrice)
    commenter(publication=ecrire(collegue, "Ailleurs"), texte="Bravo.", par=autrice)
    commenter(publication=ecrire(autrice, "Colloque"), texte="Merci.", par=collegue)
    assert Courriel.objects.filter(destinataire=autrice).count() == 1
    pk = autrice.pk
    effacer_membre(membre=autrice, par=collegue)
    assert not Membre.objects.filter(pk=pk).exists()
    assert [(d.user, d.accorde_par) for d in DroitPersonnel.objects.all()] == [(collegue, None)]
    assert not Courriel.objects.filter(adresse="autrice@test.example").exists()
    assert Courriel.objects.filter(destinataire=collegue).count() == 1
    derniere = Ligne.objects.first()
    assert (derniere.verbe, derniere.acteur, derniere.details) == ("membre.effacer", collegue, {"membre": pk})
    for modele, champ in cles_vers_un_membre():
        assert not apps.get_model(modele)._base_manager.filter(**{f"{champ}_id": pk}).exists(), (modele, champ)
