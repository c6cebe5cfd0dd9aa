"""What the search listens to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from centre.catalogue.types import type_de
from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import geste
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    Geste,
    LigneDeJournee,
    Precision,
    demonstration,
    donnees_de_membre,
    ecoutes,
    ecoutes_en_nombre,
    ecrans,
    installations,
    journee,
    lectures,
    nommer_les_gestes,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements
from centre.themes.models import Pluriel, Synonyme, Theme

from .demonstration import peupler_la_recherche
from .models import Attente, Equivalence, QuestionVaine, RechercheGardee
from .operations import apres_le_vocabulaire, desindexer, indexer, indexer_tous, installer_les_equivalences
from .passages import indexer_les_pages
from .questions import purger
from .views import arreter, confirmation


def apres_suppression(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A deleted object leaves the index in the transaction that deletes it."""
    if type_de(instance) is not None:
        desindexer(instance)


ecoutes.ajouter("recherche", indexer)
ecoutes_en_nombre.ajouter("recherche", indexer_tous)
lectures.ajouter("recherche", indexer_les_pages)
post_delete.connect(apres_suppression, dispatch_uid="recherche.apres_suppression")
installations.ajouter("equivalences", installer_les_equivalences)
demonstration.ajouter("recherche", peupler_la_recherche)
for modele in (Theme, Synonyme, Pluriel, Equivalence):
    for signal in (post_save, post_delete):
        signal.connect(apres_le_vocabulaire, sender=modele, dispatch_uid=f"recherche.vocabulaire.{modele.__name__}")

geste(Attente, Action.CONFIRMER)(confirmation)
geste(RechercheGardee, Action.DESINSCRIRE)(arreter)
declarer(Genre("alertes", "Ce que vos recherches gardées ont de nouveau"))
declarer(Genre("recherche_a_confirmer", "Confirmer une adresse", essentiel=True, avant_acceptation=True))
declarer(Genre("recherche_trouvee", "Ce que vous cherchiez est là"))
journee.ajouter(
    "recherches_vaines",
    LigneDeJournee(
        titre="Recherches sans résultat",
        url_name="gestion_recherche:questions",
        compter=lambda membre: QuestionVaine.objects.a_regarder().count(),
        aide="Montrer la page qui répond, apprendre un synonyme, ou clore. Qui l’a demandé est prévenu.",
    ),
)
ecrans.ajouter(
    "recherches_vaines",
    Ecran("Recherches sans résultat", "gestion_recherche:questions", "Publier", "Ce que l’on cherche et qui n’est pas là."),
)
ecrans.ajouter(
    "mots_de_la_recherche",
    Ecran(
        "Mots de la recherche",
        "gestion_recherche:mots",
        "Publier",
        "Synonymes, sigles à plusieurs sens, noms d’hier et d’aujourd’hui.",
    ),
)
ecrans.ajouter(
    "epingles",
    Ecran("Épingles de la recherche", "gestion_recherche:epingles", "Publier", "Ce qui vient en premier, ce qui est écarté."),
)
donnees_de_membre.ajouter(
    "recherche.Attente",
    DonneesDeMembre.par_cles(Attente, siennes=("membre",), montrer=("question__mots", "demandee_le", "prevenue_le")),
)
donnees_de_membre.ajouter(
    "recherche.RechercheGardee",
    DonneesDeMembre.par_cles(RechercheGardee, siennes=("membre",), montrer=("mots", "filtres", "frequence", "cree_le")),
)
traitements.ajouter(
    "recherches_gardees",
    Traitement(
        nom="Recherches gardées",
        finalite="Vous dire par courriel ce qu’une recherche a de nouveau, quand vous le demandez.",
        base=MISSION,
        donnees="Les mots et les filtres que vous gardez, et la fréquence choisie.",
        duree="Tant que vous les gardez ; effacées avec le compte.",
        acces="Vous seul·e.",
    ),
)
traitements.ajouter(
    "recherches_vaines",
    Traitement(
        nom="Recherches sans résultat, et demandes d’être prévenu·e",
        finalite="Savoir ce qui manque au portail, y répondre, et le dire à qui l’a demandé.",
        base=MISSION,
        donnees="Les mots cherchés, sans personne. Si vous le demandez seulement : votre compte ou votre adresse, à côté de la question.",
        duree="Les mots : un an après la dernière fois. Votre demande : trente jours après la réponse, un an au plus ; une adresse "
        "jamais confirmée : trois jours.",
        acces="L’équipe lit les mots et combien de personnes attendent, jamais qui.",
    ),
)
conservations.ajouter(
    "recherches_vaines",
    Conservation(
        "recherches_vaines",
        "Demandes d’être prévenu·e, recherches sans résultat",
        "30 jours après la réponse, 1 an au plus",
        purger,
    ),
)
nommer_les_gestes(
    {
        "recherche.repondre": "Réponse donnée à une recherche sans résultat",
        "recherche.synonyme": Geste("Synonyme appris d’une recherche", {"equivalent": Precision("on dit aussi")}),
        "recherche.clore": "Recherche sans résultat close",
        "recherche.epingler": "Page épinglée ou écartée d’une recherche",
        "recherche.desepingler": "Épingle retirée",
        "recherche.equivalence": "Équivalence ajoutée à la recherche",
        "recherche.equivalence_retiree": "Équivalence retirée de la recherche",
    }
)
