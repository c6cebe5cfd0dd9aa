"""The passerelle of a Jeudi: three counted by hand, who is named and why, one mail per person."""

import datetime as dt
from fractions import Fraction

import pytest
from django.urls import reverse
from inline_snapshot import snapshot

from centre.courriels.models import Courriel
from centre.courriels.operations import choisir
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.models import Fiche
from centre.membres.operations import affecter_poste
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from jeudis.models import Inscription, Jeudi
from jeudis.operations import annuler_inscription, inscrire, proposer_de_venir
from jeudis.passerelle import passerelle_de, suggestions
from tests.personnes import membre

from .conftest import texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def lieux(db):
    """One territoire of each monde."""
    return {
        monde: Territoire.objects.create(nom=f"Lieu {monde}", slug=f"lieu-{monde}", nature=nature)
        for monde, nature in (("urbain", "quartier"), ("rural", "pays"), ("mixte", "departement"))
    }


@pytest.fixture
def gens(lieux):
    """``gens("ana", Public.VILLE, "urbain")``: a member posted on those territoires."""

    def _gens(nom, categorie, *mondes):
        qui = membre(nom)
        affecter_poste(
            membre=qui, categorie=categorie, fonction="agente", depuis=dt.date(2025, 1, 1), territoires=[lieux[m] for m in mondes]
        )
        return qui

    return _gens


def venir(jeudi, *membres):
    for qui in membres:
        inscrire(jeudi=jeudi, membre=qui, par=qui)


def test_premier_jeudi_compte_a_la_main(faire, gens):
    """Three of the rural bank, one of the urban one, one on both, a référente out of the ratio.

    rural = 3 + 1/2 = 7/2, urbain = 1 + 1/2 = 3/2, together 5: 70 % and 30 %.
    """
    jeudi = faire()
    venir(
        jeudi, gens("a", Public.PAYS, "rural"), gens("b", Public.PAYS, "rural"), gens("c", Public.AGGLO, "rural"),
        gens("d", Public.VILLE, "urbain"), gens("e", Public.AGGLO, "urbain", "rural"), gens("f", Public.REFERENTS, "mixte"),
    )  # fmt: skip
    mesure = passerelle_de(jeudi)
    assert (mesure.rural, mesure.urbain) == (Fraction(7, 2), Fraction(3, 2))
    assert mesure.rives == [("rural", "3,5", 70), ("urbain", "1,5", 30)]
    assert (mesure.total, mesure.transversal, mesure.sans_rive) == (6, 1, 0)
    assert mesure.categories == (("ville", 1), ("pays", 2), ("agglo", 2), ("referents", 1))
    assert (mesure.manquantes, mesure.absentes) == (["urbain"], [])


def test_deuxieme_jeudi_compte_a_la_main(faire, gens, animatrice):
    """A département is on both banks: 1/2 and 1/2. Somebody without account counts by what was typed; who waits or left does not.

    rural = 1 + 1 + 1/2 = 5/2, urbain = 1 + 1/2 + 1 = 5/2: 50 % and 50 %; one person has no territoire.
    """
    jeudi = faire(places=6)
    parti = gens("parti", Public.PAYS, "rural")
    venir(
        jeudi, parti, gens("a", Public.PAYS, "rural"), gens("b", Public.PAYS, "rural"), gens("c", Public.AGGLO, "mixte"),
        gens("d", Public.VILLE, "urbain"), gens("sans", Public.VILLE),
    )  # fmt: skip
    annuler_inscription(inscription=jeudi.inscriptions.get(membre=parti), par=parti)
    externe = Inscription.objects.create(
        jeudi=jeudi, etat="inscrit", rang=50, nom="Élu", courriel="elu@z.example", categorie="public-elargi"
    )
    externe.territoires.set(Territoire.objects.filter(slug="lieu-urbain"))
    venir(jeudi, gens("attend", Public.VILLE, "urbain"))
    assert jeudi.inscriptions.en_attente().count() == 1
    mesure = passerelle_de(jeudi)
    assert (mesure.rural, mesure.urbain) == (Fraction(5, 2), Fraction(5, 2))
    assert mesure.rives == [("rural", "2,5", 50), ("urbain", "2,5", 50)]
    assert (mesure.total, mesure.transversal, mesure.sans_rive) == (6, 0, 1)
    assert mesure.categories == (("ville", 2), ("pays", 2), ("agglo", 1), ("referents", 0), ("public-elargi", 1))
    assert (mesure.manquantes, mesure.absentes) == ([], ["referents"])


def test_troisieme_jeudi_trop_peu(faire, gens, client, animatrice):
    """Four registrations, all rural: nothing is said but « données insuffisantes », and nobody is named."""
    jeudi = faire()
    gens("ville", Public.VILLE, "urbain")
    venir(jeudi, *(gens(nom, Public.PAYS, "rural") for nom in "abcd"))
    mesure = passerelle_de(jeudi)
    assert (mesure.total, mesure.rural, mesure.suffisante) == (4, Fraction(4), False)
    assert (mesure.manquantes, mesure.absentes, suggestions(jeudi, mesure)) == ([], [], [])
    client.force_login(animatrice)
    page = texte(client.get(reverse("jeudis:passerelle", args=[jeudi.slug])))
    assert "Données insuffisantes" in page
    assert "100 %" not in page


def test_rien_que_des_transversaux_ne_donne_pas_de_part(faire, gens):
    jeudi = faire()
    venir(jeudi, *(gens(nom, Public.REFERENTS, "mixte") for nom in "abcde"))
    mesure = passerelle_de(jeudi)
    assert (mesure.total, mesure.transversal, mesure.suffisante) == (5, 5, False)


@pytest.fixture
def rural(faire, gens):
    """Five of the rural bank, of the catégorie Pays, on a Jeudi about housing."""
    jeudi = faire()
    theme = Theme.objects.create(
        famille=Famille.objects.first() or Famille.objects.create(nom="F", slug="f"), nom="Habitat", slug="habitat"
    )
    Jeudi.themes.through.objects.create(jeudi=jeudi, theme=theme)
    venir(jeudi, *(gens(nom, Public.PAYS, "rural") for nom in "abcde"))
    return Jeudi.objects.get(pk=jeudi.pk)


def nommees(jeudi):
    return [(s.membre.prenom, s.raisons) for s in suggestions(jeudi, passerelle_de(jeudi))]


def test_qui_est_nommee_et_pourquoi(rural, gens, faire):
    """The missing bank first, then the missing catégorie, then the theme sought; those who already answered are left alone."""
    ville = gens("zoe", Public.VILLE, "urbain")
    referente = gens("referente", Public.REFERENTS, "mixte")
    chercheuse = gens("chercheuse", Public.PAYS, "rural")
    fiche = Fiche.objects.create(membre=chercheuse)
    fiche.cherches.set(rural.themes.all())
    venir(faire(titre="Autre"), referente)
    gens("ordinaire", Public.PAYS, "rural")
    gens("elu", Public.ELARGI, "urbain")
    refus = gens("refus", Public.VILLE, "urbain")
    venir(rural, refus)
    annuler_inscription(inscription=rural.inscriptions.get(membre=refus), par=refus)
    choisir(membre=gens("sans-courriel", Public.VILLE, "urbain"), genre="jeudi_proposition", recevoir=False)
    jamais = "n’est inscrit·e à aucun autre Jeudi cette année"
    assert nommees(rural) == [
        ("Zoe", ("le côté urbain manque", "personne de la catégorie « Équipes politique de la ville »", jamais)),
        ("Referente", ("personne de la catégorie « Référent·es État, Région, Départements »",)),
        ("Chercheuse", ("cherche : Habitat", jamais)),
    ]
    assert ville.pk in {s.membre.pk for s in suggestions(rural, passerelle_de(rural))}


def test_cinq_au_plus(rural, gens):
    for numero in range(7):
        gens(f"ville{numero}", Public.VILLE, "urbain")
    assert len(nommees(rural)) == 5


def test_un_courriel_par_personne_et_par_jeudi(rural, gens, animatrice, client):
    ville = gens("zoe", Public.VILLE, "urbain")
    client.force_login(animatrice)
    adresse = reverse("jeudis:proposer", args=[rural.slug])
    for _ in range(2):
        assert client.post(adresse, {"membre": ville.pk}).status_code == 302
    courriel = Courriel.objects.get(genre="jeudi_proposition")
    assert (courriel.destinataire, courriel.adresse) == (ville, "zoe@test.example")
    assert Ligne.objects.filter(verbe="jeudi.proposer").count() == 1
    assert nommees(rural) == []
    page = texte(client.get(reverse("jeudis:passerelle", args=[rural.slug])))
    assert "Déjà invité·es" in page


def test_on_n_invite_pas_qui_ne_peut_pas_venir(rural, gens, animatrice):
    elu = gens("elu", Public.ELARGI, "urbain")
    assert proposer_de_venir(jeudi=rural, membre=elu, par=animatrice) is None
    assert not Courriel.objects.filter(genre="jeudi_proposition").exists()


def test_l_equipe_seule(rural, client):
    client.force_login(membre("curieuse", Public.PAYS))
    assert client.get(reverse("jeudis:passerelle", args=[rural.slug])).status_code == 404


def test_les_mots_du_courriel(rural, gens, animatrice):
    proposer_de_venir(jeudi=rural, membre=gens("zoe", Public.VILLE, "urbain"), par=animatrice)
    courriel = Courriel.objects.get(genre="jeudi_proposition")
    lignes = [ligne for ligne in courriel.texte.splitlines() if "/lien/" not in ligne and "de 9" not in ligne]
    assert f"{courriel.sujet}\n\n" + "\n".join(lignes) == snapshot("""\
Un Jeudi pour vous ? Les CUCS

Bonjour Zoe,

L’équipe du Centre de ressources a pensé à vous pour ce Jeudi.

Les CUCS
Rouen

Si la date vous convient, l’inscription se fait sur la page du Jeudi. Sinon, vous n’avez rien à faire : il n’y aura pas de relance.

http://localhost:8000/jeudis/les-cucs/

Extranet des Territoires
http://localhost:8000/

Choisir tous vos messages : http://localhost:8000/mon-compte/courriels/\
""")
