"""What the team's shell brings to the registries: its screens, and those of the floors below."""

from centre.espaces.models import noms_des_espaces
from centre.registre import Ecran, Geste, Precision, demonstration, ecrans, nommer_les_gestes, sondes
from centre.rgpd import conservations
from centre.sauvegarde.sonde import verifier_la_sauvegarde
from centre.templatetags.typographie import compter

from .csp import remplacer_le_script_des_choix
from .demonstration import peupler_la_vie
from .donnees import inscrire_les_tables
from .models import Identite

ecrans.ajouter(
    "pages", Ecran("Rédiger les pages", "wagtailadmin_explore_root", "Publier", "Accueil, rubriques, actualités, « Le Centre ».")
)
ecrans.ajouter(
    "redirections",
    Ecran("Redirections", "wagtailredirects:index", "Publier", "Anciennes adresses qui mènent à une page d’aujourd’hui."),
)
ecrans.ajouter(
    "membres", Ecran("Membres", "gestion_membres", "Réseau", "Qui a un compte, avec quel poste ; suspendre, rétablir.")
)
ecrans.ajouter(
    "changements",
    Ecran("Changements de poste", "gestion_changements", "Réseau", "Ce que des membres disent de leur nouveau poste."),
)
ecrans.ajouter("courriels", Ecran("Courriels", "gestion_courriels:liste", "Réseau", "Tout ce que le portail a écrit, à qui."))
ecrans.ajouter(
    "courriels_en_echec", Ecran("Envois en échec", "gestion_courriels:echecs", "Réseau", "Messages à envoyer de nouveau.")
)
ecrans.ajouter(
    "identite",
    Ecran("Identité du Centre", "gestion_identite", "Centre", "Nom, coordonnées, financeurs : écrits une fois, lus partout."),
)
ecrans.ajouter(
    "themes", Ecran("Thèmes", "gestion_themes", "Publier", "Le vocabulaire : synonymes, sigles, voisins ; réunir deux thèmes.")
)
ecrans.ajouter("journal", Ecran("Journal", "gestion_journal", "Centre", "Qui a fait quoi, et quand."))

ecrans.ajouter(
    "traitements",
    Ecran("Traitements", "gestion_traitements", "Centre", "Le registre RGPD : pourquoi, combien de temps, effacé quand."),
)


def _champs(noms: list[str]) -> str:
    """The fields of the identity that changed, by their labels."""
    connus = {champ.name: str(champ.verbose_name) for champ in Identite._meta.concrete_fields}
    return ", ".join(connus.get(nom, "un champ disparu") for nom in noms)


nommer_les_gestes(
    {
        "gestion.definir_identite": Geste("Identité du Centre modifiée", {"champs": Precision("champs", _champs)}),
        "conservation.executer": Geste(
            "Effacement à échéance",
            {
                "regle": Precision(dire=lambda cle: conservations[cle].libelle if cle in conservations else ""),
                "lignes": Precision(dire=lambda nombre: compter(nombre, "ligne")),
            },
        ),
        "membre.ajouter_au_groupe": Geste(
            "Place donnée dans un groupe", {"espace": Precision("groupe", nommer=noms_des_espaces)}
        ),
        "membre.exporter_la_liste": Geste(
            "Liste des membres téléchargée", {"membres": Precision(dire=lambda nombre: compter(nombre, "membre"))}
        ),
    }
)
sondes.ajouter("sauvegarde", verifier_la_sauvegarde)

demonstration.ajouter("vie", peupler_la_vie)
remplacer_le_script_des_choix()
inscrire_les_tables()
