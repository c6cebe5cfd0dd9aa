"""Floors: each part of the house imports only what is below it, features never import each other (docs/ARCHITECTURE.md)."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from tests.coherence.arbre import Import, imports, imports_du_texte, modules

#: From the cellar up. A part imports its own floor and those before it; parts of one floor never form a circle.
ETAGES = (
    # No rows and no opinion: the registries, the clock, the engine, the backup of any database, what frames every page.
    (
        "registre",
        "portraits",
        "rgpd",
        "tableur",
        "temps",
        "toile",
        "postgres",
        "sauvegarde",
        "presentation",
        "galerie",
        "templatetags",
        "documents",
    ),
    ("taches", "journal"),
    ("territoires", "themes"),
    ("espaces",),
    ("middleware",),  # the doors of a request ask the one rule
    ("courriels", "liens"),
    ("membres",),
    ("publications",),
    ("catalogue", "recherche"),
    ("groupes",),
    ("bilan", "gestion"),
)
#: Above every floor: what puts the house together. Only these import them.
COMBLES = {
    "accueil": {"centre.urls"},
    "prise_de_poste": {"centre.urls"},
    "urls": set(),
    "wsgi": set(),
    "settings": set(),
    "lanceur": {"centre.demo", "manage"},
    "demo": {"manage"},
    "preparation": {"centre.demo"},
    "enfants": {"centre.demo", "centre.preparation"},
}
FONCTIONS = ("extranet", "jeudis", "ressources", "echos")
LABELS = ("extranet", "jeudis", "bibliotheque", "moisson", "liens_morts", "echos")
RANG = {partie: rang for rang, parties in enumerate(ETAGES) for partie in parties}


def partie(module: str) -> str:
    """``centre.espaces.acces`` belongs to « espaces », a feature to itself."""
    morceaux = module.split(".")
    return morceaux[1] if morceaux[0] == "centre" and len(morceaux) > 1 else morceaux[0]


def faute(i: Import) -> str:
    """What is wrong with an import, in words; "" when nothing is."""
    de, vers = partie(i.de), partie(i.vers)
    if vers in COMBLES:
        return "" if de == vers or i.de in COMBLES[vers] else f"{i.de} → {i.vers} : au-dessus de tout"
    if de == vers or de in COMBLES:
        return ""
    if vers in FONCTIONS:
        return f"{i.de} → {i.vers} : personne n’importe une fonction"
    if de not in FONCTIONS and RANG[vers] > RANG[de]:
        return f"{i.de} → {i.vers} : vers le haut"
    return ""


TOUS = [i for module in modules("centre", *FONCTIONS) for i in imports(module)]


def test_chaque_partie_a_son_etage():
    parties = {partie(i.de) for i in TOUS} | {partie(i.vers) for i in TOUS}
    assert parties - RANG.keys() - COMBLES.keys() - set(FONCTIONS) - {"centre"} == set()


def test_on_n_importe_que_vers_le_bas():
    assert [f for f in map(faute, TOUS) if f] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("centre.espaces.acces", "from centre.membres.models import Membre"),
        ("centre.espaces.acces", "def f():\n    from centre.membres import models"),
        ("centre.themes.views", "from ..publications.models import Publication"),
        ("centre.registre", "import centre.espaces.models"),
        ("centre.publications.models", "from echos.models import Echo"),
        ("echos.views", "from extranet.models import ActualitePage"),
        ("centre.gestion.views", "from centre.accueil import espace"),
        ("echos.views", "from centre.demo import lancer"),
    ],
)
def test_un_import_interdit_est_vu(module, source):
    assert [faute(i) for i in imports_du_texte(source, module) if faute(i)]


def test_aucun_cercle_entre_les_parties():
    suites: dict[str, set[str]] = {}
    for i in TOUS:
        if partie(i.de) != partie(i.vers):
            suites.setdefault(partie(i.de), set()).add(partie(i.vers))
    while libres := {p for p, vers in suites.items() if not vers & suites.keys()}:
        suites = {p: vers for p, vers in suites.items() if p not in libres}
    assert suites == {}


def test_les_fonctions_ne_se_tiennent_par_aucune_cle():
    """Nor does anything below point to them: what crosses goes through the catalogue."""
    liens = [(modele, champ.related_model) for modele in apps.get_models(include_auto_created=True) for champ in modele._meta.get_fields()
             if isinstance(champ, models.ForeignKey | models.ManyToManyField)]  # fmt: skip
    vers_une_fonction = [(a._meta.label, b._meta.label) for a, b in liens if b._meta.app_label in LABELS]
    assert [(a, b) for a, b in vers_une_fonction if a.split(".")[0] != b.split(".")[0]] == []
