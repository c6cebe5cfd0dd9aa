"""What members bring to the registries: their demonstration, and what is known of them outside their own row."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from centre.registre import DonneesDeMembre, demonstration, donnees_de_membre

from .demonstration import peupler_membres
from .models import Poste

POSTE = ("fonction", "structure__nom", "categorie", "territoires__nom", "depuis", "jusqu_a")

demonstration.ajouter("membres", peupler_membres)
donnees_de_membre.ajouter("membres.Poste", DonneesDeMembre.par_cles(Poste, siennes=("membre",), montrer=POSTE))
donnees_de_membre.ajouter(
    "account.EmailAddress", DonneesDeMembre.par_cles(EmailAddress, siennes=("user",), montrer=("email", "verified", "primary"))
)
donnees_de_membre.ajouter(
    "mfa.Authenticator",
    DonneesDeMembre.par_cles(Authenticator, siennes=("user",), montrer=("type", "created_at", "last_used_at")),
)
donnees_de_membre.ajouter(
    "usersessions.UserSession",
    DonneesDeMembre.par_cles(UserSession, siennes=("user",), montrer=("created_at", "last_seen_at", "ip", "user_agent")),
)
