"""Bringing tables in: chosen, checked line by line, applied, undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.registre import imports

from ..enums import Constat, Decision, EtatImport
from ..forms.imports import DecisionsForm, FichierForm, FiltreLignes, ReglageForm
from ..importation import TypeImport
from ..lecture_des_listes import Illisible
from ..models import EN_TRAVAIL, Import, LigneImport
from ..operations import imports as operations

PAR_PAGE = 100
#: Errors are all named at the head of the page, up to this many.
ERREURS = 50


@reserve_a_l_equipe
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The tables brought in, the last one first."""
    lues = (
        Import.objects.select_related("par")
        .annotate(total=Count("lignes"), ecrites=Count("lignes", filter=Q(lignes__ecrite=True, lignes__defaite=False)))
        .order_by("-cree_le", "-pk")
    )
    page = Paginator(lues, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "gestion/imports.html", {"page": page, "titre": "Imports"})


@reserve_a_l_equipe
@require_http_methods(["GET", "HEAD", "POST"])
def nouveau(request: HttpRequest) -> HttpResponse:
    """Choose a file: it is read, nothing else is written."""
    form = FichierForm(request.POST, request.FILES) if request.method == "POST" else FichierForm()
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            lu = operations.preparer(genre=form.cleaned_data["genre"], nom=fichier.name, fichier=fichier, par=request.user)
        except Illisible as erreur:
            form.add_error("fichier", str(erreur))
        else:
            return redirect("gestion_import", pk=lu.pk)
    contexte = {"form": form, "types": list(imports.values()), "titre": "Importer un fichier"}
    return render(request, "gestion/import_nouveau.html", contexte, status=422 if form.is_bound else 200)


@reserve_a_l_equipe
@require_safe
def voir(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: what would happen, or what happened, line by line."""
    return _page(request, get_object_or_404(Import.objects.select_related("par"), pk=pk))


def _page(request: HttpRequest, importation: Import, reglage: ReglageForm | None = None) -> HttpResponse:
    type_ = imports[importation.genre]()
    filtre = FiltreLignes(request.GET)
    lignes = importation.lignes.all()
    choisies = lignes.filter(constat=filtre.choix()) if filtre.choix() else lignes
    page = Paginator(choisies.prefetch_related("objet"), PAR_PAGE).get_page(request.GET.get("page"))
    a_decider = list(lignes.filter(constat=Constat.A_DECIDER)[:PAR_PAGE]) if importation.a_verifier else []
    comptes = lignes.par_constat()
    colonnes = [c for c in type_.colonnes if c.cle in importation.correspondance]
    contexte: dict[str, Any] = {
        "importation": importation,
        "titre": importation.fichier,
        "type": type_,
        "avancement": avancement(importation) if importation.en_travail else None,
        "filtre": filtre,
        "page": page,
        "lignes": [(ligne, _cellules(type_, importation, ligne, colonnes), _adresse(type_, ligne)) for ligne in page],
        "colonnes": [{"libelle": c.libelle, "entete": type_.entete(importation, c.cle)} for c in colonnes],
        "comptes": [(constat, comptes.get(constat.value, 0)) for constat in Constat if comptes.get(constat.value)],
        "erreurs": list(lignes.filter(constat=Constat.ERREUR)[:ERREURS]),
        "non_reprises": _non_reprises(importation),
        "reglage": reglage or ReglageForm(importation=importation, type_=type_),
        "decisions": DecisionsForm(lignes=a_decider, type_=type_) if a_decider else None,
        "bilan": _bilan(importation, lignes),
        "refusees": list(lignes.exclude(refus="")[:ERREURS]) if importation.etat == EtatImport.DEFAIT else [],
    }
    return render(request, "gestion/import.html", contexte, status=422 if reglage else 200)


def _adresse(type_: TypeImport, ligne: LigneImport) -> str:
    """Where what the line made, or resembles, is read."""
    return type_.adresse(ligne.objet) if ligne.objet is not None and not ligne.defaite else ""


def avancement(importation: Import) -> dict[str, Any]:
    """How far the job is: ``lus``, ``total``, ``fini``, and a sentence."""
    total, restent = importation.a_faire, importation.restantes.count() if importation.en_travail else 0
    faites = max(total - restent, 0)
    verbe = "défaites" if importation.defait_le or importation.etat == EtatImport.RETRAIT else "faites"
    fini = not importation.en_travail
    phrase = "C’est fait." if fini else f"Lignes {verbe} : {faites} sur {total}."
    return {"lus": faites, "total": total, "fini": fini, "phrase": phrase}


@reserve_a_l_equipe
@require_safe
def suivre(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the job is, for the page that waits (JSON)."""
    faits = avancement(get_object_or_404(Import, pk=pk))
    return JsonResponse(faits, headers={"Cache-Control": "private, no-store"})


def _non_reprises(importation: Import) -> list[str]:
    pris = set(importation.correspondance.values())
    return [nom for rang, nom in enumerate(importation.entetes) if rang not in pris]


def _cellules(type_: Any, importation: Import, ligne: LigneImport, colonnes: Any) -> list[tuple[str, Any]]:
    """What the line says, column by column, each under its name."""
    valeurs = type_.valeurs(importation, ligne)
    return [(colonne.libelle, valeurs[colonne.cle]) for colonne in colonnes]


def _bilan(importation: Import, lignes: Any) -> dict[str, int]:
    """How many lines would be, or were, created, completed, undone."""
    if not importation.a_verifier:
        faites = lignes.filter(ecrite=True)
        creees = faites.filter(creee=True).count()
        return {"creer": creees, "completer": faites.count() - creees, "defaites": faites.filter(defaite=True).count()}
    decides = lignes.filter(constat=Constat.A_DECIDER)
    comptes = lignes.par_constat()
    return {
        "creer": comptes.get(Constat.CREER, 0) + decides.filter(decision=Decision.CREER).count(),
        "completer": comptes.get(Constat.COMPLETER, 0) + decides.filter(decision=Decision.RAPPROCHER).count(),
        "defaites": 0,
    }


def _n(nombre: int, mot: str) -> str:
    return f"{nombre} {mot}{'s' if nombre > 1 else ''}"


@reserve_a_l_equipe
@require_POST
def regler(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns are; the dry run is made again."""
    importation = get_object_or_404(Import, pk=pk)
    form = ReglageForm(request.POST, importation=importation, type_=imports[importation.genre]())
    if not form.is_valid():
        return _page(request, importation, form)
    try:
        operations.regler(importation=importation, correspondance=form.correspondance(), options=form.options(), par=request.user)
    except operations.DejaApplique:
        messages.warning(request, "Cet import est déjà appliqué : ses colonnes ne se règlent plus.")
    else:
        messages.success(request, "Les colonnes sont enregistrées, et chaque ligne est vérifiée de nouveau.")
    return redirect("gestion_import", pk=pk)


@reserve_a_l_equipe
@require_POST
def decider(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the answers about the lines that resemble something known."""
    importation = get_object_or_404(Import, pk=pk)
    lignes = list(importation.lignes.filter(constat=Constat.A_DECIDER)[:PAR_PAGE])
    form = DecisionsForm(request.POST, lignes=lignes, type_=imports[importation.genre]())
    if form.is_valid() and importation.a_verifier:
        operations.decider(importation=importation, decisions=form.decisions(), par=request.user)
        messages.success(request, "Vos décisions sont enregistrées.")
    else:
        messages.error(request, "Ces décisions ne sont plus possibles : relisez la page.")
    return redirect("gestion_import", pk=pk)


def _en_travail(pk: int) -> bool:
    return Import.objects.filter(pk=pk, etat__in=EN_TRAVAIL).exists()


@reserve_a_l_equipe
@require_POST
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again for what no longer moves."""
    if operations.reprendre(importation=get_object_or_404(Import, pk=pk), par=request.user):
        messages.success(request, "C’est demandé de nouveau : ce qui est fait n’est pas refait.")
    else:
        messages.warning(request, "Cet import n’est plus en cours.")
    return redirect("gestion_import", pk=pk)


@reserve_a_l_equipe
@require_POST
def appliquer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the dry run says, once."""
    importation = get_object_or_404(Import, pk=pk)
    if operations.appliquer(importation=importation, par=request.user):
        if _en_travail(pk):
            messages.success(request, "L’import est lancé : vous pouvez fermer cette page, il continue seul.")
            return redirect("gestion_import", pk=pk)
        faites = LigneImport.objects.filter(importation=pk).ecrites()
        creees = faites.filter(creee=True).count()
        messages.success(request, f"Import appliqué : {_n(creees, 'création')}, {_n(faites.count() - creees, 'complément')}.")
    else:
        messages.warning(request, "Cet import était déjà appliqué : rien n’a été fait de plus.")
    return redirect("gestion_import", pk=pk)


@reserve_a_l_equipe
@require_POST
def defaire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what it made."""
    importation = get_object_or_404(Import, pk=pk)
    if operations.defaire(importation=importation, par=request.user):
        if _en_travail(pk):
            messages.success(request, "Le retrait est lancé : vous pouvez fermer cette page, il continue seul.")
            return redirect("gestion_import", pk=pk)
        refusees = LigneImport.objects.filter(importation=pk).exclude(refus="").count()
        if refusees:
            messages.warning(request, f"Import défait, sauf {_n(refusees, 'ligne')} : la liste dit pourquoi.")
        else:
            messages.success(request, "Import défait : tout ce qu’il avait créé est retiré.")
    else:
        messages.warning(request, "Cet import n’est pas appliqué : il n’y a rien à défaire.")
    return redirect("gestion_import", pk=pk)


@reserve_a_l_equipe
@require_POST
@transaction.atomic
def inviter(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite the persons the import made, those who have neither come in nor been invited."""
    importation = get_object_or_404(Import, pk=pk, etat=EtatImport.APPLIQUE)
    envoyees = imports[importation.genre]().inviter(importation, request.user)
    if envoyees:
        messages.success(request, f"Envoyé : {_n(envoyees, 'invitation')}.")
    else:
        messages.warning(request, "Personne à inviter : toutes ont déjà reçu une invitation, ou sont déjà entrées.")
    return redirect("gestion_invitations") if envoyees else redirect("gestion_import", pk=pk)
