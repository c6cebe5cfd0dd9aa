"""Inviting, and accepting an invitation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe

from ..forms.acces import MotDePasseForm
from ..forms.invitations import AccepterInvitationForm, FiltreInvitations, InviterForm
from ..listes_d_adresses import Adresse, examiner
from ..models import Invitation, Membre
from ..operations import invitations as operations
from ..operations.entrees import DejaMembre
from .demandes import entrer, suggestions
from .file_des_demandes import noms_des_structures

PAR_PAGE = 50


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Every invitation, the last sent first."""
    filtre = FiltreInvitations(request.GET)
    invitations = filtre.appliquer(Invitation.objects.select_related("par"))
    page = Paginator(invitations, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "gestion/invitations.html", {"filtre": filtre, "page": page, "titre": "Invitations"})


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def inviter(request: HttpRequest) -> HttpResponse:
    """One address, a list, a file: first what would happen, line by line; then the mails."""
    poste = request.method == "POST"
    form = InviterForm(request.POST if poste else None, request.FILES if poste else None)
    contexte: dict[str, Any] = {"form": form, "titre": "Inviter", "structures": noms_des_structures()}
    if form.is_valid():
        examinees = examiner(form.cleaned_data["adresses"])
        if request.POST.get("geste") == "envoyer" and not any(adresse.illisible for adresse in examinees):
            return _envoyer(request, form, examinees)
        # The three ways become one list, that may be corrected before it is sent.
        saisie = request.POST.copy()
        for nom, valeur in {"liste": "\n".join(map(str, examinees)), "email": "", "prenom": "", "nom": ""}.items():
            saisie[nom] = valeur
        contexte |= {"form": InviterForm(saisie), "examinees": examinees, "pretes": _pretes(examinees)}
        contexte["form"].is_valid()
    statut = 422 if form.is_bound and (not form.is_valid() or request.POST.get("geste") == "envoyer") else 200
    return render(request, "gestion/inviter.html", contexte, status=statut)


def _pretes(examinees: list[Adresse]) -> list[Adresse]:
    return [adresse for adresse in examinees if not adresse.empechement]


@transaction.atomic
def _envoyer(request: HttpRequest, form: InviterForm, examinees: list[Adresse]) -> HttpResponse:
    envoyees = 0
    for adresse in _pretes(examinees):
        qui = {"email": adresse.email, "prenom": adresse.prenom, "nom": adresse.nom}
        try:
            envoyees += operations.inviter_a_entrer(par=request.user, **qui, **form.commun())[1]
        except DejaMembre:  # became one meanwhile
            continue
    sans = len(examinees) - envoyees
    suite = f" {sans} adresse{'s' if sans > 1 else ''} n’en avai{'en' if sans > 1 else ''}t pas besoin." if sans else ""
    if envoyees:
        messages.success(
            request, f"{envoyees} invitation{'s' if envoyees > 1 else ''} envoyée{'s' if envoyees > 1 else ''}.{suite}"
        )
    else:
        messages.warning(request, f"Aucune invitation envoyée.{suite}")
    return redirect("gestion_invitations")


@reserve_a_l_equipe
@require_POST
def renvoyer(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again, for thirty days."""
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        operations.envoyer_de_nouveau(invitation=invitation, par=request.user)
    except operations.InvitationClose:
        messages.warning(request, f"L’invitation de {invitation} a déjà reçu sa réponse, ou a été annulée.")
    else:
        messages.success(request, f"L’invitation repart vers {invitation.email}, pour trente jours.")
    return redirect("gestion_invitations")


@reserve_a_l_equipe
@require_POST
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        operations.revoquer_l_invitation(invitation=invitation, par=request.user)
    except operations.InvitationClose:
        messages.warning(request, f"L’invitation de {invitation} a déjà reçu sa réponse, ou a été annulée.")
    else:
        messages.success(request, f"L’invitation de {invitation} est annulée : son lien ne s’ouvre plus.")
    return redirect("gestion_invitations")


def acceptation(request: HttpRequest, lien: Any) -> HttpResponse:
    """What the link of an invitation does: shows what is noted, lets it be corrected, opens the account."""
    invitation: Invitation = lien.objet
    if not invitation.sans_reponse:
        return render(request, "membres/invitation_close.html", {"invitation": invitation})
    donnees = request.POST if request.method == "POST" else None
    form = AccepterInvitationForm(donnees, instance=invitation)
    qui = Membre(email=invitation.email, prenom=request.POST.get("prenom", ""), nom=request.POST.get("nom", ""))
    mot_de_passe = MotDePasseForm(donnees, membre=qui)
    if form.is_valid() and mot_de_passe.is_valid():
        try:
            membre = operations.accepter_l_invitation(
                invitation=invitation, mot_de_passe=mot_de_passe.cleaned_data["mot_de_passe"], **form.champs()
            )
        except (DejaMembre, operations.InvitationClose):
            return render(request, "membres/invitation_close.html", {"invitation": invitation}, status=422)
        return entrer(request, membre)
    contexte = {"form": form, "mot_de_passe": mot_de_passe, "invitation": invitation, "structures": suggestions()}
    return render(request, "membres/invitation.html", contexte, status=422 if form.is_bound else 200)
