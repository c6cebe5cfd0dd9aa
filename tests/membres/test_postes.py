"""Posts and their history, the groups that follow, states, structures, monde."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from centre.espaces.acces import espaces_consultables
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.enums import Etat, MondeDuMembre
from centre.membres.models import Membre, Poste, Structure
from centre.membres.operations import (
    affecter_poste,
    creer_membre,
    creer_structure,
    donner_role,
    retablir,
    retirer_role,
    suspendre,
)
from centre.territoires.models import Territoire
from tests.personnes import membre

pytestmark = pytest.mark.django_db

JANVIER, JUIN = dt.date(2025, 1, 6), dt.date(2026, 6, 1)


def territoire(nom: str, nature: str) -> Territoire:
    return Territoire.objects.create(nom=nom, slug=nom.lower(), nature=nature)


# --- history ---


def test_le_poste_precedent_finit_la_veille():
    qui = membre("ville")
    structure = creer_structure(nom="Ville d’Elbeuf")
    affecter_poste(membre=qui, categorie=Public.VILLE, fonction="Chef de projet", depuis=JANVIER, structure=structure)
    affecter_poste(membre=qui, categorie=Public.PAYS, fonction="Agente de développement", depuis=JUIN)
    histoire = [(p.fonction, p.depuis, p.jusqu_a) for p in qui.postes.all()]
    assert histoire == [("Agente de développement", JUIN, None), ("Chef de projet", JANVIER, dt.date(2026, 5, 31))]
    assert qui.poste.fonction == "Agente de développement"
    assert [p.fonction for p in qui.postes.le(dt.date(2026, 5, 31))] == ["Chef de projet"]
    assert [p.fonction for p in qui.postes.le(JUIN)] == ["Agente de développement"]
    assert not qui.postes.le(dt.date(2024, 12, 31)).exists()
    assert Ligne.objects.filter(verbe="membre.affecter_poste").count() == 2


def test_deux_postes_le_meme_jour_gardent_des_dates_dans_l_ordre():
    qui = membre("ville")
    affecter_poste(membre=qui, categorie=Public.VILLE, fonction="Première", depuis=JUIN)
    affecter_poste(membre=qui, categorie=Public.AGGLO, fonction="Corrigée", depuis=JUIN)
    assert [(p.fonction, p.jusqu_a) for p in qui.postes.all()] == [("Corrigée", None), ("Première", JUIN)]


def test_la_base_refuse_deux_postes_en_cours_et_des_dates_a_l_envers():
    qui = membre("ville", Public.VILLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poste.objects.create(membre=qui, fonction="Autre", categorie="pays", depuis=JUIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Poste.objects.create(membre=qui, fonction="Autre", categorie="pays", depuis=JUIN, jusqu_a=JANVIER)


def test_les_groupes_suivent_la_categorie_et_elle_seule():
    qui = membre("ville", Public.VILLE, role=Public.FINANCEUR)
    qui.groups.add(membre("autre", Public.AGGLO).groups.get())
    assert qui.noms_des_groupes == {"ville", "agglo", "financeur"}
    affecter_poste(membre=qui, categorie=Public.ELARGI, fonction="Élue", depuis=JUIN)
    assert qui.noms_des_groupes == {"public-elargi", "financeur"}
    assert Membre.objects.get(pk=qui.pk).noms_des_groupes == {"public-elargi", "financeur"}
    assert {e.slug for e in espaces_consultables(qui)} == {"ouvert", "public-elargi"}


def test_les_roles_se_donnent_et_se_retirent():
    qui = membre("ville", Public.VILLE)
    with pytest.raises(ValueError, match="rôle"):
        donner_role(membre=qui, role=Public.PAYS)
    assert not qui.est_de_l_equipe
    donner_role(membre=qui, role=Public.ANIMATRICE)
    assert qui.est_de_l_equipe
    assert list(Membre.objects.equipe()) == [qui]
    with pytest.raises(ValidationError, match="dernière personne de l’équipe"):
        retirer_role(membre=qui, role=Public.ANIMATRICE)
    membre("animatrice", role=Public.ANIMATRICE)
    retirer_role(membre=qui, role=Public.ANIMATRICE)
    assert not qui.est_de_l_equipe
    assert [m.prenom for m in Membre.objects.equipe()] == ["Animatrice"]
    assert not Membre.objects.get(pk=qui.pk).has_perm("wagtailadmin.access_admin")


# --- states ---


@pytest.mark.parametrize(("etat", "actif"), [(Etat.ACTIF, True), (Etat.SUSPENDU, False), (Etat.EN_ATTENTE, False)])
def test_is_active_suit_l_etat(etat, actif):
    qui = membre("ville", etat=etat)
    assert Membre.objects.get(pk=qui.pk).is_active is actif
    assert Membre.objects.filter(is_active=actif, etat=etat).exists()
    assert list(Membre.objects.actifs()) == ([qui] if actif else [])


def test_la_base_refuse_un_compte_suspendu_et_actif():
    qui = membre("ville")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membre.objects.filter(pk=qui.pk).update(is_active=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membre.objects.filter(pk=qui.pk).update(etat=Etat.SUSPENDU)


def test_suspendre_et_retablir_deux_fois_ne_changent_rien_de_plus():
    qui, animatrice = membre("ville"), membre("animatrice", role=Public.ANIMATRICE)
    suspendre(membre=qui, par=animatrice)
    date = Membre.objects.get(pk=qui.pk).suspendu_le
    suspendre(membre=qui, par=animatrice)
    assert Membre.objects.get(pk=qui.pk).suspendu_le == date
    retablir(membre=qui, par=animatrice)
    retablir(membre=qui, par=animatrice)
    retablie = Membre.objects.get(pk=qui.pk)
    assert (retablie.etat, retablie.suspendu_le, retablie.is_active) == (Etat.ACTIF, None, True)
    verbes = list(
        Ligne.objects.filter(verbe__in=["membre.suspendre", "membre.retablir"]).order_by("pk").values_list("verbe", "acteur")
    )
    assert verbes == [("membre.suspendre", animatrice.pk), ("membre.retablir", animatrice.pk)]


def test_une_adresse_par_membre_sans_regard_a_la_casse():
    creer_membre(email="Ville@Test.Example", prenom="V", nom="E")
    assert Membre.objects.get().email == "ville@test.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        creer_membre(email="VILLE@test.example", prenom="V", nom="E")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membre(email="VILLE@test.EXAMPLE").save()


# --- structures ---


def test_les_structures_ont_une_adresse_libre():
    slugs = [creer_structure(nom="Région Haute-Normandie").slug for _ in range(3)]
    assert slugs == ["region-haute-normandie", "region-haute-normandie-2", "region-haute-normandie-3"]
    assert creer_structure(nom="…").slug == "structure"
    assert creer_structure(nom="Autre", slug="choisi", site="https://structure.example").slug == "choisi"
    assert Structure.objects.count() == 5
    assert Ligne.objects.filter(verbe="structure.creer").count() == 5


# --- monde ---


@pytest.mark.parametrize(
    ("categorie", "natures", "attendu"),
    [
        (Public.VILLE, ["quartier"], MondeDuMembre.URBAIN),
        (Public.AGGLO, ["agglomeration", "ville"], MondeDuMembre.URBAIN),
        (Public.PAYS, ["pays"], MondeDuMembre.RURAL),
        (Public.PAYS, ["pays", "pnr"], MondeDuMembre.RURAL),
        (Public.PAYS, ["pays", "ville"], MondeDuMembre.MIXTE),
        (Public.ELARGI, ["departement"], MondeDuMembre.MIXTE),
        (Public.ELARGI, [], None),
        (Public.REFERENTS, ["region"], MondeDuMembre.TRANSVERSAL),
        (Public.REFERENTS, ["pays"], MondeDuMembre.TRANSVERSAL),
        (Public.REFERENTS, [], MondeDuMembre.TRANSVERSAL),
    ],
)
def test_le_monde_vient_des_territoires_du_poste(categorie, natures, attendu):
    qui = membre("quelqu-un")
    lieux = [territoire(f"Lieu {n}", nature) for n, nature in enumerate(natures)]
    affecter_poste(membre=qui, categorie=categorie, fonction="f", depuis=JUIN, territoires=lieux)
    assert qui.monde is attendu


def test_sans_poste_pas_de_monde():
    assert membre("financeur", role=Public.FINANCEUR).monde is None


def test_le_monde_suit_le_poste_en_cours():
    qui = membre("ville")
    affecter_poste(
        membre=qui, categorie=Public.VILLE, fonction="f", depuis=JANVIER, territoires=[territoire("Quartier", "quartier")]
    )
    affecter_poste(membre=qui, categorie=Public.PAYS, fonction="g", depuis=JUIN, territoires=[territoire("Bray", "pays")])
    assert qui.monde is MondeDuMembre.RURAL


def test_avec_poste_coute_autant_pour_un_que_pour_trois():
    def cout() -> int:
        with CaptureQueriesContext(connection) as requetes:
            lus = [(m.poste, m.poste.structure, m.monde) for m in Membre.objects.avec_poste().par_nom()]
        assert all(structure is not None and monde is MondeDuMembre.RURAL for _, structure, monde in lus)
        return len(requetes)

    bray, structure = territoire("Bray", "pays"), creer_structure(nom="Pays de Bray")
    affecter_poste(membre=membre("un"), categorie=Public.PAYS, fonction="f", depuis=JUIN, structure=structure, territoires=[bray])
    seul = cout()
    for nom in ("deux", "trois"):
        affecter_poste(
            membre=membre(nom), categorie=Public.PAYS, fonction="f", depuis=JUIN, structure=structure, territoires=[bray]
        )
    assert cout() == seul == 3
