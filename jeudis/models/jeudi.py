"""Jeudi and its séances."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.urls import reverse
from django.utils import timezone

from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.publications.matiere import Matiere
from centre.publications.models import Publication, PublicationQuerySet
from centre.publications.texte_riche import ChampDeTexteRiche
from centre.temps import PARIS

if TYPE_CHECKING:
    from .seance import Seance

from ..enums import EtatInscription, Forme
from .lieu import Lieu

#: Today in Paris, by the database's clock.
AUJOURD_HUI = TruncDate(Now(), tzinfo=PARIS)


class JeudiQuerySet(PublicationQuerySet["Jeudi"]):
    """Reads on Jeudis. À venir and passés are exact complements: a Jeudi is past from the day after its last one, in Paris."""

    def a_venir(self) -> "JeudiQuerySet":
        """Not past, soonest first; those without a date come last."""
        return self.filter(Q(dernier_jour__isnull=True) | Q(dernier_jour__gte=AUJOURD_HUI)).order_by(
            models.F("premier_jour").asc(nulls_last=True), "pk"
        )

    def passes(self) -> "JeudiQuerySet":
        """Past, latest first."""
        return self.filter(dernier_jour__lt=AUJOURD_HUI).order_by("-dernier_jour", "-pk")

    def pour_la_liste(self) -> "JeudiQuerySet":
        """With what a list prints, in a constant number of queries."""
        return (
            self.select_related("espace", "espace_inscription", "compte_rendu__espace", "compte_rendu__espace_publique", "regles")
            .prefetch_related("seances", "themes")
            .avec_compte()
        )

    def pour_un_agenda(self) -> "JeudiQuerySet":
        """With the séances a calendar speaks of, those taken out since too (``seances_annoncees``), in two queries."""
        from .seance import Seance

        return self.prefetch_related(models.Prefetch("seances", Seance.toutes.all(), to_attr="seances_de_toujours"))

    def avec_compte(self) -> "JeudiQuerySet":
        """``n_inscrits``, ``n_attente`` and ``n_retenues`` (seats offered or held) on each row."""
        inscrits = Q(inscriptions__etat=EtatInscription.INSCRIT)
        attente = Q(inscriptions__etat=EtatInscription.EN_ATTENTE)
        retenues = Q(inscriptions__etat=EtatInscription.EN_ATTENTE, inscriptions__offerte_jusqu_au__gt=Now()) | Q(
            inscriptions__etat=EtatInscription.A_CONFIRMER, inscriptions__tenue_jusqu_au__gt=Now()
        )
        return self.annotate(
            n_retenues=models.Count("inscriptions", filter=retenues, distinct=True),
            n_inscrits=models.Count("inscriptions", filter=inscrits, distinct=True),
            n_attente=models.Count("inscriptions", filter=attente, distinct=True),
        )

    def sans_compte_rendu(self) -> "JeudiQuerySet":
        """Past, held, whose compte rendu is not published."""
        return self.passes().publies().filter(annule_le__isnull=True).exclude(compte_rendu__live=True)


class Jeudi(Publication):
    """A meeting of the Centre. ``espace`` says who sees the page, ``espace_inscription`` who may register."""

    CHAMPS_VIVANTS = (
        *Publication.CHAMPS_VIVANTS,
        *("espace_inscription", "premier_jour", "dernier_jour", "annule_le", "motif_annulation", "sequence", "places"),
        *("lieu_annonce", "agenda_le", "cohorte", "precedent"),
    )
    GABARIT_DE_RELECTURE = "jeudis/relecture.html"
    ADRESSES_PRISES = Publication.ADRESSES_PRISES | {
        *("passes", "creer", "agenda", "comptes-rendus-a-publier", "emargements", "evaluations", "questions"),
        *("lieux", "preparation", "listes", "mon-agenda", "ailleurs", "sondages", "besoins"),
        *("comptes-rendus", "delais-des-comptes-rendus", "decisions", "modeles"),
    }

    forme = models.CharField(max_length=10, choices=Forme.choices, default=Forme.SEANCE)
    chapo = models.TextField("en deux phrases", max_length=500, blank=True)
    objectif = models.TextField("vous repartirez avec", max_length=1500, blank=True)
    programme = ChampDeTexteRiche("programme", blank=True)
    lieu = models.CharField("lieu", max_length=160, blank=True)
    adresse = models.CharField("adresse", max_length=240, blank=True)
    #: The venue's sheet, when the Centre has one.
    salle = models.ForeignKey(Lieu, models.PROTECT, null=True, blank=True, related_name="jeudis", verbose_name="fiche du lieu")
    hybride = models.BooleanField("on peut aussi suivre à distance", default=False)
    besoins = models.TextField("accueil et accessibilité", max_length=1500, blank=True)
    co_organisateurs = models.CharField("organisé avec", max_length=300, blank=True)
    #: Of a cycle: how many of its séances must be followed for the attestation (None: no rule).
    presence_requise = models.PositiveSmallIntegerField("séances à suivre pour l’attestation", null=True, blank=True)
    #: Of a cycle: the last day of its cohort's espace (None: six months after the last séance).
    cohorte_jusqu_au = models.DateField("espace de la promotion ouvert jusqu’au", null=True, blank=True)
    cohorte = models.OneToOneField(Espace, models.PROTECT, null=True, related_name="+", editable=False)
    precedent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="suivants", editable=False)
    places = models.PositiveIntegerField("nombre de places", null=True, blank=True)
    cloture = models.DateTimeField("inscriptions jusqu’au", null=True, blank=True)
    compte_rendu_attendu_le = models.DateField("compte rendu attendu le", null=True, blank=True)
    espace_inscription = models.ForeignKey(Espace, models.PROTECT, related_name="+", null=True, editable=False)
    premier_jour = models.DateField(null=True, editable=False)
    dernier_jour = models.DateField(null=True, editable=False)
    annule_le = models.DateTimeField(null=True, editable=False)
    motif_annulation = models.TextField(blank=True, editable=False)
    #: Grows with each change of date or place, for calendars (RFC 5545 SEQUENCE).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    #: When ``sequence`` last grew, for calendars too (DTSTAMP): it moves with it, see ``save``.
    agenda_le = models.DateTimeField(default=timezone.now, editable=False)
    #: Where readers were last told it takes place (None: never told).
    lieu_annonce = models.CharField(max_length=410, null=True, editable=False)

    objects = JeudiQuerySet.as_manager()

    n_inscrits: int  # annotated by ``avec_compte``
    n_attente: int
    n_retenues: int

    class Meta:
        verbose_name = "Jeudi"
        verbose_name_plural = "Jeudis"
        indexes = [models.Index(fields=["dernier_jour"])]

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """``agenda_le`` follows ``sequence``, whoever makes it grow."""
        if update_fields is not None and "sequence" in update_fields:
            self.agenda_le, update_fields = timezone.now(), {*update_fields, "agenda_le"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        """Permanent once published."""
        return reverse("jeudis:detail", args=[self.slug])

    @property
    def icone_forme(self) -> str:
        """The sign of its forme."""
        return Forme(self.forme).icone

    @property
    def ou(self) -> str:
        """Its place and the address of that place."""
        return ", ".join(filter(None, [self.lieu, self.adresse]))

    @property
    def seances_annoncees(self) -> "list[Seance]":
        """Every séance a calendar may have heard of (fetched by ``pour_un_agenda``, else read now)."""
        if hasattr(self, "seances_de_toujours"):
            return list(self.seances_de_toujours)
        return list(self.seances(manager="toutes").all())  # type: ignore[operator]

    @property
    def places_libres(self) -> int:
        """Seats left, on a row read with ``avec_compte``."""
        return max((self.places or 0) - self.n_inscrits - self.n_retenues, 0)

    @property
    def est_complet(self) -> bool:
        """No seat is left, or people wait for one that is not kept for others (a row read with ``pour_la_liste``)."""
        if self.places is None:
            return False
        return self.places_libres == 0 or (self.n_attente > 0 and not self.garde_des_places)

    @property
    def garde_des_places(self) -> bool:
        """Quotas are in force, by this machine's clock: for the screens."""
        regles: Any = getattr(self, "regles", None)
        return regles is not None and regles.en_vigueur(timezone.now())

    @property
    def est_passe(self) -> bool:
        """Past from the day after its last one, by this machine's clock: for the screens."""
        return self.dernier_jour is not None and self.dernier_jour < timezone.now().astimezone(PARIS).date()

    @property
    def inscriptions_ouvertes(self) -> bool:
        """``ouvertes_a`` now, by this machine's clock: for the screens."""
        return self.ouvertes_a(timezone.now())

    def ouvertes_a(self, instant: dt.datetime) -> bool:
        """Published, not cancelled, not past, before its closing time (none: until the first séance begins)."""
        if not self.est_publie or self.annule_le or self.est_passe:
            return False
        limite = self.cloture or self.debut
        return limite is None or instant < limite

    @property
    def debut(self) -> dt.datetime | None:
        """When its first séance begins."""
        return min((s.debut for s in self.seances.all()), default=None)

    @property
    def accepte_sans_compte(self) -> bool:
        """Anybody reads the page, and the audience goes beyond the réseau: an account is not asked (PUB-11)."""
        ouvertes = (Nature.OUVERT, Nature.ELARGI)
        return self.espace.ouvert and self.espace_inscription is not None and self.espace_inscription.nature in ouvertes

    def mots_du_programme(self) -> str:
        """The words of its slots and who speaks, as the page shows them."""
        lignes = [qui.nom for qui in self.intervenants.all()] + [qui.qualite for qui in self.intervenants.all()]
        for seance in self.seances.prefetch_related("creneaux"):
            lignes += [seance.titre, *(f"{c.titre} {c.description}".strip() for c in seance.creneaux.all())]
        return "\n".join(filter(None, lignes))

    def avant_de_retirer(self) -> tuple[str, str, str] | None:
        """People registered would find nothing and be told nothing: cancelling tells them."""
        personnes = self.inscriptions.en_cours().count()
        if not personnes or not self.est_publie or self.annule_le or self.est_passe:
            return None
        combien = "1 personne est inscrite" if personnes == 1 else f"{personnes} personnes sont inscrites"
        phrase = (
            f"{combien} ou en attente : retirer la page ne leur dit rien, et le courriel qu’elles ont reçu n’ouvrirait plus rien. "
            "Annuler ce Jeudi leur écrit, et garde la page avec vos mots."
        )
        return phrase, reverse("jeudis:annuler", args=[self.slug]), "Annuler ce Jeudi et les prévenir"

    def erreurs_de_publication(self) -> dict[str, str]:
        """A title, and at least one séance."""
        erreurs = super().erreurs_de_publication()
        if not self.seances.exists():
            erreurs["__all__"] = "Donnez au moins une date : c’est elle qui met le Jeudi dans l’agenda."
        return erreurs

    def substance(self) -> str:
        """Its programme."""
        return self.programme

    def matiere(self) -> Matiere:
        """What a compte rendu or a duplicate starts from."""
        return Matiere(self.titre, self.substance(), tuple(self.themes.all()), tuple(self.territoires.all()))
