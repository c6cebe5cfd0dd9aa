"""The first kind of import: people. They come in as pending accounts: no mail leaves, they read nothing before they accept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from centre.espaces.enums import Public

from .enums import Constat, Decision, Etat
from .importation import Colonne, Option, TypeImport, membres_nommes_ailleurs
from .lecture_des_listes import plier
from .lecture_des_personnes import adresse_valable, lire_categorie, lire_date, morceaux, territoires_par_nom
from .models import Import, Invitation, LigneImport, Membre, Poste, Structure
from .noms import CIVILITE, couper
from .operations import affecter_poste, creer_membre
from .operations.entrees import retirer_poste, structure_nommee, trouver_structure
from .operations.invitations import inviter_a_entrer, retirer_des_comptes_jamais_ouverts
from .rapprochements import membres_nommes, meme_structure

#: What a member imported and never come may hold without having done anything here.
SANS_TRACE = {
    "membres.Poste",
    "membres.Fiche",
    "membres.Invitation",
    "account.EmailAddress",
    "courriels.Courriel",
    "liens.LienSigne",
}
LONGUEURS = {"prenom": 80, "nom": 80, "fonction": 160, "structure": 200, "email": 254}


class ImportDeMembres(TypeImport):
    """A list of contacts."""

    cle = "membres"
    libelle = "Des personnes"
    aide = (
        "Une personne par ligne, avec au moins son adresse électronique et son nom. Les comptes sont créés « en attente » : "
        "aucun courriel ne part, et personne n’entre avant d’avoir accepté une invitation."
    )
    avant_de_defaire = "Une personne entrée depuis garde son compte."
    invite = True
    colonnes = (
        Colonne("email", "Adresse électronique", (
            "adresse de messagerie", "mail", "e mail", "email", "mel", "courriel", "adresse electronique", "adresse mail",
            "adresse email", "adresse e mail", "messagerie", "courrier electronique", "mail professionnel", "mail pro",
        )),
        Colonne("prenom", "Prénom", ("prenom", "prenoms")),
        Colonne("nom", "Nom", (
            "nom de famille", "nom", "nom d usage", "nom complet", "nom et prenom", "nom prenom", "prenom et nom", "prenom nom",
            "contact", "personne", "interlocuteur",
        ), "Un nom écrit en une fois (« Jeanne LE GOFF ») est coupé en deux."),
        Colonne("structure", "Structure", (
            "structure", "societe", "organisme", "employeur", "organisation", "collectivite", "etablissement",
        )),
        Colonne("fonction", "Fonction", (
            "fonction", "fonction hierarchique", "intitule du poste", "poste", "titre", "qualite", "emploi",
        )),
        Colonne("categorie", "Catégorie", ("categorie", "categories", "public", "profil")),
        Colonne("territoires", "Territoires", ("territoire", "territoires", "perimetre", "secteur", "pays"), "Plusieurs : séparés par « ; »."),
        Colonne("depuis", "En poste depuis", ("en poste depuis", "depuis", "prise de poste", "date de prise de poste", "date d arrivee")),
    )  # fmt: skip
    options = (
        Option(
            "categorie", "Catégorie, quand la ligne ne la dit pas", tuple(Poste.CATEGORIES), Public.ELARGI.value,
            "Elle décide de ce que la personne lira.",
        ),
    )  # fmt: skip

    @cached_property
    def territoires(self) -> dict[str, int]:
        """Asked once per reading of a table."""
        return territoires_par_nom()

    def plausible(self, cle: str, valeur: str) -> bool:
        """Whether a cell may be what that column says."""
        match cle:
            case "email":
                return "@" in valeur
            case "fonction":
                return not CIVILITE.match(f"{valeur} ")
            case "categorie":
                return lire_categorie(valeur) is not None
            case "territoires":
                return any(plier(mot) in self.territoires for mot in morceaux(valeur))
            case "depuis":
                return lire_date(valeur) is not None
        return True

    def reconnaitre(self, cle: str, colonnes: Sequence[Sequence[str]]) -> int | None:
        """Addresses are recognised whatever their header."""
        if cle != "email":
            return None
        pleines = (rang for rang, valeurs in enumerate(colonnes) if valeurs and self._tient("email", list(valeurs)))
        return next(pleines, None)

    def examiner(self, importation: Import, lignes: Sequence[LigneImport]) -> None:
        """Line by line: errors, the member of that address, the one of that name and structure, else somebody new."""
        lues = [self._lire(importation, ligne) for ligne in lignes]
        connus = {m.email: m for m in Membre.objects.filter(email__in=[lue["email"] for lue in lues]).avec_poste()}
        homonymes: dict[tuple[str, str], list[Membre]] = defaultdict(list)
        for membre in membres_nommes(lue["nom"] for lue in lues):
            homonymes[plier(membre.prenom), plier(membre.nom)].append(membre)
        vues: dict[str, int] = {}
        for ligne, lue in zip(lignes, lues, strict=True):
            email = lue["email"]
            if email and email in vues:
                self._erreur(importation, ligne, "email", f"même adresse qu’à la ligne {vues[email]}.")
            vues.setdefault(email, ligne.numero)
            if not ligne.constat:
                self._trancher(ligne, lue, connus.get(email), homonymes[plier(lue["prenom"]), plier(lue["nom"])])

    def _lire(self, importation: Import, ligne: LigneImport) -> dict[str, Any]:
        """What the line says, its errors and doubts noted."""
        lue: dict[str, Any] = dict(self.valeurs(importation, ligne))
        lue["email"] = lue["email"].lower().removeprefix("mailto:").strip("<> ;,.")
        if not lue["email"]:
            self._erreur(importation, ligne, "email", "elle manque.")
        elif not adresse_valable(lue["email"]):
            self._erreur(importation, ligne, "email", f"« {lue['email'][:80]} » n’est pas une adresse électronique.")
        self._couper_le_nom(importation, ligne, lue)
        for cle, longueur in LONGUEURS.items():
            if len(lue[cle]) > longueur:
                self._erreur(importation, ligne, cle, f"plus de {longueur} caractères.")
        self._lire_le_poste(importation, ligne, lue)
        return lue

    def _couper_le_nom(self, importation: Import, ligne: LigneImport, lue: dict[str, Any]) -> None:
        if lue["nom"] and not lue["prenom"]:
            coupe = couper(lue["nom"])
            lue["prenom"], lue["nom"] = coupe.prenom, coupe.nom
            if coupe.prenom and not coupe.certain:
                ligne.remarquer(
                    self.entete(importation, "nom"), f"lu : prénom « {coupe.prenom} », nom « {coupe.nom} ». À vérifier."
                )
        if not lue["nom"]:
            self._erreur(importation, ligne, "nom", "il manque.")

    def _lire_le_poste(self, importation: Import, ligne: LigneImport, lue: dict[str, Any]) -> None:
        dite = lire_categorie(lue["categorie"]) if lue["categorie"] else Public(self.option(importation, "categorie"))
        if dite is None:
            self._erreur(importation, ligne, "categorie", f"« {lue['categorie'][:80]} » n’est pas une catégorie connue.")
        lue["dite"] = bool(lue["categorie"])
        lue["categorie"] = dite
        jour = lire_date(lue["depuis"]) if lue["depuis"] else None
        if lue["depuis"] and (jour is None or jour > timezone.localdate()):
            ligne.remarquer(
                self.entete(importation, "depuis"),
                f"« {lue['depuis'][:40]} » n’est pas une date passée : aujourd’hui la remplace.",
            )
            jour = None
        lue["depuis"] = jour
        places = {mot: self.territoires.get(plier(mot)) for mot in morceaux(lue["territoires"])}
        for mot, pk in places.items():
            if pk is None:
                ligne.remarquer(
                    self.entete(importation, "territoires"), f"« {mot[:80]} » n’est pas un territoire connu : laissé de côté."
                )
        lue["territoires"] = [pk for pk in places.values() if pk]

    def _erreur(self, importation: Import, ligne: LigneImport, cle: str, message: str) -> None:
        ligne.constat = Constat.ERREUR
        ligne.remarquer(self.entete(importation, cle), message)

    def _trancher(self, ligne: LigneImport, lue: dict[str, Any], connu: Membre | None, homonymes: list[Membre]) -> None:
        if connu is not None:
            manques = _manques(connu, lue)
            ligne.designer(connu)
            ligne.constat = Constat.COMPLETER if manques else Constat.DEJA_LA
            ligne.remarquer(
                "",
                f"{connu}, compte {connu.get_etat_display().lower()}{' : on ajoute ' + ', '.join(manques) if manques else ''}.",
            )
            return
        semblable = next((m for m in homonymes if meme_structure(m, lue["structure"])), None)
        if semblable is not None:
            ligne.designer(semblable)
            ligne.constat = Constat.A_DECIDER
            ligne.remarquer(
                "", f"Même nom que {semblable}, {semblable.email}{f', {semblable.poste}' if semblable.poste else ''}."
            )
            return
        ligne.constat = Constat.CREER

    def ecrire(self, importation: Import, ligne: LigneImport, par: Any) -> None:
        """Make the pending account and its post, or fill in what the known member lacks."""
        temoin = LigneImport(cellules=ligne.cellules)
        lue = self._lire(importation, temoin)
        a_creer = ligne.constat == Constat.CREER or ligne.decision == Decision.CREER
        if a_creer:
            membre = creer_membre(email=lue["email"], prenom=lue["prenom"], nom=lue["nom"], etat=Etat.EN_ATTENTE, par=par)
            trace = self._poster(membre, lue, par)
            ligne.designer(membre)
        else:
            membre = Membre.objects.select_for_update().get(pk=ligne.object_id or 0)
            trace = _completer(membre, lue)
            if _sans_poste(membre, lue):
                trace |= self._poster(membre, lue, par)
        ligne.creee = a_creer
        ligne.trace = ligne.trace | trace

    def _poster(self, membre: Membre, lue: dict[str, Any], par: Any) -> dict[str, Any]:
        connue = trouver_structure(lue["structure"])
        structure = connue or structure_nommee(lue["structure"], par=par)
        poste = affecter_poste(
            membre=membre, categorie=lue["categorie"], fonction=lue["fonction"], structure=structure,
            territoires=lue["territoires"], depuis=lue["depuis"] or timezone.localdate(), par=par,
        )  # fmt: skip
        return {"poste": poste.pk} | ({"structure": structure.pk} if structure and connue is None else {})

    def defaire(self, importation: Import, lignes: Sequence[LigneImport], par: Any) -> dict[int, str]:
        """Delete the accounts the lines made while nobody used them; take back what was filled in and not changed since."""
        refus = {ligne.pk: _rendre(ligne) for ligne in lignes if not ligne.creee}
        creees = {ligne.object_id or 0: ligne.pk for ligne in lignes if ligne.creee}
        membres = Membre.objects.select_for_update().filter(pk__in=creees).prefetch_related("groups", "postes")
        lies = membres_nommes_ailleurs(list(creees), sauf=SANS_TRACE)
        a_retirer = []
        for membre in membres:
            groupes = {groupe.name for groupe in membre.groups.all()} - {poste.categorie for poste in membre.postes.all()}
            if membre.last_login is not None or membre.etat != Etat.EN_ATTENTE:
                refus[creees[membre.pk]] = f"{membre} est entré·e depuis : son compte reste."
            elif membre.pk in lies or groupes or len(membre.postes.all()) > 1:
                refus[creees[membre.pk]] = f"{membre} : d’autres données lui sont liées depuis, son compte reste."
            else:
                a_retirer.append(membre)
        retirer_des_comptes_jamais_ouverts(membres=a_retirer, par=par)
        return refus

    def inviter(self, importation: Import, par: Any) -> int:
        """Those who have neither come in nor been invited."""
        pks = importation.lignes.creees().values_list("object_id", flat=True)
        envoyees = 0
        for membre in Membre.objects.filter(pk__in=pks, etat=Etat.EN_ATTENTE).avec_poste():
            if membre.poste is not None and not Invitation.objects.a_l_adresse(membre.email).sans_reponse().exists():
                envoyees += _inviter(membre, membre.poste, par)
        return envoyees

    def ranger(self, importation: Import, lignes: Sequence[LigneImport], par: Any) -> None:
        """The structures the lines made go with their last post."""
        faites = [ligne.trace["structure"] for ligne in lignes if "structure" in ligne.trace]
        for structure in Structure.objects.filter(pk__in=faites, postes=None):
            try:
                structure.delete()
            except ProtectedError:
                continue


def _inviter(membre: Membre, poste: Poste, par: Any) -> bool:
    return inviter_a_entrer(
        email=membre.email, prenom=membre.prenom, nom=membre.nom, categorie=poste.categorie, fonction=poste.fonction,
        structure_nom=poste.structure.nom if poste.structure else "", territoires=poste.territoires.all(), par=par,
    )[1]  # fmt: skip


def _sans_poste(membre: Membre, lue: dict[str, Any]) -> bool:
    """A post opens doors: a known member gets one from a table only when their own line says the catégorie."""
    return bool(lue["dite"]) and membre.poste is None


def _manques(membre: Membre, lue: dict[str, Any]) -> list[str]:
    """What the line would add, in words."""
    noms = [mot for mot in ("prenom", "nom") if lue[mot] and not getattr(membre, mot)]
    return [{"prenom": "le prénom", "nom": "le nom"}[mot] for mot in noms] + (["le poste"] if _sans_poste(membre, lue) else [])


def _completer(membre: Membre, lue: dict[str, Any]) -> dict[str, Any]:
    """Fill in the names that are empty; what was written, to take it back."""
    ajouts = {mot: lue[mot] for mot in ("prenom", "nom") if lue[mot] and not getattr(membre, mot)}
    if ajouts:
        for mot, valeur in ajouts.items():
            setattr(membre, mot, valeur)
        membre.save(update_fields=list(ajouts))
    return {"ajouts": ajouts}


def _rendre(ligne: LigneImport) -> str:
    """Take back what was filled in, unless it was changed since; why not, in words."""
    membre, trace = Membre.objects.select_for_update().filter(pk=ligne.object_id or 0).first(), ligne.trace
    if membre is None:
        return ""
    poste = membre.postes.en_cours().first()
    if "poste" in trace and (poste is None or poste.pk != trace["poste"]):
        return f"{membre} a changé de poste depuis : le sien reste."
    for mot, valeur in trace.get("ajouts", {}).items():
        if getattr(membre, mot) == valeur:
            setattr(membre, mot, "")
            membre.save(update_fields=[mot])
    if "poste" in trace and poste is not None:
        retirer_poste(poste=poste)
    return ""
