"""The paper of a Jeudi, read back: the sheet sorts the French way and repeats its head, the attestation says hours and number."""

import datetime as dt
import re

import pypdfium2
import pytest

from centre.gestion.models import Identite
from jeudis.documents import attestation_pdf, feuille_pdf
from jeudis.models import PARIS, Attestation
from jeudis.operations import Horaire, dater, emettre_attestations, pointer
from tests.jeudis.test_presences import geste, inscrite, journee

pytestmark = pytest.mark.django_db


def pages(octets):
    """The text of each page, blanks made plain."""
    with pypdfium2.PdfDocument(octets) as document:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


@pytest.fixture
def jeudi(faire, animatrice):
    fait = faire(titre="Des contrats de ville aux CUCS")
    dater(jeudi=fait, horaires=[journee(fait.premier_jour)], par=animatrice)
    return fait


def test_deux_colonnes_e_accent_avec_e_et_des_lignes_libres(jeudi):
    Identite.objects.create(pk=1, sous_titre="Centre Ressources", financeurs="l’État et la Région")
    for n, (nom, prenom) in enumerate([("Étienne", "Éva"), ("Fabre", "Luc"), ("Eude", "Ana"), ("dupuis", "Max")], start=1):
        inscrite(jeudi, nom=nom, prenom=prenom, fonction="chargée de mission", structure="Ville de Rouen", rang=n)
    [page] = pages(feuille_pdf(jeudi, jeudi.premier_jour))
    ordre = [page.index(nom) for nom in ("DUPUIS Max", "ÉTIENNE Éva", "EUDE Ana", "FABRE Luc")]
    assert ordre == sorted(ordre)
    for mots in (
        "Matin 9 h 30 – 12 h 30", "Après-midi 14 h – 16 h 30", "chargée de mission", "Ville de Rouen", "l’État et la Région", "Imprimée le",
        "4 personnes inscrites, 6 lignes libres", "1 / 1", "10",
    ):  # fmt: skip
        assert mots.lower() in page.lower()


def test_quarante_cinq_personnes_la_tete_revient_a_chaque_page(jeudi):
    for n in range(1, 46):
        inscrite(jeudi, nom=f"Nom{n:02}", structure="Pays de Bray", rang=n)
    feuilles = pages(feuille_pdf(jeudi, jeudi.premier_jour))
    assert len(feuilles) == 3
    assert all("après-midi" in page.lower() and f"{n} / 3" in page for n, page in enumerate(feuilles, start=1))
    assert len(set(re.findall(r"NOM\d\d", " ".join(feuilles)))) == 45


def test_l_attestation_dit_les_heures_vraiment_suivies(jeudi, animatrice):
    """The afternoon alone: two hours and a half, lunch left out."""
    elle = inscrite(jeudi, prenom="Élise", nom="Vasseur", structure="Mairie de Duclair")
    jeudi.seances.update(
        debut=dt.datetime(2006, 11, 16, 9, 30, tzinfo=PARIS), fin=dt.datetime(2006, 11, 16, 16, 30, tzinfo=PARIS)
    )
    pointer(jeudi=jeudi, pointages=[geste(elle, demi="apres-midi")], par=animatrice)
    emettre_attestations(jeudi=jeudi, par=animatrice)
    attestation = Attestation.objects.avec_participant().get()
    [page] = pages(attestation_pdf(attestation))
    for mots in (
        "Élise Vasseur, Mairie de Duclair", "Des contrats de ville aux CUCS", "jeudi 16 novembre 2006", "14 h", "16 h 30", "2 h 30",
        attestation.numero, "/attestations/",
    ):  # fmt: skip
        assert mots in page
    assert "matin" not in page


def test_deux_seances_le_meme_matin_gardent_leur_titre(jeudi, animatrice):
    jour = jeudi.premier_jour
    heures = [(9, 10, "Ouverture"), (11, 12, "Ateliers")]
    lignes = [Horaire(*(dt.datetime.combine(jour, dt.time(h), tzinfo=PARIS) for h in (de, a)), titre) for de, a, titre in heures]
    dater(jeudi=jeudi, horaires=lignes, par=animatrice)
    [page] = pages(feuille_pdf(jeudi, jour))
    assert "matin, ouverture 9 h – 10 h" in page.lower()
    assert "matin, ateliers 11 h – 12 h" in page.lower()
