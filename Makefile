# Everything a newcomer needs: `make demo`, `make test`. Only Python 3.11+ with pip must be there.
PYTHON ?= python3
# PyPI's torch for Linux is the CUDA build, several GB. The CPU build is enough: with
# TORCH_INDEX=<address of PyTorch's CPU wheels> it is taken from there.
TORCH ?= torch==2.13.0
TORCH_INDEX ?=
PIP ?= .venv/bin/python -m pip --disable-pip-version-check
BIN := .venv/bin

.PHONY: install models demo test check eval-smoke bench docs format clean

install: .venv/installed

.venv/installed: pyproject.toml
	@echo "installing into .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install -qq $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) "$(TORCH)"
	@$(PIP) install -qq --editable ".[dev]"
	@touch $@

models: install
	$(BIN)/meetingqa models pull

demo: models
	$(BIN)/meetingqa demo

test: models
	$(BIN)/python -m pytest

check: models eval-smoke
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/documentation.py --check
	$(BIN)/python -m pytest

# A slice of the sample questions, no language model: fails when worse than the accepted baseline.
eval-smoke: models
	@rm -rf eval/runs/smoke
	$(BIN)/meetingqa eval run smoke --output eval/runs/smoke
	$(BIN)/meetingqa eval compare eval/runs/smoke smoke-extractive

# Outside tests/, so that `make test` leaves it out; takes several minutes.
bench: models
	$(BIN)/python benchmarks/speed.py --output docs/speed.md
	$(BIN)/python benchmarks/digest.py --output docs/speed-digests.md

docs: install
	$(BIN)/python tools/documentation.py

format: install
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build vectorstore-demo
