"""Reading Jeudis, registering, writing them and their comptes rendus."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.acces import Audience, espaces, peut
from centre.espaces.enums import CATEGORIES, Niveau
from centre.espaces.models import Espace
from centre.espaces.vues import reserve_a_l_equipe
from centre.publications.acces import peut_modifier
from centre.publications.operations import deplacer
from centre.publications.views.lecture import contexte_de_lecture, publique
from centre.publications.views.saisie import Saisie

from . import operations
from .calendrier import calendrier
from .enums import EtatInscription, Forme
from .forms import CompteRenduForm, EditionForm, JeudiForm, PublicsForm, SeancesFormSet, seances_initiales
from .models import CompteRendu, Inscription, Jeudi

PAR_PAGE = 20


def _lisibles(request: HttpRequest) -> Any:
    return Jeudi.objects.visibles_pour(request.user)


def _liste(request: HttpRequest, jeudis: Any, *, passes: bool) -> HttpResponse:
    q, forme = request.GET.get("q", "").replace("\x00", "").strip()[:200], request.GET.get("forme", "")
    for mot in q.split():
        jeudis = jeudis.filter(titre__unaccent__icontains=mot) | jeudis.filter(lieu__unaccent__icontains=mot)
    if forme in Forme.values:
        jeudis = jeudis.filter(forme=forme)
    page = Paginator(jeudis, PAR_PAGE).get_page(request.GET.get("page"))
    _marquer(page.object_list, request.user)
    contexte = {
        "page": page,
        "q": q,
        "forme": forme,
        "formes": Forme.choices,
        "passes": passes,
        "peut_creer": _peut_creer(request.user),
    }
    if _peut_creer(request.user):
        contexte["brouillons"] = _lisibles(request).brouillons().order_by("premier_jour", "pk")
    return render(request, "jeudis/liste.html", contexte)


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


def _peut_creer(membre: Any) -> bool:
    return bool(getattr(membre, "est_de_l_equipe", False))


@publique
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """À venir, soonest first."""
    return _liste(request, _lisibles(request).courants().a_venir().pour_la_liste(), passes=False)


@publique
@require_safe
def passes(request: HttpRequest) -> HttpResponse:
    """Passés, latest first, with their compte rendu or the date it is promised for."""
    return _liste(request, _lisibles(request).courants().passes().pour_la_liste(), passes=True)


@publique
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The public calendar: what a visitor sees, whoever asks (calendars sign in nowhere)."""
    jeudis = Jeudi.objects.visibles_pour(Audience()).publies().prefetch_related("seances")
    return HttpResponse(calendrier(jeudis), content_type="text/calendar; charset=utf-8")


@publique
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One Jeudi: what, when, where, for whom, and how to come."""
    jeudi = get_object_or_404(_lisibles(request).pour_la_liste().select_related("auteur"), slug=slug)
    _marquer([jeudi], request.user)
    contexte = {"jeudi": jeudi, "peut_s_inscrire": operations.peut_s_inscrire(jeudi, request.user)} | contexte_de_lecture(
        request, jeudi
    )
    return render(request, "jeudis/detail.html", contexte)


@publique
@require_safe
def seances_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar file of one Jeudi."""
    jeudi = get_object_or_404(_lisibles(request).publies().prefetch_related("seances"), slug=slug)
    reponse = HttpResponse(calendrier([jeudi]), content_type="text/calendar; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="{jeudi.slug[:60]}.ics"'
    return reponse


@require_POST
def inscription(request: HttpRequest, slug: str) -> HttpResponse:
    """Register, or cancel one's registration."""
    jeudi = get_object_or_404(_lisibles(request).publies(), slug=slug)
    if request.POST.get("geste") == "annuler":
        mienne = get_object_or_404(Inscription.objects.de(request.user), jeudi=jeudi)
        operations.annuler_inscription(inscription=mienne, par=request.user)
        messages.success(request, "Votre inscription est annulée ; la place va à la personne suivante.")
        return redirect(jeudi)
    try:
        mienne = operations.inscrire(jeudi=jeudi, membre=request.user, par=request.user)
    except PermissionDenied:
        messages.error(request, "Les inscriptions à ce Jeudi ne vous sont pas ouvertes, ou ne le sont plus.")
        return redirect(jeudi)
    if mienne.etat == EtatInscription.INSCRIT:
        messages.success(request, "Vous êtes inscrit·e. La convocation part par courriel, avec le fichier pour votre agenda.")
    else:
        messages.success(
            request,
            "Le Jeudi est complet : vous êtes sur la liste d’attente. Un courriel vous préviendra si une place se libère.",
        )
    return redirect(jeudi)


def _de_l_equipe(request: HttpRequest, slug: str) -> Jeudi:
    jeudi = get_object_or_404(_lisibles(request), slug=slug)
    if not peut(request.user, Niveau.ANIMER, jeudi.espace_id):
        raise Http404
    return jeudi


@require_http_methods(["GET", "HEAD", "POST"])
def inscrits(request: HttpRequest, slug: str) -> HttpResponse:
    """The team's list: who comes, who waits, who cancelled; register or cancel somebody."""
    jeudi = _de_l_equipe(request, slug)
    if request.method == "POST":
        cible = get_object_or_404(Inscription.objects.filter(jeudi=jeudi), pk=request.POST.get("annuler") or 0)
        operations.annuler_inscription(inscription=cible, par=request.user)
        messages.success(request, "L’inscription est annulée, un courriel part.")
        return redirect("jeudis:inscrits", jeudi.slug)
    lignes = jeudi.inscriptions.select_related("membre").order_by("etat", "rang")
    par_etat = [
        (etat.label, [i for i in lignes if i.etat == etat.value])
        for etat in (EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE, EtatInscription.ANNULEE)
    ]
    return render(request, "jeudis/inscrits.html", {"jeudi": jeudi, "par_etat": par_etat})


class SaisieDeJeudi(Saisie):
    """The team writes a Jeudi: text, séances, audience, on one page."""

    modele, formulaire, gabarit = Jeudi, JeudiForm, "jeudis/carnet.html"
    publie = "Le Jeudi est publié : {espace}."
    garde = "Brouillon enregistré. Seule l’équipe le voit."

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Séances and audience."""
        return {
            "publics": PublicsForm(data, membre=self.request.user, jeudi=self.objet),
            "seances": SeancesFormSet(data, initial=seances_initiales(self.objet), prefix="seances"),
        }

    def _horaires(self) -> list[operations.Horaire]:
        return [h for h in (form.horaire() for form in self.annexes["seances"]) if h is not None]

    def creer(self, contenu: Jeudi) -> Jeudi:
        """A draft with its séances."""
        choix = self.annexes["publics"].cleaned_data
        contenu.places = choix["places"]
        return operations.creer_jeudi(
            jeudi=contenu,
            espace=choix["espace"],
            espace_inscription=choix["espace_inscription"],
            horaires=self._horaires(),
            par=self.request.user,
        )

    @transaction.atomic
    def apres_enregistrement(self, objet: Jeudi) -> None:
        """Dates and audience are immediate: they never wait in a draft."""
        choix, par = self.annexes["publics"].cleaned_data, self.request.user
        operations.dater(jeudi=objet, horaires=self._horaires(), par=par)
        if (objet.espace_inscription_id, objet.places) != (choix["espace_inscription"].pk, choix["places"]):
            operations.ouvrir_a(jeudi=objet, espace_inscription=choix["espace_inscription"], places=choix["places"], par=par)
        deplacer(publication=objet, espace=choix["espace"], par=par)


@require_http_methods(["GET", "HEAD", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new Jeudi; the team alone."""
    if not _peut_creer(request.user):
        raise Http404
    return SaisieDeJeudi(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a Jeudi."""
    return SaisieDeJeudi(request, _de_l_equipe(request, slug)).repondre()


# --- compte rendu ---


def _compte_rendu(request: HttpRequest, slug: str) -> CompteRendu:
    lisibles = CompteRendu.objects.visibles_pour(request.user).select_related(
        "espace", "espace_publique", "auteur", "jeudi", "latest_revision"
    )
    return get_object_or_404(lisibles.prefetch_related("themes", "jeudi__seances"), jeudi__slug=slug)


@publique
@require_safe
def compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """One address, two editions: the complete one to whom may read it, else the public one."""
    objet = _compte_rendu(request, slug)
    complet = CompteRendu.objects.complets_pour(request.user).filter(pk=objet.pk).exists()
    return _page_du_compte_rendu(request, objet, complet, contexte_de_lecture(request, objet) if complet else {})


def _page_du_compte_rendu(request: HttpRequest, objet: CompteRendu, complet: bool, contexte: dict[str, Any]) -> HttpResponse:
    contexte |= {
        "compte_rendu": objet,
        "jeudi": objet.jeudi,
        "complet": complet,
        "texte": objet.texte if complet else objet.texte_public(),
    }
    contexte["jeudi_lisible"] = _lisibles(request).filter(pk=objet.jeudi_id).exists()
    return render(request, "jeudis/compte_rendu.html", contexte)


class SaisieDeCompteRendu(Saisie):
    """The team writes the one source of the two editions."""

    modele, formulaire, gabarit = CompteRendu, CompteRenduForm, "jeudis/compte_rendu_carnet.html"
    publie = "Le compte rendu est publié : édition complète, {espace}."
    garde = "Brouillon enregistré. Seule l’équipe le voit."

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Who reads the public edition."""
        return {"edition": EditionForm(data, membre=self.request.user, actuel=self.objet.espace_publique_id)}

    def apres_enregistrement(self, objet: CompteRendu) -> None:
        """At once, like every change of readers."""
        publique = self.annexes["edition"].cleaned_data["publique"]
        if (publique and publique.pk) != objet.espace_publique_id:
            operations.editer_pour(compte_rendu=objet, espace_publique=publique, par=self.request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire_compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """Write it; the first POST begins it from the template of the forme (a GET stores nothing)."""
    jeudi = _de_l_equipe(request, slug)
    objet = CompteRendu.objects.filter(jeudi=jeudi).first()
    if objet is None and request.method == "POST":
        reseau, ouvert = Espace.objects.get(slug="reseau"), Espace.objects.get(slug="ouvert")
        operations.commencer_compte_rendu(jeudi=jeudi, espace=reseau, espace_publique=ouvert, par=request.user)
        return redirect("jeudis:ecrire_compte_rendu", jeudi.slug)
    if objet is None:
        return render(request, "jeudis/compte_rendu_commencer.html", {"jeudi": jeudi})
    if not peut_modifier(objet, request.user):
        raise Http404
    return SaisieDeCompteRendu(request, objet, jeudi=jeudi).repondre()


@reserve_a_l_equipe
@require_safe
def a_rendre(request: HttpRequest) -> HttpResponse:
    """The team's list of past Jeudis whose compte rendu is awaited, the longest wait first."""
    jeudis = _lisibles(request).sans_compte_rendu().pour_la_liste().order_by("dernier_jour", "pk")
    page = Paginator(jeudis, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "jeudis/a_rendre.html", {"page": page})


@require_safe
def apercu_compte_rendu(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a visitor or as a technicien·ne would read it once published."""
    jeudi = _de_l_equipe(request, slug)
    objet = get_object_or_404(CompteRendu.objects.select_related("espace", "espace_publique"), jeudi=jeudi)
    qui = Audience((CATEGORIES[1].value,), "technicien·ne") if request.GET.get("comme") == "technicien" else Audience()
    brouillon = objet.version_a_modifier()
    lus = set(espaces(qui).values_list("pk", flat=True))
    complet, public = objet.espace_id in lus, objet.espace_publique_id in lus
    contexte: dict[str, Any] = {
        "apercu": qui.libelle,
        "rien": not (complet or public),
        "adresse": reverse("jeudis:ecrire_compte_rendu", args=[jeudi.slug]),
    }
    return _page_du_compte_rendu(request, brouillon, complet, contexte)
