# The commands of the README. `make demo` and `make test` work from a fresh clone.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
READY_DEV := .venv/ready-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

# Hundreds of processes are started here: each would compile the program again where the environment says to keep nothing.
export PYTHONDONTWRITEBYTECODE :=

DEMO_DATABASE := demo.db demo.db-wal demo.db-shm demo.db.heads demo.db.erasures

.PHONY: demo demo-anew test check dependencies e2e proofs coverage bench figures pictures requirements clean

# A demo.db that is there stays as it is, with what was added to it; demo-anew begins again.
DEMO := $(BIN)/recruitbot --database sqlite:///demo.db
demo: $(READY)
	@if [ -e demo.db ]; then echo "demo.db as you left it; make demo-anew begins again with the CVs of samples/" >&2; \
	else echo "a new demo.db with the fictional CVs of samples/" >&2; $(DEMO) import samples/cvs </dev/null >&2; fi
	@$(DEMO) chat --files demo-files

demo-anew:
	@rm -f $(DEMO_DATABASE)
	@$(MAKE) --no-print-directory demo

test: $(READY_DEV)
	$(BIN)/pytest -n auto --dist worksteal

check: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/recruitbot --database sqlite:///.venv/check.db db check

# The bill of materials, and whether anything in it has known flaws.
dependencies: $(READY_DEV)
	.ci/dependencies

e2e: $(READY_DEV) tests/e2e/node_modules/.ready
	tests/e2e/loopback.sh $(BIN)/pytest tests/e2e

# Whole test sets and fuzzing at full counts; MINUTES=N takes a share that ends in time.
proofs: $(READY_DEV)
	MINUTES=$(MINUTES) $(BIN)/pytest tests/proofs

# Which lines and branches the tests run, and which they do not.
coverage: $(READY_DEV)
	$(BIN)/python -m tests.covered

# The benchmarks, or ONLY=footprint, ONLY=import, ONLY=discord, ONLY=digests, ONLY=tenants, ONLY=search PROFILES=100000; KEEP=FOLDER fills a crowd once.
# FIGURES=docs/figures.md writes them there, too.
bench: $(READY_DEV) tests/e2e/node_modules/.ready
	tests/e2e/loopback.sh $(BIN)/python -m benchmarks $(ONLY)

# What the suites print, written to docs/figures.md; or ONLY="reading faults".
figures: $(READY_DEV)
	$(BIN)/python -m benchmarks.page $(ONLY)

# The pictures of docs/, drawn from real replies and taken by Chromium; or ONLY="slack-search discord-card".
pictures: $(READY_DEV)
	$(BIN)/python -m pictures $(ONLY)

# The hashed requirements, made again from pyproject.toml.
COMPILE := $(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	--allow-unsafe --strip-extras --no-header --build-deps-for editable
requirements: $(READY_DEV)
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev -o requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv $(DEMO_DATABASE) demo-files tests/e2e/node_modules

.venv/bin/python:
	@echo "making .venv" >&2
	@$(PYTHON) -m venv .venv </dev/null

$(READY): requirements.txt pyproject.toml | .venv/bin/python
	@echo "installing what requirements.txt pins" >&2
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.txt </dev/null >&2
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation -e . </dev/null >&2
	@touch $@

$(READY_DEV): requirements-dev.txt $(READY)
	@echo "installing what requirements-dev.txt pins" >&2
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.txt </dev/null >&2
	@touch $@

tests/e2e/node_modules/.ready: tests/e2e/package-lock.json
	npm ci --no-audit --no-fund --silent --prefix tests/e2e </dev/null
	@touch $@
