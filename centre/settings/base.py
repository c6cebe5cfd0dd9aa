"""Settings shared by every way of running. A few environment variables, no file to copy by hand."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
RACINE = Path(__file__).resolve().parents[2]
CENTRE_VAR = Path(env("CENTRE_VAR", default=str(RACINE / "var"))).resolve()

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
ROOT_URLCONF = "centre.urls"
WSGI_APPLICATION = "centre.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "membres.Membre"

INSTALLED_APPS = [
    "centre.taches",
    "centre.journal",
    "centre.territoires",
    "centre.themes",
    "centre.espaces",
    "centre.courriels",
    "centre.liens",
    "centre.membres",
    "centre.publications",
    "centre.catalogue",
    "centre.recherche",
    "centre.gestion",
    "extranet",
    "jeudis",
    "ressources.bibliotheque",
    "ressources.moisson",
    "ressources.liens_morts",
    "echos",
    "centre.groupes",  # last: the folders of the demonstration hold what the features wrote
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.admin",
    "wagtail",
    "modelsearch",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "centre.membres.apps.AppareilsConfig",
    "guardian",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_prose_editor",
    "csp",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "centre.middleware.EnTetes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "centre.catalogue.adresses.AnciennesAdresses",
    "centre.middleware.ConnexionRequise",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "centre.middleware.PorteDeLaGestion",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RACINE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "centre.presentation.contexte",
            ],
            "builtins": ["django.templatetags.static", "centre.templatetags.typographie", "centre.templatetags.composants"],
        },
    }
]

# --- Database: DATABASE_URL, else the embedded server of centre.postgres (started by the command that runs) ---
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://localhost/centre")}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 15}}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {
    # Shared between processes; the default of 300 entries would throw the limits of allauth away at random.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"

# --- Accounts ---
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "centre.espaces.acces.EspacesBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/espace/"
ACCOUNT_ADAPTER = "centre.membres.adaptateur.Adaptateur"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXYS", default=0)
MFA_ADAPTER = "centre.membres.adaptateur.AdaptateurMFA"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
ACCOUNT_FORMS = {
    "login": "centre.membres.forms.compte.Connexion",
    "request_login_code": "centre.membres.forms.compte.DemandeDeCode",
    "confirm_login_code": "centre.membres.forms.compte.SaisieDuCode",
    "reset_password": "centre.membres.forms.compte.Oubli",
    "reset_password_from_key": "centre.membres.forms.compte.NouveauMotDePasse",
    "set_password": "centre.membres.forms.compte.ChoixDuMotDePasse",
    "change_password": "centre.membres.forms.compte.ChangementDeMotDePasse",
    "add_email": "centre.membres.forms.compte.NouvelleAdresse",
    "reauthenticate": "centre.membres.forms.compte.Confirmation",
}
MFA_FORMS = {
    "authenticate": "centre.membres.forms.compte.SecondFacteur",
    "reauthenticate": "centre.membres.forms.compte.ConfirmationParCode",
    "activate_totp": "centre.membres.forms.compte.Application",
    "add_webauthn": "centre.membres.forms.compte.NouvelleCle",
    "edit_webauthn": "centre.membres.forms.compte.NomDeCle",
}
#: OpenID Connect (ProConnect or another): the button and its addresses exist once the first three are given.
OIDC_ISSUER, OIDC_CLIENT_ID = env("OIDC_ISSUER", default=""), env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
OIDC_NOM, OIDC_ACR = env("OIDC_NOM", default="ProConnect"), env("OIDC_ACR", default="")
#: ADRESSES_SURES: trust the addresses of a provider that does not say whether it verified them; HTTPS_EXIGE: all but the tests.
OIDC_ADRESSES_SURES, OIDC_HTTPS_EXIGE = env.bool("OIDC_ADRESSES_SURES", default=False), True
#: The team signs in with a second factor; the demo turns it off.
MFA_EXIGEE_POUR_L_EQUIPE = True
#: Days. « Toujours en poste ? » is asked after ``demande`` (again ``rappel`` later), a silent account sleeps ``sommeil`` after the
#: reminder; ``preavis`` after that it is told that it will be erased, and is, ``effacement`` later. ``lien``: life of the answer's link.
PRESENCE = {"demande": 365, "rappel": 21, "sommeil": 21, "preavis": 610, "effacement": 60, "lien": 120}
#: Days an archive of one's data is kept; days one may take back the closing of an account.
EXPORT_JOURS, FERMETURE_JOURS = 7, 15
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

# --- Language, time ---
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French"))]
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# --- Files ---
STATIC_URL = "static/"
STATIC_ROOT = CENTRE_VAR / "statiques"
STATICFILES_DIRS = [RACINE / "static"]
MEDIA_URL = "medias/"
MEDIA_ROOT = CENTRE_VAR / "medias"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "prive": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CENTRE_VAR / "fichiers", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
#: nginx's internal location for private files (``/protege/``); empty: the application streams them itself.
X_ACCEL_PREFIXE = env("X_ACCEL_PREFIXE", default="")

# --- Wagtail ---
WAGTAIL_SITE_NAME = "Extranet des Territoires"
WAGTAILADMIN_BASE_URL = env("ADRESSE", default="http://localhost:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = ["Europe/Paris"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Both send mails of their own, outside our stored rows.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
TAGGIT_CASE_INSENSITIVE = True

# --- Content-Security-Policy: strict everywhere, back-office included ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    cle: [] for cle in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- Mail and jobs ---
DEFAULT_FROM_EMAIL = env("EXPEDITEUR", default="Centre de ressources <ne-pas-repondre@centre.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
COURRIELS_DOSSIER = CENTRE_VAR / "courriels"
#: Also keep each mail handed to the server as a file.
COURRIELS_AUSSI_EN_FICHIERS = env.bool("COURRIELS_AUSSI_EN_FICHIERS", default=False)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "taches"
PROCRASTINATE_ON_APP_READY = "centre.taches.preparer"

#: Visit the links that published texts give; hosts of the house's own network that may be visited too (``centre.toile``).
VERIFIER_LES_LIENS, TOILE_PERMET = env.bool("VERIFIER_LES_LIENS", default=True), env.list("TOILE_PERMET", default=[])

#: Hours after which /sante/ says that the last backup is too old; None: not asked.
SAUVEGARDE_AGE_MAXIMAL = env.int("SAUVEGARDE_AGE_MAXIMAL", default=None)

#: The demo says so on every page and shows the accounts.
DEMO = False
CANARIS = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the back-office shows its previews in a frame of its own origin; the CSP forbids any other
    "guardian.W001",  # its backend is replaced by ours (centre.espaces.acces), which knows dates and suspensions
    "auth.W004",  # addresses are unique without regard to case, by a constraint on Lower("email")
]
