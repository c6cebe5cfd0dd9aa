"""Coming in, leaving; who is there; what is said there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from centre.membres.models import Membre
from centre.publications import commentaires as ecriture
from centre.publications.forms import CommentaireForm
from centre.publications.models import Commentaire

from .. import operations, salle
from ..acces import peut_animer, peut_fermer, peut_parler
from ..enums import RoleDansLeGroupe
from ..forms import AccueilForm, ChercherForm, DemandeForm, InvitationForm, RefusForm
from ..models import Adhesion, Groupe, inscrits
from .pages import page, trouver

PAR_PAGE = 50


@require_POST
def entrer(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter, ask to, accept or decline an invitation, leave: what the groupe's door allows now."""
    groupe = get_object_or_404(Groupe.objects.connus_de(request.user).select_related("espace"), espace__slug=slug)
    geste = request.POST.get("geste", "")
    membre = Membre.objects.get(pk=request.user.pk)
    try:
        dit = _entrer(request, groupe, membre, geste)
    except PermissionDenied:
        raise Http404 from None
    if isinstance(dit, HttpResponse):
        return dit
    messages.success(request, dit)
    reste = Groupe.objects.connus_de(membre).filter(pk=groupe.pk).exists()
    return redirect(groupe) if reste else redirect("groupes:liste")


def _entrer(request: HttpRequest, groupe: Groupe, membre: Membre, geste: str) -> str | HttpResponse:
    """What was done, in words; the page again when the form was refused."""
    gestes: dict[str, tuple[Callable[..., Any], str]] = {
        "rejoindre": (operations.rejoindre, "Vous êtes dans le groupe."),
        "accepter": (operations.entrer_par_invitation, "Vous êtes dans le groupe."),
        "decliner": (operations.decliner, "C’est noté : il n’en reste rien."),
        "quitter": (operations.quitter, "Vous avez quitté le groupe. Ce que vous y avez écrit reste à vous."),
    }
    if geste == "demander":
        form = DemandeForm(request.POST)
        if not form.is_valid():
            reponse = page(request, groupe.espace.slug, demande_form=form, form=form)
            reponse.status_code = 422
            return reponse
        operations.demander(groupe=groupe, membre=membre, message=form.cleaned_data["message"])
        return "Votre demande est partie ; vous recevrez la réponse par courriel."
    if geste not in gestes:
        raise Http404
    faire, dit = gestes[geste]
    faire(groupe=groupe, membre=membre)
    return dit


@require_POST
def dire(request: HttpRequest, slug: str) -> HttpResponse:
    """Write in the thread; a refused text is given back in its field."""
    groupe = trouver(request, slug)
    if not peut_parler(groupe, request.user) or groupe.ferme:
        raise Http404
    form = CommentaireForm(request.POST)
    if not form.is_valid():
        reponse = page(request, slug, message_form=form, form=form)
        reponse.status_code = 422
        return reponse
    message = ecriture.commenter(publication=groupe, texte=form.cleaned_data["texte"], par=request.user)
    return redirect(f"{groupe.get_absolute_url()}#commentaire-{message.pk}")


@require_POST
def dedire(request: HttpRequest, slug: str, message: int) -> HttpResponse:
    """Take a message back: its author, or who animates."""
    groupe = trouver(request, slug)
    cible = get_object_or_404(Commentaire.objects.sur(groupe).presents(), pk=message)
    if not ecriture.peut_retirer_commentaire(cible, groupe, request.user):
        raise Http404
    ecriture.retirer_commentaire(commentaire=cible, par=request.user)
    messages.success(request, "Le message est retiré.")
    return redirect(f"{groupe.get_absolute_url()}#fil")


@require_http_methods(["GET", "HEAD", "POST"])
def membres(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is there; for those who animate, who asks, who to invite, who is a guest."""
    groupe = trouver(request, slug)
    anime = peut_animer(groupe, request.user)
    formulaires = _formulaires(request, groupe) if anime else {}
    if request.method == "POST":
        if not anime:
            raise Http404
        if _agir(request, groupe, formulaires):
            return redirect("groupes:membres", slug=slug)
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    feuille = Paginator(salle.places(groupe, q), PAR_PAGE).get_page(request.GET.get("page"))
    contexte: dict[str, Any] = {"groupe": groupe, "page": feuille, "q": q, "anime": anime} | formulaires
    contexte |= {"places": salle.en_places(groupe, feuille.object_list, request.user), "invites": salle.invites(groupe)}
    contexte |= {"nomme": peut_fermer(groupe, request.user), "form": next((f for f in formulaires.values() if f.errors), None)}
    if anime:
        contexte |= _cherches(request, groupe, formulaires)
        contexte["demandes"] = Adhesion.objects.a_traiter().filter(groupe=groupe).select_related("membre")
    return render(request, "groupes/membres.html", contexte, status=422 if contexte["form"] else 200)


def _formulaires(request: HttpRequest, groupe: Groupe) -> dict[str, Any]:
    geste = request.POST.get("geste", "")
    return {
        "invitation": InvitationForm(request.POST if geste == "inviter" else None, groupe=groupe, par=request.user, prefix="i"),
        "accueil": AccueilForm(request.POST if geste == "accueillir" else None, groupe=groupe, par=request.user, prefix="a"),
        "refus": RefusForm(request.POST if geste == "refuser" else None, prefix=f"r{_pk(request, 'adhesion')}"),
    }


def _cherches(request: HttpRequest, groupe: Groupe, formulaires: dict[str, Any]) -> dict[str, Any]:
    """The search for whom to invite and what it found; the person of a refused form stays on the page."""
    chercher = ChercherForm(request.POST if request.method == "POST" else request.GET)
    trouves = chercher.trouver(groupe, request.user)
    refuse = next((f for f in (formulaires["invitation"], formulaires["accueil"]) if f.errors), None)
    vise = getattr(refuse, "cleaned_data", {}).get("membre")
    if vise is not None and vise not in trouves:
        trouves.insert(0, vise)
    contexte = {"chercher": chercher, "trouves": trouves[: ChercherForm.TROUVES], "vise": vise}
    return contexte | {"autres": len(trouves) > ChercherForm.TROUVES, "cherche": chercher.data.get("qui", "").strip()}


def _pk(request: HttpRequest, nom: str) -> int:
    valeur = request.POST.get(nom, "")
    return int(valeur) if valeur.isascii() and valeur.isdecimal() and len(valeur) < 18 else 0


def _agir(request: HttpRequest, groupe: Groupe, formulaires: dict[str, Any]) -> bool:
    """Do what was asked; False when a form was refused."""
    geste, par = request.POST.get("geste", ""), request.user
    if geste in ("inviter", "accueillir"):
        return _ouvrir_la_porte(request, groupe, formulaires["invitation" if geste == "inviter" else "accueil"], geste)
    if geste in ("accepter", "refuser"):
        adhesion = get_object_or_404(
            Adhesion.objects.select_related("groupe__espace"), pk=_pk(request, "adhesion"), groupe=groupe
        )
        return _repondre(request, adhesion, geste, formulaires["refus"])
    gens = inscrits(groupe) if geste in ("exclure", "nommer", "destituer") else Membre.objects.actifs()
    membre = get_object_or_404(gens.distinct(), pk=_pk(request, "membre"))
    if geste == "exclure":
        operations.exclure(groupe=groupe, membre=membre, par=par)
    elif geste == "retirer":
        operations.retirer_l_acces(groupe=groupe, membre=membre, par=par)
    elif geste in ("nommer", "destituer") and peut_fermer(groupe, par):
        role = RoleDansLeGroupe.COANIMATION if geste == "nommer" else RoleDansLeGroupe.MEMBRE
        operations.nommer(groupe=groupe, membre=membre, role=role, par=par)
    else:
        raise Http404
    messages.success(request, f"C’est fait pour {membre.nom_complet}.")
    return True


def _ouvrir_la_porte(request: HttpRequest, groupe: Groupe, form: Any, geste: str) -> bool:
    if not form.is_valid():
        return False
    membre = form.cleaned_data["membre"]
    try:
        if geste == "inviter":
            operations.inviter_au_groupe(groupe=groupe, membre=membre, par=request.user)
        else:
            operations.accueillir(groupe=groupe, membre=membre, jusqu_au=form.instant(), par=request.user)
    except PermissionDenied:
        form.add_error(None, "Ce groupe est fermé, ou cette personne vient d’y entrer.")
        return False
    messages.success(request, f"Un courriel part vers {membre.nom_complet}.")
    return True


def _repondre(request: HttpRequest, adhesion: Adhesion, geste: str, refus: Any) -> bool:
    if geste == "accepter":
        operations.accepter(adhesion=adhesion, par=request.user)
    elif refus.is_valid():
        operations.refuser(adhesion=adhesion, motif=refus.cleaned_data["motif"], par=request.user)
    else:
        return False
    messages.success(request, "La réponse part par courriel.")
    return True
