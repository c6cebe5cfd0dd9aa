"""The doors of a groupe: who knows of it, who enters, by which gesture; each mail, word for word."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.acces import peut
from centre.espaces.enums import Niveau, Public
from centre.espaces.models import DroitPersonnel
from centre.groupes import operations
from centre.groupes.enums import EtatAdhesion, Porte, RoleDansLeGroupe
from centre.groupes.models import Adhesion, Groupe
from centre.membres.models import Membre
from centre.publications.operations import creer, publier
from echos.models import Echo
from tests.personnes import membre, tout_le_monde

pytestmark = pytest.mark.django_db
RESEAU = {"ville", "pays", "agglo", "referents", "animatrice", "administration"}


def dedans(groupe, nom, gens) -> bool:
    """The Django group, the espace and the row say the same."""
    qui = Membre.objects.get(pk=gens[nom].pk)
    par_le_groupe = qui.groups.filter(name=groupe.nom_du_groupe).exists()
    assert peut(qui, Niveau.CONTRIBUER, groupe.pk) is par_le_groupe
    assert Adhesion.objects.filter(groupe=groupe, membre=qui, etat=EtatAdhesion.MEMBRE).exists() is par_le_groupe
    return par_le_groupe


@pytest.mark.parametrize(
    ("porte", "connaissent"),
    [(Porte.LIBRE, RESEAU), (Porte.DEMANDE, RESEAU), (Porte.INVITATION, {"animatrice", "administration"})],
)
def test_qui_sait_que_le_groupe_existe(gens, ouvrir, client_de, porte, connaissent):
    groupe = ouvrir(porte)
    for nom in gens:
        if nom in ("suspendu", "en_attente"):
            continue
        client, attendu = client_de(nom), nom in connaissent
        assert (f'href="{groupe.get_absolute_url()}"' in client.get("/espace/groupes/").content.decode()) is attendu, nom
        assert (client.get(groupe.get_absolute_url()).status_code == 200) is attendu, nom
        trouve = f'href="{groupe.get_absolute_url()}"' in client.get("/recherche/?q=atelier").content.decode()
        assert trouve is attendu, nom


def test_un_groupe_libre_s_ouvre_d_un_geste_et_se_quitte(gens, ouvrir, client_de):
    groupe, client = ouvrir(Porte.LIBRE), client_de("pays")
    for _ in range(2):
        assert client.post(f"{groupe.get_absolute_url()}entrer/", {"geste": "rejoindre"}).status_code == 302
    assert dedans(groupe, "pays", gens)
    assert Adhesion.objects.count() == 1
    assert "Fil de discussion" in client.get(groupe.get_absolute_url()).content.decode()
    client.post(f"{groupe.get_absolute_url()}entrer/", {"geste": "quitter"})
    assert not dedans(groupe, "pays", gens)
    assert "Fil de discussion" not in client.get(groupe.get_absolute_url()).content.decode()


PAR_UNE_AUTRE = [
    *((Porte.DEMANDE, geste) for geste in ("rejoindre", "accepter")),
    (Porte.LIBRE, "demander"),
    *((Porte.INVITATION, geste) for geste in ("rejoindre", "demander", "accepter")),
]


@pytest.mark.parametrize(("porte", "geste"), PAR_UNE_AUTRE)
def test_une_porte_ne_s_ouvre_pas_par_le_geste_d_une_autre(gens, ouvrir, client_de, porte, geste):
    groupe = ouvrir(porte)
    assert client_de("pays").post(f"{groupe.get_absolute_url()}entrer/", {"geste": geste}).status_code == 404
    assert not dedans(groupe, "pays", gens)


def test_le_public_elargi_n_entre_pas_dans_un_groupe_du_reseau(gens, ouvrir):
    for faire in (operations.rejoindre, operations.demander):
        with pytest.raises(PermissionDenied):
            faire(groupe=ouvrir(Porte.LIBRE), membre=gens["public-elargi"])


def test_demander_puis_etre_accepte(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.DEMANDE, "ville")
    operations.nommer(groupe=groupe, membre=gens["ville"], role=RoleDansLeGroupe.COANIMATION, par=gens["animatrice"])
    client = client_de("pays")
    for _ in range(2):
        client.post(f"{groupe.get_absolute_url()}entrer/", {"geste": "demander", "message": "J’ai un dossier proche."})
    demande = Courriel.objects.get(genre="groupe_demande")
    assert demande.destinataire == gens["ville"], "who animates is told, and alone"
    assert not dedans(groupe, "pays", gens)
    assert "à l’étude" in client.get("/espace/groupes/").content.decode()
    adhesion = Adhesion.objects.get(membre=gens["pays"])
    page = f"{groupe.get_absolute_url()}membres/"
    for _ in range(2):
        client_de("ville").post(page, {"geste": "accepter", "adhesion": adhesion.pk})
    assert dedans(groupe, "pays", gens)


def test_demander_puis_etre_refuse_avec_un_mot(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.DEMANDE)
    operations.demander(groupe=groupe, membre=gens["pays"])
    assert {c.destinataire for c in Courriel.objects.filter(genre="groupe_demande")} == {
        gens["animatrice"],
        gens["administration"],
    }
    adhesion, page = Adhesion.objects.get(), f"{groupe.get_absolute_url()}membres/"
    vide = client_de("animatrice").post(page, {"geste": "refuser", "adhesion": adhesion.pk})
    assert vide.status_code == 422
    assert "Dites pourquoi" in vide.content.decode()
    client_de("animatrice").post(
        page, {"geste": "refuser", "adhesion": adhesion.pk, f"r{adhesion.pk}-motif": "Le groupe est complet."}
    )
    assert not dedans(groupe, "pays", gens)
    porte = client_de("pays").get(groupe.get_absolute_url()).content.decode()
    assert "Le groupe est complet." in porte
    operations.demander(groupe=groupe, membre=gens["pays"])
    assert Courriel.objects.filter(genre="groupe_demande").count() == 4, "a new request is a new event"


def test_inviter_dans_un_groupe_secret(gens, ouvrir, client_de):
    groupe, page = ouvrir(Porte.INVITATION), "/espace/groupes/atelier-invitation/membres/"
    for _ in range(2):
        client_de("animatrice").post(page, {"geste": "inviter", "i-membre": gens["pays"].pk})
    assert not dedans(groupe, "pays", gens)
    assert client_de("ville").get(groupe.get_absolute_url()).status_code == 404
    porte = client_de("pays").get(groupe.get_absolute_url()).content.decode()
    assert "On vous propose une place" in porte
    assert "Fil de discussion" not in porte
    client_de("pays").post(f"{groupe.get_absolute_url()}entrer/", {"geste": "accepter"})
    assert dedans(groupe, "pays", gens)


def test_decliner_n_en_laisse_rien(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.INVITATION)
    operations.inviter_au_groupe(groupe=groupe, membre=gens["pays"], par=gens["animatrice"])
    reponse = client_de("pays").post(f"{groupe.get_absolute_url()}entrer/", {"geste": "decliner"}, follow=True)
    assert reponse.redirect_chain == [("/espace/groupes/", 302)]
    assert client_de("pays").get(groupe.get_absolute_url()).status_code == 404


def test_seuls_ceux_qui_animent_ouvrent_ferment_et_invitent(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.LIBRE, "ville", "agglo")
    page = f"{groupe.get_absolute_url()}membres/"
    for nom in ("ville", "pays"):
        for corps in (
            {"geste": "inviter", "i-membre": gens["referents"].pk},
            {"geste": "accueillir", "a-membre": gens["referents"].pk, "a-jusqu_au": "2030-01-01"},
            {"geste": "exclure", "membre": gens["agglo"].pk},
            {"geste": "nommer", "membre": gens["agglo"].pk},
        ):
            assert client_de(nom).post(page, corps).status_code == 404, (nom, corps)
        assert client_de(nom).get(f"{groupe.get_absolute_url()}regler/").status_code == 404
        assert client_de(nom).get("/espace/groupes/creer/").status_code == 404
    operations.nommer(groupe=groupe, membre=gens["ville"], role=RoleDansLeGroupe.COANIMATION, par=gens["animatrice"])
    assert client_de("ville").post(page, {"geste": "exclure", "membre": gens["agglo"].pk}).status_code == 302
    assert not dedans(groupe, "agglo", gens)
    assert client_de("ville").post(page, {"geste": "nommer", "membre": gens["ville"].pk}).status_code == 404
    assert client_de("ville").post(f"{groupe.get_absolute_url()}regler/", {"geste": "fermer"}).status_code == 404


def test_quitter_retire_aussi_la_coanimation(gens, ouvrir):
    groupe = ouvrir(Porte.LIBRE, "ville")
    operations.nommer(groupe=groupe, membre=gens["ville"], role=RoleDansLeGroupe.COANIMATION, par=gens["animatrice"])
    assert peut(Membre.objects.get(pk=gens["ville"].pk), Niveau.ANIMER, groupe.pk)
    operations.quitter(groupe=groupe, membre=gens["ville"])
    assert not peut(Membre.objects.get(pk=gens["ville"].pk), Niveau.CONSULTER, groupe.pk)


def test_fermer_puis_rouvrir_ne_perd_personne(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.LIBRE, "pays")
    client_de("animatrice").post(f"{groupe.get_absolute_url()}regler/", {"geste": "fermer"})
    assert client_de("pays").get(groupe.get_absolute_url()).status_code == 404
    assert client_de("animatrice").get(groupe.get_absolute_url()).status_code == 200
    assert set(Entree.objects.filter(type="groupe").values_list("profondeur", "etat")) == {("annonce", "retire"), ("", "archive")}
    client_de("animatrice").post(f"{groupe.get_absolute_url()}regler/", {"geste": "rouvrir"})
    assert client_de("pays").get(groupe.get_absolute_url()).status_code == 200
    assert dedans(groupe, "pays", gens)


# --- M4: a guest until Friday ---


def test_m4_une_intervenante_lit_un_groupe_jusqu_a_vendredi(gens, ouvrir, client_de, horloge_de_la_base):
    """Friday she sees it, and nothing else; Saturday nothing: by the database's clock, no job having run."""
    groupe, autre = ouvrir(Porte.INVITATION, "pays"), ouvrir(Porte.LIBRE, "pays")
    textes = {}
    for slug in (groupe.espace.slug, autre.espace.slug, "reseau"):
        espace = type(groupe.espace).objects.get(slug=slug)
        echo = creer(publication=Echo(titre=f"Écho {slug}", retenir_1="Une idée"), espace=espace, par=gens["pays"])
        textes[slug] = publier(publication=echo, par=gens["pays"])
    vendredi = timezone.localdate() + dt.timedelta(days=(4 - timezone.localdate().weekday()) % 7 + 7)
    page = f"{groupe.get_absolute_url()}membres/"
    invitee = gens["invitee"] = membre("invitee", None)
    client = client_de("invitee")
    assert client.get(groupe.get_absolute_url()).status_code == 404
    envoi = {"geste": "accueillir", "a-membre": invitee.pk, "a-jusqu_au": vendredi.isoformat()}
    assert client_de("animatrice").post(page, envoi).status_code == 302

    def voit(adresse: str) -> bool:
        return client.get(adresse).status_code == 200

    horloge_de_la_base(timezone.make_aware(dt.datetime.combine(vendredi, dt.time(23, 59))))
    assert voit(groupe.get_absolute_url())
    assert voit(textes[groupe.espace.slug].get_absolute_url())
    assert [voit(textes[s].get_absolute_url()) for s in (autre.espace.slug, "reseau")] == [False, False]
    assert not voit(autre.get_absolute_url())
    accueil = client.get("/espace/").content.decode()
    assert f"Écho {groupe.espace.slug}" in accueil
    assert "Écho reseau" not in accueil
    assert f"Écho {autre.espace.slug}" not in accueil
    assert client.post(f"{groupe.get_absolute_url()}fil/", {"texte": "Bonjour"}).status_code == 404, "a guest reads"

    horloge_de_la_base(timezone.make_aware(dt.datetime.combine(vendredi + dt.timedelta(days=1), dt.time(0, 0))))
    assert not voit(groupe.get_absolute_url())
    assert not voit(textes[groupe.espace.slug].get_absolute_url())
    assert f"Écho {groupe.espace.slug}" not in client.get("/espace/").content.decode()
    assert groupe.espace.nom not in client.get("/espace/groupes/").content.decode()


def test_fermer_l_acces_d_une_invitee(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.INVITATION)
    fin = timezone.now() + dt.timedelta(days=3)
    operations.accueillir(groupe=groupe, membre=gens["public-elargi"], jusqu_au=fin, par=gens["animatrice"])
    assert client_de("public-elargi").get(groupe.get_absolute_url()).status_code == 200
    page = f"{groupe.get_absolute_url()}membres/"
    assert client_de("animatrice").post(page, {"geste": "retirer", "membre": gens["public-elargi"].pk}).status_code == 302
    assert not DroitPersonnel.objects.filter(user=gens["public-elargi"]).exists()
    assert client_de("public-elargi").get(groupe.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("jour", ["", "hier", "2001-01-01", "2099-01-01"])
def test_une_date_impossible_est_rendue_avec_sa_raison(gens, ouvrir, client_de, jour):
    groupe = ouvrir(Porte.INVITATION)
    envoi = {"geste": "accueillir", "a-membre": gens["public-elargi"].pk, "a-jusqu_au": jour}
    reponse = client_de("animatrice").post(f"{groupe.get_absolute_url()}membres/", envoi)
    assert reponse.status_code == 422
    assert not DroitPersonnel.objects.filter(user=gens["public-elargi"]).exists()


@pytest.mark.django_db(transaction=True)
def test_deux_personnes_acceptent_a_la_fois():
    """One place, one mail, one line of the journal."""
    from centre.espaces.operations import installer_espaces
    from centre.journal.models import Ligne

    installer_espaces()
    gens = tout_le_monde()
    groupe = operations.ouvrir_groupe(nom="Atelier", description="x", porte=Porte.DEMANDE, par=gens["animatrice"])
    adhesion = operations.demander(groupe=groupe, membre=gens["pays"])
    depart, fautes = threading.Barrier(2), []

    def accepter(par):
        try:
            depart.wait(10)
            operations.accepter(adhesion=Adhesion.objects.select_related("groupe").get(pk=adhesion.pk), par=par)
        except Exception as erreur:  # told to the test below
            fautes.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=accepter, args=(gens[nom],)) for nom in ("animatrice", "administration")]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(30)
    assert fautes == []
    assert Courriel.objects.filter(genre="groupe_oui").count() == 1
    assert Ligne.objects.filter(verbe="groupe.entrer").count() == 1
    assert Groupe.objects.get().adhesions.get().etat == EtatAdhesion.MEMBRE


# --- looking for whom to invite ---


def test_chercher_qui_inviter_sans_javascript(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.INVITATION, "ville")
    adresse = f"{groupe.get_absolute_url()}membres/"
    anime = client_de("animatrice")
    vide = anime.get(adresse).content.decode()
    assert "<select" not in vide
    assert "Pays Essai" not in vide, "nobody is listed before a name is asked"
    page = anime.get(adresse, {"qui": "pàYs"}).content.decode()
    assert re.findall(r'name="i-membre" value="(\d+)"', page) == [str(gens["pays"].pk)]
    assert "pays@test.example" not in page
    deja = anime.get(adresse, {"qui": "ville"}).content.decode()
    assert "Personne de ce nom à faire entrer." in deja
    court = anime.get(adresse, {"qui": "p"}).content.decode()
    assert "au moins deux lettres" in court
    assert 'name="i-membre"' not in court


def test_la_recherche_ne_trouve_que_qui_l_on_peut_connaitre(gens, ouvrir, client_de):
    """A co-animator finds the réseau; an account without post is known to the team alone."""
    groupe = ouvrir(Porte.LIBRE, "ville")
    operations.nommer(groupe=groupe, membre=gens["ville"], role=RoleDansLeGroupe.COANIMATION, par=gens["animatrice"])
    membre("fantome")
    adresse, lus = f"{groupe.get_absolute_url()}membres/", {}
    for qui in ("animatrice", "ville"):
        page = client_de(qui).get(adresse, {"qui": "essai"}).content.decode()
        lus[qui] = {nom for nom in ("Fantome Essai", "Pays Essai") if f"<b>{nom}</b>" in page}
    assert lus == {"animatrice": {"Fantome Essai", "Pays Essai"}, "ville": {"Pays Essai"}}
    assert (
        'name="qui"'
        not in client_de("pays").post(f"{groupe.get_absolute_url()}entrer/", {"geste": "rejoindre"}, follow=True).content.decode()
    )
    assert 'name="qui"' not in client_de("pays").get(adresse, {"qui": "essai"}).content.decode()


def test_trop_de_noms_le_disent(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.INVITATION)
    for numero in range(12):
        membre(f"homonyme{numero}", Public.PAYS)
    page = client_de("animatrice").get(f"{groupe.get_absolute_url()}membres/", {"qui": "homonyme"}).content.decode()
    assert page.count('name="i-membre"') == 10
    assert "ajoutez le prénom" in page


def test_une_date_refusee_garde_la_personne_et_la_recherche(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.INVITATION)
    corps = {"geste": "accueillir", "a-membre": gens["pays"].pk, "a-jusqu_au": "1999-01-01", "qui": "pays"}
    reponse = client_de("animatrice").post(f"{groupe.get_absolute_url()}membres/", corps)
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert "Choisissez un jour d’ici un an." in page
    assert '<input type="search" name="qui" value="pays"' in page
    assert 'value="1999-01-01"' in page
    assert page.count(f'name="a-membre" value="{gens["pays"].pk}"') == 1
    sans_recherche = client_de("animatrice").post(f"{groupe.get_absolute_url()}membres/", corps | {"qui": ""}).content.decode()
    assert f'name="a-membre" value="{gens["pays"].pk}"' in sans_recherche


def test_chercher_coute_autant_pour_un_que_pour_trois(gens, ouvrir, client_de):
    groupe = ouvrir(Porte.INVITATION)
    client, adresse = client_de("animatrice"), f"{groupe.get_absolute_url()}membres/"

    def compte() -> int:
        client.get(adresse, {"qui": "jumelle"})
        with CaptureQueriesContext(connection) as vues:
            client.get(adresse, {"qui": "jumelle"})
        return len(vues)

    membre("jumelle1", Public.PAYS)
    une = compte()
    for numero in (2, 3):
        membre(f"jumelle{numero}", Public.PAYS)
    assert compte() == une
