"""What e-mails bring to the registries."""

from __future__ import annotations

from typing import Any

from centre.liens.enums import Action
from centre.liens.gestes import geste
from centre.registre import DonneesDeMembre, LigneDeJournee, donnees_de_membre, journee

from .enums import COMPTE, declarer
from .models import Courriel, Preference
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
        effacer=lambda membre: Courriel.objects.de(membre).delete()[0],
        champs=("destinataire",),
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
    ),
)
