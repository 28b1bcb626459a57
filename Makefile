# Two commands: `make serve` and `make test`. Everything they need is installed into .venv from the lock files.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -I -m
LOCKS := --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet
EXTRAS := --extra postgresql --extra oidc

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: serve test check bench bench-search bench-history lock messages clean

serve: $(VENV)/serve.stamp
	@exec $(VENV)/bin/python -m glossary serve

# Files in their order: those of the browser come first and take longest.
test: $(VENV)/test.stamp check
	@exec $(VENV)/bin/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/test.stamp
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/test.stamp
	$(VENV)/bin/python -m pip install --quiet --require-hashes -r benchmarks/requirements.lock
	$(VENV)/bin/python -m benchmarks.servers

bench-search: $(VENV)/test.stamp
	$(VENV)/bin/python -m pip install --quiet --require-hashes -r benchmarks/search/requirements.lock
	$(VENV)/bin/python -m benchmarks.search.measure

bench-history: $(VENV)/test.stamp
	$(VENV)/bin/python -m benchmarks.history

lock: ## needs uv on the PATH
	uv pip compile pyproject.toml $(LOCKS) $(EXTRAS) --group serve -o requirements.lock
	uv pip compile pyproject.toml $(LOCKS) $(EXTRAS) --extra sudachi --group serve --group test -o requirements-test.lock
	uv pip compile benchmarks/requirements.in $(LOCKS) -o benchmarks/requirements.lock
	uv pip compile benchmarks/search/requirements.in $(LOCKS) \
	  -o benchmarks/search/requirements.lock

messages: $(VENV)/test.stamp
	$(VENV)/bin/python -m tests.house.update_catalogues

clean:
	rm -rf $(VENV)

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Taiyaku needs Python 3.11 or newer; name it with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/serve.stamp: $(VENV)/python.stamp requirements.lock pyproject.toml README.md LICENSE
	$(RUN) pip install --quiet --require-hashes -r requirements.lock
	$(RUN) pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/serve.stamp requirements-test.lock
	$(RUN) pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@
