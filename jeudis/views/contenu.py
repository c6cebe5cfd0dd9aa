"""What the page of a Jeudi shows beside its text: who speaks and when, documents, venue, link, cohort, the one before and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
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
        "cohorte": promotion(jeudi, lecteur),
        "avancement": avancement(jeudi),
        **voisins(jeudi, lecteur),
    }


def promotion(jeudi: Jeudi, lecteur: Any) -> Groupe | None:
    """The cohort's room, for who may enter it."""
    return Groupe.objects.visibles_pour(lecteur).filter(pk=jeudi.cohorte_id).first() if jeudi.cohorte_id else None


def voisins(jeudi: Jeudi, lecteur: Any) -> dict[str, Jeudi | None]:
    """The meeting before and the one after, of what recurs, as far as ``lecteur`` may read them."""
    lies = Q(pk=jeudi.precedent_id) | Q(precedent=jeudi)
    lisibles = list(Jeudi.objects.visibles_pour(lecteur).courants().filter(lies).order_by("premier_jour", "pk"))
    return {
        "precedent": next((autre for autre in lisibles if autre.pk == jeudi.precedent_id), None),
        "suivant": next((autre for autre in lisibles if autre.precedent_id == jeudi.pk), None),
    }


def documents_lisibles(jeudi: Jeudi, lecteur: Any) -> list[Any]:
    """The documents ``lecteur`` may open, each with its file (``leur_fichier``): two queries."""
    documents = list(Document.objects.visibles_pour(lecteur).filter(jeudi=jeudi).select_related("espace"))
    type_ = ContentType.objects.get_for_model(Document)
    joints = Fichier.objects.filter(content_type=type_, object_id__in=[document.pk for document in documents])
    fichiers = {fichier.object_id: fichier for fichier in joints}
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
    """Each document, which ``lecteur`` may open, learns in ``suites`` what may be made of its file (words, address).

    Nothing while it is not published.
    """
    offertes = [s for s in suites.values() if s.d_un_fichier and est_membre(lecteur) and s.peut(lecteur)]
    type_ = ContentType.objects.get_for_model(Document)
    entrees = Entree.objects.publies().filter(content_type=type_, object_id__in=[document.pk for document in documents])
    numeros = dict(entrees.values_list("object_id", "pk"))
    for document in documents:
        numero = numeros.get(document.pk)
        document.suites = [(s.d_un_fichier, f"{adresse(s.url_name)}?depuis={numero}") for s in offertes if numero]
