"""A table for the tests of links and mails: something with an espace, an author and a withdrawal, and nothing else."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q

from centre.espaces.acces import visibles


@pytest.fixture
def papier(db):
    """The model, its table made for the test, forgotten after it."""

    class PapierQuerySet(models.QuerySet):
        def visibles_pour(self, lecteur):
            return self.filter(visibles(lecteur, publie=Q(retire_le__isnull=True)))

    class Papier(models.Model):
        titre = models.CharField(max_length=100)
        espace = models.ForeignKey("espaces.Espace", models.CASCADE, related_name="+")
        auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
        retire_le = models.DateTimeField(null=True)

        objects = PapierQuerySet.as_manager()

        class Meta:
            app_label = "liens"

        def __str__(self):
            return self.titre

    with connection.schema_editor() as editeur:
        editeur.create_model(Papier)
    try:
        yield Papier
    finally:
        del apps.all_models["liens"]["papier"]
        apps.clear_cache()
        ContentType.objects.clear_cache()
        if not connection.in_atomic_block:
            with connection.schema_editor() as editeur:
                editeur.delete_model(Papier)
