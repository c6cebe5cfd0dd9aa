"""Tests: the demo's code on a throw-away server started by tests/conftest.py."""

from .base import *
from .base import DATABASES, MIDDLEWARE, STORAGES, env

SECRET_KEY = "tests-" + "0" * 50
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]
DATABASES["default"].pop("OPTIONS", None)
DATABASES["default"]["TEST"] = {"TEMPLATE": env("CENTRE_TESTS_MODELE", default=None)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "centre.courriels.backends.FichierBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]
MFA_EXIGEE_POUR_L_EQUIPE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
# A provider that never answers: its addresses exist, and say so. tests/membres/test_oidc.py starts one that does.
OIDC_HTTPS_EXIGE = False
OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = "http://127.0.0.1:9/oidc", "extranet", "secret-des-tests"
VERIFIER_LES_LIENS = False
