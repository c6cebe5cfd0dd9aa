"""What documents to look at again bring to the registries."""

from __future__ import annotations

import datetime as dt

from centre.courriels.enums import Genre, declarer
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    Geste,
    LigneDeJournee,
    Precision,
    donnees_de_membre,
    ecrans,
    journee,
    mes_textes,
    nommer_les_gestes,
)
from centre.rgpd import MISSION, Traitement, traitements
from centre.temps import date_locale

from ..models import Echeance
from ..operations import transmettre_les_echeances
from ..views import a_compter, sur_mon_espace

declarer(Genre("documents_a_revoir", "Les documents que vous avez à revoir"))
journee.ajouter(
    "documents_a_revoir",
    LigneDeJournee(
        titre="Documents à revoir",
        url_name="ressources:a_revoir",
        compter=a_compter,
        aide="Leur date est venue : toujours valables, à remplacer ou à retirer.",
    ),
)
ecrans.ajouter(
    "documents_a_revoir",
    Ecran("Documents à revoir", "ressources:a_revoir", "Publier", "Ce dont la date est venue, et qui en répond."),
)
ecrans.ajouter(
    "lot",
    Ecran(
        "Modifier plusieurs notices",
        "ressources:lot",
        "Publier",
        "Thèmes, territoires, nature, licence, lecteurs, date : vu avant, défait après.",
    ),
)
ecrans.ajouter(
    "telechargements",
    Ecran(
        "Téléchargements",
        "ressources:telechargements",
        "Publier",
        "Les documents qui servent le plus, mois par mois, sans personne.",
    ),
)
mes_textes.ajouter("documents_a_revoir", sur_mon_espace)
donnees_de_membre.ajouter(
    "bibliotheque.Echeance",
    DonneesDeMembre.par_cles(
        Echeance, nommees=("responsable",), montrer=("ressource__titre", "date", "revu_le"), transferer=transmettre_les_echeances
    ),
)
traitements.ajouter(
    "documents_a_revoir",
    Traitement(
        nom="Documents à revoir",
        finalite="Ne pas laisser en ligne un document dépassé : quelqu’un le relit à une date dite.",
        base=MISSION,
        donnees="Qui répond du document, la date prévue, le jour où il a été relu.",
        duree="Tant que le document a une date ; le nom s’en va avec le compte, ou dès que la personne quitte le réseau.",
        acces="Les personnes qui peuvent corriger le document. Les lecteurs lisent les dates, jamais le nom.",
    ),
)
_DATE = {"date": Precision("pour le", lambda jour: date_locale(dt.date.fromisoformat(jour), "courte"))}
nommer_les_gestes(
    {
        "ressource.a_revoir": Geste("Document à revoir", _DATE),
        "ressource.toujours_valable": Geste(
            "Document relu, toujours valable", {"date": Precision("prochaine fois le", _DATE["date"].dire)}
        ),
        "ressource.en_lot": "Notice changée avec d’autres",
        "ressource.lot_defait": "Notice remise comme avant un changement groupé",
        "ressource.ne_plus_revoir": "Document qui n’est plus à revoir",
        "ressource.revue_a_l_equipe": "Document à revoir par l’équipe, sa ou son responsable n’en a plus le droit",
    }
)
