# Every target prepares what it needs by itself; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check bench setup lock wheel clean

PYTHON_BIN := .venv/bin/python
RUN_ARGS ?=
TEST_ARGS ?=
export PYTHONUTF8 := 1

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

run:  ## open the program on the demonstration school (built once into var/demo)
	@bash .ci/setup run
	@bash .ci/demo $(RUN_ARGS)

test:  ## every test, on SQLite and on an own throw-away Postgres (TEST_ARGS= for pytest)
	@bash .ci/setup test
	QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 $(PYTHON_BIN) -m pytest -p no:benchmark \
		--numprocesses 2 --dist worksteal --timeout 300 --durations 15 --ignore tests/bench $(TEST_ARGS)

check:  ## ruff, mypy and the layer contracts
	@bash .ci/setup check
	$(PYTHON_BIN) -m ruff check
	$(PYTHON_BIN) -m ruff format --check
	$(PYTHON_BIN) -m mypy
	.venv/bin/lint-imports

bench:  ## measure the budgets into build/bench.json
	@bash .ci/setup test
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 $(PYTHON_BIN) -m pytest tests/bench -p no:xdist \
		--benchmark-only --benchmark-json build/bench.json $(TEST_ARGS)

setup:  ## system libraries and .venv only, so that .venv/bin/journal-desktop runs
	@bash .ci/setup run

lock:  ## both lock files anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-header --quiet -o requirements-dev.lock

wheel:  ## dist/journal_desktop-VERSION-py3-none-any.whl
	@bash .ci/setup check
	$(PYTHON_BIN) -m hatchling build --target wheel --directory dist

clean:  ## everything that can be made again; var/, with the demonstration school, stays
	rm -rf .venv build dist .benchmarks .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
