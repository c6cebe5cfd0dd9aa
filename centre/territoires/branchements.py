"""What territories bring to the rest of the house."""

from centre.registre import Projection, TypeCatalogue, catalogue

from .enums import Confiance
from .models import Territoire


def projeter(territoire: Territoire) -> list[Projection]:
    """One open row per territory, found by its other names, its seat and its code; none while its facts are not verified."""
    if territoire.confiance == Confiance.BASSE:
        return []
    mots = [territoire.autres_noms, territoire.genre, territoire.lieu, territoire.siege, territoire.code]
    return [
        Projection(
            titre=territoire.nom,
            adresse=territoire.get_absolute_url(),
            resume=territoire.resume,
            texte=". ".join(filter(None, mots)),
            territoires=(territoire.pk,),
        )
    ]


catalogue.ajouter(
    "territoire",
    TypeCatalogue(nom="territoire", libelle="Territoire", modele=Territoire, projeter=projeter, tous=Territoire.objects.all),
)
