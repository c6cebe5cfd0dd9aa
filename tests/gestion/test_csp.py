"""The back-office under the strict policy: the patches still fit Wagtail, and a real browser sees no violation."""

import hashlib
import inspect
import os

import pytest
from django.template.loader import render_to_string
from django.test import Client
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.chooser import BaseChooser

from centre.gestion import csp
from tests.racine import replanter

#: The source of ``BaseChooser.render`` that centre/gestion/csp.py was written against (Wagtail 7.4).
EMPREINTE = "810cfc10654a354cfa72ae5ee60bf0eb75c5cf44c6a00e117156aa2a127e3fbb"


def test_la_methode_remplacee_n_a_pas_change():
    """Fails at an upgrade of Wagtail: carry the new method's changes into centre/gestion/csp.py, then note its print here."""
    source = inspect.getsource(csp.ORIGINE)
    assert hashlib.sha256(source.encode()).hexdigest() == EMPREINTE
    assert BaseChooser.render is csp.rendre


@pytest.mark.parametrize(
    ("widget", "genre"),
    [(AdminDateInput, "date"), (AdminDateTimeInput, "instant"), (AdminTimeInput, "heure"), (AdminPageChooser, "choix")],
)
def test_aucun_script_dans_un_widget(db, widget, genre):
    html = widget().render("x", None, attrs={"id": 'id_"x'})
    assert "<script" not in html
    assert f'data-gestion-init="{genre}" ' in html
    assert "id_&quot;x" in html


@pytest.mark.parametrize("gabarit", ["inline_panel", "multiple_chooser_panel"])
def test_aucun_script_dans_un_panneau(gabarit):
    class Formset:
        prefix, management_form, non_form_errors = "liens", "", ()

    contexte = {
        "self": {"formset": Formset, "label": "lien", "children": []},
        "options_json": '{"a": "</script>"}',
        "chooser_widget_definition": {},
    }
    html = render_to_string(f"wagtailadmin/panels/{gabarit}.html", contexte)
    assert "<script>" not in html
    assert 'data-options="{&quot;a&quot;: &quot;&lt;/script&gt;&quot;}"' in html


def test_un_choix_sans_identifiant_est_une_erreur(db):
    with pytest.raises(TypeError, match="id"):
        AdminPageChooser().render("page", None)


# --- in Chromium ---

ECOUTE = """addEventListener("securitypolicyviolation", e =>
    signaler(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber} ${e.sample}`));"""
INTRUS = """() => {
    const script = document.createElement("script");
    script.textContent = "window.passe = 1";
    document.body.append(script);
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium when it is there, else Playwright's.

    Its driver runs an event loop in this thread until the end of the session: Django is told that its ORM may be used there.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--disable-dev-shm-usage", "--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    installe = {"executable_path": "/usr/bin/chromium"} if os.path.exists("/usr/bin/chromium") else {}
    return {**browser_type_launch_args, **installe, "args": arguments}


@pytest.fixture
def site(playwright, transactional_db, live_server, settings):
    """The site as installed, served; a transactional test before may have emptied what Wagtail's migrations make.

    Drafts are saved when the test says so: an automatic saving in flight when a page is left is refused, now and then.
    """
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    from centre.themes.operations import charger_themes
    from extranet.operations import installer_pages

    replanter()
    charger_themes()
    installer_pages()
    return live_server.url


@pytest.fixture
def gestion(browser, site, animatrice, context):
    """A tab of the animatrice, and everything the browser complains of in it."""
    client = Client()
    client.force_login(animatrice)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    plaintes = []
    context.expose_binding("signaler", lambda source, texte: plaintes.append(texte))
    context.add_init_script(ECOUTE)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda m: plaintes.append(f"{m.text} {m.location}") if m.type == "error" else None)
    page.on("pageerror", lambda erreur: plaintes.append(f"{erreur}"))
    page.on("requestfinished", lambda r: plaintes.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None)
    page.on("dialog", lambda dialogue: dialogue.accept())
    page.plaintes = plaintes
    yield page
    page.goto("about:blank")  # the editor says goodbye to the server: before the database closes
    page.wait_for_timeout(500)
    page.close()


def ouvrir(page, site, adresse):
    page.goto(f"{site}{adresse}")
    page.wait_for_load_state("networkidle")


def ajouter_un_bloc(page, nom):
    page.click(".c-sf-add-button:visible >> nth=-1")
    page.click(f"[role=option]:has-text('{nom}')")
    page.wait_for_timeout(300)


def choisir_l_accueil(page):
    page.click("[data-chooser-action-choose]:visible")
    page.click(".modal-body a:has-text('Accueil')")
    page.wait_for_selector(".modal-body", state="detached")


def ecrire(page, texte):
    """Type in the last Draftail field, the last words in bold."""
    page.click(".public-DraftEditor-content >> nth=-1")
    page.keyboard.type(f"{texte} ")
    page.keyboard.press("Control+b")
    page.keyboard.type("en gras")
    page.focus("#id_chapo")
    page.wait_for_timeout(500)  # Draftail copies what was typed into the form after a pause


def apercevoir(page):
    page.click("[data-side-panel-toggle='preview']")
    page.wait_for_selector("iframe.w-preview__iframe, [data-w-preview-target='iframe']", state="attached")
    page.wait_for_timeout(1500)
    page.click("[data-side-panel-toggle='checks']")
    page.wait_for_timeout(500)


def programmer(page):
    """Open the dialog of publication dates, and pick a day in each calendar's widget."""
    page.click("[data-side-panel-toggle='status']")
    page.click("[data-a11y-dialog-show='schedule-publishing-dialog']:visible")
    page.click("#id_go_live_at")
    page.wait_for_selector(".xdsoft_datetimepicker:visible .xdsoft_time")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def enregistrer(page):
    with page.expect_response(lambda r: r.request.method == "POST" and "/gestion/pages/" in r.url):
        page.click("button.action-save")
    page.wait_for_load_state("networkidle")


def publier(page):
    page.click("footer .w-dropdown__toggle")
    page.click("button[name='action-publish']")
    page.wait_for_url(lambda url: not url.rstrip("/").endswith(("edit", "add")) and "/gestion/pages/add/" not in url)
    page.wait_for_load_state("networkidle")


@pytest.mark.navigateur
def test_rediger_une_actualite_sans_violation(gestion, site):
    from extranet.models import ActualitePage, ActualitesPage

    page = gestion
    ouvrir(page, site, f"/gestion/pages/add/extranet/actualitepage/{ActualitesPage.objects.get().pk}/")
    page.fill("#id_title", "Rentrée du Pays de Bray")
    page.fill("#id_chapo", "Un chapô.")
    page.click("#id_date")
    page.click(".xdsoft_datetimepicker:visible .xdsoft_date:not(.xdsoft_other_month) >> nth=9")
    page.select_option("#id_themes", index=2)
    ajouter_un_bloc(page, "Texte")
    ecrire(page, "Un texte")
    ajouter_un_bloc(page, "Liens vers des pages")
    choisir_l_accueil(page)
    apercevoir(page)
    programmer(page)
    enregistrer(page)
    brouillon = ActualitePage.objects.get()
    assert not brouillon.live
    publier(page)
    publiee = ActualitePage.objects.get()
    assert publiee.live
    assert publiee.date.day == 10
    assert [bloc.block_type for bloc in publiee.corps] == ["texte", "liens"]
    assert "<b>en gras</b>" in publiee.corps[0].value.source
    assert publiee.corps[1].value["pages"][0]["page"].slug == "accueil"
    assert publiee.themes.count() == 1
    assert page.plaintes == []


@pytest.mark.navigateur
def test_modifier_chaque_type_de_page_sans_violation(gestion, site):
    from extranet.models import AccueilPage, ActualitesPage, CentrePage, RubriquePage

    page, accueil = gestion, AccueilPage.objects.get()
    ouvrir(page, site, f"/gestion/pages/add/extranet/rubriquepage/{accueil.pk}/")
    page.fill("#id_title", "Guides pratiques")
    for bloc in ("Citation", "Encart", "Chiffres", "Coordonnées du Centre"):
        ajouter_un_bloc(page, bloc)
    apercevoir(page)
    for type_de_page in (AccueilPage, ActualitesPage, CentrePage, RubriquePage):
        ouvrir(page, site, f"/gestion/pages/{type_de_page.objects.first().pk}/edit/")
        page.fill("#id_chapo", f"Chapô de {type_de_page.__name__}.")
        if type_de_page is CentrePage:
            ecrire(page, "Contact d’alors")
        publier(page)
        assert type_de_page.objects.first().chapo == f"Chapô de {type_de_page.__name__}."
    assert "en gras" in CentrePage.objects.get().coordonnees
    assert page.plaintes == []


@pytest.mark.navigateur
def test_parcourir_la_gestion_sans_violation(gestion, site):
    from wagtail.contrib.redirects.models import Redirect

    from extranet.models import AccueilPage, CentrePage

    page, accueil, centre = gestion, AccueilPage.objects.get(), CentrePage.objects.get()
    for adresse in (
        "",
        "identite/",
        "membres/",
        "journal/",
        "pages/",
        f"pages/{accueil.pk}/",
        f"pages/{centre.pk}/history/",
        "redirects/",
    ):
        ouvrir(page, site, f"/gestion/{adresse}")
    ouvrir(page, site, "/gestion/redirects/add/")
    page.fill("#id_old_path", "/ancienne-adresse")
    choisir_l_accueil(page)
    page.click("main form button[type=submit]")
    page.wait_for_load_state("networkidle")
    redirection = Redirect.objects.get(old_path="/ancienne-adresse")
    assert redirection.redirect_page_id == accueil.pk
    assert page.plaintes == []


@pytest.mark.navigateur
def test_la_mesure_voit_une_violation(gestion, site):
    """The ear hears: an inline script put in the page is refused, and reported."""
    ouvrir(gestion, site, "/gestion/pages/")
    gestion.evaluate(INTRUS)
    gestion.wait_for_timeout(300)
    assert gestion.evaluate("() => window.passe") is None
    assert any("script-src" in plainte for plainte in gestion.plaintes)
