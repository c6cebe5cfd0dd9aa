"""Quotas and priority, offers, ateliers: who gets a seat, when, and why one waits (JEU-4, JEU-5, JEU-11)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.operations import affecter_poste
from centre.territoires.models import Territoire
from jeudis import operations
from jeudis.models import Atelier, Inscription, Regles, Voeu
from jeudis.operations import Bulletin, annuler_inscription, avancer, inscrire, regler, repondre_a_l_offre
from jeudis.taches import faire_avancer
from tests.jeudis.conftest import laisser_passer, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def etats(jeudi):
    return list(Inscription.objects.filter(jeudi=jeudi).order_by("rang").values_list("membre__prenom", "etat"))


def venir(jeudi, nom, categorie=Public.PAYS, **champs):
    qui = membre(nom, categorie)
    return inscrire(jeudi=jeudi, membre=qui, par=qui, **champs)


def poser(jeudi, animatrice, **regles):
    regler(jeudi=jeudi, regles=regles, questions=[], ateliers=[], par=animatrice)


def test_soixante_pour_cent_pour_la_ville_puis_ouvert_a_tous(faire, animatrice, client):
    """5 places, 3 kept: two of the others come, the third waits and reads why; at the opening the job seats them."""
    jeudi = faire(places=5, jours=30)
    ouverture = timezone.now() + dt.timedelta(days=15)
    poser(jeudi, animatrice, categories=["ville"], part=60, ouverture_le=ouverture)
    for nom in ("a", "b", "c"):
        venir(jeudi, nom)
    venir(jeudi, "v", Public.VILLE)
    assert etats(jeudi) == [("A", "inscrit"), ("B", "inscrit"), ("C", "en_attente"), ("V", "inscrit")]
    client.force_login(Inscription.objects.get(membre__prenom="C").membre)
    page = texte(client.get(f"/jeudis/{jeudi.slug}/"))
    assert "Places réservées pour le moment à : Équipes politique de la ville, jusqu’au" in page
    assert "Les places de ce Jeudi sont réservées" in Courriel.objects.get(genre="jeudi_attente").texte
    avancer(jeudi=jeudi.pk)
    assert ("C", "en_attente") in etats(jeudi)
    Regles.objects.update(ouverture_le=timezone.now() - dt.timedelta(minutes=1))
    faire_avancer()
    laisser_passer()
    assert ("C", "inscrit") in etats(jeudi)
    faire_avancer()
    laisser_passer()
    assert Courriel.objects.filter(genre="jeudi_promotion").count() == 1


def test_l_ouverture_se_lit_a_l_horloge_de_la_base(faire, animatrice, horloge_de_la_base):
    jeudi = faire(places=2, jours=40)
    ouverture = timezone.now() + dt.timedelta(days=5)
    poser(jeudi, animatrice, categories=["ville"], part=100, ouverture_le=ouverture)
    assert venir(jeudi, "a").etat == "en_attente"
    horloge_de_la_base(ouverture + dt.timedelta(minutes=1))
    avancer(jeudi=jeudi.pk)
    assert etats(jeudi) == [("A", "inscrit")]


def test_au_plus_deux_par_territoire(faire, animatrice, client):
    jeudi = faire(places=10)
    poser(jeudi, animatrice, max_par_territoire=2)
    bray, caux = (Territoire.objects.create(nom=f"Pays de {n}", slug=f"pays-{n}", nature="pays") for n in ("Bray", "Caux"))
    for nom, lieu in (("a", bray), ("b", bray), ("c", bray), ("d", caux)):
        qui = membre(nom)
        affecter_poste(membre=qui, categorie=Public.PAYS, fonction="agente", depuis=dt.date(2025, 1, 1), territoires=[lieu])
        inscrire(jeudi=jeudi, membre=qui, par=qui)
    assert etats(jeudi) == [("A", "inscrit"), ("B", "inscrit"), ("C", "en_attente"), ("D", "inscrit")]
    premiere = Inscription.objects.get(membre__prenom="A")
    annuler_inscription(inscription=premiere, par=premiere.membre)
    assert etats(jeudi)[2] == ("C", "inscrit")


def test_une_place_liberee_s_offre_puis_passe_a_la_suivante(faire, animatrice):
    jeudi = faire(places=1, jours=30)
    poser(jeudi, animatrice, offre=True, offre_heures=48)
    a, b, c = (venir(jeudi, nom) for nom in ("a", "b", "c"))
    annuler_inscription(inscription=a, par=a.membre)
    b.refresh_from_db()
    assert (b.etat, b.offre_en_cours) == ("en_attente", True)
    assert (b.offerte_jusqu_au.minute, b.offerte_jusqu_au.second) == (0, 0)
    assert venir(jeudi, "d").etat == "en_attente"
    avancer(jeudi=jeudi.pk)
    assert Courriel.objects.filter(genre="jeudi_offre").count() == 1
    Inscription.objects.filter(pk=b.pk).update(offerte_jusqu_au=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(ValidationError):
        repondre_a_l_offre(inscription=b, accepte=True, par=b.membre)
    avancer(jeudi=jeudi.pk)
    assert etats(jeudi) == [("A", "annulee"), ("B", "annulee"), ("C", "en_attente"), ("D", "en_attente")]
    for _ in range(2):
        repondre_a_l_offre(inscription=c, accepte=True, par=c.membre)
    assert etats(jeudi)[2] == ("C", "inscrit")
    genres = sorted(Courriel.objects.exclude(genre="jeudi_attente").values_list("genre", "adresse"))
    assert genres == [
        ("jeudi_annulation", "a@test.example"), ("jeudi_inscription", "a@test.example"), ("jeudi_inscription", "c@test.example"),
        ("jeudi_offre", "b@test.example"), ("jeudi_offre", "c@test.example"), ("jeudi_offre_finie", "b@test.example"),
    ]  # fmt: skip


def test_l_offre_refusee_et_pres_de_la_date_la_place_est_donnee(faire, animatrice, client):
    jeudi = faire(places=1, jours=30)
    poser(jeudi, animatrice, offre=True, offre_heures=48)
    a, b, c = (venir(jeudi, nom) for nom in ("a", "b", "c"))
    annuler_inscription(inscription=a, par=a.membre)
    client.force_login(b.membre)
    page = texte(client.get(f"/jeudis/{jeudi.slug}/"))
    assert "Une place est à vous jusqu’au" in page
    client.post(f"/jeudis/{jeudi.slug}/inscription/", {"geste": "laisser"})
    assert etats(jeudi)[1] == ("B", "annulee")
    c.refresh_from_db()
    assert c.offre_en_cours
    proche = faire(places=1, jours=2, titre="Proche")
    poser(proche, animatrice, offre=True, offre_heures=48)
    e, _ = inscrire(jeudi=proche, membre=a.membre, par=a.membre), inscrire(jeudi=proche, membre=b.membre, par=b.membre)
    annuler_inscription(inscription=e, par=a.membre)
    assert etats(proche) == [("A", "annulee"), ("B", "inscrit")]


def test_le_lien_de_l_offre_la_prend(faire, animatrice, client):
    jeudi = faire(places=1, jours=30)
    poser(jeudi, animatrice, offre=True, offre_heures=48)
    a, _ = (venir(jeudi, nom) for nom in ("a", "b"))
    annuler_inscription(inscription=a, par=a.membre)
    lien = next(mot for mot in Courriel.objects.get(genre="jeudi_offre").texte.split() if "/lien/" in mot)
    chemin = lien.removeprefix("http://localhost:8000")
    assert "Je la prends" in texte(client.get(chemin))
    assert etats(jeudi)[1] == ("B", "en_attente")
    assert "Votre place est réservée" in texte(client.post(chemin, {"geste": "accepter"}))
    assert etats(jeudi)[1] == ("B", "inscrit")


@pytest.fixture
def deux_ateliers(faire, animatrice):
    """« Eau » has one place, « Air » two; the Jeudi has five."""
    jeudi = faire(places=5)
    seance = jeudi.seances.get().pk
    ateliers = [{"seance_id": seance, "titre": "Eau", "places": 1}, {"seance_id": seance, "titre": "Air", "places": 2}]
    regler(jeudi=jeudi, regles={}, questions=[], ateliers=ateliers, par=animatrice)
    return jeudi, seance, *Atelier.objects.order_by("ordre")


def retenus():
    return sorted(Voeu.objects.filter(etat="retenu").values_list("inscription__membre__prenom", "atelier__titre"))


def test_ateliers_premier_choix_puis_second_puis_attente(deux_ateliers, client):
    jeudi, seance, eau, air = deux_ateliers
    veut = Bulletin(voeux={seance: [eau.pk, air.pk]})
    a, b = (venir(jeudi, nom, bulletin=veut) for nom in ("a", "b"))
    venir(jeudi, "c", bulletin=Bulletin(voeux={seance: [eau.pk]}))
    assert retenus() == [("A", "Eau"), ("B", "Air")]
    convocation = Courriel.objects.get(genre="jeudi_inscription", adresse="b@test.example").texte
    assert ("Atelier : Air" in convocation, "En attente d’une place : Eau" in convocation) == (True, True)
    annuler_inscription(inscription=a, par=a.membre)
    assert retenus() == [("B", "Eau")]
    assert list(Courriel.objects.filter(genre="jeudi_atelier").values_list("adresse", flat=True)) == ["b@test.example"]
    operations.changer_le_bulletin(inscription=b, bulletin=Bulletin(voeux={seance: [air.pk]}), par=b.membre)
    assert retenus() == [("B", "Air"), ("C", "Eau")]


def test_moins_de_places_dans_un_atelier_n_exclut_personne(deux_ateliers, animatrice):
    jeudi, seance, _, air = deux_ateliers
    for nom in ("a", "b"):
        venir(jeudi, nom, bulletin=Bulletin(voeux={seance: [air.pk]}))
    lignes = [{"pk": air.pk, "seance_id": seance, "titre": "Air", "places": 1}]
    regler(jeudi=jeudi, regles={}, questions=[], ateliers=lignes, par=animatrice)
    assert retenus() == [("A", "Air"), ("B", "Air")]
    assert list(Atelier.objects.values_list("titre", flat=True)) == ["Air"]


def test_l_equipe_regle_sur_une_page(faire, animatrice, client):
    jeudi = faire()
    client.force_login(animatrice)
    adresse = f"/jeudis/{jeudi.slug}/regles/"
    page = texte(client.get(adresse))
    assert ("Déjeunerez-vous sur place ?" in page, "Interprétation en LSF" in page) == (True, True)
    saisie = {
        "questions-TOTAL_FORMS": 2, "questions-INITIAL_FORMS": 0, "questions-0-genre": "choix", "questions-0-libelle": "Taille ?",
        "questions-0-choix": "S\nM", "questions-1-genre": "texte", "ateliers-TOTAL_FORMS": 1, "ateliers-INITIAL_FORMS": 0,
        "ateliers-0-seance": jeudi.seances.get().pk, "ateliers-0-titre": "Eau", "ateliers-0-places": 3,
        "part": 60, "categories": ["ville", "pays"], "offre_heures": 24, "rappels": "3, 3, 10",
        "ouverture_le_0": "2030-01-01", "ouverture_le_1": "09:00",
    }  # fmt: skip
    faux = client.post(adresse, saisie | {"rappels": "demain", "questions-0-choix": "S"})
    assert (faux.status_code, "Donnez au moins deux réponses" in texte(faux), "Des nombres de jours" in texte(faux)) == (
        422,
        True,
        True,
    )
    assert client.post(adresse, saisie).status_code == 302
    regles = Regles.objects.get(jeudi=jeudi)
    assert (regles.categories, regles.part, regles.rappels, regles.covoiturage) == (["ville", "pays"], 60, [10, 3], False)
    assert regles.ouverture_le.isoformat() == "2030-01-01T08:00:00+00:00"
    assert list(jeudi.questions.values_list("libelle", "choix")) == [("Taille ?", ["S", "M"])]
    assert list(Atelier.objects.values_list("titre", "places")) == [("Eau", 3)]
