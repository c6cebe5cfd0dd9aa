"""The matrix of rights: Jeudis, registrations, comptes rendus."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Cas, Ligne, Type, fichier, lue, membres, seuls, tous
from .publics import EQUIPE, LISENT, TECHNICIENS

_RIEN: frozenset[str] = frozenset()
_CONTRIBUENT = TECHNICIENS | EQUIPE


def _cas(mot: str, libelle: str, lisent: frozenset[str], commentent: frozenset[str] = _RIEN) -> Cas:
    """The team alone writes them."""
    return Cas(mot, libelle, lisent, EQUIPE, EQUIPE, commentent)


#: Visitors read « Ouvert à tous », and the team alone contributes there.
CAS_JEUDIS = [
    _cas("jeudi", "un Jeudi public, ouvert au réseau", LISENT["ouvert"], EQUIPE),
    _cas("jeudi_reseau", "un Jeudi du réseau", LISENT["reseau"], _CONTRIBUENT),
    _cas("jeudi_brouillon", "un brouillon de Jeudi", EQUIPE),
    _cas("jeudi_retire", "un Jeudi retiré", EQUIPE),
]
CAS_COMPTES_RENDUS = [
    _cas("cr", "un compte rendu en deux éditions (réservée : réseau, publique : tous)", LISENT["ouvert"], _CONTRIBUENT),
    _cas("cr_reserve", "un compte rendu sans édition publique", LISENT["reseau"], _CONTRIBUENT),
    _cas("cr_brouillon", "un brouillon de compte rendu", EQUIPE),
    _cas("cr_retire", "un compte rendu retiré", EQUIPE),
]
_JEUDI = Type("Jeudis", "jeudis", "/jeudis/{}/", a_soumettre=False)
_CR = Type("Comptes rendus", "jeudis", "/jeudis/{}/compte-rendu/", "_compte_rendu", a_soumettre=False)
_SAISIE = {
    "titre": "Autre",
    "forme": "seance",
    "espace": "{espace_ouvert}",
    "espace_inscription": "{espace_reseau}",
    "seances-TOTAL_FORMS": "1",
    "seances-INITIAL_FORMS": "0",
    "seances-0-jour": "2027-02-04",
    "seances-0-de": "09:00",
    "seances-0-a": "12:00",
}


def _version(mot: str) -> dict[str, str]:
    return {"jeton": f"{{{mot}_jeton}}", "version": f"{{{mot}_revision}}"}


def _jeudi(cas: Cas) -> list[Ligne]:
    """Every address below a Jeudi but those of its compte rendu."""
    publie, commente = bool(cas.commentent), cas.mot != "jeudi_brouillon"
    equipe, agit = seuls(EQUIPE, "200"), seuls(EQUIPE, "302")
    return [
        _JEUDI.ligne(cas, "Lire", "detail", "", lue(cas.lisent), tous(REFUSE)),
        _JEUDI.ligne(
            cas, "Mettre dans son agenda", "seances_ics", "agenda.ics", lue(cas.lisent if publie else _RIEN), tous(REFUSE)
        ),
        _JEUDI.ligne(
            cas, "S’inscrire", "inscription", "inscription/",
            seuls(_CONTRIBUENT if publie else _RIEN, "200"), seuls(_CONTRIBUENT if publie else _RIEN, "302"),
        ),
        _JEUDI.ligne(
            cas, "Annuler l’inscription d’une technicienne de Pays", "inscription", "inscription/",
            seuls(_CONTRIBUENT if publie else _RIEN, "200"), seuls({"pays"} if publie else _RIEN, "302"), geste="annuler",
        ),
        _JEUDI.ligne(
            cas, "Inscrits", "inscrits", "inscrits/", equipe, agit if commente else membres(ABSENT),
            annuler=f"{{{cas.mot}_inscription}}",
        ),
        _JEUDI.ligne(
            cas, "Inscrire un membre (déjà inscrit, ou Jeudi à publier)", "inscrits", "inscrits/",
            equipe, seuls(EQUIPE, "422"), adresse="{pays_adresse}",
        ),
        _JEUDI.ligne(cas, "Inscrits, pour un tableur", "inscrits_csv", "inscrits.csv", equipe),
        _JEUDI.ligne(
            cas, "Annuler", "annuler", "annuler/",
            seuls(EQUIPE if publie else _RIEN, "200"), seuls(EQUIPE if publie else _RIEN, "302"), motif="Tempête",
        ),
        _JEUDI.ligne(
            cas, "Rétablir ce qui est annulé", "annuler", "annuler/",
            seuls(EQUIPE if publie else _RIEN, "200"), seuls(EQUIPE if publie else _RIEN, "302"), geste="retablir",
        ),
        _JEUDI.ligne(cas, "Modifier", "modifier", "modifier/", equipe, agit, **_SAISIE | _version(cas.mot)),
        *_JEUDI.communes(cas, EQUIPE if commente else _RIEN),
        fichier(f"Photo : {cas.libelle}", f"{{{cas.mot}_fichier}}/", cas.lisent),
        fichier(f"Vignette : {cas.libelle}", f"{{{cas.mot}_fichier}}/vignette/", cas.lisent),
    ]  # fmt: skip


def _compte_rendu(cas: Cas) -> list[Ligne]:
    """Every address below a compte rendu. Its files belong to the complete edition."""
    complet = LISENT["reseau"] if cas.commentent else EQUIPE
    saisie = _version(cas.mot) | {"titre": "Autre", "texte": "<p>Autre</p>", "publique": "{espace_ouvert}"}
    return [
        _CR.ligne(cas, "Lire", "compte_rendu", "", lue(cas.lisent), tous(REFUSE)),
        _CR.ligne(
            cas, "Écrire", "ecrire_compte_rendu", "modifier/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"), **saisie
        ),
        _CR.ligne(cas, "Voir comme un autre lecteur", "apercu_compte_rendu", "apercu/", seuls(EQUIPE, "200")),
        *_CR.communes(cas, EQUIPE if cas.mot != "cr_brouillon" else _RIEN),
        fichier(f"Photo : {cas.libelle}", f"{{{cas.mot}_fichier}}/", complet),
        fichier(f"Vignette : {cas.libelle}", f"{{{cas.mot}_fichier}}/vignette/", complet),
    ]  # fmt: skip


def _sans_compte_rendu(cas: Cas) -> list[Ligne]:
    """A Jeudi whose compte rendu nobody began: the team's page offers to, and says why not for one that is not published."""
    return [
        _CR.ligne(cas, "Lire le compte rendu, pas commencé", "compte_rendu", "", lue(_RIEN), tous(REFUSE)),
        _CR.ligne(
            cas, "Commencer le compte rendu", "ecrire_compte_rendu", "modifier/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302")
        ),
        _CR.ligne(cas, "Voir le compte rendu, pas commencé", "apercu_compte_rendu", "apercu/", membres(ABSENT)),
    ]


def _public(libelle: str, url: str, adresse: str) -> Ligne:
    return Ligne("Jeudis", libelle, f"jeudis:{url}", adresse, tous("200"))


JEUDIS = [
    _public("Jeudis à venir", "liste", "/jeudis/"),
    _public("Jeudis passés", "passes", "/jeudis/passes/"),
    _public("Agenda des Jeudis publics", "agenda", "/jeudis/agenda.ics"),
    Ligne(
        "Jeudis", "Préparer un Jeudi", "jeudis:creer", "/jeudis/creer/", seuls(EQUIPE, "200"), seuls(EQUIPE, "302"),
        _SAISIE | {"jeton": "{jeton}"},
    ),
    Ligne("Jeudis", "Lire : un Jeudi absent", "jeudis:detail", "/jeudis/absent/", membres(ABSENT)),
    *(ligne for cas in CAS_JEUDIS for ligne in _jeudi(cas)),
    Ligne(
        "Jeudis", "Retirer le commentaire d’une technicienne de Pays : un Jeudi du réseau", "jeudis:retirer_commentaire",
        "/jeudis/{jeudi_reseau}/commentaires/{jeudi_reseau_commentaire_pays}/retirer/",
        membres(REFUSE), seuls(EQUIPE | {"pays"}, "302"),
    ),
    Ligne("Comptes rendus", "Lire : un compte rendu absent", "jeudis:compte_rendu", "/jeudis/absent/compte-rendu/", membres(ABSENT)),
    *(ligne for cas in CAS_COMPTES_RENDUS for ligne in _compte_rendu(cas)),
    *(ligne for cas in CAS_JEUDIS if cas.mot in ("jeudi_brouillon", "jeudi_retire") for ligne in _sans_compte_rendu(cas)),
    Ligne(
        "Comptes rendus", "Comptes rendus à publier", "jeudis:a_rendre", "/jeudis/comptes-rendus-a-publier/",
        seuls(EQUIPE, "200"), membres(REFUSE),
    ),
]  # fmt: skip
