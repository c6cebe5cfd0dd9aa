"""The account's messages, word for word: French, plain text, nothing more than what is needed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.taches import vider_la_file
from tests.personnes import MOT_DE_PASSE, membre

pytestmark = pytest.mark.django_db
GABARITS = Path(__file__).resolve().parents[2] / "templates"
INSTANT = timezone.datetime(2026, 11, 22, 9, 30, tzinfo=timezone.get_default_timezone())


def lu(courriel: Courriel) -> str:
    """Subject and text, what changes at each sending set aside."""
    texte = re.sub(r"(?m)^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", "CODE", courriel.texte)
    texte = re.sub(r"http://testserver/(mot-de-passe/nouveau|confirmer-adresse)/\S+/", r"http://testserver/\1/CLE/", texte)
    return f"{courriel.sujet}\n\n{texte}"


def test_code_de_connexion(client):
    qui = membre("ville", Public.VILLE)
    client.post("/connexion/code/", {"email": qui.email})
    courriel = Courriel.objects.get()
    assert courriel.destinataire == qui
    assert lu(courriel) == snapshot("""\
Votre code de connexion

Bonjour,

Voici le code à recopier dans la page restée ouverte\xa0:

CODE

Il sert une fois, pendant dix minutes. Vous n’avez rien demandé\u202f? Ne le donnez à personne\xa0: sans lui, personne n’entre.

Extranet des Territoires\
""")


def test_mot_de_passe_oublie(client):
    qui = membre("ville", Public.VILLE)
    client.post("/mot-de-passe/oublie/", {"email": qui.email})
    courriel = Courriel.objects.get()
    assert courriel.destinataire == qui
    assert lu(courriel) == snapshot("""\
Choisir un autre mot de passe

Bonjour,

Vous avez demandé à choisir un autre mot de passe. Ouvrez ce lien\u202f; il sert une fois, pendant une journée\xa0:

http://testserver/mot-de-passe/nouveau/CLE/

Vous n’avez rien demandé\u202f? Laissez ce message\xa0: votre mot de passe n’a pas changé.

Extranet des Territoires\
""")


def test_confirmer_une_adresse(client):
    qui = membre("ville", Public.VILLE)
    client.post("/connexion/", {"login": qui.email, "password": MOT_DE_PASSE})
    client.post("/mon-compte/confirmer/", {"password": MOT_DE_PASSE})
    client.post("/mon-compte/adresse/", {"email": "neuve@test.example", "action_add": ""})
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.adresse) == (qui, "neuve@test.example")
    assert lu(courriel) == snapshot("""\
Confirmez votre adresse

Bonjour,

Cette adresse doit devenir celle du compte de Ville Essai. Pour le confirmer, ouvrez ce lien dans les trois jours\xa0:

http://testserver/confirmer-adresse/CLE/

Ce compte n’est pas le vôtre\u202f? Laissez ce message\xa0: rien ne changera.

Extranet des Territoires\
""")


def notification(genre: str, champs: dict[str, str]) -> Courriel:
    qui = membre("ville", Public.VILLE)
    request = RequestFactory().get("/", HTTP_USER_AGENT="Navigateur 1.0", REMOTE_ADDR="192.0.2.7")
    with context.request_context(request), time_machine.travel(INSTANT, tick=False):
        get_adapter().send_notification_mail(genre, qui, champs)
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.adresse) == (qui, qui.email)
    return courriel


def test_le_mot_de_passe_a_change():
    assert lu(notification("account/email/password_changed", {})) == snapshot("""\
Votre mot de passe a changé

Bonjour,

Le mot de passe de votre compte vient d’être changé.

C’était le dimanche 22\xa0novembre 2026 à 9\xa0h\xa030, depuis l’adresse 192.0.2.7, avec ce navigateur\xa0: Navigateur 1.0.

Ce n’était pas vous\u202f? Choisissez un autre mot de passe par «\u202fMot de passe oublié\u202f»
et prévenez le Centre.

Extranet des Territoires\
""")


@pytest.mark.parametrize(
    ("genre", "champs", "attendu"),
    [
        (
            "account/email/password_reset",
            {},
            snapshot(
                [
                    "Votre mot de passe a changé",
                    "Un nouveau mot de passe vient d’être choisi pour votre compte, par un lien reçu à cette adresse.",
                ]
            ),
        ),
        (
            "account/email/password_set",
            {},
            snapshot(
                ["Votre compte a un mot de passe", "Un mot de passe vient d’être choisi pour votre compte, qui n’en avait pas."]
            ),
        ),
        (
            "account/email/email_changed",
            {"from_email": "a@test.example", "to_email": "b@test.example"},
            snapshot(
                [
                    "L’adresse de votre compte a changé",
                    "L’adresse de votre compte était a@test.example\u202f; c’est maintenant b@test.example.",
                ]
            ),
        ),
        (
            "account/email/email_deleted",
            {"deleted_email": "a@test.example"},
            snapshot(
                ["Une adresse a été retirée de votre compte", "L’adresse a@test.example n’est plus associée à votre compte."]
            ),
        ),
        (
            "account/email/email_confirm",
            {},
            snapshot(["Votre adresse est confirmée", "L’adresse de votre compte vient d’être confirmée."]),
        ),
        (
            "mfa/email/totp_activated",
            {},
            snapshot(
                ["Une application de codes protège votre compte", "Une application de codes vient d’être ajoutée à votre compte."]
            ),
        ),
        (
            "mfa/email/totp_deactivated",
            {},
            snapshot(["L’application de codes a été retirée", "L’application de codes de votre compte vient d’être retirée."]),
        ),
        (
            "mfa/email/webauthn_added",
            {},
            snapshot(["Une clé d’accès a été ajoutée", "Une clé d’accès vient d’être ajoutée à votre compte."]),
        ),
        (
            "mfa/email/webauthn_removed",
            {},
            snapshot(["Une clé d’accès a été retirée", "Une clé d’accès vient d’être retirée de votre compte."]),
        ),
        (
            "mfa/email/recovery_codes_generated",
            {},
            snapshot(
                [
                    "De nouveaux codes de secours",
                    "De nouveaux codes de secours viennent d’être créés\u202f; les anciens ne servent plus.",
                ]
            ),
        ),
    ],
)
def test_ce_qui_a_change(genre, champs, attendu):
    courriel = notification(genre, champs)
    assert [courriel.sujet, courriel.texte.split("\n")[2]] == attendu


@pytest.mark.parametrize("sujet", sorted(GABARITS.glob("*/email/*_subject.txt")), ids=lambda chemin: chemin.stem)
def test_chaque_gabarit_a_son_texte_et_pas_un_mot_d_anglais(sujet):
    message = sujet.with_name(sujet.name.replace("_subject", "_message"))
    for chemin in (sujet, message):
        contenu = render_to_string(str(chemin.relative_to(GABARITS)), {"quand": "jeudi", "ip": "192.0.2.7"})
        assert contenu.strip()
        assert not re.search(r"\b(you|your|the|email|please|click)\b", contenu, re.I)
        assert "&" not in contenu


def test_le_message_part_et_la_ligne_oublie_le_code(client, settings):
    membre("ville", Public.VILLE)
    client.post("/connexion/code/", {"email": "ville@test.example"})
    code = re.search(r"(?m)^[A-Z0-9]{3,}(-[A-Z0-9]+)*$", Courriel.objects.get().texte)[0]
    vider_la_file()
    (fichier,) = settings.COURRIELS_DOSSIER.glob("*.eml")
    assert code in fichier.read_text()
    assert Courriel.objects.get().texte == ""
