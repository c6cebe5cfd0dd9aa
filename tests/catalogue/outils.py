"""Pieces: objects of a test type, which show of themselves what the test says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from django.db import transaction

from centre.espaces.models import Espace
from centre.membres.models import Structure
from centre.registre import Projection, TypeCatalogue, annoncer

numeros = itertools.count(1)


class Atelier:
    """Makes, changes and deletes pieces; ``vues`` holds what each one shows, by pk."""

    def __init__(self) -> None:
        self.vues: dict[int, list[Projection]] = {}
        self.type = TypeCatalogue(
            nom="piece",
            libelle="Pièce",
            modele=Structure,
            projeter=lambda objet: self.vues.get(objet.pk, []),
            tous=Structure.objects.all,
        )

    def faire(self, titre: str, espace: str = "ouvert", **champs: Any) -> Structure:
        """A piece with one depth, in the espace of that slug."""
        return self.montrer(self.nouvelle(), self.vue(titre, espace, **champs))

    def nouvelle(self) -> Structure:
        """A piece that shows nothing yet."""
        numero = next(numeros)
        return Structure.objects.create(nom=f"Pièce {numero}", slug=f"piece-{numero}")

    def vue(self, titre: str, espace: str = "ouvert", **champs: Any) -> Projection:
        """One depth of a piece."""
        espace_id = None if espace == "ouvert" else Espace.objects.get(slug=espace).pk
        return Projection(titre=titre, adresse=champs.pop("adresse", "/piece/"), espace_id=espace_id, **champs)

    def montrer(self, objet: Structure, *vues: Projection) -> Structure:
        """Change what a piece shows, and announce it."""
        with transaction.atomic():
            self.vues[objet.pk] = list(vues)
            annoncer(objet)
        return objet

    def changer(self, objet: Structure, **champs: Any) -> Structure:
        """Change some columns of every depth of a piece, and announce it."""
        return self.montrer(objet, *(replace(vue, **champs) for vue in self.vues[objet.pk]))
