# The workshop. `make` alone lists what it can do.
.DEFAULT_GOAL := help
.PHONY: help run test check lock audit pack map bench

python := .venv/bin/python
lock_flags := --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11
# Half as many again as there are processors: tests in the browser wait now and then.
workers = $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 3 / 2 )))
frontend := components/deck_map/frontend

# Where Python is told not to keep what it compiled, every process compiles every library anew: seconds each.
export PYTHONDONTWRITEBYTECODE :=

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: .venv/.can-run ## start the app and print its address
	@$(python) -m serve

test: .venv/.can-test ## every check and every test, the browser ones included
	@chromium="$$(.ci/chromium)" && CHROMIUM="$$chromium" $(python) -m pytest --numprocesses=$(workers) --dist=worksteal

check: .venv/.can-test ## format, lint, types and the direction of imports
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo

bench: .venv/.can-test ## measure the speed of the running app
	@chromium="$$(.ci/chromium)" && CHROMIUM="$$chromium" $(python) -m benchmarks

audit: .venv/.can-test ## ask the network whether a pinned package has a known weakness
	.venv/bin/pip-audit --disable-pip --require-hashes -r requirements.txt -r requirements-dev.txt

lock: .venv/.can-test ## pin requirements.txt and requirements-dev.txt anew from their short lists
	@.venv/bin/pip install --quiet uv
	.venv/bin/uv pip compile $(lock_flags) --upgrade requirements.in -o requirements.txt
	.venv/bin/uv pip compile $(lock_flags) --upgrade requirements-dev.in -o requirements-dev.txt
	echo uv | .venv/bin/uv pip compile $(lock_flags) --upgrade - -o .ci/uv.txt

pack: .venv/.can-run ## rebuild assets/pack from its pinned, hash-checked packages
	$(python) -m data_loaders.pack

map: ## rebuild the map's script from components/deck_map/frontend
	npm --prefix $(frontend) ci
	npm --prefix $(frontend) run build

.venv/.can-run: requirements.txt
	@.ci/environment -r requirements.txt
	@touch $@

.venv/.can-test: requirements.txt requirements-dev.txt
	@.ci/environment --no-compile -r requirements.txt -r requirements-dev.txt
	@touch $@ .venv/.can-run
