"""The third door: only the right holder, only then."""

import datetime as dt
import hashlib
import re
import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from centre.espaces.models import Espace
from centre.journal.models import Ligne
from centre.liens import gestes as registre
from centre.liens.enums import Action
from centre.liens.models import LienSigne
from centre.liens.operations import creer_lien, ouvrir, purger, revoquer
from centre.membres.operations import creer_membre, suspendre
from centre.rgpd import conservations

DEMAIN = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _essais_oublies(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lea(db):
    return creer_membre(email="lea@pays.example", prenom="Léa", nom="Martin")


@pytest.fixture
def note(papier):
    """A reserved note, and what each action does on its kind."""

    def lire(request, lien):
        return HttpResponse(f"texte de {lien.objet.titre}")

    def confirmer(request, lien):
        if request.method == "GET":
            return HttpResponse("confirmer ?")
        if "vide" in request.POST:
            lien.objet.__class__.objects.update(titre="à moitié écrit")
            return HttpResponse("à corriger", status=422)
        if "absent" in request.POST:
            raise Http404
        lien.objet.__class__.objects.filter(pk=lien.objet.pk).update(titre="confirmé")
        return HttpResponse("fait")

    for action, geste in ((Action.LIRE, lire), (Action.RELIRE, lire), (Action.CONFIRMER, confirmer)):
        registre.geste(papier, action)(geste)
    yield papier.objects.create(titre="canari", espace=Espace.objects.get(slug="equipe"))
    for cle in [cle for cle in registre.gestes if cle.startswith("liens.papier:")]:
        del registre.gestes._entrees[cle]


def lien(objet, action="lire", duree=DEMAIN, **suite):
    return creer_lien(objet=objet, action=action, expire_le=timezone.now() + duree, **suite)


def jeton(chemin):
    return re.fullmatch(r"/lien/([\w-]{43})/", chemin)[1]


def passer_le_temps(duree):
    """Move the dates of every link back: the database's clock is later by as much."""
    with connection.cursor() as curseur:
        curseur.execute("UPDATE liens_liensigne SET expire_le = expire_le - %s, revoque_le = revoque_le - %s", [duree, duree])


def test_le_porteur_lit_et_rien_de_plus(client, note):
    chemin = lien(note)
    page = client.get(chemin)
    assert (page.status_code, page.content.decode()) == (200, "texte de canari")
    assert {nom: page.headers[nom] for nom in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")} == {
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert ouvrir(jeton(chemin), "relire") is None
    assert ouvrir(jeton(chemin), "lire").objet == note


def test_le_jeton_ne_se_garde_pas(note):
    secret = jeton(lien(note))
    (ligne,) = LienSigne.objects.values()
    assert ligne["empreinte"] == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(ligne)
    assert secret not in str(list(Ligne.objects.values()))


def refus(client, chemin, methode="get"):
    """The whole answer, to compare."""
    reponse = getattr(client, methode)(chemin)
    entetes = {nom: valeur for nom, valeur in reponse.headers.items() if nom not in ("Date", "Set-Cookie")}
    return reponse.status_code, entetes, re.sub(rb"nonce[^>]*", b"", reponse.content)


@pytest.fixture
def morts(note, papier, lea):
    """One dead link per reason, each of which would show the canary."""
    autre = papier.objects.create(titre="canari retiré", espace=note.espace)
    supprime = papier.objects.create(titre="canari supprimé", espace=note.espace)
    suspendu = creer_membre(email="paul@ville.example", prenom="Paul", nom="Petit")
    chemins = {
        "inconnu": "/lien/" + "a" * 43 + "/",
        "mal formé": "/lien/x/",
        "révoqué": lien(note),
        "expiré": lien(note, duree=dt.timedelta(seconds=-1)),
        "usé": lien(note, usages_max=1),
        "retiré": lien(autre),
        "supprimé": lien(supprime),
        "titulaire suspendu": lien(note, titulaire=suspendu),
    }
    revoquer(lien=LienSigne.objects.get(empreinte=hashlib.sha256(jeton(chemins["révoqué"]).encode()).hexdigest()), par=lea)
    assert ouvrir(jeton(chemins["usé"])) is not None
    papier.objects.filter(pk=autre.pk).update(retire_le=timezone.now())
    supprime.delete()
    suspendre(membre=suspendu)
    return chemins


def test_tous_les_refus_se_ressemblent(client, morts):
    statut, entetes, corps = refus(client, morts["inconnu"])
    assert statut == 404
    assert b"canari" not in corps
    assert {raison: refus(client, chemin) == (statut, entetes, corps) for raison, chemin in morts.items()} == dict.fromkeys(
        morts, True
    )
    assert {raison: refus(client, chemin, "post")[0] for raison, chemin in morts.items()} == dict.fromkeys(morts, 404)


def test_un_lien_expire_a_l_instant_de_la_base(client, note):
    chemin = lien(note, duree=dt.timedelta(hours=1))
    passer_le_temps(dt.timedelta(minutes=59))
    assert client.get(chemin).status_code == 200
    passer_le_temps(dt.timedelta(minutes=2))
    assert client.get(chemin).status_code == 404


def test_revoquer_ferme_au_clic_suivant_et_une_fois(client, note, lea):
    chemin, autre = lien(note), lien(note)
    vise = LienSigne.objects.get(empreinte=hashlib.sha256(jeton(chemin).encode()).hexdigest())
    for _ in range(2):
        revoquer(lien=vise, par=lea)
    assert [client.get(c).status_code for c in (chemin, autre)] == [404, 200]
    assert list(Ligne.objects.filter(verbe="lien.revoquer").values_list("acteur__email", flat=True)) == ["lea@pays.example"]


def test_lire_compte_a_chaque_ouverture(client, note):
    chemin = lien(note, action="relire", usages_max=2)
    assert [client.get(chemin).status_code for _ in range(3)] == [200, 200, 404]


def test_confirmer_ne_compte_qu_en_agissant(client, note):
    chemin = lien(note, action="confirmer", usages_max=1)
    assert [client.get(chemin).status_code for _ in range(3)] == [200, 200, 200]
    note.refresh_from_db()
    assert note.titre == "canari"
    assert [client.post(chemin).status_code for _ in range(2)] == [200, 404]
    note.refresh_from_db()
    assert note.titre == "confirmé"
    assert client.get(chemin).status_code == 404


@pytest.mark.parametrize(("donnees", "statut"), [({"vide": "1"}, 422), ({"absent": "1"}, 404)])
def test_une_reponse_a_corriger_ne_compte_pas_et_n_ecrit_rien(client, note, donnees, statut):
    chemin = lien(note, action="confirmer", usages_max=1)
    assert client.post(chemin, donnees).status_code == statut
    note.refresh_from_db()
    assert (note.titre, LienSigne.objects.get().usages) == ("canari", 0)
    assert client.post(chemin).status_code == 200


def test_seuls_get_et_post(client, note):
    chemin = lien(note)
    assert [getattr(client, m)(chemin).status_code for m in ("head", "put", "delete", "options")] == [405] * 4
    assert LienSigne.objects.get().usages == 0


def test_chaque_ouverture_est_au_journal(client, note, lea):
    chemin = lien(note, titulaire=lea, par=lea)
    client.get(chemin)
    client.get(chemin)
    lignes = [(ligne.verbe, ligne.acteur) for ligne in Ligne.objects.sur(note).order_by("pk")]
    assert lignes == [("lien.creer", lea), ("lien.ouvrir", lea), ("lien.ouvrir", lea)]


def test_dix_mille_essais_ne_genent_pas_le_porteur(client, note):
    chemin = lien(note)
    statuts = [client.get(f"/lien/{i:043d}/").status_code for i in range(70)]
    assert statuts == [404] * 60 + [429] * 10
    assert client.get(chemin).status_code == 200
    assert client.get("/lien/autre/").status_code == 429
    assert client.get("/lien/autre/", REMOTE_ADDR="10.0.0.9").status_code == 404


def test_un_lien_mene_quelque_part(note):
    with pytest.raises(LookupError, match="contribuer"):
        lien(note, action="contribuer")
    with pytest.raises(ValueError, match=r"tout.* is not a valid Action"):
        lien(note, action="tout")
    with pytest.raises(ValueError, match="au moins une fois"):
        lien(note, usages_max=0)
    assert LienSigne.objects.count() == 0


def test_les_liens_en_cours_d_un_objet(note, papier, morts):
    autre = papier.objects.create(titre="autre", espace=note.espace)
    lien(autre)
    vivant = lien(note, adresse="orateur@public.example")
    pour = [str(lien_) for lien_ in LienSigne.objects.sur(note).vivants()]
    assert pour == ["Lire (orateur@public.example)", "Lire (Paul Petit)"]
    assert ouvrir(jeton(vivant)) is not None


def test_les_liens_morts_depuis_longtemps_sont_oublies(note, lea):
    lien(note, duree=dt.timedelta(days=-31), adresse="vieux@x.example")
    lien(note, duree=dt.timedelta(days=-29), adresse="recent@x.example")
    lien(note, adresse="vivant@x.example")
    lien(note, duree=dt.timedelta(days=300), adresse="revoque@x.example")
    revoque = LienSigne.objects.get(adresse="revoque@x.example")
    revoquer(lien=revoque, par=lea)
    LienSigne.objects.filter(pk=revoque.pk).update(revoque_le=timezone.now() - dt.timedelta(days=31))
    assert conservations["liens"].purger() == 2
    assert set(LienSigne.objects.values_list("adresse", flat=True)) == {"recent@x.example", "vivant@x.example"}
    assert purger() == 0


def test_un_type_disparu_ferme_ses_liens(client, note):
    chemin = lien(note)
    LienSigne.objects.update(content_type=ContentType.objects.create(app_label="partie", model="chose"))
    assert client.get(chemin).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_le_dernier_usage_ne_se_partage_pas(note):
    secret = jeton(lien(note, usages_max=3))
    ouverts, barriere = [], threading.Barrier(8)

    def essayer():
        barriere.wait()
        try:
            ouverts.append(ouvrir(secret) is not None)
        finally:
            connection.close()

    fils = [threading.Thread(target=essayer) for _ in range(8)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(ouverts) == [False] * 5 + [True] * 3
    assert LienSigne.objects.get().usages == 3


def test_l_adresse_est_celle_du_contrat(note):
    assert reverse("liens:ouvrir", args=["abc"]) == "/lien/abc/"
