"""What groupes bring to the registries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.journal.lecture import QUI
from centre.registre import (
    DonneesDeMembre,
    Geste,
    LigneDeJournee,
    Precision,
    Projection,
    TypeCatalogue,
    catalogue,
    demonstration,
    donnees_de_membre,
    journee,
    nommer_les_gestes,
)
from centre.rgpd import MISSION, Traitement, traitements

from .demonstration import peupler_groupes
from .enums import ANNONCEES, Porte, RoleDansLeGroupe
from .models import Adhesion, Groupe


def projeter(groupe: Groupe) -> list[Projection]:
    """The announcement in the réseau, for a groupe that announces itself; then the room, in its own espace."""
    espace = groupe.espace
    etat = "archive" if groupe.ferme else "publie"
    commun: dict[str, Any] = {
        "titre": espace.nom,
        "adresse": groupe.get_absolute_url(),
        "resume": espace.description[:300],
        "etat": etat,
    }
    noms = "\n".join(classeur.nom for classeur in groupe.classeurs.all())
    dedans = Projection(**commun, texte=f"{espace.description}\n{groupe.note}\n{noms}".strip(), espace_id=espace.pk)
    if groupe.porte not in ANNONCEES or groupe.ferme:
        return [dedans]
    reseau = Espace.objects.values_list("pk", flat=True).get(nature=Nature.RESEAU)
    return [Projection(**commun, texte=espace.description, profondeur="annonce", espace_id=reseau), dedans]


def _transferer(ancien: Any, successeur: Any) -> int:
    """The places go with the post (the Django groups do too): rows where the successor has none yet."""
    deja = Adhesion.objects.filter(membre=successeur).values("groupe")
    return Adhesion.objects.filter(membre=ancien).exclude(groupe__in=deja).update(membre=successeur)


for cle, libelle in (
    ("groupe_demande", "Une demande pour entrer dans un groupe que vous animez"),
    ("groupe_oui", "Votre demande d’entrer dans un groupe est acceptée"),
    ("groupe_ajout", "Une place que l’équipe vous donne dans un groupe"),
    ("groupe_non", "Votre demande d’entrer dans un groupe est refusée"),
    ("groupe_invitation", "Une invitation à entrer dans un groupe"),
    ("groupe_fil", "Le fil de mes groupes : un résumé par jour au plus"),
    ("groupe_acces", "Un accès à un groupe jusqu’à une date"),
):
    declarer(Genre(cle, libelle))
catalogue.ajouter(
    "groupe",
    TypeCatalogue(
        nom="groupe", libelle="Groupe de travail", modele=Groupe, projeter=projeter, icone="equipe",
        tous=lambda: Groupe.objects.select_related("espace").prefetch_related("classeurs"),
    ),
)  # fmt: skip
journee.ajouter(
    "demandes_de_groupe",
    LigneDeJournee(
        titre="Demandes d’entrée dans un groupe",
        url_name="groupes:liste",
        compter=lambda membre: Adhesion.objects.a_traiter().count(),
        aide="À accepter ou à refuser, avec un mot.",
    ),
)
donnees_de_membre.ajouter(
    "groupes.Adhesion",
    replace(
        DonneesDeMembre.par_cles(
            Adhesion,
            siennes=("membre",),
            nommees=("traitee_par",),
            montrer=("groupe__espace__nom", "etat", "role", "message", "demandee_le", "depuis"),
        ),
        transferer=_transferer,
    ),
)
traitements.ajouter(
    "groupes",
    Traitement(
        nom="Groupes de travail",
        finalite="Entrer dans un groupe, en sortir, savoir qui en est.",
        base=MISSION,
        donnees="Vos demandes et invitations avec leur mot, les groupes où vous êtes, depuis quand et à quel titre.",
        duree="Tant que le compte existe ; les places suivent le poste.",
        acces="Les membres du groupe voient qui en est ; les demandes, qui l’anime et l’équipe du Centre.",
    ),
)
demonstration.ajouter("groupes", peupler_groupes)
nommer_les_gestes(
    {
        "groupe.ouvrir": "Groupe ouvert",
        "groupe.regler": Geste("Groupe réglé", {"porte": Precision("on y entre", lambda valeur: str(Porte(valeur).label))}),
        "groupe.fermer": "Groupe fermé",
        "groupe.rouvrir": "Groupe rouvert",
        "groupe.entrer": Geste("Entrée dans le groupe", {"membre": QUI}),
        "groupe.ajouter": Geste("Ajout au groupe", {"membre": QUI}),
        "groupe.demander": "Entrée demandée dans le groupe",
        "groupe.refuser": Geste("Entrée refusée dans le groupe", {"membre": QUI}),
        "groupe.inviter": Geste("Invitation dans le groupe", {"membre": QUI}),
        "groupe.decliner": "Invitation déclinée",
        "groupe.quitter": Geste("Départ du groupe", {"membre": QUI}),
        "groupe.exclure": Geste("Retrait du groupe", {"membre": QUI}),
        "groupe.nommer": Geste(
            "Rôle changé dans le groupe",
            {"membre": QUI, "role": Precision("rôle", lambda valeur: str(RoleDansLeGroupe(valeur).label).lower())},
        ),
        "classeur.creer": "Classeur créé",
        "classeur.tenir": "Classeur rangé",
        "classeur.supprimer": "Classeur supprimé",
    }
)
