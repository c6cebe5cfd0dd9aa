"""Journey A4: a signed link opens one draft; revoked, expired, used up, guessed: only the right holder, only then."""

import datetime as dt
import email
import random
import re
import string

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.liens.models import LienSigne
from centre.liens.operations import ouvrir as ouvrir_le_lien
from centre.publications.fichiers import joindre_photo
from centre.publications.models import Fichier
from centre.publications.operations import creer
from centre.publications.relecture import OUVERTURES
from centre.taches import vider_la_file
from echos.models import Echo
from tests.parcours.outils import envoyee, etat, photo
from tests.personnes import membre

pytestmark = pytest.mark.navigateur

ESSAIS = 10_000


@pytest.fixture
def ville(site):
    return membre("ville", Public.VILLE)


@pytest.fixture
def echo(ville):
    """A draft with a photo, and another one that no link opens."""
    reseau = Espace.objects.get(slug="reseau")
    creer(publication=Echo(titre="Autre canari", retenir_1="Rien à voir."), espace=reseau, par=ville)
    brouillon = creer(publication=Echo(titre="À faire relire", retenir_1="Première rédaction."), espace=reseau, par=ville)
    joindre_photo(publication=brouillon, photo=envoyee(photo()), par=ville)
    return brouillon


def demander_a_l_ecran(page, echo, settings, adresse="relectrice@ailleurs.example"):
    """Through the screen; returns the path of the link, as the mail gives it."""
    deja = set(settings.COURRIELS_DOSSIER.glob("*.eml"))
    page.goto(f"{echo.get_absolute_url()}relecture/")
    page.get_by_label("Adresse de la personne qui relit").fill(adresse)
    page.get_by_role("button", name="Envoyer le lien").click()
    expect(page.get_by_text(f"Un courriel part vers {adresse}.")).to_be_visible()
    vider_la_file()
    [eml] = set(settings.COURRIELS_DOSSIER.glob("*.eml")) - deja
    message = email.message_from_bytes(eml.read_bytes(), policy=email.policy.default)
    assert message["To"] == adresse
    [chemin] = set(re.findall(r"/lien/[\w-]+/", message.get_body(("plain",)).get_content()))
    return chemin


def ferme(page, chemin):
    """The same refusal as any token that never was."""
    cache.clear()
    reponse, inconnu = page.goto(chemin), page.request.get(f"/lien/{'x' * 43}/")
    assert (reponse.status, reponse.body()) == (inconnu.status, inconnu.body())
    assert reponse.status == 404


def test_relire_sans_compte_puis_plus_rien(ouvrir, ville, echo, settings):
    chez_ville = ouvrir().entrer(ville)
    chemin = demander_a_l_ecran(chez_ville, echo, settings)

    navigateur = ouvrir()
    navigateur.admettre("status of 404")
    page = navigateur.onglet()
    page.goto(chemin)
    expect(page.get_by_role("heading", level=1)).to_have_text("À faire relire")
    expect(page.get_by_text("Première rédaction.")).to_be_visible()
    expect(page.get_by_text("Une photo accompagne ce texte ; elle ne s’ouvre pas par ce lien.")).to_be_visible()
    expect(page.locator("main img, main a")).to_have_count(0)
    assert navigateur.contexte.cookies() == []

    chez_ville.goto(f"{echo.get_absolute_url()}modifier/")
    chez_ville.get_by_label("Première chose").fill("Deuxième rédaction.")
    expect(etat(chez_ville)).to_contain_text("Brouillon enregistré à")
    page.reload()
    expect(page.get_by_text("Deuxième rédaction.")).to_be_visible()

    for adresse in (echo.get_absolute_url(), Fichier.objects.get().get_absolute_url(), f"{echo.get_absolute_url()}modifier/"):
        page.goto(adresse)
        assert page.url.endswith(f"/connexion/?next={adresse}")

    chez_ville.goto(f"{echo.get_absolute_url()}relecture/")
    expect(chez_ville.get_by_text("Ouvert 2 fois")).to_be_visible()
    chez_ville.get_by_role("button", name="Fermer ce lien").click()
    expect(chez_ville.get_by_text("Ce lien n’ouvre plus rien.")).to_be_visible()
    ferme(page, chemin)


def test_expire_use_et_retire_ne_s_ouvrent_plus(ouvrir, ville, echo, settings, horloge_de_la_base):
    chez_ville = ouvrir().entrer(ville)
    navigateur = ouvrir()
    navigateur.admettre("status of 404")
    page = navigateur.onglet()

    use = demander_a_l_ecran(chez_ville, echo, settings)
    for _ in range(OUVERTURES):
        assert page.request.get(use).status == 200
    ferme(page, use)

    date = demander_a_l_ecran(chez_ville, echo, settings)
    fin = LienSigne.objects.order_by("-pk").first().expire_le
    assert dt.timedelta(days=6, hours=23) < fin - timezone.now() < dt.timedelta(days=7)
    horloge_de_la_base(fin - dt.timedelta(minutes=1))
    assert page.goto(date).status == 200
    horloge_de_la_base(fin)
    ferme(page, date)

    horloge_de_la_base(timezone.now())
    retire = demander_a_l_ecran(chez_ville, echo, settings)
    assert page.goto(retire).status == 200
    chez_ville.goto(f"{echo.get_absolute_url()}retirer/")
    chez_ville.get_by_role("button", name="Retirer", exact=True).click()
    expect(chez_ville.get_by_text("C’est retiré")).to_be_visible()
    ferme(page, retire)


def test_dix_mille_essais_n_ouvrent_rien(ouvrir, ville, echo, settings):
    chemin = demander_a_l_ecran(ouvrir().entrer(ville), echo, settings)
    jeton = chemin.split("/")[2]
    hasard = random.Random(2004)
    alphabet = string.ascii_letters + string.digits + "-_"

    def voisin():
        """The true token with one letter changed, cut, lengthened, or another one altogether."""
        rang = hasard.randrange(len(jeton))
        autre = hasard.choice(alphabet.replace(jeton[rang], ""))
        un_de_change = jeton[:rang] + autre + jeton[rang + 1 :]
        entier = "".join(hasard.choices(alphabet, k=len(jeton)))
        return hasard.choice([un_de_change, jeton[:rang], jeton + autre, jeton.swapcase(), entier])

    essais = [voisin() for _ in range(ESSAIS)]
    assert jeton not in essais
    assert [essai for essai in essais if ouvrir_le_lien(essai) is not None] == []
    assert LienSigne.objects.get().usages == 0
    assert ouvrir_le_lien(jeton).objet.pk == echo.pk


def test_qui_devine_par_le_reseau_attend_et_qui_a_le_lien_entre(ouvrir, ville, echo, settings):
    chemin = demander_a_l_ecran(ouvrir().entrer(ville), echo, settings)
    cache.clear()
    client = Client()
    statuts = [client.get(f"/lien/{'x' * 40}{n:03}/").status_code for n in range(100)]
    assert (set(statuts[:60]), set(statuts[60:])) == ({404}, {429})
    refus = client.get(f"/lien/{'y' * 43}/")
    assert (refus.status_code, refus.headers["Retry-After"]) == (429, "60")
    page = ouvrir().onglet()
    assert page.goto(chemin).status == 200
    expect(page.get_by_text("Première rédaction.")).to_be_visible()
