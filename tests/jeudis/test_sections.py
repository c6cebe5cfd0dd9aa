"""The parts of a compte rendu: what leaves the public edition, what becomes of a text two people write."""

import pytest

from jeudis.models.sections import couper, fusionner, reperer, sans_reserve

BASE = "<p>Avant</p><h3>Un</h3><p>a</p><h3>Deux</h3><p>b</p><h3>Trois</h3><p>c</p>"


@pytest.mark.parametrize(
    ("html", "public"),
    [
        ('<h3 class="reserve">Secret</h3><p>caché</p><ul><li>caché</li></ul><h3>Suite</h3><p>d</p>', "<h3>Suite</h3><p>d</p>"),
        ('<h3>Un</h3><h4 class="reserve">Secret</h4><p>caché</p><h4>Dit</h4><p>d</p>', "<h3>Un</h3><h4>Dit</h4><p>d</p>"),
        ('<h3 class="reserve">Secret</h3><h4>caché</h4><p>caché</p>', ""),
        ('<h3>Un</h3><p class="reserve">caché</p><p>d</p>', "<h3>Un</h3><p>d</p>"),
        ("<h3>Un</h3><p>d</p>", "<h3>Un</h3><p>d</p>"),
    ],
)
def test_une_partie_reservee_part_entiere(html, public):
    assert sans_reserve(html) == public


def test_les_parties_font_le_texte():
    assert [(s.cle, s.titre) for s in couper(BASE)] == [("", ""), ("Un", "Un"), ("Deux", "Deux"), ("Trois", "Trois")]
    assert "".join(s.html for s in couper(BASE)) == BASE
    assert [s.cle for s in couper("<h3>Un</h3><h3>Un</h3>")] == ["Un", "Un (2)"]
    assert couper("") == []
    assert [s.reservee for s in couper('<h3 class="reserve">Un</h3><p>a</p><h3>Deux</h3>')] == [True, False]


def test_deux_personnes_dans_deux_parties_ne_se_genent_jamais():
    mien, autre = BASE.replace("<p>a</p>", "<p>a1</p>"), BASE.replace("<p>b</p>", "<p>b2</p>")
    fusion = fusionner(reperer(BASE), mien, autre)
    assert (fusion.html, fusion.conflits) == (BASE.replace("<p>a</p>", "<p>a1</p>").replace("<p>b</p>", "<p>b2</p>"), ())


@pytest.mark.parametrize(
    ("mien", "autre", "attendu"),
    [
        (BASE + "<h3>Quatre</h3>", BASE.replace("<p>c</p>", "<p>c2</p>"), BASE.replace("<p>c</p>", "<p>c2</p>") + "<h3>Quatre</h3>"),
        (BASE.replace("<h3>Deux</h3><p>b</p>", ""), BASE, BASE.replace("<h3>Deux</h3><p>b</p>", "")),
        (BASE, BASE.replace("<h3>Deux</h3><p>b</p>", ""), BASE.replace("<h3>Deux</h3><p>b</p>", "")),
        (BASE, "<h3>Zéro</h3>" + BASE, "<h3>Zéro</h3>" + BASE),
        (BASE.replace("Trois", "3"), BASE.replace("<p>a</p>", ""), BASE.replace("<p>a</p>", "").replace("Trois", "3")),
        ("<h3>Deux</h3><p>b</p><h3>Un</h3><p>a</p>", "<h3>Un</h3><p>a2</p><h3>Deux</h3><p>b</p>", "<h3>Deux</h3><p>b</p><h3>Un</h3><p>a2</p>"),
        (BASE, BASE, BASE),
        ("", "", ""),
    ],
    ids=["ajout", "retrait par moi", "retrait par l’autre", "ajout par l’autre", "autre titre", "autre ordre", "rien", "vide"],
)  # fmt: skip
def test_chaque_partie_comme_l_a_laissee_qui_l_a_changee(mien, autre, attendu):
    base = "<h3>Un</h3><p>a</p><h3>Deux</h3><p>b</p>" if mien.startswith("<h3>Deux") else BASE if mien else ""
    assert fusionner(reperer(base), mien, autre).html == attendu
    assert fusionner(reperer(base), mien, autre).conflits == ()


def test_la_meme_partie_ecrite_deux_fois_montre_les_deux():
    mien, autre = BASE.replace("<p>b</p>", "<p>la mienne</p>"), BASE.replace("<p>b</p>", "<p>l’autre</p>").replace("c<", "c2<")
    fusion = fusionner(reperer(BASE), mien, autre)
    [conflit] = fusion.conflits
    assert (conflit.titre, conflit.mienne, conflit.autre) == (
        "Deux",
        "<h3>Deux</h3><p>la mienne</p>",
        "<h3>Deux</h3><p>l’autre</p>",
    )
    assert fusion.html == mien.replace("c<", "c2<")


@pytest.mark.parametrize(("mien", "autre"), [("", "<p>b2</p>"), ("<p>b1</p>", "")])
def test_une_partie_retiree_par_l_un_et_reprise_par_l_autre_n_est_jamais_perdue(mien, autre):
    def sans(corps):
        return BASE.replace("<h3>Deux</h3><p>b</p>", f"<h3>Deux</h3>{corps}" if corps else "")

    fusion = fusionner(reperer(BASE), sans(mien), sans(autre))
    assert len(fusion.conflits) == 1
    assert (mien or autre) in fusion.html


def test_du_texte_sans_mise_en_forme_ne_defait_pas_celle_des_autres_parties():
    gras = BASE.replace("<p>a</p>", "<p><strong>a</strong></p>")
    fusion = fusionner(reperer(gras), BASE.replace("<p>b</p>", "<p>b1</p>"), gras, brut=True)
    assert (fusion.html, fusion.conflits) == (gras.replace("<p>b</p>", "<p>b1</p>"), ())


def test_l_editeur_et_le_texte_brut_ecrivent_la_meme_liste():
    un, deux = "<h3>Un</h3><ul><li>a</li></ul>", "<h3>Un</h3><ul><li><p>a</p></li></ul>"
    assert reperer(un) == reperer(deux)
