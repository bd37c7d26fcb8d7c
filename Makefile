# Two commands: `make run` shows the service with a fictional municipality, `make test` proves it.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(shell command -v uv 2>/dev/null)

# Every process of a run reads what the first one compiled, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test lint bench format lock messages clean
.DEFAULT_GOAL := run

run: $(VENV)/run.done
	$(BIN)/vetting demo --port $(PORT) $(if $(RESET),--reset)

test: $(VENV)/test.done lint
	$(BIN)/python -m pytest

lint: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/test.done
	$(BIN)/python -m benchmarks

format: $(VENV)/test.done
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# The catalogues people edit are .po; the .mo the service reads are made from them.
messages: $(VENV)/test.done
	$(BIN)/pybabel -q extract -F babel.cfg -k _ -k _t -k lazy -k lazy_gettext -o $(VENV)/messages.pot --no-location --sort-output .
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d vetting/web/translations -l sv --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d vetting/web/translations

lock:
	uv pip compile -q --generate-hashes --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 \
	    --extra pdf --group build --group test --group dev pyproject.toml -o requirements-test.lock
	uv pip compile -q --generate-hashes --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 \
	    --extra pdf --group build -c requirements-test.lock pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
ifdef UV
	$(UV) venv -q --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Install the package python3-venv first (apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv $(VENV)
endif
	@touch $@

define install
$(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q --disable-pip-version-check) --require-hashes -r $(1)
$(if $(UV),$(UV) pip install -q --python $(BIN)/python,$(BIN)/python -m pip install -q --disable-pip-version-check) --no-build-isolation --no-deps -e .
$(BIN)/pybabel -q compile -d vetting/web/translations
@touch $@
endef

$(VENV)/run.done: requirements.lock pyproject.toml vetting/web/translations/sv/LC_MESSAGES/messages.po | $(VENV)/made
	$(call install,requirements.lock)

$(VENV)/test.done: requirements-test.lock pyproject.toml vetting/web/translations/sv/LC_MESSAGES/messages.po | $(VENV)/made
	$(call install,requirements-test.lock)
