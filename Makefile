# make demo: the main job on the bundled sample.  make check: everything a change must pass.
# Both work on a bare Debian or Ubuntu with Python 3.11+ and nothing but the package registries.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DEMO   ?= demo-project

.PHONY: demo check check-spark format lint types test exhaustive kills score bench clean

demo: $(VENV)/.installed
	$(BIN)/tawatur demo $(DEMO)

check: $(VENV)/.dev
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

format: $(VENV)/.dev
	$(BIN)/ruff format src tests tools
	$(BIN)/ruff check --fix src tests tools

exhaustive: $(VENV)/.dev
	TAWATUR_EXHAUSTIVE=1 $(BIN)/python -m pytest tests/test_timex_days.py

kills: $(VENV)/.dev
	TAWATUR_KILLS=500 $(BIN)/python -m pytest tests/test_kills.py -s

score: $(VENV)/.installed
	$(BIN)/python -m tawatur.evaluate.suite

# Needs Java 17 or newer, and some 450 MB of Spark from the package index.
check-spark: $(VENV)/.spark
	$(BIN)/python -m tawatur.spark.check

bench: $(VENV)/.installed
	$(BIN)/python -m tawatur.bench
	$(BIN)/python -m tawatur.evaluate.copying
	$(BIN)/python -m tawatur.evaluate.worlds_measure

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tawatur needs Python 3.11 or newer; set PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); sh tools/venv.sh $(PYTHON) $(VENV); }

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@sh tools/chromium.sh
	@touch $@

$(VENV)/.spark: pyproject.toml $(VENV)/.installed
	@java -version 2>/dev/null || { echo "Spark needs Java 17 or newer: apt-get install default-jre-headless"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[spark]"
	@touch $@

clean:
	rm -rf $(VENV) $(DEMO) build dist .pytest_cache .mypy_cache .ruff_cache
