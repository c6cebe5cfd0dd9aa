"""The notice: dates and authors as people write them, licence, editions, permanent addresses."""

import datetime as dt
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from centre.catalogue.models import AncienneAdresse, Entree
from centre.espaces.acces import Audience
from centre.espaces.enums import Public
from centre.membres.operations import affecter_poste, creer_structure
from centre.publications.operations import archiver, deplacer, publier, retirer
from centre.themes.models import Famille, Theme
from ressources.bibliotheque import auteurs, dates
from ressources.bibliotheque.models import Ressource
from ressources.bibliotheque.operations import changer_d_adresse, remplacer
from ressources.bibliotheque.views.pages import a_lire_aussi

from .conftest import espace, lire, notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("tape", "garde", "dit"),
    [
        ("2006", "2006", "2006"),
        (" Mars 2006 ", "2006-03", "mars 2006"),
        ("03/2006", "2006-03", "mars 2006"),
        ("le 1er mars 2006", "2006-03-01", "1er mars 2006"),
        ("16/03/2006", "2006-03-16", "16 mars 2006"),
        ("2006-03-16", "2006-03-16", "16 mars 2006"),
        ("2005-2008", "2005/2008", "2005 à 2008"),
        ("de 2005 à 2008", "2005/2008", "2005 à 2008"),
        ("du 3 au 5 mars 2006", "2006-03-03/2006-03-05", "3 mars 2006 au 5 mars 2006"),
        ("décembre 2005 – février 2006", "2005-12/2006-02", "décembre 2005 à février 2006"),
        ("de mars à mai 2006", "2006-03/2006-05", "mars 2006 à mai 2006"),
        ("", "", ""),
    ],
)
def test_une_date_se_lit_comme_on_l_ecrit_et_se_relit_comme_on_la_dit(tape, garde, dit):
    assert dates.lire(tape) == garde
    assert dates.dire(garde).replace("\xa0", " ") == dit
    assert dates.lire(dates.dire(garde)) == garde


@pytest.mark.parametrize("tape", ["hier", "31/02/2006", "2008-2005", "1492", "00/2006", "2006-13", "mars", "20006"])
def test_ce_qui_n_est_pas_une_date_est_refuse(tape):
    with pytest.raises(ValueError, match=tape):
        dates.lire(tape)


@pytest.mark.parametrize(
    ("nom", "prenom", "famille"),
    [
        ("Claire Martin", "Claire", "Martin"),
        ("Jean-Paul de La Tour", "Jean-Paul", "de La Tour"),
        ("MARTIN Claire", "Claire", "MARTIN"),
        ("Centre de ressources", "", ""),
        ("Ville de Rouen, service habitat", "", ""),
        ("INSEE", "", ""),
        ("Collectif 14", "", ""),
    ],
)
def test_une_personne_a_un_nom_de_famille_une_structure_n_en_a_pas(nom, prenom, famille):
    [auteur] = auteurs.lire(f"{nom};")
    assert (auteur.nom, auteur.prenom, auteur.famille) == (nom, prenom, famille)


def test_les_auteurs_sont_separes_par_des_points_virgules_ou_a_defaut_par_des_virgules():
    assert auteurs.noms("Ville de Rouen, habitat ; Claire Martin\nINSEE") == ["Ville de Rouen, habitat", "Claire Martin", "INSEE"]
    assert auteurs.noms("Claire Martin, INSEE") == ["Claire Martin", "INSEE"]
    assert auteurs.noms(" ; ") == []


def test_les_auteurs_de_l_annuaire_menent_a_leur_page_pour_qui_la_lit(client, animatrice, pays, ville):
    structure = creer_structure(nom="Pays du Caux")
    affecter_poste(membre=pays, categorie=Public.PAYS, fonction="agente", structure=structure, depuis=dt.date(2026, 1, 1))
    objet = notice(animatrice, auteurs="Pays Essai ; Pays du Caux ; Inconnue Absente")
    adresses = [f"/annuaire/{pays.pk}/", structure.get_absolute_url()]

    def liens():
        page = lire(client.get(objet.get_absolute_url()))
        assert all(nom in page for nom in ("Pays Essai", "Pays du Caux", "Inconnue Absente"))
        return [f'href="{adresse}"' in page for adresse in adresses]

    assert liens() == [False, False]
    client.force_login(ville)
    assert liens() == [True, True]


def corps(objet=None, **champs):
    donnees = {
        "jeton": objet.jeton if objet else uuid.uuid4(), "version": objet.latest_revision_id if objet else "", "titre": "Guide",
        "type": "guide", "langue": "fr", "geste": "publier", "espace": espace("ouvert").pk, "lien": "https://exemple.example/d",
    }  # fmt: skip
    return donnees | champs


def test_la_notice_se_remplit_et_se_lit(client, animatrice):
    client.force_login(animatrice)
    page = lire(client.get("/ressources/deposer/"))
    assert '<option value="etalab-2.0" selected>' in page
    envoi = corps(
        periode="de 2005 à 2008", langue="en", licence="cc-by-4.0", edition="2e édition", source="DRE", auteurs="A B ; C D"
    )
    assert client.post("/ressources/deposer/", envoi).url == "/ressources/guide/"
    objet = Ressource.objects.get()
    assert (objet.periode, objet.annee, objet.annee_de_fin) == ("2005/2008", 2005, 2008)
    page = lire(client.get("/ressources/guide/"))
    for mot in ("2005 à 2008", "2e édition", "Anglais", "Creative Commons Attribution 4.0", "DRE", "A B, C D"):
        assert mot in page
    for annee, trouvees in ((2004, 0), (2005, 1), (2007, 1), (2009, 0)):
        assert len(client.get("/ressources/", {"annee": annee}).context["page"]) == trouvees
    # taken off, it is gone; and what was typed wrong is kept beside its error
    reponse = client.post("/ressources/guide/modifier/", corps(objet, periode="autrefois"))
    assert (reponse.status_code, "Cette date n’est pas comprise" in lire(reponse), 'value="autrefois"' in lire(reponse)) == (
        422,
        True,
        True,
    )
    assert client.post("/ressources/guide/modifier/", corps(objet, periode="")).status_code == 302
    objet.refresh_from_db()
    assert (objet.periode, objet.annee, objet.annee_de_fin) == ("", None, None)


# --- editions ---


def dans_la_liste(client):
    return [r.slug for r in client.get("/ressources/").context["page"]]


def test_une_nouvelle_edition_part_de_l_ancienne_et_la_remplace_partout(client, animatrice):
    ancienne = notice(animatrice, "Guide", auteurs="A B", periode="2005")
    client.force_login(animatrice)
    page = lire(client.get("/ressources/guide/"))
    assert 'href="/ressources/deposer/?remplace=guide"' in page
    page = lire(client.get("/ressources/deposer/?remplace=guide"))
    assert ('value="A B"' in page, 'value="/ressources/guide/"' in page, 'value="2005"' in page) == (True, True, False)
    client.post("/ressources/deposer/", corps(periode="2008", remplace="https://portail.example/ressources/guide/"))
    assert dans_la_liste(client) == ["guide-2"]
    assert 'remplacée par <a href="/ressources/guide-2/"' in lire(client.get("/ressources/guide/"))
    assert '<a href="/ressources/guide/">Guide</a> (2005)' in lire(client.get("/ressources/guide-2/"))
    assert {e.etat for e in Entree.objects.de_l_objet(ancienne)} == {"archive"}
    retirer(publication=Ressource.objects.get(slug="guide-2"), par=animatrice)
    assert dans_la_liste(client) == ["guide"]
    assert {e.etat for e in Entree.objects.de_l_objet(ancienne)} == {"publie"}


def test_un_lecteur_qui_ne_lit_pas_la_nouvelle_garde_l_ancienne_et_n_en_sait_rien(client, animatrice, ville):
    ancienne, nouvelle = notice(animatrice, "Ancienne"), notice(animatrice, "Nouvelle secrète", voit="reseau")
    remplacer(ressource=nouvelle, ancienne=ancienne, par=animatrice)
    assert dans_la_liste(client) == ["ancienne"]
    assert "ecrète" not in lire(client.get("/ressources/ancienne/"))
    assert {e.etat for e in Entree.objects.de_l_objet(ancienne)} == {"publie"}
    client.force_login(ville)
    assert dans_la_liste(client) == ["nouvelle-secrete"]
    deplacer(publication=nouvelle, espace=espace("public-elargi"), par=animatrice)
    client.logout()
    assert dans_la_liste(client) == ["ancienne"]


def test_un_brouillon_ne_remplace_rien_avant_d_etre_publie(client, animatrice):
    ancienne, brouillon = notice(animatrice, "Ancienne"), notice(animatrice, "Nouvelle", publiee=False)
    remplacer(ressource=brouillon, ancienne=ancienne, par=animatrice)
    assert dans_la_liste(client) == ["ancienne"]
    publier(publication=brouillon, par=animatrice)
    assert dans_la_liste(client) == ["nouvelle"]
    assert {e.etat for e in Entree.objects.de_l_objet(ancienne)} == {"archive"}


def test_on_ne_tourne_pas_en_rond_et_on_ne_remplace_que_ce_qu_on_peut_modifier(client, animatrice, pays):
    a, b, c = (notice(animatrice, titre) for titre in "ABC")
    remplacer(ressource=b, ancienne=a, par=animatrice)
    remplacer(ressource=c, ancienne=b, par=animatrice)
    for ancienne in (a, c):
        with pytest.raises(ValidationError):
            remplacer(ressource=a, ancienne=ancienne if ancienne != a else c, par=animatrice)
    client.force_login(pays)
    envoi = corps(espace=espace("reseau").pk, remplace="/ressources/a/")
    reponse = client.post("/ressources/deposer/", envoi)
    assert (reponse.status_code, "pas trouvée parmi celles que vous pouvez modifier" in lire(reponse)) == (422, True)
    assert not Ressource.objects.filter(auteur=pays).exists()


# --- addresses ---


def test_une_adresse_changee_mene_toujours_a_la_notice_pour_qui_la_lit(client, animatrice, ville):
    notice(animatrice, "Gide")
    client.force_login(animatrice)
    assert 'href="/ressources/gide/adresse/"' in lire(client.get("/ressources/gide/"))
    assert client.post("/ressources/gide/adresse/", {"slug": "guide"}).url == "/ressources/guide/"
    client.logout()
    assert client.get("/ressources/gide/").headers["Location"] == "/ressources/guide/"
    assert client.get("/ressources/gide/").status_code == 301
    objet = Ressource.objects.get()
    changer_d_adresse(ressource=objet, slug="guide-des-pays", par=animatrice)
    assert [client.get(f"/ressources/{mot}/").headers.get("Location") for mot in ("gide", "guide")] == [
        "/ressources/guide-des-pays/"
    ] * 2
    deplacer(publication=objet, espace=espace("reseau"), par=animatrice)
    # closed: the old address says no more than one that never was
    assert client.get("/ressources/gide/").headers["Location"] == "/connexion/?next=/ressources/gide/"
    client.force_login(ville)
    assert client.get("/ressources/gide/").headers["Location"] == "/ressources/guide-des-pays/"
    retirer(publication=objet, par=animatrice)
    assert client.get("/ressources/gide/").status_code == 404


def test_une_adresse_prise_ou_qui_l_a_ete_par_une_autre_est_refusee_la_sienne_se_reprend(client, animatrice):
    a, b = notice(animatrice, "A"), notice(animatrice, "B")
    changer_d_adresse(ressource=a, slug="c", par=animatrice)
    client.force_login(animatrice)
    for mot in ("c", "a", "deposer"):
        reponse = client.post("/ressources/b/adresse/", {"slug": mot})
        assert (reponse.status_code, "déjà celle d’une autre" in lire(reponse)) == (422, True)
    assert client.post("/ressources/c/adresse/", {"slug": "a"}).url == "/ressources/a/"
    assert list(AncienneAdresse.objects.values_list("chemin", flat=True)) == ["/ressources/c/"]
    assert client.get("/ressources/a/").status_code == 200
    assert b.get_absolute_url() == "/ressources/b/"


# --- « à lire aussi » ---


def test_a_lire_aussi_montre_ce_qui_partage_le_plus_et_que_l_on_peut_lire(client, animatrice, ville, django_assert_num_queries):
    famille = Famille.objects.create(nom="Habitat", slug="habitat")
    logement, eau = (
        Theme.objects.create(famille=famille, nom=nom, slug=slug) for nom, slug in (("Logement", "logement"), ("Eau", "eau"))
    )
    objet = notice(animatrice, "Guide", themes=[logement, eau])
    notice(animatrice, "Rien à voir")
    notice(animatrice, "Une en commun", themes=[eau])
    notice(animatrice, "Deux en commun", themes=[eau, logement])
    notice(animatrice, "Réservée en commun", voit="reseau", themes=[eau, logement])
    archivee = notice(animatrice, "Archivée en commun", themes=[eau])
    archiver(publication=archivee, par=animatrice)
    assert [e.titre for e in a_lire_aussi(objet, AnonymousUser())] == ["Deux en commun", "Une en commun"]
    assert [e.titre for e in a_lire_aussi(objet, ville)] == ["Réservée en commun", "Deux en commun", "Une en commun"]
    page = lire(client.get(objet.get_absolute_url()))
    assert ("À lire aussi" in page, "Réservée en commun" in page) == (True, False)
    lue = Ressource.objects.prefetch_related("themes", "territoires").get(pk=objet.pk)
    with django_assert_num_queries(1):
        a_lire_aussi(lue, Audience())
