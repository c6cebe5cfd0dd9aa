"""What the passerelle brings to the registries."""

from __future__ import annotations

from centre.courriels.enums import Genre, declarer
from centre.rgpd import MISSION, Traitement, traitements

from ..passerelle import INVITATION

declarer(Genre(INVITATION, "Un Jeudi que l’équipe vous propose"))
traitements.ajouter(
    "passerelle",
    Traitement(
        nom="Passerelle urbain / rural des Jeudis",
        finalite="Voir si un Jeudi réunit l’urbain et le rural et les quatre catégories, et inviter les personnes qui manquent.",
        base=MISSION,
        donnees="La catégorie et les territoires du poste, les thèmes cherchés, les inscriptions de l’année. Aucune note sur une personne.",
        duree="Rien n’est gardé : tout est recalculé à chaque visite. Le courriel d’invitation est gardé un an.",
        acces="L’équipe du Centre.",
    ),
)
