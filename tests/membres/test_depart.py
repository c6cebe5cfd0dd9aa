"""M3: a post is left and taken over; what belongs to it is handed over, what is the person's is not, what was signed stays signed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe
from centre.groupes.enums import Porte
from centre.groupes.operations import installer_groupe
from centre.journal.models import Ligne
from centre.membres.enums import EtatDeDepart
from centre.membres.models import ChangementDePoste, Depart, Membre
from centre.membres.operations import (
    affecter_poste,
    annuler_depart,
    appliquer_changement,
    creer_structure,
    demander_changement,
    donner_role,
    executer_les_departs,
    prevoir_depart,
    refuser_changement,
)
from centre.publications.operations import creer, publier
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from echos.models import Echo
from jeudis.models import PARIS, CompteRendu, Jeudi
from jeudis.operations import Horaire, commencer_compte_rendu, creer_jeudi
from tests.horloge import avancer_a
from tests.personnes import membre

pytestmark = pytest.mark.django_db
HIER, VEILLE = dt.date(2026, 11, 22), dt.date(2026, 11, 21)


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


@pytest.fixture
def bray():
    return Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")


@pytest.fixture
def camille(bray):
    """A technician with a post, a groupe, a thème, a draft and a published écho."""
    qui = membre("camille")
    affecter_poste(
        membre=qui, categorie=Public.PAYS, fonction="Agente de développement", depuis=dt.date(2024, 1, 1),
        structure=creer_structure(nom="Association du Pays de Bray"), territoires=[bray],
    )  # fmt: skip
    espace = creer_groupe(nom="Groupe mobilité", slug="mobilite")
    installer_groupe(espace=espace, porte=Porte.INVITATION, par=None)
    qui.groups.add(groupe_nomme("groupe-mobilite"))
    famille = Famille.objects.create(nom="Habitat", slug="habitat")
    qui.themes.add(Theme.objects.create(famille=famille, nom="Logement", slug="logement"))
    reseau = Espace.objects.get(slug="reseau")
    creer(publication=Echo(titre="Brouillon", retenir_1="Secret."), espace=reseau, par=qui)
    publier(publication=creer(publication=Echo(titre="Colloque", retenir_1="Une idée."), espace=reseau, par=qui), par=qui)
    return qui


def test_le_successeur_recoit_le_poste_et_rien_de_personnel(camille, bray, animatrice):
    successeur = membre("sacha")
    depart = prevoir_depart(membre=camille, dernier_jour=HIER, successeur=successeur, par=animatrice)
    assert depart.etat == EtatDeDepart.FAIT
    successeur = Membre.objects.get(pk=successeur.pk)
    poste = successeur.poste
    assert (poste.fonction, poste.categorie, str(poste.structure), poste.depuis) == (
        "Agente de développement", "pays", "Association du Pays de Bray", dt.date(2026, 11, 23)
    )  # fmt: skip
    assert list(poste.territoires.all()) == [bray]
    assert successeur.noms_des_groupes == {"pays", "groupe-mobilite"}
    assert (successeur.themes.count(), Echo.objects.de(successeur).count()) == (0, 0)
    assert not Echo.objects.visibles_pour(successeur).filter(titre="Brouillon").exists()
    ancien = Membre.objects.get(pk=camille.pk)
    assert (ancien.poste, ancien.noms_des_groupes, ancien.is_active) == (None, frozenset(), True)
    assert [p.jusqu_a for p in ancien.postes.all()] == [HIER]
    assert {e.titre for e in Echo.objects.de(ancien)} == {"Brouillon", "Colloque"}
    (courriel,) = Courriel.objects.filter(genre="prise_de_poste")
    assert (courriel.destinataire, "Camille Essai" in courriel.texte) == (successeur, True)
    assert Ligne.objects.get(verbe="membre.transferer").details == {
        "de": camille.pk, "remis": {"membres.groupes": 1, "groupes.Adhesion": 0}
    }  # fmt: skip


def rendre_compte(auteur, animatrice):
    """A compte rendu that ``auteur`` wrote of a Jeudi of the team."""
    reseau, debut = Espace.objects.get(slug="reseau"), dt.datetime(2026, 10, 1, 9, tzinfo=PARIS)
    jeudi = creer_jeudi(
        jeudi=Jeudi(titre="Les CUCS"), espace=reseau, espace_inscription=reseau, par=animatrice,
        horaires=[Horaire(debut, debut + dt.timedelta(hours=3))],
    )  # fmt: skip
    jeudi = publier(publication=jeudi, par=animatrice)
    compte_rendu = commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=None, par=animatrice)
    CompteRendu.objects.update(auteur=auteur)
    return publier(publication=compte_rendu, par=animatrice)


def test_ce_qui_est_publie_garde_le_nom_et_le_poste_d_alors(client, camille, animatrice):
    publie = rendre_compte(camille, animatrice)
    prevoir_depart(membre=camille, dernier_jour=HIER, successeur=membre("sacha"), par=animatrice)
    affecter_poste(membre=camille, categorie=Public.AGGLO, fonction="Directrice", depuis=dt.date(2026, 11, 23))
    echo = Echo.objects.get(titre="Colloque")
    assert (echo.auteur, echo.signataire, echo.signature_poste) == (
        camille, "Camille Essai", "Agente de développement, Association du Pays de Bray"
    )  # fmt: skip
    assert Entree.objects.get(titre="Colloque").auteur == camille
    client.force_login(membre("lectrice", Public.VILLE))
    page = client.get(echo.get_absolute_url()).content.decode()
    assert "Par Camille Essai, Agente de développement, Association du Pays de Bray" in page
    assert "Directrice" not in page
    assert (
        "Compte rendu de Camille Essai, Agente de développement, Association du Pays de Bray."
        in client.get(publie.get_absolute_url()).content.decode()
    )


def test_qui_a_deja_un_poste_suit_les_territoires_en_plus(camille, bray, animatrice):
    caux = Territoire.objects.create(nom="Caux", slug="caux", nature="pays")
    successeur = membre("sacha")
    affecter_poste(membre=successeur, categorie=Public.PAYS, fonction="Agent", depuis=dt.date(2025, 1, 1), territoires=[caux])
    prevoir_depart(membre=camille, dernier_jour=HIER, successeur=successeur, par=animatrice)
    (poste,) = successeur.postes.all()
    assert (poste.fonction, set(poste.territoires.all())) == ("Agent", {bray, caux})


def test_un_depart_prevu_se_fait_le_lendemain_par_l_horloge_de_la_base(camille, animatrice, horloge_de_la_base):
    successeur = membre("sacha")
    dernier = dt.date(2027, 1, 15)
    prevoir_depart(membre=camille, dernier_jour=dernier, successeur=successeur, par=animatrice)
    avancer_a(dt.datetime(2027, 1, 15, 22, 59, tzinfo=dt.UTC))
    assert executer_les_departs() == 0
    avancer_a(dt.datetime(2027, 1, 15, 23, 1, tzinfo=dt.UTC))
    assert (executer_les_departs(), executer_les_departs()) == (1, 0)
    assert (camille.poste, successeur.poste.depuis) == (None, dt.date(2027, 1, 16))
    assert Courriel.objects.filter(genre="prise_de_poste").count() == 1


def test_un_depart_annule_ne_se_fait_pas(camille, animatrice, horloge_de_la_base):
    depart = prevoir_depart(membre=camille, dernier_jour=dt.date(2027, 1, 15), par=animatrice)
    assert prevoir_depart(membre=camille, dernier_jour=dt.date(2027, 2, 1), par=animatrice).pk == depart.pk
    annuler_depart(depart=depart, par=animatrice)
    avancer_a(dt.datetime(2027, 3, 1, tzinfo=dt.UTC))
    assert executer_les_departs() == 0
    assert (camille.poste.jusqu_a, Depart.objects.get().etat) == (None, EtatDeDepart.ANNULE)


def test_sans_successeur_rien_n_est_remis_et_les_espaces_se_ferment(camille, animatrice):
    prevoir_depart(membre=camille, dernier_jour=HIER, par=animatrice)
    ancien = Membre.objects.get(pk=camille.pk)
    assert (ancien.poste, ancien.noms_des_groupes) == (None, frozenset())
    assert not Ligne.objects.filter(verbe="membre.transferer").exists()


def test_les_departs_impossibles_sont_refuses(camille, animatrice):
    with pytest.raises(ValidationError, match="autre personne"):
        prevoir_depart(membre=camille, dernier_jour=HIER, successeur=camille, par=animatrice)
    with pytest.raises(ValidationError, match="pas de poste"):
        prevoir_depart(membre=membre("sans-poste"), dernier_jour=HIER, par=animatrice)
    affecter_poste(membre=animatrice, categorie=Public.PAYS, fonction="Animatrice", depuis=VEILLE)
    with pytest.raises(ValidationError, match="dernière personne de l’équipe"):
        prevoir_depart(membre=animatrice, dernier_jour=HIER, par=animatrice)
    donner_role(membre=camille, role=Public.ADMINISTRATION)
    assert prevoir_depart(membre=animatrice, dernier_jour=HIER, par=animatrice).etat == EtatDeDepart.FAIT
    assert not Membre.objects.get(pk=animatrice.pk).est_de_l_equipe


def test_j_ai_change_de_poste(client, camille, bray, animatrice):
    client.force_login(camille)
    assert client.get("/mon-compte/poste/").context["form"].initial["fonction"] == "Agente de développement"
    saisie = {"fonction": "Cheffe de projet", "structure": "Ville d’Elbeuf", "categorie": "ville", "depuis": "2026-11-01"}
    refusee = client.post("/mon-compte/poste/", saisie | {"depuis": "hier"})
    assert (refusee.status_code, "Cheffe de projet" in refusee.content.decode()) == (422, True)
    assert client.post("/mon-compte/poste/", saisie | {"territoires": [bray.pk]}).status_code == 302
    assert client.post("/mon-compte/poste/", saisie | {"fonction": "Directrice"}).status_code == 302
    (demande,) = ChangementDePoste.objects.all()
    assert (demande.fonction, camille.poste.fonction) == ("Directrice", "Agente de développement")
    client.force_login(animatrice)
    assert "Changements de poste à écrire" in client.get("/gestion/").content.decode()
    assert client.post(f"/gestion/changements/{demande.pk}/appliquer/").status_code == 302
    assert client.post(f"/gestion/changements/{demande.pk}/appliquer/").status_code == 302
    assert (camille.poste.fonction, str(camille.poste.structure), camille.postes.count()) == ("Directrice", "Ville d’Elbeuf", 2)
    assert Courriel.objects.filter(genre="changement_de_poste", destinataire=camille).count() == 1
    assert "Changements de poste à écrire" not in client.get("/gestion/").content.decode()


def test_un_changement_refuse_garde_le_poste_et_dit_pourquoi(client, camille, animatrice):
    demande = demander_changement(
        membre=camille, fonction="Ministre", structure="", categorie="ville", territoires=[], depuis=HIER
    )  # fmt: skip
    client.force_login(animatrice)
    adresse = f"/gestion/changements/{demande.pk}/refuser/"
    assert client.post(adresse, {"motif": ""}).status_code == 422
    assert client.post(adresse, {"motif": "Rappelez-nous d’abord."}).status_code == 302
    assert not appliquer_changement(changement=demande, par=animatrice)
    assert not refuser_changement(changement=demande, motif="Encore", par=animatrice)
    assert camille.poste.fonction == "Agente de développement"
    assert "Rappelez-nous d’abord." in Courriel.objects.get(genre="changement_de_poste").texte


def test_la_page_de_prise_de_poste(client, camille, bray, animatrice):
    successeur = membre("sacha")
    prevoir_depart(membre=camille, dernier_jour=HIER, successeur=successeur, par=animatrice)
    affecter_poste(
        membre=membre("voisine"), categorie=Public.AGGLO, fonction="Voisine de métier", depuis=VEILLE, territoires=[bray]
    )
    affecter_poste(membre=membre("loin"), categorie=Public.VILLE, fonction="Ailleurs", depuis=VEILLE)
    client.force_login(successeur)
    page = client.get("/espace/prise-de-poste/").content.decode()
    for mot in ("Avant vous, Camille Essai", "Colloque", "Pays de Bray", "Groupe mobilité", "Voisine de métier"):
        assert mot in page, mot
    assert "Brouillon" not in page
    assert "Ailleurs" not in page
    client.force_login(membre("financeur", role=Public.FINANCEUR))
    page = client.get("/espace/prise-de-poste/").content.decode()
    assert "Vous n’avez pas de poste" in page
    assert "Colloque" not in page
