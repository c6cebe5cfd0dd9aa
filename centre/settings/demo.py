"""The demonstration: production's code on one machine, its own PostgreSQL, mails kept as files, no second factor."""

from .base import *
from .base import CENTRE_VAR, env

SECRET_KEY = env("SECRET_KEY", default="") or (
    (CENTRE_VAR / "cle").read_text() if (CENTRE_VAR / "cle").exists() else "demonstration-sans-donnee-reelle-" + "0" * 32
)
#: Where the demo listens. Everywhere: it is then reached under names we cannot know.
HOTE = env("HOST", default="127.0.0.1")
CONNUS = ["*"] if HOTE in ("0.0.0.0", "::") else ["localhost", "127.0.0.1", "[::1]", HOTE]  # noqa: S104
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=CONNUS)
DEMO = True
CANARIS = env.bool("CENTRE_CANARIS", default=False)
EMAIL_BACKEND = "centre.courriels.backends.FichierBackend"
MFA_EXIGEE_POUR_L_EQUIPE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
# The contract: 300 logins a minute from one address are accepted in the demo. No count by address, then: eight requests at
# once would wait for each other's turn to write it, and the one that waits more than a second is refused. Guessing one
# account's password stays as slow as anywhere.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "5/5m/key"}
WHITENOISE_MAX_AGE = 3600
VERIFIER_LES_LIENS = False  # the demonstration goes nowhere
