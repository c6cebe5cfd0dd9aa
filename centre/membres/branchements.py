"""What members bring to the registries: their demonstration, and what is known of them outside their own row."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from centre.courriels.enums import Genre, declarer
from centre.liens.enums import Action
from centre.liens.gestes import geste
from centre.registre import (
    DonneesDeMembre,
    Ecran,
    TypeCatalogue,
    catalogue,
    demonstration,
    donnees_de_membre,
    ecrans,
    nommer_les_gestes,
)
from centre.rgpd import MISSION, Conservation, Traitement, conservations, traitements

from .demonstration import peupler_membres
from .demonstration_fiches import peupler_fiches
from .fiches import donnees_des_fiches
from .models import Membre, Message, Poste, Presence
from .mots_du_journal import MOTS
from .operations.annuaire import MESSAGE, purger_les_messages
from .operations.fusion import fusionner_les_postes
from .projection import projeter
from .protocole import inscrire_la_vie, inscrire_le_protocole
from .views.vie import presence_par_lien

POSTE = ("fonction", "structure__nom", "categorie", "territoires__nom", "depuis", "jusqu_a")

demonstration.ajouter("membres", peupler_membres)
demonstration.ajouter("fiches", peupler_fiches)
declarer(Genre(MESSAGE, "Un message d’un membre, par l’annuaire", sensible=True))
declarer(Genre("identite_reliee", "Une identité reliée à votre compte", essentiel=True, aux_inactifs=True))
declarer(Genre("identite_deliee", "Une identité déliée de votre compte", essentiel=True, aux_inactifs=True))
catalogue.ajouter(
    "membre",
    TypeCatalogue(
        nom="membre", libelle="Membre", modele=Membre, projeter=projeter, tous=Membre.objects.pour_l_annuaire, icone="membre"
    ),
)
traitements.ajouter(
    "annuaire",
    Traitement(
        nom="Annuaire du réseau",
        finalite="Savoir qui est qui, qui connaît quoi, et s’écrire sans montrer son adresse.",
        base=MISSION,
        donnees="Votre présentation, votre téléphone, votre photo, les thèmes que vous connaissez et cherchez, et qui voit chacun ; "
        "qui a écrit à qui et quand, jamais les mots.",
        duree="La fiche part avec le compte ; la trace d’un message, au bout d’un an.",
        acces="Les personnes que vous choisissez, partie par partie, et l’équipe du Centre.",
    ),
)
conservations.ajouter(
    "messages", Conservation("annuaire", "Traces des messages écrits par l’annuaire", "1 an", purger_les_messages)
)
ecrans.ajouter(
    "structures",
    Ecran("Structures", "gestion_structures", "Réseau", "Réunir celles qui sont la même, sous deux noms."),
)
donnees_de_membre.ajouter("membres.Fiche", donnees_des_fiches())
donnees_de_membre.ajouter(
    "membres.Message", DonneesDeMembre.par_cles(Message, siennes=("de", "a"), montrer=("de__nom", "a__nom", "cree_le"))
)
donnees_de_membre.ajouter(
    "membres.Poste", DonneesDeMembre.par_cles(Poste, siennes=("membre",), montrer=POSTE, fusionner=fusionner_les_postes)
)
donnees_de_membre.ajouter(
    "account.EmailAddress",
    DonneesDeMembre.par_cles(EmailAddress, siennes=("user",), montrer=("email", "verified", "primary"), fusion=False),
)
donnees_de_membre.ajouter(
    "mfa.Authenticator",
    DonneesDeMembre.par_cles(Authenticator, siennes=("user",), montrer=("type", "created_at", "last_used_at"), fusion=False),
)
donnees_de_membre.ajouter(
    "socialaccount.SocialAccount",
    DonneesDeMembre.par_cles(SocialAccount, siennes=("user",), montrer=("provider", "uid", "date_joined", "last_login")),
)
donnees_de_membre.ajouter(
    "usersessions.UserSession",
    DonneesDeMembre.par_cles(
        UserSession, siennes=("user",), montrer=("created_at", "last_seen_at", "ip", "user_agent"), fusion=False
    ),
)
inscrire_le_protocole()
inscrire_la_vie()
geste(Presence, Action.CONFIRMER)(presence_par_lien)
nommer_les_gestes(MOTS)
