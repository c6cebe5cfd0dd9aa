"""The thread by mail: one digest a day at most for each groupe, to who wants it, never of one's own words."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.enums import Etat
from centre.courriels.models import Courriel
from centre.courriels.operations import choisir
from centre.groupes.enums import Porte
from centre.groupes.operations import exclure, fermer, resumer_les_fils
from centre.groupes.taches import resumer
from centre.publications.commentaires import commenter, retirer_commentaire
from centre.publications.models import Commentaire
from centre.taches import vider_la_file

pytestmark = pytest.mark.django_db
LUNDI = dt.datetime(2031, 3, 3, 15, 30, tzinfo=dt.UTC)


@pytest.fixture
def groupe(ouvrir):
    """Three members who came in long ago."""
    groupe = ouvrir(Porte.INVITATION, "pays", "ville", "agglo")
    groupe.adhesions.update(depuis=LUNDI - dt.timedelta(days=60))
    return groupe


def dire(groupe, par, texte, quand):
    """A message said at that instant."""
    message = commenter(publication=groupe, texte=texte, par=par)
    Commentaire.objects.filter(pk=message.pk).update(cree_le=quand)
    return message


def resumes(**filtre):
    return Courriel.objects.filter(genre="groupe_fil", **filtre)


def recus() -> list[str]:
    return sorted(resumes().values_list("destinataire__prenom", flat=True))


def dater(instant):
    """The digests just written were written at that instant."""
    resumes(cree_le__gt=timezone.now() - dt.timedelta(minutes=5)).update(cree_le=instant)


def test_un_resume_par_membre_jamais_a_l_auteur(gens, groupe):
    for minutes in (90, 60, 30):
        dire(groupe, gens["pays"], f"Message {minutes}", LUNDI - dt.timedelta(minutes=minutes))
    assert resumer_les_fils(LUNDI) == 2
    assert recus() == ["Agglo", "Ville"]
    resumer_les_fils(LUNDI + dt.timedelta(minutes=10))
    assert recus() == ["Agglo", "Ville"]


def test_le_lendemain_ne_dit_que_le_neuf(gens, groupe):
    dire(groupe, gens["pays"], "Dit lundi", LUNDI - dt.timedelta(hours=1))
    resumer_les_fils(LUNDI)
    dater(LUNDI)
    mardi = LUNDI + dt.timedelta(days=1)
    assert resumer_les_fils(mardi) == 0
    dire(groupe, gens["ville"], "Dit mardi", mardi - dt.timedelta(hours=1))
    assert resumer_les_fils(mardi) == 2
    texte = resumes(destinataire=gens["agglo"]).latest("pk").texte
    assert ("Dit mardi" in texte, "Dit lundi" in texte) == (True, False)
    assert resumes(destinataire=gens["pays"]).count() == 1
    assert "Dit mardi" in resumes(destinataire=gens["pays"]).get().texte


def test_un_message_ecrit_pendant_le_resume_part_avec_le_suivant(gens, groupe):
    dire(groupe, gens["pays"], "Bien avant", LUNDI - dt.timedelta(hours=1))
    dire(groupe, gens["pays"], "Au même instant", LUNDI - dt.timedelta(seconds=30))
    resumer_les_fils(LUNDI)
    dater(LUNDI)
    assert "Au même instant" not in resumes(destinataire=gens["ville"]).get().texte
    resumer_les_fils(LUNDI + dt.timedelta(days=1))
    suivant = resumes(destinataire=gens["ville"]).latest("pk").texte
    assert ("Au même instant" in suivant, "Bien avant" in suivant) == (True, False)


def test_qui_refuse_ne_recoit_rien_et_le_lien_arrete(gens, groupe, client):
    choisir(membre=gens["agglo"], genre="groupe_fil", recevoir=False)
    dire(groupe, gens["pays"], "Bonjour", LUNDI - dt.timedelta(hours=1))
    resumer_les_fils(LUNDI)
    assert recus() == ["Ville"]
    lien = re.search(r"http\S+?(/lien/\S+)", resumes().get().texte)[1]
    assert client.post(lien).status_code == 200
    dire(groupe, gens["pays"], "Encore", LUNDI + dt.timedelta(hours=20))
    assert resumer_les_fils(LUNDI + dt.timedelta(days=1)) == 0


def test_les_droits_se_verifient_au_depart(gens, groupe):
    dire(groupe, gens["pays"], "Reste entre nous", LUNDI - dt.timedelta(hours=1))
    resumer_les_fils(LUNDI)
    exclure(groupe=groupe, membre=gens["ville"], par=gens["animatrice"])
    vider_la_file()
    assert resumes(destinataire=gens["ville"]).get().etat == Etat.ANNULE
    assert resumes(destinataire=gens["agglo"]).get().etat == Etat.ENVOYE


def test_rien_d_un_message_retire_d_un_groupe_ferme_ou_d_avant_l_entree(gens, groupe, ouvrir):
    retirer_commentaire(commentaire=dire(groupe, gens["pays"], "Retiré", LUNDI - dt.timedelta(hours=1)), par=gens["pays"])
    assert resumer_les_fils(LUNDI) == 0
    dire(groupe, gens["pays"], "Avant l’entrée", LUNDI - dt.timedelta(hours=3))
    groupe.adhesions.filter(membre=gens["ville"]).update(depuis=LUNDI - dt.timedelta(hours=2))
    resumer_les_fils(LUNDI)
    assert recus() == ["Agglo"]
    clos = ouvrir(Porte.LIBRE, "pays", "ville")
    dire(clos, gens["pays"], "Trop tard", LUNDI - dt.timedelta(hours=1))
    fermer(groupe=clos, par=gens["animatrice"])
    assert resumer_les_fils(LUNDI) == 0


def test_la_tache_du_soir_ecrit_les_resumes(gens, groupe):
    dire(groupe, gens["pays"], "Ce matin", timezone.now() - dt.timedelta(hours=1))
    groupe.adhesions.update(depuis=timezone.now() - dt.timedelta(days=60))
    resumer.func()
    resumer.func()
    assert recus() == ["Agglo", "Ville"]


def test_le_resume_mot_pour_mot(gens, groupe):
    dire(groupe, gens["pays"], "Qui connaît le PLH ?\nJe commence.", LUNDI - dt.timedelta(hours=2))
    dire(groupe, gens["ville"], "Moi, un peu.", LUNDI - dt.timedelta(hours=1))
    resumer_les_fils(LUNDI)
    courriel = resumes(destinataire=gens["agglo"]).get()
    texte = re.sub(r"/lien/[^/]+/", "/lien/JETON/", courriel.texte)
    assert f"{courriel.sujet}\n\n{texte}" == snapshot("""\
2 nouveaux messages dans « Atelier invitation »

Bonjour Agglo,

Voici ce qui s’est dit dans le fil du groupe « Atelier invitation » :

Pays Essai, lundi 3\xa0mars 2031 à 14\xa0h\xa030 :
Qui connaît le PLH ?
Je commence.

Ville Essai, lundi 3\xa0mars 2031 à 15\xa0h\xa030 :
Moi, un peu.

Lire et répondre :
http://localhost:8000/espace/groupes/atelier-invitation/#fil

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")
    assert '<blockquote style="' in courriel.html


def test_un_long_fil_se_compte(gens, groupe):
    for numero in range(13):
        dire(groupe, gens["pays"], f"Message {numero}", LUNDI - dt.timedelta(minutes=100 - numero))
    resumer_les_fils(LUNDI)
    courriel = resumes(destinataire=gens["agglo"]).get()
    assert courriel.sujet == "13 nouveaux messages dans « Atelier invitation »"
    assert ("Message 9\n" in courriel.texte, "Message 10" in courriel.texte) == (True, False)
    assert "Et 3 autres messages." in courriel.texte
