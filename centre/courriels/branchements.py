"""What e-mails bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.liens.enums import Action
from centre.liens.gestes import geste
from centre.registre import DonneesDeMembre, LigneDeJournee, changer_de_main, donnees_de_membre, journee, nommer_les_gestes
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from .enums import COMPTE, declarer
from .models import Courriel, Preference
from .operations import effacer_les_courriels, purger_les_courriels
from .views import desinscription

declarer(COMPTE)
geste(Preference, Action.DESINSCRIRE)(desinscription)
journee.ajouter(
    "courriels_en_echec",
    LigneDeJournee(
        titre="Envois en échec",
        url_name="gestion_courriels:echecs",
        compter=lambda membre: Courriel.objects.en_echec().count(),
        aide="Ces messages ne sont pas partis après cinq essais.",
    ),
)


def _exporter_les_courriels(membre: Any) -> list[dict[str, Any]]:
    champs = ("cree_le", "envoye_le", "adresse", "sujet")
    return [{nom: getattr(c, nom) for nom in champs} | {"texte": c.texte_montrable} for c in Courriel.objects.de(membre)]


donnees_de_membre.ajouter(
    "courriels.Courriel",
    DonneesDeMembre(
        modele=Courriel,
        lister=Courriel.objects.de,
        exporter=_exporter_les_courriels,
        effacer=effacer_les_courriels,
        champs=("destinataire",),
        fusionner=lambda doublon, garde: changer_de_main(Courriel, ("destinataire",), doublon, garde),
    ),
)
donnees_de_membre.ajouter(
    "courriels.Preference",
    DonneesDeMembre(
        modele=Preference,
        lister=lambda membre: Preference.objects.filter(membre=membre),
        exporter=lambda membre: [dict(p) for p in Preference.objects.filter(membre=membre).values("genre", "recevoir")],
        effacer=lambda membre: Preference.objects.filter(membre=membre).delete()[0],
        champs=("membre",),
        fusionner=lambda doublon, garde: changer_de_main(Preference, ("membre",), doublon, garde),
    ),
)
traitements.ajouter(
    "courriels",
    Traitement(
        nom="Courriels envoyés par le portail",
        finalite="Vous prévenir, et répondre à « l’a-t-elle reçu ? ».",
        base=MISSION,
        donnees="L’adresse, le texte, la date et le sort de chaque message ; vos choix de réception.",
        duree="Un an.",
        acces="Vous, l’équipe du Centre ; jamais les codes de connexion, effacés dès l’envoi.",
    ),
)
conservations.ajouter(
    "courriels", Conservation("courriels", "Courriels partis, annulés ou en échec", "1 an", purger_les_courriels)
)
nommer_les_gestes({"courriel.renvoyer": "Courriel envoyé de nouveau"})
