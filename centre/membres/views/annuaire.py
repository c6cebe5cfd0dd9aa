"""The annuaire: who is in the réseau, as far as each may know; their page, their card; writing to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from centre.espaces.vues import reserve_a_l_equipe
from centre.journal.operations import consigner
from centre.registre import publications_liees
from centre.tableur import telecharger

from ..acces import Regard
from ..fiches import ENTETES, fiches_lues, ligne, vcard
from ..forms.fiche import FiltreAnnuaire, MessageForm
from ..models import AncienneStructure, Membre, Structure
from ..operations.annuaire import PAR_JOUR, TropDeMessages, ecrire_a, peut_ecrire_a

PAR_PAGE = 30


@require_safe
def annuaire(request: HttpRequest) -> HttpResponse:
    """Members by name, narrowed by the filters of the address."""
    regard = Regard.de(request.user)
    filtre = FiltreAnnuaire(request.GET, regard=regard)
    membres = filtre.appliquer(Membre.objects.dans_l_annuaire(regard)).par_nom()
    page = Paginator(membres, PAR_PAGE).get_page(request.GET.get("page"))
    fiches = fiches_lues(page.object_list, regard, request.user)
    contexte = {"filtre": filtre, "page": page, "fiches": fiches, "de_l_equipe": regard.de_l_equipe}
    return render(request, "membres/annuaire.html", contexte)


@require_safe
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """A member: post, themes, words, what they wrote that this reader may read."""
    regard = Regard.de(request.user)
    membre = get_object_or_404(Membre.objects.dans_l_annuaire(regard), pk=pk)
    ecrits = [entree for lire in publications_liees.values() for entree in lire(request.user, auteur=membre)]
    contexte = {
        "fiche": fiches_lues([membre], regard, request.user)[0],
        "ecrits": ecrits,
        "moi": membre.pk == request.user.pk,
        "peut_ecrire": peut_ecrire_a(request.user, membre),
    }
    return render(request, "membres/fiche.html", contexte)


@require_safe
def carte(request: HttpRequest, pk: int) -> HttpResponse:
    """The fiche as a vCard, for one's address book."""
    regard = Regard.de(request.user)
    membre = get_object_or_404(Membre.objects.dans_l_annuaire(regard), pk=pk)
    reponse = HttpResponse(vcard(fiches_lues([membre], regard, request.user)[0]), content_type="text/vcard; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="fiche-{membre.pk}.vcf"'
    return reponse


@require_http_methods(["GET", "HEAD", "POST"])
def ecrire(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a member: their address is shown to nobody, the writer's when they say so."""
    destinataire = get_object_or_404(Membre.objects.actifs(), pk=pk)
    if not peut_ecrire_a(request.user, destinataire):
        raise Http404
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _envoyer(request, destinataire, form):
        messages.success(request, f"Votre message part vers {destinataire.nom_complet}.")
        return redirect("annuaire")
    return render(
        request, "membres/ecrire.html", {"form": form, "destinataire": destinataire}, status=422 if form.errors else 200
    )


def _envoyer(request: HttpRequest, destinataire: Membre, form: MessageForm) -> bool:
    de = Membre.objects.get(pk=request.user.pk)
    try:
        ecrire_a(de=de, a=destinataire, **form.cleaned_data)
    except TropDeMessages:
        form.add_error(None, f"Vous avez envoyé {PAR_JOUR} messages en un jour : c’est le maximum. Reprenez demain.")
        return False
    return True


@reserve_a_l_equipe
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The members found by the filters, as a table; said in the journal."""
    regard = Regard.de(request.user)
    filtre = FiltreAnnuaire(request.GET, regard=regard)
    membres = filtre.appliquer(Membre.objects.dans_l_annuaire(regard)).par_nom()
    fiches = fiches_lues(membres, regard, request.user)
    consigner(acteur=request.user, verbe="annuaire.exporter", details={"lignes": len(fiches)})
    return telecharger("annuaire.csv", ENTETES, map(ligne, fiches))


@require_safe
def structures(request: HttpRequest) -> HttpResponse:
    """The structures that employ somebody this reader may know."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    lues = Structure.objects.de_membres(Membre.objects.actifs().filter(Regard.de(request.user).condition()))
    for mot in q.split():
        lues = lues.filter(nom__unaccent__icontains=mot)
    page = Paginator(lues, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "membres/structures.html", {"page": page, "q": q})


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """A structure and its people; the address of one merged since leads to the one it became."""
    regard = Regard.de(request.user)
    visibles = Membre.objects.actifs().filter(regard.condition())
    lues = Structure.objects.all() if regard.de_l_equipe else Structure.objects.de_membres(visibles)
    trouvee = lues.filter(slug=slug).first()
    if trouvee is None:
        ancienne = get_object_or_404(AncienneStructure.objects.select_related("structure"), slug=slug, structure__in=lues)
        return redirect(ancienne.structure, permanent=True)
    membres = Membre.objects.dans_l_annuaire(regard).filter(postes__jusqu_a__isnull=True, postes__structure=trouvee).par_nom()
    page = Paginator(membres, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"structure": trouvee, "page": page, "fiches": fiches_lues(page.object_list, regard, request.user)}
    contexte |= {"de_l_equipe": regard.de_l_equipe, "anciennes": trouvee.anciennes.all() if regard.de_l_equipe else []}
    return render(request, "membres/structure.html", contexte)
