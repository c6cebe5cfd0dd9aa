"""One address for every file."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from .views.fichiers import fichier

app_name = "fichiers"
urlpatterns = [
    path("<path:reste>", login_not_required(fichier), name="fichier"),
    path("", login_not_required(fichier), {"reste": ""}),
]
