"""Jobs on Jeudis. Times are UTC."""

from __future__ import annotations

import datetime as dt

from centre.taches import differer, periodique, tache

from . import operations


@tache("jeudis.prevenir_du_changement", reprises=(30, 300))
def prevenir_du_changement(jeudi: int, sequence: int, change_le: str) -> None:
    """Write the mails of another date or place. Idempotent: one per person and version."""
    operations.prevenir_du_changement(jeudi=jeudi, sequence=sequence, change_le=dt.datetime.fromisoformat(change_le))


@tache("jeudis.avancer", reprises=(30, 300))
def avancer(jeudi: int) -> None:
    """End the offers whose hour has come, release the seats no longer held or kept back, and seat who waits."""
    operations.avancer(jeudi=jeudi)


@periodique("*/5 * * * *")
@tache("jeudis.faire_avancer")
def faire_avancer() -> None:
    """One job for each Jeudi where somebody waits."""
    for jeudi in operations.a_faire_avancer():
        differer("jeudis.avancer", jeudi=jeudi)


@tache("jeudis.rappeler_un", reprises=(60, 600))
def rappeler_un(jeudi: int) -> None:
    """Write the reminders one Jeudi owes today. Idempotent: one per person, day and delay."""
    operations.rappeler(jeudi=jeudi)


@periodique("30 6 * * *")
@tache("jeudis.rappeler")
def rappeler() -> None:
    """One job for each Jeudi that comes soon."""
    for jeudi in operations.a_rappeler():
        differer("jeudis.rappeler_un", jeudi=jeudi)


@periodique("0 6 * * *")
@tache("jeudis.rappeler_les_relectures", reprises=(300, 3600))
def rappeler_les_relectures() -> None:
    """Every morning: one reminder to each speaker who has not answered by their day. Idempotent."""
    operations.rappeler_les_relectures()


@tache("jeudis.composer_un_dossier")
def composer_un_dossier(dossier: int, edition: int, membre: int, originaux: int) -> None:
    """The PDF of a long dossier, with ``originaux`` those of its comptes rendus. Idempotent: one file for a content."""
    operations.composer_un_dossier(dossier=dossier, edition=edition, membre=membre, originaux=bool(originaux))


@tache("jeudis.composer_une_compilation")
def composer_une_compilation(format: str, annee: int, serie: int, membre: int) -> None:
    """A long year, or a long series, as one file. Idempotent: one file for a content."""
    operations.composer_une_compilation(format=format, annee=annee, serie=serie, membre=membre)
