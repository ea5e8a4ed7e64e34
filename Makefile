# make run   set everything up, start all services, load the demo, print a URL
# make test  set up what tests need, then lint, types and all tests
# make soak  kill whatever takes part in an import, at random, in twenty imports of 2,000 rows
# Each step says what it does, and does nothing when it is done already.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.stamp
# More than there are cores: tests that start and kill processes mostly wait.
TESTS_IN_PARALLEL ?= 4

.PHONY: help run up test soak lint types unit frontend-test setup setup-tests detector web-app openapi clean

help:
	@sed -n '1,3s/^# //p' Makefile

run: setup web-app detector
	@echo "==> Starting Codex with its demo (Ctrl-C stops all of it)"
	@$(BIN)/houston up --demo

up: setup web-app detector
	@$(BIN)/houston up

test: lint types frontend-test unit

setup: $(STAMP)-run

setup-tests: $(STAMP)-test frontend/node_modules/.stamp

$(STAMP)-venv:
	@echo "==> Making a Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Codex needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

$(STAMP)-run: $(STAMP)-venv pyproject.toml
	@echo "==> Installing Codex and what it stands on"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(STAMP)-test: $(STAMP)-run
	@echo "==> Installing what the tests need"
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

frontend/node_modules/.stamp: frontend/package.json frontend/package-lock.json
	@echo "==> Installing what the web app is built with"
	@cd frontend && npm ci --no-audit --no-fund --silent
	@touch $@

# Pictures are looked at as a whole where there is none: no reason not to start.
detector: setup
	@echo "==> Fetching a detector, unless there is one"
	@PIP_RETRIES=1 PIP_DEFAULT_TIMEOUT=15 $(BIN)/houston models pull default --accept-licence \
		|| echo "    Codex starts without one; later: houston models pull default"

web-app: frontend/dist/.stamp

frontend/dist/.stamp: frontend/node_modules/.stamp $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)
	@echo "==> Building the web app"
	@cd frontend && npm run --silent build
	@touch $@

lint: setup-tests
	@echo "==> Lint and format"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@cd frontend && npm run --silent lint

types: setup-tests
	@echo "==> Types"
	@$(BIN)/mypy
	@cd frontend && npm run --silent typecheck

frontend-test: setup-tests
	@echo "==> Tests of the web app"
	@cd frontend && npm test --silent

unit: setup-tests web-app
	@echo "==> Tests"
	@$(BIN)/pytest -n $(TESTS_IN_PARALLEL) --dist loadgroup

soak: setup-tests web-app
	@echo "==> Killing imports"
	@CODEX_TEST_KILLED_IMPORTS=20 $(BIN)/pytest tests/end_to_end/killing/test_import.py

openapi: setup
	@echo "==> Writing the OpenAPI document that the web app's types are made from"
	@$(BIN)/houston openapi > frontend/openapi.json
	@cd frontend && npm run --silent generate

clean:
	@echo "==> Removing what was built; the data in var/ stays"
	@rm -rf $(VENV) frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache
