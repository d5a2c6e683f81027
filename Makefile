# Thin on purpose: tools/setup.py does the work, on Windows too (py -3.11 tools\setup.py run).
# ARGS is handed on: make test ARGS="tests/unit -x", make demo ARGS="--dossiers 1000".
PYTHON ?= python3
ARGS ?=
SETUP = @$(PYTHON) tools/setup.py

.DEFAULT_GOAL := help
.PHONY: help setup run test torture lint demo bench lock clean

help: ## say what each target does
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## install everything that is missing, start nothing
	$(SETUP) setup $(ARGS)

run: ## open Vigie (without a screen: play the scenario offscreen, into build/scenario)
	$(SETUP) run $(ARGS)

test: ## run the whole suite; ARGS="tests/unit -x" runs less
	$(SETUP) test $(ARGS)

torture: ## kill it, fill it, damage it, wear it out: twenty minutes at most; ARGS="-k kills"
	$(SETUP) torture $(ARGS)

lint: ## check style, format, types and layers
	$(SETUP) lint $(ARGS)

demo: ## make a fictional town in build/demo: vault, PDFs, screenshots
	$(SETUP) demo $(ARGS)

bench: ## measure, against the limit measured in the same run
	$(SETUP) bench $(ARGS)

lock: ## write requirements.lock from pyproject.toml; ARGS=--upgrade takes newer releases
	$(SETUP) lock $(ARGS)

clean: ## remove build/ and the caches; ARGS=--all removes .venv too
	$(SETUP) clean $(ARGS)
