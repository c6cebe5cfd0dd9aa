"""The writing page of a notice: what it holds, its two levels, the older edition it replaces."""

from __future__ import annotations

import uuid
from typing import Any

from centre.publications.acces import peut_modifier
from centre.publications.fichiers import recopier
from centre.publications.operations import deplacer
from centre.publications.views.photos import joindre_les_documents
from centre.publications.views.saisie import Saisie

from .. import operations
from ..forms import NiveauxForm, RessourceForm
from ..models import Ressource

#: What a new edition takes from the older one.
REPRIS = ("titre", "type", "resume", "auteurs", "langue", "licence", "source")


class SaisieDeRessource(Saisie):
    """A member deposits a document."""

    modele, formulaire, gabarit = Ressource, RessourceForm, "bibliotheque/carnet.html"
    champ_des_fichiers = "__all__"
    champ_du_texte = "resume"
    publie = "Le document est dans la bibliothèque : {espace}."

    def nouveau(self) -> Ressource:
        """Empty; or, from « ?remplace= », the notice of the older edition, to complete."""
        ancienne = self._ancienne()
        if ancienne is None:
            return super().nouveau()  # type: ignore[no-any-return]
        repris = {champ: getattr(ancienne, champ) for champ in REPRIS}
        return Ressource(
            jeton=uuid.uuid4(), **repris, themes=list(ancienne.themes.all()), territoires=list(ancienne.territoires.all())
        )

    def _ancienne(self) -> Ressource | None:
        demandee = (
            Ressource.objects.visibles_pour(self.request.user).publies().filter(slug=self.request.GET.get("remplace", "")[:120])
        )
        ancienne = demandee.first()
        return ancienne if ancienne and peut_modifier(ancienne, self.request.user) else None

    def de_l_origine(self) -> dict[str, Any]:
        """The address of the older edition."""
        ancienne = self._ancienne() if not self.objet else None
        return super().de_l_origine() | ({"remplace": ancienne.get_absolute_url()} if ancienne else {})

    def formulaires_annexes(self, data: Any) -> dict[str, Any]:
        """The two levels."""
        return {"niveaux": NiveauxForm(data, membre=self.request.user, ressource=self.objet)}

    def joindre(self) -> list[str]:
        """Documents of any format."""
        return joindre_les_documents(self.request, self.objet)

    def creer(self, contenu: Ressource) -> Ressource:
        """A draft notice, with the files of the text it is written from."""
        niveaux = self.annexes["niveaux"]
        ressource = operations.deposer(
            ressource=contenu, espace=niveaux.cleaned_data["espace"], espace_fichiers=niveaux.fichiers(), par=self.request.user
        )
        for fichier in self.depuis.fichiers if self.depuis else ():
            recopier(fichier=fichier, publication=ressource, par=self.request.user)
        return ressource

    def apres_enregistrement(self, objet: Ressource) -> None:
        """Who reads, and what it replaces, change at once."""
        niveaux = self.annexes["niveaux"]
        deplacer(publication=objet, espace=niveaux.cleaned_data["espace"], par=self.request.user)
        operations.ouvrir_les_fichiers_a(ressource=objet, espace=niveaux.fichiers(), par=self.request.user)
        operations.remplacer(ressource=objet, ancienne=self.form.cleaned_data["remplace"], par=self.request.user)
