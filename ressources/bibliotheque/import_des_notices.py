"""What every import of notices has in common: reading a line, knowing what is there already, writing it once, taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from centre.espaces.enums import Nature
from centre.espaces.models import Espace
from centre.membres.enums import Constat, Decision
from centre.membres.importation import Colonne, Option, Refusee, TypeImport
from centre.membres.lecture_des_listes import plier
from centre.membres.models import Import, LigneImport

from . import dates
from .auteurs import noms
from .doublons import Arrivant, Connues, connues
from .enums import Langue, Licence, Type
from .lecture_des_notices import PAR_LANGUE, PAR_LICENCE, PAR_TYPE, Vocabulaire, largeur, phrases, premier_jour
from .models import DATE_ILLISIBLE, TROP_OUVERTS, Ressource, contient
from .operations.imports import Apport, faire_entrer, retirer_l_import

ESPACE_DE_NOMS = uuid.UUID("3a0a4f3e-51d5-4a8e-9a43-6a40ad3b1f5e")
#: From the widest.
PLAFONDS = (
    (Nature.OUVERT.value, "À tous, sans compte"),
    (Nature.ELARGI.value, "Au public élargi"),
    (Nature.RESEAU.value, "Au réseau"),
)
POURQUOI_UN_PLAFOND = "Une ligne qui demande davantage est refusée : une erreur de frappe n’ouvre rien à tous."
PARUTIONS = (("jour", "Du jour : comme si elles étaient déposées aujourd’hui"), ("document", "À la date du document"))
INCONNUS = (("refuser", "Refuse la ligne"), ("laisser", "Est laissé de côté"))
EXEMPLES = {
    "type": (PAR_TYPE, "guide, étude, compte rendu…"),
    "langue": (PAR_LANGUE, "français, anglais…"),
    "licence": (PAR_LICENCE, "Licence Ouverte, CC BY, tous droits réservés…"),
}
LONGUEURS = {"titre": 200, "auteurs": 300, "edition": 80, "source": 200, "resume": 2000, "lien": 500}

TITRE = Colonne("titre", "Titre", ("titre", "title", "intitule", "libelle"))
DATE = Colonne(
    "date",
    "Date",
    ("date", "date du document", "annee", "periode", "date de publication"),
    "2006, mars 2006, 16/03/2006, 2005-2008.",
)
THEMES = Colonne("themes", "Thèmes", ("themes", "theme", "mots cles", "sujets"), "Plusieurs : séparés par « ; ».")
TERRITOIRES = Colonne(
    "territoires", "Territoires", ("territoires", "territoire", "lieux"), "Sous leur nom d’aujourd’hui ou de l’époque."
)
COMMUNES = (
    TITRE,
    Colonne("type", "Type", ("type", "nature", "genre")),
    Colonne("auteurs", "Auteurs", ("auteurs", "auteur", "auteur s"), "Plusieurs : séparés par « ; »."),
    DATE,
    Colonne("edition", "Édition", ("edition",)),
    Colonne("langue", "Langue", ("langue",)),
    THEMES,
    TERRITOIRES,
    Colonne("source", "Source", ("source", "editeur", "publie par")),
    Colonne("licence", "Licence", ("licence", "droits", "license")),
    Colonne("lien", "Adresse en ligne", ("lien", "adresse", "url", "adresse en ligne", "lien internet")),
    Colonne("espace", "Qui voit la notice", ("qui voit la notice", "espace", "espace de la notice", "lecteurs")),
    Colonne("espace_fichiers", "Qui ouvre le fichier", ("qui ouvre le fichier", "qui ouvre les fichiers", "espace des fichiers")),
    Colonne("resume", "Résumé", ("resume", "description", "de quoi s agit il")),
)  # fmt: skip


@dataclass
class Lue:
    """What a line says of a notice, once understood; what it does not say is empty."""

    champs: dict[str, Any] = field(default_factory=dict)
    themes: list[int] = field(default_factory=list)
    territoires: list[int] = field(default_factory=list)
    espace: Espace | None = None
    espace_fichiers: Espace | None = None
    piece: str = ""
    anciennes: list[str] = field(default_factory=list)


class ImportDeNotices(TypeImport):
    """A table of notices. A subclass says its columns, its options, and where the files are."""

    en_fond = True
    question = "Déjà dans la bibliothèque ?"
    decisions = ((Decision.RIEN.value, "Ne rien faire"), (Decision.CREER.value, "Ce n’est pas le même document : le créer"))
    avant_d_appliquer = "Les notices entrent une à une ; vous pouvez fermer la page."
    avant_de_defaire = "Une notice modifiée, commentée ou citée depuis reste, et la page dit laquelle."
    #: The type of a notice whose line says none; what the whole table may not do without.
    type_par_defaut = Type.GUIDE
    date_du_document = False

    def __init__(self) -> None:
        self._vocabulaires: dict[Any, Vocabulaire] = {}
        siens = [(espace.slug, espace.nom) for espace in Espace.objects.par_ordre().exclude(nature=Nature.GROUPE)]
        licences = [("", "Aucune"), *((licence.value, str(licence.label).partition(" :")[0]) for licence in Licence)]
        self.options = (
            Option("espace", "Qui voit la notice, quand la ligne ne le dit pas", tuple(siens), Nature.RESEAU.value),
            Option("plafond", "Ne rien ouvrir plus largement que", PLAFONDS, Nature.RESEAU.value, POURQUOI_UN_PLAFOND),
            Option("licence", "Licence, quand la ligne ne la dit pas", tuple(licences)),
            Option("parution", "Place dans les listes", PARUTIONS, "document" if self.date_du_document else "jour"),
            Option("inconnus", "Un thème inconnu", INCONNUS, self.themes_inconnus),
        )

    #: What an unknown theme does, unless the team says otherwise.
    themes_inconnus = "refuser"

    def adresse(self, objet: Any) -> str:
        """The notice, or its page of writing while it is a draft."""
        return objet.get_absolute_url() if isinstance(objet, Ressource) else ""

    # --- the dry run ---
    def examiner(self, importation: Import, lignes: Sequence[LigneImport]) -> None:
        """Line by line: errors, what is there already, what resembles a title, else what would be made."""
        vocabulaire = self.vocabulaire(importation.par or AnonymousUser())
        lues = [(ligne, self.lire_la_ligne(importation, ligne, vocabulaire)) for ligne in lignes]
        arrivants = {ligne.numero: self._arrivant(importation, lue) for ligne, lue in lues if not ligne.constat}
        deja = connues(arrivants, vocabulaire.membre)
        vues: dict[str, int] = {}
        for ligne, lue in lues:
            empreinte = self._empreinte(importation, lue)
            if not ligne.constat and empreinte in vues:
                self.erreur(importation, ligne, "fichier", f"le même fichier qu’à la ligne {vues[empreinte]}.")
            if empreinte and not ligne.constat:
                vues.setdefault(empreinte, ligne.numero)
            if not ligne.constat:
                self._trancher(ligne, deja)

    def _trancher(self, ligne: LigneImport, deja: Connues) -> None:
        if pareille := deja.memes.get(ligne.numero):
            ligne.constat = Constat.DEJA_LA
            ligne.designer(pareille.ressource)
            ligne.remarquer("", f"Déjà dans la bibliothèque, {pareille.raison} : « {pareille.ressource} ».")
        elif proche := deja.proches.get(ligne.numero):
            ligne.constat = Constat.A_DECIDER
            ligne.designer(proche)
            ligne.remarquer("", f"Titre très proche de « {proche} »{f', {proche.date_en_mots}' if proche.date_en_mots else ''}.")
        else:
            ligne.constat = Constat.CREER

    def vocabulaire(self, membre: Any) -> Vocabulaire:
        """Asked once per member and reading."""
        return self._vocabulaires.setdefault(membre.pk, Vocabulaire(membre))

    def _arrivant(self, importation: Import, lue: Lue) -> Arrivant:
        annees = dates.annees(lue.champs["periode"])
        empreinte = self._empreinte(importation, lue)
        return Arrivant(lue.champs["titre"], lue.champs["lien"], empreinte, annees[0] if annees else None)

    def _empreinte(self, importation: Import, lue: Lue) -> str:
        return importation.pieces[lue.piece]["empreinte"] if lue.piece else ""

    # --- one line ---
    def lire_la_ligne(self, importation: Import, ligne: LigneImport, vocabulaire: Vocabulaire) -> Lue:
        """What the line says; its errors and doubts are noted on it."""
        dit, lue = self.valeurs(importation, ligne), Lue()
        lue.champs = {cle: dit.get(cle, "") for cle in ("titre", "edition", "source", "resume", "lien")}
        lue.champs["auteurs"] = " ; ".join(noms(dit.get("auteurs", "")))
        for cle, longueur in LONGUEURS.items():
            if len(lue.champs[cle]) > longueur:
                self.erreur(importation, ligne, cle, f"plus de {longueur} caractères.")
        if not lue.champs["titre"]:
            self.erreur(importation, ligne, "titre", "il manque.")
        self._choisir(importation, ligne, lue, dit)
        self._dater(importation, ligne, lue, dit)
        self._ranger(importation, ligne, lue, dit, vocabulaire)
        self._ouvrir(importation, ligne, lue, dit, vocabulaire)
        self.lire_le_document(importation, ligne, lue, dit)
        return lue

    def _choisir(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str]) -> None:
        """Its type, its language, its licence: words of a closed list."""
        defauts = {"type": self.type_par_defaut, "langue": Langue.FRANCAIS, "licence": self.option(importation, "licence")}
        for cle, (connus, exemple) in EXEMPLES.items():
            mot = dit.get(cle, "")
            valeur = connus.get(plier(mot)) if mot else defauts[cle]
            if valeur is None:
                self.erreur(importation, ligne, cle, f"« {mot[:80]} » n’est pas connu ; par exemple : {exemple}")
            lue.champs[cle] = valeur

    def _dater(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str]) -> None:
        lue.champs["periode"] = ""
        try:
            lue.champs["periode"] = dates.lire(dit.get("date", ""))
        except ValueError:
            self.erreur(importation, ligne, "date", f"« {dit['date'][:40]} » : {DATE_ILLISIBLE}")

    def _ranger(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str], vocabulaire: Vocabulaire) -> None:
        """Its themes; its territories under their name of the time."""
        lue.themes, fautes = vocabulaire.lire_les_themes(dit.get("themes", ""))
        if fautes and self.option(importation, "inconnus") == "refuser":
            self.erreur(importation, ligne, "themes", phrases(fautes))
        elif fautes:
            ligne.remarquer(self.entete(importation, "themes"), f"{phrases(fautes)} Laissé de côté.")
        jour = premier_jour(lue.champs["periode"])
        lue.territoires, doutes = vocabulaire.lire_les_territoires(dit.get("territoires", ""), jour)
        if doutes:
            ligne.remarquer(self.entete(importation, "territoires"), phrases(doutes))

    def _ouvrir(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str], vocabulaire: Vocabulaire) -> None:
        """Who sees the notice, who opens its file: never wider than what the whole import may."""
        plafond = self.option(importation, "plafond")
        for cle, defaut in (("espace", self.option(importation, "espace")), ("espace_fichiers", "")):
            mot = dit.get(cle, "") or defaut
            espace = vocabulaire.espaces.get(plier(mot)) if mot else lue.espace
            if mot and espace is None:
                self.erreur(importation, ligne, cle, f"« {mot[:80]} » n’est pas un espace où vous écrivez.")
            elif espace is not None and mot and largeur(espace) < list(dict(PLAFONDS)).index(plafond):
                permis = dict(PLAFONDS)[plafond].lower()
                self.erreur(importation, ligne, cle, f"« {espace} » est plus large que ce que cet import permet ({permis}).")
            setattr(lue, cle, espace)
        if lue.espace and lue.espace_fichiers and not contient(lue.espace, lue.espace_fichiers):
            self.erreur(importation, ligne, "espace_fichiers", TROP_OUVERTS)

    def lire_le_document(self, importation: Import, ligne: LigneImport, lue: Lue, dit: dict[str, str]) -> None:
        """Its file, or its address on the Web."""
        if lue.champs["lien"]:
            try:
                URLValidator(schemes=["http", "https"])(lue.champs["lien"])
            except ValidationError:
                self.erreur(importation, ligne, "lien", f"« {lue.champs['lien'][:80]} » n’est pas une adresse du Web.")

    def erreur(self, importation: Import, ligne: LigneImport, cle: str, message: str) -> None:
        """The line is refused, and says why."""
        ligne.constat = Constat.ERREUR
        ligne.remarquer(self.entete(importation, cle), message)

    # --- writing, and taking back ---
    def ecrire(self, importation: Import, ligne: LigneImport, par: Any) -> None:
        """Make the notice, its file and its old addresses, once: its token is that of the line."""
        temoin = LigneImport(cellules=ligne.cellules, numero=ligne.numero)
        lue = self.lire_la_ligne(importation, temoin, self.vocabulaire(par))
        if temoin.constat or lue.espace is None or lue.espace_fichiers is None:
            raise Refusee(" ".join(remarque["message"] for remarque in temoin.remarques))
        deja = connues({0: self._arrivant(importation, lue)}, par).memes.get(0)
        if deja is not None:
            raise Refusee(f"Déposé entre-temps, {deja.raison} : « {deja.ressource} ».")
        jour = premier_jour(lue.champs["periode"]) if self.option(importation, "parution") == "document" else None
        notice, trace = faire_entrer(
            apport=Apport(
                jeton=uuid.uuid5(ESPACE_DE_NOMS, f"{importation.pk}/{ligne.numero}"), champs=lue.champs, themes=lue.themes,
                territoires=lue.territoires, espace=lue.espace, espace_fichiers=lue.espace_fichiers, jour=jour,
                piece=self.piece(importation, lue), anciennes=lue.anciennes, exemple=importation.exemple,
            ),
            par=par,
        )  # fmt: skip
        ligne.designer(notice)
        ligne.creee = True
        ligne.trace = ligne.trace | trace

    def piece(self, importation: Import, lue: Lue) -> tuple[str, bytes] | None:
        """The name and the bytes of its file; None when it has none."""
        return None

    def defaire(self, importation: Import, lignes: Sequence[LigneImport], par: Any) -> dict[int, str]:
        """Erase the notices the lines made, as long as nobody changed nor used them."""
        refus = {ligne.pk: retirer_l_import(cle=ligne.object_id or 0, trace=ligne.trace, par=par) for ligne in lignes}
        return {pk: motif for pk, motif in refus.items() if motif}
