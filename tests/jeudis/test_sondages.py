"""Date polls: proposed, answered, chosen; what the calendar says of a day."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from icalendar import Calendar
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.gestion.models import Identite
from jeudis.models import Jeudi, ReponseDeDate, Sondage
from jeudis.operations import (
    Horaire,
    choisir_la_date,
    creer_jeudi,
    inscrire,
    ouvrir_un_sondage,
    purger_les_reponses,
    repondre_au_sondage,
)
from jeudis.vacances import connues, jour_ferie, remarques, vacances
from tests.personnes import membre

from .conftest import horaire, texte

pytestmark = pytest.mark.django_db
LISTE = "/jeudis/sondages/"
JOURS = [dt.date(2030, 3, 28), dt.date(2030, 4, 4)]


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def sonder(animatrice):
    """``sonder(jeudi)``: two dates asked to the réseau."""

    def _sonder(jeudi=None, espace="reseau", **champs):
        return ouvrir_un_sondage(
            titre="Une demi-journée", espace=Espace.objects.get(slug=espace), jeudi=jeudi, dates=[horaire(j) for j in JOURS],
            par=animatrice, **champs,
        )  # fmt: skip

    return _sonder


@pytest.fixture
def brouillon(animatrice):
    jeudi = Jeudi(titre="Titre encore secret", lieu="Rouen")
    reseau = Espace.objects.get(slug="reseau")
    return creer_jeudi(jeudi=jeudi, espace=reseau, espace_inscription=reseau, horaires=[], par=animatrice)


# --- what a day is ---


@pytest.mark.parametrize(
    ("jour", "zone", "nom"),
    [
        (dt.date(2026, 10, 16), "B", ""), (dt.date(2026, 10, 17), "B", "Toussaint"), (dt.date(2026, 11, 1), "B", "Toussaint"),
        (dt.date(2026, 11, 2), "B", ""), (dt.date(2027, 2, 18), "B", ""), (dt.date(2027, 2, 25), "B", "hiver"),
        (dt.date(2027, 2, 18), "A", "hiver"), (dt.date(2027, 2, 18), "C", "hiver"), (dt.date(2027, 4, 22), "B", "printemps"),
        (dt.date(2026, 2, 12), "B", ""), (dt.date(2026, 2, 19), "B", "hiver"), (dt.date(2025, 12, 25), "B", "Noël"),
    ],
)  # fmt: skip
def test_les_vacances_par_zone(jour, zone, nom):
    assert connues(jour, zone)
    assert vacances(jour, zone) == nom


def test_ce_qui_n_est_pas_connu_est_dit():
    """Never a silence that reads « no holidays »: past the last year of the file, before the first, in another zone."""
    apres = "Vacances scolaires non connues après le 31\xa0août 2027 : à vérifier."
    ailleurs = "Vacances scolaires non connues du portail pour la zone du Centre : à vérifier."
    assert [remarques(jour, "B") for jour in (dt.date(2027, 8, 31), dt.date(2027, 9, 1), dt.date(2028, 2, 17))] == [
        ["Vacances scolaires, zone B : été."],
        [apres],
        [apres],
    ]
    assert (connues(dt.date(2027, 8, 31), "B"), connues(dt.date(2027, 9, 1), "B")) == (True, False)
    assert remarques(dt.date(2027, 11, 11), "B") == ["Jour férié : Armistice.", apres]
    assert remarques(dt.date(2024, 12, 12), "B") == ["Vacances scolaires non connues avant le 1er\xa0janvier 2025 : à vérifier."]
    assert remarques(dt.date(2026, 12, 10), "") == ["Vacances scolaires : la zone du Centre n’est pas réglée."]
    assert remarques(dt.date(2026, 12, 10), "B") == []
    assert remarques(dt.date(2026, 12, 10), "corse") == [ailleurs]


def test_le_sondage_le_dit_de_chaque_date(animatrice, pays, client):
    """The page of the poll, date by date: known and free of holidays, then past what is known."""
    jours = [dt.date(2027, 6, 10), dt.date(2027, 10, 14)]
    sondage = ouvrir_un_sondage(
        titre="Rentrée", espace=Espace.objects.get(slug="reseau"), jeudi=None, dates=[horaire(j) for j in jours], par=animatrice
    )  # fmt: skip
    Identite.objects.update_or_create(pk=Identite.SEULE, defaults={"zone_scolaire": "B"})
    client.force_login(pays)
    page = client.get(sondage.get_absolute_url())
    assert [ligne["notes"] for ligne in page.context["lignes"]] == [
        [],
        ["Vacances scolaires non connues après le 31\xa0août 2027 : à vérifier."],
    ]
    assert texte(page).count("Vacances scolaires non connues après le 31 août 2027") == 1


@pytest.mark.parametrize(
    ("jour", "ferie"),
    [
        (dt.date(2026, 5, 14), True), (dt.date(2027, 5, 6), True), (dt.date(2028, 5, 25), True),  # Ascension
        (dt.date(2027, 3, 29), True), (dt.date(2027, 11, 11), True), (dt.date(2027, 5, 13), False),
    ],
)  # fmt: skip
def test_les_jours_feries(jour, ferie):
    assert bool(jour_ferie(jour)) is ferie


# --- asking, answering ---


def test_repondre_sur_une_page(sonder, pays, client):
    sondage = sonder()
    une, deux = sondage.dates.all()
    client.force_login(pays)
    assert "Quelle date ? Une demi-journée" in texte(client.get("/espace/"))
    client.post(sondage.get_absolute_url(), {f"date-{une.pk}": "oui", f"date-{deux.pk}": "non"})
    client.post(sondage.get_absolute_url(), {f"date-{une.pk}": "peut"})
    assert {r.date_id: r.valeur for r in ReponseDeDate.objects.de(pays)} == {une.pk: "peut", deux.pk: "non"}
    page = client.get(sondage.get_absolute_url())
    assert [ligne["nombres"] for ligne in page.context["lignes"]] == [
        [("Oui", 0), ("Peut-être", 1), ("Non", 0)],
        [("Oui", 0), ("Peut-être", 0), ("Non", 1)],
    ]
    assert "Quelle date ?" not in texte(client.get("/espace/"))
    assert client.post(sondage.get_absolute_url(), {f"date-{une.pk}": "zut"}).status_code == 422


def test_les_noms_pour_qui_anime_seulement(sonder, pays, animatrice, client):
    sondage = sonder()
    repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "oui"})
    client.force_login(membre("agglo", Public.AGGLO))
    assert "Pays Essai" not in texte(client.get(sondage.get_absolute_url()))
    client.force_login(animatrice)
    assert "Ont répondu : Pays Essai." in texte(client.get(sondage.get_absolute_url()))


def test_hors_de_l_espace_on_n_en_sait_rien(sonder, client):
    sondage, elu = sonder(), membre("elu", Public.ELARGI)
    client.force_login(elu)
    assert client.get(sondage.get_absolute_url()).status_code == 404
    assert "Une demi-journée" not in texte(client.get(LISTE))
    with pytest.raises(PermissionDenied):
        repondre_au_sondage(sondage=sondage, membre=elu, reponses={sondage.dates.first().pk: "oui"})


def test_le_brouillon_n_est_pas_nomme(sonder, brouillon, pays, client, animatrice):
    sondage = sonder(jeudi=brouillon)
    client.force_login(pays)
    assert "secret" not in texte(client.get(sondage.get_absolute_url()))
    client.force_login(animatrice)
    assert "Titre encore secret" in texte(client.get(sondage.get_absolute_url()))


def test_les_autres_jeudis_du_jour(sonder, faire, pays, animatrice, client):
    """Each sees their own; who animates sees how many of those who answered are taken."""
    from jeudis.operations import dater

    autre = faire(titre="Habitat")
    dater(jeudi=autre, horaires=[horaire(JOURS[0])], par=animatrice)
    inscrire(jeudi=autre, membre=pays, par=pays)
    dater(jeudi=faire(titre="Entre villes", espace="ville"), horaires=[horaire(JOURS[0])], par=animatrice)
    sondage = sonder()
    repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "peut"})
    client.force_login(pays)
    notes = [ligne["notes"] for ligne in client.get(sondage.get_absolute_url()).context["lignes"]]
    dit = "Un Jeudi a lieu ce jour-là : Habitat (vous y êtes inscrit·e)."
    assert ([n for n in notes[0] if "Jeudi" in n], [n for n in notes[1] if "Jeudi" in n]) == ([dit], [])
    client.force_login(animatrice)
    notes = client.get(sondage.get_absolute_url()).context["lignes"][0]["notes"]
    assert "1 personne ayant répondu est inscrite à ce Jeudi." in notes


def test_la_zone_est_celle_du_centre(animatrice, client):
    Identite.objects.update_or_create(pk=1, defaults={"zone_scolaire": "B"})
    sondage = ouvrir_un_sondage(
        titre="Hiver", espace=Espace.objects.get(slug="reseau"), par=animatrice,
        dates=[horaire(dt.date(2027, 2, 25)), horaire(dt.date(2027, 5, 6))],
    )  # fmt: skip
    client.force_login(animatrice)
    notes = [ligne["notes"] for ligne in client.get(sondage.get_absolute_url()).context["lignes"]]
    assert notes == [
        ["Vacances scolaires, zone B : hiver."],
        ["Jour férié : Ascension.", "Vacances scolaires, zone B : pont de l’Ascension."],
    ]


# --- choosing ---


def test_la_date_devient_la_seance_du_jeudi(sonder, brouillon, pays, animatrice, client):
    sondage = sonder(jeudi=brouillon)
    repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "oui"})
    client.force_login(animatrice)
    for _ in range(2):
        client.post(f"{sondage.get_absolute_url()}choisir/", {"date": sondage.dates.first().pk})
    jeudi = Jeudi.objects.get(pk=brouillon.pk)
    assert [s.jour for s in jeudi.seances.all()] == [JOURS[0]]
    assert jeudi.premier_jour == JOURS[0]
    assert Courriel.objects.filter(genre="sondage_date").count() == 1
    with pytest.raises(PermissionDenied):
        repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "non"})


def test_les_mots_du_courriel(sonder, pays, animatrice):
    sondage = sonder()
    repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "oui"})
    choisir_la_date(sondage=sondage, date=sondage.dates.first(), par=animatrice)
    courriel = Courriel.objects.get()
    lu = re.sub(r"/lien/[^/]+/", "/lien/JETON/", re.sub(r"sondages/\d+", "sondages/PK", courriel.texte))
    assert f"{courriel.sujet}\n\n{lu}" == snapshot("""\
La date est choisie : Une demi-journée

Bonjour Pays,

Vous avez répondu au sondage de dates « Une demi-journée ». La date choisie :

Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030

Le fichier joint met la date dans votre agenda.

http://localhost:8000/jeudis/sondages/PK/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")
    [piece] = courriel.pieces.all()
    [evenement] = Calendar.from_ical(bytes(piece.contenu)).walk("VEVENT")
    assert (evenement["DTSTART"].dt.date(), str(evenement["STATUS"])) == (JOURS[0], "CONFIRMED")


def test_clore_sans_date_n_ecrit_a_personne(sonder, pays, animatrice, client):
    sondage = sonder()
    repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "oui"})
    client.force_login(pays)
    assert client.post(f"{sondage.get_absolute_url()}choisir/", {"date": ""}).status_code == 404
    client.force_login(animatrice)
    client.post(f"{sondage.get_absolute_url()}choisir/", {"date": ""})
    assert (Sondage.objects.get().clos_le is None, Courriel.objects.count()) == (False, 0)


# --- proposing ---


def saisie(*lignes, **champs):
    donnees = {
        "titre": "Réunion",
        "espace": Espace.objects.get(slug="reseau").pk,
        "jeton": "0d6a8a0e-5f43-4a51-9b3d-8f5ad3f0a611",
    }
    donnees |= {"dates-TOTAL_FORMS": len(lignes), "dates-INITIAL_FORMS": 0}
    for rang, (jour, de, a) in enumerate(lignes):
        donnees |= {f"dates-{rang}-jour": jour, f"dates-{rang}-de": de, f"dates-{rang}-a": a}
    return donnees | champs


DEUX = (("2030-03-28", "09:00", "12:00"), ("2030-04-04", "09:00", "12:00"))


def test_proposer_deux_fois_le_meme_formulaire(animatrice, client):
    client.force_login(animatrice)
    for _ in range(2):
        assert client.post(f"{LISTE}creer/", saisie(*DEUX)).status_code == 302
    assert [d.debut.hour for d in Sondage.objects.get().dates.all()] == [8, 7]


@pytest.mark.parametrize(
    "donnees",
    [
        lambda: saisie(DEUX[0]), lambda: saisie(DEUX[0], DEUX[0]), lambda: saisie(*DEUX, titre=""),
        lambda: saisie(DEUX[0], ("2030-04-04", "12:00", "09:00")), lambda: saisie(DEUX[0], ("2020-04-02", "09:00", "12:00")),
        lambda: saisie(*DEUX, jusqu_au="2020-01-01"), lambda: saisie(*DEUX, espace=Espace.objects.get(slug="ouvert").pk),
    ],
)  # fmt: skip
def test_une_proposition_refusee(animatrice, client, donnees):
    client.force_login(animatrice)
    reponse = client.post(f"{LISTE}creer/", donnees())
    assert reponse.status_code == 422
    assert "2030-03-28" in texte(reponse)
    assert not Sondage.objects.exists()


def test_qui_n_anime_rien_ne_propose_pas(pays, client, brouillon):
    client.force_login(pays)
    assert client.get(f"{LISTE}creer/").status_code == 404
    with pytest.raises(PermissionDenied):
        ouvrir_un_sondage(titre="x", espace=Espace.objects.get(slug="reseau"), dates=[Horaire(*DEUX_INSTANTS)], par=pays)


DEUX_INSTANTS = (dt.datetime(2030, 3, 28, 8, tzinfo=dt.UTC), dt.datetime(2030, 3, 28, 11, tzinfo=dt.UTC))


def test_oublie_six_mois_apres(sonder, pays):
    sondage = sonder()
    repondre_au_sondage(sondage=sondage, membre=pays, reponses={sondage.dates.first().pk: "oui"})
    assert purger_les_reponses() == 0
    Sondage.objects.update(clos_le=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert purger_les_reponses() == 1
