"""Reading the agenda and one Jeudi."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from centre.espaces.acces import Audience, peut
from centre.espaces.enums import Niveau
from centre.publications.views.lecture import contexte_de_lecture, publique

from .. import operations
from ..acces import suit_les_personnes
from ..calendrier import calendrier, servir
from ..enums import EtatDuBesoin, EtatInscription, Forme
from ..evenements_ics import evenement_d_ailleurs
from ..models import Besoin, CompteRendu, Evenement, Inscription, Jeudi, Regles, Trajet
from .contenu import contexte_du_contenu

PAR_PAGE = 20
#: How many of others' events the agenda shows.
AILLEURS = 4


def lisibles(request: HttpRequest) -> Any:
    """The Jeudis whose page the reader may see."""
    return Jeudi.objects.visibles_pour(request.user)


def _liste(request: HttpRequest, jeudis: Any, *, passes: bool) -> HttpResponse:
    q, forme = request.GET.get("q", "").replace("\x00", "").strip()[:200], request.GET.get("forme", "")
    for mot in q.split():
        jeudis = jeudis.filter(titre__unaccent__icontains=mot) | jeudis.filter(lieu__unaccent__icontains=mot)
    if forme in Forme.values:
        jeudis = jeudis.filter(forme=forme)
    feuille = Paginator(jeudis, PAR_PAGE).get_page(request.GET.get("page"))
    _marquer(feuille.object_list, request.user)
    contexte = {
        "page": feuille,
        "q": q,
        "forme": forme,
        "formes": Forme.choices,
        "passes": passes,
        "peut_creer": peut_creer(request.user),
        "propose": operations.peut_proposer_un_besoin(request.user),
    }
    if not passes and feuille.number == 1 and not forme:
        contexte["ailleurs"] = _d_ailleurs(request.user, q)
    if peut_creer(request.user):
        contexte["brouillons"] = lisibles(request).brouillons().order_by("premier_jour", "pk")
    return render(request, "jeudis/liste.html", contexte)


def _d_ailleurs(membre: Any, q: str) -> Any:
    """The next events of others, below the Jeudis, marked « externe »."""
    evenements = Evenement.objects.visibles_pour(membre).publies().a_venir()
    for mot in q.split():
        evenements = evenements.filter(titre__unaccent__icontains=mot) | evenements.filter(lieu__unaccent__icontains=mot)
    return evenements.pour_la_liste()[:AILLEURS]


def _marquer(jeudis: Any, membre: Any) -> None:
    """Each Jeudi of a page learns the reader's own registration and whether its compte rendu is readable: two queries."""
    miennes = {}
    if membre.is_authenticated:
        miennes = {
            i.jeudi_id: i for i in Inscription.objects.de(membre).filter(jeudi__in=jeudis).exclude(etat=EtatInscription.ANNULEE)
        }
    lisibles = set(
        CompteRendu.objects.visibles_pour(membre).publies().filter(jeudi__in=jeudis).values_list("jeudi_id", flat=True)
    )
    for jeudi in jeudis:
        jeudi.mon_inscription = miennes.get(jeudi.pk)
        jeudi.compte_rendu_lisible = jeudi.pk in lisibles


def peut_creer(membre: Any) -> bool:
    """The team alone makes Jeudis."""
    return bool(getattr(membre, "est_de_l_equipe", False))


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """À venir, soonest first."""
    return _liste(request, lisibles(request).courants().a_venir().pour_la_liste(), passes=False)


@publique
@require_safe
def passes(request: HttpRequest) -> HttpResponse:
    """Passés, latest first, with their compte rendu or the date it is promised for."""
    return _liste(request, lisibles(request).courants().passes().pour_la_liste(), passes=True)


@publique
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The public calendar: what a visitor sees, whoever asks (calendars sign in nowhere).

    ``?forme=``, ``?theme=`` and ``?territoire=`` (slugs) keep those alone; ``?ailleurs=1`` adds others' events, marked « externe ».
    """
    ailleurs = Evenement.objects.visibles_pour(Audience()).publies().order_by("premier_jour", "pk")
    jeudis = Jeudi.objects.visibles_pour(Audience()).publies().order_by("premier_jour", "pk").pour_un_agenda()
    for parametre, champ in (("forme", "forme"), ("theme", "themes__slug"), ("territoire", "territoires__slug")):
        if valeur := request.GET.get(parametre, "").replace("\x00", ""):
            jeudis = jeudis.filter(**{champ: valeur})
            ailleurs = ailleurs.none() if champ == "forme" else ailleurs.filter(**{champ: valeur})
    autres = map(evenement_d_ailleurs, ailleurs) if "ailleurs" in request.GET else ()
    return servir(request, calendrier(jeudis, autres=autres))


@publique
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One Jeudi: what, when, where, for whom, and how to come."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The reading page, with what else a view has to say on it."""
    jeudi = get_object_or_404(lisibles(request).pour_la_liste().select_related("auteur", "salle"), slug=slug)
    _marquer([jeudi], request.user)
    contexte = {"jeudi": jeudi, "peut_s_inscrire": operations.peut_s_inscrire(jeudi, request.user)} | autour(jeudi)
    contexte["suit_les_personnes"] = suit_les_personnes(request.user, jeudi)
    contexte |= contexte_du_contenu(request, jeudi)
    contexte["besoins"] = _demandes(jeudi, request.user)
    return render(request, "jeudis/detail.html", contexte | contexte_de_lecture(request, jeudi) | plus)


def _demandes(jeudi: Any, lecteur: Any) -> Any:
    """What was asked for, and this Jeudi answers."""
    return Besoin.objects.visibles_pour(lecteur).filter(jeudi=jeudi, etat=EtatDuBesoin.PROGRAMME).classes()


def autour(jeudi: Any) -> dict[str, Any]:
    """What a page says to who is registered: why they wait, who else comes (those who agreed), whom to share a ride with."""
    mienne = jeudi.mon_inscription
    if mienne is None:
        return {}
    jeudi.mon_trajet = Trajet.objects.filter(inscription=mienne).first()
    contexte: dict[str, Any] = {"regles": Regles.objects.pour(jeudi), "motif": operations.motif_d_attente(mienne)}
    if mienne.etat == EtatInscription.INSCRIT:
        venues = jeudi.inscriptions.inscrits().filter(visible=True).avec_participant()
        contexte["participants"] = sorted((i.participant for i in venues), key=lambda qui: qui.cle_de_tri)
    return contexte


@publique
@require_safe
def seances_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar file of one Jeudi; with the link to follow it from afar for who holds a seat."""
    jeudi = get_object_or_404(lisibles(request).publies().select_related("espace").pour_un_agenda(), slug=slug)
    visio = operations.visio_pour(jeudi, request.user)
    reponse = servir(request, calendrier([jeudi], visio=visio), prive=visio is not None or not jeudi.espace.ouvert)
    reponse["Content-Disposition"] = f'attachment; filename="{jeudi.slug[:60]}.ics"'
    return reponse


def de_l_equipe(request: HttpRequest, slug: str) -> Jeudi:
    """The Jeudi of that address, for who animates its espace; Http404 to the others.

    A member who co-animates a groupe is one of them: what speaks of people asks ``jeudi_des_personnes``.
    """
    jeudi = get_object_or_404(lisibles(request), slug=slug)
    if not peut(request.user, Niveau.ANIMER, jeudi.espace_id):
        raise Http404
    return jeudi


def jeudi_des_personnes(request: HttpRequest, slug: str) -> Jeudi:
    """The Jeudi of that address, for who answers for the people who come to it; Http404 to the others."""
    jeudi = get_object_or_404(lisibles(request), slug=slug)
    if not suit_les_personnes(request.user, jeudi):
        raise Http404
    return jeudi
