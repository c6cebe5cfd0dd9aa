"""« Mes données »: everything known of a member, in one archive made by a job and kept a week."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import timezone

from centre.courriels.operations import envoyer
from centre.journal.operations import consigner
from centre.registre import donnees_de_membre
from centre.taches import differer

from ..models import Export, Membre

#: What the archive tells of the account itself.
COMPTE = ("email", "prenom", "nom", "etat", "inscrit_le", "last_login")


@transaction.atomic
def demander_export(*, membre: Membre) -> Export:
    """Ask for the archive; one at a time: the one being made is returned."""
    try:
        with transaction.atomic():
            export = Export.objects.create(membre=membre)
    except IntegrityError:
        return Export.objects.get(membre=membre, pret_le__isnull=True)
    differer("membres.preparer_export", export=export.cle)
    consigner(acteur=membre, verbe="membre.demander_export", objet=membre)
    return export


@transaction.atomic
def preparer_export(*, cle: Any) -> None:
    """Make the archive and tell its owner. Nothing when it is gone, made, or in other hands."""
    export = Export.objects.select_for_update(of=("self",), skip_locked=True).filter(cle=cle, pret_le__isnull=True).first()
    if export is None:
        return
    with TemporaryFile() as tampon:
        composer(export.membre, tampon)
        export.taille = tampon.tell()
        tampon.seek(0)
        export.fichier.save("mes-donnees.zip", File(tampon), save=False)
    export.save(update_fields=["taille", "fichier"])
    fin = Now() + dt.timedelta(days=settings.EXPORT_JOURS)
    Export.objects.filter(pk=export.pk).update(pret_le=Now(), expire_le=fin)
    export.refresh_from_db()
    envoyer(genre="donnees_pretes", evenement=f"export-{export.cle}", destinataire=export.membre, contexte={"export": export})


def composer(membre: Membre, sortie: Any) -> None:
    """Write the archive: ``donnees.json`` for machines, ``mes-donnees.html`` for people, ``fichiers/``."""
    parties = list(_parties(membre))
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        donnees = {partie["nom"]: partie["lignes"] for partie in parties}
        archive.writestr("donnees.json", json.dumps(donnees, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        page = render_to_string("membres/export.html", {"membre": membre, "parties": parties, "quand": timezone.now()})
        archive.writestr("mes-donnees.html", page)
        for rang, (nom, contenu) in enumerate(_fichiers(membre), 1):
            with contenu.open("rb") as lu:
                archive.writestr(f"fichiers/{rang:03d} {nom}", lu.read())


def _parties(membre: Membre) -> Iterator[dict[str, Any]]:
    compte = {nom: getattr(membre, nom) for nom in COMPTE} | {"themes": [str(theme) for theme in membre.themes.all()]}
    yield {"nom": "compte", "titre": "Compte", "lignes": [compte]}
    for nom, donnees in donnees_de_membre.items():
        lignes = donnees.exporter(membre)
        if lignes:
            yield {"nom": nom, "titre": str(donnees.modele._meta.verbose_name_plural).capitalize(), "lignes": lignes}


def _fichiers(membre: Membre) -> Iterator[tuple[str, Any]]:
    for donnees in donnees_de_membre.values():
        for nom, contenu in donnees.fichiers(membre) if donnees.fichiers is not None else ():
            yield re.sub(r"[^\w .()-]+", "-", nom)[:150], contenu


@transaction.atomic
def effacer_les_exports(exports: Any) -> int:
    """Forget archives: the rows now, the bytes after commit."""
    lus = list(exports.select_for_update())
    for export in lus:
        if export.fichier:
            transaction.on_commit(partial(export.fichier.storage.delete, str(export.fichier.name)))
    return exports.filter(pk__in=[export.pk for export in lus]).delete()[0]


def purger_les_exports() -> int:
    """Forget those that expired, and those that a job never finished; returns how many."""
    jamais = Q(pret_le__isnull=True, demande_le__lte=Now() - dt.timedelta(days=settings.EXPORT_JOURS))
    return effacer_les_exports(Export.objects.filter(Q(expire_le__lte=Now()) | jamais))
