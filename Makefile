# Two commands: `make demo` for a first look, `make test` for all checks. Each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
DEBIAN_PACKAGES := dovecot-imapd chromium

.PHONY: demo test lint types unit model names measure alike example bench clean

demo: $(VENV)/runtime
	@$(BIN)/rejection-analyzer demo --out demo

test: $(VENV)/dev system lint types unit

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev
	$(BIN)/mypy

unit: $(VENV)/dev
	$(BIN)/pytest -n 2

# The same corpus gives the same bytes; prints the model card.
model: $(VENV)/dev
	$(BIN)/python models/build.py $(EXAM)

# The model of companies and roles, of the same corpus: about ten minutes.
names: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python models/names.py

# What carries over to unseen languages and sources, and what more mail brings.
measure: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python models/measure.py $(EXAM)

# Mails of the corpus that are nearly the same.
alike: $(VENV)/dev
	PYTHONPATH=. $(BIN)/python models/alike.py

# The report of the example mailbox and the README's pictures; without a Chinese font they show boxes.
example: $(VENV)/dev
	sh tests/install_system.sh fonts-wqy-microhei
	PYTHONPATH=. $(BIN)/python reports/make_example.py

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) demo build dist

$(VENV)/runtime: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: $(VENV)/runtime
	$(PIP) install --constraint constraints.txt --editable ".[dev,oauth]"
	@touch $@

# A real IMAP server and a real browser for the tests: installed where that is allowed, else named.
.PHONY: system
system:
	@sh tests/install_system.sh $(DEBIAN_PACKAGES)
