"""P5: what happens at the same instant loses nothing, seats nobody twice, and writes one mail each."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.models import Membre
from jeudis import operations
from jeudis.models import Inscription, Jeudi
from jeudis.operations import Bulletin, Identite, annuler_inscription, inscrire, regler
from tests.jeudis.conftest import horaire
from tests.personnes import membre

pytestmark = pytest.mark.django_db(transaction=True)
N = 12


def ensemble(*gestes):
    """Run each from a connection of its own, all started at once; returns what they raised."""
    depart, erreurs = threading.Barrier(len(gestes)), []

    def lancer(geste):
        try:
            depart.wait()
            geste()
        except Exception as erreur:  # reported by the caller
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=lancer, args=(geste,)) for geste in gestes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return erreurs


def venir(jeudi, pk):
    def geste():
        qui = Membre.objects.get(pk=pk)
        inscrire(jeudi=jeudi, membre=qui, par=qui)

    return geste


def compte(jeudi):
    etats = list(jeudi.inscriptions.values_list("etat", flat=True))
    return {etat: etats.count(etat) for etat in set(etats)}


def un_courriel_par_geste():
    """No two mails of one kind to one person about one event; each registration has as many mails as it had changes."""
    ecrits = list(Courriel.objects.values_list("genre", "evenement", "adresse"))
    assert len(ecrits) == len(set(ecrits))


def gens(nombre):
    return [membre(f"g{n}", Public.PAYS).pk for n in range(nombre)]


def test_la_cloture_se_juge_a_l_horloge_de_la_base(faire, horloge_de_la_base):
    """The machine's clock says « open »; the database's, moved past the closing time, refuses."""
    jeudi = faire(cloture=timezone.now() + dt.timedelta(hours=1))
    a, b = (Membre.objects.get(pk=pk) for pk in gens(2))
    inscrire(jeudi=jeudi, membre=a, par=a)
    horloge_de_la_base(jeudi.cloture)
    with pytest.raises(PermissionDenied):
        inscrire(jeudi=jeudi, membre=b, par=b)
    horloge_de_la_base(jeudi.cloture - dt.timedelta(seconds=5))
    inscrire(jeudi=jeudi, membre=b, par=b)
    assert compte(jeudi) == {"inscrit": 2}


def test_moins_de_places_pendant_que_l_on_s_inscrit(faire, animatrice):
    jeudi = faire(places=8)
    pks = gens(N)

    def reduire():
        operations.ouvrir_a(jeudi=jeudi, espace_inscription=jeudi.espace_inscription, places=3, par=animatrice)

    assert ensemble(*(venir(jeudi, pk) for pk in pks), reduire) == []
    vus = compte(jeudi)
    assert (sum(vus.values()), 3 <= vus["inscrit"] <= 8) == (N, True)
    rangs = dict(jeudi.inscriptions.values_list("rang", "etat"))
    assert sorted(rangs) == list(range(1, N + 1))
    assert [rangs[n] for n in sorted(rangs)] == ["inscrit"] * vus["inscrit"] + ["en_attente"] * (N - vus["inscrit"])
    assert Courriel.objects.count() == N


def test_une_promotion_et_une_inscription_se_disputent_la_place(faire):
    jeudi = faire(places=1)
    a, attend, *nouveaux = gens(8)
    for pk in (a, attend):
        venir(jeudi, pk)()
    premiere = Inscription.objects.get(membre=a)

    def partir():
        annuler_inscription(inscription=premiere, par=Membre.objects.get(pk=a))

    assert ensemble(partir, partir, *(venir(jeudi, pk) for pk in nouveaux)) == []
    assert Inscription.objects.get(membre=attend).etat == "inscrit"
    assert compte(jeudi) == {"inscrit": 1, "annulee": 1, "en_attente": len(nouveaux)}
    genres = list(Courriel.objects.values_list("genre", flat=True))
    assert (genres.count("jeudi_promotion"), genres.count("jeudi_annulation")) == (1, 1)
    un_courriel_par_geste()


def test_une_place_rendue_une_place_de_moins_et_des_nouveaux_a_la_fois(faire, animatrice):
    """Whichever goes first: nobody seated is put out, the seat goes to the first who waits or to nobody, never to a newcomer."""
    jeudi = faire(places=3)
    *assis, premiere, seconde = gens(5)
    for pk in (*assis, premiere, seconde):
        venir(jeudi, pk)()
    partante, nouveaux = Inscription.objects.get(membre=assis[0]), [membre(f"n{n}", Public.PAYS).pk for n in range(4)]

    def partir():
        annuler_inscription(inscription=partante, par=Membre.objects.get(pk=assis[0]))

    def reduire():
        operations.ouvrir_a(jeudi=jeudi, espace_inscription=jeudi.espace_inscription, places=2, par=animatrice)

    assert ensemble(partir, reduire, partir, *(venir(jeudi, pk) for pk in nouveaux)) == []
    etats = dict(jeudi.inscriptions.values_list("membre_id", "etat"))
    assert (etats[assis[0]], [etats[pk] for pk in assis[1:]]) == ("annulee", ["inscrit"] * 2)
    assert etats[premiere] in ("inscrit", "en_attente")
    assert [etats[pk] for pk in (seconde, *nouveaux)] == ["en_attente"] * 5
    promues = list(Courriel.objects.filter(genre="jeudi_promotion").values_list("destinataire", flat=True))
    assert promues == ([premiere] if etats[premiere] == "inscrit" else [])
    un_courriel_par_geste()


def test_le_meme_membre_clique_dix_fois(faire):
    """One registration and one mail; then ten times « je ne viendrai pas »: the seat is given once."""
    jeudi = faire(places=1)
    clique, attend = gens(2)
    assert ensemble(*[venir(jeudi, clique)] * 10) == []
    assert (compte(jeudi), Courriel.objects.count()) == ({"inscrit": 1}, 1)
    venir(jeudi, attend)()
    sienne = Inscription.objects.get(membre=clique)

    def partir():
        annuler_inscription(inscription=sienne, par=Membre.objects.get(pk=clique))

    assert ensemble(*[partir] * 10) == []
    assert dict(jeudi.inscriptions.values_list("membre_id", "etat")) == {clique: "annulee", attend: "inscrit"}
    genres = sorted(Courriel.objects.values_list("genre", flat=True))
    assert genres == ["jeudi_annulation", "jeudi_attente", "jeudi_inscription", "jeudi_promotion"]


def test_une_offre_acceptee_au_moment_ou_elle_expire(faire, animatrice):
    """Said yes twice while the job passes twice: one seat, one mail for what really happened."""
    jeudi = faire(places=1, jours=30)
    regler(jeudi=jeudi, regles={"offre": True}, questions=[], ateliers=[], par=animatrice)
    a, b, c = gens(3)
    for pk in (a, b, c):
        venir(jeudi, pk)()
    annuler_inscription(inscription=Inscription.objects.get(membre=a), par=Membre.objects.get(pk=a))
    offerte = Inscription.objects.get(membre=b)
    Inscription.objects.filter(pk=offerte.pk).update(offerte_jusqu_au=timezone.now() + dt.timedelta(milliseconds=150))

    def accepter():
        operations.repondre_a_l_offre(inscription=offerte, accepte=True, par=Membre.objects.get(pk=b))

    def avancer():
        operations.avancer(jeudi=jeudi.pk)

    ensemble(accepter, accepter, avancer, avancer)
    threading.Event().wait(0.2)
    avancer()
    etats = dict(jeudi.inscriptions.values_list("membre_id", "etat"))
    assert etats[b] in ("inscrit", "annulee")
    suite = Inscription.objects.get(membre=c)
    assert (suite.etat, suite.offre_en_cours) == ("en_attente", etats[b] == "annulee")
    un_courriel_par_geste()


def test_le_meme_formulaire_sans_compte_envoye_dix_fois(faire):
    jeudi = faire(places=1, inscription="public-elargi")
    identite = Identite(nom="Martin", prenom="Léa", courriel="lea@caf.example")

    def demander():
        operations.demander_sans_compte(jeudi=jeudi, identite=identite, bulletin=Bulletin())

    assert ensemble(*[demander] * 10) == []
    assert (compte(jeudi), Courriel.objects.count()) == ({"a_confirmer": 1}, 1)
    seule = Inscription.objects.get()
    assert ensemble(*[lambda: operations.confirmer(inscription=seule)] * 5) == []
    assert compte(jeudi) == {"inscrit": 1}
    assert sorted(Courriel.objects.values_list("genre", flat=True)) == ["jeudi_a_confirmer", "jeudi_inscription"]


def test_la_derniere_place_entre_un_membre_et_une_adresse_confirmee(faire):
    jeudi = faire(places=1, inscription="public-elargi")
    operations.demander_sans_compte(jeudi=jeudi, identite=Identite(nom="M", courriel="lea@caf.example"), bulletin=Bulletin())
    Inscription.objects.update(tenue_jusqu_au=timezone.now() - dt.timedelta(minutes=1))
    seule = Inscription.objects.get()
    pks = gens(6)
    assert ensemble(lambda: operations.confirmer(inscription=seule), *(venir(jeudi, pk) for pk in pks)) == []
    assert compte(jeudi) == {"inscrit": 1, "en_attente": 6}
    un_courriel_par_geste()


def test_un_report_pendant_les_rappels(faire, animatrice):
    """Reminders of the day run twice while the date moves: one reminder at most, one mail for the change."""
    jeudi = faire(jours=7)
    pks = gens(5)
    for pk in pks:
        venir(jeudi, pk)()
    Inscription.objects.update(changee_le=timezone.now() - dt.timedelta(days=60))
    sequence = jeudi.sequence

    def reporter():
        jour = jeudi.premier_jour + dt.timedelta(days=21)
        operations.dater(jeudi=jeudi, horaires=[horaire(jour)], par=animatrice)

    def rappeler():
        operations.rappeler(jeudi=jeudi.pk)

    assert ensemble(reporter, rappeler, rappeler) == []
    maintenant = timezone.now() + dt.timedelta(seconds=1)
    for _ in range(2):
        operations.prevenir_du_changement(jeudi=jeudi.pk, sequence=sequence + 1, change_le=maintenant)
    assert Courriel.objects.filter(genre="jeudi_rappel").count() in (0, len(pks))
    assert Courriel.objects.filter(genre="jeudi_changement").count() == len(pks)
    assert Jeudi.objects.get(pk=jeudi.pk).inscriptions.inscrits().count() == len(pks)
    un_courriel_par_geste()
