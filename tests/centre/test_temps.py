"""One way of writing dates: Europe/Paris, French, no break inside."""

from datetime import UTC, date, datetime, timedelta

import pytest

from centre.temps import date_locale

ETE = datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
HIVER = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
MAINTENANT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # already the 23rd in Paris


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("instant", "forme", "attendu"),
    [
        (ETE, "longue", "mercredi 1er~juillet 2026 à 9~h~30"),
        (HIVER, "longue", "jeudi 26~novembre 2026 à 9~h"),
        (date(2026, 11, 26), "longue", "jeudi 26~novembre 2026"),
        (HIVER, "courte", "26~novembre 2026"),
        (HIVER, "heure", "9~h"),
        (datetime(2026, 12, 31, 23, 5, tzinfo=UTC), "longue", "vendredi 1er~janvier 2027 à 0~h~05"),
    ],
)
def test_formes(instant: date, forme: str, attendu: str):
    assert lisible(date_locale(instant, forme)) == attendu


@pytest.mark.parametrize(
    ("jours", "attendu"),
    [
        (-8, "15~novembre 2026"),
        (-7, "il y a 7~jours"),
        (-2, "avant-hier"),
        (-1, "hier"),
        (0, "aujourd’hui"),
        (1, "demain"),
        (2, "après-demain"),
        (3, "dans 3~jours"),
        (8, "1er~décembre 2026"),
    ],
)
def test_relative_compte_les_jours_de_paris(jours: int, attendu: str):
    jour = date(2026, 11, 23) + timedelta(days=jours)
    assert lisible(date_locale(jour, "relative", maintenant=MAINTENANT)) == attendu


def test_relative_dit_l_heure_des_jours_proches():
    instant = datetime(2026, 11, 22, 17, 4, tzinfo=UTC)
    assert lisible(date_locale(instant, "relative", maintenant=MAINTENANT)) == "hier à 18~h~04"


@pytest.mark.parametrize(
    ("instant", "forme", "message"),
    [
        (datetime(2026, 1, 1, 8), "longue", "time zone"),
        (date(2026, 1, 1), "heure", "no hour"),
        (HIVER, "inconnue", "Unknown form"),
    ],
)
def test_refus(instant: date, forme: str, message: str):
    with pytest.raises(ValueError, match=message):
        date_locale(instant, forme)
