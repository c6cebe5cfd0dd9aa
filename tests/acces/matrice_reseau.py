"""The matrix of rights: the annuaire, the structures, the groupes."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Ligne, Reponses, membres, seuls
from .publics import EQUIPE, LISENT, TECHNICIENS

_RESEAU = TECHNICIENS | EQUIPE
_A = "Annuaire"
_FICHE = {
    f"voir_{champ}": "reseau" for champ in ("identite", "photo", "presentation", "telephone", "connus", "cherches", "parcours")
}
_MESSAGE = {"sujet": "Essai", "texte": "Bonjour", "jeton": "{jeton}"}


def _annuaire(libelle: str, url: str, adresse: str, get: Reponses, post: Reponses | None = None, **corps: str) -> Ligne:
    return Ligne(_A, libelle, url, adresse, get, post or membres(REFUSE), corps)


def _equipe(libelle: str, url: str, adresse: str, get: str, post: str = REFUSE, autres: str = REFUSE, **corps: str) -> Ligne:
    return Ligne("Équipe", libelle, url, adresse, seuls(EQUIPE, get), seuls(EQUIPE, post), corps, autres)


ANNUAIRE = [
    _annuaire("Annuaire (chacun y trouve ce qui lui est montré)", "annuaire", "/annuaire/", membres("200")),
    _annuaire("Ma fiche", "ma_fiche", "/mon-compte/fiche/", membres("200"), membres("302"), **_FICHE),
    _annuaire("Une personne qui se montre au réseau", "fiche", "/annuaire/{pays_pk}/", seuls(_RESEAU, "200")),
    _annuaire("Sa carte", "fiche_vcf", "/annuaire/{pays_pk}/fiche.vcf", seuls(_RESEAU, "200")),
    _annuaire(
        "Lui écrire", "ecrire_a", "/annuaire/{pays_pk}/ecrire/", seuls(_RESEAU - {"pays"}, "200"),
        seuls(_RESEAU - {"pays"}, "302"), **_MESSAGE,
    ),
    _annuaire("Une personne qui se montre à sa catégorie", "fiche", "/annuaire/{discrete_pk}/", seuls(EQUIPE | {"pays"}, "200")),
    _annuaire(
        "Une personne qui se montre au public élargi", "fiche", "/annuaire/{ouverte_pk}/",
        seuls(_RESEAU | {"public-elargi", "invitee"}, "200"),
    ),
    _annuaire("Une personne suspendue", "fiche", "/annuaire/{suspendu}/", membres(ABSENT)),
    _annuaire("Lui écrire", "ecrire_a", "/annuaire/{suspendu}/ecrire/", membres(ABSENT), membres(ABSENT), **_MESSAGE),
    _annuaire("Les structures", "structures", "/annuaire/structures/", membres("200")),
    _annuaire("Une structure", "structure", "/annuaire/structures/{structure}/", seuls(EQUIPE | {"pays"}, "200")),
    _annuaire("Une structure absente", "structure", "/annuaire/structures/absente/", membres(ABSENT)),
    _equipe("L’annuaire en tableau", "annuaire_csv", "/annuaire/annuaire.csv", REFUSE, "200"),
    _equipe("Structures", "gestion_structures", "/gestion/structures/", "200"),
    _equipe(
        "Réunir deux structures", "gestion_structure_fusionner", "/gestion/structures/{structure}/fusionner/", "200", "302",
        vers="{autre_structure}", oui="on",
    ),
]  # fmt: skip

_G = "/espace/groupes/"
_DEDANS = EQUIPE | {"membre"}


def _groupe(libelle: str, url: str, suite: str, get: Reponses, post: Reponses | None = None, **corps: str) -> Ligne:
    return Ligne("Groupes", libelle, f"groupes:{url}", _G + suite, get, post or membres(REFUSE), corps)


_LIBRE, _SECRET = "un groupe libre", "un groupe sur invitation"
GROUPES = [
    _groupe("Groupes de travail (chacun y trouve ceux qu’il peut connaître)", "liste", "", membres("200")),
    _groupe(
        "Ouvrir un groupe",
        "creer",
        "creer/",
        seuls(EQUIPE, "200"),
        seuls(EQUIPE, "302"),
        nom="Essai",
        description="Essai",
        porte="libre",
    ),
    _groupe(f"La page ou la porte : {_LIBRE}", "detail", "{libre}/", seuls(_RESEAU, "200")),
    _groupe(f"La page : {_SECRET}", "detail", "atelier/", seuls(LISENT["atelier"], "200")),
    _groupe("Un groupe absent", "detail", "absent/", membres(ABSENT)),
    _groupe(f"Entrer : {_LIBRE}", "entrer", "{libre}/entrer/", membres(REFUSE), seuls(_RESEAU, "302"), geste="rejoindre"),
    _groupe(f"Entrer : {_SECRET}", "entrer", "atelier/entrer/", membres(REFUSE), membres(ABSENT), geste="rejoindre"),
    _groupe(f"Demander à entrer : {_SECRET}", "entrer", "atelier/entrer/", membres(REFUSE), membres(ABSENT), geste="demander"),
    _groupe(
        "Demander à entrer : un groupe sur demande",
        "entrer",
        "{demande}/entrer/",
        membres(REFUSE),
        seuls(_RESEAU, "302"),
        geste="demander",
    ),
    _groupe(
        f"Quitter : {_SECRET}", "entrer", "atelier/entrer/", membres(REFUSE), seuls(LISENT["atelier"], "302"), geste="quitter"
    ),
    _groupe(
        f"Les membres : {_LIBRE}",
        "membres",
        "{libre}/membres/",
        seuls(_DEDANS, "200"),
        seuls(EQUIPE, "302"),
        **{"geste": "inviter", "i-membre": "{pays_pk}"},
    ),
    _groupe(
        f"Les membres : {_SECRET}",
        "membres",
        "atelier/membres/",
        seuls(LISENT["atelier"], "200"),
        seuls(EQUIPE, "302"),
        **{"geste": "exclure", "membre": "{membre_pk}"},
    ),
    _groupe(
        f"Ouvrir jusqu’à une date : {_LIBRE}",
        "membres",
        "{libre}/membres/",
        seuls(_DEDANS, "200"),
        seuls(EQUIPE, "302"),
        **{"geste": "accueillir", "a-membre": "{pays_pk}", "a-jusqu_au": "{demain}"},
    ),
    _groupe(
        f"Régler : {_LIBRE}",
        "regler",
        "{libre}/regler/",
        seuls(EQUIPE, "200"),
        seuls(EQUIPE, "302"),
        nom="Autre",
        description="Autre",
        porte="libre",
    ),
    _groupe(f"Fermer : {_LIBRE}", "regler", "{libre}/regler/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"), geste="fermer"),
    _groupe(f"Écrire dans le fil : {_LIBRE}", "dire", "{libre}/fil/", membres(REFUSE), seuls(_DEDANS, "302"), texte="Bonjour"),
    _groupe(f"Écrire dans le fil : {_SECRET}", "dire", "atelier/fil/", membres(REFUSE), seuls(_DEDANS, "302"), texte="Bonjour"),
    _groupe(
        f"Retirer le message d’un membre : {_LIBRE}",
        "dedire",
        "{libre}/fil/{message}/retirer/",
        membres(REFUSE),
        seuls(_DEDANS, "302"),
    ),
    _groupe(
        f"Nouveau classeur : {_LIBRE}",
        "nouveau_classeur",
        "{libre}/classeurs/",
        seuls(EQUIPE, "200"),
        seuls(EQUIPE, "302"),
        nom="Neuf",
    ),
    _groupe(
        f"Ranger un classeur : {_LIBRE}",
        "classeur",
        "{libre}/classeurs/{classeur}/",
        seuls(EQUIPE, "200"),
        seuls(EQUIPE, "302"),
        geste="tenir",
        nom="Neuf",
        ordre="2",
    ),
    _groupe(
        "Ranger le classeur d’un autre groupe",
        "classeur",
        "{demande}/classeurs/{classeur}/",
        membres(ABSENT),
        membres(ABSENT),
        geste="supprimer",
    ),
]

RESEAU = [*ANNUAIRE, *GROUPES]
