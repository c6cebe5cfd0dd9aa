# ruff: noqa: E501
"""Questions without result: noted without anybody, answered, and told once to who asked and may read."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from inline_snapshot import snapshot

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.models import Espace
from centre.recherche import questions
from centre.recherche.models import Attente, Equivalence, QuestionVaine
from centre.recherche.taches import actualiser
from centre.taches import vider_la_file

from .outils import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def connecte(personnes):
    def ouvrir(nom):
        client = Client()
        client.force_login(personnes[nom], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return ouvrir


def notees():
    return sorted(QuestionVaine.objects.values_list("mots", "nb"))


def test_ce_qui_ne_trouve_rien_se_note_sans_personne_et_une_seule_fois(atelier, client, connecte, vocabulaire):
    atelier.faire("Bocage"), atelier.faire("Sans rapport", "reseau", annoncable=True, themes=(vocabulaire["reussite"].pk,))
    for q in ("Péniche  fluviale", "peniche fluviale", "PÉNICHE FLUVIALE"):
        Page(client, q=q)
    Page(connecte("pays"), q="péniche fluviale")
    (
        Page(client, q="bocage"),
        Page(client, q="bocage", theme="aucun"),
        Page(client, q="de la"),
        Page(client, q="réussite éducative"),
    )
    client.head("/recherche/", {"q": "Péniche fluviale"})
    assert notees() == [("Péniche fluviale", 4)]
    assert {f.name for f in QuestionVaine._meta.get_fields()} & {"membre", "auteur", "adresse", "ip", "par"} == set()


def test_une_pluie_de_questions_ne_remplit_pas_la_base(monkeypatch):
    monkeypatch.setattr(questions, "PAR_HEURE", 2)
    for n in range(5):
        questions.noter(f"mot{n}")
    questions.noter("mot0")
    assert notees() == [("mot0", 2), ("mot1", 1)]


def test_un_membre_demande_en_un_geste_et_n_est_prevenu_que_s_il_peut_lire(atelier, connecte, personnes):
    pays, ville, animatrice = connecte("pays"), connecte("ville"), connecte("animatrice")
    assert 'href="/recherche/prevenir/?q=p%C3%A9niche"' in Page(pays, q="péniche").principal
    for qui in (pays, ville):
        for _ in range(2):
            reponse = qui.post("/recherche/prevenir/", {"q": "péniche"})
            assert "C’est noté" in reponse.content.decode()
    question = QuestionVaine.objects.get()
    lu = animatrice.get(question.get_absolute_url()).content.decode()
    assert "2 personnes attendent une réponse" in lu
    assert personnes["pays"].email not in lu
    atelier.faire("Habiter sur l’eau", "pays", adresse="/eau/")
    lu = animatrice.get(f"{question.get_absolute_url()}?q=habiter").content.decode()
    [entree] = re.findall(r'name="entree" value="(\d+)"', lu)
    reponse = animatrice.post(question.get_absolute_url(), {"geste": "repondre", "entree": entree}, follow=True)
    assert "Une personne reçoit un courriel" in reponse.content.decode()
    assert list(Courriel.objects.values_list("genre", "adresse")) == [("recherche_trouvee", personnes["pays"].email)]
    assert "Aucune recherche sans résultat" in animatrice.get("/gestion/recherche/").content.decode()
    # The other one goes on waiting, until they may read something.
    atelier.changer(Entree.objects.get(pk=entree).objet, espace_id=Entree.objects.get(pk=entree).espace_id)
    questions.prevenir(QuestionVaine.objects.get())
    assert Courriel.objects.count() == 1
    atelier.faire("La péniche de la ville", "ville", adresse="/ville/")
    actualiser()
    vider_la_file()
    assert sorted(Courriel.objects.values_list("adresse", flat=True)) == sorted(personnes[n].email for n in ("pays", "ville"))
    assert "Habiter" not in Courriel.objects.get(adresse=personnes["ville"].email).texte
    actualiser()
    vider_la_file()
    assert Courriel.objects.count() == 2


def test_apprendre_un_synonyme_repond_aussi(atelier, connecte, client):
    atelier.faire("Le bateau-logement")
    Page(client, q="péniche")
    connecte("pays").post("/recherche/prevenir/", {"q": "péniche"})
    adresse = QuestionVaine.objects.get().get_absolute_url()
    animatrice = connecte("animatrice")
    assert animatrice.post(adresse, {"geste": "synonyme", "equivalent": " "}).status_code == 422
    animatrice.post(adresse, {"geste": "synonyme", "equivalent": "bateau-logement"})
    assert Page(client, q="péniche").titres == ["Le bateau-logement"]
    assert Equivalence.objects.filter(terme="péniche").count() == 1
    assert Courriel.objects.filter(genre="recherche_trouvee").count() == 1


def test_on_ne_repond_pas_par_ce_qu_on_ne_lit_pas(atelier, connecte):
    questions.noter("péniche")
    atelier.faire("La péniche", adresse="/p/")
    entree = Entree.objects.get(titre="La péniche")
    Entree.objects.filter(pk=entree.pk).update(espace=Espace.objects.create(nom="À part", slug="a-part"))
    adresse = QuestionVaine.objects.get().get_absolute_url()
    for pk in (entree.pk, 0, "x", ""):
        assert connecte("animatrice").post(adresse, {"geste": "repondre", "entree": pk}).status_code == 404
    assert QuestionVaine.objects.get().etat == "ouverte"


def test_clore_n_ecrit_a_personne(connecte, client):
    connecte("pays").post("/recherche/prevenir/", {"q": "péniche"})
    connecte("animatrice").post(QuestionVaine.objects.get().get_absolute_url(), {"geste": "clore"})
    assert (QuestionVaine.objects.get().etat, Courriel.objects.count()) == ("close", 0)


def test_sans_compte_l_adresse_se_confirme_puis_n_apprend_que_le_public(atelier, client, connecte):
    assert client.post("/recherche/prevenir/", {"q": "péniche", "adresse": "pas une adresse"}).status_code == 422
    assert client.post("/recherche/prevenir/", {"q": " ", "adresse": "zoe@ailleurs.example"}).status_code == 422
    reponse = client.post("/recherche/prevenir/", {"q": "péniche", "adresse": "Zoe@ailleurs.example"})
    assert "Regardez votre boîte" in reponse.content.decode()
    question = QuestionVaine.objects.get()
    atelier.faire("La péniche du réseau", "reseau")
    atelier.faire("La péniche", adresse="/peniche/")
    assert questions.prevenir(question) == 0  # not confirmed
    courriel = Courriel.objects.get()
    lien = re.search(r"(/lien/\S+)", courriel.texte)[1]
    assert "Confirmer" in client.get(lien).content.decode()
    assert Attente.objects.get().confirmee_le is None
    assert "C’est noté" in client.post(lien).content.decode()
    assert questions.prevenir(question) == 1
    courriel = Courriel.objects.get(genre="recherche_trouvee")
    assert (courriel.adresse, "réseau" in courriel.texte, "/peniche/" in courriel.texte) == ("zoe@ailleurs.example", False, True)


def test_trop_de_demandes_d_un_coup_se_disent_sans_rien_perdre(client, settings):
    reponses = [client.post("/recherche/prevenir/", {"q": f"mot {n}", "adresse": "zoe@ailleurs.example"}) for n in range(6)]
    assert [r.status_code for r in reponses] == [200] * 5 + [422]
    assert 'value="mot 5"' in reponses[-1].content.decode()


def test_ce_qui_a_vecu_s_efface():
    maintenant = timezone.now()
    for n, (nb_jours, confirmee, prevenue) in enumerate(
        [(4, None, None), (1, None, None), (40, 40, 31), (40, 40, 20), (400, 400, None)]
    ):
        question = QuestionVaine.objects.create(cle=f"q{n}", mots=f"q{n}", derniere_le=maintenant - dt.timedelta(days=nb_jours))
        jours = {"confirmee_le": confirmee, "prevenue_le": prevenue, "demandee_le": nb_jours}
        dates = {champ: maintenant - dt.timedelta(days=jour) for champ, jour in jours.items() if jour is not None}
        Attente.objects.create(question=question, adresse=f"{n}@ailleurs.example", **dates)
    assert questions.purger() == 4
    assert sorted(Attente.objects.values_list("question__mots", flat=True)) == ["q1", "q3"]
    assert sorted(QuestionVaine.objects.values_list("mots", flat=True)) == ["q0", "q1", "q2", "q3"]
    assert questions.purger() == 0


TEXTE_1 = snapshot("""\
Confirmez votre adresse : péniche

Bonjour,

Quelqu’un, sans doute vous, cherche « péniche » et demande à être prévenu quand le portail aura une réponse. Pour que nous gardions cette adresse, ouvrez ce lien et confirmez :

http://localhost:8000/lien/…/

Il s’ouvre jusqu’au …. Vous recevrez un seul courriel, et l’adresse sera oubliée un mois après. Ce n’était pas vous ? Ne faites rien.

Extranet des Territoires
http://localhost:8000/
""")
TEXTE_2 = snapshot("""\
C’est là : péniche

Bonjour Pays,

Vous cherchiez « péniche », et le portail n’avait rien. Voici ce qu’il a maintenant :

Vivre sur une péniche
http://localhost:8000/ressources/peniche/

Ce n’est pas ce que vous cherchiez ? Cherchez de nouveau, et demandez encore à être prévenu·e :
http://localhost:8000/recherche/?q=p%C3%A9niche

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/…/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")


def test_les_mots_des_courriels(atelier, client, personnes):
    questions.demander(texte="péniche", adresse="zoe@ailleurs.example")
    questions.confirmer(Attente.objects.get())
    questions.demander(texte="péniche", membre=personnes["pays"])
    atelier.faire("Vivre sur une péniche", adresse="/ressources/peniche/")
    questions.prevenir(QuestionVaine.objects.get())

    def lu(genre, adresse):
        courriel = Courriel.objects.get(genre=genre, adresse=adresse)
        texte = re.sub(r"/lien/\S+", "/lien/…/", courriel.texte)
        return re.sub(r"jusqu’au .*?\.", "jusqu’au ….", f"{courriel.sujet}\n\n{texte}")

    assert lu("recherche_a_confirmer", "zoe@ailleurs.example") == TEXTE_1
    assert lu("recherche_trouvee", personnes["pays"].email) == TEXTE_2


def test_autant_de_requetes_pour_une_question_que_pour_trois(atelier, connecte, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    animatrice, comptes = connecte("animatrice"), []
    for n in range(3):
        questions.noter(f"mot{n}")
        atelier.faire(f"Essai {n}")
        if n in (0, 2):
            for adresse in ("/gestion/recherche/", f"{QuestionVaine.objects.first().get_absolute_url()}?q=essai"):
                with CaptureQueriesContext(connection) as requetes:
                    assert animatrice.get(adresse).status_code == 200
                comptes.append(len(requetes))
    assert comptes[:2] == comptes[2:]
