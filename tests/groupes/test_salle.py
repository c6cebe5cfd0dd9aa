"""The room: note, agenda, writings, folders, thread, activity, own search; each reader finds what they may read, and the rest is absent."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centre.catalogue.models import Entree, Reference
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.groupes import operations
from centre.groupes.enums import Porte
from centre.groupes.models import Classeur
from centre.publications.commentaires import commenter
from centre.publications.models import Commentaire
from centre.publications.operations import creer, publier, retirer
from echos.models import Echo
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def echo(titre, slug, par):
    texte = creer(publication=Echo(titre=titre, retenir_1="Une idée"), espace=Espace.objects.get(slug=slug), par=par)
    return publier(publication=texte, par=par)


@pytest.fixture
def groupe(ouvrir):
    return ouvrir(Porte.LIBRE, "ville", "pays")


def page(client_de, nom, groupe) -> str:
    reponse = client_de(nom).get(groupe.get_absolute_url())
    assert reponse.status_code == 200
    return reponse.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_la_salle_montre_ce_qui_s_y_trouve(gens, groupe, client_de):
    echo("Le bourg de Forges", groupe.espace.slug, gens["ville"])
    operations.regler(
        groupe=groupe, nom="Bourgs", description="Centres-bourgs", porte=Porte.LIBRE, note="Réunion mardi", par=gens["animatrice"]
    )
    commenter(publication=groupe, texte="Bonjour à tous", par=gens["ville"])
    lu = page(client_de, "pays", groupe)
    for mots in ("Bourgs", "Réunion mardi", "Le bourg de Forges", "Bonjour à tous", "Pays Essai est entré·e", "2 personnes"):
        assert mots in lu, mots
    porte = page(client_de, "agglo", groupe)
    for mots in ("Réunion mardi", "Le bourg de Forges", "Bonjour à tous", "est entré·e"):
        assert mots not in porte, mots


def test_un_classeur_ne_montre_a_chacun_que_ce_qu_il_peut_lire(gens, groupe, client_de):
    chez_nous, a_la_ville = echo("Chez nous", groupe.espace.slug, gens["pays"]), echo("À la ville", "ville", gens["ville"])
    client = client_de("animatrice")
    client.post(f"{groupe.get_absolute_url()}classeurs/", {"nom": "À lire"})
    classeur = Classeur.objects.get()
    adresse = f"{groupe.get_absolute_url()}classeurs/{classeur.pk}/"
    for texte in (a_la_ville, chez_nous):
        pk = Entree.objects.de_l_objet(texte).get().pk
        assert "Ranger ici" in client.get(f"{adresse}?q={texte.titre.split()[-1]}").content.decode()
        for _ in range(2):
            assert client.post(adresse, {"geste": "ajouter", "entree": pk}).status_code == 302
    assert list(Reference.objects.sur(classeur).values_list("titre", "ordre")) == [("À la ville", 1), ("Chez nous", 2)]
    assert "À la ville" in page(client_de, "ville", groupe)
    lu = page(client_de, "pays", groupe)
    assert "Chez nous" in lu
    assert "À la ville" not in lu
    retirer(publication=chez_nous, par=gens["pays"])
    assert "retiré depuis" in page(client_de, "pays", groupe)


def test_on_ne_range_pas_ce_qu_on_ne_lit_pas(gens, groupe, client_de):
    operations.nommer(groupe=groupe, membre=gens["pays"], role="coanimation", par=gens["animatrice"])
    secret = Entree.objects.de_l_objet(echo("Secret", "ville", gens["ville"])).get()
    classeur = operations.creer_classeur(groupe=groupe, nom="À lire", par=gens["animatrice"])
    adresse = f"{groupe.get_absolute_url()}classeurs/{classeur.pk}/"
    assert client_de("pays").post(adresse, {"geste": "ajouter", "entree": secret.pk}).status_code == 404
    assert "Secret" not in client_de("pays").get(f"{adresse}?q=secret").content.decode()
    assert client_de("ville").get(adresse).status_code == 404, "a member who does not animate reads folders on the page"
    assert not Reference.objects.sur(classeur).exists()
    with pytest.raises(PermissionDenied):
        operations.ajouter_au_classeur(classeur=classeur, entree=secret, par=gens["pays"])


def test_tenir_et_supprimer_un_classeur(gens, groupe, client_de):
    un, deux = (operations.creer_classeur(groupe=groupe, nom=nom, par=gens["animatrice"]) for nom in ("Un", "Deux"))
    client, adresse = client_de("animatrice"), f"{groupe.get_absolute_url()}classeurs/{un.pk}/"
    doublon = client.post(adresse, {"geste": "tenir", "nom": "Deux", "ordre": 1})
    assert doublon.status_code == 422
    assert "Un autre classeur porte ce nom." in doublon.content.decode()
    client.post(adresse, {"geste": "tenir", "nom": "Premier", "ordre": 9})
    assert list(groupe.classeurs.values_list("nom", flat=True)) == ["Deux", "Premier"]
    client.post(adresse, {"geste": "supprimer"})
    assert list(groupe.classeurs.all()) == [deux]


def test_le_fil(gens, groupe, client_de):
    adresse = f"{groupe.get_absolute_url()}fil/"
    vide = client_de("ville").post(adresse, {"texte": ""})
    assert vide.status_code == 422
    for _ in range(2):
        client_de("ville").post(adresse, {"texte": "Un message"})
    message = Commentaire.objects.get()
    assert client_de("agglo").post(adresse, {"texte": "x"}).status_code == 404
    retirer_ = f"{adresse}{message.pk}/retirer/"
    assert [client_de(nom).post(retirer_).status_code for nom in ("agglo", "pays", "ville")] == [404, 404, 302]
    assert "Un message" not in page(client_de, "pays", groupe)


def test_la_recherche_du_groupe_reste_dans_le_groupe(gens, groupe, client_de, ouvrir):
    echo("Foncier ici", groupe.espace.slug, gens["ville"])
    echo("Foncier ailleurs", "reseau", gens["ville"])
    secret = ouvrir(Porte.INVITATION, "ville")
    echo("Foncier secret", secret.espace.slug, gens["ville"])

    def trouves(nom, dans):
        lu = client_de(nom).get("/recherche/", {"q": "foncier", "dans": dans}).content.decode()
        return {mot for mot in ("ici", "ailleurs", "secret") if f"/echos/foncier-{mot}/" in lu}

    ici, la = groupe.get_absolute_url(), secret.get_absolute_url()
    assert trouves("pays", ici) == {"ici"}
    assert trouves("ville", la) == {"secret"}
    # What one may not read and what does not exist are one answer: the whole search.
    assert trouves("pays", la) == trouves("pays", "/nulle-part/") == trouves("pays", "") == {"ici", "ailleurs"}
    assert secret.espace.nom not in client_de("pays").get(f"/recherche/?q=foncier&dans={la}").content.decode()


def test_les_membres_se_cherchent_et_se_nomment(gens, groupe, client_de):
    adresse = f"{groupe.get_absolute_url()}membres/"
    lu = client_de("pays").get(adresse).content.decode()
    assert "Ville Essai" in lu
    assert "Pays Essai" in lu
    assert "Agglo Essai" not in lu.split("<main")[1]
    assert "Ville Essai" not in client_de("pays").get(f"{adresse}?q=pays").content.decode()
    assert gens["ville"].email not in lu
    assert client_de("agglo").get(adresse).status_code == 404


def test_la_salle_coute_autant_pour_un_que_pour_trois(gens, groupe, client_de):
    client = client_de("ville")

    def ajouter(n):
        qui = membre(f"collegue{n}", Public.AGGLO)
        operations.rejoindre(groupe=groupe, membre=qui)
        texte = echo(f"Écho {n}", groupe.espace.slug, qui)
        commenter(publication=groupe, texte=f"Message {n}", par=qui)
        classeur = operations.creer_classeur(groupe=groupe, nom=f"Classeur {n}", par=gens["animatrice"])
        operations.ajouter_au_classeur(classeur=classeur, entree=Entree.objects.de_l_objet(texte).get(), par=gens["animatrice"])

    def cout(adresse):
        client.get(adresse)
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(adresse).status_code == 200
        return len(requetes)

    ajouter(1)
    adresses = ("/espace/groupes/", groupe.get_absolute_url(), f"{groupe.get_absolute_url()}membres/")
    un = [cout(adresse) for adresse in adresses]
    for n in (2, 3):
        ajouter(n)
    assert [cout(adresse) for adresse in adresses] == un
