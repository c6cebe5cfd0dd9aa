"""The probe around comptes rendus: reserved parts, decisions, relectures; dossiers and what they point to."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from centre.catalogue.models import Entree
from centre.publications import operations
from jeudis.models import Dossier, Jeudi
from jeudis.operations import (
    ajouter_au_dossier,
    commencer_compte_rendu,
    creer_dossier,
    dater_une_edition,
    decider,
    faire_relire,
    lier_au_dossier,
    ranger_dans_la_serie,
)

from .publics import ECRIVENT, EQUIPE, LISENT
from .sonde import Voliere, sonde
from .sonde_jeudis import COMMUNES, _garder, _jeudi, _noter, _vivre

#: Espace of the complete edition: that of the public one.
EDITIONS = {"reseau": "ouvert", "ville": "reseau", "atelier": "public-elargi"}
FICHIERS = tuple(f"edition-{e}.{f}" for e in ("publique", "complete") for f in ("pdf", "docx"))


@sonde("parties et décisions d’un compte rendu")
def parties(v: Voliere) -> None:
    """A reserved title takes its part along, everywhere; a reserved decision too; names stand in the complete edition alone."""
    par = v.gens["animatrice"]
    for slug, publique in EDITIONS.items():
        ou, complete = f"parties {slug}", LISENT[slug]
        public = complete | LISENT[publique]
        jeudi = _jeudi(v, publique, f"Jeudi de : {ou}", LISENT[publique], titre=f"Essai passé {ou}", jours=-40)
        jeudi = operations.publier(publication=jeudi, par=par)
        objet = commencer_compte_rendu(jeudi=jeudi, espace=v.pk(slug), espace_publique=v.pk(publique), par=par)
        texte = objet.version_a_modifier()
        dit, titre, cele, plus_bas = (
            v.canari(f"{ou}, {quoi}", qui)
            for quoi, qui in (
                ("partie", public),
                ("titre réservé", complete),
                ("sous un titre réservé", complete),
                ("h4", complete),
            )
        )
        texte.texte = (
            f'<h3>Dit</h3><p>Essai {dit}</p><h3 class="reserve">{titre}</h3><p>{cele}</p><h4>{plus_bas}</h4><h3>Suite</h3>'
        )
        objet = operations.publier(publication=_garder(v, objet, texte, par), par=par)
        for quoi, reservee, qui in (("décision", False, public), ("décision réservée", True, complete)):
            mot = v.canari(f"{ou}, {quoi}", qui)
            # The name on a public line stays in the complete edition: one row, two readings (tests/jeudis/test_releve.py).
            nom = v.canari(f"{ou}, qui ({quoi})", complete) if reservee else "la Région"
            decider(compte_rendu=objet, jeton=uuid.uuid4(), quoi=f"Essai {mot}", qui=nom, reservee=reservee, par=par)
        mot = v.canari(f"{ou}, relecture", EQUIPE)
        demain = timezone.localdate() + dt.timedelta(days=1)
        faire_relire(compte_rendu=objet, nom=f"Odile {mot}", adresse="o@relit.example", partie="", avant_le=demain, par=par)
        _noter(v, objet, (*COMMUNES, "decisions/", *FICHIERS))


@sonde("décisions à suivre")
def suites(v: Voliere) -> None:
    """The Jeudi after opens on the decisions of the one before: those of the edition its reader reads."""
    par = v.gens["animatrice"]
    suivant = _jeudi(v, "reseau", "Jeudi qui suit", LISENT["reseau"], titre="Essai à suivre", jours=15)
    suivant = operations.publier(publication=suivant, par=par)
    for jeudi in (Jeudi.objects.get(titre="Essai passé parties ville"), suivant):
        ranger_dans_la_serie(jeudi=jeudi, serie="Essai, suite", par=par)
    _noter(v, suivant)


# --- dossiers ---


def _dossier(v: Voliere, slug: str, ou: str, pour: frozenset[str]) -> Dossier:
    """A draft, with a link and one item of each restricted espace."""
    par = v.gens["animatrice"]
    titre, chapo, texte = (v.canari(f"{ou}, {champ}", pour) for champ in ("titre", "chapo", "texte"))
    dossier = Dossier(titre=f"Essai {titre}", chapo=chapo, texte=f"<p>{texte}</p>")
    dossier.themes, dossier.territoires = [v.theme], [v.territoire]
    dossier = creer_dossier(dossier=dossier, espace=v.pk(slug), par=par)
    mot = v.canari(f"{ou}, lien", pour)
    lier_au_dossier(dossier=dossier, titre=mot, adresse=f"https://ailleurs.example/{mot}", commentaire=mot, par=par)
    for autre in ECRIVENT:
        entree = Entree.objects.filter(type="echo", espace__slug=autre, etat="publie").order_by("pk").first()
        auteur = {nom for nom, personne in v.gens.personnes.items() if personne.pk == entree.auteur_id}
        # The row of a reference is read by who reads its target (centre.catalogue); no screen shows it without its dossier.
        raison = v.canari(f"{ou}, pourquoi lire ({autre})", LISENT[autre] | auteur, montre=False)
        ajouter_au_dossier(dossier=dossier, entree=entree, commentaire=raison, par=par)
    return dossier


@sonde("dossier")
def dossiers(v: Voliere) -> None:
    """In each espace: published with an edition, draft, withdrawn; items are named to their own readers alone."""
    par = v.gens["animatrice"]
    for slug in (*ECRIVENT, "ouvert"):
        ou, lisent = f"dossier {slug}", LISENT[slug]
        dossier = operations.publier(publication=_dossier(v, slug, ou, lisent), par=par)
        edition = dater_une_edition(dossier=dossier, par=par)
        if slug != "ouvert":
            _vivre(v, dossier, par, ou, lisent=lisent, editent=EQUIPE)
        suites = ("dossier.pdf", "originaux.zip", "elements/")
        _noter(v, dossier, (*COMMUNES, *suites))
        v.adresses |= {edition.get_absolute_url() + suite for suite in ("", "dossier.pdf", "originaux.zip")}
    brouillon = _dossier(v, "reseau", "brouillon de dossier", EQUIPE)
    _noter(v, brouillon, ("", "modifier/", "elements/", "dossier.pdf"))
    retire = operations.publier(publication=_dossier(v, "reseau", "dossier retiré", EQUIPE), par=par)
    _noter(v, operations.retirer(publication=retire, par=par), ("", "modifier/", "dossier.pdf", "originaux.zip"))


#: Calls of the rule whose removal another test sees.
VUS_AILLEURS = {
    ("jeudis.branchements.comptes_rendus", "_a_faire"): "tests/jeudis/test_releve.py",
    ("jeudis.operations.archives", "_fichiers"): "tests/jeudis/test_dossiers.py",
    ("jeudis.operations.compositions", "composer_un_dossier"): "tests/jeudis/test_dossiers_longs.py",
    ("jeudis.operations.editions", "editions_lues"): "tests/jeudis/test_releve.py",
    ("jeudis.operations.editions", "lus_en_entier"): "tests/jeudis/test_releve.py",
    ("jeudis.operations.releve", "tenir_la_decision"): "tests/jeudis/test_releve.py",
    ("jeudis.views.exports", "compilations"): "tests/jeudis/test_releve.py",
    ("jeudis.views.releve", "mes_decisions"): "tests/jeudis/test_releve.py",
    # For the team, who reads everything; what a visitor is given is read in full by the robot.
    ("jeudis.branchements.dossiers", "_brouillons"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.operations.dossiers", "ajouter_au_dossier"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.sitemaps", "_publics"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.dossiers_equipe", "_entree"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.dossiers_equipe", "ajouter"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.ecriture", "SaisieDeCompteRendu.page"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.releve", "_a_suivre"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.releve", "_prevenir"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.releve", "decision"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.releve", "suivi"): "tests/acces/matrice_comptesrendus.py",
    ("jeudis.views.releve", "delais"): "tests/acces/matrice_comptesrendus.py",
}
