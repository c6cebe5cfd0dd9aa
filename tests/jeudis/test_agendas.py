"""Calendars: same bytes while nothing changed, Paris time across the change of hour, one's own feed by a token."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from icalendar import Calendar

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.liens.models import LienSigne, empreinte
from centre.membres.operations import suspendre
from centre.publications.operations import enregistrer, publier
from centre.themes.models import Famille, Theme
from jeudis.calendrier import calendrier, heure_de_paris
from jeudis.models import PARIS, AgendaPersonnel, Inscription, Jeudi
from jeudis.operations import (
    annuler_inscription,
    annuler_jeudi,
    dater,
    fermer_mon_agenda,
    inscrire,
    ouvrir_mon_agenda,
    poser_la_visio,
    retablir_jeudi,
)
from tests.personnes import membre

from .conftest import horaire, texte

pytestmark = pytest.mark.django_db
PUBLIC = "/jeudis/agenda.ics"


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


def lus(reponse_ou_octets):
    """Each event: séance's UID, sequence, status, first words."""
    octets = getattr(reponse_ou_octets, "content", reponse_ou_octets)
    return [
        (str(e["UID"]).partition("@")[0], int(e["SEQUENCE"]), str(e["STATUS"]), str(e["SUMMARY"]))
        for e in Calendar.from_ical(octets).walk("VEVENT")
    ]


def de(jeudi, numero=0):
    return f"jeudi-{jeudi.pk}-seance-{jeudi.seances.all()[numero].pk}"


# --- the public calendar and the file of one Jeudi ---


def test_rien_de_neuf_rien_a_relire(faire, client):
    """The same rows give the same bytes; a change gives others."""
    jeudi = faire()
    premiere = client.get(PUBLIC)
    assert client.get(PUBLIC).content == premiere.content
    suite = client.get(PUBLIC, headers={"If-None-Match": premiere["ETag"]})
    assert (suite.status_code, suite.content, suite["ETag"]) == (304, b"", premiere["ETag"])
    dater(jeudi=jeudi, horaires=[horaire(dt.date(2030, 3, 28))], par=jeudi.auteur)
    nouvelle = client.get(PUBLIC, headers={"If-None-Match": premiere["ETag"]})
    assert nouvelle.status_code == 200
    assert nouvelle["ETag"] != premiere["ETag"]


def test_un_titre_corrige_change_le_cachet(faire, animatrice, client):
    jeudi = faire()
    avant = Calendar.from_ical(client.get(PUBLIC).content).walk("VEVENT")[0]["DTSTAMP"].dt
    Jeudi.objects.filter(pk=jeudi.pk).update(
        agenda_le=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), last_published_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    )
    cachet = Calendar.from_ical(client.get(PUBLIC).content).walk("VEVENT")[0]
    assert cachet["DTSTAMP"].dt == cachet["LAST-MODIFIED"].dt == dt.datetime(2026, 1, 2, tzinfo=dt.UTC) < avant
    texte_ = jeudi.version_a_modifier()
    texte_.titre = "Autre titre"
    enregistrer(publication=texte_, par=animatrice, version_lue=jeudi.latest_revision_id)
    publier(publication=jeudi, par=animatrice)
    apres = Calendar.from_ical(client.get(PUBLIC).content).walk("VEVENT")[0]
    assert apres["DTSTAMP"].dt >= avant
    assert str(apres["SUMMARY"]) == "Autre titre"


def test_une_annulation_et_un_retablissement_montent_d_un_cran(faire, animatrice, client):
    jeudi = faire()
    [(uid, rang, statut, _)] = lus(client.get(PUBLIC))
    assert (uid, statut) == (de(jeudi), "CONFIRMED")
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    assert lus(client.get(PUBLIC)) == [(uid, rang + 1, "CANCELLED", "Les CUCS")]
    retablir_jeudi(jeudi=jeudi, par=animatrice)
    assert lus(client.get(PUBLIC)) == [(uid, rang + 2, "CONFIRMED", "Les CUCS")]


def test_le_10_decembre_2026_et_un_cycle_qui_passe_le_25_octobre(faire, animatrice, client):
    """P3, and the change of hour of 25 October 2026: 9 h in Paris is 7 h in UTC before it, 8 h after it."""
    jeudi = faire(titre="Cycle")
    jours = [dt.date(2026, 10, 22), dt.date(2026, 10, 29), dt.date(2026, 12, 10)]
    dater(jeudi=jeudi, horaires=[horaire(jour) for jour in jours], par=animatrice)
    brut = client.get(PUBLIC).content.decode()
    assert re.findall(r"DTSTART;TZID=Europe/Paris:(\S+)", brut) == ["20261022T090000", "20261029T090000", "20261210T090000"]
    assert brut.count("BEGIN:VTIMEZONE") == 1
    zone = Calendar.from_ical(brut).walk("VTIMEZONE")[0].to_tz()
    debuts = [dt.datetime.combine(jour, dt.time(9), tzinfo=zone).astimezone(dt.UTC).hour for jour in jours]
    assert debuts == [7, 8, 8]
    assert [s.debut.hour for s in Jeudi.objects.get(pk=jeudi.pk).seances.all()] == debuts


@pytest.mark.parametrize(
    "instant",
    [
        dt.datetime(2026, 3, 29, 0, 59),
        dt.datetime(2026, 3, 29, 1),
        dt.datetime(2026, 10, 25, 0, 59),
        dt.datetime(2026, 10, 25, 1),
    ],
)
def test_nos_regles_de_l_heure_sont_celles_de_paris(instant):
    """Around both changes of the year, minute by minute of UTC."""
    utc = instant.replace(tzinfo=dt.UTC)
    assert utc.astimezone(heure_de_paris().to_tz()).utcoffset() == utc.astimezone(PARIS).utcoffset()


def test_les_lignes_sont_pliees(faire, client):
    faire(titre="Été : " + "é" * 150, chapo="Ligne, avec ; des signes\nau bout")
    brut = client.get(PUBLIC).content
    assert max(len(ligne) for ligne in brut.split(b"\r\n")) <= 75
    [evenement] = Calendar.from_ical(brut).walk("VEVENT")
    assert (str(evenement["SUMMARY"]), str(evenement["DESCRIPTION"])) == (
        "Été : " + "é" * 150,
        "Ligne, avec ; des signes\nau bout",
    )
    assert str(evenement["ORGANIZER"]).startswith("mailto:")


def test_une_partie_de_l_agenda(faire, client):
    theme = Theme.objects.create(famille=Famille.objects.create(nom="F", slug="f"), nom="Habitat", slug="habitat-essai")
    cycle, journee = faire(titre="Cycle", forme="cycle"), faire(titre="Journée", forme="journee")
    Jeudi.themes.through.objects.create(jeudi=cycle, theme=theme)
    titres = {
        question: [ligne[3] for ligne in lus(client.get(f"{PUBLIC}?{question}"))]
        for question in ("", "forme=journee", "theme=habitat-essai", "theme=inconnu", "forme=cycle&theme=habitat-essai")
    }
    assert titres == {
        "": ["Cycle", "Journée"], "forme=journee": ["Journée"], "theme=habitat-essai": ["Cycle"], "theme=inconnu": [],
        "forme=cycle&theme=habitat-essai": ["Cycle"],
    }  # fmt: skip
    assert journee.forme == "journee"


def test_l_agenda_public_est_dans_les_flux(client, db):
    from extranet.operations import installer_pages

    installer_pages()
    assert f'href="{PUBLIC}"' in client.get("/flux/").content.decode()


# --- one's own ---


def suivre(client, jeton):
    client.logout()
    return client.get(reverse("jeudis:mon_agenda_ics", args=[jeton]))


def test_mes_inscriptions_suivent(faire, pays, animatrice, client):
    """Seat, waiting list, given up, whole Jeudi cancelled: each says so, with a sequence that only grows."""
    jeudi, plein = faire(jours=7), faire(jours=14, places=1, titre="Plein")
    inscrire(jeudi=plein, membre=animatrice, par=animatrice)
    jeton = ouvrir_mon_agenda(membre=pays, propositions=False)
    assert lus(suivre(client, jeton)) == []
    inscription = inscrire(jeudi=jeudi, membre=pays, par=pays)
    inscrire(jeudi=plein, membre=pays, par=pays)
    rang = Jeudi.objects.get(pk=jeudi.pk).sequence
    attente = (de(plein), plein.sequence, "TENTATIVE", "Liste d’attente : Plein")
    assert lus(suivre(client, jeton)) == [(de(jeudi), rang, "CONFIRMED", "Les CUCS"), attente]
    annuler_inscription(inscription=inscription, par=pays)
    assert lus(suivre(client, jeton))[0] == (de(jeudi), rang + 1, "CANCELLED", "Les CUCS")
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    assert lus(suivre(client, jeton))[0] == (de(jeudi), rang + 2, "CONFIRMED", "Les CUCS")
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    assert lus(suivre(client, jeton))[0] == (de(jeudi), rang + 3, "CANCELLED", "Les CUCS")


def test_le_courriel_et_l_agenda_disent_la_meme_chose(faire, pays, client):
    """Same identity and same sequence: following both doubles nothing."""
    from centre.courriels.models import Courriel

    jeudi = faire()
    jeton = ouvrir_mon_agenda(membre=pays, propositions=False)
    annuler_inscription(inscription=inscrire(jeudi=jeudi, membre=pays, par=pays), par=pays)
    [piece] = Courriel.objects.get(genre="jeudi_annulation").pieces.all()
    assert lus(bytes(piece.contenu)) == lus(suivre(client, jeton))
    assert b"METHOD:CANCEL" in bytes(piece.contenu)
    assert b"METHOD:PUBLISH" in suivre(client, jeton).content


def visio(contenu):
    """(séance, sequence, « à distance » part of the description) of each event."""
    evenements = Calendar.from_ical(contenu).walk("VEVENT")
    return [(str(e["UID"]).partition("@")[0], int(e["SEQUENCE"]), str(e.get("DESCRIPTION", ""))) for e in evenements]


def test_le_lien_de_visio_suit_la_place(faire, pays, animatrice, client):
    """The same words in the feed as in the mail, for who holds a seat; never for who waits, gave up, may come, or is nobody."""
    from centre.courriels.models import Courriel

    lien = "https://visio.example/salle-7"
    mien, plein, possible = faire(jours=7, hybride=True), faire(jours=14, places=1, hybride=True), faire(jours=21, hybride=True)
    for jeudi in (mien, plein, possible):
        poser_la_visio(jeudi=jeudi, lien=lien, consigne="Code 12", par=animatrice)
    inscrire(jeudi=plein, membre=animatrice, par=animatrice)
    mienne = inscrire(jeudi=mien, membre=pays, par=pays)
    attend = inscrire(jeudi=plein, membre=pays, par=pays)
    jeton = ouvrir_mon_agenda(membre=pays, propositions=True)
    mots, rang = f"À distance : {lien} Code 12", Jeudi.objects.get(pk=mien.pk).sequence
    assert visio(suivre(client, jeton).content) == [(de(mien), rang, mots), (de(plein), rang, ""), (de(possible), rang, "")]
    [piece] = Courriel.objects.get(genre="jeudi_inscription", destinataire=pays).pieces.all()
    assert visio(bytes(piece.contenu)) == [(de(mien), rang, mots)]
    assert lien not in client.get(PUBLIC).content.decode().replace("\r\n ", "")
    annuler_inscription(inscription=Inscription.objects.get(jeudi=plein, membre=animatrice), par=animatrice)
    annuler_inscription(inscription=mienne, par=pays)
    attend.refresh_from_db()
    assert (attend.etat, visio(suivre(client, jeton).content)[:2]) == (
        "inscrit", [(de(mien), rang + 1, ""), (de(plein), rang + 1, mots)],
    )  # fmt: skip


def test_un_lien_de_visio_change_arrive_dans_l_agenda(faire, pays, animatrice, client):
    """Another link is another sequence and another stamp; taken away, it goes; said twice, nothing is new."""
    jeudi = faire(hybride=True)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    jeton = ouvrir_mon_agenda(membre=pays, propositions=False)
    avant, rang = suivre(client, jeton), Jeudi.objects.get(pk=jeudi.pk).sequence
    poser_la_visio(jeudi=jeudi, lien="https://visio.example/a", consigne="", par=animatrice)
    apres = suivre(client, jeton)
    poser_la_visio(jeudi=jeudi, lien="https://visio.example/a", consigne="", par=animatrice)
    assert suivre(client, jeton)["ETag"] == apres["ETag"] != avant["ETag"]
    assert visio(apres.content) == [(de(jeudi), rang + 1, "À distance : https://visio.example/a")]
    cachets = [str(Calendar.from_ical(lu.content).walk("VEVENT")[0]["DTSTAMP"].to_ical()) for lu in (avant, apres)]
    assert cachets[0] <= cachets[1]
    poser_la_visio(jeudi=jeudi, lien="", consigne="", par=animatrice)
    assert visio(suivre(client, jeton).content) == [(de(jeudi), rang + 2, "")]


def test_aussi_ceux_ou_je_peux_venir(faire, pays, client):
    faire(titre="Ouvert au réseau")
    faire(titre="Pour les villes", inscription="ville")
    faire(titre="D’un autre groupe", espace="ville", inscription="ville")
    jeton = ouvrir_mon_agenda(membre=pays, propositions=True)
    assert [(s, t) for _, _, s, t in lus(suivre(client, jeton))] == [("TENTATIVE", "Possible : Ouvert au réseau")]


def test_les_droits_sont_ceux_du_moment(faire, pays, client, animatrice):
    """A Jeudi moved to an espace one does not read leaves the feed; a suspended, erased or revoked owner has none."""
    from centre.publications.operations import deplacer

    jeudi = faire()
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    jeton = ouvrir_mon_agenda(membre=pays, propositions=False)
    assert len(lus(suivre(client, jeton))) == 1
    deplacer(publication=jeudi, espace=Espace.objects.get(slug="equipe"), par=animatrice)
    assert lus(suivre(client, jeton)) == []
    suspendre(membre=pays, par=animatrice)
    absent = client.get(reverse("jeudis:mon_agenda_ics", args=["inconnu"]))
    suspendu = suivre(client, jeton)
    assert (suspendu.status_code, suspendu.content) == (404, absent.content)


def test_revoquer_et_remplacer(pays, client):
    premier = ouvrir_mon_agenda(membre=pays, propositions=False)
    second = ouvrir_mon_agenda(membre=pays, propositions=True)
    assert [suivre(client, jeton).status_code for jeton in (premier, second)] == [404, 200]
    fermer_mon_agenda(membre=pays)
    assert suivre(client, second).status_code == 404
    assert not AgendaPersonnel.objects.exists()


def test_compte_efface(pays, client):
    jeton = ouvrir_mon_agenda(membre=pays, propositions=False)
    pays.delete()
    assert suivre(client, jeton).status_code == 404


def test_un_autre_lien_n_est_pas_un_agenda(faire, client, animatrice):
    """The token of a relecture opens no calendar."""
    from django.utils import timezone

    from centre.liens.operations import creer_lien

    lien = creer_lien(objet=faire(), action="relire", adresse="x@y.example", expire_le=timezone.now() + dt.timedelta(days=1))
    assert suivre(client, lien.strip("/").split("/")[1]).status_code == 404


def test_la_page_montre_l_adresse_une_fois(pays, client):
    client.force_login(pays)
    adresse = reverse("jeudis:mon_agenda")
    assert "Faire mon adresse" in texte(client.get(adresse))
    reponse = client.post(adresse, {"geste": "ouvrir", "propositions": "on"})
    [jeton] = set(re.findall(r"/jeudis/mon-agenda/([\w-]+)\.ics", reponse.content.decode()))
    assert reponse["Cache-Control"] == "private, no-store"
    assert LienSigne.objects.get(empreinte=empreinte(jeton)).titulaire == pays
    assert jeton not in client.get(adresse).content.decode()
    client.post(adresse, {"geste": "fermer"})
    assert suivre(client, jeton).status_code == 404


def test_le_fichier_d_un_jeudi(faire, client):
    jeudi = faire()
    assert calendrier([jeudi]) == client.get(f"{jeudi.get_absolute_url()}agenda.ics").content
