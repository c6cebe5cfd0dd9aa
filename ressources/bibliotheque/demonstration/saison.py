"""Stage of the demonstration: twenty-five notices with real files made by our own generators."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from centre.espaces.models import Espace
from centre.publications import operations as ecriture
from centre.publications.fichiers import joindre_document
from centre.registre import Demonstration
from centre.territoires.models import Territoire
from centre.themes.models import Theme

from .. import operations
from ..enums import Licence, Quoi, Type
from ..fabrique import fabriquer
from ..models import VERIFICATIONS, DemandeDeFichier, Ouverture, Ressource

DEMO = uuid.UUID("7be1f1ff-3d19-4b1b-8a55-0a1c7e0e7a25")

#: The document whose file has a second version.
REVU = "evaluer-avec-ceux-qui-font"


def peupler_bibliotheque(demo: Demonstration) -> None:
    """Each document is deposited and published as a member would; one already there stays."""
    lignes = json.loads((Path(__file__).parents[1] / "donnees" / "saison.json").read_text(encoding="utf-8"))
    for rang, ligne in enumerate(lignes):
        if not Ressource.objects.filter(jeton=uuid.uuid5(DEMO, ligne["cle"]), live=True).exists():
            _deposer(demo, rang, ligne)
    _proposer(demo)


def notice(cle: str) -> Ressource:
    """The document of that key."""
    return Ressource.objects.get(jeton=uuid.uuid5(DEMO, cle))


def peupler_les_acces(demo: Demonstration) -> None:
    """A newer edition, a request to answer, an access given to somebody from outside, a document that will open by itself."""
    par, membres = demo.acquis["membres"]["animatrice"], demo.acquis["membres"]
    operations.remplacer(ressource=notice("trente-six-indicateurs"), ancienne=notice("tableau-de-bord-partage"), par=par)
    demandee, donnee, tenue = map(notice, ("s-engager-pour-un-logement", "des-contrats-de-ville-aux-cucs", "le-pied-d-immeuble"))
    if not demandee.demandes.exists():  # type: ignore[attr-defined]
        motif = "Ma commune prépare une charte du logement : ce guide nous aiderait."
        operations.demander(ressource=demandee, membre=membres["elu"], motif=motif)
    if not donnee.demandes.exists():  # type: ignore[attr-defined]
        operations.ouvrir_a(
            ressource=donnee, nom="Zoé Modèle (exemple)", adresse="zoe.modele@dehors.example", jours=90,
            motif="Intervient au prochain Jeudi sur les contrats de ville", par=par,
        )  # fmt: skip
    if not tenue.ouvertures.exists():  # type: ignore[attr-defined]
        quand = timezone.now() + dt.timedelta(days=40)
        operations.ouvrir(
            ressource=tenue, quoi=Quoi.FICHIERS, vers=Espace.objects.get(slug="ouvert"), verifie=set(VERIFICATIONS), quand=quand,
            note="Après le comité de pilotage ; accord écrit des habitants cités", par=par,
        )  # fmt: skip

    _marquer(demo, [demandee, donnee, tenue])


def _marquer(demo: Demonstration, notices: list[Ressource]) -> None:
    """Each text of a request or of an opening carries its mark, or none any more."""
    for demande in DemandeDeFichier.objects.filter(ressource__in=notices):
        demande.motif = demo.marquer(demande.motif, "equipe", "demande_de_fichier", demande.pk)
        demande.nom = demo.marquer(demande.nom, "equipe", "demande_de_fichier", demande.pk)
        demande.save(update_fields=["motif", "nom"])
    for ouverture in Ouverture.objects.filter(ressource__in=notices):
        ouverture.note = demo.marquer(ouverture.note, "equipe", "ouverture", ouverture.pk)
        ouverture.save(update_fields=["note"])


@transaction.atomic
def _proposer(demo: Demonstration) -> None:
    """A draft whose author asks the team to publish it."""
    cle, reseau, membre = uuid.uuid5(DEMO, "proposee"), Espace.objects.get(slug="reseau"), demo.acquis["membres"]["pays"]
    if Ressource.objects.filter(jeton=cle).exists():
        return
    ressource = Ressource(
        jeton=cle, titre="Tenir un registre des friches à l’échelle d’un Pays", auteurs="Pays de Bray (exemple)"
    )
    ressource.periode, ressource.licence, ressource.type = "2026", Licence.LICENCE_OUVERTE, Type.OUTIL
    ressource.resume = "Le tableau et le mode d’emploi : qui le remplit, quand, et ce que le notaire y ajoute."
    ressource.lien = "https://registre-des-friches.example/mode-d-emploi"
    ressource.themes = list(Theme.objects.filter(slug="foncier"))
    ressource = operations.deposer(ressource=ressource, espace=reseau, espace_fichiers=reseau, par=membre, exemple=True)
    _porter_la_marque(demo, ressource, membre)
    ecriture.soumettre(publication=ressource, par=membre)


def _porter_la_marque(demo: Demonstration, ressource: Ressource, membre: Any) -> None:
    """In each of its texts, when marks are asked for."""
    marque = demo.canari(ressource.espace.slug, "ressource", ressource.pk)
    if marque:
        texte = ressource.version_a_modifier()
        for champ in ("titre", "auteurs", "resume", "edition", "source"):
            setattr(texte, champ, getattr(texte, champ) + marque)
        ecriture.enregistrer(publication=texte, par=membre, version_lue=ressource.latest_revision_id)


@transaction.atomic
def _deposer(demo: Demonstration, rang: int, ligne: dict[str, Any]) -> None:
    espace, espace_fichiers = Espace.objects.get(slug=ligne["espace"]), Espace.objects.get(slug=ligne["espace_fichiers"])
    membre = demo.acquis["membres"][ligne["deposant"] if not espace.ouvert else "animatrice"]
    ressource = Ressource(
        jeton=uuid.uuid5(DEMO, ligne["cle"]), titre=ligne["titre"], type=ligne["type"], auteurs=" ; ".join(ligne["auteurs"])
    )
    ressource.periode = ligne.get("periode") or str(ligne["annee"])
    ressource.resume, ressource.lien = ligne["resume"], ligne.get("lien") or ""
    ressource.licence, ressource.edition = ligne.get("licence", Licence.LICENCE_OUVERTE), ligne.get("edition", "")
    ressource.themes = list(Theme.objects.filter(slug__in=ligne["themes"]))
    ressource.territoires = list(Territoire.objects.filter(slug__in=ligne.get("territoires", [])))
    ressource = operations.deposer(ressource=ressource, espace=espace, espace_fichiers=espace_fichiers, par=membre, exemple=True)
    _porter_la_marque(demo, ressource, membre)
    if ligne["format"] not in (None, "lien"):
        canari = demo.canari(espace_fichiers.slug, "fichier", ressource.pk).strip()
        nom, octets, type_mime = fabriquer(ligne, canari)
        fichier = joindre_document(publication=ressource, document=SimpleUploadedFile(nom, octets, type_mime), par=membre)
        if ligne["cle"] == REVU:
            nom, octets, type_mime = fabriquer(ligne | {"annee": ligne["annee"] + 1}, canari)
            nouveau = SimpleUploadedFile(f"{ligne['annee'] + 1}-{nom}", octets, type_mime)
            joindre_document(publication=ressource, document=nouveau, par=membre, remplace=fichier)
    ecriture.publier(
        publication=ressource, par=membre, quand=timezone.now() - dt.timedelta(days=3 + 9 * rang, hours=demo.hasard.randint(0, 9))
    )
