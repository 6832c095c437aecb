# Everything a person needs: `make run` and `make test`. Both set up what they need, once.
PYTHON := .venv/bin/python
RUN_STAMP := .venv/.run
DEV_STAMP := .venv/.dev
CATALOGUES := .venv/.catalogues

.PHONY: run test faults soak lint bench pictures lock clean

run: $(RUN_STAMP) $(CATALOGUES)
	@if [ -n "$$BOT_TOKEN" ] || grep -qisE "^ *(export +)?BOT_TOKEN *= *[\"']?[0-9]" .env; then \
		exec $(PYTHON) -m bot; \
	else \
		HTTP_PORT=$${HTTP_PORT:-0} exec $(PYTHON) -m playground --bot "$(PYTHON) -m bot"; \
	fi

# On two cores three take turns: many a test waits for a clock or a process. Whatever is set elsewhere, byte code is
# kept: hundreds of processes are started, and each would compile everything anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(DEV_STAMP) $(CATALOGUES)
	$(PYTHON) -m pytest -n 3 --dist worksteal -q

# The long campaigns, in full size.
faults: $(DEV_STAMP) $(CATALOGUES)
	$(PYTHON) -m pytest -n 2 --dist worksteal -q --full tests/db tests/services tests/faults tests/end_to_end

# Thousands of people against the real bot while everything breaks; another SEED is another story.
MINUTES := 20
SEED := 1
soak: $(DEV_STAMP) $(CATALOGUES)
	$(PYTHON) -m tests.soak --minutes $(MINUTES) --seed $(SEED) $(if $(POSTGRESQL),--postgresql) $(if $(WEBHOOK),--webhook)

lint: $(DEV_STAMP)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

# A quarter of an hour on two cores that nobody else uses meanwhile; FULL=1 is in full size, and takes more than an hour.
bench: export PYTHONDONTWRITEBYTECODE :=
bench: $(DEV_STAMP) $(CATALOGUES)
	$(PYTHON) -m bench --json docs/performance.json $(if $(FULL),--full)
	$(PYTHON) -m bench.report docs/performance.json

# Those of the documents; look at each of them afterwards.
pictures: $(DEV_STAMP) $(CATALOGUES)
	$(PYTHON) -m tests.pictures

lock: $(DEV_STAMP)
	$(PYTHON) -m pip install -q uv
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON):
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, as python3" >&2; exit 1; }
	@python3 -m venv .venv || { rm -rf .venv; exit 1; }

$(RUN_STAMP): requirements.lock | $(PYTHON)
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(CATALOGUES): $(wildcard bot/texts/locales/*/LC_MESSAGES/messages.po) | $(RUN_STAMP)
	$(PYTHON) -m babel.messages.frontend -q compile -d bot/texts/locales
	@touch $@

$(DEV_STAMP): requirements-dev.lock | $(RUN_STAMP)
	$(PYTHON) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
