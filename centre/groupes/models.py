"""Groupe: the room of a working group, one to one with its Espace; who came in and how; its folders of documents."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from centre.espaces.acces import Lecteur, est_membre, ids
from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.membres.models import Membre, MembreQuerySet

from .enums import ANNONCEES, EtatAdhesion, Porte, RoleDansLeGroupe


class GroupeQuerySet(models.QuerySet["Groupe"]):
    """Reads on groupes."""

    def visibles_pour(self, lecteur: Lecteur) -> "GroupeQuerySet":
        """Those whose room ``lecteur`` may enter: the one rule, on the espace."""
        return self.filter(espace_id__in=ids(lecteur))

    def connus_de(self, lecteur: Lecteur) -> "GroupeQuerySet":
        """Those ``lecteur`` may know of: their own, those that invite them, and for the réseau those that announce themselves."""
        reseau = Exists(Espace.objects.filter(nature=Nature.RESEAU, pk__in=ids(lecteur)))
        ouverts = Q(espace__fin__isnull=True) | Q(espace__fin__gt=Now())
        connus = Q(espace_id__in=ids(lecteur)) | (Q(porte__in=ANNONCEES) & ouverts & Q(reseau))
        if est_membre(lecteur):
            invitee = Adhesion.objects.filter(groupe=OuterRef("pk"), membre=lecteur.pk, etat=EtatAdhesion.INVITEE)
            connus |= Q(Exists(invitee)) & ouverts
        return self.filter(connus)

    def pour_la_liste(self) -> "GroupeQuerySet":
        """With the espace, by name."""
        return self.select_related("espace").order_by("espace__nom", "pk")


class Groupe(models.Model):
    """A working group. Its rights are those of its espace; its members, those of the Django group ``nom_du_groupe``."""

    espace = models.OneToOneField(Espace, models.CASCADE, primary_key=True, related_name="groupe")
    porte = models.CharField("on y entre", max_length=12, choices=Porte.choices, default=Porte.INVITATION)
    #: Pinned above everything, for those inside.
    note = models.TextField("note épinglée", max_length=2000, blank=True)
    note_le = models.DateTimeField(null=True, blank=True)
    cree_le = models.DateTimeField(default=timezone.now)
    exemple = models.BooleanField("contenu d’exemple", default=False)

    objects = GroupeQuerySet.as_manager()

    #: The thread is made of comments on the groupe itself, which nobody wrote.
    auteur = None

    class Meta:
        verbose_name = "groupe de travail"
        verbose_name_plural = "groupes de travail"

    def __str__(self) -> str:
        return self.espace.nom

    def get_absolute_url(self) -> str:
        """Its room, or its door."""
        return reverse("groupes:detail", args=[self.espace.slug])

    @property
    def nom_du_groupe(self) -> str:
        """The Django group of its members."""
        return f"groupe-{self.espace.slug}"

    @property
    def nom_de_la_coanimation(self) -> str:
        """The Django group of those who animate it; no slug holds a colon, so no groupe is called so."""
        return f"groupe-{self.espace.slug}:coanimation"

    @property
    def ferme(self) -> bool:
        """True once its end has come, by this machine's clock: for the screens; the rule asks the database."""
        return self.espace.fin is not None and self.espace.fin <= timezone.now()

    @property
    def est_publie(self) -> bool:
        """What a thread of comments asks of what it is below."""
        return not self.ferme


class AdhesionQuerySet(models.QuerySet["Adhesion"]):
    """Reads on memberships. They are « à moi »: one's own, and those of the groupe one animates."""

    def visibles_pour(self, lecteur: Lecteur) -> "AdhesionQuerySet":
        """One's own: what a mail about it asks before it leaves."""
        return self.filter(membre=lecteur.pk) if est_membre(lecteur) else self.none()

    def a_traiter(self) -> "AdhesionQuerySet":
        """Requests nobody answered, the oldest first; a closed groupe has none."""
        ouvert = Q(groupe__espace__fin__isnull=True) | Q(groupe__espace__fin__gt=Now())
        return self.filter(ouvert, etat=EtatAdhesion.DEMANDEE).order_by("demandee_le", "pk")


class Adhesion(models.Model):
    """Where one person stands with one groupe, and since when. What they may read comes from the Django group alone."""

    groupe = models.ForeignKey(Groupe, models.CASCADE, related_name="adhesions")
    membre = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="adhesions_aux_groupes")
    etat = models.CharField("état", max_length=10, choices=EtatAdhesion.choices)
    role = models.CharField("rôle", max_length=12, choices=RoleDansLeGroupe.choices, default=RoleDansLeGroupe.MEMBRE)
    #: Why one asks, or why one is refused.
    message = models.TextField(max_length=1000, blank=True)
    demandee_le = models.DateTimeField(null=True, blank=True)
    depuis = models.DateTimeField(null=True, blank=True)
    #: How many times the door was knocked at: each request, each invitation is one event, and one mail.
    tour = models.PositiveSmallIntegerField(default=0)
    traitee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["groupe", "membre"], name="une_adhesion_par_groupe_et_membre")]

    def __str__(self) -> str:
        return f"adhésion {self.pk} ({self.get_etat_display()})"


class Classeur(models.Model):
    """A named folder of a groupe: ordered references to what was published, chosen by those who animate it."""

    groupe = models.ForeignKey(Groupe, models.CASCADE, related_name="classeurs")
    nom = models.CharField(max_length=120)
    ordre = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "classeur"
        ordering = ["ordre", "pk"]
        constraints = [models.UniqueConstraint(fields=["groupe", "nom"], name="un_classeur_par_nom_et_groupe")]

    def __str__(self) -> str:
        return self.nom


def inscrits(groupe: Groupe) -> MembreQuerySet:
    """The active members of the Django group: the truth of who is in."""
    return Membre.objects.actifs().filter(groups__name=groupe.nom_du_groupe)
