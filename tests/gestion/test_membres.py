"""One member and several: the page, notes, roles, previews, merge, what the journal lets undo."""

from __future__ import annotations

import csv
import datetime as dt
import io
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import close_old_connections

from centre.courriels.models import Courriel
from centre.courriels.operations import choisir
from centre.espaces.enums import Public
from centre.espaces.models import Espace, groupe_nomme
from centre.espaces.operations import creer_groupe
from centre.groupes.enums import Porte
from centre.groupes.models import Adhesion
from centre.groupes.operations import demander, fermer, ouvrir_groupe
from centre.journal.models import Ligne
from centre.membres.enums import Etat
from centre.membres.models import Fermeture, Membre, Note
from centre.membres.operations import affecter_poste, fusionner, noter, prevoir_depart, retablir, suspendre
from centre.publications.commentaires import commenter
from centre.publications.operations import creer, deplacer, publier
from echos.models import Echo
from jeudis.models import PARIS, Inscription, Jeudi
from jeudis.operations import Horaire, creer_jeudi, inscrire

pytestmark = pytest.mark.django_db


@pytest.fixture
def karim(creer):
    qui = creer("karim")
    affecter_poste(membre=qui, categorie=Public.VILLE, fonction="Chef de projet", depuis=dt.date(2024, 1, 1))
    return qui


def lu(reponse):
    """The page, its narrow spaces made plain."""
    return reponse.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def ecrire(par, titre="Colloque", espace="reseau"):
    echo = creer(publication=Echo(titre=titre, retenir_1="Une idée."), espace=Espace.objects.get(slug=espace), par=par)
    return publier(publication=echo, par=par)


# --- the page ---


def test_la_fiche_dit_tout_ce_que_l_equipe_cherche(chez_l_animatrice, animatrice, karim, creer):
    creer_groupe(nom="Groupe mobilité", slug="mobilite")
    karim.groups.add(groupe_nomme("groupe-mobilite"))
    prevoir_depart(membre=karim, dernier_jour=dt.date(2027, 6, 30), successeur=creer("sacha"), par=animatrice)
    noter(membre=karim, texte="À rappeler au printemps.", par=animatrice)
    commenter(publication=ecrire(karim), texte="Bravo", par=creer_technicienne(creer))
    page = lu(chez_l_animatrice.get(f"/gestion/membres/{karim.pk}/"))
    for mot in ("karim@essai.example", "Chef de projet", "Groupe mobilité", "À rappeler au printemps.", "<h3>Poste attribué</h3>",
                "Sacha Essai prend la suite", "Jamais", "a commenté « Colloque »"):  # fmt: skip
        assert mot in page, mot
    assert chez_l_animatrice.get("/gestion/membres/999999/").status_code == 404


def creer_technicienne(creer):
    qui = creer("lea")
    affecter_poste(membre=qui, categorie=Public.PAYS, fonction="Agente", depuis=dt.date(2024, 1, 1))
    return qui


def test_les_notes_sont_a_l_equipe_et_s_effacent(client, chez_l_animatrice, karim):
    adresse = f"/gestion/membres/{karim.pk}/notes/"
    assert chez_l_animatrice.post(adresse, {"texte": "  "}).status_code == 422
    chez_l_animatrice.post(adresse, {"texte": "Ne pas <b>oublier</b>"})
    assert "Ne pas &lt;b&gt;oublier&lt;/b&gt;" in lu(chez_l_animatrice.get(f"/gestion/membres/{karim.pk}/"))
    note = Note.objects.get()
    client.force_login(karim)
    for methode in (client.get, client.post):
        assert methode(adresse).status_code == 404
        assert methode(f"{adresse}{note.pk}/effacer/").status_code == 404
    client.force_login(note.auteur)
    autre = Membre.objects.exclude(pk=karim.pk).first()
    assert client.post(f"/gestion/membres/{autre.pk}/notes/{note.pk}/effacer/").status_code == 404
    assert client.post(f"{adresse}{note.pk}/effacer/").status_code == 302
    assert not Note.objects.exists()


# --- roles ---


def test_les_roles_se_changent_apres_avoir_vu_ce_qui_change(chez_l_animatrice, karim):
    adresse = f"/gestion/membres/{karim.pk}/roles/"
    page = lu(chez_l_animatrice.post(adresse, {"roles": ["administration", "financeur"]}))
    assert "Reçoit le rôle « Administration »" in page
    assert "Reçoit le rôle « Financeur »" in page
    assert not Membre.objects.get(pk=karim.pk).est_de_l_equipe
    assert chez_l_animatrice.post(adresse, {"roles": ["administration"], "confirmer": "oui"}).status_code == 302
    assert Membre.objects.get(pk=karim.pk).est_de_l_equipe
    refus = chez_l_animatrice.post(adresse, {"confirmer": "oui"})
    assert (refus.status_code, "dernière personne de l’administration" in lu(refus)) == (422, True)
    assert Membre.objects.get(pk=karim.pk).est_de_l_equipe


def test_la_derniere_administration_ne_se_suspend_pas(chez_l_animatrice, administration):
    with pytest.raises(ValidationError):
        suspendre(membre=administration)
    page = lu(chez_l_animatrice.post(f"/gestion/membres/{administration.pk}/suspendre/", follow=True))
    assert "dernière personne de l’administration" in page
    assert Membre.objects.get(pk=administration.pk).etat == Etat.ACTIF


@pytest.mark.django_db(transaction=True)
def test_deux_administrations_ne_se_retirent_pas_l_une_l_autre(creer):
    deux = [creer("une", Public.ADMINISTRATION), creer("deux", Public.ADMINISTRATION)]
    refus = []

    def perdre(qui):
        try:
            suspendre(membre=qui)
        except ValidationError as erreur:
            refus.append(erreur)
        finally:
            close_old_connections()

    fils = [threading.Thread(target=perdre, args=(qui,)) for qui in deux]
    [fil.start() for fil in fils]
    [fil.join() for fil in fils]
    assert (len(refus), Membre.objects.equipe().count()) == (1, 1)


# --- several at once ---


def lot(client, geste, *membres, **champs):
    return client.post("/gestion/membres/lot/", {"membres": [m.pk for m in membres], "geste": geste, **champs})


def test_un_geste_sur_plusieurs_montre_avant_de_faire(chez_l_animatrice, animatrice, karim, creer):
    lea, parti = creer("lea"), creer("parti")
    suspendre(membre=parti)
    page = lu(lot(chez_l_animatrice, "suspendre", karim, parti, animatrice))
    for mots in ("sera déconnecté·e partout", "déjà « Suspendu » : rien ne change", "votre propre compte : rien ne change"):
        assert mots in page, mots
    assert set(Membre.objects.filter(etat=Etat.SUSPENDU)) == {parti}
    reponse = lot(chez_l_animatrice, "suspendre", karim, lea, animatrice, confirmer="oui")
    assert reponse["Location"] == "/gestion/membres/"
    assert set(Membre.objects.filter(etat=Etat.SUSPENDU)) == {parti, karim, lea}
    lot(chez_l_animatrice, "retablir", karim, lea, parti, confirmer="oui")
    assert not Membre.objects.filter(etat=Etat.SUSPENDU).exists()
    assert Ligne.objects.filter(verbe="membre.retablir", acteur=animatrice).count() == 3


@pytest.fixture
def mobilite(animatrice):
    return ouvrir_groupe(nom="Mobilité", description="À quoi il sert", porte=Porte.DEMANDE, par=animatrice)


def test_ajouter_a_un_groupe_ou_a_un_role(chez_l_animatrice, karim, mobilite):
    assert "lira et écrira dans ce groupe ; un courriel le lui dit" in lu(lot(chez_l_animatrice, "groupe:mobilite", karim))
    lot(chez_l_animatrice, "groupe:mobilite", karim, confirmer="oui")
    lot(chez_l_animatrice, "role:financeur", karim, confirmer="oui")
    assert Membre.objects.get(pk=karim.pk).noms_des_groupes == {"ville", "groupe-mobilite", "financeur"}
    assert "déjà dans ce groupe" in lu(lot(chez_l_animatrice, "groupe:mobilite", karim))


def test_l_ajout_en_lot_donne_une_vraie_place(chez_l_animatrice, animatrice, karim, creer, mobilite):
    lea = creer("lea")
    demander(groupe=mobilite, membre=karim, message="J’ai un dossier.")
    for _ in range(2):  # a double click
        lot(chez_l_animatrice, "groupe:mobilite", karim, lea, confirmer="oui")
    places = Adhesion.objects.filter(groupe=mobilite).values_list("membre__prenom", "etat", "traitee_par")
    assert sorted(places) == [("Karim", "membre", animatrice.pk), ("Lea", "membre", animatrice.pk)]
    page = lu(chez_l_animatrice.get("/espace/groupes/mobilite/membres/"))
    assert page.count("dans le groupe depuis le") == 2
    assert sorted(
        Courriel.objects.values_list("genre", "destinataire__prenom").filter(genre__in=["groupe_oui", "groupe_ajout"])
    ) == [
        ("groupe_ajout", "Lea"),
        ("groupe_oui", "Karim"),
    ]
    assert Ligne.objects.filter(verbe="groupe.ajouter").count() == 2


def test_l_ajout_en_lot_se_defait_un_par_un_ou_ensemble(chez_l_animatrice, karim, creer, mobilite):
    lea, sacha = creer("lea"), creer("sacha")
    lot(chez_l_animatrice, "groupe:mobilite", karim, lea, sacha, confirmer="oui")
    ligne = Ligne.objects.get(verbe="groupe.ajouter", details__membre=karim.pk)
    chez_l_animatrice.post(f"/gestion/journal/{ligne.pk}/annuler/")
    dedans = Membre.objects.filter(groups__name="groupe-mobilite")
    assert set(dedans) == {lea, sacha}
    refus = lu(chez_l_animatrice.post(f"/gestion/journal/{ligne.pk}/annuler/", follow=True))
    assert "Cette personne n’est plus dans le groupe." in refus
    page = lu(lot(chez_l_animatrice, "hors:mobilite", karim, lea, sacha))
    assert "n’est pas dans ce groupe : rien ne change" in page
    lot(chez_l_animatrice, "hors:mobilite", karim, lea, sacha, confirmer="oui")
    assert set(dedans.all()) == set()
    assert set(Adhesion.objects.filter(groupe=mobilite).values_list("etat", flat=True)) == {"partie"}


def test_un_groupe_ferme_n_est_pas_propose(chez_l_animatrice, animatrice, karim, mobilite):
    fermer(groupe=mobilite, par=animatrice)
    assert "groupe:mobilite" not in lu(chez_l_animatrice.get("/gestion/membres/"))
    assert lot(chez_l_animatrice, "groupe:mobilite", karim, confirmer="oui").status_code == 302
    assert not Membre.objects.filter(groups__name="groupe-mobilite").exists()


def test_sans_personne_ou_sans_geste_rien_ne_se_fait(chez_l_animatrice, karim):
    for corps in ({"geste": "suspendre"}, {"membres": [karim.pk], "geste": "effacer"}, {"membres": ["x"], "geste": "suspendre"}):
        reponse = chez_l_animatrice.post("/gestion/membres/lot/", corps | {"confirmer": "oui"})
        assert reponse.status_code == 302
    assert Membre.objects.get(pk=karim.pk).etat == Etat.ACTIF


def test_la_liste_part_dans_un_tableur_sans_formule(chez_l_animatrice, karim):
    Membre.objects.filter(pk=karim.pk).update(nom="=2+5")
    reponse = lot(chez_l_animatrice, "exporter", karim)
    lignes = list(csv.reader(io.StringIO(reponse.content.decode("utf-8-sig")), delimiter=";"))
    assert lignes[1] == [
        "'=2+5",
        "Karim",
        "karim@essai.example",
        "Chef de projet",
        "",
        "Équipes politique de la ville",
        "",
        "Actif",
    ]
    assert Ligne.objects.get(verbe="membre.exporter_la_liste").details == {"membres": 1}


# --- merge ---


@pytest.fixture
def doublon(creer, karim):
    """The other account of Karim: a text, a comment, a place in a groupe, two registrations, a refused mail."""
    autre = creer("k")
    affecter_poste(membre=autre, categorie=Public.VILLE, fonction="Stagiaire", depuis=dt.date(2023, 1, 1))
    creer_groupe(nom="Groupe mobilité", slug="mobilite")
    autre.groups.add(groupe_nomme("groupe-mobilite"))
    choisir(membre=autre, genre="commentaire", recevoir=False)
    return autre


def jeudi(animatrice, titre):
    reseau, debut = Espace.objects.get(slug="reseau"), dt.datetime.now(PARIS) + dt.timedelta(days=9)
    cree = creer_jeudi(
        jeudi=Jeudi(titre=titre), espace=reseau, espace_inscription=reseau, par=animatrice,
        horaires=[Horaire(debut, debut + dt.timedelta(hours=3))],
    )  # fmt: skip
    return publier(publication=cree, par=animatrice)


def test_deux_comptes_d_une_personne_n_en_font_plus_qu_un(chez_l_animatrice, animatrice, karim, doublon):
    echo = ecrire(doublon)
    commenter(publication=echo, texte="Un complément", par=doublon)
    un, deux = jeudi(animatrice, "Un"), jeudi(animatrice, "Deux")
    inscrire(jeudi=un, membre=doublon, par=doublon)
    inscrire(jeudi=deux, membre=doublon, par=doublon)
    inscrire(jeudi=deux, membre=karim, par=karim)
    adresse = f"/gestion/membres/{karim.pk}/fusionner/"
    apercu = lu(chez_l_animatrice.post(adresse, {"doublon": doublon.pk}))
    assert "commentaires : 1" in apercu
    assert Echo.objects.get().auteur == doublon
    assert chez_l_animatrice.post(adresse, {"doublon": doublon.pk, "confirmer": "oui"}).status_code == 302

    karim, doublon, echo = Membre.objects.get(pk=karim.pk), Membre.objects.get(pk=doublon.pk), Echo.objects.get()
    assert (echo.auteur, echo.signataire, {r.content["auteur"] for r in echo.revisions}) == (karim, "K Essai", {karim.pk})
    assert {i.jeudi.titre: i.membre for i in Inscription.objects.all()} == {"Un": karim, "Deux": karim}
    assert karim.noms_des_groupes == {"ville", "groupe-mobilite"}
    assert [(p.fonction, p.jusqu_a is None) for p in karim.postes.all()] == [("Chef de projet", True), ("Stagiaire", False)]
    assert (doublon.etat, doublon.fusionne_dans, doublon.noms_des_groupes) == (Etat.SUSPENDU, karim, frozenset())
    assert Ligne.objects.get(verbe="membre.fusionner").acteur == animatrice
    with pytest.raises(ValidationError, match="fusionné"):
        retablir(membre=doublon)
    refus = chez_l_animatrice.post(adresse, {"doublon": doublon.pk, "confirmer": "oui"})
    assert refus.status_code == 422


def test_les_fusions_impossibles_sont_refusees(animatrice, karim, doublon):
    with pytest.raises(ValidationError, match="différents"):
        fusionner(garde=karim, doublon=karim, par=animatrice)
    with pytest.raises(ValidationError, match="dernière personne"):
        fusionner(garde=karim, doublon=animatrice, par=animatrice)
    assert Membre.objects.get(pk=animatrice.pk).etat == Etat.ACTIF


# --- undo ---


def annuler(client, verbe):
    ligne = Ligne.objects.filter(verbe=verbe).first()
    return client.post(f"/gestion/journal/{ligne.pk}/annuler/", follow=True)


def test_ce_qui_se_defait_se_defait_par_l_operation_contraire(chez_l_animatrice, animatrice, karim):
    suspendre(membre=karim, par=animatrice)
    ligne = Ligne.objects.filter(verbe="membre.suspendre").first()
    assert "Le compte est rétabli." in lu(chez_l_animatrice.get(f"/gestion/journal/{ligne.pk}/annuler/"))
    assert f"/gestion/journal/{ligne.pk}/annuler/" in lu(chez_l_animatrice.get("/gestion/journal/"))
    annuler(chez_l_animatrice, "membre.suspendre")
    assert Membre.objects.get(pk=karim.pk).etat == Etat.ACTIF
    assert Ligne.objects.filter(verbe="membre.retablir", acteur=animatrice).count() == 1
    echo = deplacer(publication=ecrire(karim), espace=Espace.objects.get(slug="ville"), par=karim)
    annuler(chez_l_animatrice, "publication.deplacer")
    assert Echo.objects.get().espace.slug == "reseau"
    page = lu(
        chez_l_animatrice.post(
            f"/gestion/journal/{Ligne.objects.filter(verbe='publication.deplacer').last().pk}/annuler/", follow=True
        )
    )
    assert "Ce contenu a encore changé d’espace depuis." in page
    assert Echo.objects.get(pk=echo.pk).espace.slug == "reseau"


def test_le_reste_ne_se_defait_pas(chez_l_animatrice, karim):
    ligne = Ligne.objects.filter(verbe="membre.creer").first()
    for methode in (chez_l_animatrice.get, chez_l_animatrice.post):
        assert methode(f"/gestion/journal/{ligne.pk}/annuler/").status_code == 404


# --- closing for somebody ---


def test_l_effacement_est_a_l_animatrice(client, chez_l_animatrice, administration, karim):
    adresse = f"/gestion/membres/{karim.pk}/effacer/"
    assert adresse in lu(chez_l_animatrice.get(f"/gestion/membres/{karim.pk}/"))
    assert chez_l_animatrice.post(adresse, {"signee": "oui"}).status_code == 302
    assert Fermeture.objects.get().signee is True
    assert Courriel.objects.filter(genre="fermeture_prevue", destinataire=karim).count() == 1
    assert chez_l_animatrice.post(f"{adresse}annuler/").status_code == 302
    assert not Fermeture.objects.exists()
    client.force_login(administration)
    assert adresse not in lu(client.get(f"/gestion/membres/{karim.pk}/"))
    assert [client.get(adresse).status_code, client.post(adresse, {"signee": "oui"}).status_code] == [404, 404]
    assert not Fermeture.objects.exists()


def test_le_poste_se_change_par_l_ecran(chez_l_animatrice, karim):
    adresse = f"/gestion/membres/{karim.pk}/poste/"
    saisie = {"fonction": "Directeur", "categorie": "agglo", "depuis": "2026-11-01"}
    assert chez_l_animatrice.post(adresse, saisie | {"depuis": ""}).status_code == 422
    assert chez_l_animatrice.post(adresse, saisie).status_code == 302
    assert (karim.poste.fonction, karim.postes.count(), Membre.objects.get(pk=karim.pk).noms_des_groupes) == (
        "Directeur", 2, {"agglo"}
    )  # fmt: skip


def test_le_depart_se_prevoit_et_s_annule_par_l_ecran(chez_l_animatrice, karim, creer):
    adresse = f"/gestion/membres/{karim.pk}/depart/"
    assert chez_l_animatrice.post(adresse, {"dernier_jour": "jamais"}).status_code == 422
    assert chez_l_animatrice.post(adresse, {"dernier_jour": "2027-06-30", "successeur": creer("sacha").pk}).status_code == 302
    assert "Départ prévu" in lu(chez_l_animatrice.get(f"/gestion/membres/{karim.pk}/"))
    chez_l_animatrice.post(f"{adresse}annuler/")
    assert "Annuler ce départ" not in lu(chez_l_animatrice.get(f"/gestion/membres/{karim.pk}/"))
    assert karim.poste is not None
