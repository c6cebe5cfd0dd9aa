"""Comments below a publication."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from .. import commentaires as ecriture
from ..acces import peut_commenter
from ..forms import CommentaireForm
from ..models import Commentaire, Publication
from .lecture import trouver


@require_POST
def commenter(request: HttpRequest, modele: type[Publication], slug: str, page: Callable[..., HttpResponse]) -> HttpResponse:
    """Answer; a refused text is given back in its field, on the page itself (``page(request, slug, **context)``)."""
    publication = trouver(modele, request, slug)
    if not peut_commenter(publication, request.user):
        raise Http404
    form = CommentaireForm(request.POST)
    if not form.is_valid():
        reponse = page(request, slug, commentaire_form=form, form=form)
        reponse.status_code = 422
        return reponse
    commentaire = ecriture.commenter(publication=publication, texte=form.cleaned_data["texte"], par=request.user)
    messages.success(request, "Votre commentaire est publié.")
    return redirect(f"{publication.get_absolute_url()}#commentaire-{commentaire.pk}")


@require_POST
def retirer(request: HttpRequest, modele: type[Publication], slug: str, commentaire: int) -> HttpResponse:
    """Take a comment back."""
    publication = trouver(modele, request, slug)
    cible = get_object_or_404(Commentaire.objects.sur(publication).presents(), pk=commentaire)
    if not ecriture.peut_retirer_commentaire(cible, publication, request.user):
        raise Http404
    ecriture.retirer_commentaire(commentaire=cible, par=request.user)
    messages.success(request, "Le commentaire est retiré.")
    return redirect(f"{publication.get_absolute_url()}#commentaires")
