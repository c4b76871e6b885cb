# Everything builds its own environment: a fresh machine needs Python 3.11+ and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help restore test test-slow check lint bench bench-fonts bench-overlaps bench-layout bench-speed bench-ocr clean

help: ## these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "restore needs Python 3.11 or newer; say which: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

restore: $(READY) ## restore the documents in seeds/ into restored/
	$(BIN)/restore run seeds --out restored

test: $(READY) ## the tests, without the slow ones
	$(BIN)/pytest

test-slow: $(READY) ## the tests that take minutes
	$(BIN)/pytest -m slow

lint: $(READY) ## style and types
	$(BIN)/ruff check src tests benchmarks scripts
	$(BIN)/mypy

check: lint test ## lint, tests, and restored/ is what the sources give
	$(BIN)/restore run seeds --out restored
	git diff --exit-code --stat -- restored
	$(BIN)/restore verify restored --sources seeds

bench: $(READY) ## accuracy on the real documents against fixtures/floors.json
	$(BIN)/python -m benchmarks.seeds

bench-fonts: $(READY) ## font garbage made from PDFs, beside rivals
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements-fonts.txt
	$(BIN)/python -m benchmarks.fonts

bench-overlaps: $(READY) ## overlaps and witnesses, beside rivals
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements-overlaps.txt
	$(BIN)/python -m benchmarks.overlaps

bench-layout: $(READY) ## furniture, hyphens, paragraphs and columns, beside rivals
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements-layout.txt
	$(BIN)/python -m benchmarks.furniture
	$(BIN)/python -m benchmarks.layout
	$(BIN)/python -m benchmarks.columns

bench-speed: $(READY) ## MB/s of every stage beside ftfy, cold start, memory
	$(BIN)/python -m benchmarks.speed

bench-ocr: $(READY) ## OCR correction: fixed words, and broken ones
	$(BIN)/python -m benchmarks.ocr

clean: ## remove the environment and what tests left
	rm -rf $(VENV) .pytest_cache .hypothesis .mypy_cache .ruff_cache .bench
