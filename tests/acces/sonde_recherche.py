"""The probe's search: words that found nothing are the team's; a pin shows a restricted title to whoever may read it."""

from __future__ import annotations

from django.http import QueryDict

from centre.catalogue.models import Entree
from centre.recherche.epingles import epingler
from centre.recherche.gardees import garder
from centre.recherche.models import QuestionVaine
from centre.recherche.questions import demander, noter

from .publics import EQUIPE
from .sonde import Voliere, sonde

#: Calls of the rule whose removal another test sees.
VUS_AILLEURS = {
    ("centre.recherche.models.index", "TexteQuerySet.annoncees"): "tests/recherche/test_annonce.py",
    ("centre.recherche.models.gardees", "RechercheGardeeQuerySet.visibles_pour"): "tests/recherche/test_gardees.py",
    ("centre.recherche.views.questions", "question"): "tests/recherche/test_questions.py",
    ("centre.recherche.views.mots", "epingles"): "tests/recherche/test_epingles.py",
}


@sonde("recherche")
def recherche(v: Voliere) -> None:
    """Questions noted and awaited; the restricted échos pinned for a public question."""
    noter(v.canari("recherche sans résultat, mots", EQUIPE))
    demander(texte=v.canari("recherche attendue, mots", EQUIPE), membre=v.gens["ville"])
    for entree in Entree.objects.filter(type="echo").exclude(espace__slug="ouvert"):
        epingler(mots="épinglé", entree=entree, ecartee=False, par=v.gens["animatrice"])
    v.adresses |= {"/recherche/?q=épinglé", "/recherche/prevenir/?q=épinglé", "/gestion/recherche/"}
    for qui in ("pays", "ville"):
        mots = v.canari(f"recherche gardée de {qui}, mots", {qui})
        garder(membre=v.gens[qui], mots=mots, parametres=QueryDict())
        garder(membre=v.gens[qui], mots="essai", parametres=QueryDict())
    v.adresses |= {"/mon-compte/recherches/", "/recherche/flux.xml?q=essai", "/recherche/flux.xml?q=épinglé"}
    v.adresses |= {"/gestion/recherche/mots/", "/gestion/recherche/epingles/"}
    v.adresses |= {question.get_absolute_url() for question in QuestionVaine.objects.all()}
