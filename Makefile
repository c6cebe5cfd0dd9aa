# Makes the environment, then hands over to manage.py or pytest. `make help` lists the commands.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export UV_PYTHON_DOWNLOADS := never
export UV_NO_CONFIG := 1
# uv reads its own list of authorities, pip the machine's: a house with its own proxy needs the machine's.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := 1
endif
export PYTHONUNBUFFERED := 1
PYTEST := $(BIN)/python -m pytest

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Il faut Python 3.11 ou plus récent ; « $(PYTHON) » ne convient pas. Essayez : PYTHON=python3.13 make $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Il manque le module venv de Python. Tapez : sudo apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.uv: requirements/uv.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.base: requirements/base.txt $(VENV)/.uv
	@[ -e $(VENV)/.test ] && piece=test || piece=base; $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/$$piece.txt
	@touch $@

$(VENV)/.test: requirements/test.txt requirements/base.txt $(VENV)/.uv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/test.txt
	@touch $@ $(VENV)/.base

.PHONY: help demo test test-complet lint bench verrou chromium
help:  ## Liste les commandes
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

demo: $(VENV)/.base  ## Construit et sert la démonstration sur http://localhost:8000
	@exec $(BIN)/python manage.py demo

test: $(VENV)/.test chromium  ## Tests rapides : unités, droits, fuites, un parcours par chaîne
	@$(PYTEST) -n 2 --dist worksteal -m "not complet"

test-complet: $(VENV)/.test chromium lint  ## Tous les tests, tous les parcours, toutes les largeurs
	@$(PYTEST) -n 2 --dist worksteal

chromium: $(VENV)/.test
	@$(BIN)/python -m tests.chromium

lint: $(VENV)/.test  ## Style, types, gabarits, migrations
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	@$(BIN)/mypy centre extranet jeudis ressources echos
	@$(BIN)/python manage.py makemigrations --check --dry-run

bench: $(VENV)/.test  ## Requêtes par seconde : accueil, échos, recherche
	@$(PYTEST) tests/banc/banc.py -s

verrou: $(VENV)/.uv  ## Refait les verrous de requirements/ depuis les .in
	@for f in uv base test; do $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements/$$f.in -o requirements/$$f.txt; done
