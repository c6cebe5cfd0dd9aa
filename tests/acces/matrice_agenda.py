"""The matrix of rights: calendars, the passerelle, others' events, date polls, themes asked for."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Ligne, Reponses, lue, membres, seuls, tous
from .matrice_jeudis import CAS_JEUDIS
from .publics import EQUIPE, LISENT, TECHNICIENS

_RIEN: frozenset[str] = frozenset()
_CONTRIBUENT = TECHNICIENS | EQUIPE
_RESEAU = LISENT["reseau"]


def _ligne(libelle: str, url: str, adresse: str, get: Reponses, post: Reponses | None = None, /, **corps: str) -> Ligne:
    return Ligne("Agenda", libelle, f"jeudis:{url}", f"/jeudis/{adresse}", get, post or membres(REFUSE), corps)


def _publique(libelle: str, url: str, adresse: str, get: Reponses) -> Ligne:
    return _ligne(libelle, url, adresse, get, tous(REFUSE))


def _evenement(mot: str, libelle: str, lisent: frozenset[str], tiennent: frozenset[str], *, publie: bool = True) -> list[Ligne]:
    """Every address below somebody else's event. ``tiennent``: who corrects it and takes it back."""
    base, vus = f"ailleurs/{{{mot}}}/", lisent if publie else _RIEN
    va = membres("302") if vus == LISENT["ouvert"] else seuls(vus, "302")
    saisie = {"titre": "Autre", "premier_jour": "2030-03-28", "jeton": "{jeton}"}
    saisie["espace"] = "{espace_ouvert}" if mot == "ev_ouvert" else "{espace_reseau}"
    return [
        _publique(f"Lire : {libelle}", "evenement", base, lue(lisent)),
        _publique(f"Mettre dans son agenda : {libelle}", "evenement_ics", f"{base}agenda.ics", lue(vus)),
        _ligne(
            f"Modifier : {libelle}",
            "modifier_evenement",
            f"{base}modifier/",
            seuls(tiennent, "200"),
            seuls(tiennent, "302"),
            **saisie,
        ),
        _ligne(f"Retirer : {libelle}", "retirer_evenement", f"{base}retirer/", membres(REFUSE), seuls(tiennent, "302")),
        _ligne(f"J’y vais : {libelle}", "venir", f"{base}venir/", membres(REFUSE), va),
    ]


AGENDA = [
    *(
        ligne
        for cas in CAS_JEUDIS
        for ligne in (
            _ligne(f"La passerelle : {cas.libelle}", "passerelle", f"{{{cas.mot}}}/passerelle/", seuls(EQUIPE, "200")),
            _ligne(
                f"Inviter une personne : {cas.libelle}", "proposer", f"{{{cas.mot}}}/passerelle/proposer/",
                membres(REFUSE), seuls(EQUIPE, "302"), membre="{pays_pk}",
            ),
        )
    ),
    _ligne("Mes Jeudis dans mon agenda : faire l’adresse", "mon_agenda", "mon-agenda/", membres("200"), membres("200"), geste="ouvrir"),
    _ligne("Mes Jeudis dans mon agenda : la révoquer", "mon_agenda", "mon-agenda/", membres("200"), membres("302"), geste="fermer"),
    _publique("Un agenda personnel, avec son adresse", "mon_agenda_ics", "mon-agenda/{agenda_jeton}.ics", tous("200")),
    _publique("Un agenda personnel, avec une adresse inconnue", "mon_agenda_ics", "mon-agenda/inconnue.ics", tous(ABSENT)),
    _publique("L’agenda d’ailleurs", "ailleurs", "ailleurs/", tous("200")),
    _ligne(
        "Signaler un événement (envoi vide)", "ajouter_evenement", "ailleurs/ajouter/",
        seuls(_CONTRIBUENT, "200"), seuls(_CONTRIBUENT, "422"),
    ),
    _ligne("Importer un agenda (envoi vide)", "importer_agenda", "ailleurs/importer/", seuls(EQUIPE, "200"), seuls(EQUIPE, "422")),
    _ligne("Un agenda lu", "import_agenda", "ailleurs/importer/{agenda_lu}/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302")),
    *_evenement("ev_ouvert", "un événement d’ailleurs public", LISENT["ouvert"], EQUIPE),
    *_evenement("ev_reseau", "un événement d’ailleurs du réseau", _RESEAU, EQUIPE | {"autrice"}),
    *_evenement("ev_retire", "un événement d’ailleurs retiré", EQUIPE | {"autrice"}, EQUIPE | {"autrice"}, publie=False),
    _ligne("Sondages de dates", "sondages", "sondages/", membres("200")),
    _ligne("Proposer des dates (envoi vide)", "creer_sondage", "sondages/creer/", seuls(EQUIPE, "200"), seuls(EQUIPE, "422")),
    _ligne("Répondre : un sondage du réseau", "sondage", "sondages/{sondage}/", seuls(_RESEAU, "200"), seuls(_RESEAU, "302")),
    _ligne("Choisir la date : un sondage du réseau", "choisir_la_date", "sondages/{sondage}/choisir/", membres(REFUSE), seuls(EQUIPE, "302")),
    _ligne(
        "Proposer un thème", "besoins", "besoins/", seuls(_RESEAU, "200"), seuls(_CONTRIBUENT, "302"), titre="Un thème", jeton="{jeton}"
    ),
    _ligne("Donner sa voix", "voter", "besoins/{besoin}/voter/", membres(REFUSE), seuls(_RESEAU, "302")),
    _ligne("Décider d’un thème", "traiter_besoin", "besoins/{besoin}/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"), etat="retenu"),
]  # fmt: skip
