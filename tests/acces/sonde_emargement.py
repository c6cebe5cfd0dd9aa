"""The probe's attendance: who came without an account, the signed sheet, are the team's alone."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from centre.publications import operations
from jeudis.enums import EtatInscription
from jeudis.models import Attestation, Inscription
from jeudis.operations import Pointage, deposer_preuve, emettre_attestations, inscrire, pointer

from .publics import EQUIPE, LISENT
from .sonde import Voliere, sonde
from .sonde_jeudis import _jeudi


@sonde("émargement")
def emargement(v: Voliere) -> None:
    """A past Jeudi of the réseau: a member and somebody without an account were there."""
    par, pays = v.gens["animatrice"], v.gens["pays"]
    jeudi = _jeudi(v, "reseau", "Jeudi émargé", LISENT["reseau"], jours=-20)
    jeudi = operations.publier(publication=jeudi, par=par)
    inscrire(jeudi=jeudi, membre=pays, par=par)
    qui = {champ: v.canari(f"Jeudi émargé, sans compte, {champ}", EQUIPE) for champ in ("nom", "prenom", "structure")}
    Inscription.objects.create(jeudi=jeudi, etat=EtatInscription.INSCRIT, rang=90, **qui)
    seance = jeudi.seances.first()
    gestes = [Pointage(i.pk, seance.pk, seance.demi_journees[0], "present", "sonde") for i in jeudi.inscriptions.all()]
    pointer(jeudi=jeudi, pointages=gestes, par=par)
    scan = SimpleUploadedFile(
        f"{v.canari('Jeudi émargé, nom de la feuille signée', EQUIPE)}.pdf", b"%PDF-1.4\n", "application/pdf"
    )
    preuve = deposer_preuve(jeudi=jeudi, jour=seance.jour, document=scan, par=par)
    emettre_attestations(jeudi=jeudi, par=par, prevenir=False)
    base = jeudi.get_absolute_url()
    suites = (
        "",
        "emargement/",
        "emargement/etat.json",
        "feuille/",
        f"preuves/{preuve.pk}/",
        "code/",
        "presence/",
        "attestations/",
        "avis/",
    )
    v.adresses |= {base + suite for suite in suites}
    v.adresses |= {"/jeudis/emargements/", "/jeudis/evaluations/", "/attestations/", "/attestations/miennes/"}
    v.adresses |= {a.get_absolute_url() for a in Attestation.objects.du(jeudi)}
