"""The probe's Jeudis, comptes rendus and ressources: each espace, each state, both depths, a canary in every text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.catalogue.enums import Role
from centre.catalogue.models import Entree
from centre.catalogue.operations import referer
from centre.publications import operations
from centre.publications.commentaires import commenter, retirer_commentaire
from centre.publications.fichiers import joindre_document
from centre.publications.lecture_des_fichiers import lire_le_fichier
from centre.publications.relecture import demander
from jeudis.models import CompteRendu, Jeudi
from jeudis.operations import Horaire, annuler_inscription, annuler_jeudi, commencer_compte_rendu, creer_jeudi, inscrire
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import deposer

from .publics import AVEC_COMPTE, ECRIVENT, EQUIPE, LISENT
from .sonde import PERSONNE, Voliere, sonde

DEMAIN = dt.timedelta(days=1)
DU_JEUDI = ("titre", "chapo", "objectif", "programme", "lieu", "adresse")
DE_LA_NOTICE = ("titre", "resume", "auteurs", "edition", "source", "lien")
COMMUNES = ("", "modifier/", "historique/", "lecteurs/", "retirer/", "relecture/")


def _textes(v: Voliere, objet: Any, champs: Iterable[str], ou: str, pour: Collection[str]) -> Any:
    """A canary in each of these fields."""
    for champ in champs:
        mot = f"Essai {v.canari(f'{ou}, {champ}', pour)}"
        if champ == "lien":
            mot = f"https://ailleurs.example/{mot.removeprefix('Essai ')}"
        setattr(objet, champ, f"<p>{mot}</p>" if champ == "programme" else mot)
    return objet


def _garder(v: Voliere, objet: Any, contenu: Any, auteur: Any) -> Any:
    """Keep a new version, as if its writer had come back another day."""
    objet.revisions.update(created_at=timezone.now() - DEMAIN)
    lue = type(objet).objects.get(pk=objet.pk).latest_revision_id
    operations.enregistrer(publication=contenu, par=auteur, version_lue=lue)
    return type(objet).objects.get(pk=objet.pk)


def _noter(v: Voliere, objet: Any, suites: Iterable[str] = COMMUNES) -> Any:
    base = objet.get_absolute_url()
    v.adresses |= {base + suite for suite in suites}
    v.adresses |= {f"{base}historique/{pk}/" for pk in objet.revisions.values_list("pk", flat=True)}
    return objet


def _vivre(v: Voliere, objet: Any, auteur: Any, ou: str, *, lisent: Collection[str], editent: Collection[str]) -> None:
    """What readers and editors add to a published text."""
    commenter(publication=objet, texte=v.canari(f"{ou}, commentaire", lisent), par=auteur)
    efface = v.canari(f"{ou}, commentaire retiré", PERSONNE, montre=False)
    retirer_commentaire(commentaire=commenter(publication=objet, texte=efface, par=auteur), par=auteur)
    adresse = v.canari(f"{ou}, adresse de relecture", editent)
    demander(publication=objet, adresse=f"{adresse}@relit.example", expire_le=timezone.now() + DEMAIN, par=auteur)
    remarques = v.canari(f"{ou}, remarques de l’équipe", editent, montre=False)
    soumission = operations.soumettre(publication=objet, par=auteur)
    operations.rendre(soumission=soumission, remarques=remarques, par=v.gens["animatrice"])


# --- Jeudis: the team alone writes them ---


def _horaires(v: Voliere, ou: str, pour: Collection[str], jours: int) -> list[Horaire]:
    """A séance with its own title and place, another at the Jeudi's."""
    debut = timezone.now() + dt.timedelta(days=jours)
    titre, lieu = (v.canari(f"{ou}, séance, {champ}", pour) for champ in ("titre", "lieu"))
    return [
        Horaire(debut, debut + dt.timedelta(hours=1), f"Essai {titre}", f"Essai {lieu}"),
        Horaire(debut + dt.timedelta(hours=2), debut + dt.timedelta(hours=3)),
    ]


def _jeudi(
    v: Voliere, slug: str, ou: str, pour: Collection[str], *, seances: Collection[str] = (), titre: str = "", jours: int = 30,
    inscription: str = "",
) -> Jeudi:  # fmt: skip
    """A draft Jeudi. ``seances``: who meets its séances, which are not versioned; ``titre``: one without a canary."""
    jeudi = _textes(v, Jeudi(), DU_JEUDI, ou, pour) if not titre else _textes(v, Jeudi(titre=titre), DU_JEUDI[1:], ou, pour)
    jeudi.themes, jeudi.territoires = [v.theme], [v.territoire]
    return creer_jeudi(
        jeudi=jeudi, espace=v.pk(slug), espace_inscription=v.pk(inscription or slug),
        horaires=_horaires(v, ou, seances or pour, jours), par=v.gens["animatrice"],
    )  # fmt: skip


DU_SEUL_JEUDI = (
    *COMMUNES,
    "agenda.ics",
    "inscrits/",
    "inscrits.csv",
    "annuler/",
    "compte-rendu/",
    "compte-rendu/modifier/",
    "compte-rendu/apercu/",
)


@sonde("jeudi")
def jeudis(v: Voliere) -> None:
    """In each restricted espace: published with its versions and a registration, draft, withdrawn."""
    par = v.gens["animatrice"]
    for slug, qui in ECRIVENT.items():
        ou, lisent = f"Jeudi {slug}", LISENT[slug]
        jeudi = _jeudi(v, slug, f"{ou}, ancienne version", EQUIPE, seances=lisent)
        jeudi = _garder(v, jeudi, _textes(v, jeudi.version_a_modifier(), DU_JEUDI, ou, lisent), par)
        jeudi = operations.publier(publication=jeudi, par=par)
        inscrire(jeudi=jeudi, membre=v.gens[qui], par=v.gens[qui])
        _garder(v, jeudi, _textes(v, jeudi.version_a_modifier(), DU_JEUDI, f"{ou}, version en attente", EQUIPE), par)
        _vivre(v, jeudi, par, ou, lisent=lisent, editent=EQUIPE)
        _noter(v, jeudi, DU_SEUL_JEUDI)
        _noter(v, _jeudi(v, slug, f"brouillon de Jeudi {slug}", EQUIPE), ("", "modifier/", "agenda.ics"))
        retire = operations.publier(publication=_jeudi(v, slug, f"Jeudi retiré {slug}", EQUIPE), par=par)
        commenter(publication=retire, texte=v.canari(f"Jeudi retiré {slug}, commentaire", EQUIPE), par=par)
        _noter(v, operations.retirer(publication=retire, par=par), ("", "modifier/", "agenda.ics"))


@sonde("jeudi déplacé")
def jeudis_deplaces(v: Voliere) -> None:
    """A registered reader learns nothing more of a Jeudi once moved, not even that they are no longer registered."""
    par, pays = v.gens["animatrice"], v.gens["pays"]
    jeudi = operations.publier(publication=_jeudi(v, "reseau", "Jeudi déplacé", EQUIPE), par=par)
    inscription = inscrire(jeudi=jeudi, membre=pays, par=pays)
    jeudi = operations.deplacer(publication=jeudi, espace=v.pk("equipe"), par=par)
    annuler_inscription(inscription=inscription, par=par)
    _noter(v, jeudi, DU_SEUL_JEUDI)
    demain = _jeudi(v, "public-elargi", "Jeudi annoncé demain", EQUIPE)
    _noter(v, operations.publier(publication=demain, par=par, quand=timezone.now() + DEMAIN), DU_SEUL_JEUDI)


@sonde("jeudi annulé, jeudi d’un groupe")
def jeudis_particuliers(v: Voliere) -> None:
    """Why a Jeudi was cancelled; an open Jeudi where a groupe alone may register: its page must not name the groupe."""
    par = v.gens["animatrice"]
    annule = operations.publier(publication=_jeudi(v, "reseau", "Jeudi annulé", LISENT["reseau"]), par=par)
    motif = v.canari("Jeudi annulé, motif", LISENT["reseau"])
    annule = annuler_jeudi(jeudi=annule, motif=motif, par=par)
    _noter(v, annule, DU_SEUL_JEUDI)
    ouvert = _jeudi(v, "ouvert", "Jeudi ouvert", LISENT["ouvert"], inscription="atelier")
    _noter(v, operations.publier(publication=ouvert, par=par), DU_SEUL_JEUDI)


# --- comptes rendus: one text, two editions ---

#: Espace of the complete edition: that of the public one, that of the Jeudi.
EDITIONS = {
    "reseau": ("ouvert", "reseau"),
    "public-elargi": ("", "public-elargi"),
    "ville": ("reseau", "ville"),
    "pays": ("public-elargi", "pays"),
    "atelier": ("public-elargi", "atelier"),
    "equipe": ("", "reseau"),
}


def _ecrit(v: Voliere, objet: CompteRendu, ou: str, publique: Collection[str], complete: Collection[str]) -> CompteRendu:
    """Title, summary and text of the public edition; marked passages of every kind for the complete one."""
    for champ in ("titre", "resume"):
        setattr(objet, champ, f"Essai {v.canari(f'{ou}, {champ}', publique)}")
    p, titre, li, citation = (f"Essai {v.canari(f'{ou}, réservé ({b})', complete)}" for b in ("p", "h3", "li", "blockquote"))
    objet.texte = (
        f"<h3>Séance</h3><p>Essai {v.canari(f'{ou}, texte', publique)}</p>"
        f'<h3 class="reserve">{titre}</h3><p class="reserve">{p}</p><ul><li>Dit</li><li class="reserve">{li}</li></ul>'
        f'<blockquote class="reserve"><p>{citation}</p></blockquote>'
    )
    return objet


def _compte_rendu(v: Voliere, slug: str, publique: str, chez: str, ou: str, lecteurs: tuple[Any, Any]) -> CompteRendu:
    """A draft, its first version old, its second one to be published. ``lecteurs``: of each edition."""
    par = v.gens["animatrice"]
    jeudi = _jeudi(v, chez, f"Jeudi de : {ou}", LISENT[chez], titre=f"Essai passé {ou}", jours=-30)
    jeudi = _noter(v, operations.publier(publication=jeudi, par=par), ("", "agenda.ics"))
    espace_publique = v.pk(publique) if publique else None
    objet = commencer_compte_rendu(jeudi=jeudi, espace=v.pk(slug), espace_publique=espace_publique, par=par)
    objet = _garder(v, objet, _ecrit(v, objet.version_a_modifier(), f"{ou}, ancienne version", EQUIPE, EQUIPE), par)
    return _garder(v, objet, _ecrit(v, objet.version_a_modifier(), ou, *lecteurs), par)


@sonde("compte_rendu")
def comptes_rendus(v: Voliere) -> None:
    """In each restricted espace, published, with a public edition or none."""
    par = v.gens["animatrice"]
    for slug, (publique, chez) in EDITIONS.items():
        ou, complete = f"compte rendu {slug}", LISENT[slug]
        public = complete | (LISENT[publique] if publique else PERSONNE)
        objet = _compte_rendu(v, slug, publique, chez, ou, (public, complete))
        objet = operations.publier(publication=objet, par=par)
        _garder(v, objet, _ecrit(v, objet.version_a_modifier(), f"{ou}, version en attente", EQUIPE, EQUIPE), par)
        _vivre(v, objet, par, ou, lisent=complete, editent=EQUIPE)
        _noter(v, objet, (*COMMUNES, "apercu/", "apercu/?comme=technicien"))


@sonde("compte_rendu en chantier")
def chantiers(v: Voliere) -> None:
    """Draft and withdrawn, public edition included; moved, whose public edition stays."""
    par = v.gens["animatrice"]
    _noter(v, _compte_rendu(v, "reseau", "ouvert", "reseau", "brouillon de compte rendu", (EQUIPE, EQUIPE)))
    retire = _compte_rendu(v, "reseau", "ouvert", "reseau", "compte rendu retiré", (EQUIPE, EQUIPE))
    retire = operations.publier(publication=retire, par=par)
    commenter(publication=retire, texte=v.canari("compte rendu retiré, commentaire", EQUIPE), par=par)
    _noter(v, operations.retirer(publication=retire, par=par))
    deplace = _compte_rendu(v, "reseau", "pays", "reseau", "compte rendu déplacé", (LISENT["pays"], EQUIPE))
    deplace = operations.publier(publication=deplace, par=par)
    _noter(v, operations.deplacer(publication=deplace, espace=v.pk("equipe"), par=par))


# --- ressources: a notice, and files as reserved or more ---


def _ressource(
    v: Voliere, slug: str, ou: str, pour: Collection[str], *, fichiers: str = "", ouvrent: Collection[str] = (), qui: str = ""
) -> tuple[Ressource, Any]:
    """A draft notice. ``fichiers``: the espace of its files; ``ouvrent``: who opens them."""
    auteur = v.gens[qui or ECRIVENT[slug]]
    notice = _textes(v, Ressource(annee=2026), DE_LA_NOTICE, ou, pour)
    notice.themes, notice.territoires = [v.theme], [v.territoire]
    notice = deposer(ressource=notice, espace=v.pk(slug), espace_fichiers=v.pk(fichiers or slug), par=auteur)
    _fichier(v, notice, auteur, ou, ouvrent or pour)
    return notice, auteur


def _fichier(v: Voliere, notice: Ressource, auteur: Any, ou: str, pour: Collection[str]) -> None:
    texte = f"Essai de document. {v.canari(f'{ou}, texte du fichier', pour)}"
    document = SimpleUploadedFile(f"{v.canari(f'{ou}, nom de fichier', pour)}.txt", texte.encode(), "text/plain")
    description = v.canari(f"{ou}, description", pour, montre=False)
    fichier = joindre_document(publication=notice, document=document, par=auteur, description=description)
    lire_le_fichier(fichier.cle)
    v.adresses |= {fichier.get_absolute_url() + suite for suite in ("", "vignette/", "page/1/", "page/1/image/")}


@sonde("ressource")
def ressources(v: Voliere) -> None:
    """In each restricted espace: published with its versions, draft, withdrawn."""
    for slug, qui in ECRIVENT.items():
        ou, lisent, editent = f"ressource {slug}", LISENT[slug], EQUIPE | {qui}
        # Files are not versioned: they are opened by who reads what is published.
        notice, auteur = _ressource(v, slug, f"{ou}, ancienne version", editent, ouvrent=lisent)
        notice = _garder(v, notice, _textes(v, notice.version_a_modifier(), DE_LA_NOTICE, ou, lisent), auteur)
        notice = operations.publier(publication=notice, par=auteur)
        attente = _textes(v, notice.version_a_modifier(), DE_LA_NOTICE, f"{ou}, version en attente", editent)
        _garder(v, notice, attente, auteur)
        _vivre(v, notice, auteur, ou, lisent=lisent, editent=editent)
        _noter(v, notice)
        _noter(v, _ressource(v, slug, f"brouillon de ressource {slug}", editent)[0], ("", "modifier/"))
        retiree, _ = _ressource(v, slug, f"ressource retirée {slug}", editent)
        retiree = operations.publier(publication=retiree, par=auteur)
        _noter(v, operations.retirer(publication=retiree, par=auteur), ("", "modifier/"))


@sonde("ressource partie d’un texte réservé")
def origine(v: Voliere) -> None:
    """An open notice written from a reserved écho says it to who reads that écho alone."""
    notice, par = _ressource(v, "ouvert", "ressource partie d’un écho", LISENT["ouvert"], qui="animatrice")
    entree = Entree.objects.filter(type="echo", espace__slug="atelier", etat="publie").first()
    referer(porteur=notice, entree=entree, role=Role.ORIGINE)
    _noter(v, operations.publier(publication=notice, par=par))


@sonde("ressource aux fichiers plus réservés")
def deux_niveaux(v: Voliere) -> None:
    """A notice more open than its files, a groupe's among them, whose name it must not say; files follow a notice moved."""
    par = v.gens["animatrice"]
    for slug, fichiers in (("ouvert", "reseau"), ("ouvert", "atelier"), ("public-elargi", "pays"), ("reseau", "equipe")):
        ou, pour = f"notice {slug} aux fichiers {fichiers}", LISENT[slug]
        notice, _ = _ressource(v, slug, ou, pour, fichiers=fichiers, ouvrent=LISENT[fichiers], qui="animatrice")
        notice = operations.publier(publication=notice, par=par)
        commenter(publication=notice, texte=v.canari(f"{ou}, commentaire", pour & AVEC_COMPTE), par=par)
        _noter(v, notice)
    deplacee, _ = _ressource(v, "reseau", "ressource déplacée", EQUIPE, qui="animatrice")
    deplacee = operations.publier(publication=deplacee, par=par)
    _noter(v, operations.deplacer(publication=deplacee, espace=v.pk("equipe"), par=par))
