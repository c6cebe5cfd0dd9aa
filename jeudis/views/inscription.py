"""Registering: two clicks for a member, one page and a link for who has no account."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from centre.espaces.acces import peut
from centre.espaces.enums import Niveau
from centre.publications.views.lecture import publique

from .. import operations
from ..enums import EtatInscription
from ..forms import BulletinForm, DeclinerForm, SansCompteForm
from ..models import Inscription, Jeudi, Regles
from ..operations import PAR_LIEN
from . import covoiturage
from .agenda import lisibles

#: So many requests from one place, so many about one address.
ESSAIS = {"inscrire": "10/m/ip,5/h/key"}
METHODES = ("GET", "HEAD", "POST")
FERMEES = "Les inscriptions à ce Jeudi ne sont pas ouvertes, ou ne le sont plus."


@publique
def inscription(request: HttpRequest, slug: str) -> HttpResponse:
    """Register, change one's answers, cancel; without an account where the audience allows it.

    Who may not register is sent to the login whatever the method, before the method is judged.
    """
    anonyme = not request.user.is_authenticated
    if not anonyme and request.method not in METHODES:
        return HttpResponseNotAllowed(METHODES)
    jeudi = get_object_or_404(lisibles(request).publies().pour_la_liste(), slug=slug)
    if anonyme and not jeudi.accepte_sans_compte:
        raise Http404
    if request.method not in METHODES:
        return HttpResponseNotAllowed(METHODES)
    return _sans_compte(request, jeudi) if anonyme else _du_compte(request, jeudi)


def _du_compte(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    """Every gesture of a member on their own registration."""
    mienne = Inscription.objects.de(request.user).filter(jeudi=jeudi).exclude(etat=EtatInscription.ANNULEE).first()
    geste = request.POST.get("geste", "")
    if geste in ("annuler", "accepter", "laisser") and request.method == "POST":
        return _repondre(request, jeudi, geste)
    if mienne is None and not peut(request.user, Niveau.CONSULTER, jeudi.espace_inscription_id):
        raise Http404
    if geste == "decliner" and request.method == "POST":
        return _decliner(request, jeudi)
    return _du_membre(request, jeudi, mienne)


def _repondre(request: HttpRequest, jeudi: Jeudi, geste: str) -> HttpResponse:
    """Give back a seat, take one offered or leave it: one click each."""
    mienne = get_object_or_404(Inscription.objects.de(request.user), jeudi=jeudi)
    if geste == "annuler":
        operations.annuler_inscription(inscription=mienne, par=request.user, motif=motif_donne(request))
        messages.success(request, "Votre inscription est annulée ; la place va à la personne suivante.")
    else:
        dire(request, mienne, accepte=geste == "accepter", par=request.user)
    return redirect(jeudi)


def _decliner(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    """« Je ne viendrai pas », without having registered."""
    try:
        operations.decliner(jeudi=jeudi, membre=request.user, motif=motif_donne(request))
    except PermissionDenied:
        messages.error(request, FERMEES)
    else:
        messages.success(request, "C’est noté : vous ne viendrez pas. Merci de l’avoir dit.")
    return redirect(jeudi)


def motif_donne(request: HttpRequest) -> str:
    """Why they do not come, when they said it; too long a reason is no reason to keep a seat."""
    form = DeclinerForm(request.POST)
    return form.cleaned_data["motif"] if form.is_valid() else request.POST.get("motif", "")[:300].replace("\x00", "")


def dire(request: HttpRequest, mienne: Inscription, *, accepte: bool, par: Any) -> None:
    """Answer an offer, and say what came of it."""
    try:
        operations.repondre_a_l_offre(inscription=mienne, accepte=accepte, par=par)
    except ValidationError as fin:
        messages.error(request, fin.messages[0])
        return
    messages.success(request, "La place est à vous." if accepte else "La place va à la personne suivante.")


def _du_membre(request: HttpRequest, jeudi: Jeudi, mienne: Inscription | None) -> HttpResponse:
    """The page of the second click; the same page changes the answers."""
    ouverte = operations.peut_s_inscrire(jeudi, request.user)
    if mienne is None and not ouverte:
        messages.error(request, FERMEES)
        return redirect(jeudi)
    envoye = request.POST if request.method == "POST" else None
    form = BulletinForm(envoye, jeudi=jeudi, inscription=mienne, membre=request.user)
    if envoye is not None and form.is_valid():
        return _enregistrer(request, jeudi, mienne, form)
    contexte = {"jeudi": jeudi, "form": form, "mienne": mienne, "decliner": DeclinerForm()}
    return render(request, "jeudis/s_inscrire.html", contexte, status=422 if form.errors else 200)


def _enregistrer(request: HttpRequest, jeudi: Jeudi, mienne: Inscription | None, form: BulletinForm) -> HttpResponse:
    if mienne is not None:
        operations.changer_le_bulletin(inscription=mienne, bulletin=form.bulletin(), par=request.user)
        messages.success(request, "Vos réponses sont enregistrées.")
        return redirect(jeudi)
    try:
        faite = operations.inscrire(jeudi=jeudi, membre=request.user, par=request.user, bulletin=form.bulletin())
    except PermissionDenied:
        messages.error(request, FERMEES)
        return redirect(jeudi)
    if faite.etat == EtatInscription.INSCRIT:
        messages.success(request, "Vous êtes inscrit·e. La convocation part par courriel, avec le fichier pour votre agenda.")
    else:
        messages.success(request, "Vous êtes sur la liste d’attente. Un courriel vous préviendra si une place se libère.")
    return redirect(jeudi)


def _sans_compte(request: HttpRequest, jeudi: Jeudi) -> HttpResponse:
    """The one-page form. The answer is the same whoever the address belongs to; what follows goes to that address."""
    if not jeudi.inscriptions_ouvertes:
        messages.error(request, FERMEES)
        return redirect(jeudi)
    form = SansCompteForm(request.POST if request.method == "POST" else None, jeudi=jeudi)
    if form.is_bound and form.is_valid():
        adresse = form.cleaned_data["courriel"].lower()
        if ratelimit.consume(request, app="jeudis", action="inscrire", config=ESSAIS, key=adresse) is None:
            return ratelimit.respond_429(request)
        if not form.est_d_un_robot:
            try:
                operations.demander_sans_compte(jeudi=jeudi, identite=form.identite(), bulletin=form.bulletin())
            except PermissionDenied:
                messages.error(request, FERMEES)
                return redirect(jeudi)
        return redirect("jeudis:inscription_demandee", jeudi.slug)
    contexte = {"jeudi": jeudi, "form": form, "covoiturage": Regles.objects.pour(jeudi).covoiturage}
    return render(request, "jeudis/sans_compte.html", contexte, status=422 if form.errors else 200)


@publique
@require_http_methods(["GET", "HEAD"])
def demandee(request: HttpRequest, slug: str) -> HttpResponse:
    """« Regardez votre boîte »."""
    jeudi = get_object_or_404(lisibles(request).publies().select_related("espace", "espace_inscription"), slug=slug)
    if not jeudi.accepte_sans_compte:
        raise Http404
    return render(request, "jeudis/inscription_demandee.html", {"jeudi": jeudi})


# --- signed links ---


def _du_lien(lien: Any) -> Inscription:
    """The registration of a link, while its holder may read the page of the Jeudi; Http404 otherwise."""
    mienne: Inscription = lien.objet
    if not Jeudi.objects.visibles_pour(lien.titulaire or AnonymousUser()).filter(pk=mienne.jeudi_id).exists():
        raise Http404
    return mienne


def par_le_lien(request: HttpRequest, lien: Any) -> HttpResponse:
    """What « confirmer » does: prove an address, or answer an offer."""
    mienne = _du_lien(lien)
    geste, erreur = request.POST.get("geste", ""), ""
    if request.method == "POST":
        try:
            if mienne.etat == EtatInscription.A_CONFIRMER:
                mienne = operations.confirmer(inscription=mienne)
            elif mienne.offre_en_cours and geste in ("accepter", "laisser"):
                accepte = geste == "accepter"
                mienne = operations.repondre_a_l_offre(inscription=mienne, accepte=accepte, par=PAR_LIEN)
        except ValidationError as fin:
            erreur = fin.messages[0]
    contexte = {"jeudi": mienne.jeudi, "mienne": mienne, "erreur": erreur}
    return render(request, "jeudis/lien_confirmer.html", contexte)


def gerer_par_le_lien(request: HttpRequest, lien: Any) -> HttpResponse:
    """What « changer ou annuler » does for who has no account."""
    mienne = _du_lien(lien)
    jeudi, envoye = mienne.jeudi, request.POST if request.method == "POST" else None
    vivante = mienne.etat in (EtatInscription.INSCRIT, EtatInscription.EN_ATTENTE)
    if envoye is not None and envoye.get("geste") == "annuler":
        operations.annuler_inscription(inscription=mienne, par=PAR_LIEN, motif=motif_donne(request))
        return render(request, "jeudis/lien_gerer.html", {"jeudi": jeudi, "mienne": mienne, "fait": "annulee"})
    ecrit = envoye is not None and envoye.get("geste") == "ecrire"
    form = BulletinForm(envoye if vivante and not ecrit else None, jeudi=jeudi, inscription=mienne)
    fait = ""
    if form.is_bound and form.is_valid():
        operations.changer_le_bulletin(inscription=mienne, bulletin=form.bulletin(), par=PAR_LIEN)
        fait = "changee"
    contexte = {"jeudi": jeudi, "mienne": mienne, "form": form, "vivante": vivante, "fait": fait, "decliner": DeclinerForm()}
    trajets = covoiturage.par_le_lien(mienne, envoye if ecrit else None)
    contexte |= trajets
    refus = form.errors or (trajets and trajets["mot"].errors)
    return render(request, "jeudis/lien_gerer.html", contexte, status=422 if refus else 200)
