"""What dossiers thématiques bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.publications.donnees import donnees_des_textes
from centre.publications.relecture import page_de_relecture
from centre.publications.texte_riche import en_texte
from centre.registre import (
    Ecran,
    Flux,
    LigneDeJournee,
    Projection,
    Suite,
    TypeCatalogue,
    catalogue,
    donnees_de_membre,
    ecrans,
    flux,
    journee,
    liens_des_textes,
    sitemaps,
    suites,
)

from ..models import Dossier
from ..sitemaps import DossierSitemap
from ..views.dossiers import peut_creer


def projeter_dossier(dossier: Dossier) -> list[Projection]:
    """One row. The titles of its items are not in it: each reader knows those they may read."""
    if not dossier.date_publication:
        return []
    return [
        Projection(
            titre=dossier.titre,
            adresse=dossier.get_absolute_url(),
            resume=dossier.chapo,
            texte=en_texte(dossier.texte),
            espace_id=dossier.espace_id,
            auteur_id=dossier.auteur_id,
            date=dossier.date_publication,
            etat="retire" if dossier.retire_le or not dossier.live else "archive" if dossier.archive_le else "publie",
            themes=tuple(theme.pk for theme in dossier.themes.all()),
            territoires=tuple(territoire.pk for territoire in dossier.territoires.all()),
        )
    ]


def _brouillons(membre: Any) -> int:
    return Dossier.objects.visibles_pour(membre).brouillons().count()


catalogue.ajouter(
    "dossier", TypeCatalogue(nom="dossier", libelle="Dossier", modele=Dossier, projeter=projeter_dossier, icone="dossier")
)
liens_des_textes.ajouter(
    "dossier",
    lambda dossier: {"": [dossier.texte, *dossier.liens.filter(edition=None).values_list("adresse", flat=True)]},
)
gestes.ajouter(cle(Dossier, Action.RELIRE), page_de_relecture)
donnees_de_membre.ajouter("jeudis.Dossier", donnees_des_textes(Dossier))
suites.ajouter("dossiers", Suite("Ajouter à un dossier", "dossiers:ajouter", peut=peut_creer, sauf=("jeudis.Dossier",)))
sitemaps.ajouter("dossiers", DossierSitemap)
flux.ajouter(
    "dossiers", Flux("Dossiers thématiques", "dossiers:flux", "Les dossiers ouverts à tous, le plus récent d’abord (Atom).")
)
journee.ajouter(
    "dossiers_a_publier",
    LigneDeJournee("Dossiers à publier", "dossiers:liste", _brouillons, "Ils sont en brouillon : seule l’équipe les voit."),
)
ecrans.ajouter("dossiers", Ecran("Préparer un dossier", "dossiers:creer", "Publier", "Une sélection ordonnée, et son texte."))
