"""What échos bring to the registries."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from centre.espaces.acces import espaces
from centre.espaces.enums import Niveau
from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.publications.donnees import donnees_des_textes
from centre.publications.models import Soumission
from centre.publications.relecture import page_de_relecture
from centre.publications.texte_riche import en_texte
from centre.registre import Projection, TexteDeMembre, TypeCatalogue, catalogue, demonstration, donnees_de_membre, mes_textes

from .demonstration import peupler_echos
from .models import Echo


def projeter(echo: Echo) -> list[Projection]:
    """One row, in the écho's espace, once it has been published."""
    if not echo.date_publication:
        return []
    etat = "retire" if echo.retire_le or not echo.live else "archive" if echo.archive_le else "publie"
    texte = [*echo.a_retenir, echo.surprise, en_texte(echo.recit), echo.lieu]
    return [
        Projection(
            titre=echo.titre,
            adresse=echo.get_absolute_url(),
            resume=echo.a_retenir[0][:300] if echo.a_retenir else "",
            texte="\n".join(filter(None, texte)),
            espace_id=echo.espace_id,
            auteur_id=echo.auteur_id,
            date=echo.date_publication,
            etat=etat,
            themes=tuple(theme.pk for theme in echo.themes.all()),
            territoires=tuple(territoire.pk for territoire in echo.territoires.all()),
        )
    ]


def mes_echos(membre: Any) -> list[TexteDeMembre]:
    """The latest échos of a member, withdrawn ones left out, for « Mon espace »: three queries."""
    siens = Echo.objects.de(membre).filter(retire_le__isnull=True).select_related("latest_revision")
    echos = list(siens.order_by("-cree_le")[:10])
    type_echo = ContentType.objects.get_for_model(Echo)
    attendues = Soumission.objects.en_attente().filter(content_type=type_echo, object_id__in=[echo.pk for echo in echos])
    relues = set(attendues.values_list("object_id", flat=True))
    contribues = set(espaces(membre, Niveau.CONTRIBUER).values_list("pk", flat=True))
    return [_mon_echo(echo, a_relire=echo.pk in relues, modifiable=echo.espace_id in contribues) for echo in echos]


def _mon_echo(echo: Echo, *, a_relire: bool, modifiable: bool) -> TexteDeMembre:
    en_chantier = not echo.live or echo.has_unpublished_changes
    if echo.archive_le:
        mots = "archivé"
    elif echo.live:
        mots = "publié, avec des changements en attente" if en_chantier else "publié"
    else:
        mots = "chez l’équipe pour relecture" if a_relire else "brouillon"
    a_finir = en_chantier and modifiable
    adresse = reverse("echos:modifier", args=[echo.slug]) if a_finir else echo.get_absolute_url()
    date = echo.latest_revision.created_at if echo.latest_revision else echo.cree_le
    return TexteDeMembre(titre=str(echo), adresse=adresse, statut=f"Écho {mots}", a_finir=a_finir, date=date)


catalogue.ajouter(
    "echo", TypeCatalogue(nom="echo", libelle="Écho", modele=Echo, projeter=projeter, tous=Echo.objects.all, icone="echo")
)
gestes.ajouter(cle(Echo, Action.RELIRE), page_de_relecture)
demonstration.ajouter("echos", peupler_echos)
mes_textes.ajouter("echos", mes_echos)
donnees_de_membre.ajouter("echos.Echo", donnees_des_textes(Echo))
