"""What is kept of a member's texts when they leave: drafts go, what was published stays, signed « ancien membre »."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from centre.registre import DonneesDeMembre, changer_de_main

from .fichiers import effacer as effacer_le_fichier
from .models import Commentaire, Fichier, Publication, Soumission


def donnees_des_textes(modele: type[Publication]) -> DonneesDeMembre:
    """The registration of a type of publication in ``donnees_de_membre``."""

    def siens(membre: Any) -> Any:
        return modele._default_manager.filter(auteur=membre)

    def exporter(membre: Any) -> list[dict[str, Any]]:
        return [_exporter(texte) for texte in siens(membre).select_related("espace", "latest_revision")]

    @transaction.atomic
    def effacer(membre: Any) -> int:
        jamais_lus = Q(first_published_at__isnull=True) | Q(retire_le__isnull=False)
        effaces = [supprimer(texte) for texte in siens(membre).filter(jamais_lus)]
        gardes = list(siens(membre).select_for_update(of=("self",)))
        for texte in gardes:
            _rendre_anonyme(texte)
        verrouilles = modele._default_manager.filter(locked_by=membre).update(locked_by=None)
        return len(effaces) + len(gardes) + verrouilles

    def signer(membre: Any, nommee: bool) -> int:
        if not nommee:
            return siens(membre).update(signature_nom="", signature_poste="")
        return siens(membre).filter(signature_nom="").update(signature_nom=membre.nom_complet)

    @transaction.atomic
    def fusionner(doublon: Any, garde: Any) -> int:
        textes = siens(doublon).select_for_update(of=("self",))
        for texte in textes:
            _ecrire_dans_les_versions(texte, auteur=garde.pk)
        return changer_de_main(modele, ("auteur", "locked_by"), doublon, garde)

    return DonneesDeMembre(
        modele=modele, lister=siens, exporter=exporter, effacer=effacer, champs=("auteur", "locked_by"),
        signer=signer, fusionner=fusionner,
    )  # fmt: skip


def _exporter(texte: Any) -> dict[str, Any]:
    """The text as its author last wrote it, and where it stands."""
    matiere = texte.version_a_modifier().matiere()
    return {
        "titre": matiere.titre,
        "texte": matiere.html,
        "themes": [str(theme) for theme in matiere.themes],
        "territoires": [str(territoire) for territoire in matiere.territoires],
        "espace": texte.espace.nom,
        "statut": texte.statut.label,
        "cree_le": texte.cree_le,
        "date_publication": texte.date_publication,
    }


@transaction.atomic
def supprimer(publication: Any) -> None:
    """Erase a text for good, with its versions, comments, requests, and files (row now, bytes after commit)."""
    for fichier in Fichier.objects.sur(publication):
        effacer_le_fichier(fichier)
    for modele in (Commentaire, Soumission):
        modele.objects.sur(publication).delete()
    publication.delete()


def _rendre_anonyme(texte: Any) -> None:
    """A published text stays without its author, also in its versions; changes never published are dropped."""
    if texte.has_unpublished_changes:
        texte.revisions.filter(pk__gt=texte.live_revision_id).delete()
    anonyme = {"auteur": None, "locked_by": None, "signature_nom": "", "signature_poste": ""}
    _ecrire_dans_les_versions(texte, **anonyme)
    valeurs = {"auteur": None, "has_unpublished_changes": False, "latest_revision": texte.live_revision}
    type(texte)._default_manager.filter(pk=texte.pk).update(**valeurs)


def _ecrire_dans_les_versions(texte: Any, **valeurs: Any) -> None:
    """Old versions remember identity too, though it is always read from the live row."""
    type_ = ContentType.objects.get_for_model(texte)
    for version in Revision.objects.filter(content_type=type_, object_id=str(texte.pk)):
        version.content |= valeurs
        version.save(update_fields=["content"])
