"""What one reader reads of a compte rendu, as the page prints it and as files are made of it: head, text, relevé."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html, format_html_join

from centre.documents.blocs import blocs
from centre.espaces.acces import Lecteur
from centre.publications.texte_riche import en_texte, html_sur
from centre.temps import date_locale

from ..models import CompteRendu, Decision, Jeudi, Participant, Seance
from ..models.tete import Tete, tetes_des_comptes_rendus
from .tirages import Recette


@dataclass(frozen=True)
class Edition:
    """One edition. ``tete`` is None where nothing of the Jeudi may be told but its name and day; names stand in the complete one."""

    compte_rendu: Any
    complet: bool
    tete: Tete
    decisions: tuple[Decision, ...]
    #: The Jeudi's own page is this reader's to read: its place, séances and programme may be told.
    jeudi_lisible: bool

    @property
    def texte(self) -> str:
        """The text of this edition."""
        return self.compte_rendu.texte if self.complet else self.compte_rendu.texte_public()

    @property
    def nom(self) -> str:
        """Which edition, in words."""
        return "édition complète, réservée" if self.complet else "édition publique"

    @property
    def programme(self) -> str:
        """The programme, unless the text already holds it."""
        jeudi = self.tete.jeudi
        if not self.jeudi_lisible or not jeudi.programme or en_texte(jeudi.programme) in en_texte(self.texte):
            return ""
        return jeudi.programme

    def faits(self) -> list[tuple[str, str]]:
        """The head, line by line: label and words."""
        jeudi, tete = self.tete.jeudi, self.tete
        if self.jeudi_lisible:
            lignes = [("Dates", _seances(tete.seances)), ("Lieu", jeudi.ou), ("Avec", ", ".join(tete.intervenants))]
        else:
            lignes = [("Date", date_locale(jeudi.premier_jour, "longue") if jeudi.premier_jour else "")]
        lignes += [("Présences", " ; ".join(f"{mot} : {n}" for mot, n in tete.presences.demi_journees))]
        presents, excuses = tete.presences.presents, tete.presences.excuses
        lignes += [("Présent·es", _personnes(presents) or _compte(tete.n_presents))]
        lignes += [("Structures", "" if presents else ", ".join(tete.structures))]
        lignes += [("Excusé·es", _personnes(excuses) or _compte(tete.n_excuses))]
        return [(mot, valeur) for mot, valeur in lignes if valeur]

    def html(self) -> str:
        """All that follows the head: summary, text, relevé, documents. Escaped or sanitised."""
        resume = format_html("<p><em>{}</em></p>", self.compte_rendu.resume) if self.compte_rendu.resume else ""
        programme = f"<h3>Programme</h3>{html_sur(self.programme)}" if self.programme else ""
        documents = [entree.titre for entree in self.tete.documents]
        return resume + programme + html_sur(self.texte) + self._releve() + _liste("Documents présentés", documents)

    def _releve(self) -> str:
        return _liste("Relevé de décisions", [self._dire(decision) for decision in self.decisions])

    def _dire(self, decision: Decision) -> str:
        """A decision in a line; who answers for it is a name, told in the complete edition alone."""
        details = [
            decision.par_qui if self.complet else "",
            f"pour le {date_locale(decision.pour_le, 'courte')}" if decision.pour_le else "",
        ]
        details = [*filter(None, details), decision.get_etat_display().lower()]
        return f"{decision.quoi} ({', '.join(details)})"

    def partie(self, *, saut: bool = False) -> dict[str, Any]:
        """This edition as a part of a PDF."""
        return {"faits": [list(fait) for fait in self.faits()], "blocs": blocs(self.html()), "saut": saut}

    def source(self) -> list[Any]:
        """All that is read of it, before any of it is laid out: what its files are found by."""
        jeudi, texte = self.tete.jeudi, self.compte_rendu
        programme = jeudi.programme if self.jeudi_lisible else ""
        documents = [entree.titre for entree in self.tete.documents]
        return [
            texte.titre, self.complet, texte.resume, texte.texte, programme, jeudi.titre, jeudi.get_forme_display(),
            str(jeudi.premier_jour), self.faits(), [self._dire(decision) for decision in self.decisions], documents,
        ]  # fmt: skip

    def html_complet(self) -> str:
        """Head and text, for a word processor."""
        return format_html_join("", "<p><strong>{} : </strong>{}</p>", self.faits()) + self.html()


def _seances(seances: Iterable[Seance]) -> str:
    return " ; ".join(
        f"{date_locale(s.jour, 'longue')}, de {date_locale(s.debut, 'heure')} à {date_locale(s.fin, 'heure')}"
        + (f", {s.titre}" if s.titre else "")
        + (f" ({s.lieu})" if s.lieu else "")
        for s in seances
    )


def _personnes(personnes: Iterable[Participant]) -> str:
    rangees = sorted(personnes, key=lambda p: p.cle_de_tri)
    return ", ".join(f"{p} ({p.structure})" if p.structure else str(p) for p in rangees)


def _compte(n: int) -> str:
    return f"{n} personne{'s' if n > 1 else ''}" if n else ""


def _liste(titre: str, lignes: Iterable[str]) -> str:
    puces = "".join(f"<li>{escape(ligne)}</li>" for ligne in lignes)
    return f"<h3>{titre}</h3><ul>{puces}</ul>" if puces else ""


def edition_pour(compte_rendu: Any, lecteur: Lecteur, *, complet: bool) -> Edition:
    """The edition as ``lecteur`` reads it. The caller has checked that they may read this edition."""
    return editions_pour([compte_rendu], lecteur, complets={compte_rendu.pk} if complet else ())[0]


def editions_pour(comptes_rendus: Sequence[Any], lecteur: Lecteur, *, complets: Collection[int]) -> list[Edition]:
    """Of each the edition ``lecteur`` reads, ``complets`` being those (pks) read whole: as many queries for one as for many.

    The caller has checked that they may read these editions, and reads the rows with their Jeudi.
    """
    jeudis = [objet.jeudi for objet in comptes_rendus]
    tetes = tetes_des_comptes_rendus(
        jeudis, lecteur=lecteur, complets={objet.jeudi_id for objet in comptes_rendus if objet.pk in complets}
    )
    lisibles = set(Jeudi.objects.visibles_pour(lecteur).filter(pk__in=tetes).values_list("pk", flat=True))
    decisions: dict[int, list[Decision]] = {objet.pk: [] for objet in comptes_rendus}
    for decision in Decision.objects.filter(compte_rendu__in=decisions).select_related("responsable"):
        if decision.compte_rendu_id in complets or not decision.reservee:
            decisions[decision.compte_rendu_id].append(decision)
    return [
        Edition(
            compte_rendu=objet,
            complet=objet.pk in complets,
            tete=tetes[objet.jeudi_id],
            decisions=tuple(decisions[objet.pk]),
            jeudi_lisible=objet.jeudi_id in lisibles,
        )
        for objet in comptes_rendus
    ]


def titre_du_document(compte_rendu: Any) -> str:
    """The title of a file."""
    return f"Compte rendu : {compte_rendu.titre}"


def donnees_de_l_edition(edition: Edition) -> dict[str, Any]:
    """One edition as the data of a PDF."""
    jeudi = edition.tete.jeudi
    jour = date_locale(jeudi.premier_jour, "longue") if jeudi.premier_jour else ""
    return {
        "titre": titre_du_document(edition.compte_rendu),
        "surtitre": jeudi.get_forme_display(),
        "sous_titre": jour,
        "mention": f"{edition.compte_rendu.titre} : compte rendu, {edition.nom}",
        "parties": [edition.partie()],
    }


def recette_de_l_edition(edition: Edition, format: str) -> Recette:
    """One edition as a file."""
    titre = titre_du_document(edition.compte_rendu)
    return Recette(format, edition.source(), lambda: donnees_de_l_edition(edition), titre, edition.html_complet)


def recette_de_la_compilation(titre: str, editions: list[Edition], format: str) -> Recette:
    """Several editions as one file."""
    source = [titre, [edition.source() for edition in editions]]
    return Recette(
        format, source, lambda: donnees_de_la_compilation(titre, editions), titre, lambda: html_de_la_compilation(editions)
    )


def donnees_de_la_compilation(titre: str, editions: list[Edition]) -> dict[str, Any]:
    """Several editions as one document, each on a new page, with a table of contents."""
    parties = []
    for edition in editions:
        jour = edition.tete.jeudi.premier_jour
        sous_titre = ", ".join(filter(None, [date_locale(jour, "longue") if jour else "", edition.nom]))
        parties.append(edition.partie(saut=True) | {"titre": edition.compte_rendu.titre, "sous_titre": sous_titre})
    return {"titre": titre, "surtitre": "Comptes rendus", "mention": titre, "sommaire": True, "parties": parties}


def html_de_la_compilation(editions: list[Edition]) -> str:
    """The same for a word processor: one title each, its parts below."""
    return "".join(
        format_html("<h2>{}</h2><p>{}</p>", edition.compte_rendu.titre, edition.nom) + edition.html_complet()
        for edition in editions
    )


def editions_lues(lecteur: Lecteur, *, annee: int | None = None, serie: int | None = None) -> list[Edition]:
    """Of the published comptes rendus of a year or of a series, the edition ``lecteur`` reads of each, in the order of the dates."""
    lus = CompteRendu.objects.visibles_pour(lecteur).publies().select_related("jeudi", "espace", "espace_publique")
    lus = lus.prefetch_related("jeudi__seances").order_by("jeudi__premier_jour", "pk")
    if annee is not None:
        lus = lus.filter(jeudi__premier_jour__year=annee)
    if serie is not None:
        lus = lus.filter(jeudi__maillon__serie_id=serie)
    return editions_pour(list(lus), lecteur, complets=lus_en_entier(lecteur))


def lus_en_entier(lecteur: Lecteur) -> set[int]:
    """The comptes rendus (pks) whose complete edition ``lecteur`` reads."""
    return set(CompteRendu.objects.complets_pour(lecteur).values_list("pk", flat=True))
