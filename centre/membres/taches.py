"""What the house does by itself about members."""

from django.contrib.auth.models import AnonymousUser

from centre.taches import periodique, tache

from .models import Membre
from .operations import demandes, executer_les_departs, exports, imports, invitations, presence


@tache("membres.repondre_a_une_demande", reprises=(5, 30, 120, 600))
def repondre_a_une_demande(demande: int) -> None:
    """Write to the address an access request was made from."""
    demandes.repondre(demande)


@periodique("20 8 * * *")
@tache("membres.rappeler_les_invitations")
def rappeler_les_invitations() -> None:
    """The one reminder of an invitation."""
    invitations.rappeler()


@tache("membres.preparer_export", reprises=(30, 300))
def preparer_export(export: str) -> None:
    """Make the archive a member asked for."""
    exports.preparer_export(cle=export)


@tache("membres.poursuivre_un_import", reprises=(30, 300, 1800), verrou="membres.imports")
def poursuivre_un_import(importation: int, membre: int) -> None:
    """Write the lines of a long import, or take them back, for the member who asked. Idempotent: a line is done once."""
    par = Membre.objects.filter(pk=membre).first()
    imports.poursuivre(importation=importation, par=par or AnonymousUser())


@periodique("5 1 * * *")
@tache("membres.vivre")
def vivre() -> None:
    """Every night: do the departures whose day is over, ask who is still in post, put silent accounts to sleep, tell them."""
    executer_les_departs()
    presence.interroger()
    presence.rappeler()
    presence.endormir()
    presence.prevenir()
