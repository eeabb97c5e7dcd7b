# For contributors. Who only wants to use or test the program needs ./run and ./test, not make.
.DEFAULT_GOAL := help
.PHONY: help check test veilig pentest sbom audit bench demo lock format
PYTHON := .venv/bin/python
export DATA ?= $(CURDIR)/var

help: ## what can be done here
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

check: ## lint, types, import contracts, pure tests; under a minute
	@ONLY=pure ./test

test: ## everything: SQLite, PostgreSQL, browser
	@./test

veilig: ## every goal of safety with its figure, on both databases; NIGHTLY=1 adds the long ones, GOALS="S2 R15" narrows
	@$(PYTHON) tools/veilig.py

pentest: ## sqlmap and wapiti against a demo, as every role; MINUTES=10 for each, tools in var/pentest
	@$(PYTHON) tools/pentest.py

sbom: ## the list of parts in CycloneDX from the locks, in var/sbom
	@$(PYTHON) tools/supply.py sbom

audit: ## whether a locked package is known to be vulnerable; says so when it could not be looked up
	@$(PYTHON) tools/supply.py audit

bench: ## ratios against a bare baseline, in bench/results.json and a picture
	@$(PYTHON) -m bench

demo: ## (re)load the demo data into DATA
	@./run demo

lock: ## lock the dependencies again, with hashes
	@.venv/bin/uv pip compile --quiet --upgrade --no-emit-index-url --generate-hashes --universal --python-version 3.11 requirements.in -o requirements.txt
	@.venv/bin/uv pip compile --quiet --upgrade --no-emit-index-url --generate-hashes --universal --python-version 3.11 -c requirements.txt requirements-test.in -o requirements-test.txt

format: ## tidy the source
	@.venv/bin/ruff check --quiet --fix .
	@.venv/bin/ruff format --quiet .
