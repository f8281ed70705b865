# The chores of reportgen.  `make` alone explains them.
# Everything they bring stays in this folder: the tools in .tools, the environment in .venv.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help build test check lint validators pythons bench lock check-clean clean

SHELL := /bin/sh
PYTHON ?= python3
export PYTHON

uv     := .tools/bin/uv
python := $$(cat .tools/python)
cache  := $(CURDIR)/.tools/cache

export UV_CACHE_DIR := $(cache)/uv
export UV_PYTHON_DOWNLOADS := never
export UV_NO_CONFIG := 1
export UV_SYSTEM_CERTS := 1
export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export PIP_USER := 0
export npm_config_cache := $(cache)/npm
export npm_config_update_notifier := false
# pip asks rustc for its version, where there is one; rustup then writes its settings.
export RUSTUP_HOME ?= $(cache)/rustup
# Fontconfig keeps its list of fonts where XDG says.
export XDG_CACHE_HOME := $(cache)
unexport PYTHONPATH
unexport PYTHONHOME
unexport PYTHONDONTWRITEBYTECODE
unexport VIRTUAL_ENV

# uv does not read pip's settings: a mirror named there is handed on.
mirror = index="$${PIP_INDEX_URL:-$$("$(python)" -m pip config get global.index-url 2>/dev/null || :)}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$index}"; fi;
# macOS looks for Homebrew's libraries only when it is told.
run := $(if $(filter Darwin,$(shell uname)),DYLD_FALLBACK_LIBRARY_PATH="$$(brew --prefix)/lib:/usr/local/lib")
# An environment knows where it stands: a project folder that was moved gets a new one.
stands := $(shell cat .venv/.stands 2>/dev/null)
ifneq ($(stands),$(CURDIR))
.PHONY: .venv/.stands
endif

help:
	@echo "reportgen: one article and the data of each client, made into a website and branded PDFs"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: .venv/.run  ## everything in output/, from a fresh machine if need be
	@$(run) .venv/bin/reportgen build; code=$$?; \
	if [ -d output/site ]; then echo; \
	echo "Look at output/site/index.html (public) and output/briefs/ (private: a page and a PDF for each client)."; \
	fi; exit $$code

test: lint validators pythons  ## the whole suite, with all the set-up it needs
	@$(run) .venv/bin/python -m pytest --numprocesses auto --dist loadfile --durations 20

check: lint  ## style, types, and the tests that build no project, in a minute
	@$(run) .venv/bin/python -m pytest --numprocesses auto -m "not slow"

lint: .venv/.dev  ## style and types alone
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy

validators: .tools/validators/complete  ## the independent validators of PDF and HTML, as far as they can be had

pythons: .tools/pythons/complete  ## an environment for each other Python here, for the tests that compare them

bench: .venv/.dev  ## how fast it is, as a table, in twenty minutes (SIZES=100 BRIEFS=8: in three)
	@$(mirror) $(run) .venv/bin/python -m benchmarks

lock: $(uv)  ## the lock files anew from pyproject.toml (UPGRADE=1: with the newest versions)
	@$(mirror) compile() { $(uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) "$$@"; }; \
	compile --group pyproject.toml:build pyproject.toml --output-file requirements.lock && \
	compile --group pyproject.toml:dev pyproject.toml --constraint requirements.lock \
		--no-annotate --output-file requirements-dev.lock && \
	compile tests/validators/requirements.in --output-file tests/validators/requirements.lock && \
	echo uv | compile - --output-file tools/requirements.lock

check-clean:  ## a clone of HEAD with an empty home: builds, tests, and shows what was written where
	@sh tools/clean-clone.sh

clean:  ## takes away all that the other targets made
	@rm -rf .venv .tools .reportgen .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	@find output -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets stand on.  Each is a file, made again only when what it is made from has changed.

.tools/python: tools/system-part.sh
	@mkdir -p .tools
	@sh tools/system-part.sh $@

$(uv): tools/requirements.lock | .tools/python
	@echo "uv into .tools" >&2
	@"$(python)" -m pip install --quiet --upgrade --target .tools --require-hashes --requirement tools/requirements.lock
	@touch $@

.venv/.stands: | $(uv)
	@rm -rf .venv
	@$(uv) venv --quiet --no-project --python "$(python)" .venv
	@echo "$(CURDIR)" >$@

.venv/.run: requirements.lock pyproject.toml .venv/.stands
	@echo "what reportgen stands on, from requirements.lock, into .venv" >&2
	@$(mirror) $(uv) pip sync --quiet --compile-bytecode --python .venv --require-hashes requirements.lock
	@$(uv) pip install --quiet --offline --python .venv --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@echo "what its tests stand on, from requirements-dev.lock, into .venv" >&2
	@$(mirror) $(uv) pip sync --quiet --compile-bytecode --python .venv --require-hashes requirements-dev.lock
	@$(uv) pip install --quiet --offline --python .venv --no-deps --no-build-isolation --editable .
	@touch $@

.tools/validators/complete: tools/validators.sh $(wildcard tests/validators/*.lock tests/validators/package*.json) | $(uv)
	@$(mirror) sh tools/validators.sh $(uv) "$(python)"

.tools/pythons/complete: tools/pythons.sh requirements.lock | $(uv)
	@$(mirror) sh tools/pythons.sh $(uv)
