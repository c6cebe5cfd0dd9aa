"""Stage of the demonstration: actualités of real territoires, fictitious facts marked as such."""

from __future__ import annotations

import datetime as dt
from typing import Any

from centre.registre import Demonstration
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .enums import Nature
from .models import ActualitePage
from .operations import creer_actualite

#: Days ago, nature, title, lead, text, themes, territoires.
ACTUALITES: list[tuple[int, Nature, str, str, str, list[str], list[str]]] = [
    (1, Nature.LOCALE, "Le Pays de Bray relance son conseil de développement",
     "Appel à candidatures ouvert aux habitants, aux associations et aux entreprises.",
     "<p>Le conseil se réunira quatre fois par an, à Neufchâtel-en-Bray et dans les bourgs. Chaque avis recevra une réponse écrite des élus, publiée avec l’avis.</p>",
     ["conseil-developpement", "participation-habitants"], ["pays-de-bray"]),
    (4, Nature.LOCALE, "Hauts de Rouen : la maison du projet ouvre le samedi",
     "Permanences tenues avec les habitants-relais, première synthèse au printemps.",
     "<p>Les permanences du samedi matin remplacent la réunion publique annuelle. On peut y voir la maquette, poser ses questions et laisser une remarque par écrit.</p>",
     ["renovation-urbaine", "participation-habitants"], ["rouen-les-hauts-de-rouen", "metropole-rouen-normandie"]),
    (8, Nature.NATIONALE, "Contrats de ville : trois repères pour préparer l’évaluation",
     "Ce qui est demandé, ce qui est utile, ce qui peut attendre.",
     "<p>Un calendrier partagé avec les partenaires, cinq questions posées aux habitants, et la liste de ce qu’on ne saura pas mesurer : c’est un bon début.</p>",
     ["contrats-ville", "evaluation"], []),
    (13, Nature.LOCALE, "Une tournée des bourgs pour parler mobilité",
     "Six étapes sur le Plateau de Caux, un minibus et une carte à compléter.",
     "<p>L’équipe va là où les gens sont déjà : marchés, sorties d’école, gares routières. Les trajets dessinés seront rendus publics.</p>",
     ["mobilite", "centres-bourgs"], ["pole-du-pays-plateau-de-caux-maritime"]),
    (20, Nature.NATIONALE, "Fonds européens : ce qui change pour les petits porteurs de projet",
     "Des coûts forfaitaires plus simples, à condition de s’y prendre tôt.",
     "<p>Le calcul au forfait évite de garder chaque facture. Il se décide au dépôt du dossier, pas après.</p>",
     ["europe", "finances"], []),
    (29, Nature.LOCALE, "Val-de-Reuil : la médiation en santé s’installe au centre-ville",
     "Deux médiatrices, une permanence par semaine, des rendez-vous accompagnés.",
     "<p>La permanence oriente et accompagne, sans remplacer le médecin. Les premiers mois serviront à repérer les horaires utiles.</p>",
     ["sante", "mediation"], ["val-de-reuil-centre-ville", "ca-seine-eure"]),
]  # fmt: skip


def peupler_actualites(demo: Demonstration) -> None:
    """Publish them as the animatrice would; those already there stay."""
    deja = set(ActualitePage.objects.values_list("title", flat=True))
    for jours, nature, titre, chapo, corps, themes, territoires in ACTUALITES:
        if titre not in deja:
            creer_actualite(
                titre=titre, chapo=chapo, corps=corps, nature=nature, date=demo.aujourd_hui - dt.timedelta(days=jours),
                themes=_dans(Theme, themes), territoires=_dans(Territoire, territoires), par=demo.acquis["membres"]["animatrice"], exemple=True,
            )  # fmt: skip


def _dans(modele: Any, slugs: list[str]) -> list[Any]:
    return list(modele.objects.filter(slug__in=slugs))
