"""The team writes a Jeudi."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from centre.publications.operations import deplacer
from centre.publications.views.saisie import Saisie

from .. import operations
from ..enums import Forme
from ..formes import MODELES, Modele
from ..forms import JeudiForm, PublicsForm, SeancesFormSet, VisioForm, seances_initiales
from ..models import PARIS, Jeudi
from .agenda import de_l_equipe, peut_creer


class SaisieDeJeudi(Saisie):
    """The team writes a Jeudi: text, séances, audience, on one page."""

    modele, formulaire, gabarit = Jeudi, JeudiForm, "jeudis/carnet.html"
    champ_du_texte = "programme"
    publie = "Le Jeudi est publié : {espace}."
    garde = "Brouillon enregistré. Seule l’équipe le voit."

    def nouveau(self) -> Jeudi:
        """What the forme chosen proposes."""
        modele = self._modele()
        return Jeudi(
            jeton=uuid.uuid4(), forme=self._forme(), programme=modele.programme, presence_requise=modele.presence_requise
        )  # fmt: skip

    def _forme(self) -> Forme:
        choisie = self.request.POST.get("forme") or self.request.GET.get("forme") or getattr(self.objet, "forme", "")
        return Forme(choisie) if choisie in Forme.values else Forme.SEANCE

    def _modele(self) -> Modele:
        return MODELES[self._forme()]

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """Séances, audience, link to follow from afar."""
        modele = self._modele()
        return {
            "publics": PublicsForm(data, membre=self.request.user, jeudi=self.objet, places=modele.places),
            "seances": SeancesFormSet(data, initial=seances_initiales(self.objet, modele), prefix="seances"),
            "visio": VisioForm(data, jeudi=self.objet, prefix="visio"),
        }

    def _horaires(self) -> list[operations.Horaire]:
        return [h for h in (form.horaire() for form in self.annexes["seances"]) if h is not None]

    def creer(self, contenu: Jeudi) -> Jeudi:
        """A draft with its séances."""
        choix = self.annexes["publics"].cleaned_data
        contenu.places, horaires = choix["places"], self._horaires()
        if horaires and contenu.compte_rendu_attendu_le is None:
            delai = dt.timedelta(days=MODELES[Forme(contenu.forme)].delai)
            contenu.compte_rendu_attendu_le = max(h.fin for h in horaires).astimezone(PARIS).date() + delai
        return operations.creer_jeudi(
            jeudi=contenu,
            espace=choix["espace"],
            espace_inscription=choix["espace_inscription"],
            horaires=horaires,
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
        visio = self.annexes["visio"].cleaned_data
        operations.poser_la_visio(jeudi=objet, lien=visio["lien"], consigne=visio["consigne"], par=par)


@require_http_methods(["GET", "HEAD", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new Jeudi; the team alone. Its forme first: the form then proposes what suits it."""
    if not peut_creer(request.user):
        raise Http404
    if request.method != "POST" and request.GET.get("forme") not in Forme.values:
        formes = [(forme, MODELES[forme]) for forme in Forme]
        return render(request, "jeudis/choisir_la_forme.html", {"formes": formes, "depuis": request.GET.get("depuis", "")})
    return SaisieDeJeudi(request, None).repondre()


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a Jeudi."""
    return SaisieDeJeudi(request, de_l_equipe(request, slug)).repondre()
