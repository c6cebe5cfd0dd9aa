"""The agenda, one Jeudi, its compte rendu in two editions."""

import datetime as dt
import uuid

import pytest
from icalendar import Calendar

from centre.espaces.enums import Public
from centre.publications.operations import enregistrer, publier
from jeudis.enums import DemiJournee
from jeudis.models import PARIS, CompteRendu, Jeudi, Seance
from jeudis.models.sections import sans_reserve
from jeudis.operations import commencer_compte_rendu, dater
from tests.jeudis.conftest import horaire
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("de", "a", "attendu"),
    [
        ("09:30", "12:30", ["matin"]), ("14:00", "17:00", ["apres-midi"]), ("09:30", "16:30", ["matin", "apres-midi"]),
        ("09:00", "13:00", ["matin"]), ("13:00", "15:00", ["apres-midi"]), ("12:00", "13:01", ["matin", "apres-midi"]),
        ("18:00", "20:30", ["soir"]), ("17:30", "19:30", ["apres-midi"]),
    ],
)  # fmt: skip
def test_demi_journees(de, a, attendu):
    jour = dt.date(2026, 11, 26)
    seance = Seance(
        debut=dt.datetime.combine(jour, dt.time.fromisoformat(de), tzinfo=PARIS),
        fin=dt.datetime.combine(jour, dt.time.fromisoformat(a), tzinfo=PARIS),
    )
    assert seance.demi_journees == [DemiJournee(valeur) for valeur in attendu]


def test_a_venir_et_passes_sont_complementaires_jusqu_au_dernier_jour(faire):
    """Boundary day in Europe/Paris: a Jeudi of today, even over, is à venir; of yesterday, passé; never both, never none."""
    hier, aujourd_hui, demain = faire(jours=-1, titre="Hier"), faire(jours=0, titre="Aujourd’hui"), faire(jours=1, titre="Demain")
    a_venir, passes = set(Jeudi.objects.a_venir()), set(Jeudi.objects.passes())
    assert (a_venir, passes) == ({aujourd_hui, demain}, {hier})


def test_minuit_a_paris_fait_basculer(faire, animatrice, horloge_de_la_base):
    """A Jeudi of the 26th passes at midnight in Paris, 23 h UTC, by the database's clock."""
    jeudi = faire()
    dater(jeudi=jeudi, horaires=[horaire(dt.date(2026, 11, 26))], par=animatrice)
    horloge_de_la_base(dt.datetime(2026, 11, 26, 22, 59, tzinfo=dt.UTC))
    assert (Jeudi.objects.a_venir().count(), Jeudi.objects.passes().count()) == (1, 0)
    horloge_de_la_base(dt.datetime(2026, 11, 26, 23, 1, tzinfo=dt.UTC))
    assert (Jeudi.objects.a_venir().count(), Jeudi.objects.passes().count()) == (0, 1)


def test_les_listes_et_leur_espace(client, faire):
    faire(titre="Public"), faire(titre="Pour les Pays", espace="pays", inscription="pays")
    page = client.get("/jeudis/").content.decode()
    assert ("Public" in page, "Pour les Pays" in page) == (True, False)
    client.force_login(membre("pays", Public.PAYS))
    assert "Pour les Pays" in client.get("/jeudis/").content.decode()


def test_le_visiteur_est_envoye_a_la_connexion_comme_pour_rien(client, faire):
    jeudi = faire(espace="reseau")
    reponse, absente = client.get(f"/jeudis/{jeudi.slug}/"), client.get("/jeudis/n-existe-pas/")
    assert (reponse.status_code, absente.status_code) == (302, 302)
    assert reponse.url == f"/connexion/?next=/jeudis/{jeudi.slug}/"


def test_l_agenda_public_ne_dit_que_le_public(client, faire):
    faire(titre="Public"), faire(titre="Secret", espace="reseau")
    client.force_login(membre("pays", Public.PAYS))
    evenements = Calendar.from_ical(client.get("/jeudis/agenda.ics").content).walk("VEVENT")
    assert [str(e["SUMMARY"]) for e in evenements] == ["Public"]


def _rediger(faire, animatrice, texte="<p>Pour tous</p><p class='reserve'>Entre nous</p>"):
    jeudi = faire(jours=-1)
    from centre.espaces.models import Espace

    reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
    objet = commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=animatrice)
    brouillon = objet.version_a_modifier()
    brouillon.texte = texte
    enregistrer(publication=brouillon, par=animatrice, version_lue=objet.latest_revision_id)
    return jeudi, objet


def test_une_adresse_deux_editions(client, faire, animatrice):
    """J3: the visitor reads the public edition, ville@ the complete one, search follows at once."""
    jeudi, objet = _rediger(faire, animatrice)
    adresse = f"/jeudis/{jeudi.slug}/compte-rendu/"
    assert client.get(adresse).status_code == 302
    publier(publication=objet, par=animatrice)
    page = client.get(adresse).content.decode()
    assert ("Pour tous" in page, "Entre nous" in page, "réservée au réseau" in page) == (True, False, True)
    assert 'data-resultat="compte_rendu"' in client.get("/recherche/?q=tous").content.decode()
    assert 'data-resultat="compte_rendu"' not in client.get("/recherche/?q=entre nous").content.decode()
    client.force_login(membre("ville", Public.VILLE))
    page = client.get(adresse).content.decode()
    assert ("Pour tous" in page, "Entre nous" in page) == (True, True)
    resultats = client.get("/recherche/?q=entre nous").content.decode()
    assert resultats.count('data-resultat="compte_rendu"') == 1
    assert "Compte rendu disponible" in client.get("/jeudis/passes/").content.decode()


def test_ecrire_publier_en_moins_de_dix_gestes(client, faire, animatrice):
    """J3 through the screens: Ma journée, the Jeudi's line, begin, write, publish."""
    jeudi = faire(jours=-1)
    client.force_login(animatrice)
    assert "Comptes rendus à publier" in client.get("/gestion/").content.decode()
    assert f"/jeudis/{jeudi.slug}/compte-rendu/modifier/" in client.get("/jeudis/comptes-rendus-a-publier/").content.decode()
    ecrire = f"/jeudis/{jeudi.slug}/compte-rendu/modifier/"
    client.post(ecrire)
    objet = CompteRendu.objects.get()
    corps = {
        "jeton": objet.jeton,
        "version": objet.latest_revision_id,
        "titre": objet.titre,
        "texte": "Dit\n\n[réservé] Tu",
        "geste": "publier",
    }
    corps["publique"] = objet.espace_publique_id
    assert client.post(ecrire, corps).url == f"/jeudis/{jeudi.slug}/compte-rendu/"
    assert CompteRendu.objects.get().texte == '<p>Dit</p><p class="reserve">Tu</p>'
    assert "Tu" not in CompteRendu.objects.get().texte_public()


def test_apercus_avant_publication(client, faire, animatrice):
    jeudi, _ = _rediger(faire, animatrice)
    client.force_login(animatrice)
    visiteur = client.get(f"/jeudis/{jeudi.slug}/compte-rendu/apercu/?comme=visiteur").content.decode()
    technicien = client.get(f"/jeudis/{jeudi.slug}/compte-rendu/apercu/?comme=technicien").content.decode()
    assert ("Entre nous" in visiteur, "Entre nous" in technicien) == (False, True)
    client.force_login(membre("ville", Public.VILLE))
    assert client.get(f"/jeudis/{jeudi.slug}/compte-rendu/apercu/").status_code == 404


def test_sans_reserve_a_toute_profondeur():
    html = '<ul><li class="reserve"><p>a</p></li></ul><blockquote><p class="reserve">b</p></blockquote><h3 class="reserve">c</h3><p>d</p>'
    assert sans_reserve(html + "<h3>e</h3><p>f</p>") == "<h3>e</h3><p>f</p>"


def test_preparer_un_jeudi_par_l_ecran(client, animatrice):
    from centre.espaces.models import Espace

    client.force_login(animatrice)
    corps = {
        "jeton": uuid.uuid4(), "titre": "Nouveau", "forme": "seance", "geste": "publier", "places": 20,
        "espace": Espace.objects.get(slug="ouvert").pk, "espace_inscription": Espace.objects.get(slug="reseau").pk,
        "seances-TOTAL_FORMS": 1, "seances-INITIAL_FORMS": 0,
        "seances-0-jour": "2030-03-28", "seances-0-de": "09:30", "seances-0-a": "12:30",
    }  # fmt: skip
    manque = client.post("/jeudis/creer/", corps | {"seances-0-a": "08:00"})
    assert (manque.status_code, "La séance finit après son début." in manque.content.decode()) == (422, True)
    assert client.post("/jeudis/creer/", corps).url == "/jeudis/nouveau/"
    seance = Seance.objects.get()
    assert (seance.debut, Jeudi.objects.get().places) == (dt.datetime(2030, 3, 28, 8, 30, tzinfo=dt.UTC), 20)
    client.force_login(membre("ville", Public.VILLE))
    assert client.get("/jeudis/creer/").status_code == 404


def test_l_edition_publique_peut_n_etre_lue_par_personne(client, faire, animatrice):
    jeudi, objet = _rediger(faire, animatrice)
    client.force_login(animatrice)
    ecrire = f"/jeudis/{jeudi.slug}/compte-rendu/modifier/"
    assert "Personne : seulement l’édition réservée" in client.get(ecrire).content.decode().replace("\xa0", " ")
    corps = {"jeton": objet.jeton, "version": CompteRendu.objects.get().latest_revision_id, "titre": objet.titre}
    client.post(ecrire, corps | {"texte": "Dit", "geste": "publier", "publique": ""})
    assert CompteRendu.objects.get().espace_publique is None
    client.logout()
    assert client.get(f"/jeudis/{jeudi.slug}/compte-rendu/").status_code == 302
