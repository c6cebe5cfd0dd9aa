"""The Jeudi of the matrix that took place: attendance, a signed sheet, an attestation, a questionnaire."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from jeudis.enums import EtatInscription
from jeudis.models import Attestation, Inscription, QuestionAvis
from jeudis.operations import (
    Horaire,
    Pointage,
    dater,
    deposer_preuve,
    emettre_attestations,
    installer_les_questions,
    ouvrir_l_evaluation,
    pointer,
)

from .scene_jeudis import _jeudi

if TYPE_CHECKING:
    from .scene import Scene

PDF = b"%PDF-1.4\n%%EOF\n"


def poser_l_emargement(scene: Scene) -> None:
    """One past Jeudi of the réseau where « pays » was, and somebody without an account."""
    par = scene.gens["animatrice"]
    if not QuestionAvis.objects.exists():
        installer_les_questions()
    jeudi = _jeudi(scene, "émargé", espace="reseau")
    debut = timezone.now() - dt.timedelta(days=9)
    dater(jeudi=jeudi, horaires=[Horaire(debut, debut + dt.timedelta(hours=2))], par=par, prevenir=False)
    seance = jeudi.seances.get()
    sans_compte = Inscription.objects.create(
        jeudi=jeudi, nom="Vasseur", courriel="vasseur@mairie.example", etat=EtatInscription.INSCRIT, rang=90
    )
    mienne = jeudi.inscriptions.get(membre=scene.gens["pays"])
    gestes = [Pointage(i.pk, seance.pk, seance.demi_journees[0], "present", "scene") for i in (mienne, sans_compte)]
    pointer(jeudi=jeudi, pointages=gestes, par=par)
    scan = SimpleUploadedFile("feuille.pdf", PDF, "application/pdf")
    preuve = deposer_preuve(jeudi=jeudi, jour=seance.jour, document=scan, par=par)
    emettre_attestations(jeudi=jeudi, par=par, prevenir=False)
    ouvrir_l_evaluation(jeudi=jeudi, par=par, prevenir=False)
    fin = timezone.now() + dt.timedelta(days=1)
    attestation = Attestation.objects.get(inscription=sans_compte)
    liens = {
        "lien_attestation": creer_lien(objet=attestation, action=Action.LIRE, adresse="vasseur@mairie.example", expire_le=fin),
        "lien_avis": creer_lien(
            objet=sans_compte.sollicitation, action=Action.CONTRIBUER, adresse="vasseur@mairie.example", expire_le=fin
        ),
    }
    scene.mots |= {nom: chemin.strip("/").split("/")[1] for nom, chemin in liens.items()}
    scene.mots |= {
        "emarge": jeudi.slug,
        "emarge_inscription": mienne.pk,
        "emarge_preuve": preuve.pk,
        "emarge_numero": Attestation.objects.get(inscription=mienne).numero,
    }
