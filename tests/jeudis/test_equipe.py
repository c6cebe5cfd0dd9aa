"""What the team does around a Jeudi: register somebody, take the list away, find what waits."""

import csv
import datetime as dt
import io
import re

import pytest

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.membres.models import Structure
from centre.membres.operations import affecter_poste, creer_membre, suspendre
from centre.registre import journee
from centre.territoires.enums import Nature
from centre.territoires.models import Territoire
from jeudis.models import Inscription, Jeudi
from jeudis.operations import Identite, annuler_jeudi, creer_jeudi, inscrire, inscrire_sans_compte
from tests.jeudis.conftest import horaire, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def etats(jeudi):
    return list(Inscription.objects.filter(jeudi=jeudi).order_by("rang").values_list("membre__email", "etat"))


@pytest.fixture
def equipe(client, animatrice):
    client.force_login(animatrice)
    return client


def test_inscrire_par_telephone(equipe, faire):
    jeudi = faire(places=1)
    membre("pays", Public.PAYS), membre("ville", Public.VILLE)
    adresse = f"/jeudis/{jeudi.slug}/inscrits/"
    assert "Adresse électronique du membre" in texte(equipe.get(adresse))
    page = texte(equipe.post(adresse, {"adresse": " PAYS@test.example "}, follow=True))
    assert "Pays Essai est inscrit·e. Un courriel part." in page
    page = texte(equipe.post(adresse, {"adresse": "ville@test.example"}, follow=True))
    assert "Ville Essai est sur la liste d’attente : le Jeudi est complet." in page
    assert etats(jeudi) == [("pays@test.example", "inscrit"), ("ville@test.example", "en_attente")]
    assert sorted(Courriel.objects.values_list("genre", "adresse")) == [
        ("jeudi_attente", "ville@test.example"), ("jeudi_inscription", "pays@test.example"),
    ]  # fmt: skip


def test_ce_qui_ne_va_pas_se_dit_a_cote_du_champ(equipe, faire, animatrice):
    jeudi = faire(espace="reseau")
    pays, ville = membre("pays", Public.PAYS), membre("ville", Public.VILLE)
    suspendre(membre=membre("suspendu", Public.PAYS))
    membre("elu", Public.ELARGI)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    adresse = f"/jeudis/{jeudi.slug}/inscrits/"

    def refus(saisie):
        reponse = equipe.post(adresse, {"adresse": saisie})
        page = texte(reponse)
        assert (reponse.status_code, f'value="{saisie}"' in page) == (422, True)
        return re.findall(r'<ul class="errorlist" id="id_adresse_error"><li .*?<span>(.*?)</span>', page)

    assert refus("nobody@test.example") == ["Aucun membre actif n’a cette adresse."]
    assert refus("suspendu@test.example") == ["Aucun membre actif n’a cette adresse."]
    assert refus("pays@test.example") == ["Pays Essai est déjà inscrit·e."]
    assert refus("elu@test.example") == ["Elu Essai ne peut pas lire la page de ce Jeudi, réservée à : Réseau."]
    assert len(refus("pas une adresse")) == 1
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    assert equipe.post(adresse, {"adresse": ville.email}).status_code == 422
    assert etats(jeudi) == [("pays@test.example", "inscrit")]


def test_inscrire_a_un_jeudi_passe_n_ecrit_pas(equipe, faire):
    jeudi = faire(jours=-1)
    membre("pays", Public.PAYS)
    page = texte(equipe.post(f"/jeudis/{jeudi.slug}/inscrits/", {"adresse": "pays@test.example"}, follow=True))
    assert "Pays Essai est inscrit·e." in page
    assert (etats(jeudi), Courriel.objects.count()) == ([("pays@test.example", "inscrit")], 0)


def test_la_liste_pour_un_tableur(equipe, faire):
    jeudi = faire(places=1)
    qui, attend = membre("pays", Public.PAYS), creer_membre(email="x@test.example", prenom="=1+1", nom="d’Été ; É")
    for personne in (qui, attend):
        inscrire(jeudi=jeudi, membre=personne, par=Jeudi.objects.get(pk=jeudi.pk).auteur)
    reponse = equipe.get(f"/jeudis/{jeudi.slug}/inscrits.csv")
    assert (reponse["Content-Type"], reponse.content[:3]) == ("text/csv; charset=utf-8", b"\xef\xbb\xbf")
    assert reponse["Content-Disposition"] == f'attachment; filename="inscrits-{jeudi.slug}.csv"'
    entete, *lignes = list(csv.reader(io.StringIO(reponse.content.decode("utf-8-sig")), delimiter=";"))
    assert entete == [
        *("Rang", "Nom", "Prénom", "Adresse électronique", "Fonction", "Structure", "Catégorie", "Territoire", "État"),
        "Demandée le",
    ]
    assert [ligne[:9] for ligne in lignes] == [
        ["1", "Essai", "Pays", "pays@test.example", "agente", "", "Agents de Pays et du Parc", "", "Inscrit·e"],
        ["2", "d’Été ; É", "'=1+1", "x@test.example", "", "", "", "", "Sur liste d’attente"],
    ]


def cellules(page):
    """The lines of the page: rank, name, then the columns that say who it is."""
    lignes = re.findall(r'<tr role="row"><td.*?</tr>', page, re.S)
    return [
        [re.sub(r"<.*?>", "", c).strip() for c in re.findall(r'role="(?:cell|rowheader)"[^>]*>(.*?)</t', li, re.S)][:6]
        for li in lignes
    ]


def test_les_inscrits_disent_la_fonction_la_structure_et_la_categorie(equipe, faire, animatrice):
    """As the A4 sheet: the post held on the day, not the one before; who has no account, as they said it."""
    jeudi = faire()
    caux, bray = (Territoire.objects.create(nature=Nature.PAYS, nom=nom, slug=nom) for nom in ("Caux", "Bray"))
    qui = creer_membre(email="ida@test.example", prenom="Ida", nom="Ébert")
    for nom, de, lieu in [("Ancienne structure", 2020, bray), ("Syndicat du Pays", 2025, caux)]:
        affecter_poste(
            membre=qui, categorie=Public.PAYS, fonction=f"agente {nom}", structure=Structure.objects.create(nom=nom, slug=str(de)),
            depuis=dt.date(de, 1, 1), territoires=[lieu],
        )  # fmt: skip
    inscrire(jeudi=jeudi, membre=qui, par=animatrice)
    venue = Identite(nom="Venel", prenom="Zoé", fonction="élue", structure="CAF", categorie="public-elargi", territoires=(bray,))
    inscrire_sans_compte(jeudi=jeudi, identite=venue, par=animatrice)
    assert cellules(texte(equipe.get(f"/jeudis/{jeudi.slug}/inscrits/"))) == [
        ["1", "Ida Ébert", "agente Syndicat du Pays", "Syndicat du Pays", "Agents de Pays et du Parc", "Caux"],
        ["3", "Zoé Venel sans compte", "élue", "CAF", "Public élargi", "Bray"],
    ]
    lu = equipe.get(f"/jeudis/{jeudi.slug}/inscrits.csv").content.decode("utf-8-sig")
    assert [ligne[4:8] for ligne in csv.reader(io.StringIO(lu), delimiter=";")][1:] == [
        ["agente Syndicat du Pays", "Syndicat du Pays", "Agents de Pays et du Parc", "Caux"],
        ["élue", "CAF", "Public élargi", "Bray"],
    ]


def test_les_passes_disent_le_compte_rendu_ou_sa_promesse(client, faire):
    promis = faire(jours=-2, titre="Promis", compte_rendu_attendu_le=dt.date(2030, 1, 9))
    faire(jours=-3, titre="Sans promesse")
    page = texte(client.get("/jeudis/passes/"))
    assert re.findall(r"<time data-promesse[^>]*>[^<]*</time>", page) == [
        '<time data-promesse datetime="2030-01-09">9 janvier 2030</time>'
    ]
    assert page.count('<li data-objet="jeudi" data-espace="ouvert">') == 2
    assert "Aucun Jeudi ne répond à cette recherche." in texte(client.get("/jeudis/passes/?q=introuvable"))
    assert "Aucun Jeudi ne répond à cette recherche." in texte(client.get("/jeudis/?forme=cycle"))
    annuler_jeudi(jeudi=promis, motif="Neige", par=promis.auteur)
    assert "data-promesse" not in texte(client.get("/jeudis/passes/"))
    assert "data-promesse" not in texte(client.get(f"/jeudis/{promis.slug}/"))


def test_ma_journee_dit_ce_qui_attend(equipe, faire, animatrice):
    lignes = ("Comptes rendus à publier", "Jeudis à publier")
    passe, annule = faire(jours=-1), faire(jours=-1, titre="Neige")
    annuler_jeudi(jeudi=annule, motif="Neige", par=animatrice)
    ouvert = Espace.objects.get(slug="ouvert")
    creer_jeudi(
        jeudi=Jeudi(titre="À finir"),
        espace=ouvert,
        espace_inscription=ouvert,
        horaires=[horaire(passe.premier_jour)],
        par=animatrice,
    )
    comptes = {ligne.titre: ligne.compter(animatrice) for ligne in journee.values() if ligne.titre in lignes}
    assert comptes == {"Comptes rendus à publier": 1, "Jeudis à publier": 1}
    page = texte(equipe.get("/gestion/"))
    assert [ligne in page for ligne in lignes] == [True, True]
