"""« Agenda d'ailleurs »: others' events typed, found, brought in from a calendar; who goes."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from centre.catalogue.models import Entree
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from jeudis.models import Evenement, ImportAgenda, Jeudi, Venue
from jeudis.operations import (
    appliquer_l_agenda,
    defaire_l_agenda,
    dire_j_y_vais,
    enregistrer_un_evenement,
    preparer_l_agenda,
    purger_les_venues,
    retirer_un_evenement,
)
from tests.personnes import membre

from .conftest import texte

pytestmark = pytest.mark.django_db
LISTE = "/jeudis/ailleurs/"


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def signaler(pays):
    """``signaler("Colloque", jours=7)``: typed by a technicienne, for the réseau."""

    def _signaler(titre="Colloque", jours=7, espace="reseau", par=pays, **champs):
        jour = dt.date.today() + dt.timedelta(days=jours)
        evenement = Evenement(jeton=uuid.uuid4(), titre=titre, premier_jour=jour, dernier_jour=jour, **champs)
        return enregistrer_un_evenement(evenement=evenement, espace=Espace.objects.get(slug=espace), par=par)

    return _signaler


def saisie(**champs):
    reseau = Espace.objects.get(slug="reseau").pk
    return {"titre": "Colloque", "premier_jour": "2030-03-28", "jeton": uuid.uuid4(), "espace": reseau} | champs


def test_signaler_en_une_page(pays, client):
    client.force_login(pays)
    envoi = saisie(de="09:30", a="17:00", lieu="Caen")
    for _ in range(2):
        assert client.post(f"{LISTE}ajouter/", envoi).status_code == 302
    evenement = Evenement.objects.get()
    assert (evenement.dernier_jour, evenement.slug) == (dt.date(2030, 3, 28), "colloque-2030-03-28")
    page = texte(client.get(evenement.get_absolute_url()))
    assert "de 9 h 30 à 17 h 00" in page
    assert "Externe" in page


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"titre": ""}, "titre"), ({"premier_jour": "demain"}, "premier_jour"), ({"dernier_jour": "2030-03-01"}, "dernier_jour"),
        ({"a": "10:00"}, "de"), ({"de": "10:00", "a": "09:00"}, "a"), ({"lien": "javascript:alert(1)"}, "lien"),
    ],
)  # fmt: skip
def test_une_saisie_refusee_ne_perd_rien(pays, client, champs, champ):
    client.force_login(pays)
    reponse = client.post(f"{LISTE}ajouter/", saisie(lieu="Caen, salle B") | champs)
    assert reponse.status_code == 422
    assert list(reponse.context["form"].errors) == [champ]
    assert "Caen, salle B" in texte(reponse)
    assert not Evenement.objects.exists()


def test_a_venir_et_passe(signaler, client, pays):
    signaler("Bientôt"), signaler("Hier", jours=-1), signaler("Retiré", jours=2)
    retirer_un_evenement(evenement=Evenement.objects.get(titre="Retiré"), retirer=True, par=pays)
    client.force_login(pays)
    assert [e.titre for e in client.get(LISTE).context["page"]] == ["Bientôt"]
    assert [e.titre for e in client.get(f"{LISTE}?passes=1").context["page"]] == ["Hier"]
    assert [e.titre for e in client.get(f"{LISTE}?q=rien").context["page"]] == []


def test_dans_l_agenda_des_jeudis_marque_externe_et_jamais_compte(signaler, faire, client, pays):
    faire()
    signaler()
    client.force_login(pays)
    page = client.get("/jeudis/")
    assert [j.titre for j in page.context["page"]] == ["Les CUCS"]
    assert [e.titre for e in page.context["ailleurs"]] == ["Colloque"]
    assert "Externe" in texte(page)
    assert Jeudi.objects.count() == 1


def test_un_visiteur_ne_lit_que_l_ouvert(signaler, client, animatrice):
    reserve, ouvert = signaler("Réservé"), signaler("Public", espace="ouvert", par=animatrice)
    page = texte(client.get(LISTE))
    assert ("Public" in page, "Réservé" in page) == (True, False)
    assert client.get(ouvert.get_absolute_url()).status_code == 200
    assert client.get(reserve.get_absolute_url()).status_code == 302


def test_l_equipe_relit_ce_que_d_autres_ont_ajoute(signaler, client, animatrice, pays):
    """Ma journée's line and its list say the same; for whoever is not of the team it is the ordinary list."""
    signaler("Le mien", par=animatrice)
    ancien, signale = signaler("Ancien"), signaler("Signalé hier")
    Evenement.objects.filter(pk=ancien.pk).update(cree_le=timezone.now() - dt.timedelta(days=8))
    for qui, attendus in ((animatrice, ["Signalé hier"]), (pays, ["Ancien", "Le mien", "Signalé hier"])):
        client.force_login(qui)
        lue = client.get(f"{LISTE}?voir=recents").context["page"]
        assert sorted(evenement.titre for evenement in lue) == attendus
    client.force_login(animatrice)
    assert f"{LISTE}?voir=recents" in client.get("/gestion/").content.decode()
    assert list(Evenement.objects.visibles_pour(animatrice).recents(animatrice)) == [signale]


def test_dans_le_catalogue_et_sur_la_page_des_echos(signaler, client, pays):
    evenement = signaler("Habiter les bourgs")
    [entree] = Entree.objects.de_l_objet(evenement)
    assert (entree.type, entree.debut, entree.espace.slug) == ("evenement", evenement.premier_jour, "reseau")
    client.force_login(pays)
    echos = texte(client.get("/echos/"))
    assert "Qui y va ?" in echos
    assert "Habiter les bourgs" in echos
    assert 'data-resultat="evenement"' in texte(client.get("/recherche/?q=bourgs"))
    retirer_un_evenement(evenement=evenement, retirer=True, par=pays)
    assert "Habiter les bourgs" not in texte(client.get("/echos/"))


def test_dans_le_fichier_d_agenda_sur_demande(signaler, faire, client, animatrice):
    faire()
    evenement = signaler("Colloque", espace="ouvert", par=animatrice)
    signaler("Réservé")
    assert b"externe" not in client.get("/jeudis/agenda.ics").content
    lus = Calendar.from_ical(client.get("/jeudis/agenda.ics?ailleurs=1").content).walk("VEVENT")
    assert [str(e["SUMMARY"]) for e in lus] == ["Les CUCS", "Colloque (externe)"]
    [seul] = Calendar.from_ical(client.get(f"{evenement.get_absolute_url()}agenda.ics").content).walk("VEVENT")
    assert (seul["DTSTART"].dt, seul["DTEND"].dt) == (evenement.premier_jour, evenement.premier_jour + dt.timedelta(days=1))


# --- qui y va ---


def test_j_y_vais(signaler, client, pays):
    evenement, agglo = signaler(), membre("agglo", Public.AGGLO)
    client.force_login(agglo)
    for _ in range(2):
        client.post(f"{evenement.get_absolute_url()}venir/", {"geste": "venir"})
    assert Venue.objects.count() == 1
    client.force_login(pays)
    assert [str(m) for m in client.get(evenement.get_absolute_url()).context["y_vont"]] == ["Agglo Essai"]
    client.force_login(agglo)
    client.post(f"{evenement.get_absolute_url()}venir/", {"geste": "annuler"})
    assert not Venue.objects.exists()


def test_qui_ne_montre_pas_son_nom_n_est_pas_nommee(signaler, client, pays):
    from centre.membres.models import Fiche

    evenement, discrete = signaler(), membre("discrete", Public.AGGLO)
    Fiche.objects.create(membre=discrete, voir_identite="equipe")
    dire_j_y_vais(evenement=evenement, membre=discrete, vient=True)
    client.force_login(pays)
    page = client.get(evenement.get_absolute_url())
    assert (page.context["y_vont"], page.context["n_y_vont"]) == ([], 1)
    assert "Discrete" not in texte(page)


def test_ni_au_passe_ni_a_ce_qu_on_ne_lit_pas(signaler, pays):
    with pytest.raises(PermissionDenied):
        dire_j_y_vais(evenement=signaler(jours=-1), membre=pays, vient=True)
    with pytest.raises(PermissionDenied):
        dire_j_y_vais(evenement=signaler("Réseau"), membre=membre("elu", Public.ELARGI), vient=True)


def test_oublie_un_an_apres(signaler, pays):
    evenement = signaler()
    dire_j_y_vais(evenement=evenement, membre=pays, vient=True)
    assert purger_les_venues() == 0
    Evenement.objects.update(premier_jour=dt.date(2020, 1, 1), dernier_jour=dt.date(2020, 1, 1))
    assert purger_les_venues() == 1


# --- un agenda importé ---


def fichier(*evenements):
    """Each: (uid, title, day, status)."""
    lignes = ["BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Voisins"]
    for uid, titre, jour, *statut in evenements:
        lignes += ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{titre}", f"DTSTART;VALUE=DATE:{jour:%Y%m%d}"]
        lignes += [f"STATUS:{mot}" for mot in statut] + ["END:VEVENT"]
    return "\r\n".join([*lignes, "END:VCALENDAR", ""]).encode()


def lu(octets, par, passes=False):
    return preparer_l_agenda(octets=octets, nom="", espace=Espace.objects.get(slug="reseau"), passes=passes, par=par)


def constats(importation):
    return [ligne["constat"] for ligne in importation.lignes]


PRINTEMPS = dt.date(2030, 3, 28)


def test_essai_puis_ecriture_puis_mise_a_jour(animatrice):
    """The same UID is the same event: read again unchanged it does nothing, changed it is updated, cancelled it says so."""
    essai = lu(fichier(("a", "Colloque", PRINTEMPS), ("b", "Atelier", PRINTEMPS)), animatrice)
    assert (constats(essai), essai.nom, Evenement.objects.count()) == (["creer", "creer"], "Voisins", 0)
    for _ in range(2):
        appliquer_l_agenda(importation=essai, par=animatrice)
    assert Evenement.objects.count() == 2
    suite = lu(
        fichier(
            ("a", "Colloque", PRINTEMPS),
            ("b", "Atelier", PRINTEMPS + dt.timedelta(days=1)),
            ("c", "Rien", PRINTEMPS, "CANCELLED"),
        ),
        animatrice,
    )
    assert constats(suite) == ["inchange", "mettre_a_jour", "annule"]
    appliquer_l_agenda(importation=suite, par=animatrice)
    atelier = Evenement.objects.get(cle_source="b")
    assert (Evenement.objects.count(), atelier.premier_jour, atelier.sequence) == (2, dt.date(2030, 3, 29), 1)
    appliquer_l_agenda(importation=lu(fichier(("a", "Colloque", PRINTEMPS, "CANCELLED")), animatrice), par=animatrice)
    assert Evenement.objects.get(cle_source="a").annule


def test_defaire(animatrice, pays):
    """What was added goes, what was updated comes back, what somebody goes to stays; the file may be read again."""
    premier = appliquer_l_agenda(importation=lu(fichier(("a", "Colloque", PRINTEMPS)), animatrice), par=animatrice)
    second = lu(fichier(("a", "Colloque bis", PRINTEMPS), ("b", "Atelier", PRINTEMPS), ("c", "Salon", PRINTEMPS)), animatrice)
    appliquer_l_agenda(importation=second, par=animatrice)
    dire_j_y_vais(evenement=Evenement.objects.get(cle_source="c"), membre=pays, vient=True)
    for _ in range(2):
        defait = defaire_l_agenda(importation=second, par=animatrice)
    assert [ligne["defaite"] for ligne in defait.lignes] == ["comme avant", "retiré", "gardé : quelqu’un y va"]
    assert sorted(Evenement.objects.visibles_pour(pays).values_list("titre", flat=True)) == ["Colloque", "Salon"]
    assert constats(lu(fichier(("b", "Atelier", PRINTEMPS)), animatrice)) == ["creer"]
    assert premier.defait_le is None


def test_ce_que_l_equipe_a_retire_ne_revient_pas(animatrice):
    octets = fichier(("a", "Colloque", PRINTEMPS))
    appliquer_l_agenda(importation=lu(octets, animatrice), par=animatrice)
    retirer_un_evenement(evenement=Evenement.objects.get(), retirer=True, par=animatrice)
    assert constats(lu(octets, animatrice)) == ["retire"]


def test_a_l_ecran_fichier_ou_colle(animatrice, client, pays):
    client.force_login(animatrice)
    espace = Espace.objects.get(slug="reseau").pk
    vide = client.post(f"{LISTE}importer/", {"espace": espace})
    assert (vide.status_code, list(vide.context["form"].errors)) == (422, ["fichier"])
    mauvais = client.post(f"{LISTE}importer/", {"espace": espace, "colle": "bonjour"})
    assert mauvais.status_code == 422
    assert "aucun événement" in texte(mauvais)
    reponse = client.post(f"{LISTE}importer/", {"espace": espace, "colle": fichier(("a", "Colloque", PRINTEMPS)).decode()})
    importation = ImportAgenda.objects.get()
    adresse = reverse("jeudis:import_agenda", args=[importation.pk])
    assert reponse["Location"] == adresse
    assert "À ajouter" in texte(client.get(adresse))
    client.post(adresse, {"geste": "appliquer"})
    assert Evenement.objects.get().titre == "Colloque"
    client.post(adresse, {"geste": "defaire"})
    assert "défait : retiré" in texte(client.get(adresse))
    client.force_login(pays)
    assert client.get(adresse).status_code == client.post(adresse, {"geste": "appliquer"}).status_code == 404


def test_passe_demain(signaler, pays):
    """An event ending today is to come; the day after it is past: exact complements."""
    evenement = signaler(jours=0)
    assert Evenement.objects.a_venir().get() == evenement
    assert not Evenement.objects.passes().exists()
