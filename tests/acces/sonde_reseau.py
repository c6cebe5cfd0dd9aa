"""The probe's fiches and groupes: each choice of readers, each door, a canary in every text."""

from __future__ import annotations

import datetime as dt

from centre.catalogue.models import Entree
from centre.espaces.enums import Public
from centre.groupes import operations
from centre.groupes.enums import Porte, RoleDansLeGroupe
from centre.membres.models import CHAMPS
from centre.membres.operations import affecter_poste, creer_membre, creer_structure, enregistrer_la_fiche, poser_la_photo
from centre.publications.commentaires import commenter, retirer_commentaire
from centre.publications.models import Fichier
from centre.publications.operations import creer, publier
from echos.models import Echo

from .publics import EQUIPE, LISENT, TECHNICIENS
from .scene import photo
from .sonde import PERSONNE, Voliere, sonde

_RESEAU = TECHNICIENS | EQUIPE
#: A member of the catégorie « pays » who shows to…: who reads.
CHOIX = {
    "public-elargi": LISENT["public-elargi"],
    "reseau": _RESEAU,
    "categorie": EQUIPE | {"pays"},
    "equipe": EQUIPE,
}


@sonde("fiche")
def fiches(v: Voliere) -> None:
    """A fiche shown whole to each public; and one whose name is the réseau's and the rest the team's."""
    cas = [(choix, choix, CHOIX[choix], CHOIX[choix]) for choix in CHOIX]
    for identite, reste, nomment, lisent in [
        *cas,
        ("reseau", "equipe", _RESEAU, EQUIPE),
        ("equipe", "public-elargi", EQUIPE, EQUIPE),
    ]:
        ou = f"fiche {identite}, {reste}"
        adresse = f"{v.canari(f'{ou}, adresse', EQUIPE)}@test.example"
        qui = creer_membre(email=adresse, prenom="Pays", nom=v.canari(f"{ou}, nom", nomment), mot_de_passe="territoires-2026")
        # The first post is over: it is a past one.
        for jour, lecteurs, champ in ((2020, lisent, "poste précédent"), (2025, nomment, "fonction")):
            affecter_poste(
                membre=qui, categorie=Public.PAYS, fonction=v.canari(f"{ou}, {champ}", lecteurs), depuis=dt.date(jour, 1, 1),
                structure=creer_structure(nom=v.canari(f"{ou}, structure ({champ})", lecteurs)), territoires=[v.territoire],
            )  # fmt: skip
        enregistrer_la_fiche(
            membre=qui, connus=[v.theme], cherches=[v.theme], suivis=[], par=qui,
            textes={champ: v.canari(f"{ou}, {champ}", lisent) for champ in ("presentation", "telephone")},
            visibilites=dict.fromkeys(CHAMPS, reste) | {"identite": identite},
        )  # fmt: skip
        poser_la_photo(membre=qui, photo=photo(marque=v.canari(f"{ou}, métadonnées", PERSONNE, montre=False), couleur="blue"))
        v.adresses |= {f"/annuaire/{qui.pk}/{suite}" for suite in ("", "fiche.vcf", "ecrire/")}
        v.adresses |= {fichier.get_absolute_url() for fichier in Fichier.objects.sur(qui)}


@sonde("salle de groupe")
def salles(v: Voliere) -> None:
    """The room of the secret groupe; one that announces itself, which « pays » animates, with a folder of what they may not read."""
    par = v.gens["animatrice"]
    atelier = operations.installer_groupe(espace=v.pk("atelier"), porte=Porte.INVITATION, par=par)
    cercle = operations.ouvrir_groupe(
        nom=v.canari("cercle, nom", _RESEAU), description=v.canari("cercle, description", _RESEAU), porte=Porte.DEMANDE, par=par
    )
    operations.inviter_au_groupe(groupe=cercle, membre=v.gens["pays"], par=par)
    operations.entrer_par_invitation(groupe=cercle, membre=v.gens["pays"])
    operations.nommer(groupe=cercle, membre=v.gens["pays"], role=RoleDansLeGroupe.COANIMATION, par=par)
    for groupe, lisent, qui in ((atelier, LISENT["atelier"], "membre"), (cercle, EQUIPE | {"pays"}, "pays")):
        ou = f"salle {groupe.espace.slug[:7]}"
        operations.regler(
            groupe=groupe, nom=groupe.espace.nom, description=groupe.espace.description, porte=Porte(groupe.porte),
            note=v.canari(f"{ou}, note", lisent), par=par,
        )  # fmt: skip
        commenter(publication=groupe, texte=v.canari(f"{ou}, message", lisent), par=v.gens[qui])
        efface = commenter(publication=groupe, texte=v.canari(f"{ou}, message retiré", PERSONNE, montre=False), par=par)
        retirer_commentaire(commentaire=efface, par=par)
        classeur = operations.creer_classeur(groupe=groupe, nom=v.canari(f"{ou}, classeur", lisent), par=par)
        _garnir(v, classeur, ou)
        base = groupe.get_absolute_url()
        v.adresses |= {base, f"{base}membres/", f"{base}regler/", f"{base}classeurs/", f"{base}classeurs/{classeur.pk}/"}
        v.adresses |= {f"/recherche/?q=essai&dans={groupe.get_absolute_url()}"}
    adhesion = operations.demander(
        groupe=cercle, membre=v.gens["ville"], message=v.canari("demande, message", EQUIPE | {"pays", "ville"})
    )
    refusee = operations.demander(groupe=cercle, membre=v.gens["agglo"], message="Essai")
    operations.refuser(adhesion=refusee, motif=v.canari("demande refusée, motif", EQUIPE | {"agglo"}), par=par)
    assert adhesion is not None


def _garnir(v: Voliere, classeur: object, ou: str) -> None:
    """What the team may put in a folder, and others may not read."""
    par = v.gens["animatrice"]
    echo = Echo(titre=v.canari(f"{ou}, document de l’équipe", EQUIPE), retenir_1="Essai")
    echo = publier(publication=creer(publication=echo, espace=v.pk("equipe"), par=par), par=par)
    entree = Entree.objects.de_l_objet(echo).get()
    mot = v.canari(f"{ou}, commentaire du document", EQUIPE)
    operations.ajouter_au_classeur(classeur=classeur, entree=entree, par=par, commentaire=mot)
