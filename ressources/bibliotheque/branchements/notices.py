"""What notices bring to the registries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from centre.espaces.models import noms_des_espaces
from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.publications.donnees import donnees_des_textes, textes_de_membre
from centre.publications.relecture import page_de_relecture
from centre.registre import (
    Geste,
    LigneDeJournee,
    Precision,
    Projection,
    Suite,
    TypeCatalogue,
    catalogue,
    demonstration,
    donnees_de_membre,
    ecoutes,
    journee,
    liens_des_textes,
    mes_textes,
    moissons,
    nommer_les_gestes,
    suites,
)

from ..demonstration import peupler_bibliotheque, peupler_les_acces, peupler_les_comptes_rendus_repris, peupler_les_soins
from ..dublin_core import dublin_core
from ..enums import Quoi
from ..models import Ressource
from ..operations import suivre_les_editions
from ..views import a_publier, peut_deposer


def titres(cles: Iterable[Any]) -> dict[Any, str]:
    """The titles of these notices, by key: one query."""
    return dict(Ressource.objects.filter(pk__in=[cle for cle in cles if cle]).values_list("pk", "titre"))


def projeter(ressource: Ressource) -> list[Projection]:
    """The notice in its espace; the text of the files in the row of the files' espace, and nowhere else.

    What was opened to more readers since is dated of that day: it is then that it is new to them.
    """
    if not ressource.date_publication:
        return []
    retire, archive = ressource.retire_le or not ressource.live, ressource.archive_le or ressource.depassee
    etat = "retire" if retire else "archive" if archive else "publie"
    notice = "\n".join(
        filter(
            None, [ressource.get_type_display(), ressource.auteurs, ressource.edition, ressource.source, ressource.date_en_mots]
        )
    )
    commun: dict[str, Any] = {
        "titre": ressource.titre,
        "adresse": ressource.get_absolute_url(),
        "resume": ressource.resume,
        "auteur_id": ressource.auteur_id,
        "etat": etat,
        "themes": tuple(theme.pk for theme in ressource.themes.all()),
        "territoires": tuple(territoire.pk for territoire in ressource.territoires.all()),
    }
    ouverte_le, fichiers_le = _dates(ressource)
    rangs = [Projection(**commun, profondeur="notice", espace_id=ressource.espace_id, date=ouverte_le, texte=notice)]
    if ressource.fichiers.exists():
        texte = f"{notice}\n{ressource.texte_des_fichiers()}"
        lieu = ressource.espace_fichiers_id
        rangs.append(Projection(**commun, profondeur="fichiers", espace_id=lieu, date=fichiers_le, texte=texte))
    return rangs


def _dates(ressource: Ressource) -> tuple[dt.datetime, dt.datetime]:
    """When the notice, then its files, came to those who read them today: published, or opened more widely since."""
    faites = list(ressource.ouvertures.filter(faite_le__isnull=False).values_list("quoi", "faite_le"))  # type: ignore[attr-defined]
    notice = max([ressource.date_publication, *(le for quoi, le in faites if quoi == Quoi.TOUT)])
    return notice, max([notice, *(le for _, le in faites)])


catalogue.ajouter(
    "ressource",
    TypeCatalogue(nom="ressource", libelle="Ressource", modele=Ressource, projeter=projeter, tous=Ressource.objects.all),
)
liens_des_textes.ajouter("ressource", lambda ressource: {"notice": [ressource.lien, ressource.resume, ressource.source]})
ecoutes.ajouter("editions", suivre_les_editions)
moissons.ajouter("ressource", dublin_core)
gestes.ajouter(cle(Ressource, Action.RELIRE), page_de_relecture)
demonstration.ajouter("bibliotheque", peupler_bibliotheque)
demonstration.ajouter("bibliotheque_acces", peupler_les_acces)
demonstration.ajouter("comptes_rendus_repris", peupler_les_comptes_rendus_repris)
demonstration.ajouter("soins", peupler_les_soins)  # after the documents it is about
donnees_de_membre.ajouter("bibliotheque.Ressource", donnees_des_textes(Ressource))
mes_textes.ajouter("bibliotheque", textes_de_membre(Ressource, "Document"))
journee.ajouter(
    "documents_recents",
    LigneDeJournee(
        titre="Documents déposés depuis 7 jours",
        url_name="ressources:liste",
        parametres="?voir=recents",
        compter=lambda membre: Ressource.objects.visibles_pour(membre).courants().recents(membre).count(),
        aide="Par d’autres que vous : à compléter, à ouvrir plus largement, à signaler dans la lettre.",
    ),
)
journee.ajouter(
    "documents_a_publier",
    LigneDeJournee(
        titre="Documents que des membres vous demandent de publier",
        url_name="ressources:a_publier",
        compter=lambda membre: a_publier(membre).count(),
        aide="Un geste suffit pour chacun.",
    ),
)
journee.ajouter(
    "documents_muets",
    LigneDeJournee(
        titre="Documents que la recherche ne peut pas lire",
        url_name="ressources:liste",
        parametres="?voir=muets",
        compter=lambda membre: Ressource.objects.visibles_pour(membre).courants().muets().count(),
        aide="Fichier abîmé, protégé par un mot de passe ou sans texte (pages scannées) : à demander de nouveau.",
    ),
)
suites.ajouter(
    "bibliotheque",
    Suite(
        "En faire un document de la bibliothèque",
        "ressources:deposer",
        peut=peut_deposer,
        sauf=("bibliotheque.Ressource",),
        d_un_fichier="Proposer à la bibliothèque",
    ),
)
nommer_les_gestes(
    {
        "ressource.ouvrir_les_fichiers_a": Geste(
            "Fichiers ouverts à d’autres lecteurs",
            {"de": Precision("de", nommer=noms_des_espaces), "vers": Precision("vers", nommer=noms_des_espaces)},
        ),
        "ressource.remplacer": Geste("Nouvelle édition désignée", {"ancienne": Precision("à la place de", nommer=titres)}),
        "ressource.changer_d_adresse": Geste("Adresse de la notice changée", {"de": Precision("auparavant")}),
    }
)
