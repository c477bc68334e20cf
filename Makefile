# Everything below needs Python 3.11+ with its venv module, and pip; the rest is installed into .venv once.
# Other interpreters: make test PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
# What is installed is remembered here and renewed when pyproject.toml changes; only `make lint` needs the linters, and
# only `make bench` the tools that it compares with
READY := .venv/.ready
READY_LINT := .venv/.ready-lint
READY_BENCH := .venv/.ready-bench

.PHONY: demo test test-slow test-history test-kills lint docs bench

demo: $(READY)
	$(BIN)/hofsm demo

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

test-slow: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) -m slow

# Phases and versions of a spec change at random under writers, 2,000 times; a tenth of it: make test-history HISTORY=0.1
test-history: $(READY)
	HISTORY=$(or $(HISTORY),1) $(BIN)/python -m pytest -s -m slow tests/concurrency/test_history.py

# The tool, its session or the server dies at every step of every change of phase, of evolve and of the payload sweeps
test-kills: $(READY)
	$(BIN)/python -m pytest -s -n $(WORKERS) -m slow tests/concurrency/test_kills.py tests/concurrency/test_kills_random.py \
		tests/evolve/test_evolve_deaths.py tests/cutover/test_payload_deaths.py

lint: $(READY_LINT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

docs: $(READY)
	$(BIN)/python -m hofsm_migrate.spec.schema > .venv/mapping.schema.json
	mv .venv/mapping.schema.json docs/mapping.schema.json

bench: $(READY_BENCH)
	$(BIN)/python -m bench

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "error: Python 3.11 or newer is needed; name one with: make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "error: Python's venv module is incomplete; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(READY): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[embedded,test]'
	@touch $@

$(READY_LINT): pyproject.toml $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[embedded,test,lint]'
	@touch $@

$(READY_BENCH): pyproject.toml $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[embedded,test,bench]'
	@touch $@
