"""The probe's library: newer editions more reserved than the older, requests for files, openings planned, old addresses."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from centre.publications import operations
from ressources.bibliotheque import operations as bibliotheque
from ressources.bibliotheque.models import VERIFICATIONS
from tests.bibliotheque.paquets import ligne, lire, zip_de

from .publics import EQUIPE, LISENT
from .sonde import Voliere, sonde
from .sonde_jeudis import _ressource

SUITES = ("", "citer.bib", "citer.ris", "citer.json", "demander/", "acces/", "ouvrir/", "adresse/")
QUI = "public-elargi"


@sonde("éditions, accès et ouvertures d’une notice")
def acces(v: Voliere) -> None:
    """An open notice whose newer edition and whose files are of the réseau."""
    par = v.gens["animatrice"]
    ancienne, _ = _ressource(
        v, "ouvert", "notice dépassée", LISENT["ouvert"], fichiers="reseau", ouvrent=LISENT["reseau"], qui="animatrice"
    )
    ancienne = operations.publier(publication=ancienne, par=par)
    nouvelle, _ = _ressource(v, "reseau", "nouvelle édition", LISENT["reseau"], qui="animatrice")
    nouvelle = operations.publier(publication=nouvelle, par=par)
    bibliotheque.remplacer(ressource=nouvelle, ancienne=ancienne, par=par)
    v.adresses.add(nouvelle.get_absolute_url())
    nouvelle = bibliotheque.changer_d_adresse(ressource=nouvelle, slug="edition-nouvelle", par=par)
    _demander(v, ancienne)
    note = f"Essai {v.canari('ouverture, note', EQUIPE, montre=False)}"
    bibliotheque.ouvrir(
        ressource=ancienne, quoi="fichiers", vers=v.pk("ouvert"), verifie=set(VERIFICATIONS), note=note,
        quand=timezone.now() + dt.timedelta(days=40), par=par,
    )  # fmt: skip
    for notice in (ancienne, nouvelle):
        v.adresses |= {notice.get_absolute_url() + suite for suite in SUITES}
    v.adresses |= {"/ressources/demandes/", "/ressources/ouvertures/", "/flux/types/ressource.xml"}
    v.adresses |= {f"/oai/?verb={verbe}&metadataPrefix=oai_dc" for verbe in ("ListRecords", "ListIdentifiers")}


def _demander(v: Voliere, notice: object) -> None:
    """One of a member, to answer; one of an outsider, given by the team."""
    par, qui = v.gens["animatrice"], v.gens[QUI]
    demande = bibliotheque.demander(
        ressource=notice,
        membre=qui,
        motif=f"Essai {v.canari('demande de fichier, motif', EQUIPE)}",  # type: ignore[arg-type]
    )
    v.adresses.add(f"/ressources/demandes/{demande.pk}/")
    bibliotheque.ouvrir_a(
        ressource=notice, nom=f"Essai {v.canari('accès donné, nom', EQUIPE)}", jours=30, par=par,  # type: ignore[arg-type]
        adresse=f"{v.canari('accès donné, adresse', EQUIPE)}@dehors.example",
        motif=f"Essai {v.canari('accès donné, motif', EQUIPE, montre=False)}",
    )  # fmt: skip


@sonde("import de documents")
def fonds(v: Voliere) -> None:
    """A ZIP read, not applied: its table, the names of its files, what it resembles are the team's."""
    montres = {champ: v.canari(f"import de documents, {champ}", EQUIPE) for champ in ("titre", "auteurs", "résumé")}
    fichier = v.canari("import de documents, fichier", EQUIPE)
    archive = v.canari("import de documents, ZIP", EQUIPE)
    octets = zip_de({f"{fichier}.txt": b"Un document"}, ligne(f"{fichier}.txt", **montres))
    lu = lire(v.gens["animatrice"], octets, nom=f"{archive}.zip")
    v.adresses |= {"/gestion/imports/", f"/gestion/imports/{lu.pk}/", f"/gestion/imports/{lu.pk}/avancement/"}
