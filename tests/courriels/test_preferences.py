"""What a member chooses to receive, signed in or from a mail."""

import re

import pytest
from django.urls import reverse

from centre.courriels.models import Courriel, Preference
from centre.courriels.operations import choisir, envoyer
from centre.liens.models import LienSigne
from centre.membres.operations import suspendre
from centre.registre import donnees_de_membre
from centre.taches import vider_la_file

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/courriels/"


def recu(membre, boite, genre="essai"):
    """The text of a mail just received."""
    envoyer(genre=genre, evenement=f"{genre}-{Courriel.objects.count()}", destinataire=membre, contexte={"titre": "Une note"})
    vider_la_file()
    return boite()[-1].get_body(("plain",)).get_content()


def chemin_du_refus(texte):
    return re.search(r"Ne plus recevoir ces messages : http://localhost:8000(/lien/\S+)", texte)[1]


def test_chacun_recoit_tout_tant_qu_il_n_a_pas_refuse(lea, animatrice):
    choisir(membre=animatrice, genre="essai", recevoir=False)
    assert [Preference.objects.accepte(m, "essai") for m in (lea, animatrice)] == [True, False]
    choisir(membre=animatrice, genre="essai", recevoir=True)
    assert Preference.objects.accepte(animatrice, "essai") is True


def test_un_genre_essentiel_ne_se_refuse_pas(lea):
    with pytest.raises(ValueError, match="refusés"):
        choisir(membre=lea, genre="officiel", recevoir=False)
    Preference.objects.create(membre=lea, genre="officiel", recevoir=False)
    assert Preference.objects.accepte(lea, "officiel") is True


def test_la_page_montre_et_enregistre_les_choix(client, lea):
    client.force_login(lea)
    choisir(membre=lea, genre="par_lien", recevoir=False)
    page = client.get(PAGE).content.decode()
    cases = dict(re.findall(r'<input type="checkbox" name="(\w+)"[^>]*?( checked)?>', page))
    mes_cases = {cle: bool(coche) for cle, coche in cases.items() if cle in ("essai", "par_lien", "officiel", "secret", "compte")}
    assert mes_cases == {"essai": True, "par_lien": False}
    assert client.post(PAGE, {"par_lien": "on"}).status_code == 302
    assert Preference.objects.refuses(lea) >= {"essai"}
    assert "par_lien" not in Preference.objects.refuses(lea)


def test_un_visiteur_est_envoye_a_la_connexion(client):
    reponse = client.get(PAGE)
    assert (reponse.status_code, reponse.headers["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_le_lien_du_courriel_demande_puis_agit_sans_compte(client, lea, boite):
    chemin = chemin_du_refus(recu(lea, boite))
    for _ in range(2):  # a mail scanner, then the reader
        page = client.get(chemin)
        assert page.status_code == 200
        assert "Nouvelles d’essai" in page.content.decode()
    assert Preference.objects.accepte(lea, "essai") is True
    assert client.post(chemin).status_code == 200
    assert Preference.objects.accepte(lea, "essai") is False
    assert Preference.objects.accepte(lea, "par_lien") is True


def test_le_lien_agit_sous_la_regle_de_referent_des_navigateurs(lea, boite):
    """Under no-referrer a browser posts with « Origin: null »."""
    from django.test import Client

    chemin = chemin_du_refus(recu(lea, boite))
    assert Client(enforce_csrf_checks=True).post(chemin, headers={"origin": "null"}).status_code == 200
    assert Preference.objects.accepte(lea, "essai") is False


def test_le_lien_marche_encore_pour_un_compte_suspendu(client, lea, boite):
    chemin = chemin_du_refus(recu(lea, boite))
    suspendre(membre=lea)
    assert client.post(chemin).status_code == 200
    assert Preference.objects.accepte(lea, "essai") is False


def test_ce_qu_on_sait_d_un_membre_s_exporte_et_s_efface(lea, animatrice, boite):
    recu(lea, boite)
    recu(animatrice, boite)
    courriels, preferences, liens = (
        donnees_de_membre[nom] for nom in ("courriels.Courriel", "courriels.Preference", "liens.LienSigne")
    )
    (exporte,) = courriels.exporter(lea)
    assert (exporte["adresse"], exporte["sujet"]) == ("lea@pays.example", "Nouveau : Une note")
    assert preferences.exporter(lea) == [{"genre": "essai", "recevoir": True}]
    assert [lien["action"] for lien in liens.exporter(lea)] == ["desinscrire"]
    for donnees in (courriels, preferences, liens):
        assert donnees.effacer(lea) == 1
        assert list(donnees.lister(lea)) == []
    assert list(Courriel.objects.values_list("destinataire__email", flat=True)) == ["anim@centre.example"]
    assert list(LienSigne.objects.values_list("titulaire__email", flat=True)) == ["anim@centre.example"]
