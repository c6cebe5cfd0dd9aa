"""What the matrix of rights is tried on: real people, pages, files, links, and an écho in each state and espace."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from centre.courriels.models import Courriel, Preference
from centre.courriels.operations import envoyer
from centre.espaces.models import Espace
from centre.gestion.operations import accorder_gestion, installer_identite
from centre.liens.enums import Action
from centre.liens.operations import creer_lien
from centre.publications import operations
from centre.publications.commentaires import commenter
from centre.publications.fichiers import joindre_photo
from centre.publications.models import Commentaire, Fichier, Publication
from centre.territoires.models import Territoire
from centre.themes.models import Famille, Theme
from echos.models import Echo
from extranet.operations import creer_actualite, installer_pages
from tests.racine import replanter

from .lecteurs import Gens
from .publics import ECRIVENT


def photo(nom: str = "notes.jpg", marque: str = "", couleur: str = "red") -> SimpleUploadedFile:
    """A photo as a phone sends it, ``marque`` in its metadata."""
    sortie, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = marque or "notes"
    Image.new("RGB", (80, 60), couleur).save(sortie, "JPEG", exif=exif, comment=marque.encode() or b"notes")
    return SimpleUploadedFile(nom, sortie.getvalue(), "image/jpeg")


class Scene:
    """``mots``: the words that fill the addresses of the matrix; ``gens``: who asks."""

    def __init__(self) -> None:
        installer_identite()
        accorder_gestion()
        self.accueil = installer_pages()
        self.gens = Gens()
        self.theme = Theme.objects.create(
            famille=Famille.objects.create(nom="Habitat", slug="habitat"), nom="Logement", slug="logement"
        )
        self.territoire = Territoire.objects.create(nom="Pays de Bray", slug="pays-de-bray", nature="pays")
        #: Answers at absent addresses, kept by the tests that compare with them.
        self.deja_vu: dict[tuple[str, str, str], Any] = {}
        self.mots: dict[str, Any] = {"theme": "logement", "territoire": "pays-de-bray", "jeton": uuid.uuid4()}
        for slug in ECRIVENT:
            self.poser(slug, self.echo(slug, publie=True))
        self.poser("brouillon", self.echo("reseau", publie=False))
        retire = operations.retirer(publication=self.echo("reseau", publie=True), par=self.gens["autrice"])
        self.poser("retire", retire)
        self.poser("quitte", self._quitte())
        self._reste()

    def echo(self, slug: str, *, publie: bool, auteur: str = "") -> Echo:
        """An écho with a photo and, once published, a comment of its author."""
        qui = self.gens[auteur or ECRIVENT[slug]]
        echo = Echo(titre=f"Colloque {slug}", retenir_1="Une idée", date_evenement=dt.date(2026, 10, 1))
        echo.themes, echo.territoires = [self.theme], [self.territoire]
        echo = operations.creer(publication=echo, espace=Espace.objects.get(slug=slug), par=qui)
        joindre_photo(publication=echo, photo=photo(), par=qui)
        if publie:
            echo = operations.publier(publication=echo, par=qui)
            commenter(publication=echo, texte="Un complément", par=qui)
        return echo

    def _quitte(self) -> Echo:
        """Written in the groupe by somebody who is no longer in it."""
        autrice, groupe = self.gens["autrice"], self.gens["membre"].groups.get(name="groupe-atelier")
        autrice.groups.add(groupe)
        echo = self.echo("atelier", publie=True, auteur="autrice")
        autrice.groups.remove(groupe)
        return echo

    def poser(self, nom: str, objet: Publication, slug: str = "") -> None:
        """Give the parts of a publication's addresses their names: ``{reseau}``, ``{reseau_fichier}``…"""
        commentaire = Commentaire.objects.sur(objet).first()
        self.mots |= {
            nom: slug or objet.slug,
            f"{nom}_fichier": Fichier.objects.sur(objet).get().cle,
            f"{nom}_commentaire": commentaire.pk if commentaire else 0,
            f"{nom}_revision": type(objet)._default_manager.get(pk=objet.pk).latest_revision_id,
            f"{nom}_jeton": objet.jeton,
        }

    def _reste(self) -> None:
        gens, mots = self.gens, self.mots
        mots["espace_reseau"] = Espace.objects.get(slug="reseau").pk
        page = creer_actualite(
            titre="Le Pays recrute", chapo="Un poste", corps="<p>Ici.</p>", date=dt.date(2026, 11, 1), nature="locale"
        )
        brouillon = page.copy(update_attrs={"title": "Secret", "slug": "secret", "live": False}, copy_revisions=False)
        mots |= {
            "page": page.pk,
            "actualite": page.slug,
            "page_brouillon": brouillon.slug,
            "racine": Page.objects.get(depth=1).pk,
        }
        mots |= {"accueil": self.accueil.pk, "suspendu": gens["suspendu"].pk, "pays_pk": gens["pays"].pk}
        echo = Echo.objects.get(slug=mots["brouillon"])
        fin = timezone.now() + dt.timedelta(days=1)
        mots["lien"] = creer_lien(objet=echo, action=Action.RELIRE, adresse="x@y.example", expire_le=fin).strip("/").split("/")[1]
        preference = Preference.objects.create(membre=gens["pays"], genre="commentaire")
        lien = creer_lien(objet=preference, action=Action.DESINSCRIRE, titulaire=gens["pays"], expire_le=fin)
        mots["lien_refus"] = lien.strip("/").split("/")[1]
        echo = Echo.objects.get(slug=mots["reseau"])
        commentaire = commenter(publication=echo, texte="Merci", par=gens["pays"])
        mots["commentaire_pays"] = commentaire.pk
        mots["courriel"] = Courriel.objects.filter(genre="commentaire").first().pk
        rate = envoyer(
            genre="commentaire",
            evenement="rate",
            destinataire=gens["pays"],
            contexte={"publication": echo, "commentaire": commentaire},
        )
        Courriel.objects.filter(pk=rate.pk).update(etat="echec")
        mots["courriel_rate"] = rate.pk

    def demander(self, nom: str, methode: str, adresse: str, **options: Any) -> Any:
        """The answer that reader gets, its body read; whatever it wrote is undone."""
        client: Client = self.gens.client(nom, enforce_csrf_checks=options.pop("csrf", False), raise_request_exception=False)
        with defaire():
            reponse = getattr(client, methode.lower())(adresse, **options)
            reponse.corps = b"".join(reponse) if reponse.streaming else reponse.content
        return reponse


@contextmanager
def defaire() -> Iterator[None]:
    """Undo, at the end, everything the block writes in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """The database for a whole module: one transaction, undone at its end.

    Named like pytest-django's own, which makes the test database for tests that ask for ``db`` alone. A module that imports it
    makes its scene once and undoes each request (``defaire``).
    """
    with django_db_blocker.unblock(), defaire():
        replanter()
        assert connection.settings_dict["NAME"].startswith("test_")
        yield


@pytest.fixture(scope="module")
def scene(db):
    """One scene for all the tests of a module."""
    from .scene_agenda import poser_l_agenda
    from .scene_comptesrendus import poser_les_comptes_rendus, poser_les_dossiers
    from .scene_emargement import poser_l_emargement
    from .scene_entrees import poser_les_entrees
    from .scene_inscriptions import poser_les_inscriptions
    from .scene_jeudis import poser_les_jeudis
    from .scene_programme import poser_le_programme
    from .scene_recherche import poser_la_recherche
    from .scene_reseau import poser_le_reseau
    from .scene_ressources import poser_les_ressources
    from .scene_soins import poser_les_soins
    from .scene_vie import poser_la_vie

    scene = Scene()
    poser_les_jeudis(scene)
    poser_le_programme(scene)
    poser_les_inscriptions(scene)
    poser_l_agenda(scene)
    poser_les_comptes_rendus(scene)
    poser_les_dossiers(scene)
    poser_les_ressources(scene)
    poser_les_soins(scene)
    poser_la_vie(scene)
    poser_le_reseau(scene)
    poser_les_entrees(scene)
    poser_l_emargement(scene)
    poser_la_recherche(scene)
    return scene
