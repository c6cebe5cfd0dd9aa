"""What échos bring to the registries."""

from centre.liens.enums import Action
from centre.liens.gestes import cle, gestes
from centre.publications.donnees import donnees_des_textes, textes_de_membre
from centre.publications.relecture import page_de_relecture
from centre.publications.texte_riche import en_texte
from centre.registre import Projection, TypeCatalogue, catalogue, demonstration, donnees_de_membre, liens_des_textes, mes_textes

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


catalogue.ajouter(
    "echo", TypeCatalogue(nom="echo", libelle="Écho", modele=Echo, projeter=projeter, tous=Echo.objects.all, icone="echo")
)
liens_des_textes.ajouter("echo", lambda echo: {"": [echo.recit]})
gestes.ajouter(cle(Echo, Action.RELIRE), page_de_relecture)
demonstration.ajouter("echos", peupler_echos)
mes_textes.ajouter("echos", textes_de_membre(Echo, "Écho"))
donnees_de_membre.ajouter("echos.Echo", donnees_des_textes(Echo))
