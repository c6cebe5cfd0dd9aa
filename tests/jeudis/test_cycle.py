"""Journey P2: a cycle of 2007, three séances in three towns, a cohort of eighteen, documents opened to the réseau afterwards."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau, Public
from centre.espaces.models import Espace
from centre.groupes.models import Groupe, inscrits
from centre.membres.operations import fusionner
from centre.publications.operations import publier
from jeudis.enums import Forme, Moment
from jeudis.models import Inscription, Jeudi
from jeudis.operations import (
    Horaire,
    annuler_inscription,
    creer_jeudi,
    dater,
    deposer_document,
    inscrire,
    ouvrir_a,
    ouvrir_document_a,
    suivre_la_cohorte,
)
from tests.jeudis.conftest import horaire, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db
VILLES = [(dt.date(2030, 2, 7), "Rouen"), (dt.date(2030, 3, 21), "Doudeville"), (dt.date(2030, 5, 23), "Évreux")]


def gens(nombre, debut=1):
    return [membre(f"p{n:02}", Public.PAYS) for n in range(debut, debut + nombre)]


def dedans(jeudi):
    jeudi = Jeudi.objects.get(pk=jeudi.pk)
    return sorted(inscrits(Groupe.objects.get(pk=jeudi.cohorte_id)).values_list("email", flat=True))


@pytest.fixture
def cycle(faire, animatrice):
    jeudi = faire(places=18, titre="Conseils de développement", forme=Forme.CYCLE, presence_requise=2)
    horaires = [horaire(jour) for jour, _ in VILLES]
    horaires = [Horaire(h.debut, h.fin, "", ville) for h, (_, ville) in zip(horaires, VILLES, strict=True)]
    dater(jeudi=jeudi, horaires=horaires, par=animatrice)
    return Jeudi.objects.get(pk=jeudi.pk)


def test_p2_la_promotion_a_son_espace_et_ses_documents(cycle, animatrice, client):
    personnes = gens(20)
    inscriptions = [inscrire(jeudi=cycle, membre=qui, par=qui) for qui in personnes]
    assert dedans(cycle) == [qui.email for qui in personnes[:18]]
    annuler_inscription(inscription=inscriptions[4], par=personnes[4])
    assert dedans(cycle) == sorted(qui.email for qui in [*personnes[:4], *personnes[5:19]])
    cycle = Jeudi.objects.get(pk=cycle.pk)
    note = SimpleUploadedFile("support.txt", b"support", "text/plain")
    support = deposer_document(
        jeudi=cycle, fichier=note, titre="Support", moment=Moment.PENDANT, espace=cycle.cohorte, par=animatrice
    )  # fmt: skip
    adresse = support.fichier.get_absolute_url()

    def lus():
        reponses = {}
        for qui in (personnes[0], personnes[4], personnes[19]):
            client.force_login(qui)
            reponses[qui.prenom] = client.get(adresse).status_code
        return reponses

    assert lus() == {"P01": 200, "P05": 404, "P20": 404}
    ouvrir_document_a(document=support, espace=Espace.objects.get(slug="reseau"), par=animatrice)
    assert lus() == {"P01": 200, "P05": 200, "P20": 200}
    client.force_login(personnes[0])
    page = texte(client.get(cycle.get_absolute_url()))
    assert "Attestation à partir de 2 séances suivies sur 3." in page
    assert "3 séances, la première est à venir." in page
    assert f'href="{Groupe.objects.get(pk=cycle.cohorte_id).get_absolute_url()}"' in page
    client.force_login(personnes[4])
    assert "L’espace de la promotion" not in texte(client.get(cycle.get_absolute_url()))


def test_la_promotion_suit_et_ne_change_rien_deux_fois(cycle, animatrice):
    un, deux = gens(2)
    ouvrir_a(jeudi=cycle, espace_inscription=cycle.espace_inscription, places=1, par=animatrice)
    inscrire(jeudi=cycle, membre=un, par=un)
    inscrire(jeudi=cycle, membre=deux, par=deux)
    assert dedans(cycle) == [un.email]
    ouvrir_a(jeudi=cycle, espace_inscription=cycle.espace_inscription, places=2, par=animatrice)
    assert dedans(cycle) == [un.email, deux.email]
    groupe = Groupe.objects.get(pk=Jeudi.objects.get(pk=cycle.pk).cohorte_id)
    avant = groupe.adhesions.values_list("pk", "depuis", "etat")
    lignes = list(avant)
    suivre_la_cohorte(Jeudi.objects.get(pk=cycle.pk))
    assert (list(avant.all()), Groupe.objects.count()) == (lignes, 1)


def test_une_invitee_de_la_promotion_y_reste(cycle, animatrice):
    from centre.groupes.operations import entrer_par_invitation, inviter_au_groupe

    groupe, invitee, un = Groupe.objects.get(pk=cycle.cohorte_id), membre("formatrice", Public.VILLE), *gens(1)
    inviter_au_groupe(groupe=groupe, membre=invitee, par=animatrice)
    entrer_par_invitation(groupe=groupe, membre=invitee)
    annuler_inscription(inscription=inscrire(jeudi=cycle, membre=un, par=un), par=un)
    assert dedans(cycle) == [invitee.email]


def test_deux_comptes_reunis_gardent_la_place_dans_la_promotion(cycle, animatrice):
    garde, doublon = gens(2)
    inscrire(jeudi=cycle, membre=doublon, par=doublon)
    fusionner(doublon=doublon, garde=garde, par=animatrice)
    assert Inscription.objects.get().membre == garde
    assert dedans(cycle) == [garde.email]


def test_l_espace_se_ferme_six_mois_apres_la_derniere_seance_ou_le_jour_dit(cycle, animatrice):
    [un] = gens(1)
    inscrire(jeudi=cycle, membre=un, par=un)
    assert Espace.objects.get(pk=cycle.cohorte_id).fin == dt.datetime(2030, 11, 22, 23, tzinfo=dt.UTC)
    Jeudi.objects.filter(pk=cycle.pk).update(cohorte_jusqu_au=dt.date(2020, 12, 31))
    suivre_la_cohorte(Jeudi.objects.get(pk=cycle.pk))
    assert Espace.objects.get(pk=cycle.cohorte_id).fin == dt.datetime(2020, 12, 31, 23, tzinfo=dt.UTC)
    assert peut(un, Niveau.CONSULTER, cycle.cohorte_id) is False


def test_seul_un_cycle_publie_a_une_promotion(faire, animatrice):
    assert faire().cohorte is None
    reseau = Espace.objects.get(slug="reseau")
    brouillon = creer_jeudi(
        jeudi=Jeudi(jeton=uuid.uuid4(), titre="À venir", forme=Forme.CYCLE), espace=reseau, espace_inscription=reseau,
        horaires=[horaire(dt.date(2030, 2, 7))], par=animatrice,
    )  # fmt: skip
    assert brouillon.cohorte is None
    assert publier(publication=brouillon, par=animatrice).cohorte == Espace.objects.get(nom="Promotion : À venir")
