"""Journey P4, first half: a Jeudi made from another, what remains to be done, until it is published."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from centre.catalogue.origine import origine
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.publications.operations import publier
from centre.registre import journee
from jeudis.enums import EtatEtape, Forme, Moment
from jeudis.models import PARIS, Coche, Creneau, Document, Jeudi, LigneType, Visio
from jeudis.operations import (
    Parole,
    Tranche,
    cocher,
    dater,
    dates_proposees,
    deposer_document,
    dupliquer,
    ecrire_le_programme,
    inscrire,
    lignes_de,
    poser_la_visio,
    preparer,
)
from tests.jeudis.conftest import horaire, texte
from tests.personnes import membre

pytestmark = pytest.mark.django_db


def aujourd_hui():
    return dt.datetime.now(PARIS).date()


def etats(jeudi, jour=None):
    return {li.cle: li.etat.value for li in lignes_de(preparer(Jeudi.objects.filter(pk=jeudi.pk)).get(), aujourd_hui=jour)}


@pytest.fixture
def equipe(client, animatrice):
    client.force_login(animatrice)
    return client


@pytest.fixture
def modele(faire, animatrice):
    """A group's meeting with everything, on 10 January 2030 (winter)."""
    jeudi = faire(places=20, titre="Groupe mobilité", forme=Forme.GROUPE, besoins="Boucle magnétique", co_organisateurs="CAUE")
    dater(jeudi=jeudi, horaires=[horaire(dt.date(2030, 1, 10))], par=animatrice)
    ecrire_le_programme(jeudi=jeudi, paroles=[Parole("Odile", "juriste", courriel="odile@dehors.example")], par=animatrice)
    tranche = Tranche(
        jeudi.seances.get().pk, dt.time(9), "Accueil", intervenants=tuple(jeudi.intervenants.values_list("pk", flat=True))
    )  # fmt: skip
    ecrire_le_programme(jeudi=jeudi, tranches=[tranche], par=animatrice)
    fichier = SimpleUploadedFile("note.txt", b"note", "text/plain")
    reseau = Espace.objects.get(slug="reseau")
    deposer_document(jeudi=jeudi, fichier=fichier, titre="Note", moment=Moment.AVANT, espace=reseau, par=animatrice)
    poser_la_visio(jeudi=jeudi, lien="https://visio.example/x", consigne="", par=animatrice)
    qui = membre("pays", Public.PAYS)
    inscrire(jeudi=jeudi, membre=qui, par=qui)
    return Jeudi.objects.get(pk=jeudi.pk)


def test_dupliquer_avec_tout_sauf_qui_est_venu(modele, animatrice):
    documents = list(Document.objects.values_list("pk", flat=True))
    neuf = dupliquer(
        jeudi=modele, titre="Groupe mobilité 2", premier_jour=dt.date(2030, 7, 4), par=animatrice, suite=True, documents=documents
    )  # fmt: skip
    assert (neuf.live, neuf.titre, neuf.besoins, neuf.co_organisateurs, neuf.places, neuf.precedent) == (
        False, "Groupe mobilité 2", "Boucle magnétique", "CAUE", 20, modele,
    )  # fmt: skip
    [seance] = neuf.seances.all()  # 9 h in Paris in winter, 9 h in Paris in summer
    assert (seance.debut, seance.fin) == (
        dt.datetime(2030, 7, 4, 7, tzinfo=dt.UTC),
        dt.datetime(2030, 7, 4, 10, 30, tzinfo=dt.UTC),
    )
    [creneau] = Creneau.objects.filter(seance=seance)
    assert (creneau.titre, [str(qui) for qui in creneau.intervenants.all()]) == ("Accueil", ["Odile"])
    assert set(creneau.intervenants.all()) == set(neuf.intervenants.all())
    copie = neuf.documents.get()
    assert (copie.titre, copie.fichier.empreinte) == ("Note", Document.objects.get(pk=documents[0]).fichier.empreinte)
    assert copie.fichier.contenu.name != Document.objects.get(pk=documents[0]).fichier.contenu.name
    assert (neuf.inscriptions.count(), Visio.objects.filter(jeudi=neuf).count()) == (0, 0)
    assert origine(neuf, animatrice).adresse == modele.get_absolute_url()


def test_dupliquer_est_reserve_a_l_equipe(modele):
    with pytest.raises(PermissionDenied):
        dupliquer(jeudi=modele, titre="X", premier_jour=dt.date(2030, 7, 4), par=membre("ville", Public.VILLE))


def test_les_dates_proposees_suivent_le_rythme_du_groupe(modele, animatrice):
    assert [str(jour) for jour in dates_proposees(modele)] == ["2030-02-14", "2030-02-21", "2030-02-28"]
    suite = dupliquer(jeudi=modele, titre="2", premier_jour=dt.date(2030, 2, 7), par=animatrice, suite=True)
    assert [str(jour) for jour in dates_proposees(suite)] == ["2030-02-28", "2030-03-07", "2030-03-14"]


def test_p4_de_la_duplication_a_la_publication(equipe, modele):
    adresse = f"/jeudis/{modele.slug}/dupliquer/"
    formulaire = equipe.get(adresse)
    assert "jeudi 21 février 2030" in texte(formulaire)
    corps = {"titre": "Groupe mobilité 2", "date": "autre", "suite": "on", "jeton": formulaire.context["form"].initial["jeton"]}
    assert equipe.post(adresse, corps).status_code == 422
    corps |= {"date": "2030-02-21"}
    reponse = equipe.post(adresse, corps)
    neuf = Jeudi.objects.get(titre="Groupe mobilité 2")
    assert reponse.url == equipe.post(adresse, corps).url == f"/jeudis/{neuf.slug}/preparation/"
    assert Jeudi.objects.count() == 2
    attendus = {"date": "faite", "lieu": "faite", "programme": "faite", "publication": "a_venir", "annonce": "a_venir"}
    assert {cle: etat for cle, etat in etats(neuf).items() if cle in attendus} == attendus
    assert etats(neuf, dt.date(2030, 1, 8))["publication"] == "en_retard"
    assert etats(neuf, dt.date(2030, 1, 5))["publication"] == "bientot"
    equipe.post(reponse.url, {"etape": "annonce", "geste": "cocher"})
    assert etats(neuf)["annonce"] == "faite"
    equipe.post(reponse.url, {"etape": "annonce", "geste": "decocher"})
    assert etats(neuf)["annonce"] == "a_venir"
    neuf = publier(publication=neuf, par=equipe.get("/espace/").wsgi_request.user)
    assert etats(neuf)["publication"] == "faite"
    page = texte(equipe.get(neuf.get_absolute_url()))
    assert f"La fois d’avant : {modele.titre}" in page
    assert f"La fois d’après : {neuf.titre}" in texte(equipe.get(modele.get_absolute_url()))


def test_une_ligne_agit(equipe, faire, animatrice):
    jeudi = faire(jours=-2)
    adresse = f"/jeudis/{jeudi.slug}/preparation/"
    assert etats(jeudi)["brouillon_du_compte_rendu"] == "bientot"
    page = texte(equipe.post(adresse, {"etape": "brouillon_du_compte_rendu", "geste": "agir"}, follow=True))
    assert "Le brouillon du compte rendu est commencé" in page
    assert etats(jeudi)["brouillon_du_compte_rendu"] == "faite"
    assert equipe.post(adresse, {"etape": "date", "geste": "agir"}).status_code == 404
    assert equipe.post(adresse, {"etape": "inconnue", "geste": "cocher"}).status_code == 404


def test_repas_et_besoins_se_lisent_d_un_clic(equipe, faire):
    """What the venue must be told is on its own page, not in the list of names."""
    jeudi = faire()
    besoins = f"/jeudis/{jeudi.slug}/besoins/"
    assert f'href="{besoins}">Leurs besoins' in texte(equipe.get(f"/jeudis/{jeudi.slug}/preparation/"))
    assert equipe.get(besoins).status_code == 200


def test_ma_journee_compte_les_retards_des_jeudis_suivis(faire, animatrice):
    loin, proche, passe = faire(jours=200, titre="Loin"), faire(jours=20, titre="Proche"), faire(jours=-100, titre="Ancien")
    assert [li.value for li in {EtatEtape.EN_RETARD} if li.value in etats(proche).values()] == ["en_retard"]
    attendu = sum(etat == "en_retard" for etat in etats(proche).values())
    compte = journee["etapes_en_retard"].compter
    assert (attendu > 0, compte(animatrice)) == (True, attendu)
    cocher(jeudi=proche, cle="annonce", par=animatrice)
    cocher(jeudi=proche, cle="annonce", par=animatrice)
    assert (compte(animatrice), Coche.objects.count()) == (attendu - 1, 1)
    Jeudi.objects.filter(pk=proche.pk).update(annule_le=timezone.now())
    assert compte(animatrice) == 0
    assert "en_retard" in etats(passe).values()
    assert "en_retard" not in etats(loin).values()


def test_la_liste_d_une_forme_se_regle(equipe, faire):
    jeudi = faire(jours=20, forme=Forme.JOURNEE)
    adresse = "/jeudis/listes/journee/"
    page = equipe.get(adresse)
    lignes = page.context["lignes"]
    corps = {"lignes-TOTAL_FORMS": len(lignes), "lignes-INITIAL_FORMS": len(lignes.initial)}
    for rang, ligne in enumerate(lignes.initial):
        corps |= {f"lignes-{rang}-{champ}": ligne[champ] for champ in ("cle", "libelle", "delai")}
        if ligne["cle"] != "accueil":
            corps[f"lignes-{rang}-active"] = "on"
    n = len(lignes.initial)
    corps |= {f"lignes-{n}-libelle": "Réserver le traiteur"}
    assert equipe.post(adresse, corps).status_code == 422
    for _ in range(2):
        assert equipe.post(adresse, corps | {f"lignes-{n}-delai": "-30"}).status_code == 302
    assert LigneType.objects.filter(etape="").count() == 1
    libre = LigneType.objects.get(etape="")
    siens = etats(jeudi)
    assert ("accueil" in siens, siens[libre.cle]) == (False, "en_retard")
    assert "accueil" in etats(faire(titre="Autre forme"))
    assert equipe.get("/jeudis/listes/rien/").status_code == 404


def test_retirer_un_jeudi_prevenu_propose_de_l_annuler(equipe, modele, faire):
    page = texte(equipe.get(f"/jeudis/{modele.slug}/retirer/"))
    assert "1 personne est inscrite ou en attente" in page
    assert f'href="/jeudis/{modele.slug}/annuler/"' in page
    assert "Avant de retirer" not in texte(equipe.get(f"/jeudis/{faire(titre='Seul').slug}/retirer/"))


def test_soumettre_n_a_plus_d_adresse_chez_les_jeudis(equipe, modele):
    assert equipe.post(f"/jeudis/{modele.slug}/soumettre/").status_code == 404


def test_choisir_la_forme_puis_le_formulaire_propose(equipe):
    cartes = texte(equipe.get("/jeudis/creer/?depuis=12"))
    assert [
        f'href="/jeudis/creer/?forme={forme}&amp;depuis=12"' in equipe.get("/jeudis/creer/?depuis=12").content.decode()
        for forme in Forme.values
    ] == [True] * 4
    assert "Cycle de qualification" in cartes
    page = equipe.get("/jeudis/creer/?forme=cycle")
    assert [form.initial.get("de") for form in page.context["seances"]][:3] == [dt.time(9, 30)] * 3
    assert (page.context["form"]["presence_requise"].value(), page.context["publics"]["places"].value()) == (2, 18)
    assert "presence_requise" not in equipe.get("/jeudis/creer/?forme=seance").context["form"].fields
    corps = {
        "jeton": page.context["form"].initial["jeton"], "titre": "Cycle", "forme": "cycle", "presence_requise": "2", "places": 18,
        "espace": Espace.objects.get(slug="ouvert").pk, "espace_inscription": Espace.objects.get(slug="reseau").pk,
        "seances-TOTAL_FORMS": 5, "seances-INITIAL_FORMS": 3, "geste": "garder",
        "seances-0-jour": "2030-03-28", "seances-0-de": "09:30", "seances-0-a": "16:30",
        "seances-1-de": "09:30", "seances-1-a": "16:30", "seances-2-de": "09:30", "seances-2-a": "16:30",
    }  # fmt: skip
    assert equipe.post("/jeudis/creer/", corps).status_code == 302
    jeudi = Jeudi.objects.get()
    assert (jeudi.seances.count(), jeudi.presence_requise, jeudi.compte_rendu_attendu_le) == (1, 2, dt.date(2030, 4, 27))
