"""A whole Jeudi is cancelled, and taken back."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from centre.catalogue.models import Entree
from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.journal.models import Ligne
from centre.membres.operations import suspendre
from jeudis.models import Inscription, Jeudi
from jeudis.operations import annuler_inscription, annuler_jeudi, dater, inscrire, retablir_jeudi
from tests.jeudis.conftest import horaire, laisser_passer, texte
from tests.personnes import membre


def relu(jeudi):
    return Jeudi.objects.get(pk=jeudi.pk)


def ecrits(*genres):
    return sorted(Courriel.objects.filter(genre__in=genres).values_list("genre", "adresse"))


@pytest.fixture
def plein(faire):
    """One seat taken, one person waiting, one who cancelled, one suspended since."""
    jeudi = faire(places=1)
    for nom in ("venue", "attend", "renonce", "suspendue"):
        qui = membre(nom, Public.PAYS)
        inscription = inscrire(jeudi=jeudi, membre=qui, par=qui)
        if nom == "renonce":
            annuler_inscription(inscription=inscription, par=qui)
    suspendre(membre=qui)
    return jeudi


@pytest.mark.django_db
def test_annuler_previent_les_inscrits_et_qui_attend(plein, animatrice):
    annule = annuler_jeudi(jeudi=plein, motif=" La salle est inondée. ", par=animatrice)
    assert (annule.annule_le is not None, annule.motif_annulation) == (True, "La salle est inondée.")
    attendus = [("jeudi_annule", "attend@test.example"), ("jeudi_annule", "venue@test.example")]
    assert ecrits("jeudi_annule") == attendus
    encore = annuler_jeudi(jeudi=plein, motif="Autre chose", par=animatrice)
    assert (encore.motif_annulation, encore.sequence, ecrits("jeudi_annule")) == (
        annule.motif_annulation,
        annule.sequence,
        attendus,
    )
    assert [(ligne.acteur, ligne.details) for ligne in Ligne.objects.filter(verbe="jeudi.annuler")] == [
        (animatrice, {"prevenus": 2})
    ]
    assert list(Entree.objects.du_type("jeudi").values_list("debut", "fin", "resume")) == [(None, None, "Annulé.")]


@pytest.mark.django_db
def test_un_jeudi_annule_n_inscrit_ni_ne_promeut_personne(plein, animatrice):
    annuler_jeudi(jeudi=plein, motif="Inondation", par=animatrice)
    autre = membre("autre", Public.PAYS)
    for par in (autre, animatrice):
        with pytest.raises(PermissionDenied):
            inscrire(jeudi=plein, membre=autre, par=par)
    venue = Inscription.objects.get(jeudi=plein, etat="inscrit")
    annuler_inscription(inscription=venue, par=venue.membre)
    assert Inscription.objects.filter(jeudi=plein, etat="inscrit").count() == 0
    assert ecrits("jeudi_promotion") == []


@pytest.mark.django_db
def test_retablir_previent_les_memes_et_donne_les_places_rendues(plein, animatrice):
    annuler_jeudi(jeudi=plein, motif="Inondation", par=animatrice)
    venue = Inscription.objects.get(jeudi=plein, etat="inscrit")
    annuler_inscription(inscription=venue, par=venue.membre)
    retabli = retablir_jeudi(jeudi=plein, par=animatrice)
    retablir_jeudi(jeudi=plein, par=animatrice)
    assert (retabli.annule_le, retabli.motif_annulation) == (None, "")
    assert ecrits("jeudi_retabli", "jeudi_promotion") == [
        ("jeudi_promotion", "attend@test.example"), ("jeudi_retabli", "attend@test.example"),
    ]  # fmt: skip
    assert Entree.objects.du_type("jeudi").get().debut == retabli.premier_jour
    annuler_jeudi(jeudi=plein, motif="Encore", par=animatrice)
    assert ecrits("jeudi_annule").count(("jeudi_annule", "attend@test.example")) == 2


@pytest.mark.django_db
def test_un_jeudi_passe_s_annule_sans_ecrire_a_personne(faire, animatrice):
    jeudi, qui = faire(), membre("pays", Public.PAYS)
    inscrire(jeudi=jeudi, membre=qui, par=qui)
    hier = faire(jours=-1, titre="Hier").seances.get()
    dater(jeudi=jeudi, horaires=[horaire(hier.jour)], par=animatrice)
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    retablir_jeudi(jeudi=jeudi, par=animatrice)
    annuler_jeudi(jeudi=jeudi, motif="Neige", par=animatrice)
    laisser_passer()
    assert list(Courriel.objects.values_list("genre", flat=True)) == ["jeudi_inscription"]
    assert [j.titre for j in Jeudi.objects.sans_compte_rendu()] == ["Hier"]


@pytest.mark.django_db
def test_seule_l_equipe_annule_ce_qui_est_publie_avec_un_motif(faire, animatrice):
    jeudi, ville = faire(), membre("ville", Public.VILLE)
    with pytest.raises(PermissionDenied):
        annuler_jeudi(jeudi=jeudi, motif="Non", par=ville)
    with pytest.raises(ValidationError):
        annuler_jeudi(jeudi=jeudi, motif="  ", par=animatrice)
    annuler_jeudi(jeudi=jeudi, motif="Oui", par=animatrice)
    with pytest.raises(PermissionDenied):
        retablir_jeudi(jeudi=jeudi, par=ville)
    Jeudi.objects.filter(pk=jeudi.pk).update(live=False, annule_le=None)
    with pytest.raises(PermissionDenied):
        annuler_jeudi(jeudi=jeudi, motif="Oui", par=animatrice)


@pytest.mark.django_db
def test_par_l_ecran(client, plein, animatrice):
    adresse, page = f"/jeudis/{plein.slug}/annuler/", f"/jeudis/{plein.slug}/"
    client.force_login(animatrice)
    assert f'href="{adresse}"' in texte(client.get(page))
    avant = texte(client.get(adresse))
    assert ("2 personnes recevront un courriel" in avant, "dont 1 sur liste d’attente" in avant) == (True, True)
    vide = client.post(adresse, {"motif": " "})
    assert (vide.status_code, "Dites pourquoi" in texte(vide), relu(plein).annule_le) == (422, True, None)
    assert client.post(adresse, {"motif": "La salle est inondée."}).url == page
    assert client.post(adresse, {"motif": "Deux clics"}).url == page
    client.logout()
    vue = texte(client.get(page))
    assert ("Ce Jeudi est annulé" in vue, "La salle est inondée." in vue, 'id="inscription"' in vue) == (True, True, False)
    assert "Annulé</span>" in texte(client.get("/jeudis/"))
    client.force_login(animatrice)
    assert "Rétablir ce Jeudi ?" in texte(client.get(adresse))
    assert client.post(adresse, {"geste": "retablir"}).url == page
    assert "Ce Jeudi est annulé" not in texte(client.get(page))
    assert "Annulé</span>" not in texte(client.get("/jeudis/"))


@pytest.mark.django_db(transaction=True)
def test_annuler_a_deux_n_ecrit_qu_une_fois(plein, animatrice):
    depart, erreurs = threading.Barrier(4), []

    def tenter(rang):
        try:
            depart.wait()
            annuler_jeudi(jeudi=plein, motif=f"Motif {rang}", par=animatrice)
        except Exception as erreur:  # reported below
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=tenter, args=(rang,)) for rang in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert (erreurs, relu(plein).sequence, len(ecrits("jeudi_annule"))) == ([], plein.sequence + 1, 2)
