"""Nobody meets a word of what they may not read, by any address; and the probe that says so would see it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from contextlib import suppress

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from centre.catalogue.models import Entree
from centre.catalogue.origine import depuis, origine
from centre.courriels.envoi import expedier
from centre.courriels.models import Courriel
from centre.espaces.acces import Audience, ids
from centre.espaces.enums import Niveau
from centre.gestion.operations import accorder_gestion, installer_identite
from centre.publications.models import Fichier
from centre.publications.operations import retirer
from centre.recherche.operations import actualiser_lexique, charger_synonymes
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from echos.models import Echo
from extranet.models import ActualitePage
from extranet.operations import creer_actualite, installer_pages
from jeudis.models import CompteRendu, Dossier, Evenement, Jeudi
from jeudis.operations import retirer_un_evenement
from ressources.bibliotheque.models import Ressource

from . import sonde_agenda, sonde_comptesrendus, sonde_recherche
from .lecteurs import Gens
from .publics import AVEC_COMPTE, EQUIPE, LECTEURS, SANS_COMPTE
from .robot import Robot
from .sans_la_regle import RACINE, appels, sans_l_appel
from .scene import db, defaire
from .sonde import Voliere, lacher, sondes

__all__ = ["db"]


@pytest.fixture(scope="module")
def decor(db):
    """The portal, as it is seen before anything restricted is written in it (``avant``), then with every canary."""
    installer_identite()
    accorder_gestion()
    installer_pages()
    creer_actualite(titre="Témoin", chapo="Ouvert", corps="<p>Ouvert.</p>", date=dt.date(2026, 11, 1), nature="locale")
    theme = Theme.objects.create(famille=Famille.objects.create(nom="Habitat", slug="habitat"), nom="Logement", slug="logement")
    territoire = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
    charger_synonymes()
    actualiser_lexique()
    voliere = Voliere(Gens(), theme, territoire)
    voliere.avant = pages_publiques(voliere)
    lacher(voliere)
    actualiser_lexique()
    return voliere


#: Left to the long tests: whom the matrix treats like another one, the author (a member with more), and who reads everything.
LONGS = {"en_attente", "ville", "agglo", "referents", "membre", "autrice", "animatrice", "administration"}


def lecteurs(noms=LECTEURS):
    """The readers as parameters."""
    return [pytest.param(nom, marks=pytest.mark.complet) if nom in LONGS else nom for nom in LECTEURS if nom in noms]


#: No worker runs in these tests; Wagtail's own test of a failure; Wagtail's screens that suppose their page is not the root.
MALADES = {"/sante/", "/gestion/failwhale/", "/gestion/pages/1/move/1/confirm/", "/gestion/pages/1/set_position/"}


#: Addresses that Wagtail's own scripts complete before asking them.
COMPLETEES = r"→ /gestion/(?:bulk|block-preview)/"


@pytest.mark.parametrize("nom", lecteurs())
def test_chacun_lit_tout_ce_qui_est_pour_lui_et_rien_d_autre(decor, nom):
    """The robot meets no canary of others, no link to a refusal, no failure; and does meet each of its own, field by field."""
    with defaire():
        lu = Robot(decor.gens.client(nom, raise_request_exception=False), decor, nom).tout_lire()
    siens = {c.ou for c in decor.canaris.values() if c.montre and nom in c.pour}
    vus = {decor.canaris[mot].ou for mot in lu.rencontres}
    refus = {lien for lien in lu.morts if not lien.startswith("/gestion/api/") and not re.search(COMPLETEES, lien)}
    pannes = {adresse for adresse, statut in lu.vues.items() if statut >= 500} - MALADES
    constat = {"fuites": lu.fuites, "manquent": siens - vus, "liens vers un refus": refus, "pannes": pannes}
    assert constat == {"fuites": {}, "manquent": set(), "liens vers un refus": set(), "pannes": set()}
    assert sum(statut == 200 for statut in lu.vues.values()) > 15


def test_la_sonde_pose_des_canaris_pour_chacun(decor):
    """The test above compares something for every member: each has canaries to meet, and others to miss."""
    for nom in AVEC_COMPTE - EQUIPE:
        pour = {nom in c.pour for c in decor.canaris.values() if not c.pour >= AVEC_COMPTE}
        assert pour == ({False} if nom == "financeur" else {True, False}), nom


def test_la_sonde_couvre_chaque_type_du_catalogue_qui_peut_etre_reserve(decor):
    from centre.registre import catalogue

    toujours_ouverts = {"territoire", "theme", "page", "actualite"}
    assert set(catalogue) - toujours_ouverts <= set(sondes)


# --- mails ---


def test_aucun_courriel_ne_dit_ce_que_son_destinataire_ne_peut_lire(decor, settings):
    with defaire():
        for pk in Courriel.objects.values_list("pk", flat=True):
            expedier(pk)
        noms = {personne.email: nom for nom, personne in decor.gens.personnes.items()}
        lus = 0
        # The two of a Jeudi moved since: written when its reader could read it, or about what they no longer read; never sent.
        assert Courriel.objects.filter(etat="annule", genre__startswith="jeudi_").count() == 2
        for courriel in Courriel.objects.exclude(etat="annule"):
            rencontres = decor.rencontres(f"{courriel.sujet}\n{courriel.texte}\n{courriel.html}")
            lus += len(rencontres)
            if courriel.adresse in noms:
                assert [decor.canaris[m].ou for m in rencontres if noms[courriel.adresse] not in decor.canaris[m].pour] == []
            else:
                assert courriel.genre in ("relecture", "compte_rendu_relecture") or (courriel.genre, rencontres) == (
                    "invitation",
                    set(),
                )
        assert lus > 0
        assert len(list(settings.COURRIELS_DOSSIER.glob("*.eml"))) == Courriel.objects.filter(etat="envoye").count() > 0


# --- what is public does not move ---

PUBLIQUES = [
    "/",
    "/actualites/",
    "/le-centre/",
    "/territoires/",
    "/territoires/pays-de-bray/",
    "/themes/",
    "/themes/logement/",
    "/recherche/",
    *("/recherche/?q=logement", "/recherche/?q=essai"),
    *("/recherche/suggestions/?q=essai", "/recherche/suggestions/?q=cana"),
    "/recherche/?q=pays&type=territoire",
    "/recherche/?q=canaribbbbbbbbbb",
    "/plan-du-site/",
    "/contact/",
    "/flux/",
    "/flux/actualites.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/connexion/",
    "/sante/",
    "/nulle-part/",
    "/fichiers/00000000-0000-4000-8000-000000000000/",
    "/echos/",
    "/jeudis/",
    "/jeudis/passes/",
    "/jeudis/agenda.ics",
    "/ressources/",
    "/gestion/",
]


def pages_publiques(voliere: Voliere) -> dict[tuple[str, str], tuple]:
    """What a visitor, and a suspended member, see of each public page: status, headers, bytes."""
    vues = {}
    for nom in ("visiteur", "suspendu"):
        for adresse in PUBLIQUES:
            with defaire():
                reponse = voliere.gens.client(nom).get(adresse)
            en_tetes = {
                cle: valeur for cle, valeur in reponse.headers.items() if cle not in ("Expires", "Content-Security-Policy")
            }
            corps = reponse.content
            if adresse == "/connexion/":
                corps = b""  # its form has a token
            vues[nom, adresse] = (reponse.status_code, en_tetes, corps)
    return vues


def test_les_pages_publiques_sont_les_memes_octet_pour_octet(decor):
    """Every restricted object exists now; the open objects of the probe alone may show: they are taken back first."""
    with defaire():
        for modele in (CompteRendu, Dossier, Jeudi, Ressource):
            for ouvert in modele.objects.visibles_pour(Audience()):
                retirer(publication=ouvert, par=decor.gens["animatrice"])
        for evenement in Evenement.objects.visibles_pour(Audience()):
            retirer_un_evenement(evenement=evenement, retirer=True, par=decor.gens["animatrice"])
        for page in ActualitePage.objects.exclude(slug="temoin"):
            page.delete()
        actualiser_lexique()
        apres = pages_publiques(decor)
    differentes = [cle for cle, vue in decor.avant.items() if apres[cle] != vue]
    assert differentes == []


def test_un_objet_ouvert_les_change(decor):
    """The comparison above compares something."""
    with defaire():
        Theme.objects.create(famille=decor.theme.famille, nom="Essai", slug="essai")
        apres = pages_publiques(decor)
    assert ("visiteur", "/themes/") in [cle for cle, vue in decor.avant.items() if apres[cle] != vue]


@pytest.mark.parametrize("en_tetes", [{"Range": "bytes=0-3"}, {"If-None-Match": "*"}, {"Range": "bytes=-1"}])
def test_un_fichier_interdit_ne_dit_rien_a_qui_demande_autrement(decor, en_tetes):
    ouverts = {fichier.get_absolute_url() for fichier in Fichier.objects.filter(espace__ouvert=True)}
    for nom in ("visiteur", "pays", "financeur"):
        client = decor.gens.client(nom)
        absent = client.get("/fichiers/00000000-0000-4000-8000-000000000000/", headers=en_tetes)
        for adresse in sorted(a for a in decor.adresses if a.startswith("/fichiers/") and a not in ouverts):
            reponse = client.get(adresse, headers=en_tetes)
            if reponse.status_code in (200, 206):
                assert nom == "pays"
                assert reponse["Cache-Control"] == "private, no-store"
                assert "ETag" not in reponse
            else:
                assert (reponse.status_code, reponse.content) == (absent.status_code, absent.content)


# --- tables: list, instance, count say the same, by the rule written by hand ---


def tables() -> list[type[models.Model]]:
    """The models whose rows are read through ``visibles_pour``."""
    return [m for m in apps.get_models() if hasattr(m._default_manager, "visibles_pour")]


def lecteur(decor: Voliere, nom: str):
    """The reader the rule is asked for."""
    return AnonymousUser() if nom == "visiteur" else type(decor.gens["pays"]).objects.get(pk=decor.gens[nom].pk)


def colonnes(modele: type[models.Model], qui) -> str:
    """All columns of the rows that reader is given; of a text in two editions, the one they read."""
    lignes = modele._default_manager.visibles_pour(qui)
    if not hasattr(lignes, "complets_pour"):
        return "\n".join(str(valeurs) for valeurs in lignes.values_list())
    autres = [champ.attname for champ in modele._meta.concrete_fields if champ.name != "texte"]
    complets = set(modele._default_manager.complets_pour(qui).values_list("pk", flat=True))
    textes = [objet.texte if objet.pk in complets else objet.texte_public() for objet in lignes]
    return "\n".join([*textes, *(str(valeurs) for valeurs in lignes.values_list(*autres))])


def fuites_des_tables(decor: Voliere, noms: Iterable[str]) -> set[str]:
    """What the tables themselves would give each reader, all columns read."""
    fuites = set()
    for modele in tables():
        for nom in noms:
            rencontres = decor.rencontres(colonnes(modele, lecteur(decor, nom)))
            fuites |= {f"{modele._meta.label} : {decor.canaris[m].ou}" for m in rencontres if nom not in decor.canaris[m].pour}
    return fuites


def test_les_tables_ne_donnent_rien_de_trop(decor):
    assert len(tables()) >= 4
    assert fuites_des_tables(decor, LECTEURS) == set()


@pytest.mark.parametrize("nom", LECTEURS)
def test_liste_instance_compte_et_existence_disent_pareil(decor, nom):
    """Every object, asked alone, answers what the list answers; an Audience of the same groups reads the same but its own texts."""
    qui = lecteur(decor, nom)
    groupes = tuple(qui.noms_des_groupes) if nom not in SANS_COMPTE else ()
    for modele in tables():
        tout = modele._default_manager.all()
        lus = set(tout.visibles_pour(qui).values_list("pk", flat=True))
        assert tout.visibles_pour(qui).count() == len(lus)
        assert {pk for pk in tout.values_list("pk", flat=True) if tout.visibles_pour(qui).filter(pk=pk).exists()} == lus
        if hasattr(modele, "auteur_id") and nom != "invitee":
            siens = set(tout.filter(auteur_id=qui.pk).values_list("pk", flat=True)) if nom not in SANS_COMPTE else set()
            comme_eux = set(tout.visibles_pour(Audience(groupes)).values_list("pk", flat=True))
            animes = set(tout.filter(espace_id__in=ids(qui, Niveau.ANIMER)).values_list("pk", flat=True))
            assert comme_eux - siens == lus - siens - (animes - comme_eux)


@pytest.mark.parametrize("nom", lecteurs(AVEC_COMPTE))
def test_droit_sur_l_espace_page_fichier_et_recherche_disent_pareil(decor, nom):
    """has_perm on the espace, the page of an écho, its photo and its row in the search: one answer."""
    qui, client = lecteur(decor, nom), decor.gens.client(nom)
    for echo in Echo.objects.select_related("espace").filter(live=True, retire_le=None, date_publication__lte=timezone.now()):
        droit = qui.has_perm("espaces.consulter_espace", echo.espace) or echo.auteur_id == qui.pk
        page = client.get(echo.get_absolute_url()).status_code == 200
        entree = Entree.objects.de_l_objet(echo).visibles_pour(qui).exists()
        assert (page, entree) == (droit, droit), (nom, echo)
        for fichier in Fichier.objects.sur(echo).filter(espace=echo.espace):
            assert (client.get(fichier.get_absolute_url()).status_code == 200) is droit, (nom, echo)


# --- controls: without the rule, the probe sees ---


def classes() -> list[type]:
    """The QuerySet classes in use that have the rule."""
    return sorted({type(modele._default_manager.all()) for modele in tables()}, key=lambda c: c.__name__)


LISTES = (
    *("/", "/espace/", "/themes/logement/", "/territoires/pays-de-bray/", "/recherche/?q=essai", "/recherche/?q=document"),
    *("/echos/", "/jeudis/", "/jeudis/passes/", "/jeudis/agenda.ics?ailleurs=1", "/jeudis/ailleurs/", "/dossiers/"),
    *("/ressources/", "/annuaire/", "/espace/groupes/"),
)
COURTES = re.compile(
    r"/fichiers/.*|/espace/.*|/annuaire/.*|/(?:echos|jeudis|ressources)/[^/]+/(?:modifier/|agenda\.ics)?|/jeudis/[^/]+/compte-rendu/(?:modifier/)?"
    r"|/jeudis/[^/]+/compte-rendu/edition-complete\.pdf|/dossiers/[^/]+/(?:modifier/|editions/[^/]+/)?|/jeudis/(?:sondages|besoins)/\d+/"
)


def fuites_par_ecran(decor: Voliere, avant: Collection[str] | None = None) -> set[str]:
    """A short reading by a member who must not see everything, the gestures they may not make, the functions screens will call.

    With ``avant``, it stops at the first address that gives away more than these.
    """
    pays, fuites = decor.gens["pays"], set()
    voulues = [a for a in sorted(decor.adresses) if COURTES.fullmatch(a)]
    with defaire():
        client = decor.gens.client("pays", raise_request_exception=False)
        lu = Robot(client, decor, "pays")
        for adresse in (*LISTES, *voulues):
            lu.regarder([adresse])
            if avant is not None and set(lu.fuites) - set(avant):
                return set(lu.fuites)
        fuites |= set(lu.fuites)
        fuites |= {adresse for nom, adresse in decor.refuses if nom == "pays" and client.post(adresse).status_code != 404}
    reservee = Entree.objects.filter(type="echo", espace__slug="atelier").first()
    demande = RequestFactory().get("/", {"depuis": reservee.pk})
    demande.user = lecteur(decor, "pays")
    with suppress(Http404):
        fuites |= {f"matière : {depuis(demande).titre}"}
    if origine(ActualitePage.objects.get(slug="en-ligne"), pays):
        fuites.add("origine")
    return fuites


#: No screen shows these to the reader of the short reading who must not see them (mails do): the tables' own test watches them.
SANS_ECRAN = {"AdhesionQuerySet", "RechercheGardeeQuerySet"}


def test_la_lecture_courte_ne_trouve_rien(decor):
    assert fuites_par_ecran(decor) == set()


#: Every rule of every class: a text in two editions has two.
REGLES = [(classe, nom) for classe in classes() for nom in ("visibles_pour", "complets_pour") if hasattr(classe, nom)]


@pytest.mark.parametrize(("classe", "regle"), REGLES, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_sans_la_regle_d_une_classe_la_sonde_voit(decor, classe, regle, monkeypatch):
    monkeypatch.setattr(classe, regle, lambda self, lecteur: self)
    assert fuites_des_tables(decor, ["pays", "visiteur"]) != set()
    if classe.__name__ not in SANS_ECRAN:
        assert fuites_par_ecran(decor, ()) != set()


#: Calls whose removal another test sees.
VUS_AILLEURS = {
    ("centre.publications.portraits", "lire"): "tests/membres/test_annuaire.py",
    ("centre.publications.views.voir_comme", "_lit"): "tests/acces/test_voir_comme.py",
    ("centre.groupes.operations.classeurs", "ajouter_au_classeur"): "tests/groupes/test_salle.py",
    ("centre.groupes.views.classeurs", "_agir"): "tests/groupes/test_salle.py",
    ("centre.publications.fichiers", "recopier"): "tests/jeudis/test_programme.py",
    **sonde_agenda.VUS_AILLEURS,
    **sonde_comptesrendus.VUS_AILLEURS,
    **sonde_recherche.VUS_AILLEURS,
}
#: Calls doubled by another check, removed with them.
DOUBLES = {
    ("echos.views", "modifier"): "echos.views.peut_modifier",
    ("centre.publications.views.photos", "photos_de"): "echos.views.peut_modifier",
    ("ressources.bibliotheque.views", "modifier"): "ressources.bibliotheque.views.peut_modifier",
}


@pytest.mark.complet
@pytest.mark.parametrize("appel", [a for a in appels() if a[:2] not in VUS_AILLEURS], ids=lambda a: f"{a[0]}.{a[1]}:{a[2]}")
def test_sans_un_seul_appel_de_la_regle_la_sonde_voit(decor, appel, monkeypatch):
    if double := DOUBLES.get(appel[:2]):
        monkeypatch.setattr(double, lambda publication, membre: True)
    avant = fuites_par_ecran(decor) if double else set()
    fonction, code = sans_l_appel(*appel)
    assert code.co_code != fonction.__code__.co_code
    monkeypatch.setattr(fonction, "__code__", code)
    assert fuites_des_tables(decor, ["pays"]) or fuites_par_ecran(decor, avant) - avant


def test_les_exceptions_sont_de_vrais_appels():
    assert set(VUS_AILLEURS) | set(DOUBLES) <= {a[:2] for a in appels()}
    assert all((RACINE / chemin).exists() for chemin in VUS_AILLEURS.values())
