"""What the page of a Jeudi shows beside its text: who speaks and when, documents, venue, link, cohort, the one before and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from centre.catalogue.models import Entree
from centre.espaces.acces import est_membre
from centre.groupes.models import Groupe
from centre.presentation import adresse
from centre.publications.models import Fichier
from centre.registre import suites

from .. import operations
from ..enums import Forme, Moment
from ..models import PARIS, Document, Jeudi


def contexte_du_contenu(request: HttpRequest, jeudi: Jeudi) -> dict[str, Any]:
    """For the page of ``jeudi``, as its reader may read it."""
    lecteur: Any = request.user
    documents = documents_lisibles(jeudi, lecteur)
    seances = list(jeudi.seances.prefetch_related("creneaux__intervenants"))
    return {
        "programme": seances,
        "a_des_creneaux": any(seance.creneaux.all() for seance in seances),
        "intervenants": list(jeudi.intervenants.all()),
        "documents": par_moment(documents),
        "documents_reserves": jeudi.documents.count() - len(documents) if est_membre(lecteur) or jeudi.est_publie else 0,
        "plan": jeudi.salle.plans.first() if jeudi.salle else None,
        "visio": operations.visio_pour(jeudi, lecteur),
        "cohorte": Groupe.objects.visibles_pour(lecteur).filter(pk=jeudi.cohorte_id).first() if jeudi.cohorte_id else None,
        "avancement": avancement(jeudi),
        "precedent": Jeudi.objects.visibles_pour(lecteur).filter(pk=jeudi.precedent_id).first() if jeudi.precedent_id else None,
        "suivant": jeudi.suivants.visibles_pour(lecteur).courants().order_by("premier_jour", "pk").first(),
    }


def documents_lisibles(jeudi: Jeudi, lecteur: Any) -> list[Any]:
    """The documents ``lecteur`` may open, each with its file (``leur_fichier``): two queries."""
    documents = list(Document.objects.visibles_pour(lecteur).filter(jeudi=jeudi).select_related("espace"))
    lisibles = Fichier.objects.visibles_pour(lecteur).filter(content_type=ContentType.objects.get_for_model(Document))
    fichiers = {fichier.object_id: fichier for fichier in lisibles.filter(object_id__in=[d.pk for d in documents])}
    ouvrables: list[Any] = [document for document in documents if document.pk in fichiers]
    for document in ouvrables:
        document.leur_fichier = fichiers[document.pk]
    return ouvrables


def par_moment(documents: list[Any]) -> list[tuple[str, list[Any]]]:
    """Before, during, after: what there is."""
    groupes = [(moment.label, [d for d in documents if d.moment == moment]) for moment in Moment]
    return [(libelle, siens) for libelle, siens in groupes if siens]


def avancement(jeudi: Jeudi) -> dict[str, int] | None:
    """Of a cycle with several séances: how many took place, how many in all."""
    seances = list(jeudi.seances.all())
    if jeudi.forme != Forme.CYCLE or len(seances) < 2:
        return None
    aujourd_hui = dt.datetime.now(PARIS).date()
    return {"tenues": sum(seance.jour < aujourd_hui for seance in seances), "total": len(seances)}


def propositions(documents: list[Any], lecteur: Any) -> None:
    """Each document learns, in ``suites``, what may be made of its file (words, address); nothing while it is not published."""
    offertes = [s for s in suites.values() if s.d_un_fichier and est_membre(lecteur) and s.peut(lecteur)]
    type_ = ContentType.objects.get_for_model(Document)
    entrees = Entree.objects.publies().visibles_pour(lecteur).filter(content_type=type_, object_id__in=[d.pk for d in documents])
    numeros = dict(entrees.values_list("object_id", "pk"))
    for document in documents:
        numero = numeros.get(document.pk)
        document.suites = [(s.d_un_fichier, f"{adresse(s.url_name)}?depuis={numero}") for s in offertes if numero]
