"""French typography: what changes, and above all what must not."""

import re
import time

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from centre.templatetags.typographie import typo

FINE, INSECABLE = "\u202f", "\u00a0"


def lisible(texte: str) -> str:
    """Show the two spaces: ``·`` is the narrow one, ``~`` the no-break one."""
    return texte.replace(FINE, "·").replace(INSECABLE, "~")


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("Qui y va ?", "Qui y va·?"),
        ("Qui y va?", "Qui y va·?"),
        ("Quoi ?! Non ; si !", "Quoi·?! Non·; si·!"),
        ("Il dit « oui » : 50 %", "Il dit «·oui·»~: 50·%"),
        ("«oui»", "«·oui·»"),
        ("Note: 50%", "Note~: 50·%"),
        ("l'eau d'hier, aujourd'hui", "l’eau d’hier, aujourd’hui"),
        ("l'« eau »", "l’«·eau·»"),
        ("12 500 personnes, 1 000 000 €", "12·500 personnes, 1·000·000~€"),
        ("le 26 novembre 2026, le 1er mai", "le 26~novembre 2026, le 1er~mai"),
        ("à 9 h 30, à 14 h", "à 9~h~30, à 14~h"),
        ("Tél. 02 00 00 22 81", "Tél. 02~00~00~22~81"),
        ("n° 48, 10 Mo", "n°~48, 10~Mo"),
        ("deux  blancs   ; ici", "deux  blancs·; ici"),
    ],
)
def test_texte_corrige(ecrit: str, attendu: str):
    assert lisible(typo(ecrit)) == attendu


@pytest.mark.parametrize(
    "ecrit",
    [
        "https://exemple.example/?q=1;b%20c",
        "ecrire@exemple.example",
        "www.exemple.example/a?b=c",
        "12:30",
        "a?b",
        "le 26 11 2026",
        "2004 à 2008",
        "un 'mot' entre apostrophes",
        "",
    ],
)
def test_texte_laisse(ecrit: str):
    assert typo(ecrit) == ecrit


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x?a=1 ; b" title="l\'eau ?">',
        "<code>l'eau ; 50 %</code>",
        "<pre>a ?\nb !</pre>",
        "<textarea name='t'>Qui ? « moi »</textarea>",
        '<script type="module">if (a ? b : c) d = "l\'eau";</script>',
        "R&amp;D&nbsp;&eacute;",
        '<input value="Qui ?" placeholder="12 500 : oui">',
    ],
)
def test_html_laisse_tel_quel(html: str):
    assert typo(mark_safe(html)) == html


def test_html_ne_change_que_le_texte():
    html = mark_safe('<p title="a ?">Qu&#x27;est-ce ? « <b>oui</b> » <code>non ?</code> !</p>')
    attendu = '<p title="a ?">Qu’est-ce·? «·<b>oui</b>·» <code>non ?</code>·!</p>'
    assert lisible(typo(html)) == attendu


def test_le_texte_reste_a_echapper_et_le_html_reste_sur():
    assert not isinstance(typo("<b>a ?</b>"), SafeString)
    assert isinstance(typo(mark_safe("<b>a ?</b>")), SafeString)
    rendu = Template("{{ t|typo }}").render(Context({"t": "<script>l'eau ?</script>"}))
    assert rendu == f"&lt;script&gt;l’eau{FINE}?&lt;/script&gt;"


@given(st.text(alphabet="ab 1250%;:!?«»'’<>&/=\"\u00a0\u202f\nh€"))
def test_deux_fois_comme_une(texte: str):
    une = typo(texte)
    assert typo(une) == une


@given(st.text(alphabet="ab 12;:!?«»'\u00a0\n"), st.sampled_from(["b", "a href='/x?y ;'", 'p class="c : d"']))
def test_les_balises_traversent(texte: str, balise: str):
    html = f"<{balise}>{texte}</{balise.split()[0]}>"
    assert re.findall("<[^>]*>", typo(mark_safe(html))) == re.findall("<[^>]*>", html)


@pytest.mark.parametrize("motif", ["a", " ", "1 000", "a@", "« "])
def test_un_tres_long_texte_se_lit_en_une_fois(motif: str):
    debut = time.perf_counter()
    typo(motif * 40_000)
    assert time.perf_counter() - debut < 2


@pytest.mark.parametrize(
    ("nombre", "dit"), [(0, "0 appareil"), (1, "1 appareil"), (2, "2 appareils"), ("3", "3 appareils"), ([], "[] appareil")]
)
def test_zero_est_singulier(nombre, dit):
    assert Template("{{ n }} appareil{{ n|pluralize }}").render(Context({"n": nombre})) == dit


@pytest.mark.parametrize(("nombre", "verbe"), [(0, "lit"), (1, "lit"), (2, "lisent")])
def test_les_deux_formes_se_disent(nombre, verbe):
    assert Template('{{ n|pluralize:"lit,lisent" }}').render(Context({"n": nombre})) == verbe
    assert Template('personne{{ n|length|pluralize:",s" }}').render(Context({"n": "x" * nombre})) == (
        "personne" if nombre < 2 else "personnes"
    )
