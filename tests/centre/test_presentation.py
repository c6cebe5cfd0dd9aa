"""The frame of the pages, the components and the error pages."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import include, path

from centre import presentation
from centre.galerie import OUVERT, RESEAU, FormulaireDExemple
from centre.templatetags.composants import TYPES

RACINE = Path(__file__).resolve().parents[2]


def _vue(request: Any) -> None: ...


def _liste(nom: str) -> Any:
    return path(f"{nom}/", include(([path("", _vue, name="liste")], nom)))


urlpatterns = [
    _liste("echos"),
    _liste("territoires"),
    path("espace/", _vue, name="espace"),
    path("recherche/", _vue, name="recherche"),
    path("connexion/", _vue, name="account_login"),
    path("deconnexion/", _vue, name="account_logout"),
    path("gestion/", _vue, name="gestion_accueil"),
    path("plan-du-site/", _vue, name="plan_du_site"),
]
ICI = override_settings(ROOT_URLCONF=__name__)


def demande(chemin: str = "/", user: Any = None) -> Any:
    request = RequestFactory().get(chemin)
    request.user = user or AnonymousUser()
    return request


def membre(**attributs: Any) -> SimpleNamespace:
    return SimpleNamespace(is_authenticated=True, get_full_name=lambda: "Camille Exemple", est_de_l_equipe=False, **attributs)


def rendre(gabarit: str, **contexte: Any) -> str:
    return Template(gabarit).render(Context(contexte))


# --- navigation ---


@ICI
def test_navigation_ne_lie_que_ce_qui_existe():
    assert presentation.navigation(demande()) == [{"titre": "Territoires", "url": "/territoires/", "actif": ""}]
    assert presentation.adresse("annuaire") == ""


@ICI
def test_navigation_du_membre_dit_ou_il_est():
    liens = presentation.navigation(demande("/echos/caen/", membre()))
    assert [(lien["titre"], lien["actif"]) for lien in liens] == [("Mon espace", ""), ("Échos", "true"), ("Territoires", "")]
    assert presentation.navigation(demande("/espace/", membre()))[0]["actif"] == "page"


@ICI
def test_seule_l_equipe_voit_la_porte_de_la_gestion():
    camille = membre()
    assert "/gestion/" not in [lien["url"] for lien in presentation.navigation(demande("/", camille))]
    camille.est_de_l_equipe = True
    assert presentation.navigation(demande("/", camille))[0] == {"titre": "Gestion", "url": "/gestion/", "actif": ""}


@ICI
def test_pied_sans_groupe_vide():
    assert presentation.pied() == [
        {"titre": "Tout voir", "liens": [{"titre": "Territoires", "url": "/territoires/"}]},
        {"titre": "S’y retrouver", "liens": [{"titre": "Plan du site", "url": "/plan-du-site/"}]},
    ]


def test_adresses_gardees_par_jeu_d_urls():
    with ICI:
        assert presentation.adresse("espace") == "/espace/"
    with override_settings(ROOT_URLCONF="tests.centre.urls_vides"):
        assert presentation.adresse("espace") == ""


@pytest.mark.django_db
def test_identite_ecrite_par_l_equipe():
    assert presentation.identite().nom == "Extranet des Territoires"
    apps.get_model("gestion", "Identite")(nom="Centre du Perche", telephone="02 00 00 22 81").save()
    page = presentation.galerie(demande("/galerie/")).content.decode()
    assert "<title>Galerie des composants — Centre du Perche</title>" in page
    assert "Tél. 02\u00a000\u00a000\u00a022\u00a081" in page


# --- pages ---


@ICI
@pytest.mark.django_db
def test_page_publique_sans_rien_de_personnel():
    reponse = presentation.galerie(demande("/galerie/"))
    page = reponse.content.decode()
    assert "Se connecter" in page
    for interdit in ("nonce", "csrf", "Se déconnecter", "Bonjour", " style=", "onclick", "http://", "https://"):
        assert interdit not in page, interdit
    assert not reponse.cookies
    assert page == presentation.galerie(demande("/galerie/")).content.decode()


@ICI
@pytest.mark.django_db
def test_membre_salue_par_son_nom_et_peut_sortir():
    page = presentation.galerie(demande("/galerie/", membre())).content.decode()
    assert "Camille Exemple</span>" in page
    assert '<a class="sortir" href="/deconnexion/">' in page
    assert "Se connecter</a>" not in re.sub(r"<main.*</main>", "", page, flags=re.DOTALL)


@ICI
@pytest.mark.django_db
def test_bandeau_de_demonstration():
    with override_settings(DEMO=False):
        assert "Démonstration" not in presentation.galerie(demande()).content.decode()
    with override_settings(DEMO=True):
        assert "personnes fictives" in presentation.galerie(demande()).content.decode()


def test_galerie_montre_chaque_composant():
    galerie = (RACINE / "templates/galerie.html").read_text()
    cadre = {"entete", "pied", "seine", "messages", "champ", "resume_erreurs", "texte_riche"}
    for gabarit in (RACINE / "templates/composants").glob("*.html"):
        assert re.match(r"{(% comment %|#)", gabarit.read_text()), gabarit.name
        nom = gabarit.stem
        assert nom in cadre or re.search(rf"composants/{nom}\.html|{{% {nom}\b", galerie), nom


def test_tous_les_signes_demandes_sont_dessines():
    dessins = set(re.findall(r'<symbol id="i-([\w-]+)"', (RACINE / "static/images/emblemes.svg").read_text()))
    gabarits = "".join(fichier.read_text() for fichier in (RACINE / "templates").rglob("*.html"))
    demandes = set(re.findall(r'{% icone "([\w-]+)"', gabarits)) | set(re.findall(r'\bico="([\w-]+)"', gabarits))
    assert (demandes | set(TYPES.values())) - dessins == set()
    assert dessins - set(re.findall(r'{% icone "([\w-]+)"', (RACINE / "templates/galerie.html").read_text())) == set()


def test_aucun_style_ni_script_dans_les_gabarits():
    for gabarit in (RACINE / "templates").rglob("*.html"):
        if "courriels" in gabarit.parts:
            continue
        texte = gabarit.read_text()
        assert not re.search(r"\sstyle=|\son\w+=|<style|<script>|javascript:", texte), gabarit


@pytest.mark.parametrize("numero", ["400", "500"])
def test_pages_d_erreur_sans_contexte(numero: str):
    page = render_to_string(f"{numero}.html")
    assert f"Erreur {numero}" in page
    assert '<a class="bouton second" href="/">' in page


def test_erreur_400():
    reponse = presentation.erreur_400(demande(), ValueError("secret"))
    assert (reponse.status_code, "secret" in reponse.content.decode()) == (400, False)


@ICI
@pytest.mark.django_db
def test_404_ne_dit_rien_de_l_adresse():
    contextes = [
        {"request_path": "/echos/secret/", "exception": "secret"},
        {"request_path": "/echos/absent/", "exception": "Resolver404"},
    ]
    pages = [
        render_to_string("404.html", contexte, request=demande(contexte["request_path"], membre())) for contexte in contextes
    ]
    assert pages[0] == pages[1]
    assert "secret" not in pages[0]


@ICI
@pytest.mark.django_db
def test_le_titre_annonce_un_formulaire_refuse():
    page = render_to_string("404.html", {"form": FormulaireDExemple({})}, request=demande())
    assert "<title>Erreur\u00a0: Page introuvable — Extranet des Territoires</title>" in page
    page = render_to_string("404.html", {"form": FormulaireDExemple()}, request=demande())
    assert "<title>Page introuvable — Extranet des Territoires</title>" in page


# --- components ---


def test_etiquette_dit_l_espace_par_un_mot():
    assert re.sub(r"<svg.*?</svg>", "(signe)", rendre("{% etiquette_espace e %}", e=RESEAU)).strip() == (
        '<span class="etiq ferme">(signe)Réseau</span>'
    )
    assert "ferme" not in rendre("{% etiquette_espace e %}", e=OUVERT)
    assert "#i-ouvert" in rendre("{% etiquette_espace e %}", e=OUVERT)
    assert rendre("{% etiquette_espace nom='' %}").strip() == ""


def test_date_lisible_par_tous():
    instant = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    assert rendre("{% date i promesse=True %}", i=instant) == (
        '<time data-promesse datetime="2026-11-26T09:30+01:00">jeudi 26\u00a0novembre 2026 à 9\u00a0h\u00a030</time>'
    )
    assert rendre("{% date i 'courte' %}", i=instant.date()) == '<time datetime="2026-11-26">26\u00a0novembre 2026</time>'
    assert rendre("{% date i %}", i=None) == ""
    assert rendre("{{ i|date_locale:'courte' }}", i=instant) == "26\u00a0novembre 2026"
    assert rendre("{{ i|date_locale }}", i=None) == ""


def test_fil():
    fil = rendre("{% fil 'Échos' '/echos/' titre %}", titre="L'<b>")
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', fil) == [("/", "Accueil"), ("/echos/", "Échos")]
    assert '<li aria-current="page">L&#x27;&lt;b&gt;</li>' in fil


def test_pagination_garde_les_filtres():
    request = RequestFactory().get("/echos/?q=pre&page=2")
    page = Paginator(range(100), 10).page(2)
    rendu = rendre("{% pagination page %}", page=page, request=request)
    assert re.findall(r'href="([^"]*)"', rendu)[:2] == ["?q=pre&amp;page=1", "?q=pre&amp;page=1"]
    assert rendu.count('aria-current="page"') == 1
    assert rendre("{% pagination page %}", page=Paginator([], 10).page(1), request=request).strip() == ""


def test_entree_porte_son_objet_et_son_espace():
    rendu = rendre(
        "{% include 'composants/entree.html' with objet='echo' espace=e titre=t url='/echos/x/' resultat=True only %}",
        e=RESEAU,
        t="<i>",
    )
    assert '<li class="avec-emb" data-objet="echo" data-espace="reseau" data-resultat="echo">' in rendu
    assert '<h3><a href="/echos/x/">&lt;i&gt;</a></h3>' in rendu


def test_faits_laissent_les_vides():
    rendu = rendre("{% include 'composants/faits.html' with faits=f only %}", f=[("Lieu", ""), ("Places", 0), ("Pour", "tous")])
    assert re.findall(r"<dt>(\w+)</dt><dd>(\w+)</dd>", rendu) == [("Places", "0"), ("Pour", "tous")]


@pytest.mark.parametrize(
    ("gabarit", "attendu"),
    [
        ("{% avis titre='A' ton='urgent' niveau=3 %}<p>b</p>{% endavis %}", ['<div class="avis urgent">', "<h3", "<p>b</p>"]),
        ("{% avis role='status' %}<p>b</p>{% endavis %}", ['<div class="avis" role="status">', "<p>b</p>"]),
        ("{% encart titre='A' ident='x' %}b{% endencart %}", ['id="x" aria-labelledby="x-titre"', '<h2 id="x-titre">A</h2>']),
        ("{% encart equipe=True %}b{% endencart %}", ['<section class="equipe">', "Équipe seulement"]),
        ("{% vide 'Aucun écho.' %}<p>b</p>{% endvide %}", ["<p>Aucun écho.</p>", "<p>b</p>"]),
        ("{% defile 'T' %}<table></table>{% enddefile %}", ['tabindex="0" role="region" aria-label="T"><table></table>']),
        ("{% barre etat='E' %}<button>b</button>{% endbarre %}", ['role="status" data-etat>E</p>', "<button>b</button>"]),
    ],
)
def test_blocs(gabarit: str, attendu: list[str]):
    rendu = rendre(gabarit)
    assert [morceau for morceau in attendu if morceau not in rendu] == []


def test_blocs_echappent_les_variables():
    assert "<script>" not in rendre("{% avis titre=t %}{{ t }}{% endavis %}", t="<script>")


# --- forms ---


def test_champ_relie_son_aide_et_son_erreur():
    rendu = FormulaireDExemple({"titre": ""})["titre"].as_field_group()
    assert '<label for="id_titre">Quoi ?</label>' in rendu
    assert rendu.index('id="id_titre_helptext"') < rendu.index('id="id_titre_error"') < rendu.index("<input")
    assert 'aria-describedby="id_titre_helptext id_titre_error"' in rendu
    assert 'aria-invalid="true"' in rendu
    assert "#i-alerte" in rendu


def test_champ_facultatif_le_dit():
    assert "(facultatif)" in FormulaireDExemple()["texte"].as_field_group()
    assert "(facultatif)" not in FormulaireDExemple()["titre"].as_field_group()


def test_plusieurs_choix_sont_un_groupe_nomme():
    rendu = FormulaireDExemple({})["espace"].as_field_group()
    assert '<fieldset class="champ" aria-describedby="id_espace_helptext id_espace_error">' in rendu
    assert "<legend>Qui pourra le lire ?</legend>" in rendu


def test_resume_en_tete_mene_a_chaque_champ():
    class Petit(forms.Form):
        nom = forms.CharField(label="Nom")
        age = forms.IntegerField(label="Âge")
        jeton = forms.CharField(widget=forms.HiddenInput, required=False)

        def clean(self) -> None:
            raise forms.ValidationError("L'ensemble ne tient pas.")

    rendu = str(Petit({"nom": "A"}))
    resume, reste = rendu.split("</div>", 1)
    assert "Il reste 2 choses à corriger" in resume
    assert "<li>L&#x27;ensemble ne tient pas.</li>" in resume
    assert '<a href="#id_age">Âge</a>' in resume
    assert "#id_nom" not in resume
    assert reste.count('type="hidden"') == 1
    assert "data-resume-erreurs" not in str(Petit())


@pytest.mark.parametrize("nom", ["titre", "courriel", "jour", "nature", "texte", "utile", "espace", "accord", "photo", "fige"])
def test_pas_d_identifiant_en_double(nom: str):
    rendu = FormulaireDExemple({})[nom].as_field_group()
    identifiants = re.findall(r'\bid="([^"]+)"', rendu)
    assert sorted(identifiants) == sorted(set(identifiants))
