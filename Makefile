# The only doors. `run` and `test` do all their own set-up.
PYTHON ?= python3
BIN := .venv/bin

# Compiled once, not by each of the processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup setup-dev run test suite lint style analysis bench picture lock clean

setup: .venv/.ready $(if $(EXTRA),.venv/.ready-$(EXTRA))

setup-dev: .venv/.ready-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; set PYTHON=python3.x"; exit 2; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv

.venv/.ready: .venv/bin/python requirements.lock
	@echo "Installing what the bot needs (a minute the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

# make setup EXTRA=postgresql, EXTRA=semantic, EXTRA=fit: pinned like all the rest.
.venv/.ready-%: .venv/.ready requirements-%.lock
	@echo "Installing what $* needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-$*.lock
	@touch $@

run: setup
	@$(BIN)/python -m bot run $(ARGS)

test: style
	@$(MAKE) --no-print-directory -j2 analysis suite

# More workers than cores: many of the tests mostly wait for processes.
suite: setup-dev
	@$(BIN)/python -m pytest -n 4 --dist loadfile $(ARGS)

lint: style analysis

# A moment only, so before all else: nobody waits minutes to hear of a long line.
style: setup-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

analysis: setup-dev
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/vulture

bench: setup-dev
	@$(BIN)/python -m benchmarks $(ARGS)

# The packages, drawn from the imports, for docs/architecture.md.
picture: setup-dev
	@$(BIN)/python docs/pictures/packages.py

# Pins every package again, naming no index. Needs uv.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra postgresql --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements-postgresql.lock
	uv pip compile pyproject.toml --extra semantic --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements-semantic.lock
	uv pip compile pyproject.toml --extra fit --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements-fit.lock
	uv pip compile pyproject.toml --extra postgresql --extra semantic --group dev --universal --python-version 3.11 --no-emit-index-url --no-header -q -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
