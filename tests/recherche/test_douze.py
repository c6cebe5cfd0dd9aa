"""Journey L1: the twelve searches of the network, each finding what it is about in the first three of a large library."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from centre.recherche.echelle import remplir
from centre.recherche.operations import actualiser_lexique, charger_synonymes, installer_les_equivalences
from centre.registre import annoncer
from centre.territoires.models import Territoire
from centre.themes.models import Theme
from centre.themes.operations import charger_themes

from .outils import Page

pytestmark = pytest.mark.django_db
NOTICES = Path(__file__).parents[2] / "ressources/bibliotheque/donnees/saison.json"

#: (title, espace, summary, text, year): what the network keeps of its own subjects.
DOCUMENTS = [
    ("Le CUCS de l’agglomération rouennaise : bilan à mi-parcours", "ouvert", "Trois ans de contrat.", "Le contrat urbain.", 2009),
    ("Réussite éducative : les équipes se racontent", "ouvert", "Parcours individuels.", "Un programme, des enfants.", 2007),
    ("Le dispositif de réussite éducative à Elbeuf", "ouvert", "Une année de dispositif.", "Référentes de parcours.", 2006),
    ("La direction régionale de l’équipement et les Pays", "ouvert", "Qui fait quoi.", "Services de l’État.", 2005),
    ("Conseils de développement des Pays : douze ans de participation", "ouvert", "Ce qu’ils sont devenus.", "Statuts.", 2011),
    ("Agenda 21 du Pays du Roumois", "ouvert", "Trente actions.", "Du diagnostic au plan.", 2008),
    ("Quartier de la Madeleine à Évreux : renouvellement urbain", "ouvert", "Les dix premières années.", "Démolir, bâtir.", 2010),
    ("La plus-value des Pays : États généraux de Caen, juin 2005", "reseau", "Onze équipes répondent.", "Une grille.", 2005),
    ("Un observatoire territorial : quels indicateurs ?", "ouvert", "Avec les données de l’INSEE.", "Trente-six fiches.", 2007),
    ("Permis social et mobilité à Fécamp", "ouvert", "Passer le permis pour travailler.", "Auto-école associative.", 2008),
    ("Caucriauville, au Havre : vivre dans un quartier prioritaire", "ouvert", "Paroles d’habitants.", "Une zone urbaine.", 2016),
    ("Feuille d’émargement de la journée du 16 novembre 2006", "reseau", "Des contrats de ville aux CUCS.", "Présents.", 2006),
    ("Vernon : le quartier prioritaire des Boutardes et des Valmeux", "ouvert", "Un contrat de ville.", "Équipements.", 2019),
]  # fmt: skip
#: (what is typed, words of the title expected, whether one must have signed in).
RECHERCHES = [
    *[("cucs", "CUCS de l’agglomération", False), ("reussite educative", "Réussite éducative :", False)],
    *[("DRE", "dispositif de réussite éducative", False), ("DRE", "direction régionale", False)],
    ("conseils de dévelopement pays", "Conseils de développement des Pays", False),
    *[(q, "Agenda 21", False) for q in ("agenda21", "agenda 21", "agendas 21")],
    *[(f"{q} madeleine", "Madeleine", False) for q in ("Evreux", "Évreux", "EVREUX")],
    ("plus value des pays caen 2005", "plus-value des Pays", True),
    ("observatoire territorial indicateurs insee", "observatoire territorial", False),
    ("permi social mobilité fecamp", "Permis social", False),
    ("ZUS Le Havre caucriauville", "Caucriauville", False),
    ("émargement 16 novembre", "émargement", True),
    ("qpv vernon", "Vernon", False),
]
#: Common words of the same searches, one by one in the other documents.
AILLEURS = (
    *(
        "pays",
        "ville",
        "conseil",
        "développement",
        "social",
        "mobilité",
        "réussite",
        "Havre",
        "Vernon",
        "Évreux",
        "agenda",
        "Rouen",
    ),
    *("observatoire", "indicateurs", "novembre", "quartier", "Caen", "2005", "21", "16", "contrat", "permis", "éducative"),
)


@pytest.fixture
def bibliotheque(atelier):
    """The vocabulary, some territoires, our documents, the notices of the demonstration."""
    charger_themes()
    installer_les_equivalences()
    for nom, nature in (("Évreux", "commune"), ("Vernon", "commune"), ("Le Havre", "commune"), ("Pays du Roumois", "pays")):
        annoncer(Territoire.objects.create(nom=nom, slug=nom.lower().replace(" ", "-").replace("é", "e"), nature=nature))
    for theme in Theme.objects.filter(
        slug__in=["pays", "contrats-ville", "reussite-educative", "agenda21", "conseil-developpement"]
    ):
        annoncer(theme)
    for titre, espace, resume, texte, annee in DOCUMENTS:
        atelier.faire(titre, espace, resume=resume, texte=texte, date=dt.date(annee, 6, 1))
    for notice in json.loads(NOTICES.read_text(encoding="utf-8")):
        espace = notice["espace"] if notice["espace"] in ("ouvert", "reseau") else "reseau"
        texte = " ".join(p for s in notice["sections"] for p in (s["titre"], *s["paragraphes"]))
        atelier.faire(notice["titre"], espace, resume=notice["resume"], texte=texte, date=dt.date(notice["annee"], 6, 1))
    return atelier


def chercher_les_douze(personnes):
    charger_synonymes()
    actualiser_lexique()
    visiteur, membre = Client(), Client()
    membre.force_login(personnes["pays"], backend="django.contrib.auth.backends.ModelBackend")
    manquent = []
    for q, attendu, reserve in RECHERCHES:
        lu, dehors = Page(membre if reserve else visiteur, q=q).titres[:3], Page(visiteur, q=q).titres
        if not any(attendu in titre for titre in lu):
            manquent.append((q, attendu, lu))
        if reserve:
            assert not any(attendu in titre for titre in dehors), q
    assert manquent == []


def test_les_douze_recherches(bibliotheque, personnes):
    for _ in remplir(200, graine=1, melange=AILLEURS):
        pass
    chercher_les_douze(personnes)
    assert "DRE a plusieurs sens" in Page(Client(), q="DRE").texte
    assert "Résultats pour « conseils de développement pays »" in Page(Client(), q="conseils de dévelopement pays").texte


@pytest.mark.complet
def test_les_douze_recherches_parmi_vingt_mille(bibliotheque, personnes):
    for _ in remplir(20_000, graine=1, melange=AILLEURS):
        pass
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE catalogue_entree"), curseur.execute("ANALYZE recherche_texte")
    chercher_les_douze(personnes)
