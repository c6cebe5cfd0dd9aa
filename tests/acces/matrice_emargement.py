"""The matrix of rights: attendance, attestations, evaluations. « pays » is registered to the Jeudi of these lines, and was there."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Ligne, Reponses, membres, seuls, tous
from .publics import EQUIPE

SIENNE = frozenset({"pays"})


def _ligne(libelle: str, url: str, suite: str, get: Reponses, post: Reponses | None = None, /, **corps: str) -> Ligne:
    return Ligne("Émargement", libelle, f"jeudis:{url}", f"/jeudis/{{emarge}}/{suite}", get, post or membres(REFUSE), corps)


def _jamais(libelle: str, suite: str) -> list[Ligne]:
    """Of a draft, and of a Jeudi withdrawn, nobody takes the attendance."""
    return [
        Ligne(
            "Émargement",
            f"{libelle} : un Jeudi {mot}",
            f"jeudis:{suite}",
            f"/jeudis/{{{cle}}}/{suite}/",
            membres(ABSENT),
            membres(ABSENT),
        )
        for mot, cle in (("en brouillon", "jeudi_brouillon"), ("retiré", "jeudi_retire"))
    ]


def _travail(libelle: str, url: str, suite: str) -> Ligne:
    return Ligne("Émargement", libelle, f"jeudis:{url}", f"/jeudis/{suite}", seuls(EQUIPE, "200"), membres(REFUSE))


_EQUIPE, _AGIT = seuls(EQUIPE, "200"), seuls(EQUIPE, "302")
EMARGEMENT = [
    _ligne("Pointer sur un téléphone", "emargement", "emargement/", _EQUIPE, _AGIT, geste="{emarge_inscription}:excuse:0"),
    _ligne("Accueillir quelqu’un (envoi vide)", "emargement", "emargement/", _EQUIPE, seuls(EQUIPE, "422")),
    _ligne("Où chacun en est, sans nom", "emargement_etat", "emargement/etat.json", _EQUIPE),
    _ligne("Garder la liste sans réseau", "emargement_ouvrier", "emargement/ouvrier.js", _EQUIPE),
    *_jamais("Pointer", "emargement"),
    _ligne("Saisir la feuille", "feuille", "feuille/", _EQUIPE, _AGIT),
    *_jamais("Saisir la feuille", "feuille"),
    _ligne("Imprimer la feuille", "feuille_pdf", "feuille.pdf", membres(REFUSE), _EQUIPE),
    _ligne("Déposer la feuille signée (envoi vide)", "deposer_preuve", "preuves/", membres(REFUSE), seuls(EQUIPE, "422")),
    _ligne("Ouvrir, détruire la feuille signée", "preuve", "preuves/{emarge_preuve}/", _EQUIPE, _AGIT),
    _ligne("Projeter le code de la salle", "code", "code/", _EQUIPE, _AGIT),
    _ligne("Saisir le code (envoi vide)", "presence", "presence/", seuls(SIENNE, "200"), seuls(SIENNE, "422")),
    _ligne("Émettre les attestations", "attestations", "attestations/", _EQUIPE, _AGIT, geste="emettre"),
    _ligne("Donner son avis (envoi vide)", "avis", "avis/", seuls(SIENNE, "200"), seuls(SIENNE, "422")),
    _ligne("Lire les avis", "evaluation", "evaluation/", _EQUIPE),
    _travail("Feuilles à saisir, attestations à émettre", "emargements", "emargements/"),
    _travail("Comparer les évaluations", "evaluations", "evaluations/"),
    _travail("Comparer les évaluations, en tableur", "evaluations_csv", "evaluations.csv"),
    Ligne(
        "Émargement", "Changer les questions (envoi vide)", "jeudis:questions", "/jeudis/questions/",
        seuls(EQUIPE, "200"), seuls(EQUIPE, "422"), {"questions-TOTAL_FORMS": "0", "questions-INITIAL_FORMS": "0"},
    ),
    Ligne("Émargement", "Vérifier un numéro", "attestations:verifier", "/attestations/?numero={emarge_numero}", tous("200")),
    Ligne("Émargement", "Mes attestations", "attestations:miennes", "/attestations/miennes/", membres("200"), membres(REFUSE)),
    Ligne(
        "Émargement", "L’attestation d’une technicienne de Pays", "attestations:document", "/attestations/{emarge_numero}/",
        seuls(EQUIPE | SIENNE, "200"), membres(REFUSE),
    ),
    Ligne("Liens signés", "Son attestation, sans compte", "liens:ouvrir", "/lien/{lien_attestation}/", tous("200"), tous("200"), sans_csrf=True),
    Ligne(
        "Liens signés", "Donner son avis, sans compte (envoi vide)", "liens:ouvrir", "/lien/{lien_avis}/",
        tous("200"), tous("422"), sans_csrf=True,
    ),
]  # fmt: skip
