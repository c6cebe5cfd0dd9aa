"""Seats: in order, once each, with one mail per change (journeys J2, J4, P1)."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from icalendar import Calendar

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.models import Membre
from centre.taches import vider_la_file
from jeudis import operations
from jeudis.models import Inscription
from jeudis.operations import annuler_inscription, inscrire
from tests.personnes import membre


def etats(jeudi):
    return list(Inscription.objects.filter(jeudi=jeudi).order_by("rang").values_list("membre__prenom", "etat"))


@pytest.mark.django_db
def test_complet_attente_promotion_un_courriel_et_son_agenda(client, faire):
    """J2."""
    jeudi = faire(places=1)
    agglo, pays = membre("agglo", Public.AGGLO), membre("pays", Public.PAYS)
    client.force_login(agglo)
    client.post(f"/jeudis/{jeudi.slug}/inscription/", {"geste": "inscrire"})
    client.force_login(pays)
    page = client.get(f"/jeudis/{jeudi.slug}/").content.decode()
    assert "Me mettre sur la liste d’attente" in page
    client.post(f"/jeudis/{jeudi.slug}/inscription/", {"geste": "inscrire"})
    client.post(f"/jeudis/{jeudi.slug}/inscription/", {"geste": "inscrire"})
    assert etats(jeudi) == [("Agglo", "inscrit"), ("Pays", "en_attente")]
    client.force_login(agglo)
    client.post(f"/jeudis/{jeudi.slug}/inscription/", {"geste": "annuler"})
    assert etats(jeudi) == [("Agglo", "annulee"), ("Pays", "inscrit")]
    vider_la_file()
    recus = list(Courriel.objects.filter(destinataire=pays).order_by("pk").values_list("genre", "etat"))
    assert recus == [("jeudi_attente", "envoye"), ("jeudi_promotion", "envoye")]
    [piece] = Courriel.objects.get(genre="jeudi_promotion").pieces.all()
    [evenement] = Calendar.from_ical(bytes(piece.contenu)).walk("VEVENT")
    seance = jeudi.seances.get()
    assert (evenement["SUMMARY"], evenement.decoded("DTSTART"), evenement["STATUS"]) == ("Les CUCS", seance.debut, "CONFIRMED")
    assert evenement["DTSTART"].params["TZID"] == "Europe/Paris"


@pytest.mark.django_db
def test_p1_quarante_cinq_places_cinquante_deux_inscriptions(faire, animatrice):
    """P1: 7 wait, 2 withdraw, 2 promoted; the mails are exact."""
    jeudi = faire(places=45)
    personnes = [membre(f"p{n}", list(Public)[n % 4]) for n in range(52)]
    inscriptions = [inscrire(jeudi=jeudi, membre=p, par=p) for p in personnes]
    assert [i.etat for i in inscriptions] == ["inscrit"] * 45 + ["en_attente"] * 7
    annuler_inscription(inscription=inscriptions[3], par=personnes[3])
    annuler_inscription(inscription=inscriptions[20], par=animatrice)
    etat = dict(Inscription.objects.filter(jeudi=jeudi).values_list("membre_id", "etat"))
    assert [etat[p.pk] for p in personnes[45:]] == ["inscrit", "inscrit"] + ["en_attente"] * 5
    assert sorted(etat.values()).count("inscrit") == 45
    genres = list(Courriel.objects.values_list("genre", flat=True))
    compte = {g: genres.count(g) for g in set(genres)}
    assert compte == {"jeudi_inscription": 45, "jeudi_attente": 7, "jeudi_annulation": 2, "jeudi_promotion": 2}


@pytest.mark.django_db
def test_ne_s_inscrit_que_le_public_choisi_tant_que_c_est_ouvert(faire, animatrice):
    jeudi = faire(inscription="pays")
    passe = faire(jours=-1, titre="Hier")
    ville, pays = membre("ville", Public.VILLE), membre("pays", Public.PAYS)
    elu = membre("elu", Public.ELARGI)
    for qui, quoi in [(ville, jeudi), (elu, jeudi), (pays, passe)]:
        with pytest.raises(PermissionDenied):
            inscrire(jeudi=quoi, membre=qui, par=qui)
    with pytest.raises(PermissionDenied):
        inscrire(jeudi=jeudi, membre=pays, par=ville)
    assert inscrire(jeudi=jeudi, membre=pays, par=pays).etat == "inscrit"
    assert inscrire(jeudi=passe, membre=ville, par=animatrice).etat == "inscrit"


@pytest.mark.django_db
def test_plus_de_places_promeut_moins_n_exclut_personne(faire, animatrice):
    jeudi = faire(places=1)
    for nom in ("a", "b", "c"):
        qui = membre(nom, Public.PAYS)
        inscrire(jeudi=jeudi, membre=qui, par=qui)
    operations.ouvrir_a(jeudi=jeudi, espace_inscription=jeudi.espace_inscription, places=2, par=animatrice)
    assert etats(jeudi) == [("A", "inscrit"), ("B", "inscrit"), ("C", "en_attente")]
    operations.ouvrir_a(jeudi=jeudi, espace_inscription=jeudi.espace_inscription, places=1, par=animatrice)
    assert etats(jeudi) == [("A", "inscrit"), ("B", "inscrit"), ("C", "en_attente")]


def _tous_a_la_fois(jeudi, nombre):
    personnes = [membre(f"r{n}", Public.PAYS) for n in range(nombre)]
    depart, erreurs = threading.Barrier(20), []

    def tenter(lot):
        try:
            depart.wait()
            for pk in lot:
                qui = Membre.objects.get(pk=pk)
                inscrire(jeudi=jeudi, membre=qui, par=qui)
        except Exception as erreur:  # reported by the caller
            erreurs.append(erreur)
        finally:
            connection.close()

    cles = [p.pk for p in personnes]
    fils = [threading.Thread(target=tenter, args=(cles[n::20] + cles[n::20],)) for n in range(20)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return erreurs


@pytest.mark.django_db(transaction=True)
def test_deux_cents_inscriptions_pour_une_place(faire):
    """J4: 200 people, each asking twice, from separate connections: one seat, the rest in order, nobody twice."""
    jeudi = faire(places=1)
    assert _tous_a_la_fois(jeudi, 200) == []
    lignes = list(Inscription.objects.filter(jeudi=jeudi).order_by("rang").values_list("rang", "etat"))
    assert lignes == [(1, "inscrit")] + [(n, "en_attente") for n in range(2, 201)]


@pytest.mark.django_db(transaction=True)
def test_sans_le_verrou_la_course_existe(faire, monkeypatch):
    """The control: with the row lock off, several take the last seat, or the unique ranks collide."""
    monkeypatch.setattr(operations.ecriture, "verrouiller", lambda objet: type(objet).objects.get(pk=objet.pk))
    jeudi = faire(places=1)
    erreurs = _tous_a_la_fois(jeudi, 60)
    assert erreurs or Inscription.objects.filter(jeudi=jeudi, etat="inscrit").count() > 1
