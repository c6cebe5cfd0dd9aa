"""Record, export, merge, succession and erasure of a member: one protocol (``donnees_de_membre``), the members' own part of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from centre.courriels.enums import Genre, declarer
from centre.registre import DonneesDeMembre, LigneDeJournee, donnees_de_membre, journee
from centre.rgpd import MISSION, OBLIGATION, Conservation, Etape, Traitement, conservations, parcours, traitements
from centre.temps import date_locale

from .models import ChangementDePoste, Depart, Export, Fermeture, Membre, Note, Presence
from .operations import depart, effacement, exports, fusion, presence


def _lien(modele: Any, **autres: Any) -> DonneesDeMembre:
    """One of the lists of a member's own row: no key to declare, nothing to erase that does not go with the row."""

    def lister(membre: Any) -> models.QuerySet[Any]:
        return modele.objects.filter(membre=membre)

    colonne = next(c.name for c in modele._meta.local_fields if c.name not in ("id", "membre"))
    return DonneesDeMembre(
        modele=modele, lister=lister, effacer=lambda membre: 0,
        exporter=lambda membre: [{colonne: str(getattr(ligne, colonne))} for ligne in lister(membre).select_related(colonne)],
        **autres,
    )  # fmt: skip


def _effacer_les_exports(membre: Any) -> int:
    return exports.effacer_les_exports(Export.objects.filter(membre=membre))


def _exporter_les_departs(membre: Any) -> list[dict[str, Any]]:
    """What is theirs; that they follow somebody is said, not whom."""
    return [{"dernier_jour": d.dernier_jour, "etat": d.get_etat_display()} for d in _departs(membre)]


def _departs(membre: Any) -> models.QuerySet[Any]:
    return Depart.objects.filter(models.Q(membre=membre) | models.Q(successeur=membre) | models.Q(prevu_par=membre))


def inscrire_le_protocole() -> None:
    """Register them; posts, declared before, are merged before the groups that follow them."""
    par_cles = DonneesDeMembre.par_cles
    declarations: dict[str, DonneesDeMembre] = {
        "membres.groupes": _lien(
            Membre.groups.through, transferer=depart.remettre_les_places, fusionner=fusion.fusionner_les_groupes
        ),
        "membres.themes": _lien(Membre.themes.through, fusionner=fusion.fusionner_les_themes),
        "membres.Membre": par_cles(Membre, nommees=("fusionne_dans",), montrer=("email",), fusion=False),
        # Asked of the team, which answers by hand: a note may name somebody else.
        "membres.Note": DonneesDeMembre(
            modele=Note, champs=("membre", "auteur"), lister=lambda m: Note.objects.filter(models.Q(membre=m) | models.Q(auteur=m)),
            exporter=lambda m: [{"cree_le": note.cree_le} for note in Note.objects.filter(models.Q(membre=m) | models.Q(auteur=m))],
            effacer=par_cles(Note, siennes=("membre",), nommees=("auteur",)).effacer,
            fusionner=par_cles(Note, siennes=("membre",), nommees=("auteur",)).fusionner,
        ),
        "membres.Depart": DonneesDeMembre(
            modele=Depart, champs=("membre", "successeur", "prevu_par"), lister=_departs, exporter=_exporter_les_departs,
            effacer=par_cles(Depart, siennes=("membre",), nommees=("successeur", "prevu_par")).effacer,
            fusionner=par_cles(Depart, siennes=("membre",), nommees=("successeur", "prevu_par")).fusionner,
        ),
        "membres.ChangementDePoste": par_cles(
            ChangementDePoste, siennes=("membre",), nommees=("traite_par",),
            montrer=("fonction", "structure", "categorie", "depuis", "demande_le", "etat", "motif"),
        ),
        "membres.Presence": par_cles(Presence, siennes=("membre",), montrer=("demandee_le", "confirmee_le"), fusion=False),
        "membres.Export": DonneesDeMembre(
            modele=Export, champs=("membre",), lister=lambda membre: Export.objects.filter(membre=membre),
            exporter=lambda membre: [dict(e) for e in Export.objects.filter(membre=membre).values("demande_le", "expire_le")],
            effacer=_effacer_les_exports,
        ),
        "membres.Fermeture": par_cles(
            Fermeture, siennes=("membre",), nommees=("demandee_par",), montrer=("demandee_le", "effacer_le", "signee"), fusion=False
        ),
    }  # fmt: skip
    for nom, donnees in declarations.items():
        donnees_de_membre.ajouter(nom, donnees)


#: Key, words of the preferences, to those who may not sign in or sleep.
GENRES = (
    ("prise_de_poste", "Votre prise de poste", False),
    ("changement_de_poste", "La réponse à votre changement de poste", False),
    ("presence_demande", "« Toujours en poste ? », une fois par an", False),
    ("presence_rappel", "« Toujours en poste ? », le rappel", False),
    ("presence_sommeil", "La mise en sommeil de votre compte", True),
    ("presence_preavis", "L’effacement prochain de votre compte", True),
    ("donnees_pretes", "L’archive de vos données", False),
    ("fermeture_prevue", "La fermeture de votre compte", True),
)


def _mes_postes(membre: Any) -> list[Etape]:
    return [
        Etape(
            poste.depuis,
            "Prise de poste",
            str(poste),
            precision=f"jusqu’au {date_locale(poste.jusqu_a, 'courte')}" if poste.jusqu_a else "",
        )
        for poste in membre.postes.select_related("structure")
    ]


def _apres_connexion(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    presence.reveiller(membre=user)


def inscrire_la_vie() -> None:
    """The mails, the lines of Ma journée, the register of processing and its retention, the record."""
    for cle, libelle, aux_inactifs in GENRES:
        declarer(Genre(cle, libelle, essentiel=True, aux_inactifs=aux_inactifs))
    journee.ajouter(
        "changements_de_poste",
        LigneDeJournee(
            "Changements de poste à écrire", "gestion_changements", lambda membre: ChangementDePoste.objects.en_attente().count(),
            "Des membres disent avoir changé de poste.",
        ),
    )  # fmt: skip
    user_logged_in.connect(_apres_connexion, dispatch_uid="membres.reveiller")
    parcours.ajouter("membres", _mes_postes)
    for cle, traitement in TRAITEMENTS.items():
        traitements.ajouter(cle, traitement)
    for cle, conservation in CONSERVATIONS.items():
        conservations.ajouter(cle, conservation)


TRAITEMENTS = {
    "comptes": Traitement(
        nom="Comptes et postes des membres",
        finalite="Faire vivre le réseau des technicien·nes : savoir qui en est, à quel poste, et ouvrir à chacun ses espaces.",
        base=MISSION,
        donnees="Nom, adresse électronique, mot de passe chiffré, postes successifs, structure, territoires, thèmes suivis ; "
        "l’identifiant que donne ProConnect, si vous entrez avec lui.",
        duree="Tant que le compte sert. On vous demande chaque année si vous êtes toujours en poste ; un compte silencieux "
        "est mis en sommeil, puis effacé après un préavis.",
        acces="Vous, l’équipe du Centre ; les autres membres, ce que vous choisissez de montrer.",
    ),
    "notes": Traitement(
        nom="Notes de l’équipe",
        finalite="Se souvenir d’une demande, d’un échange avec un membre.",
        base=MISSION,
        donnees="Une phrase, sa date, qui l’a écrite.",
        duree="Deux ans, et jamais plus que le compte.",
        acces="L’équipe du Centre. Vous pouvez les demander.",
    ),
    "droits": Traitement(
        nom="Vos demandes : archive, fermeture, changement de poste",
        finalite="Répondre à vos droits, et tenir vos postes à jour.",
        base="Obligation légale (articles 15 à 20)",
        donnees="La date de la demande, et ce qu’elle contient.",
        duree="L’archive : sept jours. La fermeture : quinze jours pour changer d’avis. Les changements de poste : un an après la réponse.",
        acces="Vous, l’équipe du Centre ; l’archive, vous seul·e.",
    ),
    "sessions": Traitement(
        nom="Sessions ouvertes",
        finalite="Vous reconnaître d’une page à l’autre, et vous laisser fermer un appareil perdu.",
        base=OBLIGATION,
        donnees="L’adresse IP, le navigateur, les heures de début et de dernière activité.",
        duree="Trente jours au plus.",
        acces="Vous ; l’équipe voit leur nombre et leurs dates.",
    ),
}


def purger_les_notes() -> int:
    """Notes older than two years."""
    return Note.objects.filter(cree_le__lte=Now() - dt.timedelta(days=365 * 2)).delete()[0]


def purger_les_changements() -> int:
    """Changes of post answered a year ago; the posts themselves are history."""
    return ChangementDePoste.objects.filter(traite_le__lte=Now() - dt.timedelta(days=365)).delete()[0]


def purger_les_sessions() -> int:
    """Sessions that expired, and the devices that had them."""
    finies = Session.objects.filter(expire_date__lte=Now())
    vivante = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=Now())
    return UserSession.objects.filter(~Exists(vivante)).delete()[0] + finies.delete()[0]


CONSERVATIONS = {
    "notes": Conservation("notes", "Notes de l’équipe", "2 ans", purger_les_notes),
    "changements": Conservation("droits", "Changements de poste répondus", "1 an", purger_les_changements),
    "exports": Conservation("droits", "Archives de données", "7 jours", exports.purger_les_exports),
    "fermetures": Conservation(
        "droits", "Comptes dont la fermeture est demandée", "15 jours", effacement.executer_les_fermetures
    ),
    "sommeil": Conservation("comptes", "Comptes silencieux, après préavis", "voir les réglages", presence.oublier),
    "sessions": Conservation("sessions", "Sessions finies et appareils oubliés", "30 jours", purger_les_sessions),
}
