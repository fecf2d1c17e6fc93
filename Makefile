# make run    starts the app on its samples       make test   installs what the tests need and runs them all
# make check  format, lint, types, contracts, tests          make demo   fills an empty workspace with the samples
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup setup-dev run test check bench bench-truth crash fuzz demo browser format

.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

setup: .venv/installed

setup-dev: .venv/installed-dev

run: setup
	$(BIN)/streamlit run app.py

demo: setup
	$(BIN)/aboveboard demo

# The browser journeys use the system's Chromium; where it is missing and the system allows it, it is installed.
browser:
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	  && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || echo "Chromium was not found: the browser journeys will be skipped."

# One process per core; a file's tests stay together, so that they share their server and their samples.
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile

test: setup-dev browser
	$(TESTS)

# Side-by-side speed runs; results are ratios against a baseline of the same run.
bench: setup-dev
	$(BIN)/python benchmarks/loading.py

# How often the rules flag chance, and how often a real difference; how well the word lists do.
bench-truth: setup-dev
	$(BIN)/python benchmarks/truth.py
	$(BIN)/python benchmarks/lexicons.py

# Kills the real server again and again while a reviewer clicks; nothing acknowledged may be lost or doubled.
crash: setup-dev browser
	$(BIN)/python -m tests.crash.kill_server

# Damaged and invented files, thousands of them; the seed is printed, and the same seed makes the same inputs.
N ?= 5000
fuzz: setup-dev
	$(BIN)/python -m tests.fuzz.run --inputs $(N) $(if $(SEED),--seed $(SEED))

format: setup-dev
	$(BIN)/ruff format .

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)
