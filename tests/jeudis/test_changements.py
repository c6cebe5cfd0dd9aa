"""Date or place of a published Jeudi changes: one mail per person who has a seat or waits, and per change."""

import datetime as dt

import pytest
from icalendar import Calendar

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import deplacer, enregistrer, publier
from jeudis.models import Jeudi
from jeudis.operations import annuler_jeudi, dater, inscrire
from tests.jeudis.conftest import horaire, laisser_passer
from tests.personnes import membre

pytestmark = pytest.mark.django_db
PLUS_TARD = [dt.date(2030, 3, 28), dt.date(2030, 4, 4)]


def changements():
    laisser_passer()
    return sorted(Courriel.objects.filter(genre="jeudi_changement").values_list("adresse", "evenement"))


def a_tous(jeudi, sequence):
    """One mail to who waits, one to who comes."""
    return [(f"{nom}@test.example", f"jeudi-{jeudi.pk}-{sequence}") for nom in ("attend", "venue")]


def relu(jeudi):
    return Jeudi.objects.get(pk=jeudi.pk)


def ecrire(jeudi, par, **champs):
    """A new version of the text, published."""
    contenu = relu(jeudi).version_a_modifier()
    for nom, valeur in champs.items():
        setattr(contenu, nom, valeur)
    enregistrer(publication=contenu, par=par, version_lue=relu(jeudi).latest_revision_id)
    return publier(publication=relu(jeudi), par=par)


@pytest.fixture
def jeudi(faire):
    """One seat, taken by « venue »; « attend » waits."""
    fait = faire(places=1)
    for nom in ("venue", "attend"):
        qui = membre(nom, Public.PAYS)
        inscrire(jeudi=fait, membre=qui, par=qui)
    return fait


def test_une_autre_date_previent_une_fois(jeudi, animatrice):
    for _ in range(2):
        dater(jeudi=jeudi, horaires=[horaire(PLUS_TARD[0])], par=animatrice)
    assert relu(jeudi).sequence == jeudi.sequence + 1
    attendus = a_tous(jeudi, jeudi.sequence + 1)
    assert changements() == attendus
    assert changements() == attendus
    dater(jeudi=jeudi, horaires=[horaire(PLUS_TARD[1])], par=animatrice)
    assert len(changements()) == 4


def test_un_autre_lieu_previent_quand_le_texte_est_publie(jeudi, animatrice):
    contenu = jeudi.version_a_modifier()
    contenu.lieu = "Évreux"
    enregistrer(publication=contenu, par=animatrice, version_lue=jeudi.latest_revision_id)
    assert (relu(jeudi).sequence, changements()) == (jeudi.sequence, [])
    publier(publication=relu(jeudi), par=animatrice)
    assert relu(jeudi).sequence == jeudi.sequence + 1
    assert changements() == a_tous(jeudi, jeudi.sequence + 1)
    [piece] = Courriel.objects.get(genre="jeudi_changement", adresse="venue@test.example").pieces.all()
    [evenement] = Calendar.from_ical(bytes(piece.contenu)).walk("VEVENT")
    assert (evenement["LOCATION"], evenement["SEQUENCE"]) == ("Évreux", jeudi.sequence + 1)
    ecrire(jeudi, animatrice, adresse="Place de la Mairie")
    assert len(changements()) == 4


def test_qui_attend_garde_son_tour_et_ne_recoit_pas_d_agenda(jeudi, animatrice):
    dater(jeudi=jeudi, horaires=[horaire(PLUS_TARD[0])], par=animatrice)
    changements()
    courriel = Courriel.objects.get(genre="jeudi_changement", adresse="attend@test.example")
    assert (courriel.pieces.count(), "Votre place est gardée" in courriel.texte) == (0, False)
    assert "Vous êtes toujours sur la liste d’attente." in courriel.texte


def test_ce_qui_n_est_ni_date_ni_lieu_n_ecrit_a_personne(jeudi, animatrice):
    ecrire(jeudi, animatrice, titre="Un autre titre", chapo="Autrement dit")
    deplacer(publication=relu(jeudi), espace=Espace.objects.get(slug="reseau"), par=animatrice)
    assert (relu(jeudi).sequence, changements()) == (jeudi.sequence, [])


def test_date_et_lieu_d_un_coup_font_un_seul_courriel(jeudi, animatrice):
    dater(jeudi=jeudi, horaires=[horaire(PLUS_TARD[0])], par=animatrice)
    ecrire(jeudi, animatrice, lieu="Évreux")
    assert changements() == a_tous(jeudi, jeudi.sequence + 2)
    courriel = Courriel.objects.get(genre="jeudi_changement", adresse="venue@test.example")
    assert ("28\xa0mars 2030" in courriel.texte, "Évreux" in courriel.texte) == (True, True)


def test_qui_s_inscrit_apres_le_changement_a_deja_la_bonne_date(faire, animatrice):
    jeudi = faire()
    avant, apres = membre("avant", Public.PAYS), membre("apres", Public.PAYS)
    inscrire(jeudi=jeudi, membre=avant, par=avant)
    dater(jeudi=jeudi, horaires=[horaire(PLUS_TARD[0])], par=animatrice)
    inscrire(jeudi=jeudi, membre=apres, par=apres)
    assert [adresse for adresse, _ in changements()] == ["avant@test.example"]


def test_annule_ou_passe_entre_temps_plus_personne_n_est_prevenu_du_changement(jeudi, faire, animatrice):
    dater(jeudi=jeudi, horaires=[horaire(PLUS_TARD[0])], par=animatrice)
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    hier = faire(titre="Hier")
    qui = membre("hier", Public.PAYS)
    inscrire(jeudi=hier, membre=qui, par=qui)
    dater(jeudi=hier, horaires=[horaire(dt.date(2026, 1, 8))], par=animatrice)
    assert changements() == []


def _saisie(jeudi, **plus):
    return {
        "jeton": jeudi.jeton, "version": jeudi.latest_revision_id, "titre": jeudi.titre, "forme": "seance", "lieu": "Évreux",
        "espace": jeudi.espace_id, "espace_inscription": jeudi.espace_inscription_id, "places": 1,
        "seances-TOTAL_FORMS": 1, "seances-INITIAL_FORMS": 0,
        "seances-0-jour": "2030-03-28", "seances-0-de": "09:30", "seances-0-a": "12:30",
    } | plus  # fmt: skip


def test_une_pause_dans_la_saisie_ne_change_pas_la_date_publiee(client, jeudi, animatrice):
    """A date half typed must neither be read nor be announced."""
    client.force_login(animatrice)
    adresse = f"/jeudis/{jeudi.slug}/modifier/"
    assert client.post(adresse, _saisie(jeudi), headers={"X-Brouillon": "1"}).status_code == 200
    assert (relu(jeudi).premier_jour, changements()) == (jeudi.premier_jour, [])
    assert client.post(adresse, _saisie(relu(jeudi), geste="publier")).status_code == 302
    assert (relu(jeudi).premier_jour, relu(jeudi).lieu) == (PLUS_TARD[0], "Évreux")
    assert [adresse for adresse, _ in changements()] == ["attend@test.example", "venue@test.example"]
