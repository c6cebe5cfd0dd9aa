"""Every app is built alike: same names for the same things, imported in the same order."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest
from django.apps import apps
from django.db import models

from tests.coherence.arbre import NOTRE_CODE, RACINE, imports, modules, nom_du_module, texte

NOS_APPS = [config for config in apps.get_app_configs() if config.name.split(".")[0] in NOTRE_CODE]
#: The order of imports inside an app; two names on one line do not import each other.
ORDRE = (("enums",), ("acces",), ("models",), ("operations",), ("taches", "courriels"), ("forms",), ("views",), ("branchements",))
RANG = {nom: rang for rang, noms in enumerate(ORDRE) for nom in noms}
#: Django's and Wagtail's own names.
DJANGO = {
    "__init__",
    "apps",
    "urls",
    "migrations",
    "management",
    "templatetags",
    "sitemaps",
    "wagtail_hooks",
    "donnees",
    "demonstration",
}
#: What else an app holds, each named after one idea of its own.
PROPRES = {
    "catalogue": {"adresses", "types", "origine"},
    "courriels": {"backends", "envoi", "rendu", "urls_gestion"},
    "espaces": {"vues"},
    "gestion": {"annulations", "classification", "conservation", "csp", "lot", "urls_membres"},
    "groupes": {"salle"},
    "journal": {"lecture"},
    "liens": {"gestes"},
    "membres": {
        *(
            "branchements_entrees",
            "demonstration_entrees",
            "import_des_membres",
            "importation",
            "lecture_des_listes",
            "lecture_des_ods",
        ),
        *("lecture_des_personnes", "listes_d_adresses", "noms", "rapprochements", "urls_gestion"),
        "protocole",
        "urls_vie",
        "demonstration_fiches",
        "fiches",
        "projection",
        "urls_annuaire",
        "adaptateur",
        "appareils",
        "oidc",
        "urls_oidc",
        "lecteurs",
        "mots_du_journal",
        "verifications",
        "lecture_des_archives",
    },
    "publications": {
        *(
            "commentaires",
            "donnees",
            "extraction",
            "fichiers",
            "historique",
            "images",
            "lecture_des_fichiers",
            "matiere",
            "portraits",
        ),
        *("accessibilite", "relecture", "telechargements", "texte_riche", "urls_communes", "versions"),
    },
    "recherche": {
        *("echelle", "epingles", "expressions", "extraits", "facettes", "gardees", "moteur", "passages", "portees", "questions"),
        *("requete", "suggestions", "urls_compte", "urls_gestion", "vecteurs", "verification"),
    },
    "taches": {"file", "ouvrier", "sante"},
    "territoires": {"departements", "frise", "monde"},
    "themes": {"thesaurus", "vocabulaire"},
    "echos": set(),
    "jeudis": {
        *(
            "agenda_personnel",
            "calendrier",
            "copies",
            "documents",
            "etapes",
            "evenements_ics",
            "formes",
            "lecture_ics",
            "passerelle",
        ),
        *("pointage", "urls_attestations", "urls_dossiers", "vacances"),
    },
    "bibliotheque": {
        *("auteurs", "citations", "dates", "doublons", "dublin_core", "fabrique", "propositions"),
        *("import_des_comptes_rendus", "import_des_documents", "import_des_notices", "import_des_references"),
        *("lecture_des_notices", "lecture_des_ris"),
    },
    "moisson": {"demandes", "reponses"},
    "liens_morts": {"adresses"},
    "extranet": {"blocs", "flux"},
}
#: Imports against the order, made late, inside a function.
TARDIFS = {
    ("espaces", "acces", "models"): "the rule is asked of rows, whose QuerySets are written with the rule's own words",
    ("membres", "acces", "models"): "the rule of the fiche is asked of members, whose QuerySets are written with its words",
    ("groupes", "operations", "courriels"): "a place that changes and its mail are one operation",
    ("bibliotheque", "operations", "courriels"): "an answer to a request and its mail are one operation",
    ("jeudis", "operations", "courriels"): "a change of a registration and its mail are one operation",
    ("publications", "operations", "courriels"): "the author of a text is told of a comment by the operation that stores it",
    ("extranet", "models", "forms"): "Wagtail builds a page's context in its model, and the list's filters are a form",
}


def contenu(config) -> set[str]:
    return {enfant.stem for enfant in (RACINE / config.name.replace(".", "/")).iterdir() if enfant.suffix in ("", ".py")} - {
        "__pycache__"
    }


@pytest.mark.parametrize("config", NOS_APPS, ids=lambda c: c.label)
def test_label_court_et_nom_lisible(config):
    assert config.label == config.name.rsplit(".", 1)[-1]
    classe = next(n for n in ast.walk(ast.parse(texte_de(config, "apps"))) if isinstance(n, ast.ClassDef))
    poses = {cible.id for n in classe.body if isinstance(n, ast.Assign) for cible in n.targets if isinstance(cible, ast.Name)}
    assert {"name", "label", "verbose_name"} <= poses


@pytest.mark.parametrize("config", NOS_APPS, ids=lambda c: c.label)
def test_les_memes_noms_partout(config):
    noms = contenu(config)
    assert {"__init__", "apps", "branchements"} <= noms
    assert noms - RANG.keys() - DJANGO - PROPRES[config.label] == set()


def test_ce_qui_a_une_maison_n_est_pas_ailleurs():
    """Tables in models.py, choices in enums.py."""
    for modele in apps.get_models():
        if modele.__module__.split(".")[0] in NOTRE_CODE:
            assert ".models" in modele.__module__, modele
    egares = [
        c
        for c in _sous_classes(models.TextChoices)
        if c.__module__.split(".")[0] in NOTRE_CODE and not c.__module__.endswith(".enums")
    ]
    assert egares == []


def test_l_ordre_des_imports_dans_chaque_app():
    fautes = []
    for config in NOS_APPS:
        graphe = _graphe(config)
        for nom in RANG.keys() & graphe.keys():
            for atteint in _atteints(nom, graphe):
                if atteint in RANG and (RANG[atteint] > RANG[nom] or (RANG[atteint] == RANG[nom] and atteint != nom)):
                    fautes.append((config.label, nom, atteint))
    assert fautes == []


def test_les_imports_tardifs_a_rebours_sont_choisis():
    trouves = set()
    for module in modules(*NOTRE_CODE):
        for i in imports(module):
            de, vers = i.de.split("."), i.vers.split(".")
            label = next((c.label for c in NOS_APPS if i.de.startswith(c.name + ".") and i.vers.startswith(c.name + ".")), None)
            if label and i.tardif and de[-1] != "apps":
                depuis, jusqu_a = de[de.index(label) + 1], vers[vers.index(label) + 1]
                if RANG.get(jusqu_a, -1) > RANG.get(depuis, RANG["operations"]):
                    trouves.add((label, depuis if depuis in RANG else "operations", jusqu_a))
    assert trouves == TARDIFS.keys()


def texte_de(config, nom: str) -> str:
    return next(texte(m) for m in modules(*NOTRE_CODE) if nom_du_module(m) == f"{config.name}.{nom}")


def _sous_classes(classe: type) -> list[type]:
    return [s for directe in classe.__subclasses__() for s in (directe, *_sous_classes(directe))]


def _graphe(config) -> dict[str, set[str]]:
    """Module of the app → modules of the app it imports at its top."""
    graphe: dict[str, set[str]] = defaultdict(set)
    prefixe = config.name + "."
    for module in modules(*NOTRE_CODE):
        nom = nom_du_module(module)
        if nom.startswith(prefixe):
            proches = {
                i.vers.removeprefix(prefixe).split(".")[0] for i in imports(module) if i.vers.startswith(prefixe) and not i.tardif
            }
            graphe[nom.removeprefix(prefixe).split(".")[0]] |= proches
    return graphe


def _atteints(depart: str, graphe: dict[str, set[str]]) -> set[str]:
    vus: set[str] = set()
    a_voir = {*graphe[depart]} - {depart}
    while a_voir:
        nom = a_voir.pop()
        vus.add(nom)
        a_voir |= graphe.get(nom, set()) - vus
    return vus - {depart}
