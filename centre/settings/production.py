"""Production: HTTPS behind a proxy; every secret comes from the environment and is required."""

from .base import *
from .base import env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env("ADRESSE")  # what the links of every mail begin with
SECURE_SSL_REDIRECT = env.bool("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
globals().update(env.email_url("EMAIL_URL"))
SAUVEGARDE_AGE_MAXIMAL = env.int("SAUVEGARDE_AGE_MAXIMAL", default=48)
