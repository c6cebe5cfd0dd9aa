"""``python -m tests.sauvegarde.peuplement``: fills a migrated database through the real operations, as a portal in service."""

from __future__ import annotations

import io

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.images import ImageFile  # noqa: E402
from django.core.files.storage import default_storage, storages  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from PIL import Image  # noqa: E402
from wagtail.images.models import Image as ImageDePage  # noqa: E402

from centre.courriels.operations import envoyer_du_compte  # noqa: E402
from centre.espaces.models import Espace  # noqa: E402
from centre.gestion.operations import installer_identite  # noqa: E402
from centre.membres.models import Membre  # noqa: E402
from centre.publications import operations  # noqa: E402
from centre.publications.commentaires import commenter  # noqa: E402
from centre.publications.fichiers import joindre_photo  # noqa: E402
from centre.registre import courriels  # noqa: E402
from centre.taches import differer  # noqa: E402
from echos.models import Echo  # noqa: E402
from extranet.operations import installer_pages  # noqa: E402
from tests.personnes import tout_le_monde  # noqa: E402

TRAVAUX = """
INSERT INTO procrastinate_workers DEFAULT VALUES;
UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers), queueing_lock = 'un seul'
 WHERE id = {en_cours};
UPDATE procrastinate_jobs SET queueing_lock = 'un seul' WHERE id = {attend};
"""


def image(couleur: str) -> bytes:
    sortie = io.BytesIO()
    Image.new("RGB", (320, 240), couleur).save(sortie, "JPEG")
    return sortie.getvalue()


def ecrire_un_echo(auteur: Membre, numero: int) -> Echo:
    """A published écho with two photos, then a draft above it."""
    texte = f"Écho n° {numero}\ttabulé \\ « cité » \\N\\."
    echo = Echo(titre=texte, retenir_1="On recrute mieux.", recit=f"<p>Ligne\u00a01 {numero} 🌳</p>")
    echo = operations.creer(publication=echo, espace=Espace.objects.get(slug="reseau"), par=auteur)
    for couleur in ("#123456", "#654321"):
        photo = SimpleUploadedFile("vue d’été.jpg", image(f"#{numero:02d}{couleur[3:]}"), "image/jpeg")
        joindre_photo(publication=echo, photo=photo, par=auteur)
    operations.publier(publication=echo, par=auteur)
    brouillon = Echo.objects.get(pk=echo.pk).version_a_modifier()
    brouillon.surprise = "Rien avant 15 heures"
    operations.enregistrer(publication=brouillon, par=auteur, version_lue=Echo.objects.get(pk=echo.pk).latest_revision_id)
    return echo


def medias() -> None:
    """A page's image with a rendition, and one file no row cites in each store."""
    with_image = ImageDePage(title="Bocage", file=ImageFile(io.BytesIO(image("#00ff00")), name="bocage.jpg"))
    with_image.save()
    with_image.get_rendition("width-100")
    default_storage.save("documents/orphelin.txt", ContentFile(b"que personne ne cite"))
    storages["prive"].save("ab/orphelin", ContentFile(b"que personne ne cite non plus"))


def peupler() -> None:
    installer_identite()
    installer_pages()
    personnes = tout_le_monde()
    ville, agglo = personnes["ville"], personnes["agglo"]
    for numero in range(3):
        echo = ecrire_un_echo(ville, numero)
        commenter(publication=echo, texte=f"Merci\r\npour le n° {numero} !", par=agglo)
    envoyer_du_compte(genre=next(iter(courriels)), adresse=ville.email, sujet="Essai", texte="Un mot.", membre=ville)
    Authenticator.objects.create(user=ville, type="totp", data={"secret": "chiffré"})
    medias()
    attend, en_cours = (differer("recherche.actualiser") for _ in range(2))
    with connection.cursor() as curseur:
        curseur.execute(TRAVAUX.format(attend=attend, en_cours=en_cours))
    session = SessionStore()
    session["membre"] = ville.pk
    session.save()
    cache.set("un compteur", 3)
    Membre.objects.latest("pk").delete()  # the highest number was given, then freed
    ContentType.objects.clear_cache()


if __name__ == "__main__":
    with transaction.atomic():
        peupler()
