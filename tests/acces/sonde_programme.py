"""The probe's documents, speakers, slots, links to follow from afar, checklists and venues of Jeudis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.publications import operations
from centre.publications.lecture_des_fichiers import lire_le_fichier
from jeudis.enums import Forme, Moment
from jeudis.models import Jeudi, Lieu
from jeudis.operations import (
    Horaire,
    Parole,
    Tranche,
    creer_jeudi,
    deposer_document,
    ecrire_le_programme,
    ecrire_lieu,
    inscrire,
    poser_la_visio,
)

from .publics import ECRIVENT, EQUIPE, LISENT
from .sonde import Voliere, sonde

SUITES = ("", "programme/", "documents/", "preparation/", "dupliquer/", "modifier/", "agenda.ics", "historique/")


def _jeudi(v: Voliere, slug: str, titre: str, **champs: object) -> Jeudi:
    debut = timezone.now() + dt.timedelta(days=40)
    horaires = [Horaire(debut, debut + dt.timedelta(hours=3))]
    jeudi = Jeudi(titre=titre, **champs)
    jeudi.themes, jeudi.territoires = [v.theme], [v.territoire]
    return creer_jeudi(jeudi=jeudi, espace=v.pk(slug), espace_inscription=v.pk(slug), horaires=horaires, par=v.gens["animatrice"])


def _noter(v: Voliere, jeudi: Jeudi) -> None:
    v.adresses |= {jeudi.get_absolute_url() + suite for suite in SUITES}


def _document(v: Voliere, jeudi: Jeudi, slug: str, ou: str, pour: Collection[str]) -> None:
    mots = f"Essai de document. {v.canari(f'{ou}, texte du fichier', pour)}"
    note = SimpleUploadedFile(f"{v.canari(f'{ou}, nom de fichier', pour)}.txt", mots.encode(), "text/plain")
    document = deposer_document(
        jeudi=jeudi, fichier=note, titre=f"Essai {v.canari(f'{ou}, titre', pour)}", moment=Moment.AVANT, espace=v.pk(slug),
        par=v.gens["animatrice"],
    )  # fmt: skip
    fichier = document.fichier
    assert fichier is not None
    lire_le_fichier(fichier.cle)
    v.adresses |= {fichier.get_absolute_url(), f"{fichier.get_absolute_url()}vignette/"}


@sonde("document")
def programmes(v: Voliere) -> None:
    """In each restricted espace: slots and speakers for who reads the page, their address and the venue's cost for the team."""
    par = v.gens["animatrice"]
    for slug in ECRIVENT:
        ou, lisent = f"Jeudi {slug}, programme", LISENT[slug]
        jeudi = operations.publier(publication=_jeudi(v, slug, f"Essai de programme {slug}"), par=par)
        adresse = f"{v.canari(f'{ou}, adresse', EQUIPE)}@dehors.example"
        nom, fonction, structure = (f"Essai {v.canari(f'{ou}, {champ}', lisent)}" for champ in ("nom", "fonction", "structure"))
        ecrire_le_programme(jeudi=jeudi, paroles=[Parole(nom, fonction, structure, adresse)], par=par)
        titre, description = (f"Essai {v.canari(f'{ou}, {champ}', lisent)}" for champ in ("créneau", "description"))
        qui = tuple(jeudi.intervenants.values_list("pk", flat=True))
        seance = jeudi.seances.get()
        ecrire_le_programme(
            jeudi=jeudi, tranches=[Tranche(seance.pk, dt.time(9), titre, description=description, intervenants=qui)], par=par
        )
        _document(v, jeudi, slug, f"Jeudi {slug}, document", lisent)
        _document(v, jeudi, "equipe", f"Jeudi {slug}, document de l’équipe", EQUIPE)
        _noter(v, jeudi)


@sonde("Jeudi ouvert, et ce qu’il a de réservé")
def reserves(v: Voliere) -> None:
    """An open Jeudi with documents of each espace, a link for who holds a seat, a meeting before that the team alone reads."""
    par, pays = v.gens["animatrice"], v.gens["pays"]
    avant = _jeudi(v, "equipe", f"Essai {v.canari('Jeudi d’avant, titre', EQUIPE)}")
    avant = operations.publier(publication=avant, par=par)
    lieu = ecrire_lieu(lieu=Lieu(nom="Essai de lieu", cout=f"Essai {v.canari('Lieu, coût', EQUIPE)}"), par=par)
    v.adresses |= {"/jeudis/lieux/", lieu.get_absolute_url()}
    jeudi = _jeudi(v, "ouvert", "Essai de Jeudi ouvert", precedent=avant, salle=lieu, hybride=True)
    jeudi = operations.publier(publication=jeudi, par=par)
    jeudi.espace_inscription = v.pk("reseau")
    jeudi.save(update_fields=["espace_inscription"])
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    a_sa_place = EQUIPE | {"pays"}
    lien = f"https://visio.example/{v.canari('Jeudi ouvert, lien', a_sa_place)}"
    poser_la_visio(jeudi=jeudi, lien=lien, consigne=f"Essai {v.canari('Jeudi ouvert, consigne', a_sa_place)}", par=par)
    for slug in ECRIVENT:
        _document(v, jeudi, slug, f"Jeudi ouvert, document {slug}", LISENT[slug])
    _noter(v, jeudi)


@sonde("promotion d’un cycle")
def promotions(v: Voliere) -> None:
    """The documents of a cohort, for who holds a seat."""
    par, pays = v.gens["animatrice"], v.gens["pays"]
    jeudi = operations.publier(publication=_jeudi(v, "reseau", "Essai de cycle", forme=Forme.CYCLE), par=par)
    inscrire(jeudi=jeudi, membre=pays, par=pays)
    jeudi = Jeudi.objects.get(pk=jeudi.pk)
    assert jeudi.cohorte is not None
    _document(v, jeudi, jeudi.cohorte.slug, "cycle, document de la promotion", EQUIPE | {"pays"})
    v.adresses.add(f"/espace/groupes/{jeudi.cohorte.slug}/")
    _noter(v, jeudi)
