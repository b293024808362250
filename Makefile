# Targets call local commands only; CI calls the same ones (.ci/run).
PORT ?= 8000
python := .venv/bin/python
# Without compiled bytecode each process would compile all of Django and Wagtail anew when it starts.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test bench charts relevance passages chaos soak lint architecture catalogues requirements clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \2/p' Makefile | awk '{ printf "  %s %-14s", $$1, $$2; $$1 = $$2 = ""; print $$0 }'

demo: ## Run the portal with its demonstration on PORT (8000), until Ctrl-C
	@requirements/install base
	@$(python) manage.py demo --port $(PORT)

test: ## Run every check and test, on real services that it starts and stops
	@requirements/install development
	@$(python) -m tests

bench: ## Measure the portal and print the figures
	@requirements/install development
	@$(python) -m tests.benchmarks

charts: ## Draw docs/measurements/*.svg from the figures beside them
	@requirements/install development
	@$(python) -m tests.benchmarks.charts

relevance: ## Measure on both engines how well search finds what readers mean
	@requirements/install development
	@$(python) -m tests.services run -- $(python) -m tests.search.relevance --engine embedded elasticsearch --readers

passages: ## Measure how near the repair of scanned text comes to what was printed
	@requirements/install development
	@$(python) -m tests.news.importer.passages

chaos: ## Kill the nodes of a cluster under a busy portal, and prove that nothing is lost
	@requirements/install development
	@$(python) -m tests.chaos

soak: ## Run the property tests much longer than CI does, kill more, and read every page of the demonstration
	@requirements/install development
	@SOAK_SEQUENCES=1000 SOAK_STEPS=10000 SOAK_KILLS=50 SOAK_KILL_STEP=1 $(python) -m pytest -n0 \
		tests/portal/translation/freshness/test_random_edits.py tests/portal/translation/trees/test_random_walks.py \
		tests/portal/translation/keeping/test_random_edits.py tests/portal/storage \
		tests/search/index/test_killed_writer.py tests/portal/kept_pages/test_random_changes.py tests/browser/crawl_demonstration.py

lint: ## Run the linters and the type checker only
	@requirements/install development
	@$(python) -m tests lint

architecture: ## Draw the picture of the rooms in docs/architecture.md from the code
	@requirements/install development
	@$(python) -m tests.repository.rooms

catalogues: ## Collect the messages of the source code into locale/ (needs GNU gettext)
	@requirements/install development
	@$(python) -m tests.repository.catalogues

requirements: ## Lock requirements/*.txt anew from their .in files
	@requirements/install development
	@requirements/lock

clean: ## Remove the virtual environment and caches; var/ (your data) stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
