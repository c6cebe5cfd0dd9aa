"""The team writes a Jeudi."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from centre.publications.operations import deplacer
from centre.publications.views.saisie import Saisie

from .. import operations
from ..forms import JeudiForm, PublicsForm, SeancesFormSet, seances_initiales
from ..models import Jeudi
from .agenda import de_l_equipe, peut_creer


class SaisieDeJeudi(Saisie):
    """The team writes a Jeudi: text, séances, audience, on one page."""

    modele, formulaire, gabarit = Jeudi, JeudiForm, "jeudis/carnet.html"
    champ_du_texte = "programme"
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

    def apres_enregistrement(self, objet: Jeudi) -> None:
        """Dates and audience are immediate, they never wait in a draft; once published they follow a click, not a pause in typing."""
        if self.a_la_pause and objet.est_publie:
            return
        choix, par = self.annexes["publics"].cleaned_data, self.request.user
        operations.dater(jeudi=objet, horaires=self._horaires(), par=par)
        if (objet.espace_inscription_id, objet.places) != (choix["espace_inscription"].pk, choix["places"]):
            operations.ouvrir_a(jeudi=objet, espace_inscription=choix["espace_inscription"], places=choix["places"], par=par)
        deplacer(publication=objet, espace=choix["espace"], par=par)


@require_http_methods(["GET", "HEAD", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new Jeudi; the team alone."""
    if not peut_creer(request.user):
        raise Http404
    return SaisieDeJeudi(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a Jeudi."""
    return SaisieDeJeudi(request, de_l_equipe(request, slug)).repondre()
