"""Two clicks, answers, « je ne viendrai pas », who comes, sharing a ride, reminders (JEU-3, 6, 7, 17, RGP-3; P3)."""

import csv
import datetime as dt
import io

import pytest
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.courriels.operations import choisir
from centre.espaces.enums import Public
from centre.registre import donnees_de_membre
from centre.territoires.models import Territoire
from jeudis import operations
from jeudis.enums import Covoiturage, GenreQuestion
from jeudis.models import Inscription, Jeudi, Question, Reponse, Trajet
from jeudis.operations import QUESTIONS, Bulletin, annuler_jeudi, dater, inscrire, rappeler, regler
from tests.jeudis.conftest import horaire, laisser_passer, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeudi(faire, animatrice):
    """With the three questions the house proposes."""
    fait = faire()
    regler(jeudi=fait, regles={}, questions=QUESTIONS, ateliers=[], par=animatrice)
    return fait


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


def champs(jeudi):
    return {q.genre: f"q{q.pk}" for q in Question.objects.posees(jeudi)}


def reponses(qui):
    return {r.question.genre: r.valeurs for r in Reponse.objects.de(qui).select_related("question")}


def test_deux_clics_et_les_reponses_de_la_derniere_fois(client, jeudi, pays, faire, animatrice):
    """P3: LSF and subtitles are asked, kept, and proposed again at the next Jeudi; expectations are not."""
    client.force_login(pays)
    adresse = f"/jeudis/{jeudi.slug}/inscription/"
    assert f'href="{adresse}"' in texte(client.get(f"/jeudis/{jeudi.slug}/"))
    assert "Confirmer" in texte(client.get(adresse))
    q = champs(jeudi)
    besoins = ["Interprétation en LSF", "Sous-titres"]
    page = texte(client.post(adresse, {q["accessibilite"]: besoins, q["attentes"]: "Des exemples"}, follow=True))
    assert "Votre place est réservée." in page
    assert reponses(pays) == {"accessibilite": besoins, "attentes": ["Des exemples"]}
    suivant = faire(titre="Suivant")
    regler(jeudi=suivant, regles={}, questions=QUESTIONS, ateliers=[], par=animatrice)
    page = client.get(f"/jeudis/{suivant.slug}/inscription/").content.decode()
    assert (page.count("checked"), "Des exemples" in page) == (2, False)
    client.post(adresse, {q["repas"]: "Non"})
    assert reponses(pays) == {"repas": ["Non"]}
    assert Courriel.objects.filter(genre="jeudi_inscription").count() == 1


def test_une_reponse_obligatoire_se_dit_a_cote_du_champ(client, jeudi, pays):
    Question.objects.filter(genre="attentes").update(obligatoire=True)
    client.force_login(pays)
    q = champs(jeudi)
    reponse = client.post(f"/jeudis/{jeudi.slug}/inscription/", {q["repas"]: "Oui, repas végétarien"})
    assert (reponse.status_code, "checked" in texte(reponse), f"id_{q['attentes']}_error" in texte(reponse)) == (422, True, True)
    assert not Inscription.objects.exists()


def test_je_ne_viendrai_pas_avec_ou_sans_inscription(client, jeudi, pays, animatrice):
    client.force_login(pays)
    adresse = f"/jeudis/{jeudi.slug}/inscription/"
    client.post(adresse, {"geste": "decliner", "motif": "Conseil municipal"})
    assert list(Inscription.objects.values_list("etat", "motif")) == [("annulee", "Conseil municipal")]
    assert Courriel.objects.count() == 0
    client.post(adresse)
    client.post(adresse, {"geste": "annuler", "motif": "Train supprimé"})
    assert list(Inscription.objects.values_list("etat", "motif")) == [("annulee", "Train supprimé")]
    client.force_login(animatrice)
    assert "« Train supprimé »" in texte(client.get(f"/jeudis/{jeudi.slug}/inscrits/"))


def test_l_equipe_compte_et_emporte(client, jeudi, pays, animatrice):
    q = {question.genre: question.pk for question in Question.objects.posees(jeudi)}
    repas = {q["repas"]: ["Oui, repas végétarien"], q["accessibilite"]: ["Sous-titres"]}
    inscrire(jeudi=jeudi, membre=pays, par=pays, bulletin=Bulletin(reponses=repas))
    ville = membre("ville", Public.VILLE)
    inscrire(jeudi=jeudi, membre=ville, par=ville, bulletin=Bulletin(reponses={q["repas"]: ["Oui, repas végétarien"]}))
    client.force_login(pays)
    assert client.get(f"/jeudis/{jeudi.slug}/besoins/").status_code == 404
    client.force_login(animatrice)
    page = texte(client.get(f"/jeudis/{jeudi.slug}/besoins/"))
    assert ("<b>2</b> Oui, repas végétarien" in page, "Pays Essai : Sous-titres" in page) == (True, True)
    lu = client.get(f"/jeudis/{jeudi.slug}/besoins.csv").content.decode("utf-8-sig")
    lignes = list(csv.reader(io.StringIO(lu), delimiter=";"))
    assert lignes[1:] == [
        ["Repas", "Déjeunerez-vous sur place ?", "Essai", "Pays", "Oui, repas végétarien"],
        ["Repas", "Déjeunerez-vous sur place ?", "Essai", "Ville", "Oui, repas végétarien"],
        ["Accessibilité", "De quoi avez-vous besoin pour participer pleinement ?", "Essai", "Pays", "Sous-titres"],
    ]


def test_repas_et_besoins_s_oublient_quatre_semaines_apres(jeudi, pays):
    toutes = {q.pk: ["Oui"] for q in Question.objects.posees(jeudi)}
    inscrire(jeudi=jeudi, membre=pays, par=pays, bulletin=Bulletin(reponses=toutes))
    aujourd_hui = timezone.localdate()
    for semaines, restent in ((3, 3), (5, 1)):
        Jeudi.objects.filter(pk=jeudi.pk).update(dernier_jour=aujourd_hui - dt.timedelta(weeks=semaines))
        operations.oublier_les_reponses()
        assert Reponse.objects.count() == restent
    assert Reponse.objects.get().question.genre == GenreQuestion.ATTENTES
    Jeudi.objects.filter(pk=jeudi.pk).update(dernier_jour=aujourd_hui - dt.timedelta(days=370))
    assert operations.oublier_les_reponses() == 1


def test_qui_vient_est_dit_aux_inscrits_de_qui_l_a_accepte(client, jeudi, pays):
    for nom, visible in (("visible", True), ("discrete", False)):
        qui = membre(nom, Public.VILLE)
        inscrire(jeudi=jeudi, membre=qui, par=qui, bulletin=Bulletin(visible=visible))
    client.force_login(pays)
    assert "Visible Essai" not in texte(client.get(f"/jeudis/{jeudi.slug}/"))
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    page = texte(client.get(f"/jeudis/{jeudi.slug}/"))
    assert ("Visible Essai" in page, "Discrete Essai" in page) == (True, False)


def test_covoiturage_entre_gens_du_meme_coin(client, faire, pays):
    jeudi = faire(inscription="public-elargi")
    bray, caux = (Territoire.objects.create(nom=f"Pays de {n}", slug=f"pays-{n}", nature="pays") for n in ("Bray", "Caux"))
    gens = {"meme": (Public.ELARGI, bray), "loin": (Public.VILLE, caux), "sans": (Public.VILLE, None)}
    for nom, (categorie, lieu) in gens.items():
        qui = membre(nom, categorie)
        trajet = Trajet(genre=Covoiturage.PROPOSE, territoire=lieu, places=2, depart="Gournay") if lieu else None
        inscrire(jeudi=jeudi, membre=qui, par=qui, bulletin=Bulletin(trajet=trajet))
    client.force_login(pays)
    adresse = f"/jeudis/{jeudi.slug}/covoiturage/"
    assert client.get(adresse).status_code == 404
    sans_lieu = client.post(f"/jeudis/{jeudi.slug}/inscription/", {"covoiturage": "cherche"})
    assert (sans_lieu.status_code, "Dites d’où vous partez" in texte(sans_lieu)) == (422, True)
    client.post(f"/jeudis/{jeudi.slug}/inscription/", {"covoiturage": "cherche", "territoire": bray.pk})
    page = texte(client.get(adresse))
    assert ("Meme Essai" in page, "Propose 2 places, au départ de Gournay" in page, "Loin" in page) == (True, True, False)
    assert "meme@test.example" not in page
    ecrire = f"{adresse}{Trajet.objects.get(inscription__membre__prenom='Meme').pk}/ecrire/"
    ailleurs = f"{adresse}{Trajet.objects.get(inscription__membre__prenom='Loin').pk}/ecrire/"
    message = {"sujet": "Une place ?", "texte": "Bonjour", "jeton": "0d6a8a0e-5f43-4a51-9b3d-8f5ad3f0a612"}
    assert (client.get(ecrire).status_code, client.get(ailleurs).status_code, client.post(ailleurs, message).status_code) == (
        200,
        404,
        404,
    )
    for _ in range(2):
        assert client.post(ecrire, message).status_code == 302
    courriel = Courriel.objects.get(genre="message")
    assert (courriel.adresse, "pays@test.example" in courriel.texte) == ("meme@test.example", False)
    choisir(membre=courriel.destinataire, genre="message", recevoir=False)
    assert client.get(ecrire).status_code == 404
    Jeudi.objects.filter(pk=jeudi.pk).update(dernier_jour=timezone.localdate() - dt.timedelta(days=3))
    operations.oublier_les_trajets()
    assert not Trajet.objects.exists()


# --- reminders ---


def rappels():
    return sorted(Courriel.objects.filter(genre="jeudi_rappel").values_list("adresse", "evenement"))


def il_y_a_longtemps():
    Inscription.objects.update(changee_le=timezone.now() - dt.timedelta(days=90))


def test_rappels_une_fois_chacun_a_qui_vient(faire, animatrice, pays, horloge_de_la_base):
    jeudi = faire(jours=30, places=1)
    part, attend = membre("part", Public.VILLE), membre("attend", Public.VILLE)
    operations.annuler_inscription(inscription=inscrire(jeudi=jeudi, membre=part, par=part), par=part)
    for qui in (pays, attend):
        inscrire(jeudi=jeudi, membre=qui, par=qui)
    il_y_a_longtemps()
    numero, jour = Inscription.objects.get(membre=pays).pk, jeudi.premier_jour
    attendus = []
    for avant in (8, 7, 6, 3, 1):
        horloge_de_la_base(jeudi.seances.get().debut - dt.timedelta(days=avant))
        assert operations.a_rappeler() == [jeudi.pk]
        for _ in range(2):
            rappeler(jeudi=jeudi.pk)
        if avant in (7, 1):
            attendus.append(("pays@test.example", f"rappel-{numero}-{jour:%Y-%m-%d}-{avant}"))
        assert rappels() == sorted(attendus)


def test_un_jeudi_annule_ne_rappelle_pas_un_jeudi_reporte_rappelle_a_sa_date(faire, animatrice, pays, horloge_de_la_base):
    """P5: put off after the first reminder; everybody has one mail for the change, then the reminders of the new date."""
    jeudi = faire(jours=7)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    il_y_a_longtemps()
    rappeler(jeudi=jeudi.pk)
    assert len(rappels()) == 1
    plus_tard = jeudi.premier_jour + dt.timedelta(days=14)
    dater(jeudi=jeudi, horaires=[horaire(plus_tard)], par=animatrice)
    laisser_passer()
    rappeler(jeudi=jeudi.pk)
    assert (len(rappels()), Courriel.objects.filter(genre="jeudi_changement").count()) == (1, 1)
    horloge_de_la_base(Jeudi.objects.get(pk=jeudi.pk).debut - dt.timedelta(days=7))
    rappeler(jeudi=jeudi.pk)
    assert [evenement[-12:] for _, evenement in rappels()] == [f"{jour:%Y-%m-%d}-7" for jour in (jeudi.premier_jour, plus_tard)]
    horloge_de_la_base(Jeudi.objects.get(pk=jeudi.pk).debut - dt.timedelta(days=1))
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    assert (rappeler(jeudi=jeudi.pk), operations.a_rappeler(), len(rappels())) == (0, [], 2)


def test_qui_vient_de_s_inscrire_n_est_pas_rappele_le_lendemain(faire, pays, horloge_de_la_base):
    jeudi = faire(jours=7)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    assert rappeler(jeudi=jeudi.pk) == 0


def test_regles_sans_rappel(faire, animatrice, pays):
    jeudi = faire(jours=7)
    regler(jeudi=jeudi, regles={"rappels": []}, questions=[], ateliers=[], par=animatrice)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    il_y_a_longtemps()
    assert rappeler(jeudi=jeudi.pk) == 0


def test_ses_donnees_avec_ses_reponses_et_plus_rien_apres(jeudi, pays):
    q = {question.genre: question.pk for question in Question.objects.posees(jeudi)}
    inscrire(jeudi=jeudi, membre=pays, par=pays, bulletin=Bulletin(reponses={q["repas"]: ["Non"]}, visible=True))
    donnees = donnees_de_membre["jeudis.Inscription"]
    [ligne] = donnees.exporter(pays)
    assert (ligne["jeudi"], ligne["reponses"], ligne["visible"]) == ("Les CUCS", {"Déjeunerez-vous sur place ?": "Non"}, True)
    donnees.effacer(pays)
    assert list(Inscription.objects.values_list("membre", "visible", "motif")) == [(None, False, "")]
    assert not Reponse.objects.exists()


def test_un_double_garde_questions_et_regles(jeudi, faire, animatrice):
    regler(jeudi=jeudi, regles={"offre": True}, questions=QUESTIONS, ateliers=[], par=animatrice)
    double = faire(titre="Double")
    for _ in range(2):
        operations.copier_les_regles(depuis=jeudi, vers=double)
    assert double.regles.offre
    assert [q.libelle for q in double.questions.all()] == [q["libelle"] for q in QUESTIONS]
