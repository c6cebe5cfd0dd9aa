# ruff: noqa: E501
"""The words of the mails of coming in, whole."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from inline_snapshot import snapshot

from centre.espaces.enums import Public
from centre.membres.enums import EtatDemande
from centre.membres.models import DemandeAcces
from centre.membres.operations import demandes, suspendre
from centre.membres.operations.invitations import inviter_a_entrer, rappeler
from tests.personnes import membre

from .entrees import anonyme, recus
from .test_demandes import demande, demander
from .test_invitations import vieillir

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _essais_oublies():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def animatrice():
    return membre("animatrice", role=Public.ANIMATRICE)


def dernier() -> tuple[str, str]:
    """Subject and text of the only mail sent."""
    (mail,) = recus()
    return str(mail["Subject"]).strip(), anonyme(mail)


def test_confirmer_son_adresse():
    demander(Client())
    assert dernier() == snapshot(
        (
            "Confirmez votre demande d’accès",
            """\
Bonjour,

Quelqu’un, sans doute vous, vient de demander un accès au réseau depuis cette adresse. Pour que l’équipe du Centre reçoive la demande, ouvrez ce lien et confirmez :

http://localhost:8000/lien/JETON/

Il s’ouvre jusqu’au TEL JOUR. Ce n’était pas vous ? Ne faites rien : la demande s’efface toute seule.

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_un_compte_existe():
    membre("active", Public.VILLE)
    demander(Client(), email="active@test.example")
    assert dernier() == snapshot(
        (
            "Vous avez déjà un compte",
            """\
Bonjour,

Quelqu’un, sans doute vous, vient de demander un accès au réseau depuis cette adresse. Vous avez déjà un compte : entrez avec votre mot de passe, ou demandez un code si vous l’avez oublié.

http://localhost:8000/connexion/

Ce n’était pas vous ? Ne faites rien.

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_un_compte_ferme():
    suspendre(membre=membre("active", Public.VILLE))
    demander(Client(), email="active@test.example")
    assert dernier() == snapshot(
        (
            "Vous avez déjà un compte",
            """\
Bonjour,

Quelqu’un, sans doute vous, vient de demander un accès au réseau depuis cette adresse. Il y a déjà un compte à cette adresse, mais il est fermé pour le moment. Pour le rouvrir, écrivez à l’équipe du Centre :

http://localhost:8000/contact/

Ce n’était pas vous ? Ne faites rien.

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_une_demande_en_cours():
    recue = demande()
    DemandeAcces.objects.filter(pk=recue.pk).update(confirmee_le="2026-11-02T10:00Z")
    demander(Client())
    assert dernier() == snapshot(
        (
            "Votre demande d’accès est en cours",
            """\
Bonjour,

Quelqu’un, sans doute vous, vient de demander un accès au réseau depuis cette adresse. L’équipe du Centre a déjà votre demande, reçue le 2\xa0novembre 2026, et vous répondra par courriel. Vous n’avez rien à faire.

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_une_demande_qui_attend_une_precision():
    demande(etat=EtatDemande.PRECISIONS, motif="Qui vous emploie ?")
    demander(Client())
    assert dernier() == snapshot(
        (
            "Votre demande d’accès est en cours",
            """\
Bonjour,

Quelqu’un, sans doute vous, vient de demander un accès au réseau depuis cette adresse. L’équipe du Centre a déjà votre demande et attend de vous une précision :

Qui vous emploie ?

Pour compléter votre demande : http://localhost:8000/lien/JETON/

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_une_precision_demandee(animatrice):
    demandes.demander_des_precisions(demande=demande(), question="Depuis quand, et pour qui ?", par=animatrice)
    assert dernier() == snapshot(
        (
            "Une précision pour votre demande d’accès",
            """\
Bonjour,

L’équipe du Centre a lu votre demande d’accès. Pour y répondre, il lui manque quelque chose :

Depuis quand, et pour qui ?

Votre formulaire vous attend, déjà rempli. Corrigez-le et renvoyez-le, dans les trente jours :

http://localhost:8000/lien/JETON/

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_un_refus_motive(animatrice):
    demandes.refuser(demande=demande(), motif="Le réseau est réservé aux agents publics.", par=animatrice)
    assert dernier() == snapshot(
        (
            "Votre demande d’accès",
            """\
Bonjour,

L’équipe du Centre a lu votre demande d’accès au réseau et ne peut pas l’accepter. Voici pourquoi :

Le réseau est réservé aux agents publics.

Les pages ouvertes à tous restent les vôtres : actualités, Jeudis publics, ressources, territoires. Pour en parler : http://localhost:8000/contact/

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_un_compte_ouvert(animatrice):
    demandes.accepter(demande=demande(), par=animatrice)
    assert dernier() == snapshot(
        (
            "Votre compte est ouvert",
            """\
Bonjour Léa,

Bienvenue dans le réseau. Votre compte est ouvert à l’adresse lea.martin@pays.example. Choisissez votre mot de passe :

http://localhost:8000/lien/JETON/

Ce lien ne sert qu’une fois, jusqu’au TEL JOUR. Plus tard, demandez un code sur la page de connexion :

http://localhost:8000/connexion/code/

Extranet des Territoires
http://localhost:8000/
""",
        )
    )


def test_une_invitation_puis_son_rappel(animatrice):
    invitation, _ = inviter_a_entrer(email="lea@pays.example", prenom="Léa", categorie="pays", par=animatrice)
    assert dernier() == snapshot(
        (
            "Animatrice Essai vous invite dans le réseau",
            """\
Bonjour,

Animatrice Essai, pour l’équipe du Centre, vous invite dans l’espace de travail des technicien·nes des territoires. Pour voir ce que nous avons noté de vous, le corriger et choisir votre mot de passe :

http://localhost:8000/lien/JETON/

Ce lien vous est personnel. Il s’ouvre jusqu’au TEL JOUR. Tant que vous n’avez pas accepté, nous ne vous écrivons pas, sauf une fois pour vous le rappeler.

Extranet des Territoires
http://localhost:8000/
""",
        )
    )
    vieillir(invitation, 11)
    rappeler()
    _, rappel = recus()
    assert (str(rappel["Subject"]).strip(), anonyme(rappel)) == snapshot(
        (
            "Votre invitation dans le réseau vous attend",
            """\
Bonjour,

L’équipe du Centre vous a invité·e dans l’espace de travail des technicien·nes des territoires. L’invitation tient jusqu’au TEL JOUR:

http://localhost:8000/lien/JETON/

C’est notre seul rappel. Si cela ne vous intéresse pas, ne faites rien : nous ne vous écrirons plus.

Extranet des Territoires
http://localhost:8000/
""",
        )
    )
