"""A person with an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from centre.espaces.enums import EQUIPE, Public
from centre.territoires.monde import monde_d_un_poste

from ..acces import Regard, espace_d_un_champ, le_plus_ferme, lisent
from ..enums import Etat, MondeDuMembre

if TYPE_CHECKING:
    from .fiche import Fiche
    from .poste import Poste


class MembreQuerySet(models.QuerySet["Membre"]):
    """Reads on members."""

    def actifs(self) -> "MembreQuerySet":
        """Those who may sign in."""
        return self.filter(etat=Etat.ACTIF)

    def equipe(self) -> "MembreQuerySet":
        """Active members of the Centre's team."""
        return self.actifs().filter(groups__name__in=[role.value for role in EQUIPE]).distinct()

    def qui_consultent(self, espace: Any) -> "MembreQuerySet":
        """Those who may read ``espace``, in one query: the same answer as ``espaces_consultables``, asked from the other side."""
        return self.filter(lisent(espace))

    def dans_l_annuaire(self, regard: Regard) -> "MembreQuerySet":
        """Active members whose name this reader may know, with what their page prints, in a constant number of queries."""
        return self.actifs().filter(regard.condition()).pour_l_annuaire()

    def pour_l_annuaire(self) -> "MembreQuerySet":
        """With the fiche, the current post and the groups."""
        return self.select_related("fiche").avec_poste().prefetch_related("groups", "fiche__connus", "fiche__cherches")

    def par_nom(self) -> "MembreQuerySet":
        """By family name, then first name."""
        return self.order_by(Lower("nom"), Lower("prenom"), "pk")

    def avec_poste(self) -> "MembreQuerySet":
        """With the current post, its structure and territoires, in a constant number of queries (``membre.postes_en_cours``)."""
        from .poste import Poste

        postes = Poste.objects.en_cours().select_related("structure").prefetch_related("territoires")
        return self.prefetch_related(models.Prefetch("postes", postes, to_attr="postes_en_cours"))


class MembreManager(BaseUserManager["Membre"]):
    """Makes accounts; the operations are the usual door."""

    def get_queryset(self) -> MembreQuerySet:
        """The model's own QuerySet."""
        return MembreQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **champs: Any) -> "Membre":
        """A member with that address (lower-cased) and password (None: unusable)."""
        membre = self.model(email=self.normalize_email(email).lower(), **champs)
        membre.set_password(password)
        membre.save(using=self._db)
        return membre

    def get_by_natural_key(self, username: str | None) -> "Membre":
        """Addresses are compared without case."""
        return self.get(email__iexact=username)


class Membre(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A person with an account. What they may read comes from their groups (catégorie, roles) and never from this row."""

    email = models.EmailField("adresse électronique")
    prenom = models.CharField("prénom", max_length=80, blank=True)
    nom = models.CharField("nom", max_length=80, blank=True)
    etat = models.CharField("état", max_length=12, choices=Etat.choices, default=Etat.EN_ATTENTE)
    #: What Django, Wagtail and allauth ask; follows ``etat`` (see ``save``), and the database refuses anything else.
    is_active = models.BooleanField("actif", default=False)
    inscrit_le = models.DateTimeField("inscrit·e le", default=timezone.now)
    suspendu_le = models.DateTimeField("suspendu·e le", null=True, blank=True)
    exemple = models.BooleanField("personne fictive", default=False)
    #: Part of every session's seal: a new number ends them all, whatever kept them.
    epoque_des_sessions = models.PositiveIntegerField(default=0, editable=False)
    #: Themes this member follows; those of the post's territoires come with the post.
    themes = models.ManyToManyField("themes.Theme", blank=True, related_name="+")
    #: The account of the same person that took over this one's rows; this one is closed for good.
    fusionne_dans = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+")

    objects = MembreManager.from_queryset(MembreQuerySet)()  # type: ignore[misc]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "membre"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="une_adresse_par_membre"),
            models.CheckConstraint(
                condition=Q(etat=Etat.ACTIF, is_active=True) | (~Q(etat=Etat.ACTIF) & Q(is_active=False)),
                name="is_active_suit_l_etat",
            ),
        ]

    def __str__(self) -> str:
        return self.nom_complet or self.email

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        """``is_active`` is written with ``etat``, never alone."""
        self.is_active = self.etat == Etat.ACTIF
        if update_fields is not None and "etat" in update_fields:
            update_fields = {*update_fields, "is_active"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def nom_complet(self) -> str:
        """First name then family name."""
        return f"{self.prenom} {self.nom}".strip()

    def get_full_name(self) -> str:
        """Wagtail's name for the same."""
        return self.nom_complet

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's seal of a session, which follows the password, and here ``epoque_des_sessions`` too."""
        sel = f"centre.membres.session.{self.epoque_des_sessions}"
        return salted_hmac(sel, self.password, secret=secret, algorithm="sha256").hexdigest()

    @property
    def poste(self) -> "Poste | None":
        """The current post, or None (already fetched by ``avec_poste``)."""
        if hasattr(self, "postes_en_cours"):
            return next(iter(self.postes_en_cours), None)
        return self.postes.en_cours().select_related("structure").first()

    @property
    def dort(self) -> bool:
        """True while the account sleeps: silent for long, it receives no mail until its owner signs in or answers."""
        presence = getattr(self, "presence", None)
        return presence is not None and presence.endormie_le is not None

    def signature(self, jour: Any) -> tuple[str, str]:
        """Name, and post held on ``jour`` ("" without one): what a text published that day is signed with, for ever."""
        poste = self.postes.le(jour).select_related("structure").first()
        return self.nom_complet, str(poste) if poste else ""

    @property
    def fiche_ou_vide(self) -> "Fiche":
        """The fiche, or the closed defaults of one never written (not stored)."""
        from .fiche import Fiche

        return getattr(self, "fiche", None) or Fiche(membre=self)

    def espace_de(self, champ: str) -> str:
        """The slug of the espace whose readers see ``champ`` of the fiche."""
        return espace_d_un_champ(self, getattr(self.fiche_ou_vide, f"voir_{champ}"))

    def espace_le_plus_ferme(self, *champs: str) -> str:
        """The slug of the espace whose readers see all of these."""
        return le_plus_ferme(self.espace_de(champ) for champ in champs)

    @property
    def monde(self) -> MondeDuMembre | None:
        """Where the member counts in the passerelle: a référent nowhere, the others with the territoires of the current post.

        None without a post, or when the post has no territoire.
        """
        poste = self.poste
        if poste is None:
            return None
        if poste.categorie == Public.REFERENTS:
            return MondeDuMembre.TRANSVERSAL
        rives = list(monde_d_un_poste(poste.territoires.all()))
        return MondeDuMembre(rives[0]) if len(rives) == 1 else MondeDuMembre.MIXTE if rives else None

    @property
    def est_de_l_equipe(self) -> bool:
        """True for the animatrice and the administration."""
        return self.is_active and any(nom in self.noms_des_groupes for nom in (role.value for role in EQUIPE))

    @property
    def noms_des_groupes(self) -> frozenset[str]:
        """Names of the member's Django groups, asked once per instance."""
        if "_noms_des_groupes" not in self.__dict__:
            self._noms_des_groupes = frozenset(self.groups.values_list("name", flat=True))
        return self._noms_des_groupes
