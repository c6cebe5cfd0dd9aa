"""Journeys A2, A3, A6: what one may read follows the present state, at the very next click."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from playwright.sync_api import expect

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe, inviter
from centre.publications.fichiers import joindre_photo
from centre.publications.models import Fichier
from centre.publications.operations import creer, publier
from centre.taches import vider_la_file
from echos.models import Echo
from tests.parcours.conftest import BUREAU
from tests.parcours.outils import envoyee, photo, remplir
from tests.parcours.outils import publier as publier_a_l_ecran
from tests.personnes import membre

pytestmark = pytest.mark.navigateur


def echo_de(auteur, slug_espace, titre, avec_photo=False):
    """A published écho."""
    espace = Espace.objects.get(slug=slug_espace)
    echo = creer(publication=Echo(titre=titre, retenir_1=f"Une chose, {titre}."), espace=espace, par=auteur)
    if avec_photo:
        joindre_photo(publication=echo, photo=envoyee(photo()), par=auteur)
    return publier(publication=echo, par=auteur)


def test_suspendre_ferme_la_porte_au_clic_suivant(ouvrir, site, settings):
    ville, agglo = membre("ville", Public.VILLE), membre("agglo", Public.AGGLO)
    admin = membre("admin", role=Public.ADMINISTRATION)
    echo = echo_de(ville, "reseau", "Colloque canari", avec_photo=True)
    autre = echo_de(agglo, "reseau", "Formation canari", avec_photo=True)
    image = Fichier.objects.sur(autre).get().get_absolute_url()

    chez_ville = ouvrir()
    page = chez_ville.entrer(ville)
    page.goto("/echos/")
    expect(page.locator("[data-objet=echo]")).to_have_count(2)
    assert page.request.get(image, max_redirects=0).status == 200
    page.goto("/recherche/?q=canari")
    expect(page.locator("[data-resultat=echo]")).to_have_count(2)
    page.goto("/echos/")

    commenter(ouvrir().entrer(agglo), echo)
    assert Courriel.objects.get().etat == "a_envoyer"
    suspendre(ouvrir(viewport=BUREAU).entrer(admin))

    page.get_by_role("link", name="Formation canari").click()
    page.wait_for_url("**/connexion/?next=**")
    for adresse in (image, f"{image}vignette/", "/espace/", echo.get_absolute_url()):
        reponse = page.request.get(adresse, max_redirects=0)
        assert (reponse.status, reponse.headers["location"]) == (302, f"/connexion/?next={adresse}")
    page.goto("/recherche/?q=canari")
    expect(page.locator("[data-resultat]")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("canari de")
    vider_la_file()
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.etat) == (ville, "annule")
    assert list(settings.COURRIELS_DOSSIER.glob("*.eml")) == []


def commenter(chez_agglo, echo):
    """A colleague answers."""
    chez_agglo.goto(echo.get_absolute_url())
    chez_agglo.get_by_label("Votre commentaire").fill("Merci !")
    chez_agglo.get_by_role("button", name="Commenter").click()
    expect(chez_agglo.locator(".commentaire")).to_have_count(1)


def suspendre(gestion):
    """From the list of members."""
    gestion.goto("/gestion/membres/")
    gestion.get_by_role("row", name="Ville Essai").get_by_role("link", name="Suspendre").click()
    gestion.get_by_role("button", name="Suspendre ce compte").click()
    expect(gestion.get_by_role("row", name="Ville Essai").get_by_text("Suspendu")).to_be_visible()


def lit(page, attendus, visible, ailleurs):
    """Exactly these échos, by the list, the page, the search, the file and « Mon espace »; nothing of those elsewhere."""
    page.goto("/echos/")
    assert page.locator("[data-objet=echo] h3").all_inner_texts() == attendus
    page.goto("/recherche/?q=canari")
    assert page.locator("[data-resultat] h2, [data-resultat] h3").all_inner_texts() == attendus
    statut = 200 if attendus else 404
    image = Fichier.objects.sur(visible).get().get_absolute_url()
    for adresse in (visible.get_absolute_url(), image, "/espace/qui-voit/groupe-friches/"):
        assert page.request.get(adresse).status == statut, adresse
    page.goto("/espace/")
    assert bool(page.get_by_text("Groupe Friches").count()) is bool(attendus)
    for echo in ailleurs:
        for adresse in (echo.get_absolute_url(), Fichier.objects.sur(echo).get().get_absolute_url()):
            assert page.request.get(adresse).status == 404


def test_l_invitation_finit_a_midi_sans_qu_aucune_tache_ne_passe(ouvrir, site, horloge_de_la_base):
    animatrice, agglo = membre("animatrice", role=Public.ANIMATRICE), membre("agglo", Public.AGGLO)
    intervenant = membre("intervenant")
    groupe = creer_groupe(nom="Groupe Friches", slug="groupe-friches", par=animatrice)
    agglo.groups.add(groupe_nomme("groupe-groupe-friches"))
    visible = echo_de(agglo, "groupe-friches", "Friches canari", avec_photo=True)
    ailleurs = [echo_de(agglo, slug, f"Ailleurs canari {slug}", avec_photo=True) for slug in ("reseau", "public-elargi", "agglo")]
    demain = dt.datetime.now(ZoneInfo("Europe/Paris")).date() + dt.timedelta(days=1)
    midi = dt.datetime.combine(demain, dt.time(12), tzinfo=ZoneInfo("Europe/Paris"))
    inviter(membre=intervenant, espace=groupe, jusqu_au=midi, par=animatrice)

    navigateur = ouvrir()
    navigateur.admettre("status of 404")
    page = navigateur.entrer(intervenant)
    lit(page, ["Friches canari"], visible, ailleurs)
    horloge_de_la_base(midi - dt.timedelta(minutes=2))
    lit(page, ["Friches canari"], visible, ailleurs)
    page.goto(visible.get_absolute_url())
    expect(page.get_by_role("button", name="Commenter")).to_have_count(0)
    horloge_de_la_base(midi)
    page.reload()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("canari")
    lit(page, [], visible, ailleurs)
    with connection.cursor() as curseur:
        curseur.execute("SELECT count(*) FROM procrastinate_jobs WHERE status <> 'todo'")
        assert curseur.fetchone() == (0,)


def test_aucune_version_n_elargit_l_espace(ouvrir, site):
    ville, agglo = membre("ville", Public.VILLE), membre("agglo", Public.AGGLO)
    page = ouvrir().entrer(ville)
    page.goto("/echos/ecrire/")
    remplir(page, retenir="Première version.")
    echo = publier_a_l_ecran(page)
    page.goto(f"{echo.get_absolute_url()}modifier/")
    page.get_by_label("Première chose").fill("Brouillon en attente.")
    page.get_by_role("button", name="Plus tard").click()
    expect(page.get_by_text("Brouillon enregistré.")).to_be_visible()  # the same page, loaded again
    page.get_by_role("link", name="Changer qui peut lire").click()
    page.get_by_label("Équipes politique de la ville").check()
    page.get_by_role("button", name="Changer").click()
    expect(page.get_by_text("Lisible désormais par : Équipes politique de la ville")).to_be_visible()

    navigateur = ouvrir()
    navigateur.admettre("status of 404")
    chez_agglo = navigateur.entrer(agglo)

    def ferme(texte):
        page.goto(echo.get_absolute_url())
        expect(page.locator(".echo-retenir")).to_have_text(texte)
        expect(page.locator("article[data-objet=echo]")).to_have_attribute("data-espace", "ville")
        assert chez_agglo.goto(echo.get_absolute_url()).status == 404
        chez_agglo.goto("/echos/")
        expect(chez_agglo.locator("[data-objet]")).to_have_count(0)

    ferme("Première version.")
    page.goto(f"{echo.get_absolute_url()}modifier/")
    publier_a_l_ecran(page)
    ferme("Brouillon en attente.")
    page.goto(f"{echo.get_absolute_url()}historique/")
    page.locator("ol.liste a").last.click()
    page.get_by_role("button", name="Reprendre cette version").click()
    expect(page.get_by_label("Première chose")).to_have_value("Première version.")
    ferme("Brouillon en attente.")
    page.goto(f"{echo.get_absolute_url()}modifier/")
    publier_a_l_ecran(page)
    ferme("Première version.")
