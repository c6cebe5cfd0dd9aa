"""The settings of production: what they ask for, and that Django finds nothing to say against them."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
NECESSAIRES = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "portail.example",
    "ADRESSE": "https://portail.example",
    "EMAIL_URL": "smtp+tls://compte:mot@courrier.example:587",
    "DATABASE_URL": "postgres://compte:mot@127.0.0.1:9/portail",
}


def verifier(tmp_path, *options: str, sans: str = "", **plus: str) -> subprocess.CompletedProcess[str]:
    """``manage.py check`` in an environment that holds nothing else."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CENTRE_VAR": str(tmp_path), **NECESSAIRES, **plus}
    env["DJANGO_SETTINGS_MODULE"] = "centre.settings.production"
    env.pop(sans, None)
    commande = [sys.executable, str(RACINE / "manage.py"), "check", *options]
    return subprocess.run(commande, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_check_deploy_n_a_rien_a_dire(tmp_path):
    fini = verifier(tmp_path, "--deploy", "--fail-level", "WARNING")
    assert fini.returncode == 0, fini.stderr
    assert "no issues" in fini.stdout


def test_check_deploy_sait_refuser(tmp_path):
    """The same command fails on a short key and without HTTPS: it does read these settings."""
    fini = verifier(tmp_path, "--deploy", "--fail-level", "WARNING", SECRET_KEY="courte", HTTPS="false")
    assert fini.returncode == 1
    assert "security.W009" in fini.stderr
    assert "security.W008" in fini.stderr


@pytest.mark.parametrize("variable", sorted(set(NECESSAIRES) - {"DATABASE_URL"}))
def test_rien_ne_demarre_sans_ce_qui_est_a_dire(tmp_path, variable):
    fini = verifier(tmp_path, sans=variable)
    assert fini.returncode != 0
    assert f"Set the {variable} environment variable" in fini.stderr


def test_un_fournisseur_d_identite_en_clair_arrete_tout(tmp_path):
    oidc = {"OIDC_CLIENT_ID": "extranet", "OIDC_CLIENT_SECRET": "secret"}
    en_clair = verifier(tmp_path, OIDC_ISSUER="http://identite.example", **oidc)
    assert (en_clair.returncode, "membres.E001" in en_clair.stderr) == (1, True)
    assert verifier(tmp_path, OIDC_ISSUER="https://identite.example", **oidc).returncode == 0
