import pytest

from centre.themes.models import Famille, Pluriel, Synonyme, Theme
from centre.themes.operations import Compte, charger_themes

pytestmark = pytest.mark.django_db


def rangs():
    return [sorted(map(repr, modele.objects.values_list())) for modele in (Famille, Theme, Synonyme, Pluriel)]


def test_charger_deux_fois_est_une_fois(annonces):
    assert charger_themes() == Compte(62, 0, 0)
    assert len(annonces) == 62
    avant = rangs()
    annonces.clear()
    assert charger_themes() == Compte(0, 0, 62)
    assert rangs() == avant
    assert annonces == []


def test_ce_qui_est_charge():
    charger_themes()
    assert (Famille.objects.count(), Theme.objects.count(), Synonyme.objects.count()) == (10, 62, 222)
    theme = Theme.objects.get(slug="reussite-educative")
    assert theme.famille.nom == "Éducation, jeunesse et formation"
    assert list(theme.synonymes.values_list("texte", "genre", "developpement")) == [
        ("PRE", "sigle", "programme de réussite éducative"),
        ("DRE", "sigle", "dispositif de réussite éducative"),
        ("dispositif de réussite éducative", "synonyme", ""),
        ("programme de réussite éducative", "synonyme", ""),
        ("équipe de réussite éducative", "synonyme", ""),
        ("cité éducative", "synonyme", ""),
    ]
    assert theme.synonymes.get(texte="DRE").precision == "DRE désigne aussi la direction régionale de l’équipement"


def test_recharger_corrige_les_faits_et_garde_les_ajouts(annonces):
    charger_themes()
    theme = Theme.objects.get(slug="pnr")
    Theme.objects.filter(pk=theme.pk).update(nom="Parcs")
    Synonyme.objects.filter(theme__slug="gup", texte="GUP").update(developpement="")
    Synonyme.objects.create(theme=theme, texte="parc", ordre=9)
    Pluriel.objects.create(singulier="lavoir", pluriel="lavoirs")
    annonces.clear()
    assert charger_themes() == Compte(0, 2, 60)
    theme.refresh_from_db()
    assert theme.nom == "Parcs naturels régionaux"
    assert list(theme.synonymes.values_list("texte", flat=True)) == ["PNR", "charte de parc", "parc"]
    assert Synonyme.objects.get(theme__slug="gup", texte="GUP").developpement == "gestion urbaine de proximité"
    assert Pluriel.objects.filter(singulier="lavoir").exists()
    assert {objet.slug for objet in annonces} == {"pnr", "gup"}


def test_l_annonce_porte_les_synonymes_ecrits(annonces):
    charger_themes()
    Synonyme.objects.filter(theme__slug="pnr").delete()
    annonces.clear()
    charger_themes()
    (pnr,) = annonces
    assert [s.texte for s in pnr.synonymes.all()] == ["PNR", "charte de parc"]
