"""Evaluation: asked of those present, answered once, anonymous for good, split from five answers only."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.membres.operations import effacer_membre
from jeudis.enums import Forme
from jeudis.models import Avis, Evaluation, Jeudi, QuestionAvis, Sollicitation, comparaisons, resultats
from jeudis.operations import dater, donner_son_avis, installer_les_questions, ouvrir_l_evaluation, pointer
from tests.jeudis.conftest import texte
from tests.jeudis.test_presences import geste, inscrite, journee
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _questions(db):
    installer_les_questions()


def evalue(faire, animatrice, *gens, jour=dt.date(2026, 3, 12), forme=Forme.SEANCE, titre="Les CUCS"):
    """A Jeudi of that day where these people were; one more was absent."""
    jeudi = faire(titre=titre, forme=forme)
    dater(jeudi=jeudi, horaires=[journee(jour)], par=animatrice)
    jeudi = Jeudi.objects.get(pk=jeudi.pk)
    presents = [inscrite(jeudi, qui) for qui in gens] or [inscrite(jeudi, nom=f"N{n}") for n in range(6)]
    pointer(jeudi=jeudi, pointages=[*map(geste, presents), geste(inscrite(jeudi, nom="Absente"), "absent")], par=animatrice)
    return ouvrir_l_evaluation(jeudi=jeudi, par=animatrice)


def repondre(evaluation, notes, mots=""):
    """Each note is one more person's answer to every question."""
    questions = list(evaluation.questions.all())
    restent = evaluation.sollicitations.filter(a_repondu=False)
    for sollicitation, note in zip(restent, notes, strict=False):
        siennes = {q.pk: note for q in questions if q.genre == "note"}
        ecrits = {q.pk: f"{mots}{note}" for q in questions if q.genre == "texte"} if mots else {}
        donner_son_avis(sollicitation=sollicitation, notes=siennes, mots=ecrits, signe=False)


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


def lien(courriel):
    return urlsplit(re.search(r"\S+/lien/\S+", courriel.texte)[0]).path


def test_seules_les_personnes_presentes_et_une_fois(faire, animatrice, pays):
    evaluation = evalue(faire, animatrice, pays)
    ouvrir_l_evaluation(jeudi=evaluation.jeudi, par=animatrice)
    assert [s.inscription.membre for s in Sollicitation.objects.all()] == [pays]
    [courriel] = Courriel.objects.filter(genre="jeudi_avis")
    fini = re.sub(r"/lien/[\w-]+/", "/lien/JETON/", re.sub(r"jusqu’au [^.]+\.", "jusqu’au JOUR.", courriel.texte))
    fini = re.sub(r"(messages : \S+?)/lien/JETON/", r"\1/lien/REFUS/", fini)
    assert f"{courriel.sujet}\n\n{fini}" == snapshot("""\
Votre avis en une minute : Les CUCS

Bonjour Pays,

Vous étiez à « Les CUCS ». Qu’en avez-vous pensé ? Quelques notes, une minute, sans mot de passe :

http://localhost:8000/lien/JETON/

Vos réponses sont anonymes, sauf si vous choisissez de les signer. Ce lien sert une fois, jusqu’au JOUR.

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/REFUS/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_par_le_lien_une_fois_sans_rien_qui_mene_a_la_personne(faire, animatrice, pays):
    """Nothing in the answer's rows names the member, and no column tells when it was given."""
    evaluation = evalue(faire, animatrice, pays)
    chemin, client = lien(Courriel.objects.get(genre="jeudi_avis")), Client()
    question = evaluation.questions.first()
    assert client.post(chemin, {}).status_code == 422
    assert "Merci" in texte(client.post(chemin, {f"q{question.pk}": "4"}))
    assert "déjà répondu" in texte(client.get(chemin))
    client.post(chemin, {f"q{question.pk}": "1"})
    [avis] = Avis.objects.all()
    assert (avis.inscription, [r.note for r in avis.reponses.all()]) == (None, [4])
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name IN ('jeudis_avis', 'jeudis_reponseavis') ORDER BY 1"
        )
        assert [c for (c,) in curseur] == [
            "avis_id",
            "evaluation_id",
            "id",
            "id",
            "inscription_id",
            "note",
            "question_id",
            "texte",
        ]


def test_sur_la_page_on_peut_signer_et_la_signature_s_en_va_avec_le_compte(faire, animatrice, pays):
    evaluation = evalue(faire, animatrice, pays)
    client = Client()
    client.force_login(pays)
    page = reverse("jeudis:avis", args=[evaluation.jeudi.slug])
    assert "Qu’en avez-vous pensé" in texte(client.get(evaluation.jeudi.get_absolute_url()))
    client.post(page, {f"q{evaluation.questions.first().pk}": "3", "signer": "on"})
    assert Avis.objects.get().inscription.membre == pays
    assert "Qu’en avez-vous pensé" not in texte(client.get(evaluation.jeudi.get_absolute_url()))
    effacer_membre(membre=pays)
    assert (Avis.objects.get().inscription, Sollicitation.objects.count()) == (None, 1)
    autre = Client()
    autre.force_login(membre("agglo", Public.AGGLO))
    assert autre.get(page).status_code == 404


def test_apres_la_date_plus_rien_n_entre(faire, animatrice, pays):
    evaluation = evalue(faire, animatrice, pays)
    chemin = lien(Courriel.objects.get(genre="jeudi_avis"))
    Evaluation.objects.update(ferme_le=timezone.now() - dt.timedelta(minutes=1))
    assert "fermé" in texte(Client().get(chemin))
    with pytest.raises(ValidationError):
        donner_son_avis(
            sollicitation=evaluation.sollicitations.get(), notes={evaluation.questions.first().pk: 4}, mots={}, signe=False
        )
    assert Avis.objects.count() == 0


def test_rien_n_est_montre_sous_cinq_reponses(faire, animatrice):
    evaluation = evalue(faire, animatrice)
    repondre(evaluation, [4, 4, 3, 1], mots="Un mot de ")
    assert resultats(evaluation) == []
    client = Client()
    client.force_login(animatrice)
    page = texte(client.get(reverse("jeudis:evaluation", args=[evaluation.jeudi.slug])))
    assert "4 réponses sur 6" in page
    assert "Un mot de" not in page
    repondre(evaluation, [2], mots="Un mot de ")
    [premier, *_, dernier] = resultats(evaluation)
    assert (premier.nombre, premier.moyenne, premier.repartition) == (5, 2.8, ((1, 1), (2, 1), (3, 1), (4, 2)))
    assert sorted(dernier.mots) == [f"Un mot de {n}" for n in (1, 2, 3, 4, 4)]
    page = texte(client.get(reverse("jeudis:evaluation", args=[evaluation.jeudi.slug])))
    assert "2,8 sur 4" in page
    assert "Tout à fait, 2 ; Plutôt oui, 1" in page
    assert "Absente" not in page


def test_les_formes_et_les_annees_se_comparent(faire, animatrice):
    repondre(evalue(faire, animatrice), [4] * 6)
    repondre(evalue(faire, animatrice, titre="Autre", jour=dt.date(2026, 5, 21)), [1] * 2)
    repondre(evalue(faire, animatrice, titre="Cycle", jour=dt.date(2025, 5, 22), forme=Forme.CYCLE), [3] * 2)
    lues = [(c.forme, c.annee, c.jeudis, c.demandes, c.avis, c.moyenne) for c in comparaisons(Evaluation.objects.all())]
    assert lues == [("seance", 2026, 2, 12, 8, 3.25), ("cycle", 2025, 1, 6, 2, None)]
    client = Client()
    client.force_login(animatrice)
    csv = client.get(reverse("jeudis:evaluations_csv")).content.decode("utf-8-sig").splitlines()
    assert csv[1:] == ["Séance d’actualité;2026;2;12;8;3,25", "Cycle de qualification;2025;1;6;2;moins de cinq"]
    assert "3,3" in texte(client.get(reverse("jeudis:evaluations")))


def test_changer_les_questions_ne_change_pas_les_reponses_deja_donnees(faire, animatrice):
    evaluation = evalue(faire, animatrice)
    avant = [q.intitule for q in evaluation.questions.order_by("ordre")]
    client = Client()
    client.force_login(animatrice)
    page = f"{reverse('jeudis:questions')}?forme=seance"
    posees = list(QuestionAvis.objects.posees("seance"))
    assert "QuestionAvis" not in texte(client.get(page))
    data = {"questions-TOTAL_FORMS": "2", "questions-INITIAL_FORMS": "1", "questions-0-pk": posees[0].pk}
    data |= {
        "questions-0-intitule": posees[0].intitule,
        "questions-0-genre": "note",
        "questions-1-intitule": "Autre ?",
        "questions-1-genre": "note",
    }
    assert client.post(page, data).status_code == 302
    assert [q.intitule for q in QuestionAvis.objects.posees("seance")] == [posees[0].intitule, "Autre ?"]
    assert [q.intitule for q in evaluation.questions.order_by("ordre")] == avant
    vide = {"questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0", "questions-0-intitule": "", "questions-0-genre": "note"}
    assert client.post(page, vide).status_code == 422
