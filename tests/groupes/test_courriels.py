"""The mails of the groupes and of the annuaire, word for word."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.groupes import operations
from centre.groupes.enums import Porte
from centre.membres.operations import ecrire_a

pytestmark = pytest.mark.django_db


def lu(genre: str) -> str:
    courriel = Courriel.objects.filter(genre=genre).first()
    texte = re.sub(r"/lien/[^/]+/", "/lien/JETON/", courriel.texte)
    return f"{courriel.sujet}\n\n{re.sub(r'/annuaire/[0-9]+/', '/annuaire/PK/', texte)}"


def test_demande(gens, ouvrir):
    operations.demander(groupe=ouvrir(Porte.DEMANDE), membre=gens["pays"], message="J’ai un dossier proche.")
    assert lu("groupe_demande") == snapshot("""\
Pays Essai demande à entrer dans « Atelier demande »

Bonjour Administration,

Pays Essai demande à entrer dans le groupe « Atelier demande ».

Son message :
J’ai un dossier proche.

Accepter ou refuser :
http://localhost:8000/espace/groupes/atelier-demande/membres/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_acceptee(gens, ouvrir):
    adhesion = operations.demander(groupe=ouvrir(Porte.DEMANDE), membre=gens["pays"])
    operations.accepter(adhesion=adhesion, par=gens["animatrice"])
    assert lu("groupe_oui") == snapshot("""\
Vous êtes dans le groupe « Atelier demande »

Bonjour Pays,

Votre demande est acceptée : vous lisez et vous écrivez désormais dans le groupe « Atelier demande ».

Y aller :
http://localhost:8000/espace/groupes/atelier-demande/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_ajoutee_par_l_equipe(gens, ouvrir):
    groupe = ouvrir(Porte.INVITATION)
    assert [operations.ajouter(groupe=groupe, membre=gens["pays"], par=gens["animatrice"]) for _ in range(2)] == [True, False]
    assert Courriel.objects.filter(genre="groupe_ajout").count() == 1
    assert lu("groupe_ajout") == snapshot("""\
Vous êtes dans le groupe « Atelier invitation »

Bonjour Pays,

Animatrice Essai vous a donné une place dans le groupe « Atelier invitation » : vous y lisez et vous y écrivez désormais.

À quoi il sert

Y aller, ou le quitter :
http://localhost:8000/espace/groupes/atelier-invitation/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_refusee(gens, ouvrir):
    adhesion = operations.demander(groupe=ouvrir(Porte.DEMANDE), membre=gens["pays"])
    operations.refuser(adhesion=adhesion, motif="Le groupe est complet.", par=gens["animatrice"])
    assert lu("groupe_non") == snapshot("""\
Votre demande pour le groupe « Atelier demande »

Bonjour Pays,

Votre demande d’entrer dans le groupe « Atelier demande » n’est pas acceptée. La réponse :

Le groupe est complet.

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_invitation(gens, ouvrir):
    operations.inviter_au_groupe(groupe=ouvrir(Porte.INVITATION), membre=gens["pays"], par=gens["animatrice"])
    assert lu("groupe_invitation") == snapshot("""\
On vous propose une place dans le groupe « Atelier invitation »

Bonjour Pays,

Animatrice Essai vous propose d’entrer dans le groupe « Atelier invitation ».

À quoi il sert

Accepter ou décliner :
http://localhost:8000/espace/groupes/atelier-invitation/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_acces_jusqu_a_une_date(gens, ouvrir):
    samedi = timezone.make_aware(dt.datetime(2031, 3, 8))
    operations.accueillir(groupe=ouvrir(Porte.INVITATION), membre=gens["public-elargi"], jusqu_au=samedi, par=gens["animatrice"])
    assert lu("groupe_acces") == snapshot("""\
Votre accès au groupe « Atelier invitation »

Bonjour Public-elargi,

Vous lisez le groupe « Atelier invitation » jusqu’au vendredi 7\xa0mars 2031 compris. Ensuite, l’accès se ferme seul.

Y aller :
http://localhost:8000/espace/groupes/atelier-invitation/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def _message(gens, *, montrer: bool) -> str:
    ecrire_a(de=gens["pays"], a=gens["ville"], sujet="Le PLU", texte="Une question.", montrer_adresse=montrer, jeton=uuid.uuid4())
    return lu("message")


def test_message_sans_adresse(gens):
    assert _message(gens, montrer=False) == snapshot("""\
Pays Essai vous écrit : Le PLU

Bonjour Ville,

Pays Essai vous a écrit par l’annuaire :

Une question.

Lui répondre, sans montrer votre adresse :
http://localhost:8000/annuaire/PK/ecrire/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_message_avec_l_adresse_donnee(gens):
    assert _message(gens, montrer=True) == snapshot("""\
Pays Essai vous écrit : Le PLU

Bonjour Ville,

Pays Essai vous a écrit par l’annuaire :

Une question.

Lui répondre, sans montrer votre adresse :
http://localhost:8000/annuaire/PK/ecrire/

Ou à son adresse, qui vous est donnée : pays@test.example

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")
