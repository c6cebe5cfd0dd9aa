"""The leak probe: canaries in every field of every restricted object. A later type joins with ``@sonde("its name")``.

A canary is a word that exists nowhere else; it knows where it was put and which readers may meet it. A robot then reads the
portal as each kind of reader (``robot.py``): a canary met by somebody else is a leak.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree
from centre.catalogue.operations import referer
from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe
from centre.membres.operations import affecter_poste, creer_membre, creer_structure
from centre.publications import operations
from centre.publications.commentaires import commenter, retirer_commentaire
from centre.publications.fichiers import decrire, joindre_photo
from centre.publications.models import Fichier
from centre.publications.relecture import demander
from centre.sauvegarde.postgres import mesurer_les_tables
from echos.models import Echo
from extranet.models import ActualitePage, ActualitesPage

from .lecteurs import Gens
from .publics import ECRIVENT, EQUIPE, LISENT
from .scene import photo

#: What a canary looks like: letters alone, so that it survives addresses, stemming and highlighting.
CANARI = re.compile(r"canari[b-z]{10}", re.IGNORECASE)
PERSONNE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Canari:
    """Where it was put, who may meet it, and whether some screen is known to show it to them."""

    mot: str
    ou: str
    pour: frozenset[str]
    montre: bool


class Voliere:
    """Makes canaries and remembers them; ``adresses`` are those the robot tries besides what it finds."""

    def __init__(self, gens: Gens, theme: Any, territoire: Any) -> None:
        self.gens, self.theme, self.territoire = gens, theme, territoire
        self.canaris: dict[str, Canari] = {}
        self.adresses: set[str] = set()
        #: (reader, address): a POST that must find nothing there.
        self.refuses: list[tuple[str, str]] = []
        self._hasard = Random(2026)

    def canari(self, ou: str, pour: Collection[str], *, montre: bool = True) -> str:
        """A new canary, put in ``ou``, for the readers named. ``montre=False``: no screen shows it, even to them."""
        mot = "canari" + "".join(self._hasard.choices("bcdfghjklmnpqrtvwxz", k=10))
        self.canaris[mot] = Canari(mot, ou, frozenset(pour), montre)
        return mot

    def rencontres(self, texte: str) -> set[str]:
        """The canaries a text holds."""
        return {mot.lower() for mot in CANARI.findall(texte)} & self.canaris.keys()

    def pk(self, slug: str) -> Espace:
        """The espace of that slug."""
        return Espace.objects.get(slug=slug)


Fabrique = Callable[[Voliere], None]
#: One factory per restricted type: it makes one object in each restricted espace and state, a canary in every field.
sondes: dict[str, Fabrique] = {}


def sonde(nom: str) -> Callable[[Fabrique], Fabrique]:
    """Make a type join the probe."""

    def ajouter(fabrique: Fabrique) -> Fabrique:
        assert nom not in sondes, f"la sonde « {nom} » existe déjà"
        sondes[nom] = fabrique
        return fabrique

    return ajouter


def lacher(voliere: Voliere) -> Voliere:
    """Run every factory, then let the database count its rows, as it does by itself of a portal in use."""
    for fabrique in sondes.values():
        fabrique(voliere)
    mesurer_les_tables()
    return voliere


# --- échos: published, with its old versions and its pending one; draft; withdrawn; moved; given back by the team ---

CHAMPS = ("titre", "lieu", "retenir_1", "retenir_2", "retenir_3", "surprise")


def _textes(v: Voliere, echo: Echo, ou: str, pour: Collection[str], *, montre: bool = True) -> Echo:
    for champ in CHAMPS:
        setattr(echo, champ, f"Essai {v.canari(f'{ou}, {champ}', pour, montre=montre)}")
    echo.recit = f"<p>Essai {v.canari(f'{ou}, recit', pour, montre=montre)}</p>"
    return echo


def _echo(v: Voliere, slug: str, ou: str, pour: Collection[str], qui: str = "") -> tuple[Echo, Any]:
    auteur = v.gens[qui or ECRIVENT[slug]]
    echo = Echo(date_evenement=dt.date(2026, 10, 1), utile_a=["ville"])
    echo.themes, echo.territoires = [v.theme], [v.territoire]
    echo = operations.creer(publication=_textes(v, echo, ou, pour), espace=v.pk(slug), par=auteur)
    _photo(v, echo, auteur, ou, pour)
    return echo, auteur


def _photo(v: Voliere, echo: Echo, auteur: Any, ou: str, pour: Collection[str]) -> None:
    envoi = photo(f"{v.canari(f'{ou}, nom de fichier', pour)}.jpg", v.canari(f"{ou}, métadonnées", PERSONNE, montre=False))
    fichier = joindre_photo(publication=echo, photo=envoi, par=auteur)
    decrire(fichier=fichier, description=v.canari(f"{ou}, description", pour), par=auteur)
    v.adresses |= {fichier.get_absolute_url(), f"{fichier.get_absolute_url()}vignette/"}


def _noter(v: Voliere, echo: Echo) -> Echo:
    base = echo.get_absolute_url()
    suites = ("", "modifier/", "historique/", "lecteurs/", "retirer/", "relecture/")
    v.adresses |= {base + suite for suite in suites}
    v.adresses |= {f"{base}historique/{pk}/" for pk in echo.revisions.values_list("pk", flat=True)}
    return echo


def _nouvelle_version(v: Voliere, echo: Echo, auteur: Any, ou: str, pour: Collection[str]) -> Echo:
    texte = _textes(v, echo.version_a_modifier(), ou, pour)
    # As if the writer had come back another day: a pause does not overwrite the version before.
    echo.revisions.update(created_at=timezone.now() - dt.timedelta(days=1))
    operations.enregistrer(publication=texte, par=auteur, version_lue=Echo.objects.get(pk=echo.pk).latest_revision_id)
    return Echo.objects.get(pk=echo.pk)


@sonde("echo")
def echos(v: Voliere) -> None:
    """A published écho in each restricted espace, with all the rest of its life."""
    for slug, qui in ECRIVENT.items():
        editent = EQUIPE | {qui}
        echo, auteur = _echo(v, slug, f"écho {slug}, ancienne version", editent)
        # The photo belongs to the écho, not to its old version: it is read with what is published.
        echo = _nouvelle_version(v, echo, auteur, f"écho {slug}", LISENT[slug])
        for mot, canari in list(v.canaris.items()):
            if canari.ou.startswith(f"écho {slug}, ancienne version, ") and canari.ou.endswith(("nom de fichier", "description")):
                v.canaris[mot] = Canari(mot, canari.ou.replace("ancienne version, ", ""), frozenset(LISENT[slug]), canari.montre)
        echo = operations.publier(publication=echo, par=auteur)
        commenter(publication=echo, texte=v.canari(f"écho {slug}, commentaire", LISENT[slug]), par=auteur)
        efface = commenter(
            publication=echo, texte=v.canari(f"écho {slug}, commentaire retiré", PERSONNE, montre=False), par=auteur
        )
        retirer_commentaire(commentaire=efface, par=auteur)
        _nouvelle_version(v, echo, auteur, f"écho {slug}, version en attente", editent)
        demain, adresse = timezone.now() + dt.timedelta(days=1), v.canari(f"écho {slug}, adresse de relecture", editent)
        demander(publication=echo, adresse=f"{adresse}@relit.example", expire_le=demain, par=auteur)
        soumission = operations.soumettre(publication=echo, par=auteur)
        remarques = v.canari(f"écho {slug}, remarques de l’équipe", editent, montre=False)
        operations.rendre(soumission=soumission, remarques=remarques, par=v.gens["animatrice"])
        _noter(v, echo)


@sonde("echo d’un groupe quitté")
def quittes(v: Voliere) -> None:
    """What somebody wrote in a groupe before leaving it stays theirs to read and to take back."""
    autrice, groupe = v.gens["autrice"], groupe_nomme("groupe-atelier")
    autrice.groups.add(groupe)
    _noter(v, _echo(v, "atelier", "brouillon d’un groupe quitté", EQUIPE | {"autrice"}, "autrice")[0])
    echo, _ = _echo(v, "atelier", "écho d’un groupe quitté", LISENT["atelier"] | {"autrice"}, "autrice")
    _noter(v, operations.publier(publication=echo, par=autrice))
    autrice.groups.remove(groupe)


@sonde("photo plus réservée que son texte")
def photos(v: Voliere) -> None:
    """A file's own row decides: as the full text of a resource is more reserved than its notice."""
    echo, auteur = _echo(v, "reseau", "écho à la photo réservée", LISENT["reseau"])
    echo = operations.publier(publication=echo, par=auteur)
    Fichier.objects.sur(echo).update(espace=v.pk("equipe"))
    for mot, canari in list(v.canaris.items()):
        if canari.ou.startswith("écho à la photo réservée, ") and canari.ou.endswith(("nom de fichier", "description")):
            v.canaris[mot] = Canari(mot, canari.ou, EQUIPE | {"autrice"}, canari.montre)
    _noter(v, echo)


@sonde("echo répondu")
def reponses(v: Voliere) -> None:
    """A colleague answers: the author is written to."""
    echo, auteur = _echo(v, "atelier", "écho répondu", LISENT["atelier"])
    echo = operations.publier(publication=echo, par=auteur)
    commenter(publication=echo, texte=v.canari("écho répondu, réponse", LISENT["atelier"]), par=v.gens["animatrice"])
    _noter(v, echo)


@sonde("echo en chantier")
def chantiers(v: Voliere) -> None:
    """Drafts, withdrawn and moved échos, as their author and the team alone see them."""
    for slug, qui in ECRIVENT.items():
        _noter(v, _echo(v, slug, f"brouillon {slug}", EQUIPE | {qui})[0])
        echo, auteur = _echo(v, slug, f"écho retiré {slug}", EQUIPE | {qui})
        echo = operations.publier(publication=echo, par=auteur)
        commenter(publication=echo, texte=v.canari(f"écho retiré {slug}, commentaire", EQUIPE | {qui}), par=auteur)
        if slug == "reseau":
            mot = v.canari("écho retiré reseau, réponse de pays", EQUIPE | {qui})
            reponse = commenter(publication=echo, texte=mot, par=v.gens["pays"])
            v.refuses.append(("pays", f"{echo.get_absolute_url()}commentaires/{reponse.pk}/retirer/"))
        _noter(v, operations.retirer(publication=echo, par=auteur))
    echo, auteur = _echo(v, "reseau", "écho déplacé", EQUIPE | {"autrice"})
    echo = operations.publier(publication=echo, par=auteur)
    _noter(v, operations.deplacer(publication=echo, espace=v.pk("equipe"), par=v.gens["animatrice"]))
    echo, auteur = _echo(v, "public-elargi", "écho de demain", EQUIPE | {"autrice"})
    echo = operations.publier(publication=echo, par=auteur, quand=timezone.now() + dt.timedelta(days=1))
    _noter(v, echo)


# --- what is not a publication ---


@sonde("groupe")
def groupes(v: Voliere) -> None:
    """The name and the words of a groupe are for those who read it; who left it still sees its name on what they wrote there."""
    nom = v.canari("groupe, nom", LISENT["atelier"] | {"autrice"})
    mots = v.canari("groupe, description", LISENT["atelier"], montre=False)
    Espace.objects.filter(slug="atelier").update(nom=f"Atelier {nom}", description=mots)
    autre = creer_groupe(
        nom=v.canari("autre groupe, nom", EQUIPE),
        slug="autre",
        description=v.canari("autre groupe, description", EQUIPE, montre=False),
    )
    v.adresses |= {f"/espace/qui-voit/{slug}/" for slug in (*LISENT, autre.slug)}


@sonde("membre")
def membres(v: Voliere) -> None:
    """A colleague's name is read by the réseau; their address by the team alone."""
    adresse = f"{v.canari('membre, adresse', EQUIPE)}@test.example"
    # Nobody has touched the fiche: the réseau knows the name and the post, the wider public does not.
    nom, fonction = (v.canari(f"membre, {champ}", LISENT["reseau"]) for champ in ("nom", "fonction"))
    qui = creer_membre(email=adresse, prenom="Pays", nom=nom, mot_de_passe="territoires-2026")
    structure = creer_structure(nom=v.canari("membre, structure", LISENT["reseau"]))
    affecter_poste(membre=qui, categorie=Public.PAYS, fonction=fonction, structure=structure, depuis=dt.date(2025, 1, 1))


@sonde("page en chantier")
def pages(v: Voliere) -> None:
    """A draft of the open space, and the pending version of a published page, are the team's."""

    def textes(ou: str, page: Any) -> Any:
        page.title, page.chapo = v.canari(f"{ou}, titre", EQUIPE), v.canari(f"{ou}, chapô", EQUIPE)
        return page

    parent = ActualitesPage.objects.get()
    brouillon = textes("brouillon d’actualité", ActualitePage(date=dt.date(2026, 11, 4), live=False, slug="en-chantier"))
    parent.add_child(instance=brouillon)
    brouillon.save_revision()
    publiee = ActualitePage(title="Actualité en ligne", chapo="En ligne", date=dt.date(2026, 11, 4), slug="en-ligne", live=False)
    Page.objects.get(pk=parent.pk).add_child(instance=publiee)
    publiee.save_revision().publish()
    publiee.refresh_from_db()
    textes("version en attente d’une actualité", publiee).save_revision()
    v.adresses |= {"/actualites/en-chantier/", "/actualites/en-ligne/"}
    v.adresses |= {
        f"/gestion/pages/{page.pk}/{suite}" for page in (brouillon, publiee) for suite in ("edit/", "view_draft/", "history/")
    }


@sonde("référence")
def references(v: Voliere) -> None:
    """An open page that points to a restricted entry says nothing of it to who cannot read the entry."""
    page = ActualitePage.objects.get(slug="en-ligne")
    for entree in Entree.objects.filter(type="echo", espace__slug="atelier", etat="publie"):
        auteurs = {"autrice"} if entree.auteur_id == v.gens["autrice"].pk else set()
        mot = v.canari("référence, commentaire", LISENT["atelier"] | auteurs, montre=False)
        for role in Role:
            referer(porteur=page, entree=entree, role=role, commentaire=mot)


from . import (  # noqa: E402, F401  (their factories join these, after them)
    sonde_agenda,
    sonde_bibliotheque,
    sonde_comptesrendus,
    sonde_emargement,
    sonde_entrees,
    sonde_inscriptions,
    sonde_jeudis,
    sonde_programme,
    sonde_recherche,
    sonde_reseau,
    sonde_soins,
    sonde_vie,
)
