"""A fiche as one reader sees it: printed on its page, exported as a vCard or a line of a table; and as its owner takes it away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from centre.portraits import portraits
from centre.registre import DonneesDeMembre

from .acces import Regard, travaille_au_centre
from .models import CHAMPS, Fiche, Membre


@dataclass(frozen=True)
class FicheLue:
    """One member of ``Membre.objects.dans_l_annuaire``, as far as this reader may know: a field they may not see is empty."""

    membre: Membre
    regard: Regard
    photo: Any = None

    @property
    def nom(self) -> str:
        """First name and family name; never the address."""
        return self.membre.nom_complet or "Membre sans nom"

    @property
    def poste(self) -> Any:
        """The current post, or None."""
        return self.membre.poste

    @property
    def fonction(self) -> str:
        """Post and structure in words."""
        return str(self.poste) if self.poste else "Équipe du Centre" if travaille_au_centre(self.membre) else ""

    @property
    def espace(self) -> str:
        """The espace whose readers know this member (``data-espace``)."""
        return self.membre.espace_de("identite")

    def _si_montre(self, champ: str, valeur: Any, sinon: Any = "") -> Any:
        return valeur if self.regard.voit(self.membre, champ) else sinon

    @property
    def presentation(self) -> str:
        """Their words."""
        return str(self._si_montre("presentation", self.membre.fiche_ou_vide.presentation))

    @property
    def telephone(self) -> str:
        """Their telephone."""
        return str(self._si_montre("telephone", self.membre.fiche_ou_vide.telephone))

    @property
    def connus(self) -> list[Any]:
        """Themes they know."""
        return self._themes("connus")

    @property
    def cherches(self) -> list[Any]:
        """Themes they look for."""
        return self._themes("cherches")

    @property
    def parcours(self) -> list[Any]:
        """The posts they left, latest first (one query)."""
        if not self.regard.voit(self.membre, "parcours"):
            return []
        return list(self.membre.postes.filter(jusqu_a__isnull=False).select_related("structure"))

    @property
    def adresse(self) -> str:
        """The electronic address: the team's alone."""
        return self.membre.email if self.regard.de_l_equipe else ""

    def _themes(self, champ: str) -> list[Any]:
        fiche = self.membre.fiche_ou_vide
        return [] if fiche._state.adding else list(self._si_montre(champ, getattr(fiche, champ).all(), []))


def fiches_lues(membres: Iterable[Membre], regard: Regard, lecteur: Any) -> list[FicheLue]:
    """The fiches of ``membres``, photos included: one query more."""
    membres = list(membres)
    photos = portraits["photo"].lire(lecteur, membres)
    return [FicheLue(membre, regard, photos.get(membre.pk)) for membre in membres]


def vcard(fiche: FicheLue) -> str:
    """The fiche as a vCard 3.0 (RFC 2426), with what its reader may see."""
    membre, poste = fiche.membre, fiche.poste
    lignes = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_vc(membre.nom)};{_vc(membre.prenom)};;;", f"FN:{_vc(fiche.nom)}"]
    if poste:
        lignes += [f"TITLE:{_vc(poste.fonction)}"] + ([f"ORG:{_vc(poste.structure.nom)}"] if poste.structure else [])
    if fiche.telephone:
        lignes.append(f"TEL;TYPE=WORK,VOICE:{_vc(fiche.telephone)}")
    if fiche.adresse:
        lignes.append(f"EMAIL;TYPE=INTERNET:{_vc(fiche.adresse)}")
    if fiche.connus:
        lignes.append("CATEGORIES:" + ",".join(_vc(theme.nom) for theme in fiche.connus))
    return "\r\n".join([*map(_plier, lignes), "END:VCARD", ""])


def _vc(texte: str) -> str:
    """Escaped (RFC 2426 §4)."""
    for signe, remplace in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        texte = texte.replace(signe, remplace)
    return texte


def _plier(ligne: str) -> str:
    """Folded at 75 bytes, never inside a character (RFC 2425 §5.8.1)."""
    morceaux, courant = [], b""
    for caractere in ligne:
        octets = caractere.encode()
        if len(courant) + len(octets) > 74:
            morceaux.append(courant.decode())
            courant = b""
        courant += octets
    return "\r\n ".join([*morceaux, courant.decode()])


#: Columns of the annuaire as a table.
ENTETES = ["Nom", "Prénom", "Fonction", "Structure", "Catégorie", "Territoires", "Téléphone", "Courriel", "Connaît", "Cherche"]


def ligne(fiche: FicheLue) -> list[str]:
    """One fiche, in the order of ``ENTETES``."""
    poste = fiche.poste
    territoires = ", ".join(t.nom for t in poste.territoires.all()) if poste else ""
    qui = [fiche.membre.nom, fiche.membre.prenom]
    quoi = (
        [poste.fonction, str(poste.structure or ""), poste.get_categorie_display(), territoires]
        if poste
        else [fiche.fonction, "", "", ""]
    )
    themes = [", ".join(t.nom for t in liste) for liste in (fiche.connus, fiche.cherches)]
    return [*qui, *quoi, fiche.telephone, fiche.adresse, *themes]


def donnees_des_fiches() -> DonneesDeMembre:
    """The registration of the fiche in ``donnees_de_membre``: exported whole, erased with its photo."""

    def siennes(membre: Any) -> Any:
        return Fiche.objects.filter(membre=membre)

    def exporter(membre: Any) -> list[dict[str, Any]]:
        return [
            {"presentation": fiche.presentation, "telephone": fiche.telephone}
            | {champ: [theme.nom for theme in getattr(fiche, champ).all()] for champ in ("connus", "cherches")}
            | {f"voir_{champ}": getattr(fiche, f"voir_{champ}") for champ in CHAMPS}
            for fiche in siennes(membre)
        ]

    def effacer(membre: Any) -> int:
        portraits["photo"].retirer(membre)
        return int(siennes(membre).delete()[0])

    return DonneesDeMembre(modele=Fiche, lister=siennes, exporter=exporter, effacer=effacer, champs=("membre",))
