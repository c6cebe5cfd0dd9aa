"""The same number of queries with one thing of each kind on a page and with three: no list asks again for each of its items."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.utils import timezone

from centre.courriels.models import Courriel
from centre.espaces.enums import Public
from centre.espaces.models import Espace
from centre.espaces.operations import creer_groupe, inviter
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_photo
from centre.publications.relecture import demander
from centre.recherche.operations import actualiser_lexique
from centre.territoires.models import Territoire
from centre.themes.models import Synonyme, Theme
from echos.models import Echo
from extranet.operations import creer_actualite
from tests.personnes import membre

from .comptages import un_puis_trois
from .scene import Scene, db, photo

__all__ = ["db"]

COULEURS = ("red", "green", "blue")

#: (reader, address): the number of queries of the page, warm.
PAGES: dict[tuple[str, str], int] = {
    ("visiteur", "/"): 13,
    ("visiteur", "/actualites/"): 15,
    ("visiteur", "/actualites/{actualite}/"): 15,
    ("visiteur", "/le-centre/"): 10,
    ("visiteur", "/territoires/"): 4,
    ("visiteur", "/territoires/{territoire}/"): 10,
    ("visiteur", "/themes/"): 2,
    ("visiteur", "/themes/{theme}/"): 8,
    ("visiteur", "/recherche/?q=colloque"): 20,
    ("visiteur", "/recherche/suggestions/?q=collo"): 8,
    ("visiteur", "/plan-du-site/"): 7,
    ("visiteur", "/flux/actualites.xml"): 3,
    ("visiteur", "/flux/"): 2,
    ("visiteur", "/flux/themes/{theme}.xml"): 3,
    ("visiteur", "/flux/territoires/{territoire}.xml"): 3,
    ("visiteur", "/flux/types/actualite.xml"): 3,
    ("visiteur", "/sitemap.xml"): 11,
    ("pays", "/territoires/{territoire}/"): 15,
    ("pays", "/themes/{theme}/"): 13,
    ("pays", "/recherche/?q=colloque"): 21,
    ("autrice", "/espace/"): 24,
    ("autrice", "/espace/qui-voit/reseau/"): 13,
    ("autrice", "/mon-compte/"): 9,
    ("autrice", "/mon-compte/appareils/"): 5,
    ("autrice", "/mon-compte/courriels/"): 5,
    ("pays", "/echos/"): 13,
    ("pays", "/echos/?q=colloque"): 12,
    ("pays", "/echos/{reseau}/"): 14,
    ("autrice", "/echos/{reseau}/"): 14,
    ("autrice", "/echos/{reseau}/modifier/"): 42,
    ("autrice", "/echos/{reseau}/historique/"): 9,
    ("autrice", "/echos/{reseau}/historique/{reseau_revision}/"): 68,
    ("autrice", "/echos/{reseau}/lecteurs/"): 9,
    ("autrice", "/echos/{reseau}/relecture/"): 9,
    ("autrice", "/echos/ecrire/"): 11,
    ("visiteur", "/lien/{lien}/"): 41,
    ("animatrice", "/gestion/"): 26,
    ("animatrice", "/gestion/membres/"): 10,
    ("animatrice", "/gestion/journal/"): 15,
    ("animatrice", "/gestion/themes/"): 6,
    ("animatrice", "/gestion/courriels/"): 6,
    ("animatrice", "/gestion/courriels/echecs/"): 6,
    ("animatrice", "/gestion/identite/"): 5,
}


def ajouter(scene: Scene, numero: int) -> None:
    """One more thing of each kind the pages list."""
    gens, echo = scene.gens, Echo.objects.get(slug=scene.mots["reseau"])
    animatrice, autrice = gens["animatrice"], gens["autrice"]
    theme = Theme.objects.create(famille=scene.theme.famille, nom=f"Thème {numero}", slug=f"theme-{numero}")
    Synonyme.objects.create(theme=scene.theme, texte=f"synonyme{numero}")
    territoire = Territoire.objects.create(nom=f"Pays {numero}", slug=f"pays-{numero}", nature="pays")
    collegue = membre(f"collegue{numero}", Public.PAYS)
    autrice.themes.add(theme)
    autrice.poste.territoires.add(territoire)
    groupe = creer_groupe(nom=f"Groupe {numero}", slug=f"groupe-{numero}")
    inviter(membre=autrice, espace=groupe, jusqu_au=timezone.now() + dt.timedelta(days=2), par=animatrice)
    inviter(membre=collegue, espace=Espace.objects.get(slug="equipe"), jusqu_au=None, par=animatrice)
    _echo_de_plus(scene, collegue, [theme, scene.theme], [territoire, scene.territoire], publie=True)
    _echo_de_plus(scene, autrice, [theme], [territoire], publie=False)
    _echo_de_plus(scene, autrice, [theme], [territoire], publie=True)
    commenter(publication=echo, texte=f"Réponse {numero}", par=collegue)
    joindre_photo(publication=echo, photo=photo(f"{numero}.jpg", couleur=COULEURS[numero % 3]), par=autrice)
    texte = echo.version_a_modifier()
    texte.surprise = f"Surprise {numero}"
    echo.revisions.update(created_at=timezone.now() - dt.timedelta(days=1))
    operations.enregistrer(publication=texte, par=animatrice, version_lue=Echo.objects.get(pk=echo.pk).latest_revision_id)
    demander(publication=echo, adresse=f"relit{numero}@x.example", expire_le=timezone.now() + dt.timedelta(days=1), par=autrice)
    creer_actualite(
        titre=f"Actualité {numero}", chapo="Colloque", corps="<p>Ici.</p>", date=dt.date(2026, 10, 1 + numero), nature="locale",
        themes=[scene.theme, theme], territoires=[scene.territoire, territoire],
    )  # fmt: skip
    # Half of the mails are failures, so that both lists grow.
    Courriel.objects.filter(pk__in=list(Courriel.objects.order_by("-pk").values_list("pk", flat=True)[:1])).update(etat="echec")
    actualiser_lexique()


def _echo_de_plus(scene: Scene, auteur, themes, territoires, *, publie: bool) -> None:
    echo = Echo(titre=f"Colloque de {auteur}", retenir_1="Une idée")
    echo.themes, echo.territoires = themes, territoires
    echo = operations.creer(publication=echo, espace=Espace.objects.get(slug="reseau"), par=auteur)
    if publie:
        operations.publier(publication=echo, par=auteur)


@pytest.fixture(scope="module")
def mesures(db):
    """The counts with one thing of each kind, then with three."""
    scene = Scene()
    return un_puis_trois(scene, PAGES, partial(ajouter, scene))


@pytest.mark.parametrize("cle", PAGES, ids=lambda p: f"{p[0]} {p[1]}")
def test_autant_de_requetes_pour_une_chose_que_pour_trois(mesures, cle):
    une, trois = mesures
    assert (une[cle], trois[cle]) == (PAGES[cle], PAGES[cle])
