"""The mails of the life of an account, word for word."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.models import Export, Fermeture, Membre
from centre.membres.operations import (
    affecter_poste,
    appliquer_changement,
    creer_membre,
    creer_structure,
    demander_changement,
    demander_export,
    demander_fermeture,
    presence,
    prevoir_depart,
    refuser_changement,
)
from centre.taches import vider_la_file
from tests.horloge import avancer_a
from tests.personnes import membre

pytestmark = pytest.mark.django_db
INSTANT = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def lea():
    qui = creer_membre(email="lea@pays.example", prenom="Léa", nom="Martin")
    affecter_poste(
        membre=qui, categorie=Public.PAYS, fonction="agente de développement", depuis=dt.date(2024, 1, 1),
        structure=creer_structure(nom="Pays de Bray"),
    )  # fmt: skip
    return qui


def lu(genre: str) -> str:
    """Subject and text; links and dates that change at each run set aside."""
    courriel = Courriel.objects.filter(genre=genre).latest("pk")
    return f"{courriel.sujet}\n\n{re.sub(r'/lien/[^/]+/', '/lien/JETON/', courriel.texte)}"


def test_prise_de_poste(lea):
    sacha = creer_membre(email="sacha@pays.example", prenom="Sacha", nom="Petit")
    prevoir_depart(
        membre=lea, dernier_jour=dt.date(2026, 11, 1), successeur=sacha, par=membre("animatrice", role=Public.ANIMATRICE)
    )
    assert lu("prise_de_poste") == snapshot("""\
Vous prenez la suite de Léa Martin

Bonjour Sacha,

Le Centre vous a confié le poste que tenait Léa Martin : ses territoires et ses places dans les groupes sont à vous.

Pour commencer, tout est sur une page :
http://localhost:8000/espace/prise-de-poste/

Extranet des Territoires
http://localhost:8000/
""")


def test_changement_de_poste(lea):
    animatrice = membre("animatrice", role=Public.ANIMATRICE)
    dit = {"membre": lea, "structure": "Ville d’Elbeuf", "categorie": "ville", "territoires": [], "depuis": dt.date(2026, 11, 1)}
    appliquer_changement(changement=demander_changement(fonction="cheffe de projet", **dit), par=animatrice)
    assert lu("changement_de_poste") == snapshot("""\
Votre nouveau poste est écrit

Bonjour Léa,

L’équipe du Centre a écrit votre nouveau poste : cheffe de projet, Ville d’Elbeuf. Vos espaces l’ont suivi.

Ce que vous aviez publié garde votre poste de l’époque.

Pour commencer : http://localhost:8000/espace/prise-de-poste/

Extranet des Territoires
http://localhost:8000/
""")
    refuser_changement(changement=demander_changement(fonction="ministre", **dit), motif="Appelez-nous d’abord.", par=animatrice)
    assert lu("changement_de_poste") == snapshot("""\
Votre changement de poste

Bonjour Léa,

L’équipe du Centre n’a pas écrit le changement que vous demandiez. Elle vous répond :

Appelez-nous d’abord.

Vous pouvez le redire autrement : http://localhost:8000/mon-compte/poste/

Extranet des Territoires
http://localhost:8000/
""")


def passer_le_temps(lea):
    """Three years without a word from Léa."""
    debut = Membre.objects.get(pk=lea.pk).inscrit_le
    for jours, geste in ((366, "interroger"), (388, "rappeler"), (410, "endormir"), (1025, "prevenir")):
        avancer_a(debut + dt.timedelta(days=jours))
        assert getattr(presence, geste)() == 1


def test_toujours_en_poste(lea, horloge_de_la_base):
    passer_le_temps(lea)
    assert lu("presence_demande") == snapshot("""\
Toujours en poste ?

Bonjour Léa,

Une fois par an, le Centre vérifie que le réseau est à jour. Pour nous, vous êtes : agente de développement, Pays de Bray.

C’est toujours vrai ? Un clic suffit :
http://localhost:8000/lien/JETON/

Quelque chose a changé ? Dites-le ici :
http://localhost:8000/mon-compte/poste/

Extranet des Territoires
http://localhost:8000/
""")
    assert lu("presence_rappel") == snapshot("""\
Toujours en poste ? (rappel)

Bonjour Léa,

Nous vous avons demandé il y a trois semaines si vous étiez toujours en poste. Pour nous, vous êtes : agente de développement, Pays de Bray.

Un clic suffit :
http://localhost:8000/lien/JETON/

Sans réponse ni visite, votre compte sera mis en sommeil : il ne recevra plus de courriel. Se connecter le réveille.

Extranet des Territoires
http://localhost:8000/
""")


def test_le_sommeil_et_la_fin(lea, horloge_de_la_base):
    passer_le_temps(lea)
    assert lu("presence_sommeil") == snapshot("""\
Votre compte est en sommeil

Bonjour Léa,

Sans nouvelles de vous, nous avons mis votre compte en sommeil : il ne reçoit plus de courriel. Rien n’est effacé.

Pour le réveiller, connectez-vous, ou répondez ici que vous êtes toujours en poste :
http://localhost:8000/lien/JETON/

Extranet des Territoires
http://localhost:8000/
""")
    assert lu("presence_preavis") == snapshot("""\
Votre compte sera effacé dans 60 jours

Bonjour Léa,

Votre compte dort depuis longtemps. Dans 60 jours, il sera effacé ; ce que vous avez publié restera, sans votre nom.

Pour le garder, connectez-vous, ou cliquez ici :
http://localhost:8000/lien/JETON/

Extranet des Territoires
http://localhost:8000/
""")


def test_donnees_pretes(lea, horloge_de_la_base):
    avancer_a(INSTANT)
    demander_export(membre=lea)
    vider_la_file()
    assert Export.objects.get().expire_le.date() == dt.date(2026, 12, 8)
    assert lu("donnees_pretes") == snapshot("""\
Vos données sont prêtes

Bonjour Léa,

L’archive que vous avez demandée vous attend jusqu’au 8\xa0décembre 2026 (il faut vous connecter) :
http://localhost:8000/mon-compte/mes-donnees/

Vous n’avez rien demandé ? Prévenez le Centre.

Extranet des Territoires
http://localhost:8000/
""")


def test_fermeture_prevue(lea, horloge_de_la_base):
    avancer_a(INSTANT)
    demander_fermeture(membre=lea, signee=True, par=lea)
    assert Fermeture.objects.get().effacer_le.date() == dt.date(2026, 12, 16)
    assert lu("fermeture_prevue") == snapshot("""\
Votre compte sera effacé le 16 décembre 2026

Bonjour Léa,

La fermeture de votre compte est demandée. Il sera effacé le 16\xa0décembre 2026 ; ce que vous avez publié restera, signé de votre nom.

Vous changez d’avis, ou vous n’avez rien demandé ? Un bouton annule tout dans votre compte :
http://localhost:8000/mon-compte/

Extranet des Territoires
http://localhost:8000/
""")
