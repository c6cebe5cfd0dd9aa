"""Sharing a ride without an account (JEU-17): by the link of the registration, opt-in, words carried without any address."""

import datetime as dt
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from inline_snapshot import snapshot

from centre.courriels.models import Courriel, Preference
from centre.espaces.enums import Public
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.membres.operations.annuaire import TropDeMessages
from centre.territoires.models import Territoire
from jeudis import operations
from jeudis.enums import EtatInscription
from jeudis.models import Inscription, Regles, Trajet
from jeudis.operations import PAR_LIEN, Bulletin, Identite, ecrire_en_covoiturage, inscrire, inscrire_sans_compte
from tests.jeudis.conftest import texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db
GENRE = "jeudi_covoiturage"


@pytest.fixture
def lieux(db):
    return [Territoire.objects.create(nom=f"Pays de {n}", slug=f"pays-{n}", nature="pays") for n in ("Bray", "Caux")]


@pytest.fixture
def scene(faire, animatrice, lieux):
    """Of Bray: Ida (account), Zoé and Ali (without); of Caux: Loïc (without); Muet, of Bray, did not ask."""
    bray, caux = lieux
    jeudi = faire(inscription="public-elargi")
    ida = membre("ida", Public.PAYS)
    inscrire(jeudi=jeudi, membre=ida, par=ida, bulletin=Bulletin(trajet=Trajet(genre="propose", territoire=bray, places=2)))
    for prenom, lieu in (("Zoé", bray), ("Ali", bray), ("Loïc", caux), ("Muet", None)):
        identite = Identite(nom="Venel", prenom=prenom, courriel=f"{prenom.lower()}@caf.example")
        venue = inscrire_sans_compte(jeudi=jeudi, identite=identite, par=animatrice)
        if lieu is not None and prenom != "Zoé":
            operations.changer_le_bulletin(
                inscription=venue, bulletin=Bulletin(trajet=Trajet(genre="cherche", territoire=lieu)), par=PAR_LIEN
            )
    return jeudi


def de(prenom):
    return Inscription.objects.get(prenom=prenom)


def lien(inscription):
    fin = timezone.now() + dt.timedelta(days=1)
    return creer_lien(objet=inscription, action=Action.CONTRIBUER, adresse=inscription.courriel, expire_le=fin)


def partie(page):
    """What the page of the link says of shared rides."""
    return page.partition('id="covoiturage"')[2]


def noms(page):
    """Who is named there."""
    return [nom for nom in ("Ida Essai", "Zoé Venel", "Ali Venel", "Loïc Venel", "Muet Venel") if f"{nom} :" in partie(page)]


def test_par_son_lien_on_demande_et_l_on_se_voit_entre_gens_du_meme_coin(client, scene, lieux):
    adresse = lien(de("Zoé"))
    page = texte(client.get(adresse))
    assert ("Non merci" in page, partie(page), noms(page)) == (True, "", [])
    refus = client.post(adresse, {"covoiturage": "cherche"})
    assert (refus.status_code, Trajet.objects.filter(inscription=de("Zoé")).count()) == (422, 0)
    page = texte(client.post(adresse, {"covoiturage": "cherche", "territoire": lieux[0].pk, "depart": "Gournay"}))
    assert noms(page) == ["Ida Essai", "Ali Venel"]
    assert ("propose 2 places" in page, "@" in partie(page)) == (True, False)
    voisine = Client()
    voisine.force_login(de_compte("ida"))
    lue = texte(voisine.get(f"/jeudis/{scene.slug}/covoiturage/"))
    assert ("Zoé Venel" in lue, "Cherche une place, au départ de Gournay." in lue, "Loïc" in lue, "caf.example" in lue) == (
        True, True, False, False,
    )  # fmt: skip
    client.post(adresse, {"covoiturage": ""})
    assert "Zoé Venel" not in texte(voisine.get(f"/jeudis/{scene.slug}/covoiturage/"))


def de_compte(nom):
    return Inscription.objects.get(membre__email=f"{nom}@test.example").membre


def demander(prenom, lieu, genre="cherche"):
    operations.changer_le_bulletin(
        inscription=de(prenom), bulletin=Bulletin(trajet=Trajet(genre=genre, territoire=lieu)), par=PAR_LIEN
    )
    return Trajet.objects.get(inscription=de(prenom))


def test_on_s_ecrit_dans_les_deux_sens_sans_adresse(client, scene, lieux):
    """From a link to an account, and back; the same form sent twice is one mail."""
    demander("Zoé", lieux[0])
    adresse = lien(de("Zoé"))
    ida = Trajet.objects.get(inscription__membre__isnull=False)
    mot = {"geste": "ecrire", "mot-a": ida.pk, "mot-texte": "Une place à 8 h ?", "mot-jeton": uuid.uuid4()}
    pages = [texte(client.post(adresse, mot)) for _ in range(2)]
    assert ["Il est adressé à Ida Essai" in page for page in pages] == [True, True]
    recu = Courriel.objects.get(genre=GENRE)
    assert (recu.adresse, "caf.example" in recu.texte + recu.html + recu.sujet) == ("ida@test.example", False)
    assert re.sub(r"/lien/[\w-]+/", "/lien/…/", f"{recu.sujet}\n\n{recu.texte}") == snapshot("""\
Zoé Venel vous écrit pour le covoiturage : Les CUCS

Bonjour Ida,

Zoé Venel part du même territoire que vous et vous écrit :

Une place à 8 h ?

Lui répondre, sans que votre adresse soit montrée :
http://localhost:8000/jeudis/les-cucs/covoiturage/

Pour ne plus paraître dans le covoiturage de ce Jeudi, choisissez « Non merci » dans vos réponses.

Extranet des Territoires
http://localhost:8000/

Ne plus recevoir ces messages : http://localhost:8000/lien/…/
Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/
""")
    client.force_login(ida.inscription.membre)
    reponse = f"/jeudis/{scene.slug}/covoiturage/{Trajet.objects.get(inscription=de('Zoé')).pk}/ecrire/"
    vide = client.post(reponse, {"jeton": uuid.uuid4()})
    assert (client.get(reponse).status_code, vide.status_code) == (200, 422)
    assert client.post(reponse, {"texte": "Oui, place du marché.", "jeton": uuid.uuid4()}).status_code == 302
    retour = Courriel.objects.get(genre=GENRE, adresse="zoé@caf.example")
    assert ("ida@test.example" in retour.texte, "Oui, place du marché." in retour.texte) == (False, True)
    [chemin] = re.findall(r"http://localhost:8000(/lien/\S+)", retour.texte)
    assert noms(texte(Client().get(chemin))) == ["Ida Essai", "Ali Venel"]


def test_hors_du_coin_ou_sans_place_rien(client, scene, lieux):
    """Another territoire, who did not ask, who waits: nobody is shown, nothing leaves; the address of the page opens nothing else."""
    demander("Zoé", lieux[0])
    adresse, loin = lien(de("Zoé")), Trajet.objects.get(inscription=de("Loïc"))
    refus = client.post(adresse, {"geste": "ecrire", "mot-a": loin.pk, "mot-texte": "Bonjour", "mot-jeton": uuid.uuid4()})
    vide = client.post(adresse, {"geste": "ecrire", "mot-texte": "", "mot-jeton": uuid.uuid4()})
    assert (refus.status_code, vide.status_code, "Dites à qui vous écrivez." in texte(vide)) == (422, 422, True)
    with pytest.raises(PermissionDenied):
        ecrire_en_covoiturage(
            de=Trajet.objects.get(inscription=de("Zoé")), a=loin, texte="Bonjour", jeton=uuid.uuid4(), par=PAR_LIEN
        )
    with pytest.raises(PermissionDenied):
        ecrire_en_covoiturage(
            de=Trajet.objects.get(inscription=de("Zoé")), a=Trajet.objects.get(inscription=de("Ali")), texte="Bonjour",
            jeton=uuid.uuid4(), par=de_compte("ida"),
        )  # fmt: skip
    assert noms(texte(client.get(lien(de("Muet"))))) == []
    Inscription.objects.filter(prenom="Zoé").update(etat=EtatInscription.EN_ATTENTE)
    assert partie(texte(client.get(adresse))) == ""
    assert Courriel.objects.filter(genre=GENRE).count() == 0


def test_qui_refuse_ces_messages_est_nomme_sans_etre_joignable(client, scene, lieux):
    """Refusing the messages of the annuaire is enough; the page says so, and no radio button leads there."""
    demander("Zoé", lieux[0])
    Preference.objects.create(membre=de_compte("ida"), genre="message", recevoir=False)
    adresse, ida = lien(de("Zoé")), Trajet.objects.get(inscription__membre__isnull=False)
    assert "Ida Essai : propose 2 places (ne reçoit pas de messages)." in partie(texte(client.get(adresse)))
    mot = {"geste": "ecrire", "mot-a": ida.pk, "mot-texte": "Bonjour", "mot-jeton": uuid.uuid4()}
    assert (client.post(adresse, mot).status_code, Courriel.objects.filter(genre=GENRE).count()) == (422, 0)


def test_cinq_messages_par_jour(scene, lieux):
    zoe, ali = demander("Zoé", lieux[0]), Trajet.objects.get(inscription=de("Ali"))
    premier = uuid.uuid4()
    for jeton in (premier, *(uuid.uuid4() for _ in range(4))):
        ecrire_en_covoiturage(de=zoe, a=ali, texte="Bonjour", jeton=jeton, par=PAR_LIEN)
    with pytest.raises(TropDeMessages):
        ecrire_en_covoiturage(de=zoe, a=ali, texte="Bonjour", jeton=uuid.uuid4(), par=PAR_LIEN)
    ecrire_en_covoiturage(de=zoe, a=ali, texte="Bonjour", jeton=premier, par=PAR_LIEN)
    assert Courriel.objects.filter(genre=GENRE).count() == 5
    page = texte(
        Client().post(lien(de("Zoé")), {"geste": "ecrire", "mot-a": ali.pk, "mot-texte": "Encore", "mot-jeton": uuid.uuid4()})
    )
    assert ("c’est le maximum" in page, "Encore" in page) == (True, True)


def test_le_formulaire_public_le_dit_quand_le_jeudi_le_propose(client, scene):
    adresse = f"/jeudis/{scene.slug}/inscription/"
    assert "Covoiturage : une fois l’adresse confirmée" in texte(client.get(adresse))
    Regles.objects.update_or_create(jeudi=scene, defaults={"covoiturage": False})
    assert "Covoiturage" not in texte(client.get(adresse))
    assert "Non merci" not in texte(client.get(lien(de("Zoé"))))
