"""What publications bring to the registries."""

from typing import Any

from centre.courriels.enums import Genre, declarer
from centre.espaces.models import noms_des_espaces
from centre.portraits import Portraits, portraits
from centre.registre import DonneesDeMembre, Geste, Precision, donnees_de_membre, nommer_les_gestes
from centre.rgpd import MISSION, Traitement, traitements

from .models import Commentaire, Fichier, Soumission
from .portraits import lire, poser, ranger, retirer


def _signer(membre: Any, nommee: bool) -> int:
    return Commentaire.objects.filter(auteur=membre).update(signature_nom=membre.nom_complet if nommee else "")


def _fichiers(membre: Any) -> list[tuple[str, Any]]:
    return [(f"{fichier.depose_le:%Y-%m-%d} {fichier.nom}", fichier.contenu) for fichier in Fichier.objects.de(membre)]


portraits.ajouter("photo", Portraits(poser=poser, retirer=retirer, ranger=ranger, lire=lire))
declarer(Genre("commentaire", "Un commentaire sur un de vos textes"))
declarer(Genre("relecture", "Une demande de relecture", sensible=True, essentiel=True))

# Those of a text that goes are deleted with it (``donnees``); on a text that stays, the words stay without the name.
donnees_de_membre.ajouter(
    "publications.Fichier",
    DonneesDeMembre.par_cles(
        Fichier, nommees=("auteur",), montrer=("nom", "description", "cle", "depose_le"), fichiers=_fichiers
    ),
)
donnees_de_membre.ajouter(
    "publications.Commentaire",
    DonneesDeMembre.par_cles(
        Commentaire, nommees=("auteur",), montrer=("texte", "cree_le", "modifie_le", "retire_le"), signer=_signer
    ),
)


def _effacer_les_soumissions(membre: Any) -> int:
    """What the team answered to them goes; that an answer was given stays."""
    rendues = Soumission.objects.filter(par=membre).update(par=None, remarques="")
    return rendues + Soumission.objects.filter(traitee_par=membre).update(traitee_par=None)


donnees_de_membre.ajouter(
    "publications.Soumission",
    DonneesDeMembre.par_cles(
        Soumission,
        nommees=("par", "traitee_par"),
        montrer=("demandee_le", "etat", "remarques", "traitee_le"),
        effacer=_effacer_les_soumissions,
    ),
)
traitements.ajouter(
    "publications",
    Traitement(
        nom="Textes, commentaires et fichiers",
        finalite="Écrire, relire, publier et retrouver ce que le réseau apprend.",
        base=MISSION,
        donnees="Vos textes et leurs versions, vos commentaires, vos fichiers ; votre nom et votre poste au jour de la publication.",
        duree="Les brouillons partent avec le compte. Ce qui a été publié reste : signé de votre nom ou « Ancien membre », à votre choix.",
        acces="Les lecteurs de l’espace que vous choisissez.",
    ),
)
traitements.ajouter(
    "telechargements",
    Traitement(
        nom="Compte des téléchargements",
        finalite="Savoir quels documents servent, pour les tenir à jour et rendre compte aux financeurs.",
        base=MISSION,
        donnees="Aucune sur les personnes : un nombre par fichier et par mois. Ni adresse, ni compte, ni appareil, ni témoin de connexion.",
        duree="Tant que le fichier existe.",
        acces="L’équipe du Centre.",
    ),
)
nommer_les_gestes(
    {
        "publication.creer": "Brouillon commencé",
        "publication.publier": Geste(
            "Texte publié", {"premiere": Precision(dire=lambda oui: "première publication" if oui else "mise à jour")}
        ),
        "publication.restaurer": "Version ancienne reprise",
        "publication.deplacer": Geste(
            "Texte changé de lecteurs",
            {"de": Precision("de", nommer=noms_des_espaces), "vers": Precision("vers", nommer=noms_des_espaces)},
        ),
        "publication.retirer": "Texte retiré",
        "publication.retablir": "Texte rétabli",
        "publication.archiver": "Texte archivé",
        "publication.soumettre": "Relecture demandée",
        "publication.rendre": "Texte rendu à son auteur·e",
        "commentaire.ecrire": "Message écrit",
        "commentaire.retirer": "Message retiré",
        "fichier.joindre": "Fichier joint",
        "fichier.remplacer": "Nouvelle version d’un fichier",
        "fichier.detacher": "Fichier retiré",
    }
)
