"""People of the tests, made by the real operations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from centre.espaces.enums import Public
from centre.membres.enums import Etat
from centre.membres.operations import affecter_poste, creer_membre, donner_role, suspendre

MOT_DE_PASSE = "territoires-2026"


def membre(nom: str, categorie: Public | None = None, role: Public | None = None, **champs: Any) -> Any:
    """A member « nom@test.example », posted in a catégorie, with a role."""
    qui = creer_membre(email=f"{nom}@test.example", prenom=nom.capitalize(), nom="Essai", mot_de_passe=MOT_DE_PASSE, **champs)
    if categorie:
        affecter_poste(membre=qui, categorie=categorie, fonction="agente", depuis=dt.date(2025, 1, 1))
    if role:
        donner_role(membre=qui, role=role)
    return qui


def tout_le_monde() -> dict[str, Any]:
    """One person of each kind of DESIGN §2's table, by short name; « visiteur » is not one of them."""
    personnes = {categorie.value: membre(categorie.value, categorie) for categorie in list(Public)[:5]}
    personnes |= {
        role.value: membre(role.value, role=role) for role in (Public.ANIMATRICE, Public.ADMINISTRATION, Public.FINANCEUR)
    }
    personnes["suspendu"] = membre("suspendu", Public.PAYS)
    suspendre(membre=personnes["suspendu"])
    personnes["suspendu"].refresh_from_db()
    personnes["en_attente"] = membre("attente", etat=Etat.EN_ATTENTE)
    return personnes
