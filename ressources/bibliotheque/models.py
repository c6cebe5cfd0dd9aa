"""Ressource: a notice of the library, with its files or a link; two levels, who sees the notice and who opens the files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.html import escape

from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.publications.enums import EtatDeLecture
from centre.publications.matiere import Matiere
from centre.publications.models import Fichier, Publication, PublicationQuerySet, TexteDeFichier

from .enums import Type

SEPT_JOURS = dt.timedelta(days=7)
#: What became of a file nothing could be read in, when its format has a reader.
MUETS = (EtatDeLecture.VIDE, EtatDeLecture.PROTEGE, EtatDeLecture.ILLISIBLE, EtatDeLecture.TROP_LONG)


class RessourceQuerySet(PublicationQuerySet["Ressource"]):
    """Reads on notices."""

    def pour_la_liste(self) -> "RessourceQuerySet":
        """With what a list prints, latest first."""
        return (
            self.select_related("espace", "espace_fichiers", "auteur")
            .prefetch_related("themes")
            .order_by("-date_publication", "-pk")
        )

    def recents(self, lecteur: Any) -> "RessourceQuerySet":
        """Published in the last seven days, by others than ``lecteur``."""
        return self.filter(date_publication__gte=Now() - SEPT_JOURS).exclude(auteur_id=lecteur.pk)

    def muets(self) -> "RessourceQuerySet":
        """With a file whose text could not be read: the search only knows their notice."""
        type_ = ContentType.objects.get_for_model(Ressource)
        fichiers = Fichier.objects.filter(content_type=type_, object_id=models.OuterRef("pk"), lecture__etat__in=MUETS)
        return self.filter(models.Exists(fichiers))


class Ressource(Publication):
    """A document of the library. ``espace`` says who sees the notice, ``espace_fichiers`` who opens the files."""

    ADRESSES_PRISES = Publication.ADRESSES_PRISES | {"deposer"}
    CHAMPS_VIVANTS = (*Publication.CHAMPS_VIVANTS, "espace_fichiers")
    GABARIT_DE_RELECTURE = "bibliotheque/relecture.html"
    AVIS_DE_DEMENAGEMENT = "Les fichiers suivent la notice quand elle se ferme ; ils ne s’ouvrent jamais à une personne de plus."

    type = models.CharField(max_length=10, choices=Type.choices, default=Type.GUIDE)
    auteurs = models.CharField(
        "auteurs", max_length=300, blank=True, help_text="Personnes ou structures, séparées par des virgules."
    )
    annee = models.PositiveSmallIntegerField(
        "année", null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    resume = models.TextField("de quoi s’agit-il ?", max_length=2000, blank=True)
    source = models.CharField("source", max_length=200, blank=True)
    lien = models.URLField("adresse d’un document en ligne", blank=True, max_length=500)
    espace_fichiers = models.ForeignKey(Espace, models.PROTECT, related_name="+", editable=False)

    objects = RessourceQuerySet.as_manager()

    class Meta:
        verbose_name = "ressource"
        indexes = [models.Index(fields=["-date_publication"])]

    def get_absolute_url(self) -> str:
        """Permanent once published."""
        return reverse("ressources:detail", args=[self.slug])

    @property
    def espace_des_fichiers(self) -> int:
        """The second level."""
        return self.espace_fichiers_id

    def demenager(self, espace: Espace) -> list[str]:
        """The files follow a notice that becomes more reserved than they are, and never gain a reader.

        Between two espaces of which none contains the other (a groupe and a catégorie), that leaves the team alone.
        """
        champs = super().demenager(espace)
        if contient(espace, self.espace_fichiers):
            return champs
        self.espace_fichiers = espace if contient(self.espace_fichiers, espace) else Espace.objects.du_systeme(Nature.EQUIPE)
        return [*champs, "espace_fichiers"]

    def suites_du_demenagement(self) -> str:
        """Who opens the files from now on."""
        return f"Les fichiers : {self.espace_fichiers.nom}."

    @property
    def fichiers(self) -> models.QuerySet[Fichier]:
        """All its files, whoever asks: for the depositor and for counting; readers go through ``visibles_pour``."""
        return Fichier.objects.sur(self)

    def erreurs_de_publication(self) -> dict[str, str]:
        """A title, and a file or a link."""
        erreurs = super().erreurs_de_publication()
        if not self.lien and not self.fichiers.exists():
            erreurs["lien"] = "Joignez un fichier, ou donnez l’adresse d’un document en ligne."
        return erreurs

    def texte_des_fichiers(self) -> str:
        """The words of its files, as far as a search row holds them: the beginning whole, then each other word once."""
        lus = TexteDeFichier.objects.filter(fichier__in=self.fichiers).order_by("fichier__depose_le", "fichier__cle")
        return abreger("\n".join(page for lecture in lus for page in lecture.pages))

    def substance(self) -> str:
        """What it is about, who made it, where it is."""
        lignes = filter(
            None, [self.resume, self.auteurs, " ".join(filter(None, [self.source, str(self.annee or "")])), self.lien]
        )
        return "".join(f"<p>{escape(ligne)}</p>" for ligne in lignes)

    def matiere(self) -> Matiere:
        """What a fiche or a dossier may start from."""
        return Matiere(self.titre, self.substance(), tuple(self.themes.all()), tuple(self.territoires.all()))


def contient(notice: Espace, fichiers: Espace) -> bool:
    """True when the readers of ``fichiers`` surely read ``notice``."""
    return notice.contient(fichiers)


#: Told beside the field by the form and by the operations.
TROP_OUVERTS = "Les fichiers ne peuvent pas être lus par des personnes qui ne voient pas la notice."
#: Characters of a text searched whole (phrases included), then of the words found further on.
DEBUT, SUITE = 200_000, 90_000


def abreger(texte: str) -> str:
    """``texte`` when short; else its beginning, then every other word once: any word of a long document is found."""
    if len(texte) <= DEBUT:
        return texte
    debut, connus = texte[:DEBUT], set(texte[:DEBUT].lower().split())
    autres: dict[str, Any] = dict.fromkeys(mot for mot in texte[DEBUT:].lower().split() if mot not in connus and len(mot) < 60)
    return f"{debut}\n{' '.join(autres)[:SUITE]}"
