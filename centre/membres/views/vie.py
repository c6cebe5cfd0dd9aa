"""The life of one's own account: another post, one's record, one's data, closing."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.presentation import adresse
from centre.rgpd import Etape, parcours
from centre.tableur import telecharger
from centre.temps import date_locale

from ..forms.vie import ChangementForm, FermetureForm
from ..models import ChangementDePoste, Export, Fermeture
from ..operations import annuler_fermeture, confirmer_presence, demander_export, demander_fermeture


@require_http_methods(["GET", "HEAD", "POST"])
def mon_poste(request: HttpRequest) -> HttpResponse:
    """« J’ai changé de poste »: said to the team, which writes it in."""
    membre: Any = request.user
    attente = ChangementDePoste.objects.en_attente().filter(membre=membre).prefetch_related("territoires").first()
    form = ChangementForm(request.POST if request.method == "POST" else None, initial=_deja_dit(attente) or _poste_actuel(membre))
    if request.method == "POST" and form.is_valid():
        form.enregistrer(membre)
        messages.success(request, "C’est transmis à l’équipe du Centre : vous recevrez un courriel quand ce sera fait.")
        return redirect("mon_compte")
    contexte = {"form": form, "poste": membre.poste, "attente": attente}
    return render(request, "membres/mon_poste.html", contexte, status=422 if form.errors else 200)


def _deja_dit(attente: ChangementDePoste | None) -> dict[str, Any]:
    if attente is None:
        return {}
    champs = ("fonction", "structure", "categorie", "depuis")
    return {nom: getattr(attente, nom) for nom in champs} | {"territoires": [t.pk for t in attente.territoires.all()]}


def _poste_actuel(membre: Any) -> dict[str, Any]:
    poste = membre.poste
    if poste is None:
        return {}
    lieux = list(poste.territoires.values_list("pk", flat=True))
    return {"fonction": poste.fonction, "structure": poste.structure or "", "categorie": poste.categorie, "territoires": lieux}


def etapes(membre: Any) -> list[Etape]:
    """A member's own record, latest first."""
    return sorted((etape for lire in parcours.values() for etape in lire(membre)), key=lambda e: e.jour, reverse=True)


@require_safe
def mon_parcours(request: HttpRequest) -> HttpResponse:
    """« Mon parcours »: for oneself and the entretien annuel, by year; to print."""
    annees: dict[int, list[Etape]] = {}
    for etape in etapes(request.user):
        annees.setdefault(etape.jour.year, []).append(etape)
    return render(request, "membres/mon_parcours.html", {"annees": annees, "membre": request.user})


@require_safe
def mon_parcours_csv(request: HttpRequest) -> HttpResponse:
    """The same, for a spreadsheet."""
    lignes = ([e.jour.isoformat(), e.quoi, e.titre, e.precision] for e in etapes(request.user))
    return telecharger("mon-parcours.csv", ["Date", "Quoi", "Titre", "Précision"], lignes)


@require_http_methods(["GET", "HEAD", "POST"])
def mes_donnees(request: HttpRequest) -> HttpResponse:
    """Everything known of me, in one archive: asked by one click, made by a job."""
    membre: Any = request.user
    if request.method == "POST":
        demander_export(membre=membre)
        messages.success(request, "L’archive se prépare : un courriel vous dira quand elle est prête.")
        return redirect("mes_donnees")
    contexte = {"exports": Export.objects.de(membre), "jours": settings.EXPORT_JOURS}
    return render(request, "membres/mes_donnees.html", contexte)


@require_safe
def mes_donnees_fichier(request: HttpRequest, cle: uuid.UUID) -> HttpResponseBase:
    """The archive, to its owner alone, until it expires."""
    export = Export.objects.de(request.user).filter(cle=cle, pret_le__isnull=False).first()
    if export is None or not export.fichier:
        raise Http404
    nom = f"mes-donnees-{export.demande_le:%Y-%m-%d}.zip"
    reponse = FileResponse(export.fichier.open("rb"), as_attachment=True, filename=nom, content_type="application/zip")
    reponse["Cache-Control"] = "private, no-store"
    return reponse


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def fermer(request: HttpRequest) -> HttpResponse:
    """Close my account: asked once, said in full, asked again; then a fortnight to think better of it."""
    membre: Any = request.user
    form = FermetureForm(request.POST if request.method == "POST" else None)
    contexte = {"form": form, "jours": settings.FERMETURE_JOURS, "fermeture": Fermeture.objects.filter(membre=membre).first()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "membres/fermer.html", contexte, status=422 if form.errors else 200)
    contexte["signee"] = form.cleaned_data["signee"]
    if "confirmer" not in request.POST:
        return render(request, "membres/fermer_confirmer.html", contexte)
    try:
        fermeture = demander_fermeture(membre=membre, signee=form.cleaned_data["signee"], par=membre)
    except ValidationError as refus:
        form.add_error(None, refus)
        return render(request, "membres/fermer.html", contexte, status=422)
    messages.success(
        request,
        f"Votre compte sera effacé le {date_locale(fermeture.effacer_le, 'courte')}. D’ici là, vous pouvez changer d’avis.",
    )
    return redirect("mon_compte")


@require_POST
def garder(request: HttpRequest) -> HttpResponse:
    """Keep my account after all."""
    if annuler_fermeture(membre=request.user, par=request.user):  # type: ignore[arg-type]
        messages.success(request, "Votre compte reste ouvert.")
    return redirect("mon_compte")


@require_POST
def toujours_en_poste(request: HttpRequest) -> HttpResponse:
    """The yearly answer, given from the account."""
    confirmer_presence(membre=request.user)
    messages.success(request, "Merci, c’est noté : nous vous le redemanderons dans un an.")
    return redirect("mon_compte")


def presence_par_lien(request: HttpRequest, lien: Any) -> HttpResponse:
    """The yearly answer, given by the mail's link: opening shows, the button answers. Nobody needs to be signed in."""
    presence = lien.objet
    fait = request.method == "POST"
    if fait:
        confirmer_presence(membre=presence.membre)
    contexte = {"poste": presence.membre.poste, "fait": fait, "url_changement": adresse("mon_poste"), "quand": timezone.now()}
    return render(request, "membres/presence.html", contexte)
