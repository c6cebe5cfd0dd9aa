"""What Jeudis bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.publications.donnees import donnees_des_textes
from centre.publications.relecture import page_de_relecture
from centre.publications.texte_riche import en_texte
from centre.registre import (
    Ecran,
    LigneDeJournee,
    Projection,
    TypeCatalogue,
    catalogue,
    demonstration,
    donnees_de_membre,
    ecoutes,
    ecrans,
    journee,
    liens_des_textes,
)
from centre.rgpd import MISSION, Etape, Traitement, parcours, traitements
from centre.temps import date_locale

from ..demonstration import peupler_jeudis
from ..enums import EtatInscription
from ..models import CompteRendu, Inscription, Jeudi
from ..operations import suivre_le_lieu


def _etat(publication: Jeudi | CompteRendu) -> str:
    if publication.retire_le or not publication.live:
        return "retire"
    return "archive" if publication.archive_le else "publie"


def projeter_jeudi(jeudi: Jeudi) -> list[Projection]:
    """One row, in the espace of the page, dated from its first séance."""
    if not jeudi.date_publication:
        return []
    quand = date_locale(jeudi.premier_jour, "longue") if jeudi.premier_jour else ""
    return [
        Projection(
            titre=jeudi.titre,
            adresse=jeudi.get_absolute_url(),
            resume=f"Annulé. {jeudi.chapo}".strip() if jeudi.annule_le else jeudi.chapo,
            texte="\n".join(
                [
                    *(jeudi.get_forme_display(), jeudi.objectif, en_texte(jeudi.programme), jeudi.lieu, jeudi.adresse, quand),
                    *(jeudi.co_organisateurs, jeudi.besoins, jeudi.mots_du_programme()),
                ]
            ),
            espace_id=jeudi.espace_id,
            auteur_id=jeudi.auteur_id,
            date=jeudi.date_publication,
            debut=None if jeudi.annule_le else jeudi.premier_jour,
            fin=None if jeudi.annule_le else jeudi.dernier_jour,
            etat=_etat(jeudi),
            themes=tuple(theme.pk for theme in jeudi.themes.all()),
            territoires=tuple(territoire.pk for territoire in jeudi.territoires.all()),
        )
    ]


def projeter_compte_rendu(compte_rendu: CompteRendu) -> list[Projection]:
    """The public edition in its espace, the complete one in its own, deeper."""
    if not compte_rendu.date_publication:
        return []
    commun = {
        "titre": f"Compte rendu : {compte_rendu.titre}",
        "adresse": compte_rendu.get_absolute_url(),
        "resume": compte_rendu.resume,
        "auteur_id": compte_rendu.auteur_id,
        "date": compte_rendu.date_publication,
        "etat": _etat(compte_rendu),
        "themes": tuple(theme.pk for theme in compte_rendu.themes.all()),
        "territoires": tuple(territoire.pk for territoire in compte_rendu.territoires.all()),
    }
    complete = Projection(
        **commun, profondeur="reservee", espace_id=compte_rendu.espace_id, texte=en_texte(compte_rendu.texte), annoncable=True
    )
    if compte_rendu.espace_publique_id is None:
        return [complete]
    publique = Projection(
        **commun, profondeur="publique", espace_id=compte_rendu.espace_publique_id, texte=en_texte(compte_rendu.texte_public())
    )
    return [publique, complete]


catalogue.ajouter(
    "jeudi", TypeCatalogue(nom="jeudi", libelle="Jeudi", modele=Jeudi, projeter=projeter_jeudi, tous=Jeudi.objects.all)
)
catalogue.ajouter(
    "compte_rendu",
    TypeCatalogue(
        nom="compte_rendu", libelle="Compte rendu", modele=CompteRendu, projeter=projeter_compte_rendu,
        tous=lambda: CompteRendu.objects.select_related("jeudi"),
    ),
)  # fmt: skip
liens_des_textes.ajouter("jeudi", lambda jeudi: {"": [jeudi.programme]})
liens_des_textes.ajouter("compte_rendu", lambda cr: {"publique": [cr.texte_public()], "reservee": [cr.texte]})
gestes.ajouter(cle(Jeudi, Action.RELIRE), page_de_relecture)
for nom, libelle in [
    ("jeudi_inscription", "Votre inscription à un Jeudi"),
    ("jeudi_attente", "Votre place sur une liste d’attente"),
    ("jeudi_promotion", "Une place se libère pour vous"),
    ("jeudi_annulation", "L’annulation de votre inscription"),
    ("jeudi_changement", "Un Jeudi change de date ou de lieu"),
    ("jeudi_annule", "Un Jeudi est annulé"),
    ("jeudi_retabli", "Un Jeudi annulé aura lieu"),
]:
    # Also to who registers without account, an invitation unanswered: they ask for these themselves.
    declarer(Genre(nom, libelle, essentiel=True, avant_acceptation=True))
journee.ajouter(
    "comptes_rendus_a_publier",
    LigneDeJournee(
        titre="Comptes rendus à publier",
        url_name="jeudis:a_rendre",
        compter=lambda membre: Jeudi.objects.visibles_pour(membre).sans_compte_rendu().count(),
        aide="Des Jeudis ont eu lieu ; leurs participants attendent.",
    ),
)
journee.ajouter(
    "jeudis_a_publier",
    LigneDeJournee(
        titre="Jeudis à publier",
        url_name="jeudis:liste",
        compter=lambda membre: Jeudi.objects.visibles_pour(membre).brouillons().count(),
        aide="Ils sont en brouillon : personne ne peut s’inscrire.",
    ),
)
ecrans.ajouter("jeudis", Ecran("Préparer un Jeudi", "jeudis:creer", "Publier", "Dates, lieu, places, qui peut venir."))
ecrans.ajouter(
    "comptes_rendus", Ecran("Comptes rendus", "jeudis:a_rendre", "Publier", "Les Jeudis passés dont le compte rendu est attendu.")
)


def _suivre(objet: Any) -> None:
    if isinstance(objet, Jeudi):
        suivre_le_lieu(objet)


ecoutes.ajouter("jeudis", _suivre)
demonstration.ajouter("jeudis", peupler_jeudis)
donnees_de_membre.ajouter("jeudis.Jeudi", donnees_des_textes(Jeudi))
donnees_de_membre.ajouter("jeudis.CompteRendu", donnees_des_textes(CompteRendu))


def _mes_jeudis(membre: Any) -> list[Etape]:
    """The Jeudis registered for, cancelled ones left out; the day is that of the Jeudi."""
    siennes = Inscription.objects.de(membre).exclude(etat=EtatInscription.ANNULEE).select_related("jeudi")
    etapes = []
    for inscription in siennes.filter(jeudi__in=Jeudi.objects.visibles_pour(membre)):
        jeudi = inscription.jeudi
        if jeudi.premier_jour is None:
            continue
        quoi = "Jeudi annulé" if jeudi.annule_le else "Jeudi suivi" if jeudi.est_passe else "Jeudi à venir"
        if inscription.etat == EtatInscription.EN_ATTENTE:
            quoi = "Jeudi, sur liste d’attente"
        etapes.append(Etape(jeudi.premier_jour, quoi, jeudi.titre, jeudi.get_absolute_url(), jeudi.get_forme_display()))
    return etapes


parcours.ajouter("jeudis", _mes_jeudis)
traitements.ajouter(
    "inscriptions",
    Traitement(
        nom="Inscriptions aux Jeudis",
        finalite="Réserver les places, convoquer, compter les présences pour les financeurs.",
        base=MISSION,
        donnees="Qui s’inscrit, à quel Jeudi, quand, avec une place ou en attente.",
        duree="La ligne reste pour le compte des présences ; le nom s’en va avec le compte.",
        acces="Vous, l’équipe du Centre.",
    ),
)
