"""Ressource: a notice of the library, with its files or a link; two levels, who sees the notice and who opens the files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.html import escape

from centre.catalogue.enums import Role
from centre.catalogue.models import Reference
from centre.espaces.acces import Lecteur
from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.publications.enums import EtatDeLecture
from centre.publications.matiere import Matiere
from centre.publications.models import Fichier, FichierQuerySet, Publication, PublicationQuerySet, Soumission, TexteDeFichier

from ..auteurs import noms
from ..dates import annees, dire, lire
from ..enums import Langue, Licence, Type

SEPT_JOURS = dt.timedelta(days=7)
#: What became of a file nothing could be read in, when its format has a reader.
MUETS = (
    EtatDeLecture.NUMERISE,
    EtatDeLecture.VIDE,
    EtatDeLecture.PROTEGE,
    EtatDeLecture.ILLISIBLE,
    EtatDeLecture.TROP_LONG,
    EtatDeLecture.ANCIEN,
)


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

    def les_dernieres(self, lecteur: Lecteur) -> "RessourceQuerySet":
        """Without the notices a newer one replaces, as far as ``lecteur`` reads the newer one."""
        type_ = ContentType.objects.get_for_model(Ressource)
        plus_recentes = Ressource.objects.visibles_pour(lecteur).publies()
        vers = Reference.objects.du_role(Role.REMPLACE).filter(content_type=type_, object_id__in=plus_recentes.values("pk"))
        return self.filter(~models.Exists(vers.filter(entree__content_type=type_, entree__object_id=models.OuterRef("pk"))))

    def de_l_annee(self, annee: int) -> "RessourceQuerySet":
        """Those whose date covers a year."""
        return self.filter(models.Q(annee=annee) | models.Q(annee__lte=annee, annee_de_fin__gte=annee))

    def soumises(self) -> "RessourceQuerySet":
        """Drafts whose author asked the team to publish them."""
        type_ = ContentType.objects.get_for_model(Ressource)
        demandes = Soumission.objects.en_attente().filter(content_type=type_, object_id=models.OuterRef("pk"))
        return self.brouillons().filter(models.Exists(demandes))

    def muets(self) -> "RessourceQuerySet":
        """With a file whose text could not be read: the search only knows their notice."""
        type_ = ContentType.objects.get_for_model(Ressource)
        fichiers = Fichier.objects.filter(
            content_type=type_, object_id=models.OuterRef("pk"), lecture__etat__in=MUETS
        ).dernieres()
        return self.filter(models.Exists(fichiers))


class Ressource(Publication):
    """A document of the library. ``espace`` says who sees the notice, ``espace_fichiers`` who opens the files."""

    ADRESSES_PRISES = Publication.ADRESSES_PRISES | {
        *("deposer", "demandes", "ouvertures", "a-publier", "a-revoir", "telechargements", "lot"),
    }
    CHAMPS_VIVANTS = (*Publication.CHAMPS_VIVANTS, "espace_fichiers")
    GABARIT_DE_RELECTURE = "bibliotheque/relecture.html"
    AVIS_DE_DEMENAGEMENT = (
        "Les fichiers suivent la notice quand elle se ferme ; ils ne s’ouvrent jamais à une personne de plus. "
        "Ce qui est réservé ne s’ouvre à tous qu’après vérification."
    )

    type = models.CharField(max_length=10, choices=Type.choices, default=Type.GUIDE)
    auteurs = models.CharField(
        "auteurs", max_length=300, blank=True, help_text="Personnes ou structures, séparées par des points-virgules."
    )
    #: W3CDTF, or a period « a/b »: see ``dates``. ``annee`` and ``annee_de_fin``, what lists filter by, follow it.
    periode = models.CharField(
        "date du document",
        max_length=30,
        blank=True,
        help_text="Une année, un mois, un jour ou une période : 2006, mars 2006, 16/03/2006, 2005-2008.",
    )
    annee = models.PositiveSmallIntegerField("année", null=True, blank=True, editable=False)
    annee_de_fin = models.PositiveSmallIntegerField("dernière année", null=True, blank=True, editable=False)
    edition = models.CharField("édition", max_length=80, blank=True, help_text="« 2e édition », « version de mars »…")
    langue = models.CharField("langue", max_length=3, choices=Langue.choices, default=Langue.FRANCAIS)
    licence = models.CharField("licence du contenu", max_length=20, choices=Licence.choices, blank=True)
    resume = models.TextField("de quoi s’agit-il ?", max_length=2000, blank=True)
    source = models.CharField("source", max_length=200, blank=True)
    lien = models.URLField("adresse d’un document en ligne", blank=True, max_length=500)
    espace_fichiers = models.ForeignKey(Espace, models.PROTECT, related_name="+", editable=False)

    objects = RessourceQuerySet.as_manager()

    class Meta:
        verbose_name = "ressource"
        indexes = [
            models.Index(fields=["-date_publication"]),
            GinIndex(fields=["titre"], name="titres_proches", opclasses=["gin_trgm_ops"]),
        ]

    def clean(self) -> None:
        """The date in its canonical form, and the years it covers; a row that only knows its year has that for a date.

        Raises ValidationError.
        """
        super().clean()
        try:
            self.periode = lire(self.periode) or str(self.annee or "")
        except ValueError as faute:
            raise ValidationError({"periode": DATE_ILLISIBLE}) from faute
        self.annee, self.annee_de_fin = annees(self.periode) or (None, None)

    def get_absolute_url(self) -> str:
        """Permanent once published."""
        return reverse("ressources:detail", args=[self.slug])

    @property
    def date_en_mots(self) -> str:
        """« mars 2006 », « 2005 à 2008 »."""
        return dire(self.periode or str(self.annee or ""))

    @property
    def liste_des_auteurs(self) -> list[str]:
        """Their names, one by one."""
        return noms(self.auteurs)

    @property
    def adresse_de_la_licence(self) -> str:
        """Where the licence is read."""
        return Licence(self.licence).adresse if self.licence else ""

    @property
    def espace_des_fichiers(self) -> int:
        """The second level."""
        return self.espace_fichiers_id

    def demenager(self, espace: Espace) -> list[str]:
        """The files follow a notice that becomes more reserved than they are, and never gain a reader.

        Between two espaces of which none contains the other (a groupe and a catégorie), that leaves the team alone.
        Raises ValidationError: see ``exiger_la_verification``.
        """
        self.exiger_la_verification(self.espace, espace)
        champs = super().demenager(espace)
        if contient(espace, self.espace_fichiers):
            return champs
        self.espace_fichiers = espace if contient(self.espace_fichiers, espace) else Espace.objects.du_systeme(Nature.EQUIPE)
        return [*champs, "espace_fichiers"]

    def exiger_la_verification(self, de: Espace, vers: Espace) -> None:
        """What was published for some is not opened to everybody by a change of readers: it is checked first (Ouverture).

        Raises ValidationError unless an opening that was checked is due.
        """
        if self.live and vers.ouvert and not de.ouvert and not self.ouvertures.echues().filter(vers=vers).exists():  # type: ignore[attr-defined]
            raise ValidationError({"espace": A_VERIFIER})

    def suites_du_demenagement(self) -> str:
        """Who opens the files from now on."""
        return f"Les fichiers : {self.espace_fichiers.nom}."

    @property
    def fichiers(self) -> FichierQuerySet:
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
        lus = TexteDeFichier.objects.filter(fichier__in=self.fichiers.dernieres()).order_by("fichier__depose_le", "fichier__cle")
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

    def remplacantes(self) -> RessourceQuerySet:
        """Published notices that replace this one, latest first; readers go through ``visibles_pour``."""
        return Ressource.objects.publies().filter(pk__in=_porteuses(self.pk)).order_by("-date_publication", "-pk")

    def remplacees(self) -> RessourceQuerySet:
        """The older notice this one replaces, in a list of one or none; readers go through ``visibles_pour``."""
        references = Reference.objects.sur(self).du_role(Role.REMPLACE)
        return Ressource.objects.filter(pk__in=references.values("entree__object_id"))

    @property
    def ouverture_attendue(self) -> Any:
        """The opening planned for a day, or None."""
        return self.ouvertures.attendues().select_related("vers").first()  # type: ignore[attr-defined]

    @property
    def depassee(self) -> bool:
        """True when whoever reads it reads a newer edition too: it then leaves the lists of the whole house."""
        return any(notice.espace.contient(self.espace) for notice in self.remplacantes().select_related("espace"))


def _porteuses(ancienne: Any) -> models.QuerySet[Any, Any]:
    """The keys of the notices that point to ``ancienne`` (a key, or an OuterRef) as the one they replace."""
    type_ = ContentType.objects.get_for_model(Ressource)
    vers = Reference.objects.du_role(Role.REMPLACE).filter(content_type=type_, entree__content_type=type_)
    return vers.filter(entree__object_id=ancienne).values("object_id")


def contient(notice: Espace, fichiers: Espace) -> bool:
    """True when the readers of ``fichiers`` surely read ``notice``."""
    return notice.contient(fichiers)


A_VERIFIER = "Pour ouvrir à tous ce qui était réservé, passez par « Ouvrir plus largement », sur la page de la notice."
DATE_ILLISIBLE = "Cette date n’est pas comprise. Écrivez 2006, mars 2006, 16/03/2006 ou 2005-2008."
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
