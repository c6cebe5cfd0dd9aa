"""The one rule, in full: the table of DESIGN §2, dates by the database's clock, lists and instances that agree."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.db.models.functions import Now
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from guardian.shortcuts import assign_perm

from centre.espaces import acces
from centre.espaces.acces import Audience, espaces, espaces_consultables, ids, memoriser, peut
from centre.espaces.enums import CATEGORIES, Niveau, Public
from centre.espaces.models import DroitPersonnel, Espace, groupe_nomme
from centre.espaces.operations import creer_groupe, installer_espaces, inviter, retirer_invitation
from centre.membres.enums import Etat
from centre.membres.models import Membre
from tests.personnes import membre, tout_le_monde

pytestmark = pytest.mark.django_db

RACINE = Path(__file__).resolve().parents[2]
TOUS = {"ouvert", "public-elargi", "reseau", "equipe", "ville", "pays", "agglo", "referents", "atelier", "autre-atelier"}


@pytest.fixture
def table():
    """Readers of every kind, and two groupes: « atelier », that the ville member has joined, and another."""
    lecteurs = {"visiteur": AnonymousUser()} | tout_le_monde()
    lecteurs["animatrice suspendue"] = membre("ancienne", role=Public.ANIMATRICE, etat=Etat.SUSPENDU)
    atelier = creer_groupe(nom="Atelier", slug="atelier")
    creer_groupe(nom="Autre atelier", slug="autre-atelier")
    entrer_dans(atelier, lecteurs["ville"])
    return lecteurs


def entrer_dans(groupe, qui):
    qui.groups.add(groupe_nomme(f"groupe-{groupe.slug}"))
    qui.__dict__.pop("_noms_des_groupes", None)


def slugs(lecteur, niveau=Niveau.CONSULTER):
    return set(espaces(lecteur, niveau).values_list("slug", flat=True))


def attendus(qui: str) -> dict[Niveau, set[str]]:
    """The table of DESIGN §2, written again by hand."""
    lus, ecrits, animes = {"ouvert"}, set(), set()
    if qui == "public-elargi":
        lus = {"ouvert", "public-elargi"}
    elif qui in {categorie.value for categorie in CATEGORIES}:
        ecrits = {"public-elargi", "reseau", qui} | ({"atelier"} if qui == "ville" else set())
        lus = {"ouvert"} | ecrits
    elif qui in {"animatrice", "administration"}:
        lus = ecrits = animes = TOUS
    return {Niveau.CONSULTER: lus, Niveau.CONTRIBUER: ecrits, Niveau.ANIMER: animes}


def test_la_table_entiere(table):
    assert set(Espace.objects.values_list("slug", flat=True)) == TOUS
    obtenus = {qui: {niveau: slugs(lecteur, niveau) for niveau in Niveau} for qui, lecteur in table.items()}
    assert obtenus == {qui: attendus(qui) for qui in table}


def test_has_perm_peut_et_listes_disent_pareil(table):
    desaccords = [
        (qui, espace.slug, niveau)
        for qui, lecteur in table.items()
        for espace in Espace.objects.all()
        for niveau in Niveau
        if not (
            lecteur.has_perm(f"espaces.{niveau.value}", espace)
            == peut(lecteur, niveau, espace.pk)
            == (espace.slug in attendus(qui)[niveau])
        )
    ]
    assert desaccords == []


def test_has_perm_ne_dit_rien_d_autre(table):
    animatrice, reseau = table["animatrice"], Espace.objects.get(slug="reseau")
    assert not animatrice.has_perm("espaces.consulter_espace")
    assert not animatrice.has_perm("espaces.inconnu_espace", reseau)
    assert not animatrice.has_perm("espaces.consulter_espace", table["ville"])


def test_audience_lit_comme_un_vrai_membre(table):
    for qui, lecteur in table.items():
        groupes = () if isinstance(lecteur, AnonymousUser) or not lecteur.is_active else tuple(lecteur.noms_des_groupes)
        audience = Audience(groupes)
        assert {n: slugs(audience, n) for n in Niveau} == {n: slugs(lecteur, n) for n in Niveau}, qui


def test_audience_n_a_rien_ecrit(table):
    publie = acces.Q(pk__isnull=False)
    assert "auteur_id" in str(acces.visibles(table["ville"], publie=publie))
    assert "auteur_id" not in str(acces.visibles(Audience(("ville",)), publie=publie))
    assert "auteur_id" not in str(acces.visibles(table["suspendu"], publie=publie))
    assert "auteur_id" not in str(acces.visibles(AnonymousUser(), publie=publie))


def test_qui_consultent_repond_comme_espaces_consultables(table):
    invitee = membre("invitee", Public.ELARGI)
    expiree = membre("expiree", Public.ELARGI)
    animatrice, maintenant = table["animatrice"], timezone.now()
    atelier = Espace.objects.get(slug="atelier")
    inviter(membre=invitee, espace=atelier, jusqu_au=maintenant + dt.timedelta(days=1), par=animatrice)
    inviter(membre=expiree, espace=atelier, jusqu_au=maintenant - dt.timedelta(days=1), par=animatrice)
    inviter(membre=table["suspendu"], espace=atelier, jusqu_au=None, par=animatrice)
    ferme = creer_groupe(nom="Fermé", slug="ferme", fin=maintenant - dt.timedelta(hours=1))
    entrer_dans(ferme, table["pays"])
    for espace in Espace.objects.all():
        par_la_regle = {m for m in Membre.objects.all() if espaces_consultables(m).filter(pk=espace.pk).exists()}
        with CaptureQueriesContext(connection) as requetes:
            lecteurs = set(Membre.objects.qui_consultent(espace))
        assert lecteurs == par_la_regle, espace
        assert len(requetes) == 1
    assert {m.prenom for m in Membre.objects.qui_consultent(atelier)} == {"Ville", "Invitee", "Animatrice", "Administration"}
    assert {m.prenom for m in Membre.objects.qui_consultent(ferme)} == {"Animatrice", "Administration"}


def test_un_droit_global_n_ouvre_rien(table):
    for niveau in Niveau:
        permission = Permission.objects.get(codename=niveau.value, content_type__app_label="espaces")
        groupe_nomme("ville").permissions.add(permission)
        assign_perm(permission, table["financeur"])
    ville = Membre.objects.get(pk=table["ville"].pk)
    financeur = Membre.objects.get(pk=table["financeur"].pk)
    assert {n: slugs(ville, n) for n in Niveau} == attendus("ville")
    assert {n: slugs(financeur, n) for n in Niveau} == attendus("financeur")
    assert not ville.has_perm("espaces.animer_espace", Espace.objects.get(slug="equipe"))


def test_invite_jusqu_a_un_instant_par_l_horloge_de_la_base(table, horloge_de_la_base):
    elu, animatrice, atelier = table["public-elargi"], table["animatrice"], Espace.objects.get(slug="atelier")
    midi = (timezone.localtime() + dt.timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    assert not peut(elu, Niveau.CONSULTER, atelier.pk)
    inviter(membre=elu, espace=atelier, jusqu_au=midi, par=animatrice)
    assert slugs(elu) == {"ouvert", "public-elargi", "atelier"}
    assert not peut(elu, Niveau.CONTRIBUER, atelier.pk)
    horloge_de_la_base(midi - dt.timedelta(seconds=5))
    assert slugs(elu) == {"ouvert", "public-elargi", "atelier"}
    horloge_de_la_base(midi)
    assert slugs(elu) == {"ouvert", "public-elargi"}
    assert not peut(elu, Niveau.CONSULTER, atelier.pk)
    assert not elu.has_perm("espaces.consulter_espace", atelier)
    assert elu not in Membre.objects.qui_consultent(atelier)
    assert DroitPersonnel.objects.filter(user=elu).count() == 1, "nothing has run: only the clock moved"
    inviter(membre=elu, espace=atelier, jusqu_au=midi + dt.timedelta(hours=1), par=animatrice)
    assert peut(elu, Niveau.CONSULTER, atelier.pk), "a new date replaces the old one"
    retirer_invitation(membre=elu, espace=atelier, par=animatrice)
    assert not peut(elu, Niveau.CONSULTER, atelier.pk)


def test_fin_d_un_groupe_par_l_horloge_de_la_base(table, horloge_de_la_base):
    fin = timezone.now() + dt.timedelta(days=30)
    cohorte = creer_groupe(nom="Cohorte", slug="cohorte", fin=fin)
    entrer_dans(cohorte, table["pays"])
    inviter(membre=table["public-elargi"], espace=cohorte, jusqu_au=None, par=table["animatrice"])
    membres = ("pays", "public-elargi")
    assert all(peut(table[qui], Niveau.CONSULTER, cohorte.pk) for qui in membres)
    horloge_de_la_base(fin)
    assert not any(peut(table[qui], niveau, cohorte.pk) for qui in membres for niveau in Niveau)
    assert all(peut(table[qui], niveau, cohorte.pk) for qui in ("animatrice", "administration") for niveau in Niveau)
    assert set(Membre.objects.qui_consultent(cohorte)) == {table["animatrice"], table["administration"]}


def test_l_horloge_revient(horloge_de_la_base):
    lointain = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
    horloge_de_la_base(lointain)
    vu = Espace.objects.annotate(instant=Now()).values_list("instant", flat=True).first()
    assert lointain <= vu < lointain + dt.timedelta(minutes=1)
    horloge_de_la_base(timezone.now())
    vu = Espace.objects.annotate(instant=Now()).values_list("instant", flat=True).first()
    assert abs(vu - timezone.now()) < dt.timedelta(minutes=1)


def test_retrait_d_un_groupe_des_la_requete_suivante(table):
    ville = table["ville"]
    assert peut(ville, Niveau.CONTRIBUER, Espace.objects.get(slug="atelier").pk)
    ville.groups.remove(groupe_nomme("groupe-atelier"))
    assert not peut(ville, Niveau.CONSULTER, Espace.objects.get(slug="atelier").pk)


def test_la_regle_coute_une_requete_par_niveau_et_par_requete(table):
    request = RequestFactory().get("/")
    request.user = Membre.objects.get(pk=table["ville"].pk)
    memoriser(request)
    with CaptureQueriesContext(connection) as requetes:
        for _ in range(3):
            ids(request.user)
            assert peut(request.user, Niveau.CONSULTER, Espace.objects.get(slug="reseau").pk)
            ids(request.user, Niveau.ANIMER)
    regle = [r["sql"] for r in requetes if "droitdegroupe" in r["sql"]]
    assert len(regle) == 2


def test_la_memoire_meurt_avec_la_requete(table):
    request = RequestFactory().get("/")
    request.user = table["ville"]
    memoriser(request)
    atelier = Espace.objects.get(slug="atelier").pk
    assert atelier in ids(request.user)
    request.user.groups.remove(groupe_nomme("groupe-atelier"))
    suivante = RequestFactory().get("/")
    suivante.user = request.user
    memoriser(suivante)
    assert atelier not in ids(suivante.user)


def test_sans_memoire_la_liste_reste_une_requete(table):
    with CaptureQueriesContext(connection) as requetes:
        list(Espace.objects.filter(pk__in=ids(table["ville"])))
    assert len(requetes) == 1


def test_installer_deux_fois_ne_change_rien(table):
    avant = {(qui, niveau): slugs(lecteur, niveau) for qui, lecteur in table.items() for niveau in Niveau}
    nombre = Espace.objects.count()
    installer_espaces()
    assert {(qui, niveau): slugs(lecteur, niveau) for qui, lecteur in table.items() for niveau in Niveau} == avant
    assert Espace.objects.count() == nombre


# --- what the tree may not hold ---

LECTEURS_DE_GUARDIAN = {
    "get_objects_for_user", "get_objects_for_group", "get_perms", "get_user_perms", "get_group_perms", "get_users_with_perms",
    "get_groups_with_perms", "get_perms_for_model", "get_anonymous_user", "ObjectPermissionBackend", "ObjectPermissionChecker",
}  # fmt: skip


def mots_d_un_module(source: str) -> set[str]:
    """Every name a module uses or imports, and the last word of every dotted string."""
    mots = set()
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.Name):
            mots.add(noeud.id)
        elif isinstance(noeud, ast.Attribute):
            mots.add(noeud.attr)
        elif isinstance(noeud, ast.alias):
            mots |= set(noeud.name.split("."))
        elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and " " not in noeud.value:
            mots.add(noeud.value.rpartition(".")[2])
    return mots


def modules_du_portail() -> list[Path]:
    return [p for dossier in ("centre", "extranet", "jeudis", "ressources", "echos") for p in (RACINE / dossier).rglob("*.py")]


def test_les_lecteurs_de_guardian_sont_interdits():
    modules = modules_du_portail()
    assert len(modules) > 50
    fautes = {str(p.relative_to(RACINE)): mots_d_un_module(p.read_text()) & LECTEURS_DE_GUARDIAN for p in modules}
    assert {chemin: mots for chemin, mots in fautes.items() if mots} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from guardian.shortcuts import get_objects_for_user",
        "from guardian import shortcuts\nshortcuts.get_perms(u, e)",
        "BACKENDS = ['guardian.backends.ObjectPermissionBackend']",
        "import guardian.core as g\ng.ObjectPermissionChecker(u)",
    ],
)
def test_l_interdit_se_voit(source):
    assert mots_d_un_module(source) & LECTEURS_DE_GUARDIAN


def test_aucun_superutilisateur(table):
    """Nothing in the portal makes one: the demonstration and the operations share the same code."""
    assert not Membre.objects.filter(is_superuser=True).exists()
    assert not hasattr(Membre.objects, "create_superuser")
    mots = {"is_superuser", "create_superuser", "createsuperuser"}
    modules = [p for p in modules_du_portail() if "migrations" not in p.parts]
    assert [str(p.relative_to(RACINE)) for p in modules if mots & mots_d_un_module(p.read_text())] == []
