"""The probe's requests, invitations and tables: the team's alone, note included."""

from __future__ import annotations

from centre.membres.enums import EtatDemande
from centre.membres.models import DemandeAcces
from centre.membres.operations import imports
from centre.membres.operations.invitations import inviter_a_entrer

from .publics import EQUIPE
from .scene_entrees import demande
from .sonde import PERSONNE, Voliere, sonde

TEXTES = ("nom", "prenom", "structure_nom", "fonction", "message", "motif", "note")


@sonde("demande d’accès")
def demandes(v: Voliere) -> None:
    """One in each state; the one whose address is not confirmed is shown to nobody."""
    for etat in EtatDemande:
        lisent, montre = (PERSONNE, False) if etat == EtatDemande.A_CONFIRMER else (EQUIPE, True)
        # What was asked stays where it was answered; a request to be read has no answer yet.
        textes = {
            champ: v.canari(f"demande {etat}, {champ}", lisent, montre=montre)
            for champ in TEXTES
            if champ != "motif" or etat in (EtatDemande.PRECISIONS, EtatDemande.REFUSEE)
        }
        recue = demande(v.canari(f"demande {etat}, adresse", lisent, montre=montre), etat, **textes)
        v.adresses |= {f"/gestion/demandes/{recue.pk}/", f"/gestion/demandes/?etat={etat}"}
    assert DemandeAcces.objects.confirmees().count() == len(EtatDemande) - 1


@sonde("invitation, import")
def invitations_et_imports(v: Voliere) -> None:
    """An invitation that waits; a table read, not applied."""
    par = v.gens["animatrice"]
    fiche = {nom: v.canari(f"invitation, {nom}", EQUIPE) for nom in ("nom", "prenom", "structure_nom")}
    fonction = v.canari("invitation, fonction", EQUIPE, montre=False)
    adresse = v.canari("invitation, adresse", EQUIPE)
    inviter_a_entrer(email=f"{adresse}@invitee.example", categorie="pays", fonction=fonction, par=par, **fiche)
    cellules = ";".join(
        (
            f"{v.canari('import, adresse', EQUIPE)}@liste.example",
            *(v.canari(f"import, {nom}", EQUIPE) for nom in ("nom", "structure")),
        )
    )
    fichier = v.canari("import, nom du fichier", EQUIPE)
    octets = f"Mail;Nom;Structure\n{cellules}\n".encode()
    lu = imports.preparer(genre="membres", nom=f"{fichier}.csv", octets=octets, par=par)
    v.adresses |= {"/gestion/invitations/", "/gestion/invitations/inviter/", "/gestion/imports/", f"/gestion/imports/{lu.pk}/"}
