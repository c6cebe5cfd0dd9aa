"""Structures: a page with its people; two that are one, merged after a page that says what it does, once, nothing lost."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from centre.catalogue.models import Entree
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.models import AncienneStructure, Membre, Poste, Structure
from centre.membres.operations import affecter_poste, creer_structure, fusionner_structures, suspendre
from tests.client import ClientInspecteur
from tests.personnes import membre, tout_le_monde

pytestmark = pytest.mark.django_db


def client_de(qui) -> ClientInspecteur:
    client = ClientInspecteur()
    client.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
    return client


def embaucher(nom, structure, jour=dt.date(2026, 1, 5), qui=None):
    qui = qui or membre(nom)
    affecter_poste(membre=qui, categorie=Public.PAYS, fonction="agente", structure=structure, depuis=jour)
    return qui


@pytest.fixture
def gens(db):
    return tout_le_monde()


@pytest.fixture
def deux(gens):
    """The one that stays, the one that goes: a present post and a past one in each."""
    gardee, absorbee = (
        creer_structure(nom="Association du Pays de Bray"),
        creer_structure(nom="Assoc. du Pays de Bray", site="https://bray.example"),
    )
    embaucher("lea", gardee)
    tom = embaucher("tom", absorbee)
    embaucher("", absorbee, dt.date(2026, 1, 5), qui=membre("zoe"))
    embaucher("", gardee, dt.date(2026, 6, 1), qui=Membre.objects.get(prenom="Zoe"))
    return gardee, absorbee, tom


def test_une_structure_et_ses_gens(gens, deux):
    gardee, absorbee, tom = deux
    page = client_de(gens["ville"]).get(gardee.get_absolute_url()).content.decode()
    assert "Lea Essai" in page
    assert "Zoe Essai" in page
    assert "Tom Essai" not in page
    assert "La réunir" not in page
    assert client_de(gens["public-elargi"]).get(gardee.get_absolute_url()).status_code == 404
    suspendre(membre=tom)
    assert client_de(gens["ville"]).get(absorbee.get_absolute_url()).status_code == 404, "nobody is left to show"
    assert absorbee.nom not in client_de(gens["ville"]).get("/annuaire/structures/").content.decode()


def test_les_noms_qui_se_ressemblent_sont_proposes(gens, deux):
    page = client_de(gens["animatrice"]).get("/gestion/structures/").content.decode()
    assert "Peut-être la même" in page
    assert f"/gestion/structures/{deux[1].slug}/fusionner/?vers={deux[0].slug}" in page
    assert client_de(gens["ville"]).get("/gestion/structures/").status_code == 404


def test_rien_ne_bouge_avant_le_oui(gens, deux):
    gardee, absorbee, _ = deux
    client, adresse = client_de(gens["animatrice"]), f"/gestion/structures/{absorbee.slug}/fusionner/"
    apercu = client.get(f"{adresse}?vers={gardee.slug}").content.decode().replace("\xa0", " ")
    assert "1 poste tenu et 1 passé passent" in apercu
    assert client.get(f"{adresse}?vers=absente").status_code == 422
    assert client.get(f"{adresse}?vers={absorbee.slug}").status_code == 422, "not with itself"
    sans_oui = client.post(adresse, {"vers": gardee.slug})
    assert sans_oui.status_code == 422
    assert "Cochez cette case" in sans_oui.content.decode()
    assert Structure.objects.count() == 2
    assert not Ligne.objects.filter(verbe="structure.fusionner").exists()


def test_reunir_deux_structures(gens, deux):
    gardee, absorbee, tom = deux
    adresse = f"/gestion/structures/{absorbee.slug}/fusionner/"
    reponses = [client_de(gens["animatrice"]).post(adresse, {"vers": gardee.slug, "oui": "on"}).status_code for _ in range(2)]
    assert reponses == [302, 404]
    assert list(Structure.objects.all()) == [gardee]
    assert set(Poste.objects.filter(structure__isnull=False).values_list("structure", flat=True)) == {gardee.pk}
    assert Poste.objects.filter(structure=gardee).count() == 4
    gardee.refresh_from_db()
    assert gardee.site == "https://bray.example"
    assert Entree.objects.de_l_objet(tom).get().resume == "agente, Association du Pays de Bray"
    ancienne = client_de(gens["ville"]).get(f"/annuaire/structures/{absorbee.slug}/")
    assert (ancienne.status_code, ancienne["Location"]) == (301, gardee.get_absolute_url())
    assert client_de(gens["public-elargi"]).get(f"/annuaire/structures/{absorbee.slug}/").status_code == 404
    ligne = Ligne.objects.get(verbe="structure.fusionner")
    assert ligne.details == {"absorbee": absorbee.pk, "slug": absorbee.slug, "membres.Poste": 2}
    assert creer_structure(nom="Assoc. du Pays de Bray").slug != absorbee.slug, "the old address keeps leading where it led"


def test_une_chaine_de_fusions_mene_a_la_derniere(gens, deux):
    gardee, absorbee, _ = deux
    derniere = creer_structure(nom="Pays de Bray")
    fusionner_structures(gardee=gardee, absorbee=absorbee, par=gens["animatrice"])
    fusionner_structures(gardee=derniere, absorbee=gardee, par=gens["animatrice"])
    assert set(AncienneStructure.objects.values_list("structure", flat=True)) == {derniere.pk}
    assert client_de(gens["ville"]).get(f"/annuaire/structures/{absorbee.slug}/")["Location"] == derniere.get_absolute_url()


def test_une_structure_ne_se_reunit_pas_a_elle_meme(deux):
    with pytest.raises(ValueError, match="elle-même"):
        fusionner_structures(gardee=deux[0], absorbee=deux[0], par=None)


@pytest.mark.django_db(transaction=True)
def test_deux_fusions_croisees_a_la_fois():
    """« A into B » and « B into A » at once: one structure stays, no post is lost, nothing hangs."""
    from centre.espaces.operations import installer_espaces

    installer_espaces()
    une, autre = creer_structure(nom="Une"), creer_structure(nom="Autre")
    for nom, structure in (("lea", une), ("tom", autre)):
        embaucher(nom, structure)
    depart, fautes = threading.Barrier(2), []

    def reunir(gardee, absorbee):
        try:
            depart.wait(10)
            fusionner_structures(gardee=gardee, absorbee=absorbee, par=None)
        except Structure.DoesNotExist:
            pass  # the other one was first: the kept one is gone
        except Exception as erreur:  # told to the test below
            fautes.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=reunir, args=paire) for paire in ((une, autre), (autre, une))]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(30)
    assert fautes == []
    reste = Structure.objects.get()
    assert set(Poste.objects.values_list("structure", flat=True)) == {reste.pk}
