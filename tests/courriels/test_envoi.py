"""From what happened to a message in a box: once, after commit, to those who may still read."""

import datetime as dt
import smtplib
import threading
import time

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from centre.courriels.backends import FichierBackend
from centre.courriels.models import Courriel, PieceJointe
from centre.courriels.operations import choisir, envoyer, envoyer_du_compte, renvoyer
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.journal.models import Ligne
from centre.liens.models import LienSigne
from centre.membres.operations import affecter_poste, creer_membre, suspendre
from centre.taches import differer, vider_la_file


class BoitePleine(BaseEmailBackend):
    """A server that refuses."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"lea@pays.example": (452, b"boite pleine")})


class Lent(FichierBackend):
    """A server that takes its time, and counts."""

    remis = 0

    def send_messages(self, email_messages):
        time.sleep(0.4)
        type(self).remis += len(email_messages)
        return super().send_messages(email_messages)


class Coupe(FichierBackend):
    """A server that takes the message, then the power fails."""

    def send_messages(self, email_messages):
        super().send_messages(email_messages)
        raise SystemExit


def ecrire(membre=None, evenement="essai-1", genre="essai", **suite):
    return envoyer(genre=genre, evenement=evenement, destinataire=membre, contexte={"titre": "Une note"}, **suite)


def avancer():
    with connection.cursor() as curseur:
        curseur.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second' WHERE status = 'todo'")


def sort(courriel):
    courriel.refresh_from_db()
    return courriel.etat, courriel.erreur


@pytest.mark.django_db
def test_un_courriel_part_et_le_dit(lea, boite):
    courriel = ecrire(lea, pieces=[("jeudi.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")])
    assert (courriel.etat, courriel.envoye_le, boite()) == ("a_envoyer", None, [])
    vider_la_file()
    assert sort(courriel) == ("envoye", "")
    assert courriel.tentatives == 1
    assert abs(courriel.envoye_le - timezone.now()) < dt.timedelta(seconds=30)
    (message,) = boite()
    assert message["Message-ID"] == f"<{courriel.uuid}@centre.example>"
    assert message["X-Courriel"] == str(courriel.uuid)
    assert message["Auto-Submitted"] == "auto-generated"
    assert (message["To"], message["Subject"]) == ("lea@pays.example", "Nouveau : Une note")
    (piece,) = message.iter_attachments()
    assert (piece.get_filename(), piece.get_content_type()) == ("jeudi.ics", "text/calendar")
    assert "BEGIN:VCALENDAR" in piece.get_content()


@pytest.mark.django_db(transaction=True)
def test_une_transaction_annulee_n_ecrit_a_personne(lea, boite):
    with transaction.atomic():
        ecrire(lea)
        transaction.set_rollback(True)
    vider_la_file()
    assert (boite(), Courriel.objects.count(), ProcrastinateJob.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_le_meme_evenement_n_ecrit_qu_une_fois_a_la_meme_personne(lea, boite):
    premier = ecrire(lea)
    assert ecrire(lea) == premier
    assert ecrire(lea, adresse="autre@pays.example") == premier
    assert ecrire(adresse="LEA@pays.example ") == premier
    second = ecrire(lea, evenement="essai-2")
    assert second != premier
    assert LienSigne.objects.count() == 2  # and no link for what was not written
    vider_la_file()
    assert [message["To"] for message in boite()] == ["lea@pays.example"] * 2
    assert ecrire(lea) == premier
    vider_la_file()
    assert len(boite()) == 2


@pytest.mark.django_db
def test_sans_personne_ou_d_un_genre_inconnu_rien_ne_s_ecrit(lea):
    with pytest.raises(ValueError, match="destinataire"):
        ecrire()
    with pytest.raises(KeyError, match="inconnu"):
        ecrire(lea, genre="inconnu")
    assert Courriel.objects.count() == 0


@pytest.mark.django_db
def test_un_membre_suspendu_entre_temps_ne_recoit_rien_sauf_ce_qui_le_concerne(lea, boite):
    courriel, annonce = ecrire(lea), ecrire(lea, genre="officiel")
    suspendre(membre=lea)
    vider_la_file()
    assert sort(courriel) == ("annule", "le compte n’est pas actif")
    assert sort(annonce) == ("envoye", "")
    assert [message["Subject"] for message in boite()] == ["Votre compte change"]


@pytest.mark.django_db
def test_un_refus_vaut_avant_et_apres_l_ecriture(lea, boite):
    ecrit = ecrire(lea)
    choisir(membre=lea, genre="essai", recevoir=False)
    assert ecrire(lea, evenement="essai-2") is None
    vider_la_file()
    assert sort(ecrit) == ("annule", "ces messages sont refusés")
    assert (boite(), Courriel.objects.count()) == ([], 1)


@pytest.mark.django_db
class TestDroits:
    def poste(self, membre, categorie):
        affecter_poste(membre=membre, categorie=categorie, fonction="Agent", depuis=dt.date(2026, 1, 5))

    @pytest.fixture
    def note(self, papier):
        return papier.objects.create(titre="Réservée", espace=Espace.objects.get(slug="pays"))

    def test_on_ecrit_a_qui_lit_l_objet_au_moment_de_l_envoi(self, lea, note, boite):
        paul = creer_membre(email="paul@ville.example", prenom="Paul", nom="Petit")
        self.poste(lea, Public.PAYS)
        self.poste(paul, Public.PAYS)
        pour_lea, pour_paul = ecrire(lea, objet=note), ecrire(paul, objet=note)
        pour_tous = ecrire(adresse="quidam@public.example", objet=note)
        self.poste(paul, Public.VILLE)
        vider_la_file()
        assert sort(pour_lea) == ("envoye", "")
        assert sort(pour_paul) == ("annule", "l’objet n’est plus visible pour cette personne")
        assert sort(pour_tous) == ("annule", "l’objet n’est plus visible pour cette personne")
        assert [message["To"] for message in boite()] == ["lea@pays.example"]

    def test_un_objet_ouvert_a_tous_s_envoie_a_une_adresse(self, papier, boite):
        note = papier.objects.create(titre="Publique", espace=Espace.objects.get(slug="ouvert"))
        ecrire(adresse="quidam@public.example", objet=note)
        vider_la_file()
        assert [message["To"] for message in boite()] == ["quidam@public.example"]

    def test_un_objet_deplace_retire_ou_supprime_n_est_plus_annonce(self, lea, papier, boite):
        self.poste(lea, Public.PAYS)
        notes = [papier.objects.create(titre=str(i), espace=Espace.objects.get(slug="pays")) for i in range(3)]
        courriels = [ecrire(lea, evenement=str(i), objet=note) for i, note in enumerate(notes)]
        papier.objects.filter(pk=notes[0].pk).update(espace=Espace.objects.get(slug="equipe"))
        papier.objects.filter(pk=notes[1].pk).update(retire_le=timezone.now())
        notes[2].delete()
        vider_la_file()
        cache = ("annule", "l’objet n’est plus visible pour cette personne")
        assert [sort(c) for c in courriels] == [cache, cache, ("annule", "l’objet n’existe plus")]
        assert boite() == []

    def test_quand_le_lien_porte_le_droit_seul_le_retrait_arrete(self, note, papier, boite):
        retiree = papier.objects.create(titre="Retirée", espace=note.espace, retire_le=timezone.now())
        parti = ecrire(adresse="orateur@public.example", genre="par_lien", objet=note)
        arrete = ecrire(adresse="orateur@public.example", genre="par_lien", evenement="2", objet=retiree)
        vider_la_file()
        assert (sort(parti), sort(arrete)) == (("envoye", ""), ("annule", "l’objet est retiré"))
        assert len(boite()) == 1


@pytest.mark.django_db
def test_cinq_essais_de_plus_en_plus_espaces_puis_l_echec(lea, settings, boite):
    settings.EMAIL_BACKEND = f"{__name__}.BoitePleine"
    courriel = ecrire(lea)
    for attente in (30, 120, 600, 3600):
        vider_la_file()
        assert sort(courriel)[0] == "a_envoyer"
        assert "boite pleine" in courriel.erreur
        travail = ProcrastinateJob.objects.get(status="todo")
        assert attente - 10 < (travail.scheduled_at - timezone.now()).total_seconds() <= attente
        avancer()
    vider_la_file()
    assert (sort(courriel)[0], courriel.tentatives) == ("echec", 5)
    assert ProcrastinateJob.objects.filter(status="todo").count() == 0
    assert boite() == []


@pytest.mark.django_db
def test_un_echec_se_renvoie_et_rien_d_autre(lea, animatrice, settings, boite):
    courriel, parti = ecrire(lea), ecrire(lea, evenement="essai-2")
    Courriel.objects.filter(pk=courriel.pk).update(etat="echec", tentatives=5, erreur="boite pleine")
    vider_la_file()
    assert len(boite()) == 1
    with pytest.raises(ValueError, match="renvoyé"):
        renvoyer(courriel=parti, par=animatrice)
    renvoyer(courriel=courriel, par=animatrice)
    vider_la_file()
    assert sort(courriel) == ("envoye", "")
    assert len(boite()) == 2
    assert Ligne.objects.sur(courriel).get().acteur == animatrice


@pytest.mark.django_db
def test_une_erreur_de_nos_regles_se_voit_aussi(lea, boite):
    """A kind whose app is gone must not leave a message waiting for ever without a word."""
    courriel = ecrire(lea)
    Courriel.objects.filter(pk=courriel.pk).update(genre="disparu")
    vider_la_file()
    assert sort(courriel) == ("a_envoyer", "KeyError : 'disparu'")
    assert courriel.tentatives == 1


@pytest.mark.django_db(transaction=True)
def test_deux_ouvriers_un_seul_courriel(lea, settings, boite):
    settings.EMAIL_BACKEND = f"{__name__}.Lent"
    Lent.remis = 0
    courriel = ecrire(lea)
    differer("courriels.expedier", courriel=courriel.pk)

    def ouvrier():
        try:
            vider_la_file()
        finally:
            connection.close()

    ouvriers = [threading.Thread(target=ouvrier) for _ in range(2)]
    for fil in ouvriers:
        fil.start()
    for fil in ouvriers:
        fil.join()
    assert list(ProcrastinateJob.objects.values_list("status", flat=True)) == ["succeeded", "succeeded"]
    assert (Lent.remis, len(boite()), sort(courriel)) == (1, 1, ("envoye", ""))


@pytest.mark.django_db(transaction=True)
def test_deux_transactions_un_seul_courriel(lea, boite):
    """The second waits for the first to commit, then finds its row."""
    ecrits = []

    def autre():
        try:
            ecrits.append(ecrire(lea).pk)
        finally:
            connection.close()

    with transaction.atomic():
        ecrits.append(ecrire(lea).pk)
        fil = threading.Thread(target=autre)
        fil.start()
        time.sleep(0.5)
    fil.join()
    vider_la_file()
    assert (len(set(ecrits)), len(ecrits), len(boite())) == (1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_coupe_entre_la_remise_et_la_marque_le_courriel_reste_unique(lea, settings, boite):
    """Killed after the server took the message: the row says nothing, the job is taken up again, the message is the same."""
    from centre.courriels.envoi import expedier

    normal, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Coupe"
    courriel = ecrire(lea)
    with pytest.raises(SystemExit):
        expedier(courriel.pk)
    assert sort(courriel) == ("a_envoyer", "")
    (premier,) = boite()
    settings.EMAIL_BACKEND = normal
    vider_la_file()
    assert sort(courriel) == ("envoye", "")
    (dernier,) = boite()
    assert dernier["Message-ID"] == premier["Message-ID"]


@pytest.mark.django_db
def test_un_message_du_compte_s_efface_en_partant(lea, boite):
    codes = [
        envoyer_du_compte(
            genre="account/email/login_code",
            adresse="Lea@pays.example",
            sujet="Code\nde connexion",
            texte="Code : 4 8 1",
            membre=lea,
        )
        for _ in range(2)
    ]
    ecrire(lea)
    assert [c.texte_montrable for c in codes] == ["", ""]
    assert codes[0].texte == "Code : 4 8 1"
    vider_la_file()
    assert [sort(c) for c in codes] == [("envoye", "")] * 2
    assert [c.texte for c in codes] == ["", ""]
    assert [m.get_body(("plain",)).get_content().strip() for m in boite() if m["Subject"] == "Code de connexion"] == [
        "Code : 4 8 1"
    ] * 2


@pytest.mark.django_db
def test_les_urgences_du_compte_passent_devant(lea, boite):
    ecrire(lea)
    envoyer_du_compte(genre="account/email/login_code", adresse=lea.email, sujet="Code", texte="481", membre=lea)
    vider_la_file()
    assert list(Courriel.objects.order_by("envoye_le").values_list("genre", flat=True)) == ["compte", "essai"]


@pytest.mark.django_db
def test_un_secret_en_echec_est_efface_et_ne_se_renvoie_pas(lea, animatrice, settings):
    settings.EMAIL_BACKEND = f"{__name__}.BoitePleine"
    courriel = ecrire(lea, genre="secret")
    for _ in range(5):
        vider_la_file()
        avancer()
    assert sort(courriel)[0] == "echec"
    assert courriel.texte == ""
    with pytest.raises(ValueError, match="renvoyé"):
        renvoyer(courriel=courriel, par=animatrice)


@pytest.mark.django_db
def test_les_adresses_qui_ouvrent_une_porte_quittent_la_ligne_avec_le_message(lea, boite):
    courriel = ecrire(lea)
    assert "/lien/" in courriel.texte
    assert "/lien/…/" in courriel.texte_montrable
    vider_la_file()
    courriel.refresh_from_db()
    (message,) = boite()
    jeton = message.get_body(("plain",)).get_content().split("/lien/")[1].split("/")[0]
    assert len(jeton) == 43
    assert jeton not in courriel.texte + courriel.html + courriel.texte_montrable
    assert jeton in message.get_body(("html",)).get_content()


@pytest.mark.django_db
def test_en_production_aussi_un_fichier_quand_on_le_demande(lea, settings, boite, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ecrire(lea)
    vider_la_file()
    assert (len(mailoutbox), len(boite())) == (1, 0)
    settings.COURRIELS_AUSSI_EN_FICHIERS = True
    ecrire(lea, evenement="essai-2")
    vider_la_file()
    assert (len(mailoutbox), len(boite())) == (2, 1)
    assert PieceJointe.objects.count() == 0


@pytest.mark.django_db
def test_un_objet_dont_le_type_a_disparu_n_est_plus_annonce(lea, papier, boite):
    note = papier.objects.create(titre="Publique", espace=Espace.objects.get(slug="ouvert"))
    courriel = ecrire(lea, objet=note)
    Courriel.objects.update(content_type=ContentType.objects.create(app_label="partie", model="chose"))
    vider_la_file()
    assert (sort(courriel), boite()) == (("annule", "l’objet n’existe plus"), [])
