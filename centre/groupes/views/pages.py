"""The list of groupes, the room of each, its door; opening and settling one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from centre.espaces.acces import ids, peut
from centre.espaces.enums import Niveau
from centre.espaces.vues import reserve_a_l_equipe
from centre.publications.forms import CommentaireForm

from .. import operations, salle
from ..acces import peut_animer, peut_fermer, peut_parler
from ..enums import EtatAdhesion, Porte
from ..forms import DemandeForm, GroupeForm, ReglageForm
from ..models import Adhesion, Groupe, inscrits

PAR_PAGE = 30


def trouver(request: HttpRequest, slug: str) -> Groupe:
    """The groupe whose room this reader may enter, or Http404: absent and forbidden are one answer."""
    return get_object_or_404(Groupe.objects.visibles_pour(request.user).select_related("espace"), espace__slug=slug)


def trouver_anime(request: HttpRequest, slug: str) -> Groupe:
    """The same, for those who animate it."""
    groupe = trouver(request, slug)
    if not peut_animer(groupe, request.user):
        raise Http404
    return groupe


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Mine, those that invite me, those I may enter or ask to."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    connus = Groupe.objects.connus_de(request.user).pour_la_liste()
    for mot in q.split():
        connus = connus.filter(Q(espace__nom__unaccent__icontains=mot) | Q(espace__description__unaccent__icontains=mot))
    page = Paginator(connus, PAR_PAGE).get_page(request.GET.get("page"))
    dedans = set(Groupe.objects.filter(espace_id__in=ids(request.user)).values_list("pk", flat=True))
    miennes = dict(Adhesion.objects.filter(membre=request.user.pk).values_list("groupe_id", "etat"))
    contexte = {
        "q": q,
        "page": page,
        "miens": [groupe for groupe in page if groupe.pk in dedans],
        "autres": [
            (groupe, EtatAdhesion(miennes[groupe.pk]) if groupe.pk in miennes else None)
            for groupe in page
            if groupe.pk not in dedans
        ],
        "demandes": _demandes(request, dedans),
        "peut_ouvrir": peut_fermer(None, request.user),
    }
    return render(request, "groupes/liste.html", contexte)


def _demandes(request: HttpRequest, dedans: set[int]) -> list[Adhesion]:
    """What waits for this member in the groupes they animate."""
    demandes = Adhesion.objects.a_traiter().filter(groupe_id__in=ids(request.user, Niveau.ANIMER)).filter(groupe_id__in=dedans)
    return list(demandes.select_related("groupe__espace", "membre"))


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The room, for those inside; the door, for those who may know of it."""
    return page(request, slug)


def page(request: HttpRequest, slug: str, **plus: Any) -> HttpResponse:
    """The same, with what else a view has to say on it."""
    groupe = get_object_or_404(Groupe.objects.connus_de(request.user).select_related("espace"), espace__slug=slug)
    mienne = Adhesion.objects.filter(groupe=groupe, membre=request.user.pk).first()
    contexte: dict[str, Any] = {"groupe": groupe, "adhesion": mienne, "etats": EtatAdhesion, "portes": Porte}
    if not peut(request.user, Niveau.CONSULTER, groupe.pk):
        contexte["demande_form"] = DemandeForm()
        return render(request, "groupes/porte.html", contexte | plus)
    return render(request, "groupes/groupe.html", contexte | _salle(request, groupe) | plus)


def _salle(request: HttpRequest, groupe: Groupe) -> dict[str, Any]:
    lecteur = request.user
    ecrits, fil = salle.derniers(groupe, lecteur), salle.messages_de(groupe)
    return {
        "agenda": salle.agenda(groupe, lecteur),
        "ecrits": ecrits,
        "classeurs": salle.classeurs(groupe, lecteur),
        "fil": fil,
        "activite": salle.activite(groupe, ecrits, fil),
        "nombre": inscrits(groupe).count(),
        "en_est": groupe.nom_du_groupe in lecteur.noms_des_groupes,  # type: ignore[union-attr]
        "anime": peut_animer(groupe, lecteur),
        "parle": peut_parler(groupe, lecteur) and not groupe.ferme,
        "message_form": CommentaireForm(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@reserve_a_l_equipe
def creer(request: HttpRequest) -> HttpResponse:
    """Open a groupe."""
    form = GroupeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lus = form.cleaned_data
        groupe = operations.ouvrir_groupe(
            nom=lus["nom"], description=lus["description"], porte=Porte(lus["porte"]), par=request.user
        )
        messages.success(request, "Le groupe est ouvert. Il vous reste à inviter ses membres.")
        return redirect("groupes:membres", slug=groupe.espace.slug)
    return render(request, "groupes/creer.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def regler(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, words, door, note; for the team, closing and opening again."""
    groupe = trouver_anime(request, slug)
    geste = request.POST.get("geste", "")
    if geste in ("fermer", "rouvrir"):
        return _ouvrir_ou_fermer(request, groupe, geste)
    initial = {"nom": groupe.espace.nom, "description": groupe.espace.description, "porte": groupe.porte, "note": groupe.note}
    form = ReglageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        lus = form.cleaned_data
        operations.regler(
            groupe=groupe, nom=lus["nom"], description=lus["description"], porte=Porte(lus["porte"]), note=lus["note"],
            par=request.user,
        )  # fmt: skip
        messages.success(request, "Le groupe est à jour.")
        return redirect(groupe)
    contexte = {"groupe": groupe, "form": form, "peut_fermer": peut_fermer(groupe, request.user)}
    return render(request, "groupes/regler.html", contexte, status=422 if form.errors else 200)


def _ouvrir_ou_fermer(request: HttpRequest, groupe: Groupe, geste: str) -> HttpResponse:
    if not peut_fermer(groupe, request.user):
        raise Http404
    if geste == "fermer":
        operations.fermer(groupe=groupe, par=request.user)
        messages.success(request, "Le groupe est fermé : seules les personnes qui l’animent le lisent. Rien n’est perdu.")
    else:
        operations.rouvrir(groupe=groupe, par=request.user)
        messages.success(request, "Le groupe est rouvert, avec les membres qu’il avait.")
    return redirect(groupe)
