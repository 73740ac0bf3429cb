# make site   sets up what is needed and builds the site, the printed editions and the data
# make test   sets up what is needed and runs every test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

EXAMPLES := hoje-taastrup falkoping ekbacka

.PHONY: site docs test test-program test-types test-browsers mutants examples lock sbom audit screens proofs clean

site: $(READY)
	$(BIN)/python build.py

# The browser tests share their visits, so they run in one process; it waits for browsers much of its time, and so runs
# beside the rest, as does the check of types, which uses one core. What the browser tests print is kept and shown when
# they are through, so that the two do not mix. Both look at the same built sites.
test: $(READY)
	shared=$$(mktemp -d); trap 'rm -rf "$$shared"' EXIT; RODA_SHARED=$$shared $(MAKE) --jobs=3 test-program test-types test-browsers

test-program: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n auto --dist worksteal --ignore=tests/browser

test-types: $(READY)
	$(BIN)/mypy

test-browsers: $(READY)
	mkdir -p build
	$(BIN)/python -m pytest tests/browser >build/browsers.log 2>&1; seen=$$?; cat build/browsers.log; exit $$seen

# The lock file holds exact versions with their checksums; the project itself is installed in place. It is compiled here, as
# pip compiles what it installs: where Python is not to write compiled files, each command would compile all of it again.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q publisher
	touch $(READY)

# Plants small faults, one by one, and says which of them no test notices. An hour on one core.
mutants: $(READY)
	$(BIN)/python -m tests.mutants

# Three more publications: two small ones from sources, and a made-up municipality with everything in use.
examples: $(READY)
	set -e; for name in $(EXAMPLES); do $(BIN)/python build.py --root examples/$$name; done

# The program's own site, for those who choose, install, run and extend it: docs-site/site/.
docs: $(READY)
	$(BIN)/mkdocs build --quiet --strict --config-file docs-site/mkdocs.yml

# Takes the newest versions that pyproject.toml allows.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.lock

# What the program is made of, with licences: build/roda-traden.cdx.json (CycloneDX) and build/licences.txt.
sbom: $(READY)
	$(BIN)/python -m tests.supply_chain bill

# What is known against the packages of the lock files: 1 where there is something, 2 where nobody could be asked.
audit: $(READY)
	$(BIN)/python -m tests.supply_chain audit

# Pictures of the site in Chromium, and of the printed edition, to look at; those of the README and the handbook anew.
screens: site
	$(BIN)/python -m tests.screens

proofs: site
	$(BIN)/python -m tests.proofs

clean:
	-$(BIN)/python -c "import platformdirs, shutil; shutil.rmtree(platformdirs.user_cache_path('roda-traden'), ignore_errors=True)"
	rm -rf $(VENV) build mutants site examples/*/site
