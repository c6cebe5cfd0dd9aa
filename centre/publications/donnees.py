"""A member's texts: on « Mon espace »; and when they leave, drafts go, what was published stays, signed « ancien membre »."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from centre.espaces.acces import ids
from centre.espaces.enums import Niveau
from centre.registre import DonneesDeMembre, TexteDeMembre, changer_de_main

from .fichiers import effacer as effacer_le_fichier
from .models import Commentaire, Fichier, Publication, Soumission

#: Of each type, « Mon espace » is given that many.
AU_PLUS = 10


def textes_de_membre(modele: type[Publication], mot: str) -> Callable[[Any], list[TexteDeMembre]]:
    """The registration of a type in ``mes_textes``, called ``mot`` (« Écho »): a member's latest, withdrawn ones left out.

    Three queries.
    """

    def lire(membre: Any) -> list[TexteDeMembre]:
        siens = modele._default_manager.filter(auteur=membre, retire_le__isnull=True).select_related("latest_revision")
        textes = list(siens.order_by("-cree_le")[:AU_PLUS])
        attendues = Soumission.objects.en_attente().filter(content_type=ContentType.objects.get_for_model(modele))
        relus = set(attendues.filter(object_id__in=[t.pk for t in textes]).values_list("object_id", flat=True))
        contribues = set(ids(membre, Niveau.CONTRIBUER))
        return [_texte(mot, t, a_relire=t.pk in relus, modifiable=t.espace_id in contribues) for t in textes]

    return lire


def _texte(mot: str, texte: Any, *, a_relire: bool, modifiable: bool) -> TexteDeMembre:
    en_chantier = not texte.live or texte.has_unpublished_changes
    if texte.archive_le:
        mots = "archivé"
    elif texte.live:
        mots = "publié, avec des changements en attente" if en_chantier else "publié"
    else:
        mots = "chez l’équipe pour relecture" if a_relire else "brouillon"
    a_finir = en_chantier and modifiable
    adresse = texte.get_absolute_url() + ("modifier/" if a_finir else "")
    date = texte.latest_revision.created_at if texte.latest_revision else texte.cree_le
    return TexteDeMembre(titre=str(texte), adresse=adresse, statut=f"{mot} {mots}", a_finir=a_finir, date=date)


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
