"""« Vous avez demandé »: themes proposed, voted, merged, answered by a Jeudi; everybody told once."""

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import publier
from jeudis.models import Besoin, Jeudi, Voix
from jeudis.operations import (
    creer_jeudi,
    dater,
    fusionner_les_besoins,
    proposer_un_besoin,
    traiter_le_besoin,
    voter,
)
from tests.personnes import membre

from .conftest import horaire, texte

pytestmark = pytest.mark.django_db
LISTE = "/jeudis/besoins/"


@pytest.fixture
def gens(db):
    return {nom: membre(nom, Public(nom)) for nom in ("pays", "ville", "agglo", "referents")}


@pytest.fixture
def besoin(gens):
    """Proposed by « pays », wanted by « ville » too."""
    fait = proposer_un_besoin(titre="Observer à deux", detail="Quels indicateurs ?", par=gens["pays"])
    voter(besoin=fait, membre=gens["ville"], pour=True)
    return fait


def voix(besoin):
    return sorted(besoin.voix.values_list("membre__prenom", flat=True))


def test_proposer_et_voter_a_l_ecran(gens, client):
    """The same form twice is one theme; one voice each, taken back at will."""
    client.force_login(gens["pays"])
    envoi = {"titre": "Observer à deux", "detail": "", "jeton": uuid.uuid4()}
    for _ in range(2):
        assert client.post(LISTE, envoi).status_code == 302
    besoin = Besoin.objects.get()
    assert voix(besoin) == ["Pays"]
    client.force_login(gens["ville"])
    adresse = f"{LISTE}{besoin.pk}/voter/"
    for _ in range(2):
        client.post(adresse, {"geste": "voter"})
    assert voix(besoin) == ["Pays", "Ville"]
    page = texte(client.get(LISTE))
    assert "2 voix" in page
    assert "Retirer ma voix" in page
    assert "Pays Essai" not in page
    client.post(adresse, {"geste": "retirer"})
    assert voix(besoin) == ["Pays"]


def test_une_proposition_vide(gens, client):
    client.force_login(gens["pays"])
    reponse = client.post(LISTE, {"titre": "", "detail": "Un besoin décrit", "jeton": uuid.uuid4()})
    assert reponse.status_code == 422
    assert "Un besoin décrit" in texte(reponse)


def test_le_reseau_seul(besoin, client):
    elu = membre("elu", Public.ELARGI)
    client.force_login(elu)
    assert client.get(LISTE).status_code == 404
    assert client.post(f"{LISTE}{besoin.pk}/voter/").status_code == 404
    with pytest.raises(PermissionDenied):
        voter(besoin=besoin, membre=elu, pour=True)


def test_les_plus_demandes_d_abord(besoin, gens, client):
    seul = proposer_un_besoin(titre="Autre", par=gens["agglo"])
    client.force_login(gens["pays"])
    assert client.get(LISTE).context["ouverts"] == [besoin, seul]


def test_l_equipe_voit_qui_demande(besoin, gens, animatrice, client):
    """Under five voices the mix says nothing; the catégories are counted."""
    client.force_login(animatrice)
    page = texte(client.get(LISTE))
    assert "Urbain et rural : données insuffisantes" in page
    assert "Équipes politique de la ville : 1." in page
    client.force_login(gens["pays"])
    assert "données insuffisantes" not in texte(client.get(LISTE))
    assert client.get(f"{LISTE}{besoin.pk}/").status_code == 404


def test_ecarter_dit_pourquoi(besoin, animatrice, client):
    client.force_login(animatrice)
    refus = client.post(f"{LISTE}{besoin.pk}/", {"etat": "ecarte", "motif": ""})
    assert (refus.status_code, list(refus.context["form"].errors)) == (422, ["motif"])
    client.post(f"{LISTE}{besoin.pk}/", {"etat": "ecarte", "motif": "Fait ailleurs"})
    assert "Fait ailleurs" in texte(client.get(LISTE))
    with pytest.raises(PermissionDenied):
        voter(besoin=besoin, membre=animatrice, pour=True)


def test_un_jeudi_publie_y_repond(besoin, faire, animatrice, client, gens):
    """Each voice is told once, whatever the team clicks; the Jeudi's page says it, to the réseau alone."""
    jeudi = faire(titre="Observer les territoires")
    client.force_login(animatrice)
    for _ in range(2):
        client.post(f"{LISTE}{besoin.pk}/", {"etat": "programme", "jeudi": jeudi.pk})
    assert sorted(c.destinataire.prenom for c in Courriel.objects.filter(genre="besoin_programme")) == ["Pays", "Ville"]
    besoin.refresh_from_db()
    assert besoin.dit == "Programmé"
    client.force_login(gens["agglo"])
    page = texte(client.get(jeudi.get_absolute_url()))
    assert "Vous avez demandé" in page
    assert "Observer à deux" in page
    client.logout()
    assert "Observer à deux" not in texte(client.get(jeudi.get_absolute_url()))


def test_un_brouillon_attend_sa_publication(besoin, animatrice, gens, client):
    """Nobody hears of a draft: the need is « retenu », then « programmé » with its mails when the Jeudi is published."""
    ouvert = Espace.objects.get(slug="ouvert")
    jeudi = creer_jeudi(
        jeudi=Jeudi(titre="Encore secret", lieu="Rouen"), espace=ouvert, espace_inscription=Espace.objects.get(slug="reseau"),
        horaires=[horaire(dt.date(2030, 3, 28))], par=animatrice,
    )  # fmt: skip
    traite = traiter_le_besoin(besoin=besoin, etat="programme", jeudi=jeudi, par=animatrice)
    assert (traite.etat, Courriel.objects.filter(genre="besoin_programme").count()) == ("retenu", 0)
    client.force_login(gens["pays"])
    assert "secret" not in texte(client.get(LISTE))
    publier(publication=jeudi, par=animatrice)
    assert (Besoin.objects.get().etat, Courriel.objects.filter(genre="besoin_programme").count()) == ("programme", 2)


def test_c_est_fait(besoin, faire, animatrice, client, gens):
    jeudi = faire()
    traiter_le_besoin(besoin=besoin, etat="programme", jeudi=jeudi, par=animatrice)
    dater(jeudi=jeudi, horaires=[horaire(dt.date(2026, 3, 26))], par=animatrice)
    client.force_login(gens["pays"])
    assert re.search(r"C’est fait le <time[^>]*>26 mars 2026", texte(client.get(LISTE)))


def test_fusionner_garde_une_voix_par_personne(besoin, gens, animatrice):
    doublon = proposer_un_besoin(titre="Observer", par=gens["agglo"])
    voter(besoin=doublon, membre=gens["ville"], pour=True)
    for _ in range(2):
        fusionner_les_besoins(doublon=doublon, garde=besoin, par=animatrice)
    assert voix(besoin) == ["Agglo", "Pays", "Ville"]
    assert list(Besoin.objects.visibles_pour(gens["pays"])) == [besoin]
    with pytest.raises(ValidationError):
        fusionner_les_besoins(doublon=besoin, garde=besoin, par=animatrice)
    assert Voix.objects.count() == 3


def test_fusionner_a_l_ecran(besoin, gens, animatrice, client):
    doublon = proposer_un_besoin(titre="Observer", par=gens["agglo"])
    client.force_login(animatrice)
    reponse = client.post(f"{LISTE}{doublon.pk}/", {"geste": "fusionner", "garde": besoin.pk})
    assert reponse["Location"] == f"{LISTE}#besoin-{besoin.pk}"
    assert client.get(f"{LISTE}{doublon.pk}/").status_code == 404


def test_les_mots_du_courriel(besoin, faire, animatrice):
    traiter_le_besoin(besoin=besoin, etat="programme", jeudi=faire(), par=animatrice)
    courriel = Courriel.objects.filter(genre="besoin_programme", destinataire__prenom="Pays").get()
    lignes = [ligne for ligne in courriel.texte.splitlines() if "de 9" not in ligne]
    lu = re.sub(r"/lien/[^/]+/", "/lien/JETON/", "\n".join(lignes))
    assert f"{courriel.sujet}\n\n{lu}" == snapshot("""\
Vous l’avez demandé : Les CUCS

Bonjour Pays,

Vous avez demandé « Observer à deux ». Un Jeudi y répond.

Les CUCS
Rouen

L’inscription se fait sur la page du Jeudi.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/JETON/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/\
""")
