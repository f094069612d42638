# Two commands for a fresh machine with Python 3.11 or later:
#   make demo   builds the example memory and its report
#   make test   style, types and the whole test suite
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
EXAMPLE = examples/ctoc-cop-2012-4
DEMO = build/demo

.PHONY: demo test lint types unit example bench test-clients clean help
.DEFAULT_GOAL := help

help:
	@echo "make demo          set up, build the example, say where the memory and the report are"
	@echo "make test          set up, then style, types and all tests"
	@echo "make bench         every benchmark (wants the development data; says what is missing)"
	@echo "make example       build the files kept in $(EXAMPLE) again"
	@echo "make test-clients  install OmegaT, gettext and the XLIFF schemas (Debian), run the tests that talk to CAT tools"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.user: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.developer: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[all,dev]"
	@touch $@ $(VENV)/.user

demo: $(VENV)/.user
	@mkdir -p $(DEMO)
	$(BIN)/bitext build $(EXAMPLE)/ctoc-cop-2012-4.ar.txt $(EXAMPLE)/ctoc-cop-2012-4.en.txt \
	  --encoder none -o $(DEMO)/memory.tmx --report $(DEMO)/report.html
	@echo
	@echo "Translation memory: $(CURDIR)/$(DEMO)/memory.tmx"
	@echo "Report page:        $(CURDIR)/$(DEMO)/report.html"

example: $(VENV)/.user
	cd $(EXAMPLE) && ../../$(BIN)/bitext build ctoc-cop-2012-4.ar.txt ctoc-cop-2012-4.en.txt \
	  --encoder none -o memory.tmx --report report.html

test: lint types unit

lint: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developer
	$(BIN)/mypy

unit: $(VENV)/.developer
	$(BIN)/python -m pytest

bench: $(VENV)/.developer
	@for script in tests/benchmarks/bench_*.py; do echo; echo "## $$script"; $(BIN)/python $$script || exit 1; done

test-clients: $(VENV)/.developer
	apt-get install --yes --no-install-recommends omegat default-jre-headless libreoffice-writer-nogui gettext php-symfony-translation
	CI=true $(BIN)/python -m pytest -m client

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
