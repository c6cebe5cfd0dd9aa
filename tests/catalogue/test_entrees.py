import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from centre.catalogue.enums import Etat
from centre.catalogue.models import Entree
from centre.catalogue.operations import reconstruire_catalogue
from centre.espaces.acces import Audience
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.registre import annoncer, publications_liees
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from tests.personnes import membre, tout_le_monde

VISITEUR = AnonymousUser()


@pytest.fixture
def theme(db):
    famille = Famille.objects.create(nom="Éducation", slug="education")
    return Theme.objects.create(famille=famille, nom="Réussite éducative", slug="reussite-educative")


def titres(lignes):
    return sorted(e.titre for e in lignes)


def pieces():
    return Entree.objects.du_type("piece")


def test_une_ligne_dit_ce_que_dit_sa_projection(atelier, theme):
    pays = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    quand = timezone.now() - dt.timedelta(days=2)
    auteur = membre("autrice", Public.PAYS)
    objet = atelier.faire(
        "Un titre", "reseau", resume="Un résumé", date=quand, auteur_id=auteur.pk, themes=(theme.pk,), territoires=(pays.pk,)
    )
    (entree,) = pieces()
    assert entree.objet == objet
    assert (entree.titre, entree.resume, entree.adresse, entree.espace.slug) == ("Un titre", "Un résumé", "/piece/", "reseau")
    assert (entree.date, entree.auteur, entree.etat) == (quand, auteur, Etat.PUBLIE)
    assert (list(entree.themes.all()), list(entree.territoires.all())) == ([theme], [pays])


def test_sans_espace_une_ligne_est_ouverte_a_tous_et_un_jour_commence_a_minuit(atelier):
    atelier.faire("Ouverte", date=dt.date(2026, 7, 14))
    (entree,) = pieces()
    assert entree.espace.slug == "ouvert"
    assert entree.date == dt.datetime(2026, 7, 13, 22, tzinfo=dt.UTC)


def test_une_ligne_est_mise_a_jour_sur_place(atelier, theme):
    objet = atelier.faire("Avant", themes=(theme.pk,))
    avant = pieces().get()
    atelier.changer(objet, titre="Après", themes=())
    apres = pieces().get()
    assert (apres.pk, apres.titre, apres.cree_le, list(apres.themes.all())) == (avant.pk, "Après", avant.cree_le, [])


def test_annoncer_sans_rien_changer_n_ecrit_rien(atelier):
    objet = atelier.faire("Même")
    avant = pieces().get().modifie_le
    atelier.montrer(objet, *atelier.vues[objet.pk])
    assert pieces().get().modifie_le == avant


def test_une_profondeur_qui_n_est_plus_montree_est_retiree_et_garde_son_titre(atelier):
    objet = atelier.nouvelle()
    atelier.montrer(objet, atelier.vue("Page"), atelier.vue("Détail", "reseau", profondeur="complete"))
    pk = pieces().get(profondeur="complete").pk
    atelier.montrer(objet, atelier.vue("Page"))
    assert (pieces().get(pk=pk).etat, pieces().get(pk=pk).titre) == (Etat.RETIRE, "Détail")
    assert titres(pieces().publies()) == ["Page"]
    atelier.montrer(objet, atelier.vue("Page"), atelier.vue("Détail", "reseau", profondeur="complete"))
    assert pieces().get(profondeur="complete").pk == pk
    assert titres(pieces().publies()) == ["Détail", "Page"]


def test_un_brouillon_ne_laisse_pas_de_ligne(atelier):
    atelier.montrer(atelier.nouvelle())
    assert not pieces().exists()


def test_deux_projections_de_meme_profondeur_sont_une_erreur(atelier):
    with pytest.raises(ValueError, match="deux projections"):
        atelier.montrer(atelier.nouvelle(), atelier.vue("A"), atelier.vue("B"))


@pytest.mark.parametrize("supprimer", ["objet", "queryset"])
def test_un_objet_supprime_quitte_le_catalogue_son_titre_reste(atelier, supprimer):
    objet = atelier.faire("Parti")
    atelier.faire("Resté")
    objet.delete() if supprimer == "objet" else type(objet).objects.filter(pk=objet.pk).delete()
    assert {e.titre: e.etat for e in pieces()} == {"Parti": Etat.RETIRE, "Resté": Etat.PUBLIE}


def test_une_ecriture_annulee_ne_laisse_pas_de_ligne(atelier):
    objet = atelier.faire("Avant")

    class Annulee(Exception):
        pass

    with pytest.raises(Annulee), transaction.atomic():  # noqa: PT012
        atelier.changer(objet, titre="Jamais")
        atelier.faire("Jamais non plus")
        raise Annulee
    assert titres(pieces()) == ["Avant"]


def test_hors_transaction_rien_n_est_annonce(atelier, transactional_db):
    objet = atelier.nouvelle()
    with pytest.raises(RuntimeError):
        annoncer(objet)


#: Who reads what, from DESIGN §2's table.
LU = {
    "visiteur": {"ouvert"},
    "suspendu": {"ouvert"},
    "en_attente": {"ouvert"},
    "financeur": {"ouvert"},
    "public-elargi": {"ouvert", "public-elargi"},
    "ville": {"ouvert", "public-elargi", "reseau", "ville"},
    "pays": {"ouvert", "public-elargi", "reseau", "pays"},
    "animatrice": {"ouvert", "public-elargi", "reseau", "ville", "pays", "equipe"},
    "administration": {"ouvert", "public-elargi", "reseau", "ville", "pays", "equipe"},
}


def test_chacun_lit_ses_espaces_et_rien_d_autre(atelier):
    for slug in ("ouvert", "public-elargi", "reseau", "ville", "pays", "equipe"):
        atelier.faire(slug, slug)
    lecteurs = {**tout_le_monde(), "visiteur": VISITEUR}
    lu = {nom: set(titres(pieces().visibles_pour(lecteurs[nom]))) for nom in LU}
    assert lu == LU
    par_instance = {
        nom: {e.titre for e in pieces() if Entree.objects.visibles_pour(lecteurs[nom]).filter(pk=e.pk).exists()} for nom in LU
    }
    assert par_instance == LU


def test_ce_qui_est_archive_se_lit_mais_quitte_les_listes(atelier):
    atelier.faire("Archivé", etat="archive")
    atelier.faire("Retiré", etat="retire")
    atelier.faire("Publié")
    assert titres(pieces().publies().visibles_pour(VISITEUR)) == ["Archivé", "Publié"]
    assert titres(pieces().courantes().visibles_pour(VISITEUR)) == ["Publié"]


def test_avant_sa_date_une_ligne_ne_se_lit_pas_et_l_horloge_est_celle_de_la_base(atelier, horloge_de_la_base):
    demain = timezone.now() + dt.timedelta(days=1)
    atelier.faire("Demain", date=demain)
    assert titres(pieces().visibles_pour(VISITEUR)) == []
    horloge_de_la_base(demain + dt.timedelta(minutes=1))
    assert titres(pieces().visibles_pour(VISITEUR)) == ["Demain"]


def test_qui_a_ecrit_retrouve_ce_qui_est_retire_mais_pas_dans_les_listes(atelier):
    autrice, collegue = membre("autrice", Public.PAYS), membre("collegue", Public.PAYS)
    atelier.faire("Retiré", "reseau", auteur_id=autrice.pk, etat="retire")
    assert titres(pieces().visibles_pour(autrice)) == ["Retiré"]
    assert titres(pieces().courantes().visibles_pour(autrice)) == []
    assert titres(pieces().visibles_pour(collegue)) == []
    assert titres(pieces().visibles_pour(Audience(groupes=("pays",)))) == []


def test_un_objet_une_fois_a_la_plus_grande_profondeur_lisible(atelier, django_assert_num_queries):
    objet = atelier.nouvelle()
    atelier.montrer(
        objet,
        atelier.vue("Synthèse"),
        atelier.vue("Complet", "reseau", profondeur="complete"),
        atelier.vue("Notes", "equipe", profondeur="notes"),
    )
    atelier.faire("Autre")
    pays, animatrice = membre("pays", Public.PAYS), membre("animatrice", role=Public.ANIMATRICE)
    lu = {nom: titres(pieces().au_plus_profond(qui)) for nom, qui in {"v": VISITEUR, "p": pays, "a": animatrice}.items()}
    assert lu == {"v": ["Autre", "Synthèse"], "p": ["Autre", "Complet"], "a": ["Autre", "Notes"]}
    with django_assert_num_queries(1):
        list(pieces().courantes().au_plus_profond(pays).recentes())


def test_une_profondeur_retiree_ne_cache_pas_les_autres(atelier):
    autrice = membre("autrice", Public.PAYS)
    objet = atelier.nouvelle()
    atelier.montrer(
        objet,
        atelier.vue("Synthèse", auteur_id=autrice.pk),
        atelier.vue("Complet", "reseau", profondeur="c", auteur_id=autrice.pk),
    )
    atelier.montrer(objet, atelier.vue("Synthèse", auteur_id=autrice.pk))
    assert titres(pieces().au_plus_profond(autrice)) == ["Synthèse"]


def test_un_objet_deplace_change_de_lecteurs_aussitot(atelier):
    objet = atelier.faire("Mobile", "reseau")
    pays = membre("pays", Public.PAYS)
    assert titres(pieces().visibles_pour(pays)) == ["Mobile"]
    atelier.changer(objet, espace_id=Espace.objects.get(slug="equipe").pk)
    assert titres(pieces().visibles_pour(pays)) == []


def test_les_publications_liees_a_un_theme_ou_un_territoire(atelier, theme, django_assert_num_queries):
    bray = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    with transaction.atomic():
        annoncer(bray)
        annoncer(theme)
    atelier.faire("Ouverte", themes=(theme.pk,), territoires=(bray.pk,), date=dt.date(2026, 1, 1))
    atelier.faire("Plus récente", themes=(theme.pk,), date=dt.date(2026, 2, 1))
    atelier.faire("Réservée", "reseau", themes=(theme.pk,), territoires=(bray.pk,))
    atelier.faire("Archivée", themes=(theme.pk,), etat="archive")
    atelier.faire("Ailleurs")
    lier = publications_liees["catalogue"]
    assert [e.titre for e in lier(VISITEUR, theme=theme)] == ["Plus récente", "Ouverte"]
    assert [e.titre for e in lier(VISITEUR, territoire=bray)] == ["Ouverte"]
    assert {e.titre for e in lier(membre("pays", Public.PAYS), territoire=bray)} == {"Ouverte", "Réservée"}
    with django_assert_num_queries(1):
        assert {e.espace.slug for e in lier(VISITEUR, theme=theme)} == {"ouvert"}


def test_une_liste_ne_coute_pas_une_requete_par_ligne(atelier, django_assert_num_queries):
    from django.template.loader import render_to_string

    for nombre in (1, 3):
        atelier.faire(f"Titre {nombre}", "reseau")
        atelier.faire(f"Autre {nombre}")
        with django_assert_num_queries(1):
            page = render_to_string("catalogue/liste.html", {"entrees": pieces().recentes()})
        assert page.count('data-objet="piece"') == 2 * (1 if nombre == 1 else 2)
        assert page.count('data-espace="reseau"') == (1 if nombre == 1 else 2)
    assert "Aucune" in render_to_string("catalogue/liste.html", {"entrees": [], "vide": "Aucune publication sur ce thème."})


def test_reconstruire_ne_change_ni_les_lignes_ni_leurs_pk(atelier):
    objet = atelier.faire("Une", "reseau")
    parti = atelier.faire("Partie")
    avant = list(Entree.objects.order_by("pk").values())
    reconstruire_catalogue()
    assert list(Entree.objects.order_by("pk").values()) == avant
    type(parti).objects.filter(pk=parti.pk)._raw_delete("default")
    Entree.objects.du_type("piece").filter(object_id=objet.pk).update(titre="Faux")
    reconstruire_catalogue()
    assert {e.titre: e.etat for e in pieces()} == {"Une": Etat.PUBLIE, "Partie": Etat.RETIRE}


def test_un_titre_recu_avec_des_caracteres_de_controle_est_nettoye(atelier):
    atelier.faire("Ti\x00tre \x02net\x03", resume="a\x00b\nc")
    assert pieces().values_list("titre", "resume").get() == ("Titre net", "ab\nc")
