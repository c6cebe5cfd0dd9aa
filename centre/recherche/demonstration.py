"""Stage of the demonstration: questions that found nothing, a pin, searches kept."""

from __future__ import annotations

from django.http import QueryDict

from centre.catalogue.models import Entree
from centre.registre import Demonstration

from .epingles import epingler
from .gardees import garder
from .models import Epingle, QuestionVaine
from .questions import cle_de, demander

#: (words, how often, the accounts that asked to be told).
QUESTIONS = [
    ("permis social à Fécamp", 4, ("pays", "agglo")),
    ("covoiturage domicile-travail en plateau", 3, ("ville",)),
    ("budget participatif des lycées", 2, ()),
    ("bus à la demande le dimanche", 1, ()),
]
#: (account, address of the results, how often it is told of).
GARDEES = [
    ("pays", "q=conseil de développement", "hebdomadaire"),
    ("ville", "q=réussite éducative&type=ressource", "quotidienne"),
    ("agglo", "q=indicateurs", "hebdomadaire"),
]


def peupler_la_recherche(demo: Demonstration) -> None:
    """At the end, when what is searched is there."""
    demo.a_la_fin.append(_poser)


def _poser(demo: Demonstration) -> None:
    """Each as its account would; what is there already stays."""
    membres = demo.acquis["membres"]
    for mots, nb, qui in QUESTIONS:
        if QuestionVaine.objects.filter(cle=cle_de(mots)).exists():
            continue
        question = QuestionVaine.objects.create(cle=cle_de(mots), mots=mots, nb=nb, exemple=True)
        for compte in qui:
            demander(texte=mots, membre=membres[compte])
        question.mots = demo.marquer(mots, "equipe", "question_vaine", question.pk)
        question.save(update_fields=["mots"])
    for compte, adresse, frequence in GARDEES:
        parametres = QueryDict(adresse)
        garder(membre=membres[compte], mots=parametres["q"], parametres=parametres, frequence=frequence)
    entree = Entree.objects.filter(type="ressource", titre__startswith="Des contrats de ville aux CUCS").order_by("rang").first()
    if entree is not None and not Epingle.objects.filter(entree=entree).exists():
        epingler(mots="cucs", entree=entree, ecartee=False, par=membres["animatrice"])
