"""What a line of the matrix of rights is made of, and the lines every type of publication has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .publics import EQUIPE, LECTEURS, SANS_COMPTE

#: The answers: a status, or CONNEXION (the one redirect to the login, byte for byte), or ABSENT (the one 404, byte for byte).
CONNEXION, ABSENT, REFUSE = "connexion", "404", "405"
Reponses = Mapping[str, str]


def tous(reponse: str) -> Reponses:
    """The same answer to everybody."""
    return dict.fromkeys(LECTEURS, reponse)


def membres(reponse: str) -> Reponses:
    """The login for whoever has no active account, the same answer to every member."""
    return {nom: CONNEXION if nom in SANS_COMPTE else reponse for nom in LECTEURS}


def seuls(qui: Collection[str], reponse: str, sinon: str = ABSENT) -> Reponses:
    """``reponse`` to some members, 404 to the others, the login to whoever has no active account."""
    return {nom: CONNEXION if nom in SANS_COMPTE else reponse if nom in qui else sinon for nom in LECTEURS}


@dataclass(frozen=True)
class Ligne:
    """One address (words in braces come from the scene), what it is, and what each reader gets.

    ``url`` is the URL's name, or its route when it has none. ``corps``: what is posted. ``autres``: the answer to PUT and DELETE
    of whoever is not refused already; empty: not asked (a form of allauth takes a PUT, with its token, for a POST). ``sans_csrf``:
    declared exempt. ``inerte``: what is posted changes nothing, ever.
    """

    rubrique: str
    libelle: str
    url: str
    adresse: str
    get: Reponses
    post: Reponses = field(default_factory=lambda: tous(REFUSE))
    corps: Mapping[str, str] = field(default_factory=dict)
    autres: str = REFUSE
    sans_csrf: bool = False
    inerte: bool = False

    def __str__(self) -> str:
        return f"{self.url} {self.adresse}"

    def attendue(self, methode: str, qui: str) -> str:
        """The answer that reader gets."""
        if methode == "HEAD" and self.url == "liens:ouvrir":
            return REFUSE  # a mail scanner that only looks must not use the link
        if methode in ("GET", "HEAD"):
            return self.get[qui]
        if methode == "POST" or self.get[qui] == CONNEXION or (self.rubrique == "Équipe" and qui not in EQUIPE):
            return self.post[qui]
        return self.autres


@dataclass(frozen=True)
class Cas:
    """A publication in one state: who reads it, edits it, takes it back, answers below it, in these tests."""

    mot: str
    libelle: str
    lisent: frozenset[str]
    modifient: frozenset[str]
    retirent: frozenset[str]
    commentent: frozenset[str]


@dataclass(frozen=True)
class Type:
    """A type of publication: its part of the page, its app, the words around an address (``base``, where ``{}`` is the case's
    own word), the end of its URL names."""

    rubrique: str
    app: str
    base: str
    suffixe: str = ""
    a_soumettre: bool = True

    def ligne(
        self, cas: Cas, geste: str, url: str, suite: str, get: Reponses, post: Reponses | None = None, /, **corps: str
    ) -> Ligne:
        """One address below a publication of this type; ``post``: refused as a method unless said."""
        adresse = self.base.format(f"{{{cas.mot}}}") + suite
        return Ligne(self.rubrique, f"{geste} : {cas.libelle}", f"{self.app}:{url}", adresse, get, post or membres(REFUSE), corps)

    def communes(self, cas: Cas, commentaire: Collection[str]) -> list[Ligne]:
        """What ``urls_communes`` mounts. ``commentaire``: who may take back the comment its author wrote below it."""

        def ligne(geste: str, url: str, suite: str, get: Reponses, post: Reponses | None = None, **corps: str) -> Ligne:
            return self.ligne(cas, geste, f"{url}{self.suffixe}", suite, get, post, **corps)

        edite, modifie, seul_post = seuls(cas.modifient, "200"), seuls(cas.modifient, "302"), membres(REFUSE)
        revision = f"historique/{{{cas.mot}_revision}}/"
        soumettre = ligne("Demander l’avis de l’équipe", "soumettre", "soumettre/", seul_post, modifie)
        return [
            ligne("Joindre une photo (envoi vide)", "photos", "photos/", seul_post, seuls(cas.modifient, "422")),
            ligne("Retirer une photo", "retirer_photo", f"photos/{{{cas.mot}_fichier}}/retirer/", seul_post, modifie),
            ligne("Commenter", "commenter", "commenter/", seul_post, seuls(cas.commentent, "302"), texte="Merci"),
            ligne(
                "Retirer le commentaire de son auteur", "retirer_commentaire", f"commentaires/{{{cas.mot}_commentaire}}/retirer/",
                seul_post, seuls(commentaire, "302"),
            ),
            ligne("Versions", "historique", "historique/", edite),
            ligne("Comparer", "comparaison", revision, edite),
            ligne("Reprendre une version", "restaurer", f"{revision}restaurer/", seul_post, modifie),
            ligne("Voir comme un autre public", "voir_comme", "voir-comme/", seuls(cas.retirent, "200")),
            ligne("Changer qui lit", "lecteurs", "lecteurs/", edite, modifie, espace="{espace_reseau}"),
            ligne("Retirer", "retirer", "retirer/", seuls(cas.retirent, "200"), seuls(cas.retirent, "302")),
            ligne("Rétablir", "retablir", "retablir/", seul_post, seuls(cas.retirent, "302")),
            *([soumettre] if self.a_soumettre else []),
            ligne("Faire relire", "relecture", "relecture/", edite, modifie, adresse="z@y.example", jours="7", nom="Zoé", avant_le="2030-01-01"),
        ]  # fmt: skip


def fichier(libelle: str, suite: str, qui: Collection[str], url: str = "fichiers:fichier") -> Ligne:
    """A file, and who opens it."""
    return Ligne("Fichiers", libelle, url, f"/fichiers/{suite}", lue(qui))


def lue(qui: Collection[str]) -> Reponses:
    """200 to those; the login or 404 to the others."""
    return tous("200") if set(qui) >= SANS_COMPTE else seuls(qui, "200")
