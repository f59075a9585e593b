SHELL  := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
ENV    := .venv
BIN    := $(ENV)/bin
READY  := $(ENV)/.ready
DEV    := $(ENV)/.ready-dev
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q
LOCK   := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q

# What a lock file holds, installed with a line that says how far it is.
installed = $(BIN)/python -m pip --disable-pip-version-check install --progress-bar off --require-hashes -r $(1) \
	| awk -v all="$$(grep -c '==' $(1))" '/^(Collecting|Requirement already)/ {n++; printf "\r  %d/%d", n, all; fflush()} END {print ""}'

# Whether a Python is one that the project runs on.
supported = $(shell $(1) -c 'import sys; print("yes" if (3, 11) <= sys.version_info < (3, 14) else "")' 2>/dev/null)

.PHONY: help all run demo open setup test docs bench torture audit notebooks review code lock clean

help:       ## show this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

all: $(READY)   ## set up, then run the main job: corpus/ into outputs/, or the invented demo while corpus/ is empty
	@$(BIN)/zongshu run --or-demo

run: $(READY)   ## read corpus/ and write outputs/
	@$(BIN)/zongshu run

demo: $(READY)   ## run the invented demo into outputs/demo/
	@$(BIN)/zongshu demo

open: $(READY)   ## open the workbench in the browser: search, trends, charts, comparisons, down to the source
	@$(BIN)/zongshu open --output "$$([ -f outputs/run.json ] || [ ! -f outputs/demo/run.json ] && echo outputs || echo outputs/demo)"

setup: $(READY)   ## make the virtual environment with everything a run needs

test: $(DEV)   ## set up, then run every check: format, lint, types, tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest -n auto

docs: $(DEV)   ## build the documentation, strictly and without a network, into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q && echo "build/site/index.html"

bench: $(DEV)   ## measure speed and recall as ratios within one run, and how often intervals hold
	@$(BIN)/python -m tests.bench && $(BIN)/python -m tests.bench_dedupe

torture: $(DEV)   ## try for MINUTES (10) what may go wrong: hostile texts, kills, harmed files, full disks, many pages at once
	@$(BIN)/python -m tests.torture --minutes $(or $(MINUTES),10) --seed $(or $(SEED),1)

audit: $(DEV)   ## ask for known weaknesses of the locked libraries (needs a network)
	@$(BIN)/python -m tests.audit requirements.lock requirements-pkuseg.lock

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

# An environment of another Python, or one that was broken off half-made, is made anew.
$(READY): pyproject.toml requirements.lock
	@$(if $(call supported,$(PYTHON)),,$(error 需要 Python 3.11 至 3.13，而 $(PYTHON) $(shell command -v $(PYTHON) >/dev/null && echo "是 $$($(PYTHON) -V 2>&1)" || echo 找不到)；装好后运行 make all PYTHON=python3.12))
	@echo "1/3 环境：$(ENV)"
	@$(BIN)/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	  && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(ENV)
	@echo "2/3 下载和安装依赖（第一次约需几分钟）"
	@$(call installed,requirements.lock)
	@echo "3/3 安装 zongshu"
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(PIP) install --no-deps --no-build-isolation --require-hashes -r requirements-pkuseg.lock >/dev/null 2>&1 \
	  || echo "pkuseg was not installed (it needs a C compiler and Python's headers); the segmenter stays jieba"
	@touch $@

$(DEV): $(READY) requirements-dev.lock
	@echo "检查所需的工具"
	@$(call installed,requirements-dev.lock)
	@touch $@
