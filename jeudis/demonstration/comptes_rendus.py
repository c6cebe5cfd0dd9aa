"""Stage of the demonstration: the compte rendu of the cycle of 2007, decisions, a relecture; at the end, two dossiers."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.espaces.models import Espace
from centre.publications import operations as ecriture
from centre.registre import Demonstration
from centre.themes.models import Theme

from .. import operations
from ..models import CompteRendu, Decision, Dossier, Jeudi
from .saison import DEMO

P2 = (
    "<h3>Ce que la promotion a travaillé</h3><p>Trois séances, trois villes : animer à Rouen, produire à Doudeville, évaluer à "
    "Évreux. Chaque participant·e est reparti·e avec le plan de travail de son propre conseil.</p><h3>À retenir</h3><ul><li><p>Un "
    "conseil qui choisit lui-même une saisine sur trois travaille mieux sur les deux autres.</p></li></ul>"
    '<h3 class="reserve">Entre nous</h3><p>Deux conseils cherchent encore leur animation : en parler avec la Région.</p>'
    "<h3>D’ici la prochaine séance</h3><p>Un journal de bord, une page par mois.</p>"
)
#: Rank of the Jeudi in the season; what, the member or the words who, days from today, reserved.
DECISIONS: list[tuple[int, str, str, int, bool]] = [
    (0, "Mettre en commun les règlements intérieurs des conseils de développement", "pays", 21, False),
    (0, "Demander à la Région le calendrier des prochains contrats", "animatrice", -9, True),
    (1, "Relire le guide « Lire une loi de finances » avant sa mise en ligne", "ville", 12, False),
    (2, "Proposer une date de visite à l’équipe de réussite éducative", "le groupe de travail", 30, False),
]
DOSSIERS = (
    {
        "cle": "dossier-participation", "titre": "La parole des habitants, vingt ans après", "espace": "ouvert",
        "chapo": "Conseils de développement, conseils citoyens, réunions publiques : ce que le réseau en a appris.",
        "texte": "<p>Ce dossier se lit dans l’ordre : d’abord <strong>d’où l’on vient</strong>, puis ce qui a été essayé, enfin ce que "
        "l’on peut refaire dès demain.</p><h3>Par où commencer</h3><p>Le premier compte rendu donne l’histoire ; les documents "
        "donnent les outils.</p>",
        "themes": ["conseil-developpement", "participation-habitants", "citoyennete"],
        "lien": ("Vos droits face aux services publics : le Défenseur des droits", "https://www.defenseurdesdroits.fr/"),
    },
    {
        "cle": "dossier-contrats", "titre": "Contrats de territoire : s’y retrouver", "espace": "reseau",
        "chapo": "Du contrat de ville aux contrats d’aujourd’hui, pour qui arrive sur un poste.",
        "texte": "<p>Les sigles changent, le travail demeure : ce dossier suit un même métier à travers quatre générations de contrats.</p>",
        "themes": ["contractualisation", "contrats-ville", "finances"],
        "lien": ("Données personnelles : les règles pour les collectivités", "https://www.cnil.fr/"),
    },
)  # fmt: skip
GARDES = ("compte_rendu", "ressource", "echo", "actualite", "membre")


def peupler_les_comptes_rendus(demo: Demonstration) -> None:
    """What surrounds the comptes rendus, then, when everything is there, the dossiers; what is there already stays."""
    if not CompteRendu.objects.filter(jeudi__jeton=uuid.uuid5(DEMO, "p2")).exists():
        _cycle(demo)
    for rang, ligne in enumerate(DECISIONS):
        _decider(demo, rang, ligne)
    _faire_relire(demo)
    demo.a_la_fin.append(peupler_les_dossiers)


@transaction.atomic
def _cycle(demo: Demonstration) -> None:
    """The cycle of 2007, its compte rendu in two editions, in one series with the season's Jeudi on the same subject."""
    animatrice = demo.acquis["membres"]["animatrice"]
    jeudi = Jeudi.objects.get(jeton=uuid.uuid5(DEMO, "p2"))
    reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
    objet = operations.commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=animatrice, exemple=True)
    texte = objet.version_a_modifier()
    texte.resume = "Trois séances pour animer, produire et évaluer : ce que dix-huit personnes en ont gardé."
    texte.texte = P2
    if marque := demo.canari("reseau", "compte_rendu", objet.pk):
        texte.texte += f'<p class="reserve">{marque}</p>'
    ecriture.enregistrer(publication=texte, par=animatrice, version_lue=objet.latest_revision_id)
    ecriture.publier(publication=objet, par=animatrice, quand=dt.datetime(2007, 6, 14, 8, tzinfo=dt.UTC))
    for sien in (jeudi, _de_la_saison(0)):
        operations.ranger_dans_la_serie(jeudi=sien, serie="Conseils de développement", par=animatrice)


def _de_la_saison(rang: int) -> Jeudi:
    return Jeudi.objects.get(jeton=uuid.uuid5(DEMO, f"saison-{rang}"))


def _decider(demo: Demonstration, rang: int, ligne: tuple[int, str, str, int, bool]) -> None:
    jeudi, quoi, qui, jours, reservee = ligne
    jeton = uuid.uuid5(DEMO, f"decision-{rang}")
    if Decision.objects.filter(jeton=jeton).exists():
        return
    membre = demo.acquis["membres"].get(qui)
    decision = operations.decider(
        compte_rendu=CompteRendu.objects.get(jeudi=_de_la_saison(jeudi)), jeton=jeton, quoi=quoi, responsable=membre,
        qui="" if membre else qui, pour_le=demo.aujourd_hui + dt.timedelta(days=jours), reservee=reservee,
        par=demo.acquis["membres"]["animatrice"],
    )  # fmt: skip
    espace = decision.compte_rendu.espace.slug if reservee or decision.compte_rendu.espace_publique is None else "ouvert"
    Decision.objects.filter(pk=decision.pk).update(quoi=demo.marquer(quoi, espace, "decision", decision.pk))


def _faire_relire(demo: Demonstration) -> None:
    """The compte rendu being written of the last Jeudi: one speaker has not answered yet."""
    jeudi, animatrice = _de_la_saison(3), demo.acquis["membres"]["animatrice"]
    if CompteRendu.objects.filter(jeudi=jeudi).exists():
        return
    reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
    objet = operations.commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=animatrice, exemple=True)
    if marque := demo.canari("equipe", "compte_rendu", objet.pk):
        texte = objet.version_a_modifier()
        texte.texte += f"<p>{marque}</p>"
        ecriture.enregistrer(publication=texte, par=animatrice, version_lue=objet.latest_revision_id)
    operations.faire_relire(
        compte_rendu=objet, nom="Odile Vasseur", adresse="odile.vasseur@intervenants.example", partie="",
        avant_le=demo.aujourd_hui + dt.timedelta(days=5), par=animatrice,
    )  # fmt: skip


def peupler_les_dossiers(demo: Demonstration) -> None:
    """Two dossiers made of what is published on their themes, the public one with a dated edition."""
    for ligne in DOSSIERS:
        if not Dossier.objects.filter(jeton=uuid.uuid5(DEMO, str(ligne["cle"])), live=True).exists():
            _dossier(demo, ligne)


@transaction.atomic
def _dossier(demo: Demonstration, ligne: dict[str, Any]) -> None:
    animatrice = demo.acquis["membres"]["animatrice"]
    dossier = Dossier(jeton=uuid.uuid5(DEMO, ligne["cle"]), titre=ligne["titre"], chapo=ligne["chapo"], texte=ligne["texte"])
    dossier.themes = list(Theme.objects.filter(slug__in=ligne["themes"]))
    dossier = operations.creer_dossier(
        dossier=dossier, espace=Espace.objects.get(slug=ligne["espace"]), par=animatrice, exemple=True
    )
    if marque := demo.canari(ligne["espace"], "dossier", dossier.pk):
        texte = dossier.version_a_modifier()
        texte.titre, texte.chapo, texte.texte = texte.titre + marque, texte.chapo + marque, f"{texte.texte}<p>{marque}</p>"
        ecriture.enregistrer(publication=texte, par=animatrice, version_lue=dossier.latest_revision_id)
    dossier = ecriture.publier(publication=dossier, par=animatrice, quand=timezone.now() - dt.timedelta(days=2))
    for entree in _sur(ligne["themes"]):
        operations.ajouter_au_dossier(dossier=dossier, entree=entree, par=animatrice)
    titre, adresse = ligne["lien"]
    marque = demo.canari(ligne["espace"], "lien", dossier.pk)
    operations.lier_au_dossier(dossier=dossier, titre=titre + marque, adresse=adresse, par=animatrice)
    if ligne["espace"] == "ouvert":
        operations.dater_une_edition(dossier=dossier, par=animatrice)


def _sur(themes: list[str]) -> list[Entree]:
    """Of each type, the latest on these themes."""
    entrees = Entree.objects.courantes().filter(themes__slug__in=themes, rang=0).distinct()
    return [entree for type_ in GARDES for entree in entrees.du_type(type_).recentes()[: 1 if type_ == "membre" else 3]]
