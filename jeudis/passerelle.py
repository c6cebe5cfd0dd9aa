"""The passerelle of a Jeudi (NET-8): who registered, by catégorie and by monde; whom to invite, and why. Computed, never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils import timezone

from centre.courriels.models import Courriel, Preference
from centre.espaces.enums import CATEGORIES, Public
from centre.membres.models import Membre, Poste
from centre.territoires.enums import Monde
from centre.territoires.monde import monde_d_un_poste

from .enums import EtatInscription
from .models import Inscription, Jeudi, Participant

#: Below it a ratio says nothing.
MINIMUM = 5
#: Under this share a bank is said to be missing.
PLANCHER = Fraction(2, 5)
#: How many persons are named.
AU_PLUS = 5
#: The kind of the mail that invites; one per person and Jeudi.
INVITATION = "jeudi_proposition"
RIVES = {Monde.URBAIN.value: "urbain", Monde.RURAL.value: "rural"}


@dataclass(frozen=True)
class Passerelle:
    """The mix of some people: ``urbain`` and ``rural`` are sums of shares; ``transversal`` and ``sans_rive`` stay out of the ratio."""

    total: int = 0
    urbain: Fraction = Fraction(0)
    rural: Fraction = Fraction(0)
    transversal: int = 0
    sans_rive: int = 0
    categories: tuple[tuple[str, int], ...] = ()

    @property
    def suffisante(self) -> bool:
        """Enough people, and somebody on a bank."""
        return self.total >= MINIMUM and bool(self.urbain + self.rural)

    def part(self, rive: str) -> Fraction:
        """The share of a bank, between 0 and 1, among those who stand on one."""
        entier = self.urbain + self.rural
        return getattr(self, rive) / entier if entier else Fraction(0)

    @property
    def rives(self) -> list[tuple[str, str, int]]:
        """Bank, how many (halves said), share in percent: the two add up to 100."""
        ru = round(self.part("rural") * 100)
        return [("rural", _nombre(self.rural), ru), ("urbain", _nombre(self.urbain), 100 - ru)]

    @property
    def manquantes(self) -> list[str]:
        """The banks under the floor."""
        return [rive for rive in ("rural", "urbain") if self.suffisante and self.part(rive) < PLANCHER]

    @property
    def absentes(self) -> list[str]:
        """The catégories of the target public nobody represents."""
        presentes = dict(self.categories)
        return [c.value for c in CATEGORIES if self.suffisante and not presentes.get(c.value)]

    @property
    def lignes(self) -> list[tuple[str, int]]:
        """Every catégorie with its words; those nobody named come last."""
        noms = dict(Poste.CATEGORIES)
        return [(noms.get(valeur, "Catégorie inconnue"), n) for valeur, n in self.categories]


def _nombre(part: Fraction) -> str:
    """2, or 2,5: shares are halves."""
    return str(part) if part.denominator == 1 else f"{float(part):.1f}".replace(".", ",")


def mesurer(personnes: Iterable[tuple[str, Iterable[Any]]]) -> Passerelle:
    """The mix of people given as (catégorie, territoires), by the glossary's definition of *monde*."""
    total, urbain, rural, transversal, sans_rive = 0, Fraction(0), Fraction(0), 0, 0
    comptes: Counter[str] = Counter()
    for categorie, territoires in personnes:
        total += 1
        comptes[categorie] += 1
        if categorie == Public.REFERENTS:
            transversal += 1
            continue
        parts = monde_d_un_poste(territoires)
        urbain += parts.get(Monde.URBAIN.value, Fraction(0))
        rural += parts.get(Monde.RURAL.value, Fraction(0))
        sans_rive += not parts
    ordre = [*(valeur for valeur, _ in Poste.CATEGORIES), ""]
    cibles = {c.value for c in CATEGORIES}
    categories = tuple((valeur, comptes[valeur]) for valeur in ordre if comptes[valeur] or valeur in cibles)
    return Passerelle(total, urbain, rural, transversal, sans_rive, categories)


def participants(jeudi: Jeudi) -> list[Participant]:
    """Who has a seat, with or without an account, each with the post of the day."""
    return [inscription.participant for inscription in jeudi.inscriptions.inscrits().avec_participant()]


def passerelle_de(jeudi: Jeudi) -> Passerelle:
    """The mix of those who have a seat, at this instant."""
    return mesurer((p.categorie, p.territoires) for p in participants(jeudi))


@dataclass(frozen=True)
class Suggestion:
    """Somebody to invite. ``raisons``: in words, the strongest first; there is no mark and no rank."""

    membre: Membre
    raisons: tuple[str, ...]
    #: What the list is sorted by; nothing else reads it.
    ordre: tuple[bool, ...] = field(default=(), repr=False)


def invitables(jeudi: Jeudi) -> Any:
    """Active members who may read the page and register, have no registration (kept, waiting or refused), were not written to yet,
    accept these mails, and do not work at the Centre."""
    deja = Inscription.objects.filter(jeudi=jeudi, membre__isnull=False).values("membre")
    refus = Preference.objects.filter(genre=INVITATION, recevoir=False).values("membre")
    peuvent = Membre.objects.actifs().qui_consultent(jeudi.espace).qui_consultent(jeudi.espace_inscription)
    equipe = Membre.objects.equipe().values("pk")
    return (
        peuvent.exclude(pk__in=deja)
        .exclude(pk__in=refus)
        .exclude(pk__in=equipe)
        .exclude(pk__in=invitations(jeudi).values("destinataire"))
        .exclude(presence__endormie_le__isnull=False)
    )


def invitations(jeudi: Jeudi) -> Any:
    """The mails that invited somebody to this Jeudi."""
    return Courriel.objects.filter(genre=INVITATION, evenement=evenement_d_invitation(jeudi), destinataire__isnull=False)


def evenement_d_invitation(jeudi: Jeudi) -> str:
    """What names the mail: one per person and Jeudi."""
    return f"jeudi-{jeudi.pk}"


def suggestions(jeudi: Jeudi, passerelle: Passerelle) -> list[Suggestion]:
    """At most ``AU_PLUS`` persons whom the mix, the themes or the territoires of the Jeudi call for; nobody while data is too thin."""
    if not passerelle.suffisante or not jeudi.inscriptions_ouvertes:
        return []
    themes = {theme.pk: theme.nom for theme in jeudi.themes.all()}
    lieux = {lieu.pk: lieu.nom for lieu in jeudi.territoires.all()}
    venues = _venues_cette_annee(jeudi)
    membres = invitables(jeudi).select_related("fiche").prefetch_related("fiche__cherches").avec_poste().par_nom()
    trouvees = (_suggerer(membre, passerelle, themes, lieux, venues) for membre in membres)
    return sorted((s for s in trouvees if s), key=lambda s: s.ordre)[:AU_PLUS]


def _venues_cette_annee(jeudi: Jeudi) -> set[int]:
    """Members with a seat at another Jeudi of the same year."""
    annee = (jeudi.premier_jour or timezone.localdate()).year
    autres = Inscription.objects.filter(etat=EtatInscription.INSCRIT, jeudi__premier_jour__year=annee).exclude(jeudi=jeudi)
    return set(autres.filter(membre__isnull=False).values_list("membre", flat=True))


def _suggerer(
    membre: Membre, passerelle: Passerelle, themes: dict[int, str], lieux: dict[int, str], venues: set[int]
) -> Suggestion | None:
    poste = membre.poste
    if poste is None:
        return None
    territoires = list(poste.territoires.all())
    rives = [] if poste.categorie == Public.REFERENTS else list(monde_d_un_poste(territoires))
    rive = next((r for r in passerelle.manquantes if rives == [r]), "")
    categorie = poste.get_categorie_display() if poste.categorie in passerelle.absentes else ""
    fiche = getattr(membre, "fiche", None)
    cherches = [themes[t.pk] for t in fiche.cherches.all() if t.pk in themes] if fiche else []
    chez = [lieux[t.pk] for t in territoires if t.pk in lieux]
    jamais = membre.pk not in venues
    raisons = [
        f"le côté {RIVES[rive]} manque" if rive else "",
        f"personne de la catégorie « {categorie} »" if categorie else "",
        f"cherche : {', '.join(cherches)}" if cherches else "",
        f"travaille ici : {', '.join(chez)}" if chez else "",
        "n’est inscrit·e à aucun autre Jeudi cette année" if jamais else "",
    ]
    if not any(raisons[:4]):
        return None
    return Suggestion(membre, tuple(filter(None, raisons)), tuple(not raison for raison in raisons))
