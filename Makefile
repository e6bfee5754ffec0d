# Every target runs in .venv beside this file, on the versions in constraints.txt.
# All paths are relative, so that the folder may have any name and `make -C` works.

PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
PY := .venv/bin/python
STAMP := .venv/ready
UV := build/lock/bin/python -m uv
USABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1: \2/p' Makefile | awk -F ': ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.PHONY: demo
demo: $(STAMP) ## walk through the life of a label, from draft to trace
	PATH="$$(pwd)/.venv/bin:$$PATH" sh examples/demo.sh

.PHONY: test
test: check browser ## all that a change must pass (check, then the tests)
	$(PY) -m pytest -n 2

.PHONY: browser
browser: $(STAMP) ## bring the browser that the handbook is tested in
	@sh tests/browser/bring

.PHONY: setup
setup: $(STAMP) ## make .venv and install schemactl in it

.PHONY: check
check: $(STAMP) ## style, format, types and imports, without changing a file
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	@$(MAKE) --no-print-directory types imports

.PHONY: fix
fix: $(STAMP) ## repair style and format where a tool can
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

.PHONY: types
types: $(STAMP) ## check the types
	$(PY) -m mypy

.PHONY: imports
imports: $(STAMP) ## check which package imports which
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

.PHONY: real
real: $(STAMP) ## run on published data sets, with DATA=folder
	@test -n "$(DATA)" || { echo 'make real: say where the sets are: make real DATA=folder' >&2; exit 2; }
	@test -d "$(DATA)" || { echo 'make real: no folder $(DATA)' >&2; exit 2; }
	SCHEMACTL_REAL_DATA="$$(cd "$(DATA)" && pwd)" $(PY) -m pytest tests/real -m real

INTEROP := build/interop
INTEROP_PINS := $(wildcard tests/interop/pins/*.txt)

.PHONY: interop
interop: $(STAMP) $(INTEROP_PINS:tests/interop/pins/%.txt=$(INTEROP)/%/ready) ## let other people's software read what is written
	SCHEMACTL_INTEROP="$$(pwd)/$(INTEROP)" $(PY) -m pytest tests/interop -m interop

# One environment per library, since their requirements contradict each other.
$(INTEROP)/%/ready: tests/interop/pins/%.txt
	$(PY) -m venv --clear $(INTEROP)/$*
	$(INTEROP)/$*/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary --no-deps -r $<
	@touch $@

.PHONY: handbook
handbook: $(STAMP) ## build the annotators' handbook in build/handbook
	$(PY) -m schemactl handbook build

.PHONY: reference
reference: $(STAMP) ## write docs/reference/cli.md from the commands themselves
	PYTHONPATH=. $(PY) tests/command_reference.py

.PHONY: soak
soak: $(STAMP) ## feed broken files to every reader, or COUNT=100000 of them; crowd and crash the registry
	$(PY) -m tests.soak $(if $(COUNT),--count $(COUNT),--seconds $(or $(SECONDS),150)) $(if $(SEED),--seed $(SEED))
	$(PY) -m tests.soak.registry

.PHONY: bench
bench: $(STAMP) $(INTEROP)/mlflow/ready ## measure speed against the floor and against other tools
	$(PY) -m benchmarks.start
	$(PY) -m benchmarks.validate
	$(PY) -m benchmarks.again
	$(PY) -m benchmarks.peers
	$(PY) -m benchmarks.diff
	$(PY) -m benchmarks.handbook
	$(PY) -m benchmarks.branches
	$(PY) -m benchmarks.preview
	$(PY) -m benchmarks.registry
	$(PY) -m benchmarks.migrate
	$(PY) -m benchmarks.nested --boxes 100000 --tasks 10000
	$(PY) -m benchmarks.parquet
	$(PY) -m benchmarks.spark
	$(PY) -m benchmarks.data

.PHONY: lock
lock: $(STAMP) ## renew constraints.txt with the newest versions that fit
	test -x build/lock/bin/python || $(PY) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade uv
	$(UV) pip compile --quiet --universal --python-version 3.11 --extra dev --upgrade --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o build/lock/pins.txt
	sed -n '/^#/p' constraints.txt > build/lock/header.txt
	cat build/lock/header.txt build/lock/pins.txt > constraints.txt

.PHONY: clean
clean: ## remove .venv and everything else that can be made again
	rm -rf .venv build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder it was made in: a checkout that moved is installed again.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

$(STAMP): pyproject.toml constraints.txt
	@rm -f $(STAMP)
	@found=; if ! $(PY) -c '$(USABLE)' 2>/dev/null; then \
		for python in $(PYTHONS); do \
			if "$$python" -c '$(USABLE)' >/dev/null 2>&1; then found="$$python"; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo 'make setup: no Python 3.11 to 3.14 with venv found; tried $(PYTHONS)' >&2; \
			echo 'hint: install one (on Debian and Ubuntu: python3 and python3-venv)' >&2; exit 2; \
		fi; \
		echo "make setup: .venv with $$("$$found" --version)"; \
		rm -rf .venv; \
		"$$found" -m venv .venv || exit 2; \
	fi
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@pwd -P > $(STAMP)
