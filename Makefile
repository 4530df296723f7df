# Two commands on a fresh machine: `make demo` and `make test`. Both set up .venv first.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
export UV_COMPILE_BYTECODE = 1
unexport VIRTUAL_ENV

.PHONY: setup demo test test-cluster lint types check bench gallery fonts clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable . --group dev
	@echo "Compiling the kernels, once"
	@$(BIN)/footpath demo .venv/warm --customers 300 > /dev/null && rm -rf .venv/warm
	@touch $@

demo: setup
	@$(BIN)/footpath demo

test: setup
	@$(BIN)/python tools/find_browser.py && $(BIN)/python tools/find_java.py
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/lint-imports > /dev/null && $(BIN)/mypy
	@$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# A real Spark cluster on loopback, 10 million events, one worker killed: some minutes.
test-cluster: setup
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable . --group dev --group cluster
	$(BIN)/python tests/cluster/run.py

lint: setup
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/lint-imports

types: setup
	$(BIN)/mypy

check: lint types test

# Against the peers (in an environment of their own), how cost grows, and the planted pains of five seeds: about half an hour.
bench: setup
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --group bench
	$(BIN)/python benchmarks/bench.py --growth --peers .venv-bench/bin/python
	$(BIN)/python benchmarks/loading.py
	$(BIN)/python benchmarks/pains.py

# Every form of real and made maps as pictures, for people to look at: some minutes. DATA holds the real exports.
DATA ?= ../shared/data
gallery: setup
	$(BIN)/python tools/gallery.py --data $(DATA)

# The fonts of pictures and documents, cut from Inter into the package: only after a change of Inter or of the letters.
fonts: setup
	$(BIN)/python tools/cut_fonts.py

clean:
	rm -rf .venv .venv-bench demo
