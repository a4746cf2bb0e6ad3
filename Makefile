# The one entry to everything: a running site, its tests, its checks. `make` alone lists the commands.
#
# Nothing is needed but Python 3.11 to 3.13 (with venv) and make. All that is made lies in .venv/ and var/.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell $(name) -c \
	'import sys; (3, 11) <= sys.version_info < (3, 14) and print("$(name)")' 2>/dev/null)))
BIN := .venv/bin
ROOMS := cms/core cms/site media lessons tandems meetings home exchange
TEMPLATES = $(wildcard $(addsuffix /templates,$(ROOMS)))
ARGS ?=
export PYTHONUNBUFFERED := 1
ifdef PORT
export PORT
endif

.DEFAULT_GOAL := help
.PHONY: help demo demo-data test check format bench messages catalogues install install-dev clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- The site -----------------------------------------------------------------------------

# Visitors' error pages and hashed static files, as in production; `make demo DEBUG=true` shows details.
demo demo-data bench: export DEBUG ?= false
demo demo-data bench: export LOG_LEVEL ?= WARNING

demo: install catalogues ## Run the site with sample content on 127.0.0.1, PORT=8000
	@$(BIN)/python bin/serve.py --check-port
	@$(BIN)/python bin/prepare.py --quiet
	@exec $(BIN)/python bin/serve.py

demo-data: install catalogues ## Do all of `make demo` but start the site
	@$(BIN)/python bin/prepare.py

# --- Proof --------------------------------------------------------------------------------

test: install-dev catalogues ## Run the tests on all cores; ARGS="tests/media -k captions" chooses some, on one
	$(BIN)/python -m pytest $(or $(ARGS),--numprocesses auto --maxprocesses 4 --dist loadfile)

check: install-dev catalogues ## Check format, lint, types, imports, German, templates, migrations, settings
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(if $(TEMPLATES),$(BIN)/djhtml --check $(TEMPLATES))
	$(if $(TEMPLATES),$(BIN)/djlint --lint --quiet $(TEMPLATES))
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --quiet tests/house/test_catalogues.py
	$(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=cms.settings.production BASE_URL=https://example.org ALLOWED_HOSTS=example.org \
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

format: install-dev ## Put Python and templates into shape
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(if $(TEMPLATES),$(BIN)/djhtml $(TEMPLATES))

bench: install catalogues ## Measure page cache and video processing as ratios, into var/bench/
	@$(BIN)/python bin/prepare.py --quiet
	@$(BIN)/python bin/bench.py

# --- German -------------------------------------------------------------------------------

messages: install ## Collect new sentences into the German catalogues (needs gettext)
	@for room in $(ROOMS); do \
		mkdir -p $$room/locale && (cd $$room && $(CURDIR)/$(BIN)/django-admin makemessages \
			--locale de --add-location file --no-obsolete) || exit 1; \
	done

catalogues: install
	@$(BIN)/python bin/catalogues.py

# --- Ground -------------------------------------------------------------------------------

install: .venv/installed
install-dev: .venv/installed-dev

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed. Name it: make demo PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; \
		rm -rf .venv; exit 1; }

.venv/installed: requirements.txt | .venv/bin/pip
	@echo "Installing $< ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.venv/installed-dev: requirements.txt requirements-dev.txt | .venv/bin/pip
	@echo "Installing requirements-dev.txt ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch .venv/installed $@

clean: ## Remove what was made, except the uploads and the database
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache var/static var/static.fingerprint var/test
