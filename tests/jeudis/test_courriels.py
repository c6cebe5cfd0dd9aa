# ruff: noqa: E501
"""The words of each mail of a Jeudi, whole, and the calendar file that goes with it."""

import datetime as dt

import pytest
from icalendar import Calendar
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.taches import vider_la_file
from jeudis.models import Inscription
from jeudis.operations import annuler_inscription, annuler_jeudi, dater, inscrire, retablir_jeudi
from tests.personnes import membre

from .conftest import horaire, laisser_passer

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeudi(faire, animatrice):
    """Two séances, one of them elsewhere, one seat."""
    fait = faire(places=1, titre="Les CUCS & l’eau", adresse="2 rue du Lac")
    horaires = [horaire(dt.date(2030, 3, 28)), horaire(dt.date(2030, 4, 4), 14, 16)]
    horaires[1] = type(horaires[1])(horaires[1].debut, horaires[1].fin, "Visite", "Doudeville")
    dater(jeudi=fait, horaires=horaires, par=animatrice)
    return type(fait).objects.get(pk=fait.pk)


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def agglo(db):
    return membre("agglo", Public.AGGLO)


def ecrit(genre):
    """Subject then text of the one mail of that kind."""
    courriel = Courriel.objects.get(genre=genre)
    return f"{courriel.sujet}\n\n{courriel.texte}"


def evenements(genre):
    """METHOD of the file of that mail, and its events: uid's séance, sequence, status, start."""
    [piece] = Courriel.objects.get(genre=genre).pieces.all()
    agenda = Calendar.from_ical(bytes(piece.contenu))
    assert f"method={agenda['METHOD']}" in piece.type_mime
    assert [str(z["TZID"]) for z in agenda.walk("VTIMEZONE")] == ["Europe/Paris"]
    return str(agenda["METHOD"]), [
        (str(e["UID"]), int(e["SEQUENCE"]), str(e["STATUS"]), e.decoded("DTSTART"), e.decoded("DTEND"), str(e["LOCATION"]))
        for e in agenda.walk("VEVENT")
    ]


def attendus(jeudi, sequence, statut):
    lieux = ["Rouen, 2 rue du Lac", "Doudeville"]
    return [
        (f"jeudi-{jeudi.pk}-seance-{s.pk}@localhost", sequence, statut, s.debut, s.fin, lieu)
        for s, lieu in zip(jeudi.seances.all(), lieux, strict=True)
    ]


def test_votre_place_est_reservee(jeudi, pays):
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    assert ecrit("jeudi_inscription") == snapshot("""\
Votre place est réservée : Les CUCS & l’eau

Bonjour Pays,

Votre place est réservée.

Les CUCS & l’eau
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Le fichier joint met la date dans votre agenda. Si vous ne pouvez plus venir, dites-le sur la page du Jeudi : la place ira à quelqu’un d’autre.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert evenements("jeudi_inscription") == ("PUBLISH", attendus(jeudi, jeudi.sequence, "CONFIRMED"))


def test_le_html_dit_la_meme_chose(jeudi, pays):
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    html = Courriel.objects.get().html
    assert "Les CUCS &amp; l’eau</h1>" in html
    assert html.partition("</h1>")[2].partition("<div")[0] == snapshot("""\

<p style="margin: 0 0 16px;">Jeudi 28&nbsp;mars 2030, de 9&nbsp;h à 12&nbsp;h&nbsp;30<br>Jeudi 4&nbsp;avril 2030, de 14&nbsp;h à 16&nbsp;h&nbsp;30 : Visite (Doudeville)<br>Rouen, 2 rue du Lac</p>
<p style="margin: 0 0 16px;">Le fichier joint met la date dans votre agenda. Si vous ne pouvez plus venir, dites-le sur la page du Jeudi : la place ira à quelqu’un d’autre.</p>
<p style="margin: 0 0 16px;"><a class="bouton" href="http://localhost:8000/jeudis/les-cucs-leau/" style="color: #ffffff;text-decoration: none;display: inline-block;padding: 12px 20px;background-color: #0b4f78;font-weight: bold;border-radius: 4px;">Voir le Jeudi</a></p>
""")


def test_sur_liste_d_attente(jeudi, pays, agglo):
    inscrire(jeudi=jeudi, membre=agglo, par=agglo)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    assert ecrit("jeudi_attente") == snapshot("""\
Sur liste d’attente : Les CUCS & l’eau

Bonjour Pays,

Ce Jeudi est complet : vous êtes sur la liste d’attente.

Les CUCS & l’eau
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Vous n’avez rien à faire. Si une place se libère et que votre tour est venu, elle vous est donnée aussitôt et un courriel vous le dit.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert Courriel.objects.get(genre="jeudi_attente").pieces.count() == 0


@pytest.fixture
def cede(jeudi, pays, agglo):
    """« agglo » gives the only seat back, « pays » was waiting."""
    inscription = inscrire(jeudi=jeudi, membre=agglo, par=agglo)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    annuler_inscription(inscription=inscription, par=agglo)
    return jeudi


def test_votre_inscription_est_annulee(cede):
    assert ecrit("jeudi_annulation") == snapshot("""\
Inscription annulée : Les CUCS & l’eau

Bonjour Agglo,

Votre inscription à ce Jeudi est annulée.

Les CUCS & l’eau
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Si la date était dans votre agenda, le fichier joint l’en retire. Vous avez changé d’avis ? Inscrivez-vous de nouveau sur la page du Jeudi.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert evenements("jeudi_annulation") == ("CANCEL", attendus(cede, cede.sequence + 1, "CANCELLED"))


def test_une_place_pour_vous(cede):
    assert ecrit("jeudi_promotion") == snapshot("""\
Une place pour vous : Les CUCS & l’eau

Bonjour Pays,

Une place s’est libérée : elle est à vous.

Les CUCS & l’eau
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Le fichier joint met la date dans votre agenda. Si vous ne pouvez plus venir, dites-le sur la page du Jeudi : la place ira à quelqu’un d’autre.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert evenements("jeudi_promotion") == ("PUBLISH", attendus(cede, cede.sequence + 1, "CONFIRMED"))


def test_le_jeudi_change(jeudi, pays, animatrice):
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    avant = jeudi.sequence
    nouveaux = [
        horaire(dt.date(2030, 3, 29)),
        *[type(horaire(s.jour))(s.debut, s.fin, s.titre, s.lieu) for s in list(jeudi.seances.all())[1:]],
    ]
    dater(jeudi=jeudi, horaires=nouveaux, par=animatrice)
    laisser_passer()
    jeudi = type(jeudi).objects.get(pk=jeudi.pk)
    assert ecrit("jeudi_changement") == snapshot("""\
Date ou lieu modifié : Les CUCS & l’eau

Bonjour Pays,

La date ou le lieu de ce Jeudi a changé. Votre place est gardée ; voici ce qui vaut désormais.

Les CUCS & l’eau
Vendredi 29\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Le fichier joint met votre agenda à jour. Si vous ne pouvez plus venir, dites-le sur la page du Jeudi : la place ira à quelqu’un d’autre.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert evenements("jeudi_changement") == ("PUBLISH", attendus(jeudi, avant + 1, "CONFIRMED"))


@pytest.fixture
def annule(jeudi, pays, animatrice):
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    return annuler_jeudi(jeudi=jeudi, motif="La salle est inondée.", par=animatrice)


def test_le_jeudi_est_annule(jeudi, annule):
    assert ecrit("jeudi_annule") == snapshot("""\
Jeudi annulé : Les CUCS & l’eau

Bonjour Pays,

Ce Jeudi n’aura pas lieu.

« La salle est inondée. »

Les CUCS & l’eau
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Le fichier joint retire la date de votre agenda. Vous n’avez rien à faire.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert evenements("jeudi_annule") == ("CANCEL", attendus(jeudi, jeudi.sequence + 1, "CANCELLED"))


def test_le_jeudi_est_retabli(jeudi, annule, animatrice):
    retablir_jeudi(jeudi=annule, par=animatrice)
    assert ecrit("jeudi_retabli") == snapshot("""\
Ce Jeudi aura bien lieu : Les CUCS & l’eau

Bonjour Pays,

L’annulation est levée : ce Jeudi aura bien lieu.

Les CUCS & l’eau
Jeudi 28\xa0mars 2030, de 9\xa0h à 12\xa0h\xa030
Jeudi 4\xa0avril 2030, de 14\xa0h à 16\xa0h\xa030 : Visite (Doudeville)
Rouen, 2 rue du Lac

Votre place est gardée. Le fichier joint remet la date dans votre agenda. Si vous ne pouvez plus venir, dites-le sur la page du Jeudi : la place ira à quelqu’un d’autre.

http://localhost:8000/jeudis/les-cucs-leau/

Extranet des Territoires
http://localhost:8000/
""")
    assert evenements("jeudi_retabli") == ("PUBLISH", attendus(jeudi, jeudi.sequence + 2, "CONFIRMED"))
    vider_la_file()
    assert set(Courriel.objects.values_list("etat", flat=True)) == {"envoye"}


def test_qui_attend_lit_d_autres_mots(jeudi, pays, agglo, animatrice):
    inscrire(jeudi=jeudi, membre=agglo, par=agglo)
    attente = inscrire(jeudi=jeudi, membre=pays, par=pays)
    annule = annuler_jeudi(jeudi=jeudi, motif="La salle est inondée.", par=animatrice)
    retablir_jeudi(jeudi=annule, par=animatrice)
    siens = Courriel.objects.filter(destinataire=pays, genre__in=["jeudi_annule", "jeudi_retabli"]).order_by("pk")
    assert [c.texte.partition("2 rue du Lac\n\n")[2].partition("\n")[0] for c in siens] == [
        "Vous n’avez rien à faire.",
        "Vous êtes toujours sur la liste d’attente : si une place se libère, un courriel vous le dit.",
    ]
    assert [c.pieces.count() for c in siens] == [0, 0]
    assert Inscription.objects.get(pk=attente.pk).etat == "en_attente"
