"""While a document is deposited: its files are read meanwhile, what they say is proposed, what is there already is told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from centre.publications.acces import peut_modifier
from centre.publications.models import Soumission
from centre.publications.operations import soumettre

from ..doublons import doublons
from ..enums import Langue
from ..models import Ressource
from ..propositions import Proposition, du_fichier, proposer
from .carnet import SaisieDeRessource


class SaisieDeDepot(SaisieDeRessource):
    """The same page, with what the files say."""

    # --- what the files propose ---
    def de_l_origine(self) -> dict[str, Any]:
        """The empty fields of a draft take what its files say."""
        self.propositions = self._proposees()
        return super().de_l_origine() | {p.champ: p.valeur for p in self.propositions}

    def _proposees(self) -> list[Proposition]:
        objet = self.objet
        if objet is None or objet.first_published_at or self.request.method != "GET":
            return []
        contenu = du_fichier(objet.fichiers)
        refusees, champs = self._refusees(), self.formulaire.base_fields
        proposees = proposer(contenu) if contenu else []
        return [p for p in proposees if p.champ in champs and p.champ not in refusees and _est_vide(objet, p)]

    def repondre(self) -> HttpResponse:
        """A proposal that is refused is emptied; everything else is kept."""
        refusee = self.request.POST.get("refuser")
        if refusee in self.form.fields:
            self.form.data = self.form.data.copy()
            self.form.data.setlist(refusee, [])
        return super().repondre()

    def adresse_de_saisie(self, objet: Any) -> str:
        """The page again, which remembers what was refused."""
        refusees = self._refusees()
        suite = f"?{urlencode({'refuse': refusees}, doseq=True)}" if refusees else ""
        return super().adresse_de_saisie(objet) + suite

    def _plus_tard(self) -> HttpResponse:
        """Kept; and given to the team when its author would rather have it published by them."""
        if self.request.POST.get("geste") != "soumettre":
            return super()._plus_tard()
        if manque := self.objet.version_a_modifier().erreurs_de_publication():
            self.reporter(manque)
            return self.refus()
        soumettre(publication=self.objet, par=self.request.user)
        messages.success(self.request, "L’équipe du Centre va le publier ; vous le retrouvez dans « Mon espace ».")
        return redirect(self.objet)

    def _refusees(self) -> list[str]:
        """The fields whose proposal was refused, on this page or before."""
        dites = [*self.request.GET.getlist("refuse"), *self.request.POST.getlist("refuse"), self.request.POST.get("refuser")]
        return list(dict.fromkeys(champ for champ in dites if champ in self.formulaire.base_fields))

    # --- what is there already ---
    def _publier(self) -> HttpResponse:
        """A first publication that looks like what the writer may read is asked for twice."""
        if not self.objet.first_published_at and "malgre" not in self.request.POST:
            trouves = doublons(self.objet, self.request.user)
            if trouves:
                return self.page(statut=422, doublons=trouves, arrete=True)
        return super()._publier()

    def page(self, statut: int = 200, version: int | None = None, **plus: Any) -> HttpResponse:
        """With what was proposed, what looks the same, and how far the reading is."""
        objet = self.objet
        contexte: dict[str, Any] = {"propositions": self.propositions, "refusees": self._refusees()}
        if objet is not None and not objet.first_published_at:
            contexte["avancement"] = avancement(objet)
            contexte["soumis"] = Soumission.objects.en_attente().sur(objet).exists()
            if "doublons" not in plus:
                contexte["doublons"] = doublons(objet, self.request.user)
        return super().page(statut, version, **contexte | plus)


def _est_vide(objet: Ressource, proposee: Proposition) -> bool:
    """Nothing typed there yet; French, which every notice begins with, is nothing typed."""
    if proposee.champ == "langue":
        return objet.langue == Langue.FRANCAIS != proposee.valeur and proposee.valeur in Langue.values
    return not (objet.themes.all() if proposee.champ == "themes" else getattr(objet, proposee.champ))


def avancement(ressource: Ressource) -> dict[str, Any]:
    """How many of its files were read: ``lus``, ``total``, ``fini``, and a sentence."""
    etats = list(ressource.fichiers.dernieres().values_list("lecture__etat", flat=True))
    lus, total = sum(etat is not None for etat in etats), len(etats)
    fini = lus == total
    phrase = f"Lecture des fichiers : {lus} sur {total}." if not fini else "Les fichiers sont lus." if total else ""
    return {"lus": lus, "total": total, "fini": fini, "phrase": phrase}


@require_safe
def lecture(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the reading of a draft's files is, for the page that waits (JSON)."""
    ressource = get_object_or_404(Ressource.objects.visibles_pour(request.user), slug=slug)
    if not peut_modifier(ressource, request.user):
        raise Http404
    return JsonResponse(avancement(ressource), headers={"Cache-Control": "private, no-store"})
