# ruff: noqa: E501
"""The words of the mails that rules, reminders and registrations without account send, whole."""

import datetime as dt
import re

import pytest
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.temps import PARIS
from jeudis import operations
from jeudis.models import Atelier, Inscription
from jeudis.operations import Bulletin, Identite, annuler_inscription, dater, inscrire, regler
from tests.personnes import membre

from .conftest import horaire

pytestmark = pytest.mark.django_db
LEA = Identite(nom="Martin", prenom="Léa", courriel="lea@caf.example")


def ecrit(genre):
    """Subject then text of the one mail of that kind, its signed links aside."""
    courriel = Courriel.objects.get(genre=genre)
    return re.sub(r"/lien/[\w-]+/", "/lien/…/", f"{courriel.sujet}\n\n{courriel.texte}")


def du_html(genre):
    """The same mail's HTML: the words of its text part are all there."""
    courriel = Courriel.objects.get(genre=genre)
    return re.sub(r"<[^>]+>", " ", courriel.html)


@pytest.fixture
def jeudi(faire, animatrice):
    fait = faire(places=1, inscription="public-elargi", adresse="2 rue du Lac")
    dater(jeudi=fait, horaires=[horaire(dt.date(2030, 3, 28))], par=animatrice)
    return type(fait).objects.get(pk=fait.pk)


def venir(jeudi, nom, **champs):
    qui = membre(nom, Public.PAYS)
    return inscrire(jeudi=jeudi, membre=qui, par=qui, **champs)


@pytest.fixture
def lea(jeudi):
    """Asked, confirmed, asked again."""
    operations.demander_sans_compte(jeudi=jeudi, identite=LEA, bulletin=Bulletin())
    Inscription.objects.update(tenue_jusqu_au=dt.datetime(2030, 3, 1, 14, tzinfo=PARIS))
    operations.confirmer(inscription=Inscription.objects.get())
    operations.demander_sans_compte(jeudi=jeudi, identite=LEA, bulletin=Bulletin())


def test_a_confirmer(lea):
    texte = re.sub(r"jusqu’au .*?\. Après", "jusqu’au (date). Après", ecrit("jeudi_a_confirmer"))
    assert texte == snapshot("""\
Confirmez votre inscription : Les CUCS

Bonjour Léa,

Quelqu’un, sans doute vous, vient de demander à s’inscrire à ce Jeudi depuis cette adresse.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Une place vous est gardée jusqu’au (date). Après, le lien marche encore trois jours, s’il reste de la place. Ce n’était pas vous ? Ne faites rien.

Confirmer :
http://localhost:8000/lien/…/

Extranet des Territoires
http://localhost:8000/
""")


def test_deja_inscrit(lea):
    assert ecrit("jeudi_deja_inscrit") == snapshot("""\
Vous êtes déjà inscrit·e : Les CUCS

Bonjour Léa,

Quelqu’un, sans doute vous, vient de demander à s’inscrire à ce Jeudi depuis cette adresse. Votre place est déjà réservée.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Le lien ci-dessous permet de changer vos réponses ou d’annuler. Ce n’était pas vous ? Ne faites rien.

http://localhost:8000/jeudis/les-cucs/

Changer ou annuler votre inscription, sans compte :
http://localhost:8000/lien/…/

Extranet des Territoires
http://localhost:8000/
""")


def test_la_convocation_sans_compte(lea):
    assert ecrit("jeudi_inscription") == snapshot("""\
Votre place est réservée : Les CUCS

Bonjour Léa,

Votre place est réservée.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Le fichier joint met la date dans votre agenda. Si vous ne pouvez plus venir, dites-le par le lien ci-dessous : la place ira à quelqu’un d’autre.

http://localhost:8000/jeudis/les-cucs/

Changer ou annuler votre inscription, sans compte :
http://localhost:8000/lien/…/

Extranet des Territoires
http://localhost:8000/
""")


def test_compte_existant(jeudi):
    membre("lea", Public.PAYS)
    operations.demander_sans_compte(jeudi=jeudi, identite=Identite(nom="M", courriel="lea@test.example"), bulletin=Bulletin())
    assert ecrit("jeudi_compte_existant") == snapshot("""\
Inscrivez-vous avec votre compte : Les CUCS

Bonjour Lea,

Quelqu’un, sans doute vous, vient de demander à s’inscrire à ce Jeudi depuis cette adresse. Vous avez un compte : rien n’est encore fait.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Connectez-vous sur la page du Jeudi : l’inscription y tient en deux clics. Ce n’était pas vous ? Ne faites rien.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/
""")


@pytest.fixture
def offerte(jeudi, animatrice):
    """« b » is offered the seat that « a » gives back."""
    regler(jeudi=jeudi, regles={"offre": True}, questions=[], ateliers=[], par=animatrice)
    a, b = venir(jeudi, "a"), venir(jeudi, "b")
    annuler_inscription(inscription=a, par=a.membre)
    return b


def test_une_offre(offerte):
    texte = re.sub(r"jusqu’au .*?\.\n", "jusqu’au (date).\n", ecrit("jeudi_offre"))
    assert texte == snapshot("""\
Une place est à vous, si vous répondez : Les CUCS

Bonjour B,

Une place s’est libérée. Elle est à vous jusqu’au (date).

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Dites si vous la prenez. Passé ce moment, elle va à la personne suivante.

Prendre la place ou la laisser :
http://localhost:8000/lien/…/

Extranet des Territoires
http://localhost:8000/
""")


def test_la_fin_d_une_offre(offerte):
    Inscription.objects.filter(pk=offerte.pk).update(offerte_jusqu_au=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    operations.avancer(jeudi=offerte.jeudi_id)
    assert ecrit("jeudi_offre_finie") == snapshot("""\
La place est allée à quelqu’un d’autre : Les CUCS

Bonjour B,

La place qui vous était proposée est restée sans réponse : elle est allée à la personne suivante, et vous n’êtes plus sur la liste d’attente.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Vous aimeriez venir tout de même ? Inscrivez-vous de nouveau sur la page du Jeudi.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/
""")


def test_un_atelier_se_libere(jeudi, animatrice):
    seance = jeudi.seances.get().pk
    lignes = [{"seance_id": seance, "titre": titre, "places": 1} for titre in ("Eau", "Air & sol")]
    regler(jeudi=jeudi, regles={}, questions=[], ateliers=lignes, par=animatrice)
    operations.ouvrir_a(jeudi=jeudi, espace_inscription=jeudi.espace_inscription, places=5, par=animatrice)
    eau, air = Atelier.objects.order_by("ordre")
    a = venir(jeudi, "a", bulletin=Bulletin(voeux={seance: [eau.pk]}))
    venir(jeudi, "b", bulletin=Bulletin(voeux={seance: [eau.pk, air.pk]}))
    annuler_inscription(inscription=a, par=a.membre)
    assert ecrit("jeudi_atelier") == snapshot("""\
Vos ateliers : Les CUCS

Bonjour B,

Une place s’est libérée dans un atelier que vous aviez demandé. Voici où vous en êtes.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac
Atelier : Eau

Cela ne vous convient plus ? Changez vos choix sur la page du Jeudi.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/
""")
    assert "Atelier : Eau" in du_html("jeudi_atelier")


def test_le_rappel(jeudi, horloge_de_la_base):
    venir(jeudi, "a")
    horloge_de_la_base(jeudi.debut - dt.timedelta(days=7))
    Inscription.objects.update(changee_le=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    operations.rappeler(jeudi=jeudi.pk)
    assert ecrit("jeudi_rappel") == snapshot("""\
Rappel, 28 mars 2030 : Les CUCS

Bonjour A,

Jeudi 28\xa0mars 2030, à 9\xa0h : votre place est réservée.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Si vous ne pouvez plus venir, dites-le sur la page du Jeudi : la place ira à quelqu’un d’autre.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/
""")
    assert Courriel.objects.get(genre="jeudi_rappel").pieces.count() == 1


def test_en_attente_parce_que_les_places_sont_gardees(jeudi, animatrice):
    regles = {"categories": ["ville"], "part": 100, "ouverture_le": dt.datetime(2030, 3, 13, 9, tzinfo=PARIS)}
    regler(jeudi=jeudi, regles=regles, questions=[], ateliers=[], par=animatrice)
    venir(jeudi, "a")
    assert ecrit("jeudi_attente") == snapshot("""\
Sur liste d’attente : Les CUCS

Bonjour A,

Les places de ce Jeudi sont réservées à d’autres publics pour le moment (Équipes politique de la ville) : vous êtes sur la liste d’attente.

Les CUCS
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Rouen, 2 rue du Lac

Vous n’avez rien à faire. Le mercredi 13\xa0mars 2030 à 9\xa0h, les places qui restent s’ouvrent à tous, dans l’ordre des demandes. Si une place se libère et que votre tour est venu, elle vous est donnée aussitôt et un courriel vous le dit.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/
""")


@pytest.mark.parametrize("genre", ["jeudi_a_confirmer", "jeudi_inscription"])
def test_le_html_dit_la_meme_chose(jeudi, genre):
    operations.demander_sans_compte(jeudi=jeudi, identite=LEA, bulletin=Bulletin())
    operations.confirmer(inscription=Inscription.objects.get())
    html = Courriel.objects.get(genre=genre).html
    assert ("Bonjour Léa," in html, "2 rue du Lac" in html, html.count("/lien/")) == (True, True, 1)
