PYTHON ?= python3
ENV    := .venv
BIN    := $(ENV)/bin
READY  := $(ENV)/.ready
DEV    := $(ENV)/.ready-dev
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q
LOCK   := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q

.PHONY: help all setup test bench notebooks review code lock clean

help:       ## show this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

all: $(READY)   ## set up, then run the main job on corpus/ into outputs/
	@$(BIN)/zongshu run

setup: $(READY)   ## make the virtual environment with everything a run needs

test: $(DEV)   ## set up, then run every check: format, lint, types, tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest -n auto

bench: $(DEV)   ## measure speed and recall as ratios within one run, and how often intervals hold
	@$(BIN)/python -m tests.bench && $(BIN)/python -m tests.bench_dedupe

notebooks: $(DEV)   ## open the notebooks on outputs/
	@$(BIN)/python -m pip -q install notebook && $(BIN)/jupyter notebook notebooks

review: $(READY)   ## open the editors' review page and write decisions to corpus/decisions.csv
	@$(BIN)/zongshu review

code: $(READY)   ## open the coders' page and write their sheets beside corpus/coding.csv
	@$(BIN)/zongshu code --page

lock: $(DEV)   ## resolve the dependencies again into the three lock files
	@$(PIP) install uv
	@$(LOCK) pyproject.toml --extra build -o requirements.lock
	@$(LOCK) pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock
	@$(BIN)/python -c 'import tomllib; from pathlib import Path; project = tomllib.loads(Path("pyproject.toml").read_text()); \
	  print(*project["project"]["optional-dependencies"]["pkuseg"], sep="\n")' | $(LOCK) - --no-deps -o requirements-pkuseg.lock

clean:      ## remove the environment and everything a run wrote
	@rm -rf $(ENV) outputs .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -m venv $(ENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(PIP) install --no-deps --no-build-isolation --require-hashes -r requirements-pkuseg.lock >/dev/null 2>&1 \
	  || echo "pkuseg was not installed (it needs a C compiler and Python's headers); the segmenter stays jieba"
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
