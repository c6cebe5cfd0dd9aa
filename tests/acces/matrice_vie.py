"""The lines about the life of accounts: one's own, and the team's gestures on a member."""

from __future__ import annotations

from .lignes import ABSENT, REFUSE, Ligne, Reponses, membres, seuls, tous
from .publics import EQUIPE

ANIMATRICE = frozenset({"animatrice"})


def _compte(libelle: str, url: str, adresse: str, get: Reponses, post: Reponses | None = None, **corps: str) -> Ligne:
    return Ligne("Mon compte", libelle, url, f"/mon-compte/{adresse}", get, post or membres(REFUSE), corps)


def _equipe(
    libelle: str, url: str, adresse: str, get: str = "200", post: str = REFUSE, qui: frozenset[str] = EQUIPE, **corps: str
) -> Ligne:
    return Ligne("Équipe", libelle, url, f"/gestion/{adresse}", seuls(qui, get), seuls(qui, post), corps, REFUSE)


def _ferme(libelle: str, url: str, adresse: str) -> Ligne:
    """A line of the team that leads nowhere, even for it."""
    return Ligne("Équipe", libelle, url, f"/gestion/{adresse}", seuls(EQUIPE, ABSENT), seuls(EQUIPE, ABSENT), {}, REFUSE)


_M = "membres/{ville_pk}/"
VIE = [
    _compte("J’ai changé de poste (envoi vide)", "mon_poste", "poste/", membres("200"), membres("422")),
    _compte("Toujours en poste", "toujours_en_poste", "poste/toujours/", membres(REFUSE), membres("302")),
    _compte("Mon parcours", "mon_parcours", "mon-parcours/", membres("200")),
    _compte("Mon parcours, en tableur", "mon_parcours_csv", "mon-parcours.csv", membres("200")),
    _compte("Mes données", "mes_donnees", "mes-donnees/", membres("200"), membres("302")),
    _compte("L’archive d’une autre personne", "mes_donnees_fichier", "mes-donnees/{export}/", seuls({"ville"}, "200")),
    _compte("Fermer mon compte (dire d’abord qui l’on est)", "fermer_mon_compte", "fermer/", membres("302"), membres("302")),
    _compte("Garder mon compte", "garder_mon_compte", "fermer/annuler/", membres(REFUSE), membres("302")),
    Ligne("Espace des membres", "Prise de poste", "prise_de_poste", "/espace/prise-de-poste/", membres("200"), membres(REFUSE)),
    Ligne("Liens signés", "Toujours en poste ?", "liens:ouvrir", "/lien/{lien_presence}/", tous("200"), tous("200"), sans_csrf=True),
    _equipe("Un membre", "gestion_membre", _M),
    _equipe("Noter", "gestion_membre_noter", f"{_M}notes/", REFUSE, "302", texte="À rappeler"),
    _equipe("Effacer une note", "gestion_membre_effacer_note", f"{_M}notes/{{note_pk}}/effacer/", REFUSE, "302"),
    _equipe("Changer les rôles", "gestion_membre_roles", f"{_M}roles/", "200", "302", confirmer="oui"),
    _equipe("Changer de poste (envoi vide)", "gestion_membre_poste", f"{_M}poste/", "200", "422"),
    _equipe("Préparer un départ", "gestion_membre_depart", f"{_M}depart/", "200", "302", dernier_jour="2099-01-01"),
    _equipe("Annuler un départ", "gestion_membre_annuler_depart", f"{_M}depart/annuler/", REFUSE, "302"),
    _equipe(
        "Fusionner deux comptes", "gestion_membre_fusion", f"{_M}fusionner/", "200", "302", doublon="{temoin}", confirmer="oui"
    ),
    _equipe("Effacer un compte", "gestion_membre_fermeture", f"{_M}effacer/", "200", "302", ANIMATRICE, signee="non"),
    _equipe("Garder un compte", "gestion_membre_garder", f"{_M}effacer/annuler/", REFUSE, "302"),
    _equipe("Plusieurs membres", "gestion_membres_lot", "membres/lot/", REFUSE, "200", membres="{ville_pk}", geste="suspendre"),
    _equipe("Changements de poste", "gestion_changements", "changements/"),
    _equipe("Écrire un changement de poste", "gestion_changement_appliquer", "changements/{changement}/appliquer/", REFUSE, "302"),
    _equipe("Refuser un changement de poste", "gestion_changement_refuser", "changements/{changement}/refuser/", "200", "302", motif="Non"),
    _equipe("Défaire un geste", "gestion_journal_annuler", "journal/{ligne_a_defaire}/annuler/", "200", "302"),
    _ferme("Défaire ce qui ne se défait pas", "gestion_journal_annuler", "journal/{ligne_acquise}/annuler/"),
    _equipe("Registre des traitements", "gestion_traitements", "traitements/"),
]  # fmt: skip
