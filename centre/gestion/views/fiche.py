"""One member, seen by the team: what is known of them, and every gesture, each after a page that says what it does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.courriels.models import Courriel
from centre.espaces.enums import Nature, Public
from centre.espaces.models import Espace
from centre.espaces.vues import reserve_a_l_equipe
from centre.journal.lecture import lire
from centre.journal.models import Ligne
from centre.membres import operations
from centre.membres.appareils import appareils
from centre.membres.forms.vie import FermetureForm
from centre.membres.models import Depart, Fermeture, Membre, Note

from ..forms import DepartForm, FusionForm, NoteForm, PosteForm, RolesForm

DERNIERS = 12


def peut_effacer(qui: Any) -> bool:
    """Final deletion is the animatrice's (DESIGN §2): asked by the screen and by the server alike."""
    return Public.ANIMATRICE.value in qui.noms_des_groupes


@reserve_a_l_equipe
@require_safe
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """The member's page."""
    membre = get_object_or_404(Membre.objects.avec_poste().select_related("fusionne_dans", "presence"), pk=pk)
    return render(request, "gestion/membre.html", _contexte(request, membre, NoteForm()))


def _contexte(request: HttpRequest, membre: Membre, note: NoteForm) -> dict[str, Any]:
    groupes = [nom.removeprefix("groupe-") for nom in membre.noms_des_groupes if nom.startswith("groupe-")]
    lignes = Ligne.objects.sur(membre).select_related("acteur")
    return {
        "membre": membre,
        "titre": str(membre),
        "postes": membre.postes.select_related("structure").prefetch_related("territoires"),
        "roles": [role.label for role in operations.ROLES if role.value in membre.noms_des_groupes],
        "groupes": Espace.objects.filter(nature=Nature.GROUPE, slug__in=groupes),
        "appareils": appareils(membre),
        "courriels": Courriel.objects.de(membre).defer("texte", "html")[:DERNIERS],
        "notes": Note.objects.sur(membre),
        "lignes": lire(lignes[:DERNIERS], request.user),
        "depart": Depart.objects.prevus().filter(membre=membre).select_related("successeur").first(),
        "fermeture": Fermeture.objects.filter(membre=membre).first(),
        "form": note,
        "peut_effacer": peut_effacer(request.user),
    }


@reserve_a_l_equipe
@require_POST
def noter(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a note of the team; an empty one comes back with what is wrong."""
    membre = get_object_or_404(Membre.objects.avec_poste().select_related("fusionne_dans", "presence"), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "gestion/membre.html", _contexte(request, membre, form), status=422)
    operations.noter(membre=membre, texte=form.cleaned_data["texte"], par=request.user)
    return redirect("gestion_membre", pk=pk)


@reserve_a_l_equipe
@require_POST
def effacer_note(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Erase a note."""
    operations.effacer_note(note=get_object_or_404(Note, pk=note, membre=pk), par=request.user)
    messages.success(request, "La note est effacée.")
    return redirect("gestion_membre", pk=pk)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick roles, read what changes, confirm."""
    membre = get_object_or_404(Membre, pk=pk)
    siens = {role.value for role in operations.ROLES if role.value in membre.noms_des_groupes}
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": sorted(siens)})
    contexte = {"membre": membre, "form": form, "titre": "Rôles"}
    if request.method == "POST" and form.is_valid():
        voulus = set(form.cleaned_data["roles"])
        donnes, repris = [Public(r) for r in sorted(voulus - siens)], [Public(r) for r in sorted(siens - voulus)]
        if "confirmer" not in request.POST:
            return render(
                request, "gestion/membre_roles.html", contexte | {"donnes": donnes, "repris": repris, "confirmer": True}
            )
        try:
            operations.changer_les_roles(membre=membre, donnes=donnes, repris=repris, par=request.user)
        except ValidationError as refus:
            form.add_error("roles", refus)
        else:
            messages.success(request, f"Les rôles de {membre} sont enregistrés.")
            return redirect("gestion_membre", pk=pk)
    return render(request, "gestion/membre_roles.html", contexte, status=422 if form.errors else 200)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def poste(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member another post."""
    membre = get_object_or_404(Membre, pk=pk)
    actuel = membre.poste
    initial: dict[str, Any] = {"depuis": timezone.localdate()}
    if actuel is not None:
        initial |= {"structure": actuel.structure_id, "categorie": actuel.categorie, "fonction": actuel.fonction}
        initial["territoires"] = list(actuel.territoires.values_list("pk", flat=True))
    form = PosteForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        champs = form.cleaned_data | {"categorie": Public(form.cleaned_data["categorie"])}
        operations.affecter_poste(membre=membre, par=request.user, **champs)
        messages.success(request, f"{membre} a un nouveau poste ; l’ancien est gardé dans son histoire.")
        return redirect("gestion_membre", pk=pk)
    contexte = {"membre": membre, "form": form, "titre": "Changer de poste", "actuel": actuel}
    return render(request, "gestion/membre_poste.html", contexte, status=422 if form.errors else 200)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def depart(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a departure, with or without somebody to take over."""
    membre = get_object_or_404(Membre.objects.avec_poste(), pk=pk)
    prevu = Depart.objects.prevus().filter(membre=membre).first()
    initial = {"dernier_jour": prevu.dernier_jour, "successeur": prevu.successeur_id} if prevu else {}
    form = DepartForm(request.POST if request.method == "POST" else None, membre=membre, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            fait = operations.prevoir_depart(membre=membre, par=request.user, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None if not hasattr(refus, "error_dict") else "successeur", refus.messages[0])
        else:
            quand = "est fait" if fait.etat == "fait" else "est prévu ; il se fera tout seul, le lendemain du dernier jour"
            messages.success(request, f"Le départ de {membre} {quand}.")
            return redirect("gestion_membre", pk=pk)
    contexte = {"membre": membre, "form": form, "titre": "Départ", "prevu": prevu}
    return render(request, "gestion/membre_depart.html", contexte, status=422 if form.errors else 200)


@reserve_a_l_equipe
@require_POST
def annuler_depart(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a planned departure."""
    prevu = Depart.objects.prevus().filter(membre=pk).first()
    if prevu is not None:
        operations.annuler_depart(depart=prevu, par=request.user)
        messages.success(request, "Le départ est annulé.")
    return redirect("gestion_membre", pk=pk)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def fusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge the other account of the same person into this one: chosen, shown, confirmed."""
    membre = get_object_or_404(Membre.objects.filter(fusionne_dans=None), pk=pk)
    form = FusionForm(request.POST if request.method == "POST" else None, membre=membre)
    contexte = {"membre": membre, "form": form, "titre": "Fusionner deux comptes"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "gestion/membre_fusion.html", contexte, status=422 if form.errors else 200)
    doublon = form.cleaned_data["doublon"]
    if "confirmer" not in request.POST:
        contexte |= {"doublon": doublon, "mouvements": operations.apercu_de_la_fusion(garde=membre, doublon=doublon)}
        return render(request, "gestion/membre_fusion.html", contexte)
    try:
        operations.fusionner(garde=membre, doublon=doublon, par=request.user)
    except ValidationError as refus:
        form.add_error("doublon", refus)
        return render(request, "gestion/membre_fusion.html", contexte, status=422)
    messages.success(request, f"Les deux comptes n’en font plus qu’un ; {doublon.email} est fermé.")
    return redirect("gestion_membre", pk=pk)


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def fermeture(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account for somebody who asked: the animatrice alone; the person has the same fortnight, and a mail."""
    if not peut_effacer(request.user):
        raise Http404
    membre = get_object_or_404(Membre, pk=pk)
    form = FermetureForm(request.POST if request.method == "POST" else None)
    form.fields["signee"].label = "Ce que cette personne a publié"
    contexte = {"membre": membre, "form": form, "titre": "Effacer un compte"}
    if request.method == "POST" and form.is_valid():
        try:
            operations.demander_fermeture(membre=membre, signee=form.cleaned_data["signee"], par=request.user)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"La fermeture est prévue ; {membre} en reçoit la date par courriel.")
            return redirect("gestion_membre", pk=pk)
    return render(request, "gestion/membre_fermeture.html", contexte, status=422 if form.errors else 200)


@reserve_a_l_equipe
@require_POST
def garder(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a closing back."""
    membre = get_object_or_404(Membre, pk=pk)
    if operations.annuler_fermeture(membre=membre, par=request.user):
        messages.success(request, f"Le compte de {membre} reste ouvert.")
    return redirect("gestion_membre", pk=pk)
