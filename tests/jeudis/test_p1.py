"""Journey P1, whole: one day of November 2006, from its 52 registrations to the compte rendu that says who was there."""

import datetime as dt

import pytest

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.membres.models import Membre
from centre.publications.operations import publier
from jeudis.documents import feuille_pdf
from jeudis.enums import Forme
from jeudis.models import CompteRendu, Inscription, Jeudi, Presence
from jeudis.operations import (
    Identite,
    annuler_inscription,
    commencer_compte_rendu,
    dater,
    inscrire,
    inscrire_sans_compte,
    pointer,
)
from jeudis.pointage import a_emarger
from tests.jeudis.conftest import texte
from tests.jeudis.test_feuille_pdf import pages
from tests.jeudis.test_presences import geste, journee
from tests.personnes import membre

pytestmark = [pytest.mark.django_db, pytest.mark.complet]
LE_JOUR, PUBLIE_LE = dt.date(2006, 11, 16), dt.datetime(2006, 12, 4, 9, tzinfo=dt.UTC)
NOMS = ("Fabre", "Étienne", "Eude", "Dupuis")


@pytest.fixture
def inscriptions(faire, animatrice):
    """52 ask for one of the 45 places, the tenth by telephone and without an account; the page is open to all."""
    jeudi = faire(titre="Des contrats de ville aux CUCS", forme=Forme.JOURNEE, places=45, adresse="Hôtel de Région")
    faites = []
    for n in range(52):
        if n == 9:
            venue = Identite(prenom="Léa", nom="Martin", courriel="lea@caf.example", structure="CAF de Rouen")
            faites.append(inscrire_sans_compte(jeudi=jeudi, identite=venue, par=animatrice))
            continue
        qui = membre(f"p{n}", list(Public)[n % 4])
        Membre.objects.filter(pk=qui.pk).update(nom=NOMS[n] if n < len(NOMS) else f"Nom{n:02}")
        faites.append(inscrire(jeudi=jeudi, membre=qui, par=qui))
    return faites


def etats(jeudi):
    return list(jeudi.inscriptions.order_by("rang").values_list("etat", flat=True))


def tenir(jeudi, animatrice):
    """The day itself: 41 in the morning, 38 of them still there in the afternoon; the others did not come."""
    dater(jeudi=jeudi, horaires=[journee(LE_JOUR)], par=animatrice, prevenir=False)
    gens = a_emarger(Jeudi.objects.get(pk=jeudi.pk))
    gestes = [geste(i) for i in gens[:41]] + [geste(i, demi="apres-midi") for i in gens[:38]]
    pointer(jeudi=jeudi, pointages=gestes + [geste(i, "absent") for i in gens[41:]], par=animatrice)
    return len(gens)


def test_p1_des_inscriptions_au_compte_rendu(client, inscriptions, animatrice):
    jeudi = inscriptions[0].jeudi
    assert etats(jeudi) == ["inscrit"] * 45 + ["en_attente"] * 7
    for partie in (inscriptions[20], inscriptions[30]):
        annuler_inscription(inscription=partie, par=partie.membre)
    assert [i.etat for i in Inscription.objects.filter(pk__in=[i.pk for i in inscriptions[45:]]).order_by("rang")] == [
        *["inscrit"] * 2,
        *["en_attente"] * 5,
    ]
    promues = Courriel.objects.filter(genre="jeudi_promotion")
    assert sorted(promues.values_list("adresse", flat=True)) == ["p45@test.example", "p46@test.example"]
    assert [courriel.pieces.count() for courriel in promues] == [1, 1]
    assert Courriel.objects.filter(adresse="lea@caf.example", genre="jeudi_inscription").count() == 1

    assert tenir(jeudi, animatrice) == 45
    papier = " ".join(pages(feuille_pdf(Jeudi.objects.get(pk=jeudi.pk), LE_JOUR)))
    ordre = [papier.index(nom) for nom in ("DUPUIS", "ÉTIENNE", "EUDE", "FABRE", "MARTIN Léa", "NOM05")]
    assert ordre == sorted(ordre)
    assert ("matin 9 h 30" in papier.lower(), "après-midi 14 h" in papier.lower(), "45 personnes inscrites" in papier) == (
        True,
        True,
        True,
    )
    lues = Presence.objects.du(jeudi)
    assert (lues.participations(), lues.personnes_distinctes()) == (79, 41)
    client.force_login(animatrice)
    assert "79 participations, 41 personnes." in texte(client.get(f"/jeudis/{jeudi.slug}/attestations/"))


def test_p1_le_compte_rendu_du_4_decembre_les_dit(client, inscriptions, animatrice):
    jeudi = inscriptions[0].jeudi
    tenir(jeudi, animatrice)
    reseau, ouvert = (Espace.objects.get(slug=slug) for slug in ("reseau", "ouvert"))
    objet = commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=animatrice)
    publier(publication=objet, par=animatrice, quand=PUBLIE_LE)
    assert CompteRendu.objects.get().date_publication == PUBLIE_LE
    page = texte(client.get(f"/jeudis/{jeudi.slug}/compte-rendu/"))
    dits = ("matin : 41 ; après-midi : 38", "41 personnes", "CAF de Rouen", "jeudi 16 novembre 2006")
    assert [mots for mots in dits if mots not in page] == []
    assert "Martin" not in page
    client.force_login(animatrice)
    assert "18 jours" in texte(client.get("/jeudis/delais-des-comptes-rendus/"))
