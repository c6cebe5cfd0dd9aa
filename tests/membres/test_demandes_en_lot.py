"""Several access requests at once: shown first, then one account and one mail each, whoever asks twice."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.enums import Etat, EtatDemande
from centre.membres.models import DemandeAcces, Membre
from centre.membres.operations import creer_membre, creer_structure
from centre.membres.operations import demandes as une_a_une
from centre.membres.operations.demandes_en_lot import examiner
from centre.territoires.models import Territoire
from tests.personnes import membre

from .test_demandes import animatrice, demande, equipe

__all__ = ["animatrice", "equipe"]
pytestmark = pytest.mark.django_db
LOT = "/gestion/demandes/lot/"


def de(prenom: str, **champs) -> DemandeAcces:
    return demande(email=f"{prenom.lower()}@pays.example", prenom=prenom, nom="Durand", **champs)


def envoyer(client, *demandes, **champs):
    return client.post(LOT, {"demandes": [d.pk for d in demandes], **champs}, follow=True)


def lu(reponse) -> str:
    return reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def comptes() -> set[str]:
    return set(Membre.objects.filter(nom="Durand", etat=Etat.ACTIF).values_list("prenom", flat=True))


def test_rien_ne_se_fait_avant_d_avoir_montre(equipe):
    creer_structure(nom="Association du Pays d’Auge")
    bray = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    une, deux = de("Zoé", categorie="ville"), de("Yann", structure_nom="Nouvelle structure")
    une.territoires.add(bray)
    page = lu(envoyer(equipe, une, deux))
    for mots in ("Compte ouvert : Équipes politique de la ville, agente de développement, Association du Pays d’Auge ; Pays de Bray.",
                 "Nouvelle structure (structure créée).", "zoé@pays.example", "« Votre compte est ouvert »"):  # fmt: skip
        assert mots in page, mots
    assert (comptes(), Courriel.objects.count()) == (set(), 0)


def test_confirmer_ouvre_un_compte_et_ecrit_un_courriel_chacun(equipe, animatrice):
    une, deux, reste = de("Zoé", categorie="ville"), de("Yann"), de("Xavier")
    page = lu(envoyer(equipe, une, deux, confirmer="oui"))
    assert "2 comptes ouverts ; un courriel le dit à chaque personne." in page
    assert comptes() == {"Zoé", "Yann"}
    assert Membre.objects.get(prenom="Zoé").noms_des_groupes == {"ville"}
    assert sorted(Courriel.objects.values_list("genre", "adresse")) == [
        ("demande_acceptee", "yann@pays.example"),
        ("demande_acceptee", "zoé@pays.example"),
    ]
    assert Ligne.objects.filter(verbe="demande.accepter", acteur=animatrice).count() == 2
    reste.refresh_from_db()
    assert reste.etat == EtatDemande.A_TRAITER


def test_un_double_clic_ne_fait_rien_de_plus_et_le_dit(equipe):
    une = de("Zoé")
    envoyer(equipe, une, confirmer="oui")
    page = lu(envoyer(equipe, une, confirmer="oui"))
    assert "Zoé Durand : déjà traitée par Animatrice Essai : rien ne change." in page
    assert (Membre.objects.filter(prenom="Zoé").count(), Courriel.objects.count()) == (1, 1)


def test_ce_qui_demande_un_regard_est_laisse_de_cote(equipe, animatrice):
    possible, attend, traitee = de("Possible"), de("Attend", etat=EtatDemande.PRECISIONS), de("Traitee")
    une_a_une.refuser(demande=traitee, motif="Non", par=animatrice)
    membre("deja", Public.PAYS)
    deja = demande(email="deja@test.example", prenom="Deja", nom="Durand")
    sans_fonction = de("Vide", fonction="")
    toutes = (possible, attend, traitee, deja, sans_fonction)
    page = lu(envoyer(equipe, *toutes))
    for mots in ("attend la réponse de la personne", "déjà traitée par Animatrice Essai", "un compte existe déjà à cette adresse",
                 "il manque son nom ou sa fonction"):  # fmt: skip
        assert mots in page, mots
    Courriel.objects.all().delete()
    envoyer(equipe, *toutes, confirmer="oui")
    assert comptes() == {"Possible"}
    assert list(Courriel.objects.values_list("adresse", flat=True)) == ["possible@pays.example"]


def test_qui_ressemble_a_un_membre_n_est_pas_coche_d_avance(equipe):
    creer_membre(email="zoe@ailleurs.example", prenom="Zoé", nom="DURAND")
    une, deux = de("Zoe"), de("Yann")
    page = lu(envoyer(equipe, une, deux))
    assert f'value="{deux.pk}" checked' in page
    assert f'value="{une.pk}" checked' not in page
    assert "Zoé DURAND a déjà un compte, zoe@ailleurs.example" in page


def test_une_demande_non_confirmee_ou_aucune_ne_fait_rien(equipe):
    secrete = de("Secrete", etat=EtatDemande.A_CONFIRMER, confirmee_le=None)
    page = lu(envoyer(equipe, secrete, confirmer="oui"))
    assert "Cochez au moins une demande." in page
    assert lu(envoyer(equipe, confirmer="oui")).count("Cochez au moins une demande.") == 1
    assert comptes() == set()


def test_la_liste_propose_de_cocher_ce_qui_attend(equipe, animatrice):
    une, traitee = de("Zoé"), de("Traitee")
    une_a_une.refuser(demande=traitee, motif="Non", par=animatrice)
    page = lu(equipe.get("/gestion/demandes/?etat=toutes"))
    assert f'name="demandes" value="{une.pk}"' in page
    assert f'name="demandes" value="{traitee.pk}"' not in page
    assert "Accepter les demandes cochées" not in lu(equipe.get("/gestion/demandes/?etat=refusee"))


def test_autant_de_requetes_pour_une_que_pour_trois():
    def requetes(*demandes) -> int:
        with CaptureQueriesContext(connection) as vues:
            examiner([d.pk for d in demandes])
        return len(vues)

    trois = [de(prenom) for prenom in ("Zoé", "Yann", "Xavier")]
    assert requetes(trois[0]) == requetes(*trois)


@pytest.mark.django_db(transaction=True)
def test_deux_personnes_acceptent_le_meme_lot_a_la_fois():
    """M6, in a batch: one account, one mail, one line of the journal for each."""
    gens = [membre(nom, role=Public.ADMINISTRATION).pk for nom in ("une", "deux")]
    lot = [de(prenom) for prenom in ("Zoé", "Yann")]
    depart, codes = threading.Barrier(2), []

    def agir(pk: int) -> None:
        try:
            client = Client()
            client.force_login(Membre.objects.get(pk=pk))
            depart.wait()
            codes.append(envoyer(client, *lot, confirmer="oui").status_code)
        finally:
            connections.close_all()

    fils = [threading.Thread(target=agir, args=(pk,)) for pk in gens]
    [fil.start() for fil in fils]
    [fil.join() for fil in fils]
    try:
        assert codes == [200, 200]
        assert comptes() == {"Zoé", "Yann"}
        assert Courriel.objects.filter(genre="demande_acceptee").count() == 2
        assert Ligne.objects.filter(verbe="demande.accepter").count() == 2
    finally:
        with connection.cursor() as curseur:
            curseur.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
