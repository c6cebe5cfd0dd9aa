from fractions import Fraction

import pytest

from centre.territoires.models import Territoire
from centre.territoires.monde import monde_d_un_poste

MOITIES = {"urbain": Fraction(1, 2), "rural": Fraction(1, 2)}


@pytest.mark.parametrize(
    ("natures", "parts"),
    [
        ([], {}),
        (["pays"], {"rural": Fraction(1)}),
        (["quartier"], {"urbain": Fraction(1)}),
        (["departement"], MOITIES),
        (["pays", "pnr"], {"rural": Fraction(1)}),
        (["pays", "agglomeration"], MOITIES),
        (["pays", "pays", "ville"], MOITIES),
        (["pays", "departement"], MOITIES),
        (["pays", "ville", "region"], MOITIES),
    ],
)
def test_parts_d_un_poste(natures, parts):
    assert monde_d_un_poste(Territoire(nature=nature) for nature in natures) == parts


def test_la_correction_a_la_main_compte():
    assert monde_d_un_poste([Territoire(nature="pays", monde_corrige="urbain")]) == {"urbain": Fraction(1)}


def test_une_salle_comptee_a_la_main():
    """29 people: 16 rural, 9 urban, 4 of both. By hand: rural 16 + 4/2 = 18, urban 9 + 4/2 = 11, 62 % and 38 %."""
    postes = [["pays"]] * 16 + [["ville"]] * 9 + [["pays", "ville"]] * 4
    sommes = {"rural": Fraction(0), "urbain": Fraction(0)}
    for natures in postes:
        for monde, part in monde_d_un_poste(Territoire(nature=n) for n in natures).items():
            sommes[monde] += part
    assert sommes == {"rural": 18, "urbain": 11}
    assert [round(100 * s / 29) for s in sommes.values()] == [62, 38]
