"""``manage.py installer`` on an empty database, twice."""

import io
import json

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Page

from centre.espaces.enums import Public
from centre.gestion.management.commands.installer import lire_mot_de_passe
from centre.gestion.models import Identite
from centre.gestion.operations import DONNEES, accorder_gestion, creer_premier_compte, definir_identite, installer_identite
from centre.journal.models import Ligne
from centre.membres.models import Membre
from centre.territoires.models import Territoire
from centre.themes.models import Theme

MOT_DE_PASSE = "une-phrase-assez-longue-2026"


def etat():
    """What the installer makes, in rows."""
    return {
        "territoires": Territoire.objects.count(),
        "themes": Theme.objects.count(),
        "pages": sorted(Page.objects.values_list("url_path", "latest_revision")),
        "identite": list(Identite.objects.values()),
        "membres": sorted(Membre.objects.values_list("email", "etat")),
        "droits": sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
    }


def test_deux_fois_c_est_une(db, monkeypatch, capsys):
    monkeypatch.setenv("CENTRE_MOT_DE_PASSE", MOT_DE_PASSE)
    options = {"email": "Anne@centre.example", "prenom": "Anne", "nom": "Dupré"}
    call_command("installer", **options)
    premier = etat()
    assert premier["territoires"] > 100
    assert premier["themes"] > 10
    assert {"/accueil/", "/accueil/le-centre/"} <= {adresse for adresse, _ in premier["pages"]}
    anne = Membre.objects.get(email="anne@centre.example")
    assert authenticate(username=anne.email, password=MOT_DE_PASSE) == anne
    assert anne.noms_des_groupes == {Public.ANIMATRICE.value}
    assert not anne.is_superuser
    call_command("installer", **{**options, "email": "autre@centre.example"})
    assert etat() == premier
    assert "aucun n’est créé" in capsys.readouterr().out.replace("'", "’")


def test_sans_mot_de_passe_le_compte_attend_sa_reinitialisation(db, monkeypatch):
    monkeypatch.delenv("CENTRE_MOT_DE_PASSE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("ce qui n’est pas un terminal ne donne pas de mot de passe"))
    assert lire_mot_de_passe() is None
    compte = creer_premier_compte(email="anne@centre.example", prenom="", nom="")
    assert not compte.has_usable_password()
    assert creer_premier_compte(email="b@centre.example", prenom="", nom="") is None


def test_mot_de_passe_faible_refuse(db, monkeypatch):
    monkeypatch.setenv("CENTRE_MOT_DE_PASSE", "court")
    with pytest.raises(CommandError, match="court"):
        call_command("installer", email="anne@centre.example")
    assert not Membre.objects.exists()


def test_identite_ecrite_une_fois(db):
    assert Identite.objects.courante().pk == Identite.SEULE
    assert not Identite.objects.exists()
    installer_identite()
    faits = json.loads(DONNEES.read_text())
    assert {nom: getattr(Identite.objects.get(), nom) for nom in faits} == faits
    definir_identite(telephone="02 00 00 00 00")
    installer_identite()
    assert Identite.objects.get().telephone == "02 00 00 00 00"


def test_definir_identite_journalise_les_champs_sans_leur_texte(db):
    definir_identite(porteur="La Région", fax="")
    ligne = Ligne.objects.get(verbe="gestion.definir_identite")
    assert ligne.details == {"champs": ["porteur"]}
    definir_identite(porteur="La Région")
    assert Ligne.objects.filter(verbe="gestion.definir_identite").count() == 1


def test_accorder_gestion_exactement(db):
    racine = Page.objects.get(depth=1)
    communs = {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"}
    for _ in range(2):
        accorder_gestion()
        droits = GroupPagePermission.objects.filter(group__name__in=["animatrice", "administration"])
        assert set(droits.values_list("page", flat=True)) == {racine.pk}
        lus = {nom: set() for nom in ("animatrice", "administration")}
        for nom, code in droits.values_list("group__name", "permission__codename"):
            lus[nom].add(code)
        assert lus == {"animatrice": communs | {"bulk_delete_page"}, "administration": communs}
