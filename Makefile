# Everything here needs only Python 3.11 or newer: the first target makes its own environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test install drawings clean

demo: install  ## check, compare and draw the four public Hubs
	$(BIN)/mapper validate hubs
	$(BIN)/mapper compare hubs --summary
	$(BIN)/mapper compare hubs --table components --table staffing
	$(BIN)/mapper compare hubs --output build/comparison.docx
	$(BIN)/mapper compare hubs --output build/comparison.xlsx
	$(BIN)/mapper compare hubs --output build/comparison.html
	$(BIN)/mapper diagram hubs --output build --format svg --format png --format pdf
	$(BIN)/mapper report hubs --output build/report.html
	@echo "All of it is in build/. Start with build/report.html, which shows all in one page."

test: install  ## lint, types, import contract, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q mapper
	touch $@

drawings: install  ## renew what is generated and committed: template, schema, reference pages, drawings, golden files
	$(BIN)/mapper template > templates/esms_mapping.yaml
	$(BIN)/mapper schema --output templates/esms_mapping.schema.json
	$(BIN)/mapper explain --all checks > docs/checks.md
	$(BIN)/mapper explain --all template > docs/template.md
	$(BIN)/mapper diagram hubs --view model --view pathway --view implementation --output diagrams -f svg -f dot -f markdown
	UPDATE_GOLDEN=1 $(BIN)/pytest --quiet

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
