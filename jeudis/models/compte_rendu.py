"""Compte rendu: one source, two editions. Passages marked *réservé* leave the public one."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.db import models
from django.db.models import Q
from django.urls import reverse

from centre.espaces.acces import Lecteur, ids
from centre.espaces.models import Espace
from centre.publications.matiere import Matiere
from centre.publications.models import Publication, PublicationQuerySet
from centre.publications.texte_riche import EXTENSIONS_A_DEUX_EDITIONS, ChampDeTexteRiche, assainir_deux_editions

from .jeudi import PARIS, Jeudi
from .sections import sans_reserve


class CompteRenduQuerySet(PublicationQuerySet["CompteRendu"]):
    """Reads on comptes rendus: who reads one of the two editions reads the row."""

    def visibles_pour(self, lecteur: Lecteur) -> "CompteRenduQuerySet":
        """Those of which ``lecteur`` reads an edition; ``edition_pour`` says which."""
        complete = super().visibles_pour(lecteur)
        publique = self.publie_pour(lecteur) & Q(espace_publique_id__in=ids(lecteur))
        return self.filter(Q(pk__in=complete.values("pk")) | publique)

    def complets_pour(self, lecteur: Lecteur) -> "CompteRenduQuerySet":
        """Those ``lecteur`` reads whole: the one rule on the réservée edition's espace."""
        return super().visibles_pour(lecteur)


class CompteRendu(Publication):
    """Report of a Jeudi. ``espace`` is that of the complete edition, ``espace_publique`` that of the public one (None: none)."""

    GABARIT_DE_RELECTURE = "jeudis/compte_rendu_relecture.html"
    CHAMP_D_ADRESSE = "jeudi__slug"
    CHAMPS_VIVANTS = (*Publication.CHAMPS_VIVANTS, "jeudi", "espace_publique")

    jeudi = models.OneToOneField(Jeudi, models.PROTECT, related_name="compte_rendu", editable=False)
    espace_publique = models.ForeignKey(Espace, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    resume = models.TextField("l’essentiel en quelques lignes", max_length=1200, blank=True)
    texte = ChampDeTexteRiche("compte rendu", blank=True, extensions=EXTENSIONS_A_DEUX_EDITIONS, sanitize=assainir_deux_editions)

    objects = CompteRenduQuerySet.as_manager()

    class Meta:
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"

    def get_absolute_url(self) -> str:
        """One address for both editions, below its Jeudi."""
        return reverse("jeudis:compte_rendu", args=[self.jeudi.slug])

    def texte_public(self) -> str:
        """The public edition."""
        return sans_reserve(self.texte)

    @property
    def delai(self) -> int | None:
        """Days from the end of the Jeudi to the publication, in Paris (0: the same day, or before); None while one is missing."""
        if self.date_publication is None or self.jeudi.dernier_jour is None:
            return None
        return max((self.date_publication.astimezone(PARIS).date() - self.jeudi.dernier_jour).days, 0)

    @property
    def a_des_passages_reserves(self) -> bool:
        """True when the two editions differ."""
        return self.texte_public() != self.texte

    def erreurs_de_publication(self) -> dict[str, str]:
        """A title and a text."""
        erreurs = super().erreurs_de_publication()
        if not BeautifulSoup(self.texte, "html.parser").get_text(strip=True):
            erreurs["texte"] = "Le compte rendu est vide."
        return erreurs

    def substance(self) -> str:
        """The complete text."""
        return self.texte

    def matiere(self) -> Matiere:
        """The complete text."""
        return Matiere(self.titre, self.substance(), tuple(self.themes.all()), tuple(self.territoires.all()))
