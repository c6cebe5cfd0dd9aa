"""The screens of attendance without JavaScript: the list, somebody unannounced, the sheet, the proof, the code in the room."""

import datetime as dt
import json
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from centre.espaces.enums import Public
from jeudis.enums import EtatInscription
from jeudis.models import CodeDeSalle, Feuille, Inscription, Marque, Presence, Preuve
from jeudis.operations import Horaire, dater, detruire_les_feuilles_echues, oublier_les_gestes, pointer
from tests.bibliotheque.test_depot import pdf
from tests.jeudis.conftest import texte
from tests.jeudis.test_presences import geste, inscrite, journee
from tests.personnes import membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeudi(faire, animatrice):
    """Yesterday, two demi-journées."""
    fait = faire(jours=-1)
    dater(jeudi=fait, horaires=[journee(fait.premier_jour)], par=animatrice)
    return fait


@pytest.fixture
def pays(db):
    return membre("pays", Public.PAYS)


@pytest.fixture
def equipe(animatrice):
    client = Client()
    client.force_login(animatrice)
    return client


def adresse(nom, jeudi):
    return reverse(f"jeudis:{nom}", args=[jeudi.slug])


def etats(jeudi):
    """{name: {demi-journée: state}}."""
    lus = {}
    for p in Presence.objects.du(jeudi).select_related("inscription__membre"):
        nom = p.inscription.membre.nom if p.inscription.membre else p.inscription.nom
        lus.setdefault(nom, {})[p.demi_journee] = p.etat
    return lus


def au(moment, jeudi):
    return f"{adresse('emargement', jeudi)}?moment={jeudi.seances.get().pk}-{moment}"


def test_un_appui_puis_un_second_le_defait(jeudi, equipe):
    elle = inscrite(jeudi, nom="Vasseur")
    page = equipe.get(au("matin", jeudi))
    [bouton] = re.findall(rf'value="({elle.pk}:present:0)"', page.content.decode())
    assert equipe.post(au("matin", jeudi), {"geste": bouton}).status_code == 302
    assert etats(jeudi) == {"Vasseur": {"matin": "present"}}
    page = equipe.get(au("matin", jeudi)).content.decode()
    [defaire] = re.findall(rf'value="({elle.pk}:a_pointer:\d+)"', page)
    equipe.post(au("matin", jeudi), {"geste": defaire})
    assert etats(jeudi) == {"Vasseur": {"matin": "a_pointer"}}


@pytest.mark.parametrize("mot", ["", "12", "x:present:0", "0:present:0", "{autre}:present:0", "{elle}:lumineux:0"])
def test_un_geste_qui_n_existe_pas_est_absent(jeudi, faire, equipe, mot):
    autre, elle = inscrite(faire(titre="Autre"), nom="Autre"), inscrite(jeudi, nom="Vasseur")
    mot = mot.format(autre=autre.pk, elle=elle.pk)
    assert equipe.post(au("matin", jeudi), {"geste": mot}).status_code == 404
    assert Marque.objects.count() == 0


def test_quelqu_un_d_inattendu_deux_fois_le_meme_envoi(jeudi, equipe):
    venue = {"nom": "Duval", "prenom": "Léo", "structure": "CAF", "appareil": str(uuid.uuid4())}
    for _ in range(2):
        assert equipe.post(au("apres-midi", jeudi), venue).status_code == 302
    [inscription] = Inscription.objects.filter(jeudi=jeudi)
    assert (inscription.nom, inscription.structure, inscription.etat) == ("Duval", "CAF", EtatInscription.INSCRIT)
    assert etats(jeudi) == {"Duval": {"apres-midi": "present"}}


def test_un_membre_connu_est_propose(jeudi, equipe, pays):
    venue = {"nom": pays.nom, "prenom": "", "structure": "", "appareil": str(uuid.uuid4())}
    page = equipe.post(au("matin", jeudi), venue)
    assert page.status_code == 200
    assert "Est-ce…" in texte(page)
    assert Inscription.objects.filter(jeudi=jeudi).count() == 0
    equipe.post(au("matin", jeudi), venue | {"membre": pays.pk})
    assert [i.membre for i in Inscription.objects.filter(jeudi=jeudi)] == [pays]
    equipe.post(au("matin", jeudi), venue | {"sans_compte": "1", "appareil": str(uuid.uuid4())})
    assert Inscription.objects.filter(jeudi=jeudi, membre=None).count() == 1


def test_sans_nom_rien_n_est_perdu(jeudi, equipe):
    reponse = equipe.post(au("matin", jeudi), {"nom": "", "structure": "CAF de l’Eure", "appareil": str(uuid.uuid4())})
    assert reponse.status_code == 422
    assert "CAF de l’Eure" in texte(reponse)


# --- the page's script ---


def envoyer(client, jeudi, *gestes, **plus):
    corps = {"maintenant": 1_000_000, "moment": f"{jeudi.seances.get().pk}-matin", "gestes": gestes} | plus
    return client.post(adresse("emargement", jeudi), json.dumps(corps), content_type="application/json")


def tape(qui, jeudi, sequence, etat="present", il_y_a=0, appareil="11111111-1111-4111-8111-111111111111", **plus):
    moment = f"{jeudi.seances.get().pk}-matin"
    base = {"qui": str(qui), "etat": etat, "vue": 0, "sequence": sequence, "appareil": appareil, "moment": moment}
    return base | {"quand": 1_000_000 - il_y_a * 1000} | plus


def test_la_file_d_un_telephone_arrive_dans_l_ordre_et_une_fois(jeudi, equipe):
    elle = inscrite(jeudi, nom="Vasseur")
    gestes = [tape(elle.pk, jeudi, 8, "absent", il_y_a=10), tape(elle.pk, jeudi, 7, "present", il_y_a=20)]
    for _ in range(2):
        reponse = envoyer(equipe, jeudi, *gestes)
        assert sorted(reponse.json()["recus"]) == [7, 8]
    assert (etats(jeudi), Marque.objects.count()) == ({"Vasseur": {"matin": "absent"}}, 2)
    ecart = Marque.objects.get(sequence=8).recu_le - Marque.objects.get(sequence=8).instant
    assert ecart == dt.timedelta(seconds=10)


def test_quelqu_un_ajoute_sans_reseau_puis_change(jeudi, equipe):
    """The temporary name « v5 » of the phone is the person its own gesture made."""
    gestes = [tape("v5", jeudi, 5, nom="Duval", structure="CAF"), tape("v5", jeudi, 6, "excuse")]
    envoyer(equipe, jeudi, *gestes)
    envoyer(equipe, jeudi, *gestes)
    assert etats(jeudi) == {"Duval": {"matin": "excuse"}}
    assert Presence.objects.en_conflit().count() == 0


def test_la_reponse_ne_nomme_personne(jeudi, equipe):
    inscrite(jeudi, nom="Vasseur")
    reponse = equipe.get(adresse("emargement_etat", jeudi))
    assert "Vasseur" not in reponse.content.decode()
    assert [ligne["etat"] for ligne in reponse.json()["lignes"]] == ["a_pointer"]


@pytest.mark.parametrize(
    "faux",
    [
        b"{", b"[]", b'{"gestes": 3}', b'{"maintenant": "x", "gestes": []}',
        b'{"maintenant": 1, "gestes": [{"qui": "1"}]}', b'{"maintenant": NaN, "gestes": [null]}',
    ],
)  # fmt: skip
def test_un_envoi_illisible_est_refuse(jeudi, equipe, faux):
    reponse = equipe.post(adresse("emargement", jeudi), faux, content_type="application/json")
    assert reponse.status_code == 400


def test_le_service_worker_ne_va_pas_plus_loin_que_sa_page(jeudi, equipe):
    reponse = equipe.get(adresse("emargement_ouvrier", jeudi))
    page = adresse("emargement", jeudi)
    assert (reponse["Content-Type"], reponse["Service-Worker-Allowed"]) == ("text/javascript; charset=utf-8", page)
    assert f'data-ouvrier="{page}ouvrier.js?statique=/static/"' in equipe.get(page).content.decode()


# --- the paper sheet ---


def feuille(equipe, jeudi, coches=(), **plus):
    """The page, then its form sent back with these boxes ticked."""
    page = equipe.get(adresse("feuille", jeudi))
    data = {nom: page.context[nom] for nom in ("vu", "appareil")}
    return equipe.post(adresse("feuille", jeudi), data | dict.fromkeys(coches, "on") | plus)


def test_sans_signature_on_est_absent_et_enregistrer_dit_ce_qui_change(jeudi, equipe):
    ana, max_, eva = (inscrite(jeudi, nom=nom) for nom in ("Ana", "Max", "Eva"))
    cle = f"{jeudi.seances.get().pk}"
    reponse = feuille(
        equipe, jeudi, [f"p-{ana.pk}-{cle}-matin", f"p-{ana.pk}-{cle}-apres-midi", f"p-{max_.pk}-{cle}-matin", f"e-{eva.pk}"]
    )
    assert etats(jeudi) == {
        "Ana": {"matin": "present", "apres-midi": "present"},
        "Max": {"matin": "present", "apres-midi": "absent"},
        "Eva": {"matin": "excuse", "apres-midi": "excuse"},
    }
    assert "Enregistré : 3 présences, 1 absence, 2 excuses." in texte(equipe.get(reponse.url))
    assert Feuille.objects.get(jeudi=jeudi).saisie_le is not None


def test_la_feuille_ne_touche_pas_ce_que_son_ecran_n_a_pas_change(jeudi, equipe, animatrice):
    """Ana was marked on a phone after the sheet was opened; the sheet says nothing new of Max: two disagreements would be one too many."""
    ana, max_ = (inscrite(jeudi, nom=nom) for nom in ("Ana", "Max"))
    pointer(jeudi=jeudi, pointages=[geste(max_)], par=animatrice)
    page = equipe.get(adresse("feuille", jeudi))
    pointer(jeudi=jeudi, pointages=[geste(ana, appareil="tel"), geste(max_, "excuse", appareil="tel")], par=animatrice)
    data = {nom: page.context[nom] for nom in ("vu", "appareil")}
    equipe.post(adresse("feuille", jeudi), data | {f"p-{max_.pk}-{jeudi.seances.get().pk}-matin": "on"})
    assert etats(jeudi)["Max"]["matin"] == "excuse"
    [presence] = [p for p in Presence.objects.en_conflit() if p.inscription == ana]
    assert (presence.etat, presence.autre.etat) == ("absent", "present")
    assert "désaccord" in texte(equipe.get(adresse("feuille", jeudi)))


def test_les_lignes_libres(jeudi, equipe):
    cle = f"{jeudi.seances.get().pk}-matin"
    assert feuille(equipe, jeudi, **{"libre-0-prenom": "Léo", f"libre-0-{cle}": "on"}).status_code == 422
    assert feuille(equipe, jeudi, **{"libre-0-nom": "Duval"}).status_code == 422
    reponse = feuille(equipe, jeudi, **{"libre-0-nom": "Duval", "libre-0-structure": "CAF", f"libre-0-{cle}": "on"})
    assert reponse.status_code == 302
    assert etats(jeudi) == {"Duval": {"matin": "present"}}


def test_l_impression_est_retenue(jeudi, equipe):
    inscrite(jeudi, nom="Vasseur")
    reponse = equipe.post(adresse("feuille_pdf", jeudi), {"jour": jeudi.premier_jour.isoformat()})
    assert (reponse["Content-Type"], reponse.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Imprimée le" in texte(equipe.get(adresse("feuille", jeudi)))


def test_la_feuille_signee_est_gardee_puis_detruite_avec_certificat(jeudi, equipe, django_capture_on_commit_callbacks):
    """RGP-6: private, opened by the team, destroyed three years after; the certificate says what and when, and names nobody."""
    scan = SimpleUploadedFile("feuille de Mme Vasseur.pdf", pdf("Signé"), "application/pdf")
    equipe.post(adresse("deposer_preuve", jeudi), {"jour": jeudi.premier_jour.isoformat(), "document": scan})
    preuve = Preuve.objects.get()
    chemin = reverse("jeudis:preuve", args=[jeudi.slug, preuve.pk])
    ouverte = equipe.get(chemin)
    assert b"".join(ouverte.streaming_content)[:5] == b"%PDF-"
    assert ouverte["Cache-Control"] == "private, no-store"
    assert detruire_les_feuilles_echues() == 0
    Preuve.objects.update(jour=timezone.localdate() - dt.timedelta(days=3 * 365 + 1))
    Feuille.objects.all().delete()
    stockage, nom = preuve.contenu.storage, preuve.contenu.name
    with django_capture_on_commit_callbacks(execute=True):
        assert detruire_les_feuilles_echues() == 1
    assert not stockage.exists(nom)
    preuve.refresh_from_db()
    assert (str(preuve.contenu), preuve.nom, preuve.detruite_par) == ("", "", "la règle de conservation")
    assert equipe.get(chemin).status_code == 404


def test_ce_qui_n_est_pas_une_feuille_est_refuse(jeudi, equipe):
    faux = SimpleUploadedFile("feuille.pdf", b"MZ", "application/pdf")
    reponse = equipe.post(adresse("deposer_preuve", jeudi), {"jour": jeudi.premier_jour.isoformat(), "document": faux})
    assert (reponse.status_code, Preuve.objects.count()) == (422, 0)


def test_les_gestes_s_oublient_les_presences_restent(jeudi, animatrice):
    pointer(jeudi=jeudi, pointages=[geste(inscrite(jeudi, nom="Vasseur"))], par=animatrice)
    assert oublier_les_gestes() == 0
    vieux = timezone.now() - dt.timedelta(days=400)
    Marque.objects.update(recu_le=vieux)
    jeudi.seances.update(debut=vieux, fin=vieux + dt.timedelta(hours=7))
    assert oublier_les_gestes() == 1
    assert (Marque.objects.count(), Presence.objects.participations()) == (0, 1)


# --- the code in the room ---


@pytest.fixture
def en_salle(faire, animatrice):
    """A Jeudi held now."""
    fait, maintenant = faire(), timezone.now()
    dater(
        jeudi=fait,
        horaires=[Horaire(maintenant - dt.timedelta(minutes=5), maintenant + dt.timedelta(minutes=30))],
        par=animatrice,
    )
    return fait


def entree(qui):
    client = Client()
    client.force_login(qui)
    return client


def test_le_code_de_la_salle(en_salle, equipe, pays):
    inscrite(en_salle, pays)
    page = equipe.get(adresse("code", en_salle))
    code = CodeDeSalle.objects.get().code
    assert code in texte(page)
    assert "<svg" in texte(page)
    client = entree(pays)
    assert client.post(adresse("presence", en_salle), {"code": "AAAAAA"}).status_code == 422
    assert Presence.objects.count() == 0
    for _ in range(2):
        assert client.post(adresse("presence", en_salle), {"code": f" {code.lower()} "}).status_code == 302
    assert (Presence.objects.participations(), Marque.objects.get().geste, Marque.objects.get().par) == (1, "code", pays)


def test_un_nouveau_code_ferme_l_ancien(en_salle, equipe, pays):
    inscrite(en_salle, pays)
    equipe.get(adresse("code", en_salle))
    ancien = CodeDeSalle.objects.get().code
    equipe.post(adresse("code", en_salle))
    assert CodeDeSalle.objects.get().code != ancien
    assert entree(pays).post(adresse("presence", en_salle), {"code": ancien}).status_code == 422


def test_le_code_ne_vaut_que_pendant_la_seance(jeudi, equipe, pays):
    inscrite(jeudi, pays)
    equipe.get(adresse("code", jeudi))
    reponse = entree(pays).post(adresse("presence", jeudi), {"code": CodeDeSalle.objects.get().code})
    assert (reponse.status_code, Presence.objects.count()) == (422, 0)


def test_qui_n_est_pas_inscrit_ne_signe_pas(en_salle, equipe, pays):
    equipe.get(adresse("code", en_salle))
    reponse = entree(pays).post(adresse("presence", en_salle), {"code": CodeDeSalle.objects.get().code})
    assert (reponse.status_code, Presence.objects.count()) == (404, 0)


def test_deviner_un_code_s_arrete_vite(en_salle, equipe, pays):
    inscrite(en_salle, pays)
    equipe.get(adresse("code", en_salle))
    client = entree(pays)
    statuts = [client.post(adresse("presence", en_salle), {"code": f"AAAAA{n}"}).status_code for n in range(8)]
    assert statuts == [422] * 6 + [429] * 2
