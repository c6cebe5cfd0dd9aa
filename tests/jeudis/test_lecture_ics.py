"""Reading somebody else's calendar: what is wrong with an event is said on its line and spoils no other."""

import datetime as dt
from pathlib import Path

import pytest

from jeudis.lecture_ics import TAILLE_MAX, Illisible, lire

JOUR = dt.date(2026, 11, 23)
DIFFICILE = (Path(__file__).parent / "agendas" / "difficile.ics").read_bytes()


def dites(octets, **options):
    """Title, days, hours, finding of each line."""
    return [
        (ligne["titre"], ligne["premier_jour"], ligne["dernier_jour"], ligne["de"], ligne["a"], str(ligne["constat"]))
        for ligne in lire(octets, aujourd_hui=JOUR, **options).lignes
    ]


def test_un_fichier_difficile():
    """01 October is past; 1 December moved to the 3rd; 1 January left out; February the last before the end of the rule."""
    assert dites(DIFFICILE) == [
        ("Colloque étendu", "2027-03-10", "2027-03-11", "", "", ""),
        ("Heure perdue", "2027-04-01", "2027-04-01", "14:00", "16:00", ""),
        ("Sans date", "", "", "", "", "erreur"),
        ("", "", "", "", "", "erreur"),
        ("Ancienne version", "2027-06-01", "2027-06-01", "11:00", "", "doublon"),
        ("Nouvelle version", "2027-06-01", "2027-06-01", "11:00", "12:30", ""),
        ("Passé", "2020-01-01", "2020-01-01", "10:00", "", "passe"),
        ("Chaque seconde", "2027-01-01", "2027-01-01", "10:00", "", ""),
        ("Atelier mensuel", "2026-12-01", "2026-12-01", "14:00", "16:00", "doublon"),
        ("Atelier mensuel", "2027-02-01", "2027-02-01", "14:00", "16:00", ""),
        ("Atelier mensuel (déplacé)", "2026-12-03", "2026-12-03", "10:00", "12:00", ""),
        ("Coupé en fin de fichier", "2027-07-01", "2027-07-01", "", "", ""),
    ]
    lecture = lire(DIFFICILE, aujourd_hui=JOUR)
    assert lecture.nom == "Un centre voisin"
    assert lecture.avis == [
        "« Chaque seconde » se répète d’une façon que le portail ne suit pas : seule sa première date est lue."
    ]
    assert [(ligne["lien"], ligne["lieu"]) for ligne in lecture.lignes[:1]] == [("", "Caen, salle B")]
    assert [ligne["message"] for ligne in lecture.lignes[2:4]] == [
        "Pas de date de début lisible.",
        "Pas de titre (le 01/05/2027).",
    ]


def test_le_passe_sur_demande():
    assert ("Passé", "2020-01-01", "2020-01-01", "10:00", "", "") in dites(DIFFICILE, passes=True)


@pytest.mark.parametrize("octets", [b"", b"bonjour", b"%PDF-1.7 \x00\xff", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"])
def test_ce_qui_n_est_pas_un_agenda(octets):
    with pytest.raises(Illisible, match="aucun événement"):
        lire(octets, aujourd_hui=JOUR)


def test_trop_gros():
    with pytest.raises(Illisible, match="1 Mo"):
        lire(b"x" * (TAILLE_MAX + 1), aujourd_hui=JOUR)


def un(*lignes):
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "SUMMARY:Été", *lignes, "END:VEVENT", "END:VCALENDAR"])


def test_les_accents_de_vieux_logiciels():
    assert dites(un("DTSTART:20270501T090000Z").encode("cp1252"))[0][0] == "Été"


def test_une_serie_sans_fin_est_bornee():
    """Daily since 1990: from today, sixty lines at most."""
    lues = dites(un("DTSTART:19900101T090000Z", "RRULE:FREQ=DAILY").encode())
    assert (len(lues), lues[0][1], lues[-1][1]) == (60, "2026-11-23", "2027-01-21")


def test_une_serie_a_travers_le_changement_d_heure():
    """14 h stays 14 h in Paris on both sides of 28 March 2027."""
    lues = dites(un("DTSTART;TZID=Europe/Paris:20270325T140000", "RRULE:FREQ=WEEKLY;COUNT=2").encode())
    assert [(jour, de) for _, jour, _, de, _, _ in lues] == [("2027-03-25", "14:00"), ("2027-04-01", "14:00")]


def test_une_serie_finie_montre_sa_derniere_date():
    assert dites(un("DTSTART:20200101T090000Z", "RRULE:FREQ=YEARLY;COUNT=3").encode()) == [
        ("Été", "2022-01-01", "2022-01-01", "10:00", "", "passe")
    ]
