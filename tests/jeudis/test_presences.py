"""One attendance truth: gestures are kept, the latest wins, devices that disagree are listed, and figures never move."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from centre.espaces.enums import Public
from centre.membres.operations import effacer_membre
from centre.membres.operations.fusion import fusionner
from jeudis.enums import EtatInscription, EtatPresence
from jeudis.models import PARIS, Inscription, Marque, Presence, inscriptions_excusees, inscriptions_presentes
from jeudis.operations import Horaire, Pointage, annuler_jeudi, dater, pointer, trancher
from tests.personnes import membre

pytestmark = pytest.mark.django_db
MATIN, APRES_MIDI = "matin", "apres-midi"


def journee(jour):
    """9 h 30-16 h 30: two demi-journées."""
    return Horaire(*(dt.datetime.combine(jour, dt.time(h, 30), tzinfo=PARIS) for h in (9, 16)))


@pytest.fixture
def jeudi(faire, animatrice):
    fait = faire()
    dater(jeudi=fait, horaires=[journee(fait.premier_jour)], par=animatrice)
    return fait


@pytest.fixture
def seance(jeudi):
    return jeudi.seances.get()


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


def inscrite(jeudi, qui=None, rang=None, **champs):
    rang = rang or jeudi.inscriptions.count() + 1
    return Inscription.objects.create(jeudi=jeudi, membre=qui, etat=EtatInscription.INSCRIT, rang=rang, **champs)


def geste(inscription, etat="present", demi=MATIN, appareil="a", **plus):
    seance = inscription.jeudi.seances.first()
    return Pointage(inscription.pk, seance.pk, demi, etat, appareil, **plus)


def etat(inscription, demi=MATIN):
    return Presence.objects.get(inscription=inscription, demi_journee=demi).etat


def test_participations_et_personnes(jeudi, animatrice):
    """P1: 41 in the morning, 38 in the afternoon, all of them there in the morning: 79 participations, 41 persons."""
    gens = [inscrite(jeudi, nom=f"N{i}", rang=i) for i in range(1, 46)]
    gestes = [geste(i) for i in gens[:41]] + [geste(i, demi=APRES_MIDI) for i in gens[:38]] + [geste(gens[44], "excuse")]
    pointer(jeudi=jeudi, pointages=gestes, par=animatrice)
    lues = Presence.objects.du(jeudi)
    assert (lues.participations(), lues.personnes_distinctes(), lues.demi_journees_tenues()) == (79, 41, 2)
    assert [(demi, n) for _, demi, n in lues.par_demi_journee()] == [(MATIN, 41), (APRES_MIDI, 38)]
    assert {i.pk for i in inscriptions_presentes(jeudi)} == {i.pk for i in gens[:41]}
    assert [i.pk for i in inscriptions_excusees(jeudi)] == [gens[44].pk]


def test_seule_l_equipe_pointe(jeudi, pays):
    with pytest.raises(PermissionDenied):
        pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays))], par=pays)
    assert Marque.objects.count() == 0


def test_un_jeudi_annule_ne_s_emarge_pas(jeudi, animatrice, pays):
    qui = inscrite(jeudi, pays)
    annuler_jeudi(jeudi=jeudi, motif="Tempête", par=animatrice)
    with pytest.raises(ValidationError):
        pointer(jeudi=jeudi, pointages=[geste(qui)], par=animatrice)


def test_envoye_deux_fois_c_est_une_fois(jeudi, animatrice, pays):
    qui = inscrite(jeudi, pays)
    for _ in range(2):
        pointer(jeudi=jeudi, pointages=[geste(qui, sequence=1), geste(qui, "excuse", sequence=2)], par=animatrice)
    assert (Marque.objects.count(), etat(qui)) == (2, EtatPresence.EXCUSE)


def test_ce_qui_n_est_pas_de_ce_jeudi_est_laisse(jeudi, faire, animatrice, pays):
    """Somebody else's registration, another Jeudi's séance, an evening that does not exist, a word nobody knows."""
    ici, ailleurs = inscrite(jeudi, pays), inscrite(faire(titre="Autre"), pays)
    faux = [
        Pointage(ailleurs.pk, jeudi.seances.get().pk, MATIN, "present", "a"),
        Pointage(ici.pk, ailleurs.jeudi.seances.get().pk, MATIN, "present", "a"),
        geste(ici, demi="soir"),
        geste(ici, "peut-être"),
    ]
    assert pointer(jeudi=jeudi, pointages=faux, par=animatrice).ecrites == 0
    assert (Marque.objects.count(), Presence.objects.count()) == (0, 0)


def test_le_geste_le_plus_recent_gagne_meme_recu_avant(jeudi, animatrice, pays):
    """A phone that comes back late with an old gesture changes nothing, and both are listed."""
    qui = inscrite(jeudi, pays)
    pointer(jeudi=jeudi, pointages=[geste(qui, "absent", appareil="a", sequence=1)], par=animatrice)
    retard = geste(qui, "present", appareil="b", sequence=1, age=dt.timedelta(minutes=20))
    assert len(pointer(jeudi=jeudi, pointages=[retard], par=animatrice).conflits) == 1
    presence = Presence.objects.en_conflit().get()
    assert (presence.etat, presence.marque.appareil, presence.autre.appareil) == ("absent", "a", "b")


def test_deux_telephones_qui_se_sont_vus_ne_se_contredisent_pas(jeudi, animatrice, pays):
    """Correcting what one has seen is not a conflict."""
    qui = inscrite(jeudi, pays)
    pointer(jeudi=jeudi, pointages=[geste(qui, "absent", appareil="a", sequence=1)], par=animatrice)
    vue = Marque.objects.get().pk
    pointer(jeudi=jeudi, pointages=[geste(qui, "present", appareil="b", sequence=1, vue=vue)], par=animatrice)
    assert (etat(qui), Presence.objects.en_conflit().count()) == ("present", 0)


def test_la_plus_recente_gagne_et_l_equipe_tranche(jeudi, animatrice, pays):
    qui = inscrite(jeudi, pays)
    pointer(jeudi=jeudi, pointages=[geste(qui, "absent", appareil="a", age=dt.timedelta(minutes=5))], par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(qui, "present", appareil="b")], par=animatrice)
    presence = Presence.objects.en_conflit().get()
    assert (presence.etat, presence.autre.etat) == ("present", "absent")
    trancher(presence=presence, etat="absent", par=animatrice)
    presence.refresh_from_db()
    assert (presence.etat, presence.autre, Marque.objects.count()) == ("absent", None, 3)


def test_sur_un_appareil_le_rang_decide_meme_si_l_horloge_recule(jeudi, animatrice, pays):
    """The phone's clock jumped between two gestures: the second is older by its clock, and still the last."""
    qui = inscrite(jeudi, pays)
    premiers = [
        geste(qui, "absent", sequence=1, age=dt.timedelta(minutes=1)),
        geste(qui, "present", sequence=2, age=dt.timedelta(hours=3)),
    ]
    pointer(jeudi=jeudi, pointages=premiers, par=animatrice)
    assert etat(qui) == "present"


def test_une_horloge_en_avance_ne_gagne_pas_toujours(jeudi, animatrice, pays):
    """A negative age is « now »: nobody can mark the future."""
    qui = inscrite(jeudi, pays)
    pointer(jeudi=jeudi, pointages=[geste(qui, "absent", appareil="a", age=-dt.timedelta(days=1))], par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(qui, "present", appareil="b")], par=animatrice)
    assert etat(qui) == "present"


def test_une_seance_emargee_garde_son_jour(jeudi, animatrice, pays):
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays), demi=APRES_MIDI)], par=animatrice)
    jour = jeudi.premier_jour
    for horaires in ([], [journee(jour + dt.timedelta(days=1))]):
        with pytest.raises(ValidationError, match="déjà émargée"):
            dater(jeudi=jeudi, horaires=horaires, par=animatrice)
    emargee = jeudi.seances.get().pk
    dater(jeudi=jeudi, horaires=[journee(jour - dt.timedelta(days=7)), journee(jour)], par=animatrice)
    assert [(s.jour, s.presences.exists()) for s in jeudi.seances.all()] == [(jour - dt.timedelta(days=7), False), (jour, True)]
    assert jeudi.seances.last().pk == emargee
    apres_midi = [Horaire(h.debut.replace(hour=13), h.fin) for h in [journee(jour)]]
    dater(jeudi=jeudi, horaires=apres_midi, par=animatrice)
    assert jeudi.seances.get().demi_journees == ["apres-midi"]


def test_effacer_un_membre_ne_change_aucun_compte(jeudi, faire, animatrice, pays):
    """Two Jeudis, one person: still one after the account is gone."""
    autre = faire(titre="Autre")
    for j in (jeudi, autre):
        pointer(jeudi=j, pointages=[geste(inscrite(j, pays))], par=animatrice)
    avant = (Presence.objects.participations(), Presence.objects.personnes_distinctes())
    effacer_membre(membre=pays)
    assert (Presence.objects.participations(), Presence.objects.personnes_distinctes()) == avant == (2, 1)


def test_deux_comptes_d_une_personne_comptent_une_fois(jeudi, faire, animatrice, pays):
    """At the same Jeudi and at two different ones; « présent » is what stays."""
    double, autre = membre("double", Public.PAYS), faire(titre="Autre")
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, pays), "absent")], par=animatrice)
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, double))], par=animatrice)
    pointer(jeudi=autre, pointages=[geste(inscrite(autre, double))], par=animatrice)
    fusionner(doublon=double, garde=pays, par=animatrice)
    assert (Presence.objects.participations(), Presence.objects.personnes_distinctes()) == (2, 1)


def test_la_meme_adresse_sans_compte_compte_une_fois(jeudi, faire, animatrice):
    autre = faire(titre="Autre")
    for j, courriel in ((jeudi, "Elise@mairie.example"), (autre, "elise@Mairie.example"), (autre, "")):
        pointer(jeudi=j, pointages=[geste(inscrite(j, nom="Vasseur", courriel=courriel))], par=animatrice)
    assert (Presence.objects.participations(), Presence.objects.personnes_distinctes()) == (3, 2)
