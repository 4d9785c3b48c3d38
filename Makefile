# Two commands on a fresh machine: `make talk` and `make test`. Everything else is for developers.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup talk test lint types ci bench bench-voice eval crash house clean

setup: $(STAMP)

$(STAMP): pyproject.toml scripts/make_venv
	@scripts/make_venv "$(PYTHON)" "$(VENV)"
	@touch $(STAMP)

talk: setup
	@$(BIN)/plainspoken talk --demo

test: setup
	@$(BIN)/python -m pytest -q

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup
	@$(BIN)/mypy

ci: test lint types

bench: setup
	@$(BIN)/python -m bench

eval: setup
	@$(BIN)/python -m evals.answers --quiet
	@$(BIN)/python -m evals.answers --quiet --unseen 1
	@$(BIN)/python -m evals.answers --quiet --unseen 2
	@$(BIN)/python -m evals.answers --quiet --unseen 3

bench-voice: setup
	@$(BIN)/python -m bench.voice

crash: setup
	@$(BIN)/python -m bench.crash
	@$(BIN)/python -m bench.flips

house: setup
	@$(BIN)/python -m evals.locked
	@$(BIN)/python -m evals.openers
	@$(BIN)/python -m evals.serve_fuzz
	@$(BIN)/python -m evals.page

clean:
	rm -rf out $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
