"""What calendars bring to the registries."""

from __future__ import annotations

from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.registre import DonneesDeMembre, Flux, donnees_de_membre, flux
from centre.rgpd import MISSION, Traitement, traitements

from ..agenda_personnel import contenu
from ..calendrier import servir
from ..models import AgendaPersonnel

flux.ajouter(
    "jeudis",
    Flux(
        "L’agenda des Jeudis",
        "jeudis:agenda",
        "Au format iCal, pour votre agenda. Ajoutez ?theme= ou ?forme= pour n’en suivre qu’une partie.",
        "text/calendar",
    ),
)
gestes.ajouter(cle(AgendaPersonnel, Action.LIRE), lambda request, lien: servir(request, contenu(lien.objet), prive=True))
donnees_de_membre.ajouter(
    "jeudis.AgendaPersonnel",
    DonneesDeMembre.par_cles(AgendaPersonnel, siennes=("membre",), montrer=("propositions", "cree_le"), fusion=False),
)
traitements.ajouter(
    "agenda_personnel",
    Traitement(
        nom="Adresse d’agenda personnelle",
        finalite="Porter vos inscriptions dans votre propre agenda, tenues à jour.",
        base=MISSION,
        donnees="Une empreinte de l’adresse, jamais l’adresse elle-même ; le choix de ce qu’elle contient.",
        duree="Trois ans au plus, ou jusqu’à ce que vous la révoquiez ; elle s’en va avec le compte.",
        acces="Vous, et les agendas à qui vous donnez l’adresse.",
    ),
)
