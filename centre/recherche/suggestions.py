"""What is proposed while a question is being typed: titles this reader may read, never anything else."""

from __future__ import annotations

from django.db import connection

from centre.catalogue.models import Entree
from centre.espaces.acces import Lecteur

from .moteur import PARTOUT, Portee, chercher
from .vecteurs import COMMENCE

#: A shorter beginning would propose anything.
AU_MOINS, AU_PLUS = 3, 8


def suggerer(lecteur: Lecteur, texte: str, portee: Portee = PARTOUT) -> list[Entree]:
    """The first entries whose title answers a question whose last word is not finished (``texte``: cleaned). At most five SQL queries."""
    debut, _, fin = texte.rpartition(" ")
    if len(fin) < AU_MOINS and len(debut) < AU_MOINS:
        return []
    with connection.cursor() as curseur:
        curseur.execute(COMMENCE, {"debut": debut, "fin": fin})
        (requete,) = curseur.fetchone()
    pks = [ligne.pk for ligne in chercher(lecteur, requete, portee=portee).lignes if ligne.titre][:AU_PLUS]
    entrees = Entree.objects.select_related("espace").in_bulk(pks)
    return [entrees[pk] for pk in pks]
