"""The one search box, and the titles it proposes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..epingles import choix_de_l_equipe
from ..extraits import resultats
from ..facettes import Groupe, Trouvees, choisies, compter, restriction
from ..models import Texte
from ..moteur import PARTOUT, PLAFOND, Candidats, Portee, chercher, par_les_index
from ..portees import portee_de
from ..questions import noter
from ..requete import Requete, corriger, lectures, lire, nettoyer
from ..suggestions import suggerer

PAR_PAGE = 20
#: Up to that many reserved results are « quelques »: never an exact count (DESIGN §2, Refusal).
QUELQUES = 10


@dataclass(frozen=True)
class Question:
    """What is asked: the words, the order, whether they are taken as they are, and where."""

    requete: Requete
    exacte: bool
    par_date: bool
    portee: Portee
    #: Pks the team left out of it.
    sauf: tuple[int, ...] = ()

    def avec(self, texte: str) -> Question:
        """The same, of other words."""
        return replace(self, requete=lire(texte, exacte=self.exacte))


@login_not_required
@require_safe
def recherche(request: HttpRequest) -> HttpResponse:
    """``?q=`` with the facets ticked, ``dans=`` (address of a groupe, territoire, thème or dossier), ``tri=date``, ``exact=1``.

    ``telle=1``: nothing is corrected. The same page for everybody, with what each may read. Always answers 200.
    """
    q = nettoyer(request.GET.get("q", ""))
    tri, exacte = "date" if request.GET.get("tri") == "date" else "pertinence", request.GET.get("exact") == "1"
    dans, portee = portee_de(request.user, request.GET.get("dans", ""))
    contexte: dict[str, Any] = {"q": q, "tri": tri, "exacte": exacte, "dans": dans, "sans_recherche": True}
    if q:
        contexte |= _trouver(request, Question(lire(q, exacte=exacte), exacte, tri == "date", portee))
    return render(request, "recherche/recherche.html", contexte)


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles for a question still being typed (``q``, ``dans``): a plain page, of which ``suggestions.js`` shows the list."""
    q = nettoyer(request.GET.get("q", ""))
    dans, portee = portee_de(request.user, request.GET.get("dans", ""))
    contexte = {"q": q, "dans": dans, "entrees": suggerer(request.user, q, portee), "sans_recherche": True}
    return render(request, "recherche/suggestions.html", contexte)


def _trouver(request: HttpRequest, question: Question) -> dict[str, Any]:
    """The rows this reader may read, counted once; the page asked for; what to say about them."""
    epinglees, sauf = choix_de_l_equipe(request.user, question.requete.texte)
    question = replace(question, sauf=tuple(sauf))
    candidats, corrigee = _candidats(request, question), None
    if not candidats.lignes and (autre := corriger(question.requete.texte)):
        question_corrigee = question.avec(autre)
        if (trouves := _candidats(request, question_corrigee)).lignes:
            corrigee = question_corrigee.requete
            if request.GET.get("telle") != "1":
                question, candidats = question_corrigee, trouves
    requete, choix = question.requete, choisies(request.GET)
    trouvees, groupes = _affiner(request, question, candidats, choix)
    page = Paginator(trouvees.retenues(choix), PAR_PAGE).get_page(request.GET.get("page"))
    reserves = "" if question.portee != PARTOUT else _reserves(request, requete)
    vaine = not candidats.lignes and not epinglees and bool(requete.stricte) and question.portee == PARTOUT
    if vaine and not reserves and request.method == "GET":
        noter(requete.texte)
    return {
        "requete": requete,
        "epinglees": epinglees if page.number == 1 and question.portee == PARTOUT else [],
        "vaine": vaine,
        "page": page,
        "resultats": resultats(request.user, page.object_list, requete.tsquery, trouvees),
        "total": page.paginator.count,
        "plein": candidats.plein,
        "plafond": PLAFOND,
        "groupes": groupes,
        "affinee": any(choix.values()),
        "lectures": lectures(requete),
        "reserves": reserves,
        "corrigee": corrigee,
        "adresse": _adresse(request, requete),
    }


def _adresse(request: HttpRequest, requete: Requete) -> str:
    """What keeping this search, or following it, is about: the words that found, and what is ticked."""
    parametres = request.GET.copy()
    parametres["q"] = requete.texte
    for nom in ("page", "tri", "telle"):
        parametres.pop(nom, None)
    return parametres.urlencode()


def _candidats(request: HttpRequest, question: Question) -> Candidats:
    requete, portee = question.requete, question.portee
    ordre: dict[str, Any] = {"par_date": question.par_date, "preferees": requete.preferees}
    return chercher(request.user, requete.tsquery, portee=portee, sauf=question.sauf, **ordre)


def _affiner(
    request: HttpRequest, question: Question, candidats: Candidats, choix: dict[str, set[str]]
) -> tuple[Trouvees, list[Groupe]]:
    """The rows to draw the page from, and the facets. Past the cap, what is ticked is asked of the engine as well."""
    trouvees = compter(request.user, candidats.lignes)
    groupes = trouvees.groupes(choix)
    etroite = restriction(choix) if candidats.plein else []
    if etroite:
        precise = replace(question, portee=question.portee.restreindre(*etroite))
        trouvees = compter(request.user, _candidats(request, precise).lignes)
        neufs = {groupe.nom: groupe for groupe in trouvees.groupes(choix)}
        groupes = [g if choix[g.nom] else neufs[g.nom] for g in groupes if choix[g.nom] or g.nom in neufs]
    return trouvees, groupes


def _reserves(request: HttpRequest, requete: Requete) -> str:
    """What a visitor is told of results kept for the réseau: « quelques », « plus de 10 » or nothing. Facets do not narrow it."""
    if request.user.is_authenticated or not requete.tsquery:
        return ""
    with par_les_index():
        nb = Texte.objects.annoncees(request.user, requete.tsquery)[: QUELQUES + 1].count()
    return "" if not nb else "quelques" if nb <= QUELQUES else f"plus de {QUELQUES}"
